"""Sentences for calling the API as someone."""

from __future__ import annotations

import uuid
from typing import Any, cast

import orjson
from django.apps import apps
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


PLACE = "@@"


def spelt(body: Any, token: str) -> bytes:
    """The body as bytes with `token` written as it stands where PLACE is."""
    return orjson.dumps(body, default=str).replace(
        f'"{PLACE}"'.encode(), token.encode("utf-8", "surrogatepass")
    )


def put_at(body: dict[str, Any], path: str, value: Any = PLACE) -> dict[str, Any]:
    """The body with `value` at a path such as `exercises.0.sets.0.reps`."""
    *above, last = [int(part) if part.isdigit() else part for part in path.split(".")]
    place: Any = body
    for part in above:
        place = place[part]
    place[last] = value
    return body


def rows() -> dict[str, int]:
    """How many rows there are of everything."""
    return {
        model.__name__: model._default_manager.count()
        for model in apps.get_app_config("tracker").get_models()
    }


def assert_problem(answer: HttpResponse, status: int, field: str | None = None, *, hides: str = "") -> None:
    """One clear problem: this status, this field, and not the value."""
    assert answer.status_code == status, answer.content[:500]
    assert answer["Content-Type"] == "application/problem+json"
    told = said(answer)
    assert set(told) == {"type", "title", "status", "detail", "errors"}
    if field is not None:
        assert field in {error["field"] for error in told["errors"]}, told
    assert not hides or hides not in answer.content.decode()
