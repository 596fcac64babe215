"""POST patients/<id>/usual-pain/: what the day after is compared with."""

from __future__ import annotations

import pytest
from django.test import Client

from patients.models import Patient
from tests.api.asking import PLACE, assert_problem, get, post, said, spelt


@pytest.mark.parametrize("value", [0, 4, 10])
def test_it_is_noted_with_the_patients_day(ana: Patient, as_tess: Client, value: int) -> None:
    answer = post(as_tess, f"patients/{ana.pk}/usual-pain/", {"usual_pain": value})

    assert (answer.status_code, said(answer)) == (200, {"usual_pain": value, "usual_pain_on": "2026-03-02"})
    assert said(get(as_tess, f"patients/{ana.pk}/"))["usual_pain"] == value


def test_null_is_not_known(ana: Patient, as_tess: Client) -> None:
    post(as_tess, f"patients/{ana.pk}/usual-pain/", {"usual_pain": 4})

    answer = post(as_tess, f"patients/{ana.pk}/usual-pain/", {"usual_pain": None})

    assert said(answer) == {"usual_pain": None, "usual_pain_on": None}


@pytest.mark.parametrize("token", ["11", "-1", "3.0", '"3"', "true", "[]"])
def test_it_is_a_whole_number_from_0_to_10(ana: Patient, as_tess: Client, token: str) -> None:
    answer = post(as_tess, f"patients/{ana.pk}/usual-pain/", spelt({"usual_pain": PLACE}, token))

    assert_problem(answer, 400, "usual_pain")
    assert Patient.objects.get(pk=ana.pk).usual_pain is None


def test_it_must_be_said(ana: Patient, as_tess: Client) -> None:
    assert_problem(post(as_tess, f"patients/{ana.pk}/usual-pain/", {}), 400, "usual_pain")
