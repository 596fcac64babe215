"""Whose pages are whose: what is not yours looks like what does not exist."""

import uuid

import pytest
from django.test import Client

from patients.models import CareAssignment, Patient
from tests.people import MONDAY, a_prescription, log
from tracker.models import ProgressionDecision, Stop

pytestmark = pytest.mark.usefixtures("monday")


@pytest.fixture
def addresses(ana: Patient) -> dict[str, str]:
    """Every address of something that belongs to Ana."""
    squat = a_prescription(ana)
    session = log(squat, red_flags=["RF4"])
    decision = ProgressionDecision.objects.create(
        prescription=squat, patient=ana, verdict="HOLD", rule="H1", rulebook="1", evidence={}, reasons={},
        fingerprint="f", for_patient="Stay.", for_therapist="Stay.", effect="none", decided_at=MONDAY,
    )  # fmt: skip
    return {
        "session-form": f"/plans/{squat.plan_id}/session/",
        "receipt": f"/sessions/{session.client_id}/",
        "next-day": f"/sessions/{session.client_id}/next-day/",
        "patient": f"/patients/{ana.pk}/",
        "new-plan": f"/patients/{ana.pk}/plans/new/",
        "answer": f"/decisions/{decision.pk}/answer/",
        "clear-stop": f"/stops/{Stop.objects.get().pk}/clear/",
        "change": f"/prescriptions/{squat.pk}/change/",
    }


OWN = {"session-form", "receipt", "next-day"}


def found(client: Client, addresses: dict[str, str]) -> set[str]:
    return {name for name, path in addresses.items() if client.get(path).status_code != 404}


def test_a_patient_reaches_their_own_pages_and_no_therapists(
    as_ana: Client, addresses: dict[str, str]
) -> None:
    assert found(as_ana, addresses) == OWN


def test_their_therapist_reaches_the_record_and_no_patients_forms(
    as_tess: Client, addresses: dict[str, str]
) -> None:
    assert found(as_tess, addresses) == set(addresses) - OWN


def test_another_patient_and_a_strange_therapist_reach_nothing(
    as_ben: Client, as_otto: Client, addresses: dict[str, str]
) -> None:
    assert found(as_ben, addresses) == set()
    assert found(as_otto, addresses) == set()


def test_a_post_reaches_no_further(as_ben: Client, as_otto: Client, addresses: dict[str, str]) -> None:
    for client in (as_ben, as_otto):
        assert {client.post(path).status_code for path in addresses.values()} == {404}


def test_care_that_ended_ends_access_at_once(as_tess: Client, addresses: dict[str, str]) -> None:
    CareAssignment.objects.update(ended_at=MONDAY)

    assert found(as_tess, addresses) == set()


def test_nobody_is_asked_to_sign_in(client: Client, addresses: dict[str, str]) -> None:
    assert {client.get(path).status_code for path in addresses.values()} == {302}


def test_not_yours_looks_like_not_there(as_otto: Client, ana: Patient) -> None:
    theirs = as_otto.get(f"/patients/{ana.pk}/")
    nobodys = as_otto.get(f"/patients/{uuid.uuid4()}/")

    assert theirs.content == nobodys.content


def test_health_data_stays_out_of_every_cache(
    as_ana: Client, as_tess: Client, addresses: dict[str, str]
) -> None:
    for client, path in (
        (as_ana, "/today/"),
        (as_ana, addresses["receipt"]),
        (as_tess, addresses["patient"]),
    ):
        assert {"private", "no-store"} <= set(client.get(path)["Cache-Control"].split(", "))
