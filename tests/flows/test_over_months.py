"""What only shows when people are followed for months: nothing gets stuck, counted twice or lost."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

import pytest

from patients.models import Patient, Therapist
from tests.people import DAY, MONDAY, a_plan, a_prescription, a_session, an_exercise, log, prescriptions_of
from tracker.flows.answer_decision import answer_decision
from tracker.flows.evaluate import evaluate, evaluate_all
from tracker.flows.record_next_day import record_next_day
from tracker.flows.record_session import record_session
from tracker.flows.verdicts import redecide
from tracker.models import Alert, Plan, Prescription, ProgressionDecision, Stop
from tracker.models.plan import Mode
from tracker.progression.terms import Decision, Verdict

pytestmark = pytest.mark.django_db
WEEK = timedelta(weeks=1)


def rules(prescription: Prescription) -> list[str]:
    return list(prescription.decisions.order_by("decided_at", "pk").values_list("rule", flat=True))


def two_good_bouts(prescription: Prescription) -> datetime:
    """Two sessions that pass everything; the instant of the second answer."""
    for day in (0, 2):
        log(prescription, next_day=1, at=MONDAY + day * DAY)
    return MONDAY + 3 * DAY


def walk_a_week(plan: Plan, monday: datetime) -> None:
    """Three walks with their answers, and a look some hours into the next Monday."""
    (walking,) = prescriptions_of(plan)
    for day in (0, 2, 4):
        log(walking, "10", next_day=1, at=monday + day * DAY + timedelta(hours=1))
    evaluate(monday + WEEK)


def test_every_good_week_of_walking_moves_one_rung_however_late_the_look(ana: Patient) -> None:
    plan = a_plan(ana, {"T-06": 1})
    Patient.objects.update(usual_pain=2)

    walk_a_week(plan, MONDAY)
    walk_a_week(plan, MONDAY + WEEK)

    assert prescriptions_of(plan)[0].level.number == 3


def test_a_week_of_walking_is_decided_again_from_what_is_stored_with_it(ana: Patient) -> None:
    plan = a_plan(ana, {"T-06": 1})
    Patient.objects.update(usual_pain=2)
    walk_a_week(plan, MONDAY)

    stored = ProgressionDecision.objects.get(rule="W1")

    assert redecide(stored.evidence) == Decision(Verdict.PROGRESS, "W1")


def test_a_week_with_one_bad_walk_names_the_pain_of_that_walk(ana: Patient) -> None:
    (walking,) = prescriptions_of(a_plan(ana, {"T-06": 1}))
    for day, pain in ((0, 6), (2, 1), (4, 2)):
        log(walking, "10", pain=pain, next_day=1, at=MONDAY + day * DAY)
    evaluate(MONDAY + WEEK)

    assert walking.decisions.get().for_therapist.startswith("Latest pain 6 of 10")


def test_a_walk_that_arrives_after_its_week_decides_the_week_again(ana: Patient) -> None:
    plan = a_plan(ana, {"T-06": 1})
    (walking,) = prescriptions_of(plan)
    Patient.objects.update(usual_pain=2)
    for day in (2, 4):
        log(walking, "10", next_day=1, at=MONDAY + day * DAY)
    evaluate(MONDAY + WEEK)

    log(walking, "10", next_day=1, at=MONDAY + DAY, received_at=MONDAY + WEEK)
    evaluate(MONDAY + WEEK)

    assert sorted(rules(walking)) == ["W1", "W2"]


def test_a_rung_opened_in_the_middle_of_the_week_waits_for_a_whole_one(ana: Patient) -> None:
    plan = a_plan(ana, {"T-06": 1}, now=MONDAY + DAY)
    (walking,) = prescriptions_of(plan)

    evaluate(MONDAY + WEEK)

    assert rules(walking) == []


def test_a_hint_about_pain_ends_with_the_next_decision_on_the_easier_level(ana: Patient) -> None:
    prescription = a_prescription(ana, level=2)
    log(prescription, pain=6)
    evaluate(MONDAY)
    (easier,) = prescriptions_of(prescription.plan)

    log(easier, at=MONDAY + 2 * DAY)
    evaluate(MONDAY + 2 * DAY)

    assert not Alert.objects.filter(cause="pain", closed_at=None).exists()


def test_a_hint_about_a_late_session_ends_with_the_next_decision(ana: Patient) -> None:
    prescription = a_prescription(ana, level=1)
    evaluate(two_good_bouts(prescription))
    log(prescription, pain=5, at=MONDAY + 2.5 * DAY, received_at=MONDAY + 4 * DAY)
    evaluate(MONDAY + 4 * DAY)
    assert Alert.objects.filter(cause="late", closed_at=None).exists()

    log(prescriptions_of(prescription.plan)[0], at=MONDAY + 5 * DAY)
    evaluate(MONDAY + 5 * DAY)

    assert not Alert.objects.filter(cause="late", closed_at=None).exists()


def test_a_good_session_begun_before_the_step_and_sent_after_it_takes_nothing_back(ana: Patient) -> None:
    prescription = a_prescription(ana, level=1)
    decided_at = two_good_bouts(prescription)
    evaluate(decided_at)
    moment = timedelta(minutes=20)

    log(prescription, at=decided_at - moment, received_at=decided_at + moment)
    evaluate(decided_at + moment)

    assert rules(prescription) == ["P1"]
    assert not Alert.objects.exists()


def test_one_bad_session_of_several_exercises_opens_one_stop(ana: Patient) -> None:
    plan = a_plan(ana, {"T-01": 1, "T-03": 1})
    exercises = [an_exercise(prescription, pain_during=8) for prescription in prescriptions_of(plan)]
    record_session(ana, uuid.uuid4(), a_session(*exercises), MONDAY)

    evaluate_all(lambda: MONDAY)

    assert ProgressionDecision.objects.filter(rule="S2").count() == 2
    assert Stop.objects.count() == Alert.objects.filter(cause="stop").count() == 1


def test_a_proposal_stands_while_the_next_session_waits_for_its_answer(ana: Patient, tess: Therapist) -> None:
    prescription = a_prescription(ana, level=1, mode=Mode.PROPOSE)
    evaluate(two_good_bouts(prescription))
    proposal = prescription.decisions.get()

    log(prescription, at=MONDAY + 4 * DAY)
    evaluate(MONDAY + 4 * DAY)

    assert proposal.alerts.filter(closed_at=None).exists()
    answer_decision(proposal, tess, accepted=True, reason="Ready.", now=MONDAY + 4 * DAY)
    assert prescriptions_of(prescription.plan)[0].level.number == 2


def test_deciding_the_same_bad_bouts_again_is_one_setback(ana: Patient) -> None:
    prescription = a_prescription(ana, level=2, mode=Mode.MANUAL)
    log(prescription, pain=4, next_day=1)
    second = log(prescription, pain=4, at=MONDAY + 2 * DAY)
    evaluate(MONDAY + 2 * DAY)
    record_next_day(ana, second.client_id, 1, MONDAY + 3 * DAY, MONDAY + 3 * DAY)
    evaluate(MONDAY + 3 * DAY)

    evaluate(MONDAY + 16 * DAY)

    assert rules(prescription)[:2] == ["R2", "R2"]
    assert "S4" not in rules(prescription)


def test_someone_who_cannot_be_decided_for_weeks_delays_nobody(ana: Patient, cleo: Patient) -> None:
    broken, whole = a_prescription(ana, level=1), a_prescription(cleo, level=1)
    log(broken)
    log(whole)
    Prescription.objects.filter(pk=broken.pk).update(gate="unheard of", evaluate_failures=1000)

    evaluate(MONDAY)

    assert rules(whole) == ["I1"]
    broken.refresh_from_db()
    assert broken.evaluate_due_at == MONDAY + timedelta(hours=1)
