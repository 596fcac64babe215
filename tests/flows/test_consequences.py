"""What a decision does to the prescriptions: sides, levels, loads, late evidence."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from patients.models import Patient
from tests.people import DAY, MONDAY, a_plan, a_prescription, a_session, an_exercise, log, prescriptions_of
from tracker.flows.evaluate import evaluate
from tracker.flows.record_session import record_session
from tracker.models import Alert, Plan, Prescription
from tracker.models.plan import Mode, Side

pytestmark = pytest.mark.django_db


def standing(plan: Plan) -> list[tuple[str, int]]:
    return [(prescription.side, prescription.level.number) for prescription in prescriptions_of(plan)]


def two_good_bouts(prescription: Prescription, at: datetime = MONDAY) -> datetime:
    """Two sessions that pass everything; the instant after the second answer."""
    log(prescription, next_day=1, at=at)
    log(prescription, next_day=1, at=at + 2 * DAY)
    return at + 3 * DAY


def test_going_up_from_both_legs_opens_each_side(ana: Patient) -> None:
    prescription = a_prescription(ana, "T-05", level=1)

    evaluate(two_good_bouts(prescription))

    assert standing(prescription.plan) == [(Side.LEFT, 2), (Side.RIGHT, 2)]


def test_a_side_that_goes_back_to_both_legs_leaves_the_other_where_it_is(ana: Patient) -> None:
    left, _ = prescriptions_of(a_plan(ana, {"T-05": 2}))
    log(left, pain=6)

    evaluate(MONDAY)

    assert standing(left.plan) == [(Side.BOTH, 1), (Side.RIGHT, 2)]


def test_the_stronger_side_waits_for_the_other(ana: Patient) -> None:
    left, _ = prescriptions_of(a_plan(ana, {"T-02": 1}))
    later = two_good_bouts(left)
    evaluate(later)
    (stronger,) = (one for one in prescriptions_of(left.plan) if one.side == Side.LEFT)

    evaluate(two_good_bouts(stronger, later + DAY))

    assert stronger.decisions.order_by("-decided_at")[0].rule == "W-SIDE"
    assert standing(left.plan) == [(Side.LEFT, 2), (Side.RIGHT, 1)]


def test_the_waiting_side_moves_when_the_other_has_caught_up(ana: Patient) -> None:
    left, right = prescriptions_of(a_plan(ana, {"T-02": 1}))
    later = two_good_bouts(left)
    evaluate(later)
    (stronger,) = (one for one in prescriptions_of(left.plan) if one.side == Side.LEFT)
    evaluate(two_good_bouts(stronger, later + DAY))

    caught_up = two_good_bouts(right, later + 2 * DAY)
    evaluate(caught_up)
    evaluate(caught_up)

    assert standing(left.plan) == [(Side.LEFT, 3), (Side.RIGHT, 2)]


def test_at_level_one_a_setback_cuts_the_load(ana: Patient) -> None:
    prescription = a_prescription(ana, "T-04", level=1)
    log(prescription, pain=6)

    evaluate(MONDAY)

    (eased,) = prescriptions_of(prescription.plan)
    assert (eased.level.number, eased.load_kg) == (1, Decimal(4))


def test_a_hand_steered_exercise_never_moves_by_itself(ana: Patient) -> None:
    prescription = a_prescription(ana, level=1, mode=Mode.MANUAL)

    evaluate(two_good_bouts(prescription))

    assert standing(prescription.plan) == [(Side.BOTH, 1)]
    assert Alert.objects.get(closed_at=None).cause == "manual"


def test_a_late_session_that_would_have_failed_holds_the_level_of_now(ana: Patient) -> None:
    prescription = a_prescription(ana, level=1)
    moved_at = two_good_bouts(prescription)
    evaluate(moved_at)

    log(prescription, pain=5, at=MONDAY + timedelta(hours=47), received_at=moved_at + DAY)
    evaluate(moved_at + DAY)

    overturned, late = prescription.decisions.order_by("decided_at")
    assert (overturned.rule, late.rule, late.supersedes) == ("P1", "H1", overturned)
    (held,) = prescriptions_of(prescription.plan)
    assert (held.level.number, held.opened, held.evidence_from) == (2, "late", moved_at + DAY)


def test_a_late_session_with_severe_pain_still_stops(ana: Patient) -> None:
    prescription = a_prescription(ana, level=1)
    moved_at = two_good_bouts(prescription)
    evaluate(moved_at)

    log(prescription, pain=9, at=moved_at + DAY, received_at=moved_at + 2 * DAY)
    evaluate(moved_at + 2 * DAY)

    assert ana.stops.get().rule == "S2"


def test_a_corrected_session_supersedes_its_decision(ana: Patient) -> None:
    prescription = a_prescription(ana, level=1)
    session = log(prescription, next_day=1)
    evaluate(MONDAY + DAY)

    corrected = a_session(an_exercise(prescription, pain_during=4), revision=2)
    record_session(ana, session.client_id, corrected, MONDAY + 2 * DAY)
    evaluate(MONDAY + 2 * DAY)

    first, second = prescription.decisions.order_by("decided_at")
    assert (first.rule, second.rule, second.supersedes) == ("I1", "H1", first)


def test_who_does_the_two_prescribed_sets_is_not_set_back_by_a_gate_of_three(ana: Patient) -> None:
    prescription = a_prescription(ana, level=2)
    Prescription.objects.update(sets=2)
    for day in (0, 2):
        log(prescription, "8 8", next_day=1, at=MONDAY + day * DAY)

    evaluate(MONDAY + 3 * DAY)

    assert prescription.decisions.get().rule == "H3"
