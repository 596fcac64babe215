"""The usual pain on the therapist's page of one patient."""

from typing import Any

import pytest
from django.test import Client

from patients.models import Patient
from tests.pages.reading import words
from tests.people import a_prescription
from tracker.models import Prescription

pytestmark = pytest.mark.usefixtures("monday")


def note(client: Client, person: Patient, **told: str) -> Any:
    return client.post(f"/patients/{person.pk}/usual-pain/", told, follow=True)


def test_it_is_asked_for_where_it_is_not_known(as_tess: Client, ana: Patient) -> None:
    page = words(as_tess.get(f"/patients/{ana.pk}/"))

    assert "usual pain not known" in page
    assert "Note the usual pain" in page


@pytest.mark.parametrize("value", ["0", "3", "10"])
def test_it_is_noted_with_the_day(as_tess: Client, ana: Patient, value: str) -> None:
    page = note(as_tess, ana, usual_pain=value)

    assert f"usual pain {value} of 10" in words(page)
    ana.refresh_from_db()
    assert (ana.usual_pain, str(ana.usual_pain_on)) == (int(value), "2026-03-02")


def test_what_is_open_is_looked_at_again(as_tess: Client, ana: Patient) -> None:
    a_prescription(ana)
    Prescription.objects.update(evaluate_due_at=None)

    note(as_tess, ana, usual_pain="3")

    assert Prescription.objects.get().evaluate_due_at


def test_it_can_become_unknown_again(as_tess: Client, ana: Patient) -> None:
    note(as_tess, ana, usual_pain="3")

    assert "usual pain not known" in words(note(as_tess, ana, usual_pain="unknown"))


@pytest.mark.parametrize("told", [{}, {"usual_pain": ""}, {"usual_pain": "11"}, {"usual_pain": "3.0"}])
def test_what_is_no_answer_changes_nothing(as_tess: Client, ana: Patient, told: dict[str, str]) -> None:
    note(as_tess, ana, usual_pain="3")

    page = note(as_tess, ana, **told)

    assert (page.status_code, "Choose a number from 0 to 10" in words(page)) == (422, True)
    assert Patient.objects.get(pk=ana.pk).usual_pain == 3
