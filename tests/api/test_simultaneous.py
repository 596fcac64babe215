"""One id sent fifty times at once, each on its own connection: one row, one 201, equal answers."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connections
from django.http import HttpResponse

from patients.models import Patient
from tests.api.asking import NEW_ID, a_body, put, signed_in
from tests.people import a_prescription
from tracker.models import NextDayReport, SessionLog, SetLog

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
SENDS = 50
SESSION = f"sessions/{NEW_ID}/"


def at_once(patient: Patient, path: str, bodies: list[Any]) -> list[HttpResponse]:
    """Every body sent by a tab of its own, all in the same moment."""
    start, tabs = Barrier(len(bodies)), [signed_in(patient) for _ in bodies]

    def send(send_number: int) -> HttpResponse:
        start.wait(timeout=60)
        try:
            return put(tabs[send_number], path, bodies[send_number])
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(bodies)) as threads:
        return list(threads.map(send, range(len(bodies))))


def statuses(answers: list[HttpResponse]) -> dict[int, int]:
    return Counter(answer.status_code for answer in answers)


def test_fifty_sends_of_one_session_store_one_and_answer_alike(ana: Patient) -> None:
    body = a_body(a_prescription(ana))

    answers = at_once(ana, SESSION, [body] * SENDS)

    assert statuses(answers) == {201: 1, 200: SENDS - 1}
    assert len({answer.content for answer in answers}) == 1
    assert (SessionLog.objects.count(), SetLog.objects.count()) == (1, 3)


def test_altered_content_among_fifty_sends_is_a_conflict(ana: Patient) -> None:
    prescription = a_prescription(ana)
    stored = put(signed_in(ana), SESSION, a_body(prescription)).content
    notes = ["altered" if send % 10 == 0 else "" for send in range(SENDS)]

    answers = at_once(ana, SESSION, [a_body(prescription, note=note) for note in notes])

    assert statuses(answers) == {200: 45, 409: 5}
    assert {answer.content for answer in answers if answer.status_code == 200} == {stored}
    assert SessionLog.objects.get().note == ""


def test_fifty_different_bodies_under_one_id_store_exactly_one(ana: Patient) -> None:
    prescription = a_prescription(ana)

    answers = at_once(ana, SESSION, [a_body(prescription, note=str(send)) for send in range(SENDS)])

    assert statuses(answers) == {201: 1, 409: SENDS - 1}
    assert SessionLog.objects.count() == 1


def test_fifty_sends_of_one_answer_store_it_once(ana: Patient) -> None:
    put(signed_in(ana), SESSION, a_body(a_prescription(ana), performed_at="2026-03-01T08:00:00Z"))
    answer = {"pain": 1, "reported_at": "2026-03-02T08:00:00Z"}

    answers = at_once(ana, f"{SESSION}next-day/", [answer] * SENDS)

    assert statuses(answers) == {201: 1, 200: SENDS - 1}
    assert len({answer.content for answer in answers}) == 1
    assert NextDayReport.objects.get().earlier == []
