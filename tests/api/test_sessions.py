"""PUT and GET sessions/<id>/: once means once."""

import pytest
from django.test import Client

from patients.models import Patient
from tests.api.asking import NEW_ID, a_body, get, put, said
from tests.people import a_prescription
from tracker.models import SessionLog, SessionRevision, SetLog

SESSION = f"sessions/{NEW_ID}/"


def test_a_session_is_stored_and_its_receipt_says_what_is_stored(ana: Patient, as_ana: Client) -> None:
    body = a_body(a_prescription(ana))

    answer = put(as_ana, SESSION, body)

    assert answer.status_code == 201
    assert said(answer)["id"] == NEW_ID
    assert [entry["reps"] for entry in said(answer)["exercises"][0]["sets"]] == [10, 10, 9]


def test_a_session_sent_twice_is_stored_once_and_answered_with_the_same_bytes(
    ana: Patient, as_ana: Client
) -> None:
    body = a_body(a_prescription(ana))

    first, second = put(as_ana, SESSION, body), put(as_ana, SESSION, body)

    assert (first.status_code, second.status_code) == (201, 200)
    assert first.content == second.content
    assert SessionLog.objects.count() == 1


def test_the_same_session_spelt_otherwise_is_still_the_same(ana: Patient, as_ana: Client) -> None:
    prescription = a_prescription(ana)
    put(as_ana, SESSION, a_body(prescription))

    again = put(as_ana, SESSION, a_body(prescription, performed_at="2026-03-02T09:00:00.000+01:00"))

    assert again.status_code == 200


def test_other_content_under_the_same_id_is_a_conflict_and_overwrites_nothing(
    ana: Patient, as_ana: Client
) -> None:
    prescription = a_prescription(ana)
    stored = put(as_ana, SESSION, a_body(prescription)).content

    answer = put(as_ana, SESSION, a_body(prescription, note="other"))

    assert answer.status_code == 409
    assert get(as_ana, SESSION).content == stored


def test_a_correction_replaces_the_session_and_keeps_the_earlier_content(
    ana: Patient, as_ana: Client
) -> None:
    prescription = a_prescription(ana)
    put(as_ana, SESSION, a_body(prescription))

    answer = put(as_ana, SESSION, a_body(prescription, revision=2, note="I miscounted"))

    assert (answer.status_code, said(answer)["note"]) == (201, "I miscounted")
    assert SessionRevision.objects.get().content["note"] == ""
    assert SetLog.objects.count() == 3


def test_the_stored_session_reads_as_its_receipt(ana: Patient, as_ana: Client) -> None:
    receipt = put(as_ana, SESSION, a_body(a_prescription(ana))).content

    assert get(as_ana, SESSION).content == receipt


def test_two_patients_may_use_the_same_id(ana: Patient, ben: Patient, as_ana: Client, as_ben: Client) -> None:
    first = put(as_ana, SESSION, a_body(a_prescription(ana)))
    second = put(as_ben, SESSION, a_body(a_prescription(ben)))

    assert (first.status_code, second.status_code) == (201, 201)


def test_what_is_not_told_stays_unknown(ana: Patient, as_ana: Client) -> None:
    exercise = {"prescription": str(a_prescription(ana).pk), "sets": [{}]}

    answer = put(as_ana, SESSION, a_body(exercises=[exercise]))

    stored = said(answer)["exercises"][0]
    assert (stored["pain_during"], stored["effort"], stored["control_ok"]) == (None, None, None)
    assert set(stored["sets"][0].values()) == {None}


def test_a_session_of_a_phone_that_was_offline_for_weeks_is_taken(ana: Patient, as_ana: Client) -> None:
    body = a_body(a_prescription(ana), performed_at="2026-01-05T10:00:00+01:00")

    assert put(as_ana, SESSION, body).status_code == 201


@pytest.mark.parametrize(("performed_at", "status"), [("09:05:00", 201), ("09:05:01", 400)])
def test_a_session_may_lie_five_minutes_ahead_and_no_more(
    ana: Patient, as_ana: Client, performed_at: str, status: int
) -> None:
    body = a_body(a_prescription(ana), performed_at=f"2026-03-02T{performed_at}+01:00")

    answer = put(as_ana, SESSION, body)

    assert answer.status_code == status
    assert status == 201 or "clock" in said(answer)["detail"]


def test_a_red_flag_is_answered_at_once_with_what_to_do(ana: Patient, as_ana: Client) -> None:
    body = a_body(a_prescription(ana))
    body["exercises"][0]["red_flags"] = ["RF1"]

    assert said(put(as_ana, SESSION, body))["instruction"]["tier"] == "EMERGENCY"
