"""One id sent fifty times at once, over a real server: one row, one 201, equal answers."""

from __future__ import annotations

import http.client
import socket
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import orjson
import pytest
from django.conf import settings
from pytest_django.live_server_helper import LiveServer

from patients.models import Patient
from tests.api.asking import API, NEW_ID, a_body, signed_in
from tests.people import a_prescription
from tracker.models import NextDayReport, SessionLog, SetLog

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
SENDS = 50
TOKEN = "a" * 32
SESSION = f"{API}/sessions/{NEW_ID}/"

Answer = tuple[int, bytes]
Put = Callable[[str, Any], Answer]


def headers_of(ana: Patient) -> dict[str, str]:
    session = signed_in(ana).cookies[settings.SESSION_COOKIE_NAME].value
    cookies = f"{settings.SESSION_COOKIE_NAME}={session}; csrftoken={TOKEN}"
    return {"Cookie": cookies, "X-CSRFToken": TOKEN, "Content-Type": "application/json"}


@pytest.fixture
def put(live_server: LiveServer, ana: Patient) -> Put:
    headers = headers_of(ana)

    def sent(path: str, body: Any) -> Answer:
        connection = http.client.HTTPConnection(live_server.thread.host, live_server.thread.port, timeout=60)
        connection.request("PUT", path, orjson.dumps(body), headers)
        answer = connection.getresponse()
        told = answer.status, answer.read()
        connection.close()
        return told

    return sent


def at_once(put: Put, path: str, bodies: list[Any]) -> list[Answer]:
    with ThreadPoolExecutor(len(bodies)) as threads:
        return list(threads.map(lambda body: put(path, body), bodies))


def test_fifty_sends_of_one_session_store_one_and_answer_alike(ana: Patient, put: Put) -> None:
    body = a_body(a_prescription(ana))

    answers = at_once(put, SESSION, [body] * SENDS)

    assert Counter(status for status, _ in answers) == {201: 1, 200: SENDS - 1}
    assert len({content for _, content in answers}) == 1
    assert (SessionLog.objects.count(), SetLog.objects.count()) == (1, 3)


def test_altered_content_among_fifty_sends_is_a_conflict(ana: Patient, put: Put) -> None:
    prescription = a_prescription(ana)
    stored = put(SESSION, a_body(prescription))[1]
    notes = ["altered" if send % 10 == 0 else "" for send in range(SENDS)]

    answers = at_once(put, SESSION, [a_body(prescription, note=note) for note in notes])

    assert Counter(status for status, _ in answers) == {200: 45, 409: 5}
    assert {content for status, content in answers if status == 200} == {stored}
    assert SessionLog.objects.get().note == ""


def test_fifty_different_bodies_under_one_id_store_exactly_one(ana: Patient, put: Put) -> None:
    prescription = a_prescription(ana)

    answers = at_once(put, SESSION, [a_body(prescription, note=str(send)) for send in range(SENDS)])

    assert Counter(status for status, _ in answers) == {201: 1, 409: SENDS - 1}
    assert SessionLog.objects.count() == 1


def test_fifty_sends_of_one_answer_store_it_once(ana: Patient, put: Put) -> None:
    put(SESSION, a_body(a_prescription(ana), performed_at="2026-03-01T08:00:00Z"))
    answer = {"pain": 1, "reported_at": "2026-03-02T08:00:00Z"}

    answers = at_once(put, f"{SESSION}next-day/", [answer] * SENDS)

    assert Counter(status for status, _ in answers) == {201: 1, 200: SENDS - 1}
    assert len({content for _, content in answers}) == 1
    assert NextDayReport.objects.get().earlier == []


WIRE = {
    "shorter than it says": (b"Content-Length: 500\r\n\r\n{}", 400),
    "length no number": (b"Content-Length: x\r\n\r\n", 400),
    "length negative": (b"Content-Length: -5\r\n\r\n", 400),
    "no length": (b"\r\n", 400),
    "larger than allowed": (b"Content-Length: 300000\r\n\r\n" + b" " * 300_000, 413),
}


@pytest.mark.parametrize(("rest", "status"), WIRE.values(), ids=WIRE.keys())
def test_a_request_broken_on_the_wire_is_refused(
    live_server: LiveServer, ana: Patient, rest: bytes, status: int
) -> None:
    head = "".join(f"{name}: {value}\r\n" for name, value in headers_of(ana).items())
    with socket.create_connection((live_server.thread.host, live_server.thread.port), timeout=10) as wire:
        wire.sendall(f"PUT {SESSION} HTTP/1.1\r\nHost: localhost\r\n{head}".encode() + rest)
        wire.shutdown(socket.SHUT_WR)
        answer = wire.recv(65536)

    assert answer.startswith(f"HTTP/1.1 {status} ".encode())
