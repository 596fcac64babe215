"""The therapist keeps the last word, with a reason, and nobody else's change is overwritten."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from patients.models import Patient, Therapist
from tests.people import DAY, MONDAY, a_change, a_level, a_prescription, log, prescriptions_of
from tracker.flows import steer, stops
from tracker.flows.answer_decision import answer_decision
from tracker.flows.evaluate import evaluate
from tracker.flows.override import override
from tracker.flows.refusal import Conflict, Refusal
from tracker.models import LimitChange, Prescription, ProgressionDecision
from tracker.models.plan import Mode

pytestmark = pytest.mark.django_db
LATER = MONDAY + 3 * DAY
MINUTE = timedelta(minutes=1)


@pytest.fixture
def proposal(ana: Patient) -> ProgressionDecision:
    """Two good sessions of an exercise whose steps the therapist wants to see first."""
    prescription = a_prescription(ana, level=1, mode=Mode.PROPOSE)
    log(prescription, next_day=1)
    log(prescription, next_day=1, at=MONDAY + 2 * DAY)
    evaluate(LATER)
    return ProgressionDecision.objects.get()


def levels(prescription: Prescription) -> list[int]:
    return [open_now.level.number for open_now in prescriptions_of(prescription.plan)]


def rules(prescription: Prescription) -> list[str]:
    return list(prescription.decisions.order_by("decided_at").values_list("rule", flat=True))


def test_an_accepted_proposal_takes_effect(proposal: ProgressionDecision, tess: Therapist) -> None:
    answer_decision(proposal, tess, accepted=True, reason="She is ready.", now=LATER)

    assert levels(proposal.prescription) == [2]
    assert not proposal.alerts.filter(closed_at=None).exists()


def test_a_declined_proposal_changes_nothing(proposal: ProgressionDecision, tess: Therapist) -> None:
    answer_decision(proposal, tess, accepted=False, reason="Not before the holiday.", now=LATER)

    assert levels(proposal.prescription) == [1]
    assert proposal.answer.reason == "Not before the holiday."


def test_a_proposal_is_answered_once(proposal: ProgressionDecision, tess: Therapist) -> None:
    answer_decision(proposal, tess, accepted=False, reason="No.", now=LATER)

    with pytest.raises(Conflict):
        answer_decision(proposal, tess, accepted=True, reason="Yes after all.", now=LATER)


def test_a_proposal_that_new_evidence_overtook_is_not_accepted(
    proposal: ProgressionDecision, tess: Therapist
) -> None:
    log(proposal.prescription, pain=5, at=LATER + MINUTE)
    evaluate(LATER + MINUTE)

    with pytest.raises(Conflict, match="moved on"):
        answer_decision(proposal, tess, accepted=True, reason="Yes.", now=LATER)


def test_an_answer_needs_a_reason(proposal: ProgressionDecision, tess: Therapist) -> None:
    with pytest.raises(Refusal, match="Say why"):
        answer_decision(proposal, tess, accepted=True, reason=" ", now=LATER)


def test_an_override_moves_the_exercise_on_incomplete_evidence(ana: Patient, tess: Therapist) -> None:
    prescription = a_prescription(ana, level=1)
    override(prescription, tess, verdict="PROGRESS", reason="Seen in the clinic.", now=MONDAY)

    evaluate(MONDAY)

    assert (rules(prescription), levels(prescription)) == (["O1"], [2])


def test_an_override_never_passes_a_stop(ana: Patient, tess: Therapist) -> None:
    prescription = a_prescription(ana, level=1)
    log(prescription, pain=9)
    evaluate(MONDAY)
    override(prescription, tess, verdict="PROGRESS", reason="Try.", now=MONDAY + MINUTE)

    evaluate(MONDAY + MINUTE)

    assert (rules(prescription), levels(prescription)) == (["S2", "S0"], [1])


def test_a_cleared_stop_starts_the_evidence_anew(ana: Patient, tess: Therapist) -> None:
    prescription = a_prescription(ana, level=1)
    log(prescription, pain=9)
    evaluate(MONDAY)

    stops.clear_stop(ana.stops.get(), tess, "Examined, no finding.", LATER)
    evaluate(LATER)

    assert rules(prescription)[-1] == "I1"


def test_a_red_flag_decides_s1_for_its_exercise_and_s0_for_the_others(ana: Patient) -> None:
    flagged, other = a_prescription(ana, level=1), a_prescription(ana, "T-03", level=1)
    log(flagged, red_flags=["RF1"])

    evaluate(MONDAY)

    assert (rules(flagged), rules(other)) == (["S1"], ["S0"])
    assert ana.stops.get().decision == flagged.decisions.get()


def test_two_therapists_do_not_overwrite_each_other(ana: Patient, tess: Therapist) -> None:
    prescription = a_prescription(ana, level=1)
    seen_by_the_second = Prescription.objects.get(pk=prescription.pk)
    steer.change_level(prescription, a_level("T-01", 2), a_change(tess, LATER))

    with pytest.raises(Conflict):
        steer.change_level(seen_by_the_second, a_level("T-01", 3), a_change(tess, LATER))


CHANGES = {
    "level": lambda prescription, change: steer.change_level(prescription, a_level("T-01", 2), change),
    "dose": lambda prescription, change: steer.change_dose(prescription, {"sets": 2}, change),
    "limits": lambda prescription, change: steer.change_limits(prescription, {"bouts_required": 3}, change),
    "mode": lambda prescription, change: steer.change_mode(prescription, "manual", change),
}


@pytest.mark.parametrize("what", CHANGES)
def test_every_change_by_hand_keeps_who_and_why(ana: Patient, tess: Therapist, what: str) -> None:
    (changed,) = CHANGES[what](a_prescription(ana, level=1), a_change(tess, LATER, " Seen today. "))

    assert (changed.opened, changed.made_by, changed.reason) == (what, tess, "Seen today.")


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_without_a_reason_changes_nothing(ana: Patient, tess: Therapist, what: str) -> None:
    prescription = a_prescription(ana, level=1)

    with pytest.raises(Refusal, match="Say why"):
        CHANGES[what](prescription, a_change(tess, LATER, " "))

    assert prescriptions_of(prescription.plan) == [prescription]
    assert not LimitChange.objects.exists()


def test_what_a_decision_opens_later_is_not_the_therapists(ana: Patient, tess: Therapist) -> None:
    (squat,) = steer.change_level(a_prescription(ana, level=2), a_level("T-01", 1), a_change(tess))
    log(squat, next_day=1)
    log(squat, next_day=1, at=MONDAY + 2 * DAY)
    evaluate(LATER)

    (moved,) = prescriptions_of(squat.plan)
    assert (moved.level.number, moved.made_by, moved.reason) == (2, None, "")


@pytest.mark.parametrize("told", [{"reason": "Why."}, {"reason": " "}])
def test_the_database_takes_no_change_by_hand_without_who_and_why(
    ana: Patient, tess: Therapist, told: dict[str, str]
) -> None:
    by = tess if told["reason"] == " " else None
    with pytest.raises(IntegrityError, match="says_who_and_why"), transaction.atomic():
        Prescription.objects.filter(pk=a_prescription(ana).pk).update(opened="level", made_by=by, **told)


def test_a_changed_limit_is_logged_with_its_reason_and_keeps_the_evidence(
    ana: Patient, tess: Therapist
) -> None:
    prescription = a_prescription(ana, level=1)
    _one_bout_with_pain(prescription, 4, MONDAY)

    (changed,) = steer.change_limits(
        prescription, {"pain_limit_during": 4}, a_change(tess, LATER, "Used to it.")
    )
    evaluate(LATER)

    assert (changed.run, rules(changed)) == (prescription.run, ["I1"])
    assert LimitChange.objects.get().reason == "Used to it."


@pytest.mark.parametrize("value", [-1, 6, 11])
def test_a_pain_limit_stays_where_the_rules_do_not_stop(ana: Patient, tess: Therapist, value: int) -> None:
    with pytest.raises(Refusal):
        steer.change_limits(a_prescription(ana), {"pain_limit_during": value}, a_change(tess, LATER))


def _one_bout_with_pain(prescription: Prescription, pain: int, at: datetime) -> None:
    log(prescription, pain=pain, next_day=1, at=at)
    evaluate(at + DAY)
