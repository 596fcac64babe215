"""What a patient does now."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from patients.models import Patient, Therapist
from tests.people import DAY, MONDAY, a_change, a_plan, a_prescription, log
from tracker.flows import steer
from tracker.flows.evaluate import evaluate
from tracker.models import PlanPause
from tracker.queries.today import today

pytestmark = pytest.mark.django_db


def test_a_monday_plan_is_due_on_monday_and_done_once_logged(ana: Patient) -> None:
    prescription = a_prescription(ana)
    before = today(ana, MONDAY)["plans"][0]
    log(prescription)
    after = today(ana, MONDAY + timedelta(hours=1))["plans"][0]

    assert (before["due_today"], before["done_today"], before["exercises"][0]["done_today"]) == (
        True,
        False,
        False,
    )
    assert (after["done_today"], after["sessions_this_week"], after["exercises"][0]["done_today"]) == (
        True,
        1,
        True,
    )


def test_tuesday_is_a_rest_day(ana: Patient) -> None:
    a_plan(ana)

    assert today(ana, MONDAY + DAY)["plans"][0]["due_today"] is False


def test_the_day_is_the_patients_own(ana: Patient) -> None:
    ana.time_zone = "Pacific/Auckland"

    assert today(ana, MONDAY + timedelta(hours=12))["day"] == "2026-03-03"


def test_the_question_opens_after_18_hours_and_closes_after_48(ana: Patient) -> None:
    log(a_prescription(ana))

    asked = [bool(today(ana, MONDAY + timedelta(hours=hours))["questions"]) for hours in (17, 18, 47, 48)]
    assert asked == [False, True, True, False]


def test_a_paused_plan_is_not_due(ana: Patient) -> None:
    PlanPause.objects.create(plan=a_plan(ana), from_on=MONDAY.date(), reason="Flu")

    plan = today(ana, MONDAY)["plans"][0]
    assert (plan["due_today"], plan["paused"]["reason"]) == (False, "Flu")


def test_a_stop_hides_the_exercises_and_says_whom_to_call(ana: Patient) -> None:
    log(a_prescription(ana), pain=9)
    evaluate(MONDAY)

    told = today(ana, MONDAY)

    assert told["plans"][0]["exercises"] == []
    assert (told["stop"]["tier"], told["stop"]["phone"]) == ("URGENT", ana.clinic.phone)


def test_severe_pain_stops_its_plan_and_not_all_exercise(ana: Patient) -> None:
    squat = a_prescription(ana)
    log(squat, pain=9)
    evaluate(MONDAY)

    told = today(ana, MONDAY)["stop"]

    assert told["plan"] == str(squat.plan_id)
    assert told["instruction"].startswith("Stop the exercises of this plan. Contact your clinic today")


def test_high_pain_twice_pauses_its_plan(ana: Patient) -> None:
    squat = a_prescription(ana)
    log(squat, pain=6)
    log(squat, pain=6, at=MONDAY + 2 * DAY)
    evaluate(MONDAY + 2 * DAY)

    told = today(ana, MONDAY + 2 * DAY)["stop"]

    assert told["tier"] == "REVIEW"
    assert told["instruction"].startswith("Pause the exercises of this plan until your therapist has looked")


def test_a_red_flag_beside_a_stopped_plan_stops_everything(ana: Patient) -> None:
    log(a_prescription(ana), pain=9)
    evaluate(MONDAY)
    log(a_prescription(ana, "T-03", level=1), red_flags=["RF10"])

    told = today(ana, MONDAY)["stop"]

    assert (told["tier"], told["plan"]) == ("URGENT", None)
    assert told["instruction"].startswith("Stop all exercise.")


def test_a_new_level_says_why_it_came(ana: Patient) -> None:
    prescription = a_prescription(ana, level=1)
    log(prescription, next_day=1)
    log(prescription, next_day=1, at=MONDAY + 2 * DAY)
    evaluate(MONDAY + 3 * DAY)

    exercise = today(ana, MONDAY + 3 * DAY)["plans"][0]["exercises"][0]

    assert (exercise["level"]["number"], exercise["decision"]["rule"]) == (2, "P1")
    assert "level 1 → 2" in exercise["decision"]["sentence"]


@pytest.mark.parametrize(
    ("level", "sets", "told"),
    [
        (2, 2, "Add a third set to qualify for the next level."),
        (2, 1, "Add two more sets to qualify for the next level."),
        (2, 3, ""),
        (3, 2, ""),
    ],
)
def test_the_sets_that_a_gate_asks_for_beyond_the_dose_are_told_below_the_top(
    ana: Patient, tess: Therapist, level: int, sets: int, told: str
) -> None:
    steer.change_dose(a_prescription(ana, "T-01", level=level), {"sets": sets}, a_change(tess))

    assert today(ana, MONDAY)["plans"][0]["exercises"][0]["dose"]["qualify"] == told


def test_the_queries_do_not_grow_with_the_plans(ana: Patient) -> None:
    a_plan(ana, {"T-01": 1})
    with CaptureQueriesContext(
        connection,
    ) as one_plan:
        today(ana, MONDAY)
    for _ in range(3):
        log(a_plan(ana, {"T-02": 1, "T-03": 1, "T-04": 1}).prescriptions.earliest("pk"))
    with CaptureQueriesContext(connection) as four_plans:
        today(ana, MONDAY)

    assert len(four_plans) == len(one_plan)
