"""One patient: what is prescribed, what was done, what was decided and why; and the answers to it."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from patients.models import Patient, Therapist
from tests.pages.reading import links, values, words
from tests.people import DAY, MONDAY, a_prescription, log
from tracker.flows.evaluate import evaluate_all
from tracker.flows.stops import clear_stop
from tracker.models import DecisionAnswer, Prescription, ProgressionDecision, Stop
from tracker.models.plan import Mode

Clock = time_machine.Traveller


def two_good_sessions(ana: Patient, monday: Clock, mode: Mode = Mode.PROPOSE) -> ProgressionDecision:
    squat = a_prescription(ana, "T-01", level=2, mode=mode)
    log(squat, next_day=1)
    log(squat, next_day=2, at=MONDAY + 2 * DAY)
    monday.move_to(MONDAY + 4 * DAY)
    evaluate_all(lambda: MONDAY + 4 * DAY)
    return ProgressionDecision.objects.latest("decided_at")


def answer(client: Client, decision: ProgressionDecision, accepted: str, reason: str = "she is ready") -> Any:
    return client.post(
        f"/decisions/{decision.pk}/answer/", {"accepted": accepted, "reason": reason}, follow=True
    )


def test_what_is_prescribed_can_be_changed(as_tess: Client, ana: Patient, monday: Clock) -> None:
    squat = a_prescription(ana, "T-01", level=2)
    page = as_tess.get(f"/patients/{ana.pk}/")

    assert "Squat T-01 Squat 2 Level 2 of 3 3 × 8–10 repetitions" in words(page)
    assert f"/prescriptions/{squat.pk}/change/" in links(page)


def test_a_decision_opens_to_its_rule_and_evidence(as_tess: Client, ana: Patient, monday: Clock) -> None:
    two_good_sessions(ana, monday)

    page = words(as_tess.get(f"/patients/{ana.pk}/"))

    assert "Rule P1" in page
    assert "3 sets of 8 to 10 repetitions, in 2 good sessions in a row" in page
    assert "Pain during 2 3 met" in page
    assert "Pain next day 1 3 met" in page


def test_what_was_missing_is_named(as_tess: Client, ana: Patient, monday: Clock) -> None:
    squat = a_prescription(ana, "T-01", level=2)
    log(squat, pain=None, next_day=1)
    log(squat, next_day=1, at=MONDAY + 2 * DAY)
    evaluate_all(lambda: MONDAY + 4 * DAY)

    assert "Missing Pain during the exercise" in words(as_tess.get(f"/patients/{ana.pk}/"))


def test_an_accepted_step_is_taken(as_tess: Client, ana: Patient, monday: Clock) -> None:
    page = answer(as_tess, two_good_sessions(ana, monday), "yes")

    assert "Accepted. The step is taken." in words(page)
    assert Prescription.objects.get(ended_at__isnull=True).level.number == 3


def test_a_declined_step_changes_nothing_and_keeps_the_reason(
    as_tess: Client, ana: Patient, monday: Clock
) -> None:
    page = answer(as_tess, two_good_sessions(ana, monday), "no", "wait for the wedding")

    assert "Declined: wait for the wedding" in words(page)
    assert Prescription.objects.get(ended_at__isnull=True).level.number == 2


def test_an_answer_without_a_reason_is_asked_for_one(as_tess: Client, ana: Patient, monday: Clock) -> None:
    page = answer(as_tess, two_good_sessions(ana, monday), "yes", "  ")

    assert page.status_code == 422
    assert "Say why." in words(page)


def test_an_answer_that_comes_second_loses_no_words(as_tess: Client, ana: Patient, monday: Clock) -> None:
    decision = two_good_sessions(ana, monday)
    answer(as_tess, decision, "no", "first")
    page = answer(as_tess, decision, "yes", "second thoughts")

    assert page.status_code == 409
    assert "This decision was answered already." in words(page)
    assert values(page, "reason") == ["second thoughts"]
    assert DecisionAnswer.objects.get().reason == "first"


def test_a_stop_shows_its_questions_and_is_cleared_with_a_reason(
    as_tess: Client, ana: Patient, monday: Clock
) -> None:
    log(a_prescription(ana), red_flags=["RF4"])
    stop = Stop.objects.get()
    shown = words(as_tess.get(f"/patients/{ana.pk}/"))
    sent = {"reason": "examined, no deficit", "confirmed": "on"}
    page = as_tess.post(f"/stops/{stop.pk}/clear/", sent, follow=True)

    assert "Growing weakness or numbness in a leg" in shown
    assert "The stop is cleared." in words(page)
    assert "examined, no deficit" in words(page)


@pytest.mark.parametrize("sent", [{"reason": "fine"}, {"confirmed": "on"}])
def test_a_stop_needs_both_reason_and_confirmation(
    as_tess: Client, ana: Patient, monday: Clock, sent: dict[str, str]
) -> None:
    log(a_prescription(ana), red_flags=["RF4"])
    page = as_tess.post(f"/stops/{Stop.objects.get().pk}/clear/", sent)

    assert page.status_code == 422
    assert values(page, "reason") == [sent.get("reason")]
    assert Stop.objects.get().cleared_at is None


def test_a_stop_that_was_cleared_meanwhile_tells_by_whom(
    as_tess: Client, ana: Patient, tess: Therapist, monday: Clock
) -> None:
    log(a_prescription(ana), red_flags=["RF4"])
    clear_stop(Stop.objects.get(), tess, "seen this morning", MONDAY + timedelta(hours=1))
    sent = {"reason": "also seen", "confirmed": "on"}
    page = as_tess.post(f"/stops/{Stop.objects.get().pk}/clear/", sent)

    assert page.status_code == 409
    assert "Cleared by Tess" in words(page)
    assert values(page, "reason") == ["also seen"]
