"""The demo clinic shows everything that can happen, and goes on living."""

from __future__ import annotations

import uuid
from datetime import datetime
from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.core.management import call_command

from patients.access import in_care_of
from patients.models import Patient
from tests.people import a_session, an_exercise
from tracker.demo import accounts
from tracker.demo.opening import PASSWORD
from tracker.flows.evaluate import evaluate_all
from tracker.flows.record_next_day import record_next_day
from tracker.flows.record_session import record_session
from tracker.models import Alert, Plan, Prescription, ProgressionDecision, SessionRevision, Stop
from tracker.progression.terms import Verdict
from tracker.queries.caseload import caseload, decisions_waiting
from tracker.queries.today import today

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
RULES = {
    *("S0", "S1", "S3", "O1", "R1", "R2", "R4", "I1", "I2", "I3", "H1", "H2", "H3", "H4", "H5"),
    *("P1", "L1", "L2", "L3", "L5", "L7", "L8", "W1", "W2", "W-SIDE"),
}


def ana() -> Patient:
    return Patient.objects.get(user__username="ana")


def decided_since(at: datetime, patient: Patient) -> list[str]:
    newest = ProgressionDecision.objects.filter(patient=patient, decided_at__gte=at)
    return list(newest.values_list("rule", flat=True))


def test_every_verdict_occurs(lived_through: datetime) -> None:
    assert set(ProgressionDecision.objects.values_list("verdict", flat=True)) == set(Verdict)


def test_nearly_every_rule_decides_something(lived_through: datetime) -> None:
    assert RULES - set(ProgressionDecision.objects.values_list("rule", flat=True)) == set()


def test_every_decision_is_given_again_by_its_evidence(lived_through: datetime) -> None:
    said = StringIO()

    call_command("replay_decisions", stdout=said, stderr=said)

    assert said.getvalue().endswith("decisions replayed, 0 differ\n")


def test_nothing_is_left_to_decide(lived_through: datetime) -> None:
    assert not Prescription.objects.filter(evaluate_due_at__lte=lived_through).exists()
    assert not Alert.objects.filter(cause="undecided").exists()


def test_no_history_lies_in_the_future(lived_through: datetime) -> None:
    assert not ProgressionDecision.objects.filter(decided_at__gt=lived_through).exists()
    assert not Prescription.objects.filter(started_at__gt=lived_through).exists()


def test_the_answer_of_today_moves_someone_up(lived_through: datetime) -> None:
    (question,) = today(ana(), lived_through)["questions"]

    record_next_day(ana(), uuid.UUID(question["session"]), 1, lived_through, lived_through)
    evaluate_all(lambda: lived_through)

    assert "P1" in decided_since(lived_through, ana())


def test_the_session_of_today_can_be_logged_and_is_decided(lived_through: datetime) -> None:
    exercises = Prescription.objects.filter(patient=ana(), ended_at=None)
    told = [an_exercise(prescription, "10 10 10") for prescription in exercises]

    record_session(ana(), uuid.uuid4(), a_session(*told, at=lived_through), lived_through)
    evaluate_all(lambda: lived_through)

    assert len(decided_since(lived_through, ana())) == len(told)
    assert today(ana(), lived_through)["plans"][0]["due_today"]


def test_a_therapist_finds_every_kind_of_need(lived_through: datetime) -> None:
    tess = User.objects.get(username="tess")

    needs = {row["need"] for row in caseload(in_care_of(tess), lived_through)}

    assert {"stop", "answer", "well"} <= needs
    assert decisions_waiting(in_care_of(tess)).exists()


def test_the_clinics_are_apart(lived_through: datetime) -> None:
    otto = User.objects.get(username="otto")

    assert {patient.clinic.name for patient in in_care_of(otto)} == {"Quayside Practice"}
    assert in_care_of(otto).count() == 2


def test_the_stories_are_told(lived_through: datetime) -> None:
    red_flag = Stop.objects.get(rule="S1")

    assert red_flag.red_flags
    assert red_flag.cleared_reason
    assert Stop.objects.filter(cleared_at=None).exists()
    assert SessionRevision.objects.exists()
    assert Alert.objects.filter(cause="manual", closed_at=None).exists()
    assert Plan.objects.filter(started_on__gt=lived_through.date()).exists()
    assert Patient.objects.filter(plans=None).exists()


def test_everybody_named_can_sign_in(lived_through: datetime) -> None:
    named = [line.split()[0] for line in accounts().splitlines()[1:]]

    assert {"tess", "ana", "admin"} <= set(named)
    assert [name for name in named if not authenticate(username=name, password=PASSWORD)] == []


def test_a_second_run_says_that_the_clinic_is_there(lived_through: datetime) -> None:
    said = StringIO()

    call_command("seed_demo", stdout=said)

    assert said.getvalue() == "The demo clinic is there already.\n"
