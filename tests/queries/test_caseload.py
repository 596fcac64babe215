"""Who needs a person, and why."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from patients import access
from patients.models import Patient, Therapist
from tests.people import DAY, MONDAY, a_patient, a_plan, a_prescription, log
from tracker.flows.evaluate import evaluate
from tracker.models.plan import Mode
from tracker.queries.caseload import caseload

pytestmark = pytest.mark.django_db


def needs(tess: Therapist, now: object = MONDAY) -> list[tuple[str, str]]:
    rows = caseload(access.in_care_of(tess.user), now)  # type: ignore[arg-type]  # an instant
    return [(row["name"], row["need"]) for row in rows]


def test_the_most_urgent_comes_first(tess: Therapist, ana: Patient, cleo: Patient) -> None:
    dora = a_patient("Dora", tess.clinic, in_care_of=tess)
    log(a_prescription(ana))
    log(a_prescription(cleo), red_flags=["RF1"])
    log(a_prescription(dora), pain=8)
    evaluate(MONDAY)

    assert needs(tess) == [("Cleo", "red_flag"), ("Dora", "stop"), ("Ana", "well")]


def test_a_proposal_waits_on_the_list(tess: Therapist, ana: Patient) -> None:
    prescription = a_prescription(ana, level=1, mode=Mode.PROPOSE)
    log(prescription, next_day=1)
    log(prescription, next_day=1, at=MONDAY + 2 * DAY)
    evaluate(MONDAY + 3 * DAY)

    assert needs(tess, MONDAY + 3 * DAY) == [("Ana", "answer")]


def test_a_question_that_nobody_answered_is_asked_for(tess: Therapist, ana: Patient) -> None:
    log(a_prescription(ana))
    evaluate(MONDAY)

    assert needs(tess, MONDAY + timedelta(hours=30)) == [("Ana", "ask")]


def test_two_weeks_of_silence_are_seen(tess: Therapist, ana: Patient) -> None:
    log(a_prescription(ana), next_day=1)
    evaluate(MONDAY + DAY)

    assert needs(tess, MONDAY + timedelta(days=15)) == [("Ana", "quiet")]


def test_who_has_no_plan_comes_last(tess: Therapist, ana: Patient, cleo: Patient) -> None:
    log(a_prescription(cleo))

    assert needs(tess) == [("Cleo", "well"), ("Ana", "no_plan")]


def test_the_queries_do_not_grow_with_the_patients(tess: Therapist, ana: Patient) -> None:
    log(a_prescription(ana), pain=8)
    with CaptureQueriesContext(connection) as one:
        needs(tess)
    for name in ("Cleo", "Dora", "Emil"):
        log(a_plan(a_patient(name, tess.clinic, in_care_of=tess)).prescriptions.earliest("pk"), pain=8)
    evaluate(MONDAY)
    with CaptureQueriesContext(connection) as four:
        needs(tess)

    assert len(four) == len(one)
