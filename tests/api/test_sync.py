"""POST sync/: what waited on the phone, each item on its own."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from patients.models import Patient
from tests.api.asking import a_body, assert_problem, fresh_id, get, post, put, said
from tests.people import MONDAY, a_prescription
from tracker.models import SessionLog, Stop


def an_item(body: Any, client_id: str | None = None, kind: str = "session") -> dict[str, Any]:
    return {"kind": kind, "id": client_id or fresh_id(), "body": body}


def results(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.content
    return [entry["result"] for entry in said(answer)["results"]]


def test_a_session_and_its_answer_come_in_order(ana: Patient, as_ana: Client) -> None:
    client_id, body = fresh_id(), a_body(a_prescription(ana), performed_at="2026-02-20T10:00:00+01:00")
    answer = {"pain": 1, "reported_at": "2026-02-21T10:00:00+01:00"}

    sent = post(
        as_ana, "sync/", {"items": [an_item(body, client_id), an_item(answer, client_id, "next_day")]}
    )

    assert results(sent) == ["stored", "stored"]
    assert said(sent)["results"][1]["receipt"]["pain"] == 1


def test_a_batch_sent_again_is_all_duplicates_with_the_same_receipts(ana: Patient, as_ana: Client) -> None:
    batch = {"items": [an_item(a_body(a_prescription(ana))) for _ in range(3)]}

    first, second = post(as_ana, "sync/", batch), post(as_ana, "sync/", batch)

    assert results(second) == ["duplicate"] * 3
    receipts = [[entry["receipt"] for entry in said(answer)["results"]] for answer in (first, second)]
    assert receipts[0] == receipts[1]


def test_a_receipt_of_the_batch_is_that_of_the_single_session(ana: Patient, as_ana: Client) -> None:
    item = an_item(a_body(a_prescription(ana)))

    receipt = said(post(as_ana, "sync/", {"items": [item]}))["results"][0]["receipt"]

    assert receipt == said(put(as_ana, f"sessions/{item['id']}/", item["body"]))


BAD: dict[str, Any] = {
    "null": None,
    "number": 3,
    "list": [],
    "no kind": {"id": "0d9c2f6e-7b1a-4c55-9f4e-2a8d3b6c1e70", "body": {}},
    "unknown kind": {"kind": "weight", "id": "0d9c2f6e-7b1a-4c55-9f4e-2a8d3b6c1e70", "body": {}},
    "kind no text": {"kind": [], "id": "0d9c2f6e-7b1a-4c55-9f4e-2a8d3b6c1e70", "body": {}},
    "bad id": {"kind": "session", "id": "1", "body": {}},
    "id no text": {"kind": "session", "id": {"a": 1}, "body": {}},
    "empty body": {"kind": "session", "id": "0d9c2f6e-7b1a-4c55-9f4e-2a8d3b6c1e70", "body": {}},
    "body no object": {"kind": "session", "id": "0d9c2f6e-7b1a-4c55-9f4e-2a8d3b6c1e70", "body": []},
    "extra field": {"kind": "session", "id": "0d9c2f6e-7b1a-4c55-9f4e-2a8d3b6c1e70", "body": {}, "schema": 1},
    "answer without session": {
        "kind": "next_day",
        "id": "0d9c2f6e-7b1a-4c55-9f4e-2a8d3b6c1e70",
        "body": {"pain": 1, "reported_at": "2026-03-01T10:00:00Z"},
    },
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD.keys())
def test_an_item_that_is_none_is_refused_and_blocks_no_other(ana: Patient, as_ana: Client, bad: Any) -> None:
    prescription = a_prescription(ana)
    good = [an_item(a_body(prescription)), an_item(a_body(prescription))]

    answer = post(as_ana, "sync/", {"items": [good[0], bad, good[1]]})

    assert results(answer) == ["stored", "refused", "stored"]
    assert said(answer)["results"][1]["problem"]["detail"]


def test_a_conflict_is_named_and_keeps_the_first(ana: Patient, as_ana: Client) -> None:
    prescription, client_id = a_prescription(ana), fresh_id()
    items = [an_item(a_body(prescription, note=note), client_id) for note in ("one", "two")]

    answer = post(as_ana, "sync/", {"items": items})

    assert results(answer) == ["stored", "conflict"]
    assert SessionLog.objects.get().note == "one"


def test_an_item_with_another_persons_prescription_is_refused_like_one_with_none(
    ana: Patient, ben: Patient, as_ana: Client
) -> None:
    foreign, unknown = a_body(a_prescription(ben)), a_body(a_prescription(ana))
    unknown["exercises"][0]["prescription"] = fresh_id()
    own = an_item(a_body(a_prescription(ana)))

    answer = post(as_ana, "sync/", {"items": [an_item(foreign), an_item(unknown), own]})

    assert results(answer) == ["refused", "refused", "stored"]
    problems = [entry["problem"] for entry in said(answer)["results"]]
    assert problems[0] == problems[1]


@pytest.mark.parametrize("count", [0, 51])
def test_a_batch_holds_one_to_fifty(as_ana: Client, count: int) -> None:
    assert_problem(post(as_ana, "sync/", {"items": [None] * count}), 400, "items")


def test_fifty_sessions_of_weeks_offline_are_all_stored(ana: Patient, as_ana: Client) -> None:
    prescription = a_prescription(ana, "T-01", now=MONDAY)
    days = [f"2026-0{1 + day // 25}-{1 + day % 25:02}T10:00:00+01:00" for day in range(50)]

    answer = post(
        as_ana, "sync/", {"items": [an_item(a_body(prescription, performed_at=day)) for day in days]}
    )

    assert results(answer) == ["stored"] * 50


def test_a_red_flag_in_a_batch_stops_at_once(ana: Patient, as_ana: Client) -> None:
    body = a_body(a_prescription(ana))
    body["exercises"][0]["red_flags"] = ["RF4"]

    answer = post(as_ana, "sync/", {"items": [an_item(body)]})

    assert said(answer)["results"][0]["receipt"]["instruction"]["tier"] == "URGENT"
    assert Stop.objects.get().patient == ana
    assert said(get(as_ana, "today/"))["stop"]["tier"] == "URGENT"
