"""Every answer has exactly the fields that the schema prints, each of its type."""

from __future__ import annotations

import pytest
from django.test import Client
from pydantic import BaseModel

from tests.access.stage import people, record_of_ana
from tests.api.asking import get, post, said
from tracker.api import library_answers, patient_answers, therapist_answers
from tracker.api.problems import Problem

AS_ANA: list[tuple[str, type[BaseModel]]] = [
    ("today/", patient_answers.Today),
    ("sessions/{client_id}/", patient_answers.Receipt),
    ("prescriptions/{prescription_id}/decisions/", therapist_answers.DecisionLog),
    ("programmes/", library_answers.Programmes),
    ("programmes/SMALL/", library_answers.ProgrammeEntry),
    ("patients/{patient_id}/", Problem),
]
AS_TESS: list[tuple[str, type[BaseModel]]] = [
    ("caseload/", therapist_answers.Caseload),
    ("patients/{patient_id}/", therapist_answers.PatientRecord),
    ("patients/{patient_id}/plans/", therapist_answers.Plans),
    ("prescriptions/{prescription_id}/decisions/", therapist_answers.DecisionLog),
]


@pytest.fixture
def clients(db: None) -> dict[str, Client]:
    return people()


@pytest.fixture
def names(clients: dict[str, Client]) -> dict[str, str]:
    return record_of_ana()


@pytest.mark.parametrize(("path", "shape"), AS_ANA)
def test_what_a_patient_is_answered_is_what_the_schema_says(
    clients: dict[str, Client], names: dict[str, str], path: str, shape: type[BaseModel]
) -> None:
    shape.model_validate(said(get(clients["ana"], path.format(**names))), strict=True)


@pytest.mark.parametrize(("path", "shape"), AS_TESS)
def test_what_a_therapist_is_answered_is_what_the_schema_says(
    clients: dict[str, Client], names: dict[str, str], path: str, shape: type[BaseModel]
) -> None:
    shape.model_validate(said(get(clients["tess"], path.format(**names))), strict=True)


@pytest.mark.parametrize(("call", "accepted"), [("accept", True), ("decline", False)])
def test_a_proposal_is_answered_once_with_its_reason(
    clients: dict[str, Client], names: dict[str, str], call: str, accepted: bool
) -> None:
    path = f"decisions/{names['decision_id']}/{call}/"

    answer = post(clients["tess"], path, {"reason": "Looks good"})

    told = therapist_answers.DecisionEntry.model_validate(said(answer)).answer
    assert told is not None
    assert (told.accepted, told.reason, told.by) == (accepted, "Looks good", "Tess")
    assert post(clients["tess"], path, {"reason": "Again"}).status_code == 409
