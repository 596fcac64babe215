"""Storing a session of 5 exercises × 3 sets through the real stack, beside the bare view."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import connection
from django.test import Client

from patients import calendar
from patients.models import Patient
from tests import people
from tests.bench.web import Web, serving
from tracker.models import Prescription
from tracker.models.plan import Side

BLOCK = 40
BLOCKS = 8
PATHS = {"real": "/api/v1/sessions/{}/", "bare": "/bare/sessions/{}/"}


def run(blocks: int = BLOCKS) -> None:
    tess = people.a_therapist("Tess", people.a_clinic())
    ana = people.a_patient("Ana", tess.clinic, in_care_of=tess)
    levels = {"T-01": 1, "T-02": 1, "T-03": 1, "T-04": 1, "T-05": 1}
    plan = people.a_plan(ana, levels, now=calendar.now() - timedelta(days=30), sides=[Side.LEFT])
    prescriptions = people.prescriptions_of(plan)
    print(f"storing a session of {len(prescriptions)} exercises × 3 sets, {blocks * BLOCK} of each kind")
    print(f"    queries: {queries(ana, prescriptions)}")
    with serving() as web:
        web.sign_in(ana.user)  # type: ignore[arg-type]  # she has one
        for path in PATHS.values():
            _send(web, path, prescriptions, BLOCK)
        _compare(web, prescriptions, blocks)


def _compare(web: Web, prescriptions: list[Prescription], blocks: int) -> None:
    """In turns, so that what else the machine does falls on both."""
    spent = {name: [0.0, 0.0] for name in PATHS}
    for _ in range(blocks):
        for name, path in PATHS.items():
            ours, postgres = web.cpu(), web.database_cpu()
            _send(web, path, prescriptions, BLOCK)
            spent[name][0] += web.cpu() - ours
            spent[name][1] += web.database_cpu() - postgres
    each = {name: [1000 * cpu / (blocks * BLOCK) for cpu in costs] for name, costs in spent.items()}
    for name, (ours, postgres) in each.items():
        print(f"    {name}: {ours:.2f} ms server CPU a session, and {postgres:.2f} ms PostgreSQL CPU")
    print(f"    real : bare = {each['real'][0] / each['bare'][0]:.2f} x server CPU")


def _send(web: Web, path: str, prescriptions: list[Prescription], count: int) -> None:
    for _ in range(count):
        web.ask("PUT", path.format(uuid.uuid4()), body_of(prescriptions))


def body_of(prescriptions: list[Prescription]) -> bytes:
    told = [exercise(prescription) for prescription in prescriptions]
    at = calendar.now().isoformat()
    return json.dumps(
        {"performed_at": at, "timezone": "Europe/Copenhagen", "revision": 1, "note": "", "exercises": told}
    ).encode()


def exercise(prescription: Prescription) -> dict[str, Any]:
    counted = "hold_seconds" if prescription.kind == "hold" else "reps"
    done = {"reps": None, "hold_seconds": None, "load_kg": 5.0, counted: 10}
    asked = {"pain_during": 2, "effort": 3, "control_ok": True, "red_flags": []}
    return {"prescription": str(prescription.pk), **asked, "sets": [done] * 3}


def queries(patient: Patient, prescriptions: list[Prescription]) -> int:
    """How many statements one stored session costs, signing in not counted, session and user counted."""
    client, seen = Client(), []
    client.force_login(patient.user)  # type: ignore[arg-type]  # she has one

    def counting(execute: Callable[..., Any], *arguments: Any) -> Any:
        seen.append(arguments[0])
        return execute(*arguments)

    with connection.execute_wrapper(counting):
        answer = client.put(
            PATHS["real"].format(uuid.uuid4()), body_of(prescriptions), content_type="application/json"
        )
    assert answer.status_code == 201, answer.content
    return len(seen)
