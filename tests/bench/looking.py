"""Today and the caseload for a therapist with 300 patients, in a clinic that grows tenfold."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from patients.models import CareAssignment, Patient, Therapist
from tests import copies, people
from tests.bench import deciding, stories
from tests.bench.web import Web, serving

IN_CARE = 300
TIMES = 15
FIRST, GROWTH = 1_000, 10


def run(scale: float = 1.0) -> None:
    tess = people.a_therapist("Tess", people.a_clinic())
    told = stories.tell(tess, deciding.STORIES)
    deciding.evaluate()
    others = people.a_therapist("Otto", tess.clinic)
    copies.multiply(int(FIRST * scale) // deciding.STORIES - 1)
    asked = {
        "GET /api/v1/today/": told[0].user,
        "GET /api/v1/caseload/": tess.user,
        "GET /caseload/": tess.user,
    }
    with serving() as web:
        before = _look(web, asked, tess, others)
        copies.multiply(GROWTH - 1)
        after = _look(web, asked, tess, others)
    for name in asked:
        print(f"    {name}: {after[name] / before[name]:.2f} x the time in a clinic ten times as large")


def _look(web: Web, asked: dict[str, User | None], tess: Therapist, others: Therapist) -> dict[str, float]:
    in_care = _leave_300_to(tess, others)
    print(f"a clinic of {Patient.objects.count()} patients, {in_care} of them in Tess's care")
    took = {}
    for name, user in asked.items():
        assert user
        path = name.removeprefix("GET ")
        web.sign_in(user)
        took[name] = _quickest(web, path)
        print(f"    {name}: {took[name]:.1f} ms (the quickest of {TIMES}), {queries(user, path)} queries")
    return took


def _leave_300_to(tess: Therapist, others: Therapist) -> int:
    """The told people first, who have decisions; everybody else has another therapist of the same clinic."""
    care = CareAssignment.objects.order_by("pk").values_list("pk", flat=True)
    kept = list(care[:IN_CARE])
    CareAssignment.objects.filter(pk__in=kept).update(therapist=tess)
    CareAssignment.objects.exclude(pk__in=kept).update(therapist=others)
    return len(kept)


def _quickest(web: Web, path: str) -> float:
    """Milliseconds from asking to the last byte."""
    took = []
    for _ in range(TIMES):
        started = time.perf_counter()
        web.ask("GET", path)
        took.append(1000 * (time.perf_counter() - started))
    return min(took)


def queries(user: User, path: str) -> int:
    """Statements of one request, session and user included."""
    client, count = Client(), 0
    client.force_login(user)

    def counting(execute: Callable[..., Any], *arguments: Any) -> Any:
        nonlocal count
        count += 1
        return execute(*arguments)

    with connection.execute_wrapper(counting):
        assert client.get(path).status_code == 200
    return count
