"""Requests that are broken on the wire, against a real server."""

from __future__ import annotations

import socket

import pytest
from django.conf import settings
from pytest_django.live_server_helper import LiveServer

from patients.models import Patient
from tests.api.asking import API, NEW_ID, signed_in

TOKEN = "a" * 32
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
    session = signed_in(ana).cookies[settings.SESSION_COOKIE_NAME].value
    cookies = f"{settings.SESSION_COOKIE_NAME}={session}; csrftoken={TOKEN}"
    head = f"Cookie: {cookies}\r\nX-CSRFToken: {TOKEN}\r\nContent-Type: application/json\r\n"
    with socket.create_connection((live_server.thread.host, live_server.thread.port), timeout=10) as wire:
        wire.sendall(f"PUT {API}/sessions/{NEW_ID}/ HTTP/1.1\r\nHost: localhost\r\n{head}".encode() + rest)
        wire.shutdown(socket.SHUT_WR)
        answer = wire.recv(65536)

    assert answer.startswith(f"HTTP/1.1 {status} ".encode())
