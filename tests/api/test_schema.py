"""The contract: complete, readable, and true."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from tests.api.asking import API, get, said
from tracker.api.urls import urlpatterns

METHODS = {"get", "put", "post", "patch", "delete"}


@pytest.fixture
def schema(db: None) -> Any:
    answer = get(Client(), "schema/", headers={"accept": "application/json"})
    assert answer.status_code == 200
    return said(answer)


def calls(schema: Any) -> list[tuple[str, str, Any]]:
    return [
        (path, method, described)
        for path, methods in schema["paths"].items()
        for method, described in methods.items()
        if method in METHODS
    ]


def test_the_schema_is_openapi_3_0(schema: Any) -> None:
    assert schema["openapi"].startswith("3.0")


def test_every_address_of_the_api_is_in_the_schema(schema: Any) -> None:
    served = {
        re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", f"{API}/{route.pattern}")
        for route in urlpatterns
        if route.name not in {"schema", "docs", "api-nowhere"}
    }

    assert served == set(schema["paths"])


def test_every_call_says_how_it_refuses(schema: Any) -> None:
    for _, method, described in calls(schema):
        needed = {"400", "401", "404", "503"} | ({"403", "413", "415"} if method != "get" else set())

        assert needed <= set(described["responses"])


def test_every_number_that_comes_in_has_both_bounds(schema: Any) -> None:
    for name in (
        "Set",
        "Exercise",
        "Session",
        "NextDay",
        "PlanStart",
        "LadderChoice",
        "DoseChange",
        "LimitsChange",
        "UsualPain",
    ):
        for field, described in schema["components"]["schemas"][name]["properties"].items():
            if described.get("type") in {"integer", "number"}:
                assert {"minimum", "maximum"} <= set(described), f"{name}.{field}"


def test_no_body_takes_unknown_fields(schema: Any) -> None:
    taken = {
        described["requestBody"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
        for _, _, described in calls(schema)
        if "requestBody" in described
    }

    for name in {*taken, "Set", "Exercise", "LadderChoice"}:
        assert schema["components"]["schemas"][name]["additionalProperties"] is False, name


def test_the_page_for_people_needs_no_other_host(db: None) -> None:
    answer = Client().get(f"{API}/docs/")

    assert answer.status_code == 200
    assert not re.search(r'(?:src|href)="(?:https?:)?//', answer.content.decode())


def test_the_page_for_people_runs_no_script_but_our_files(db: None) -> None:
    answer = Client().get(f"{API}/docs/")

    assert "script-src 'self';" in answer["Content-Security-Policy"]
    assert not re.search(r"<script(?![^>]*\bsrc=)", answer.content.decode())
