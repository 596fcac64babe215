"""The day after: one tap, one answer."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from patients.models import Patient
from tests.pages.reading import words
from tests.people import DAY, MONDAY, a_prescription, log
from tracker.models import NextDayReport, SessionLog

Clock = time_machine.Traveller
HOUR = timedelta(hours=1)


@pytest.fixture
def session(monday: Clock, ana: Patient) -> SessionLog:
    return log(a_prescription(ana, "T-01", level=2))


def path_of(session: SessionLog) -> str:
    return f"/sessions/{session.client_id}/next-day/"


def answer(client: Client, session: SessionLog, pain: str) -> Any:
    return client.post(path_of(session), {"pain": pain}, follow=True)


def test_one_tap_answers(as_ana: Client, session: SessionLog, monday: Clock) -> None:
    monday.move_to(MONDAY + DAY)

    page = words(answer(as_ana, session, "3"))

    assert "Your answer is saved: 3 of 10." in page
    assert "How bad was the worst pain" not in page
    assert NextDayReport.objects.get().pain == 3


def test_no_pain_is_an_answer(as_ana: Client, session: SessionLog, monday: Clock) -> None:
    monday.move_to(MONDAY + DAY)
    answer(as_ana, session, "0")

    assert NextDayReport.objects.get().pain == 0


def test_the_same_number_twice_is_one_answer(as_ana: Client, session: SessionLog, monday: Clock) -> None:
    monday.move_to(MONDAY + DAY)
    answer(as_ana, session, "3")
    monday.move_to(MONDAY + DAY + HOUR)
    answer(as_ana, session, "3")

    assert NextDayReport.objects.get().earlier == []
    assert NextDayReport.objects.get().reported_at == MONDAY + DAY


def test_a_wrong_tap_can_be_changed(as_ana: Client, session: SessionLog, monday: Clock) -> None:
    monday.move_to(MONDAY + DAY)
    answer(as_ana, session, "8")
    answer(as_ana, session, "2")

    assert NextDayReport.objects.get().pain == 2


def test_it_says_which_session_is_meant(as_ana: Client, session: SessionLog, monday: Clock) -> None:
    monday.move_to(MONDAY + DAY)
    page = words(as_ana.get(path_of(session)))

    assert "Since your session on Monday 2 March, 09:00." in page
    assert "3 × 10" in page


@pytest.mark.parametrize(
    ("hours", "said"),
    [(1, "This question opens Tuesday 3 March, 03:00."), (72, "it can no longer bring you a step up")],
)
def test_too_soon_and_too_late_are_told_kindly(
    as_ana: Client, session: SessionLog, monday: Clock, hours: int, said: str
) -> None:
    monday.move_to(MONDAY + hours * HOUR)

    assert said in words(as_ana.get(path_of(session)))


@pytest.mark.parametrize("pain", ["", "11", "-1", "2.5", "none"])
def test_nonsense_is_no_answer(as_ana: Client, session: SessionLog, monday: Clock, pain: str) -> None:
    monday.move_to(MONDAY + DAY)
    page = as_ana.post(path_of(session), {"pain": pain})

    assert page.status_code == 422
    assert NextDayReport.objects.get().pain is None


def test_an_answer_whose_time_is_over_stands(as_ana: Client, session: SessionLog, monday: Clock) -> None:
    monday.move_to(MONDAY + DAY)
    answer(as_ana, session, "3")
    monday.move_to(MONDAY + 3 * DAY)

    assert "You answered 3 of 10. The time to change it has passed" in words(as_ana.get(path_of(session)))
    assert as_ana.post(path_of(session), {"pain": "1"}).status_code == 422


def test_nobody_answers_for_somebody_else(as_ben: Client, session: SessionLog) -> None:
    assert as_ben.post(path_of(session), {"pain": "1"}).status_code == 404


def test_history_tells_sessions_and_decisions(as_ana: Client, session: SessionLog, monday: Clock) -> None:
    page = words(as_ana.get("/history/"))

    assert "Monday 2 March 2026, 09:00" in page
    assert "Pain next day: not known" in page
    assert "No decision yet." in page


def test_a_warning_without_exercise_is_not_asked_about(
    as_ana: Client, as_tess: Client, ana: Patient, monday: Clock
) -> None:
    warned = log(a_prescription(ana), "", red_flags=["RF4"])
    monday.move_to(MONDAY + DAY)

    assert as_ana.get(path_of(warned)).status_code == 404
    assert "How bad was the worst pain" not in words(as_ana.get("/today/"))
    assert "Pain next day" not in words(as_tess.get(f"/patients/{ana.pk}/"))
    for page in (f"/sessions/{warned.client_id}/", "/history/"):
        assert "Warning sign ticked: RF4" in words(as_ana.get(page))
