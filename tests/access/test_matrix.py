"""Every address × everyone: an answer, or nothing there, the same as for what does not exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie

import orjson
import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from patients.models import EpisodeOfCare
from tests.access.policy import ADDRESSES, PAGES, V1, Call
from tests.access.stage import EVERYONE, NO_ONE, SIGNED_OUT, Names, people, record_of_ana, unknown

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
DECLARED = ADDRESSES | PAGES
KIND = {
    "patients": "patient_id",
    "decisions": "decision_id",
    "stops": "stop_id",
    "prescriptions": "prescription_id",
}
CALLS = [(route, call) for route, calls in DECLARED.items() for call in calls]


def addresses(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    """Every address that the project answers, as it is written, ids named after what they identify."""
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, route)
        else:
            yield re.sub(r"(\w+)/<uuid:pk>", lambda found: f"{found[1]}/<uuid:{KIND[found[1]]}>", route)


def test_every_address_is_declared() -> None:
    served = {route for route in addresses(get_resolver().url_patterns) if not route.startswith("admin/")}

    assert served == set(DECLARED)


def ask(client: Client, route: str, call: Call, names: Names) -> HttpResponse:
    path = re.sub(r"<\w+:(\w+)>", lambda found: names.get(found[1], "SMALL"), route)
    body = orjson.dumps(call.body).decode()
    for name, value in names.items():
        body = body.replace(f"{{{name}}}", value)
    content = {"data": body, "content_type": "application/json"} if call.body is not None else {}
    return client.generic(call.method, f"/{path}", **content)  # type: ignore[return-value, arg-type]


@pytest.fixture
def clients() -> dict[str, Client]:
    return people()


@pytest.fixture
def names(clients: dict[str, Client]) -> Names:
    return record_of_ana()


@contextmanager
def undone(client: Client) -> Iterator[None]:
    """What is done inside has not happened afterwards, a sign-out least of all."""
    cookies = SimpleCookie(client.cookies.output(header="", sep=";"))
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    client.cookies = cookies


def test_every_address_answers_those_who_may_and_no_one_else(
    clients: dict[str, Client], names: Names, subtests: pytest.Subtests
) -> None:
    for route, call in CALLS:
        for name in sorted(EVERYONE):
            with subtests.test(f"{name}: {call.method} /{route}"), undone(clients[name]):
                answer = ask(clients[name], route, call, names)

                assert_as_declared(answer, route, name, allowed=name in call.allowed)


def assert_as_declared(answer: HttpResponse, route: str, name: str, *, allowed: bool) -> None:
    status = answer.status_code
    if allowed:
        assert status < 300 or (route in PAGES and status in {302, 303, 400, 409, 422}), (
            name,
            status,
            answer.content,
        )
    elif name not in SIGNED_OUT:
        assert status == 404, (name, status)
    elif route in PAGES:
        assert (status, answer.headers.get("Location", "").partition("?")[0]) == (302, "/sign-in/"), (
            name,
            status,
        )
    else:
        assert status == 401, (name, status)


def test_what_is_foreign_looks_like_what_is_not_there(
    clients: dict[str, Client], names: Names, subtests: pytest.Subtests
) -> None:
    nothing = unknown(names)
    for route, call in CALLS:
        for name in EVERYONE - call.allowed - SIGNED_OUT if "<" in route else ():
            with subtests.test(f"{name}: {call.method} /{route}"), undone(clients[name]):
                foreign = ask(clients[name], route, call, names)
                missing = ask(clients[name], route, call, nothing)

                assert foreign.content == missing.content
                assert dict(foreign.headers) == dict(missing.headers)


def test_an_address_of_the_api_that_is_none_looks_like_a_foreign_record(
    clients: dict[str, Client], names: Names
) -> None:
    foreign = ask(clients["ben"], f"{V1}patients/<uuid:patient_id>/", Call("GET", NO_ONE), names)
    nowhere = ask(clients["ben"], f"{V1}nowhere/", Call("GET", NO_ONE), names)

    assert foreign.content == nowhere.content
    assert dict(foreign.headers) == dict(nowhere.headers)


def test_the_admin_lets_no_one_in_who_is_not_staff(
    clients: dict[str, Client], names: Names, subtests: pytest.Subtests
) -> None:
    for route in addresses(get_resolver().url_patterns):
        if not route.startswith("admin/") or route.startswith(("admin/login/", "admin/logout/")):
            continue
        path = re.sub(r"<[^>]+>|\(\?P.*", "1", route).replace("^", "").replace("$", "")
        for name in ("nobody", "ana", "tess"):
            with subtests.test(f"{name}: {path}"):
                answer = clients[name].get(f"/{path}")

                place = answer.headers.get("Location", "").partition("?")[0]
                assert (answer.status_code, place) == (302, "/admin/login/")


def test_lists_hold_no_one_elses_records(clients: dict[str, Client], names: Names) -> None:
    for name in ("otto", "ended", "moved"):
        assert b"Ana" not in ask(clients[name], f"{V1}caseload/", Call("GET", NO_ONE), names).content
    assert names["prescription_id"] not in clients["ben"].get(f"/{V1}today/").content.decode()


def test_access_ends_with_the_care(clients: dict[str, Client], names: Names) -> None:
    path = f"/{V1}patients/{names['patient_id']}/"
    before = clients["tess"].get(path).status_code

    EpisodeOfCare.objects.earliest("pk").patient.care.update(ended_at="2026-03-02T08:00:00Z")

    assert (before, clients["tess"].get(path).status_code) == (200, 404)
