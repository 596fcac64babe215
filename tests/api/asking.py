"""Sentences for calling the API as someone."""

from __future__ import annotations

import uuid
from typing import Any, cast

import orjson
from django.http import HttpResponse
from django.test import Client

from patients.models import Patient, Therapist
from tests.people import MONDAY
from tracker.models import Prescription

API = "/api/v1"
NEW_ID = "0d9c2f6e-7b1a-4c55-9f4e-2a8d3b6c1e70"


def signed_in(person: Patient | Therapist) -> Client:
    """Someone's browser; a fault of the server is a failed test."""
    client = Client(headers={"accept": "application/json"})
    assert person.user is not None
    client.force_login(person.user)
    return client


def send(client: Client, method: str, path: str, body: Any = None, **extra: Any) -> HttpResponse:
    """One request; `body` is sent as JSON unless it is bytes already."""
    raw = body if isinstance(body, bytes) else orjson.dumps(body, default=str)
    content = (
        {"data": raw, "content_type": extra.pop("content_type", "application/json")}
        if body is not None
        else {}
    )
    return cast(HttpResponse, client.generic(method, f"{API}/{path}", **content, **extra))


def put(client: Client, path: str, body: Any, **extra: Any) -> HttpResponse:
    return send(client, "PUT", path, body, **extra)


def post(client: Client, path: str, body: Any, **extra: Any) -> HttpResponse:
    return send(client, "POST", path, body, **extra)


def get(client: Client, path: str, **extra: Any) -> HttpResponse:
    return send(client, "GET", path, **extra)


def said(response: HttpResponse) -> Any:
    """The JSON of an answer."""
    return orjson.loads(response.content)


def a_body(*prescriptions: Prescription, **told: Any) -> dict[str, Any]:
    """A session as a phone sends it: ten, ten and nine of each exercise."""
    done = [
        {
            "prescription": str(prescription.pk),
            "pain_during": 2,
            "effort": 3,
            "control_ok": True,
            "red_flags": [],
            "sets": [{"reps": 10, "load_kg": 5.0}, {"reps": 10, "load_kg": 5.0}, {"reps": 9, "pain": 3}],
        }
        for prescription in prescriptions
    ]
    usual = {"performed_at": MONDAY.isoformat(), "timezone": "Europe/Copenhagen", "revision": 1, "note": ""}
    return {**usual, "exercises": done, **told}


def fresh_id() -> str:
    return str(uuid.uuid4())
