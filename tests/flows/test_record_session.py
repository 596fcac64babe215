"""A session log is stored once, corrected by revision, and never lost."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest

from patients.models import Patient
from tests.people import DAY, MONDAY, a_prescription, a_session, an_exercise
from tracker.flows.record_session import Outcome, SessionBody, record_session
from tracker.flows.refusal import Conflict, Missing, Refusal
from tracker.models import NextDayReport, Prescription, SessionLog, SetLog, Stop

pytestmark = pytest.mark.django_db
PHONE = uuid.UUID("0190aaaa-0000-7000-8000-000000000001")


def a_body(patient: Patient, **told: object) -> SessionBody:
    prescription = Prescription.objects.filter(patient=patient).first() or a_prescription(patient)
    return a_session(an_exercise(prescription), **told)  # type: ignore[arg-type]  # only the keys of a session


def test_a_session_sent_twice_is_stored_once_and_answered_alike(ana: Patient) -> None:
    first = record_session(ana, PHONE, a_body(ana), MONDAY)
    again = record_session(ana, PHONE, a_body(ana), MONDAY + 9 * DAY)

    assert (first.outcome, again.outcome) == (Outcome.STORED, Outcome.DUPLICATE)
    assert first.receipt == again.receipt
    assert SessionLog.objects.count() == 1


def test_other_content_under_the_same_id_is_refused_and_the_first_kept(ana: Patient) -> None:
    record_session(ana, PHONE, a_body(ana), MONDAY)

    with pytest.raises(Conflict):
        record_session(ana, PHONE, a_body(ana, note="changed"), MONDAY)

    assert SessionLog.objects.get().note == ""


def test_a_correction_keeps_the_earlier_content(ana: Patient) -> None:
    record_session(ana, PHONE, a_body(ana, note="first"), MONDAY)
    record_session(ana, PHONE, a_body(ana, note="second", revision=2), MONDAY)

    session = SessionLog.objects.get()
    assert (session.note, session.revision) == ("second", 2)
    assert session.revisions.get().content["note"] == "first"


def test_an_earlier_revision_that_arrives_again_is_recognised(ana: Patient) -> None:
    record_session(ana, PHONE, a_body(ana, note="first"), MONDAY)
    record_session(ana, PHONE, a_body(ana, note="second", revision=2), MONDAY)

    again = record_session(ana, PHONE, a_body(ana, note="first"), MONDAY)

    assert again.outcome is Outcome.DUPLICATE
    assert again.receipt["note"] == "second"


def test_a_correction_keeps_the_next_day_answer(ana: Patient) -> None:
    record_session(ana, PHONE, a_body(ana), MONDAY)
    NextDayReport.objects.update(pain=2, reported_at=MONDAY + DAY)

    record_session(ana, PHONE, a_body(ana, revision=2, note="changed"), MONDAY + DAY)

    assert NextDayReport.objects.get().pain == 2


def a_warning(patient: Patient, revision: int = 1) -> SessionBody:
    """A session in which nothing was done: only a warning sign was ticked."""
    told = a_body(patient, revision=revision)
    return {**told, "exercises": [{**told["exercises"][0], "sets": [], "red_flags": ["RF4"]}]}


def test_a_session_without_a_set_asks_nothing_the_day_after(ana: Patient) -> None:
    record_session(ana, PHONE, a_warning(ana), MONDAY)

    assert SessionLog.objects.exists()
    assert not NextDayReport.objects.exists()


def test_a_correction_that_takes_every_set_away_takes_the_open_question_too(ana: Patient) -> None:
    record_session(ana, PHONE, a_body(ana), MONDAY)
    record_session(ana, PHONE, a_warning(ana, revision=2), MONDAY)

    assert not NextDayReport.objects.exists()


def test_a_correction_that_brings_the_first_set_asks(ana: Patient) -> None:
    record_session(ana, PHONE, a_warning(ana), MONDAY)
    record_session(ana, PHONE, a_body(ana, revision=2), MONDAY)

    assert NextDayReport.objects.get().due_at == MONDAY + DAY


def test_a_correction_without_a_set_keeps_an_answer_that_was_given(ana: Patient) -> None:
    record_session(ana, PHONE, a_body(ana), MONDAY)
    NextDayReport.objects.update(pain=2, reported_at=MONDAY + DAY)

    record_session(ana, PHONE, a_warning(ana, revision=2), MONDAY + DAY)

    assert NextDayReport.objects.get().pain == 2


def test_two_patients_may_use_the_same_id(ana: Patient, cleo: Patient) -> None:
    record_session(ana, PHONE, a_body(ana), MONDAY)
    record_session(cleo, PHONE, a_body(cleo), MONDAY)

    assert SessionLog.objects.filter(client_id=PHONE).count() == 2


def test_a_session_from_the_future_says_that_the_clock_is_off(ana: Patient) -> None:
    body = a_body(ana, at=MONDAY + timedelta(minutes=6))

    with pytest.raises(Refusal, match="clock of the phone is off") as refused:
        record_session(ana, PHONE, body, MONDAY)

    assert refused.value.field == "performed_at"
    assert not SessionLog.objects.exists()


def test_a_session_from_a_phone_that_was_offline_for_weeks_is_taken(ana: Patient) -> None:
    recorded = record_session(ana, PHONE, a_body(ana), MONDAY + timedelta(weeks=7))

    assert recorded.outcome is Outcome.STORED


def test_someone_elses_prescription_does_not_exist(ana: Patient, cleo: Patient) -> None:
    foreign = a_session(an_exercise(a_prescription(cleo)))

    with pytest.raises(Missing) as refused:
        record_session(ana, PHONE, foreign, MONDAY)

    assert refused.value.field == "exercises[0].prescription"


def test_a_ticked_red_flag_stops_everything_at_once(ana: Patient) -> None:
    prescription = a_prescription(ana)
    body = a_session(an_exercise(prescription, red_flags=["RF10", "RF1"]))

    recorded = record_session(ana, PHONE, body, MONDAY)

    assert recorded.receipt["instruction"]["tier"] == "EMERGENCY"
    stop = Stop.objects.get(patient=ana)
    assert (stop.plan, stop.tier, stop.decision) == (None, "EMERGENCY", None)


def test_the_target_stands_beside_what_was_done(ana: Patient) -> None:
    record_session(ana, PHONE, a_body(ana), MONDAY)

    assert set(SetLog.objects.values_list("target_low", "reps")) == {(8, 10)}


def test_a_stored_session_is_due_for_a_decision(ana: Patient) -> None:
    record_session(ana, PHONE, a_body(ana), MONDAY)

    assert Prescription.objects.get().evaluate_due_at == MONDAY
