"""The patient's day: each state has its own page."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from patients.models import Patient, Therapist
from tests.pages.reading import links, words
from tests.people import DAY, MONDAY, a_change, a_plan, a_prescription, log
from tracker.flows import steer
from tracker.models import PlanPause

pytestmark = pytest.mark.usefixtures("monday")


def test_an_exercise_tells_its_level_dose_and_limits(as_ana: Client, ana: Patient) -> None:
    a_prescription(ana, "T-01", level=2)

    page = words(as_ana.get("/today/"))

    assert "Squat" in page
    assert "Level 2 of 3" in page
    assert "3 × 8–10 repetitions" in page
    assert "0–3 Safe. Carry on." in page
    assert "Stop at sharp pain." in page


def test_a_set_more_than_prescribed_that_the_next_level_asks_for_is_told(
    as_ana: Client, ana: Patient, tess: Therapist
) -> None:
    (squat,) = steer.change_dose(a_prescription(ana, "T-01", level=2), {"sets": 2}, a_change(tess))

    for page in ("/today/", f"/plans/{squat.plan_id}/session/"):
        assert "Add a third set to qualify for the next level." in words(as_ana.get(page))


def test_a_load_stands_with_the_dose(as_ana: Client, ana: Patient) -> None:
    a_prescription(ana, "T-04", level=1)

    assert "with 5 kg" in words(as_ana.get("/today/"))


def test_sides_that_are_alike_are_told_once(as_ana: Client, ana: Patient) -> None:
    a_prescription(ana, "T-02", level=1)

    page = words(as_ana.get("/today/"))

    assert page.count("Level 1 of 3") == 1
    assert "Left and right" in page


def test_a_due_session_can_be_logged(as_ana: Client, ana: Patient) -> None:
    plan = a_plan(ana)

    answer = as_ana.get("/today/")

    assert "A session is due today." in words(answer)
    assert f"/plans/{plan.pk}/session/" in links(answer)


def test_done_is_said_and_praised(as_ana: Client, ana: Patient) -> None:
    log(a_prescription(ana))

    assert "Done for today. Well done." in words(as_ana.get("/today/"))


def test_a_session_of_some_exercises_leaves_the_rest_to_do(as_ana: Client, ana: Patient) -> None:
    plan = a_plan(ana, {"T-01": 1, "T-03": 1})
    log(plan.prescriptions.get(ladder__code="T-01"))

    assert "Part of today’s session is done." in words(as_ana.get("/today/"))


def test_a_day_between_is_a_rest_day(as_ana: Client, ana: Patient, monday: time_machine.Traveller) -> None:
    a_plan(ana)
    monday.move_to(MONDAY + DAY)

    assert "Rest day." in words(as_ana.get("/today/"))


def test_a_pause_says_until_when_and_hides_the_exercises(as_ana: Client, ana: Patient) -> None:
    plan = a_plan(ana)
    PlanPause.objects.create(
        plan=plan, from_on=MONDAY.date(), until_on=MONDAY.date() + timedelta(days=4), reason="holiday"
    )

    page = words(as_ana.get("/today/"))

    assert "Paused until Friday 6 March: holiday." in page
    assert "Squat" not in page


def test_a_plan_that_starts_later_says_when(as_ana: Client, ana: Patient) -> None:
    a_plan(ana, started_on=date(2026, 3, 9))

    assert "Starts on Monday 9 March." in words(as_ana.get("/today/"))


def test_an_ended_plan_is_told_from_none(as_ana: Client, ana: Patient) -> None:
    assert "No plan yet" in words(as_ana.get("/today/"))

    plan = a_plan(ana, started_on=date(2026, 1, 5))
    plan.ended_on = date(2026, 2, 28)
    plan.save()

    assert "ended on 28 February" in words(as_ana.get("/today/"))


def test_a_red_flag_hides_the_exercises_and_says_whom_to_call(as_ana: Client, ana: Patient) -> None:
    log(a_prescription(ana), red_flags=["RF1"])

    answer = as_ana.get("/today/")

    assert "Call the emergency services now." in words(answer)
    assert {"tel:112", "tel:+4510203040"} <= set(links(answer))
    assert "Squat" not in words(answer)
    assert "Well done" not in words(answer)


def test_an_open_question_comes_before_the_plans(
    as_ana: Client, ana: Patient, monday: time_machine.Traveller
) -> None:
    log(a_prescription(ana))
    monday.move_to(MONDAY + DAY)

    page = words(as_ana.get("/today/"))

    assert "After your session on Monday 2 March, 09:00: Squat." in page
    assert page.index("How bad was the worst pain") < page.index("Small programme")


def test_two_plans_stand_side_by_side(as_ana: Client, ana: Patient, tess: Therapist) -> None:
    a_plan(ana, {"T-01": 1})
    a_plan(ana, {"T-03": 1})

    page = words(as_ana.get("/today/"))

    assert page.count("Log this session") == 2
