"""The session form: what was said is stored once, what was not said is not invented."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from patients.models import Patient, Therapist
from tests.pages.reading import links, sheet, values, words
from tests.people import DAY, MONDAY, a_change, a_plan, a_prescription
from tracker.flows import steer
from tracker.models import ExerciseLog, Plan, Prescription, SessionLog, SetLog, Stop

pytestmark = pytest.mark.usefixtures("monday")


@pytest.fixture
def squat(ana: Patient) -> Prescription:
    return a_prescription(ana, "T-01", level=2)


def path_of(prescription: Prescription) -> str:
    return f"/plans/{prescription.plan_id}/session/"


def send(client: Client, prescription: Prescription, **answers: Any) -> Any:
    """Open the form, answer and save."""
    session: dict[str, Any] = {name: answers.pop(name) for name in ("note", "red_flags") if name in answers}
    if at := answers.pop("at", None):
        session |= dict(zip(("performed_at_0", "performed_at_1"), at.split(" "), strict=True))
    form = sheet([prescription], client.get(path_of(prescription)), **answers)
    return client.post(path_of(prescription), form | session)


def reps() -> list[int | None]:
    return list(SetLog.objects.order_by("position").values_list("reps", flat=True))


def test_nothing_is_answered_beforehand(as_ana: Client, squat: Prescription) -> None:
    page = as_ana.get(path_of(squat))

    for name in ("done", "pain", "control", "effort"):
        assert values(page, f"{squat.pk.hex}-{name}") == []


def test_each_count_of_the_written_range_is_one_tap(as_ana: Client, squat: Prescription) -> None:
    page = words(as_ana.get(path_of(squat)))

    assert "3 × 8 3 × 9 3 × 10 Different Done, not counted Skipped" in page


def test_done_as_written_stores_every_set(as_ana: Client, squat: Prescription) -> None:
    send(as_ana, squat, done="9", pain="2")

    assert reps() == [9, 9, 9]
    assert ExerciseLog.objects.get().pain_during == 2


def test_a_prescribed_load_is_part_of_what_is_confirmed(as_ana: Client, ana: Patient) -> None:
    press = a_prescription(ana, "T-04", level=1)

    send(as_ana, press, done="8", pain="1")

    assert set(SetLog.objects.values_list("load_kg", flat=True)) == {press.load_kg}


def test_what_differed_is_told_set_by_set(as_ana: Client, squat: Prescription) -> None:
    send(as_ana, squat, done="other", count_0="10", count_1="0", pain="0")

    assert reps() == [10, 0]


def test_done_but_not_counted_stays_unknown(as_ana: Client, squat: Prescription) -> None:
    send(as_ana, squat, done="uncounted", sets="2", pain_unknown="on")

    assert reps() == [None, None]
    assert ExerciseLog.objects.get().pain_during is None


def test_a_skipped_exercise_has_no_sets(as_ana: Client, ana: Patient) -> None:
    plan = a_plan(ana, {"T-01": 1, "T-03": 1})
    form = sheet(plan.prescriptions.all(), as_ana.get(f"/plans/{plan.pk}/session/"), done="skipped")
    squat = plan.prescriptions.get(ladder__code="T-01").pk.hex

    as_ana.post(f"/plans/{plan.pk}/session/", form | {f"{squat}-done": "8", f"{squat}-pain": "1"})

    assert [log.sets.count() for log in ExerciseLog.objects.order_by("prescription__ladder__code")] == [3, 0]


def test_a_form_with_a_gap_stores_nothing_and_keeps_everything(as_ana: Client, squat: Prescription) -> None:
    answer = send(as_ana, squat, done="other", count_0="7", pain="", note="the knee clicked")

    assert answer.status_code == 422
    assert "Choose your worst pain" in words(answer)
    assert values(answer, f"{squat.pk.hex}-count_0") == ["7"]
    assert "the knee clicked" in str(values(answer, "note")[0])
    assert not SessionLog.objects.exists()


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"done": "", "pain": "2"}, "Say how it went"),
        ({"done": "other", "pain": "2"}, "Write what you did in at least one set."),
        ({"done": "other", "count_0": "ten", "pain": "2"}, "Write a whole number."),
        ({"done": "other", "count_0": "-1", "pain": "2"}, "Write 0 or more."),
        ({"done": "uncounted", "pain": "2"}, "Write how many sets you did."),
        ({"done": "8", "pain": "11"}, "11 is not one of the available choices"),
        ({"done": "8", "pain": "3", "pain_unknown": "on"}, "Keep one of them."),
        ({"done": "skipped"}, "You skipped every exercise"),
        ({"done": "8", "pain": "1", "at": "yesterday early"}, "Write a day and a time"),
        ({"done": "8", "pain": "1", "at": "2026-03-02 "}, "Say when you started."),
        ({"done": "8", "pain": "1", "at": "2026-03-29 02:30"}, "This time does not exist"),
        ({"done": "8", "pain": "1", "at": "2026-03-02 11:00"}, "the clock of the phone is off"),
        ({"done": "8", "pain": "1", "note": "x" * 4001}, "Write at most 4000 characters"),
    ],
)
def test_a_refusal_says_what_to_do(as_ana: Client, squat: Prescription, answers: Any, said: str) -> None:
    answer = send(as_ana, squat, **answers)

    assert answer.status_code == 422
    assert said in words(answer)
    assert not SessionLog.objects.exists()


def test_a_form_sent_twice_is_stored_once(as_ana: Client, squat: Prescription) -> None:
    form = sheet([squat], as_ana.get(path_of(squat)), done="8", pain="2")

    first, second = as_ana.post(path_of(squat), form), as_ana.post(path_of(squat), form)

    assert first["Location"] == second["Location"]
    assert SessionLog.objects.count() == 1


def test_a_stored_form_that_was_changed_becomes_a_correction_when_saved_again(
    as_ana: Client, squat: Prescription
) -> None:
    form = sheet([squat], as_ana.get(path_of(squat)), done="8", pain="2")
    as_ana.post(path_of(squat), form)

    asked = as_ana.post(path_of(squat), form | {f"{squat.pk.hex}-pain": "5"})
    as_ana.post(path_of(squat), sheet([squat], asked, done="8", pain="5"))

    assert "Save again to replace it" in words(asked)
    assert SessionLog.objects.get().revision == 2
    assert ExerciseLog.objects.get().pain_during == 5


def test_a_red_flag_is_saved_without_the_rest_and_answered_at_once(
    as_ana: Client, squat: Prescription
) -> None:
    answer = send(as_ana, squat, done="", red_flags=["RF1"])
    page = as_ana.get(answer["Location"])

    assert "Call the emergency services now." in words(page)
    assert "tel:112" in links(page)
    assert "Your session is saved" not in words(page)
    assert Stop.objects.get().red_flags == ["RF1"]


def test_the_receipt_tells_what_was_stored_and_what_comes_next(as_ana: Client, squat: Prescription) -> None:
    answer = send(as_ana, squat, done="9", pain="2")
    page = words(as_ana.get(answer["Location"]))

    assert "Your session is saved" in page
    assert "3 × 9" in page
    assert "Pain during: 2 of 10" in page
    assert "From Tuesday 3 March, 03:00 we ask" in page


def test_a_level_that_was_changed_meanwhile_loses_nothing(
    as_ana: Client, tess: Therapist, squat: Prescription
) -> None:
    form = sheet([squat], as_ana.get(path_of(squat)), done="8", pain="2")
    steer.change_mode(squat, "manual", a_change(tess))

    answer = as_ana.post(path_of(squat), form)

    assert answer.status_code == 302
    assert ExerciseLog.objects.get().prescription == squat


def test_a_stopped_plan_is_not_offered_but_what_was_done_is_taken(
    as_ana: Client, squat: Prescription
) -> None:
    form = sheet([squat], as_ana.get(path_of(squat)), done="8", pain="2")
    send(as_ana, squat, done="", red_flags=["RF4"])

    assert as_ana.get(path_of(squat))["Location"] == "/today/"
    assert as_ana.post(path_of(squat), form).status_code == 302


def test_a_session_of_yesterday_can_be_told_today(
    as_ana: Client, squat: Prescription, monday: time_machine.Traveller
) -> None:
    monday.move_to(MONDAY + DAY)

    send(as_ana, squat, done="8", pain="2", at="2026-03-02 18:30")

    assert SessionLog.objects.get().performed_at == MONDAY + timedelta(hours=9, minutes=30)


def test_somebody_elses_exercise_cannot_be_logged(as_ana: Client, squat: Prescription, ben: Patient) -> None:
    theirs = a_prescription(ben, "T-01", level=1)
    form = sheet([squat], as_ana.get(path_of(squat)), done="8", pain="2")

    answer = as_ana.post(path_of(squat), form | {"prescription": [str(theirs.pk)]})

    assert answer.status_code == 404
    assert not SessionLog.objects.exists()


def test_a_level_with_control_and_effort_asks_for_both(as_ana: Client, squat: Prescription) -> None:
    Prescription.objects.filter(pk=squat.pk).update(needs_control=True, max_effort=3)

    gap = send(as_ana, squat, done="8", pain="2")
    send(as_ana, squat, done="8", pain="2", control="no", effort="4")

    assert "Say whether the movement was in control." in words(gap)
    assert "Choose how hard it was" in words(gap)
    stored = ExerciseLog.objects.get()
    assert (stored.control_ok, stored.effort) == (False, 4)


def test_an_empty_plan_has_no_form_of_another(as_ben: Client, squat: Prescription) -> None:
    assert Plan.objects.filter(pk=squat.plan_id).exists()
    assert as_ben.get(path_of(squat)).status_code == 404
