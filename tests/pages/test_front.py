"""Signing in, and who goes where."""

import pytest
from django.test import Client

from patients.models import Patient, Therapist
from tests.pages.reading import read, values, words
from tests.people import PASSWORD, a_user


def sign_in(client: Client, name: str, password: str = PASSWORD) -> str:
    answer = client.post("/sign-in/", {"username": name, "password": password}, follow=True)
    return str(answer.request["PATH_INFO"])


def test_a_patient_comes_to_today(client: Client, ana: Patient) -> None:
    assert sign_in(client, "ana") == "/today/"


def test_a_therapist_comes_to_the_caseload(client: Client, tess: Therapist) -> None:
    assert sign_in(client, "tess") == "/caseload/"


def test_someone_without_a_role_is_told_whom_to_ask(client: Client, db: None) -> None:
    client.force_login(a_user("Nobody"))

    assert "not linked to a patient or a therapist yet" in words(client.get("/"))


@pytest.mark.parametrize("path", ["/", "/today/", "/caseload/", "/history/"])
def test_a_stranger_signs_in_first_and_then_goes_on(client: Client, db: None, path: str) -> None:
    answer = client.get(path)

    assert (answer.status_code, answer["Location"]) == (302, f"/sign-in/?next={path}")


def test_a_wrong_password_and_an_unknown_name_get_the_same_words(client: Client, ana: Patient) -> None:
    wrong = client.post("/sign-in/", {"username": "ana", "password": "nonsense"})
    unknown = client.post("/sign-in/", {"username": "who", "password": "nonsense"})

    assert "do not belong together" in words(wrong)
    assert words(wrong) == words(unknown)


def test_the_name_stays_when_the_password_was_wrong(client: Client, ana: Patient) -> None:
    answer = client.post("/sign-in/", {"username": "ana", "password": "nonsense"})

    assert values(answer, "username") == ["ana"]
    assert values(answer, "password") == [None]


def test_password_managers_find_their_fields(client: Client, db: None) -> None:
    fields = {control.get("name"): control for control in read(client.get("/sign-in/")).controls}

    assert fields["username"]["autocomplete"] == "username"
    assert fields["password"]["autocomplete"] == "current-password"


def test_nobody_is_signed_out_by_a_link(as_ana: Client) -> None:
    assert as_ana.get("/sign-out/").status_code == 405
    assert as_ana.post("/sign-out/").status_code == 302
    assert as_ana.get("/today/").status_code == 302
