"""The contract: complete, readable, and true."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver

from tests.api.asking import API, get, said

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


def test_the_schema_is_openapi_3_1(schema: Any) -> None:
    assert schema["openapi"].startswith("3.1")


def test_every_address_of_the_api_is_in_the_schema(schema: Any) -> None:
    served = {
        re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", f"/{pattern.pattern}{route.pattern}")
        for pattern in get_resolver().url_patterns
        if str(pattern.pattern) == "api/v1/"
        for route in pattern.url_patterns  # type: ignore[union-attr]  # an include
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
    ):
        for field, described in schema["components"]["schemas"][name]["properties"].items():
            for kind in described.get("anyOf", [described]):
                bounded = kind.get("type") not in {"integer", "number"} or {"minimum", "maximum"} <= set(kind)
                assert bounded, f"{name}.{field}"


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
