"""Many sessions and answers in one request, after a phone was offline."""

from __future__ import annotations

from typing import Any

from django.db import DataError, IntegrityError
from rest_framework.request import Request
from rest_framework.response import Response

from patients import calendar
from patients.models import Patient
from tracker.api.describe import call
from tracker.api.endpoint import Endpoint, asking_patient, body
from tracker.api.patient_answers import SyncResults
from tracker.api.problems import Invalid, as_json, tell
from tracker.api.reading import read
from tracker.api.session_bodies import NextDay, Session, Sync, SyncItem
from tracker.api.sessions import flow_body, named
from tracker.flows.record_next_day import Answered, record_next_day
from tracker.flows.record_session import Recorded, record_session
from tracker.flows.refusal import Conflict, Refusal

Result = dict[str, Any]
KINDS = ("session", "next_day")
LONGEST_ID = 36


class SyncView(Endpoint):
    @call("sync", "Store many at once", {200: SyncResults}, takes=Sync)
    def post(self, request: Request) -> Response:
        """Items are taken in order, each in its own transaction: one that fails blocks no other.

        Keep an item until its own result is `stored` or `duplicate`; whatever is repeated does no harm.
        """
        patient = asking_patient(request)
        items = body(request, Sync).items
        return Response({"results": [_result(patient, item) for item in items]})


def _result(patient: Patient, item: object) -> Result:
    try:
        taken = _store(patient, read(SyncItem, item))
    except (Invalid, Refusal, DataError, IntegrityError) as error:
        told = tell(error)
        result = "conflict" if isinstance(error, Conflict | IntegrityError) else "refused"
        return _named(item) | {"result": result, "problem": told and as_json(told), "receipt": None}
    return _named(item) | {"result": taken.outcome.value, "problem": None, "receipt": taken.receipt}


def _store(patient: Patient, item: SyncItem) -> Recorded | Answered:
    client_id, now = named(item.id), calendar.now()
    if item.kind == "next_day":
        answer = read(NextDay, item.body)
        return record_next_day(patient, client_id, answer.pain, answer.reported_at, now)
    return record_session(patient, client_id, flow_body(read(Session, item.body)), now)


def _named(item: object) -> Result:
    """Which item this is about, as far as it said so readably."""
    told = item if isinstance(item, dict) else {}
    client_id, kind = told.get("id"), told.get("kind")
    return {
        "id": client_id if isinstance(client_id, str) and len(client_id) <= LONGEST_ID else None,
        "kind": kind if kind in KINDS else None,
    }
