"""A stored decision is what its evidence says; anything else is found."""

from __future__ import annotations

import uuid
from io import StringIO

import pytest
from django.core.management import call_command

from patients.models import Patient
from tests.people import MONDAY, a_prescription, log
from tracker.flows.evaluate import evaluate
from tracker.models import ProgressionDecision

pytestmark = pytest.mark.django_db


@pytest.fixture
def decision(ana: Patient) -> ProgressionDecision:
    log(a_prescription(ana, level=1))
    evaluate(MONDAY)
    return ProgressionDecision.objects.get()


def replayed() -> str:
    said = StringIO()
    try:
        call_command("replay_decisions", stdout=said, stderr=said)
    except SystemExit as ended:
        said.write(f"exit {ended.code}")
    return said.getvalue()


def copied(decision: ProgressionDecision, **changed: object) -> None:
    facts = {"pk": uuid.uuid4(), "fingerprint": "another"} | changed
    for name, value in facts.items():
        setattr(decision, name, value)
    decision.save(force_insert=True)


def test_decisions_that_agree_are_only_counted(decision: ProgressionDecision) -> None:
    assert replayed() == "1 decisions replayed, 0 differ\n"


def test_a_decision_that_its_evidence_does_not_give_is_named(decision: ProgressionDecision) -> None:
    copied(decision, verdict="PROGRESS", rule="P1")

    said = replayed()

    assert f"{decision.pk}: stored PROGRESS P1" in said
    assert "decided INSUFFICIENT_EVIDENCE I1" in said
    assert said.endswith("exit 1")


def test_evidence_that_cannot_be_read_is_a_difference(decision: ProgressionDecision) -> None:
    copied(decision, evidence={"now": "soon"})

    assert "cannot be read" in replayed()
