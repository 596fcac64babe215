"""A logged session becomes a decision, and the decision becomes the next prescription."""

from __future__ import annotations

from datetime import timedelta

import pytest

from patients.models import Patient
from tests.people import DAY, MONDAY, a_prescription, log
from tracker.flows.evaluate import evaluate
from tracker.models import Alert, Prescription, ProgressionDecision, Stop
from tracker.models.plan import Mode
from tracker.progression.terms import Verdict

pytestmark = pytest.mark.django_db


def two_good_sessions(prescription: Prescription) -> None:
    log(prescription, next_day=1, at=MONDAY)
    log(prescription, next_day=1, at=MONDAY + 2 * DAY)


def decided(prescription: Prescription) -> list[tuple[str, str]]:
    return list(prescription.decisions.order_by("decided_at").values_list("verdict", "rule"))


def test_two_good_sessions_open_the_next_level(ana: Patient) -> None:
    prescription = a_prescription(ana, level=1)
    two_good_sessions(prescription)

    assert evaluate(MONDAY + 3 * DAY) == 1

    assert decided(prescription) == [(Verdict.PROGRESS, "P1")]
    successor = prescription.replaced_by.first()
    assert successor
    assert (successor.level.number, successor.ended_at) == (2, None)
    assert successor.opened_by == prescription.decisions.get()


def test_looking_twice_at_the_same_evidence_writes_one_decision(ana: Patient) -> None:
    prescription = a_prescription(ana, level=1)
    log(prescription, next_day=1)
    evaluate(MONDAY + DAY)
    Prescription.objects.update(evaluate_due_at=MONDAY)

    assert evaluate(MONDAY + DAY) == 1

    assert decided(prescription) == [(Verdict.INSUFFICIENT_EVIDENCE, "I1")]


def test_severe_pain_opens_a_stop_and_tells_the_therapist(ana: Patient) -> None:
    prescription = a_prescription(ana, level=1)
    log(prescription, pain=8)

    evaluate(MONDAY)

    stop = Stop.objects.get(patient=ana)
    assert (stop.rule, stop.plan, stop.cleared_at) == ("S2", prescription.plan, None)
    assert Alert.objects.filter(stop=stop, cause="stop", closed_at=None).exists()


def test_a_proposed_step_waits_for_the_therapist(ana: Patient) -> None:
    prescription = a_prescription(ana, level=1, mode=Mode.PROPOSE)
    two_good_sessions(prescription)

    evaluate(MONDAY + 3 * DAY)

    assert ProgressionDecision.objects.get().effect == "proposed"
    assert not prescription.replaced_by.exists()


def test_the_evidence_expires_by_time_alone(ana: Patient) -> None:
    prescription = a_prescription(ana, level=1)
    log(prescription, next_day=1)
    evaluate(MONDAY + DAY)

    prescription.refresh_from_db()
    assert prescription.evaluate_due_at == MONDAY + timedelta(days=14)
    evaluate(MONDAY + timedelta(days=14))

    assert decided(prescription)[-1] == (Verdict.INSUFFICIENT_EVIDENCE, "I3")
