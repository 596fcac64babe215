"""The 24-hour answer, whenever it comes."""

from __future__ import annotations

import uuid

import pytest

from patients.models import Patient
from tests.people import DAY, MONDAY, a_prescription, log
from tracker.flows.record_next_day import record_next_day
from tracker.flows.record_session import Outcome
from tracker.flows.refusal import Conflict, Missing, Refusal
from tracker.models import NextDayReport, Prescription

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(ana: Patient) -> uuid.UUID:
    return log(a_prescription(ana)).client_id


def test_the_answer_makes_its_exercises_due(ana: Patient, session: uuid.UUID) -> None:
    Prescription.objects.update(evaluate_due_at=None)

    record_next_day(ana, session, 1, MONDAY + DAY, MONDAY + DAY)

    assert Prescription.objects.get().evaluate_due_at == MONDAY + DAY


def test_the_same_answer_twice_is_one_answer(ana: Patient, session: uuid.UUID) -> None:
    first = record_next_day(ana, session, 1, MONDAY + DAY, MONDAY + DAY)
    again = record_next_day(ana, session, 1, MONDAY + DAY, MONDAY + 3 * DAY)

    assert again.outcome is Outcome.DUPLICATE
    assert first.receipt == again.receipt


def test_an_answer_may_change_while_the_window_is_open_and_the_first_is_kept(
    ana: Patient, session: uuid.UUID
) -> None:
    record_next_day(ana, session, 1, MONDAY + DAY, MONDAY + DAY)
    record_next_day(ana, session, 4, MONDAY + DAY * 1.5, MONDAY + DAY * 1.5)

    report = NextDayReport.objects.get()
    assert (report.pain, [earlier["pain"] for earlier in report.earlier]) == (4, [1])


def test_an_answer_does_not_change_after_the_window(ana: Patient, session: uuid.UUID) -> None:
    record_next_day(ana, session, 1, MONDAY + DAY, MONDAY + DAY)

    with pytest.raises(Conflict):
        record_next_day(ana, session, 4, MONDAY + 3 * DAY, MONDAY + 3 * DAY)


def test_a_first_answer_is_taken_however_late(ana: Patient, session: uuid.UUID) -> None:
    answered = record_next_day(ana, session, 7, MONDAY + 5 * DAY, MONDAY + 5 * DAY)

    assert answered.outcome is Outcome.STORED


def test_an_answer_before_its_session_is_refused(ana: Patient, session: uuid.UUID) -> None:
    with pytest.raises(Refusal, match="before its session"):
        record_next_day(ana, session, 1, MONDAY - DAY, MONDAY + DAY)


def test_a_session_without_a_set_has_no_question(ana: Patient) -> None:
    warned = log(a_prescription(ana), "", red_flags=["RF4"])

    with pytest.raises(Missing):
        record_next_day(ana, warned.client_id, 1, MONDAY + DAY, MONDAY + DAY)


def test_another_patients_session_does_not_exist(cleo: Patient, session: uuid.UUID) -> None:
    with pytest.raises(Missing):
        record_next_day(cleo, session, 1, MONDAY + DAY, MONDAY + DAY)
