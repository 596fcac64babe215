"""The cast can be put on the stage: what the other tests stand on."""

import pytest

from patients.models import Patient
from tests.people import a_plan, a_prescription, log, prescriptions_of


@pytest.mark.usefixtures("monday")
def test_a_session_can_be_logged_with_its_next_day_answer(ana: Patient) -> None:
    session = log(a_prescription(ana, "T-01", level=2), "10 9 -", next_day=1)

    assert [entry.reps for entry in session.exercises.get().sets.order_by("position")] == [10, 9, None]
    assert session.next_day.pain == 1


def test_a_level_for_each_side_gives_two_prescriptions(ana: Patient) -> None:
    plan = a_plan(ana, {"T-02": 1, "T-03": 1, "T-04": 1})

    sides = [(prescription.ladder.code, prescription.side) for prescription in prescriptions_of(plan)]
    assert sides == [("T-02", "left"), ("T-02", "right"), ("T-03", "both"), ("T-04", "both")]
