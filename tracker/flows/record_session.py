"""Store a session log once: same id, same row, same answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256
from typing import Any, TypedDict
from uuid import UUID

import orjson
from django.db import transaction

from patients import calendar
from patients.models import Patient
from tracker.flows import doorbell, session_rows, stops
from tracker.flows.refusal import Conflict, Missing, Refusal
from tracker.models import NextDayReport, Prescription, SessionLog, SessionRevision
from tracker.progression import policy
from tracker.queries import receipt

# Before any phone could have logged here: a clock that was never set, not a late session.
EARLIEST = datetime(2020, 1, 1, tzinfo=UTC)


class SetBody(TypedDict):
    reps: int | None
    hold_seconds: int | None
    minutes: int | None
    flights: int | None
    load_kg: Decimal | None
    pain: int | None
    to_failure: bool | None


class ExerciseBody(TypedDict):
    prescription: UUID
    pain_during: int | None
    effort: int | None
    control_ok: bool | None
    red_flags: list[str]
    sets: list[SetBody]


class SessionBody(TypedDict):
    performed_at: datetime
    ended_at: datetime | None
    timezone: str
    revision: int
    note: str
    exercises: list[ExerciseBody]


class Outcome(StrEnum):
    STORED = "stored"
    DUPLICATE = "duplicate"


@dataclass(frozen=True)
class Recorded:
    outcome: Outcome
    receipt: dict[str, Any]


def record_session(patient: Patient, client_id: UUID, body: SessionBody, now: datetime) -> Recorded:
    """Store the session, or recognise it.

    Everything clinical about one patient happens one after the other: the patient's row is the lock,
    so fifty simultaneous sends of one id meet here and forty-nine of them find the row.
    Raises Refusal (its field named), Conflict (other content under the same id and revision) or Missing.
    """
    with transaction.atomic():
        lock(patient.pk)
        _refuse_prescriptions(patient, body)
        _refuse_impossible_times(body, now)
        facts = _facts(body, now)
        if not session_rows.insert(patient.pk, client_id, facts, body["exercises"]):
            known = SessionLog.objects.get(patient=patient, client_id=client_id)
            if body["revision"] <= known.revision:
                return _recognise(known, body, facts["content_sha256"])
            _make_room(known, now)
            session_rows.correct(patient.pk, client_id, facts, body["exercises"])
        stops.open_for_red_flags(patient.pk, body["exercises"], now)
        doorbell.ring_after_commit()
    session = SessionLog(patient=patient, client_id=client_id, **facts)
    return Recorded(Outcome.STORED, receipt.of_told(session, body["exercises"]))


def lock(patient: UUID) -> None:
    """Take this patient's turn until the transaction ends; foreign keys to the row stay possible."""
    Patient.objects.select_for_update(no_key=True).values_list("pk").get(pk=patient)


def digest(body: SessionBody) -> bytes:
    """What tells equal content from other content: the body without its spelling."""
    plain = {**body, "performed_at": body["performed_at"].astimezone(UTC)}
    if ended_at := body["ended_at"]:
        plain["ended_at"] = ended_at.astimezone(UTC)
    return sha256(orjson.dumps(plain, default=float, option=orjson.OPT_SORT_KEYS)).digest()


def _recognise(known: SessionLog, body: SessionBody, sent: bytes) -> Recorded:
    kept = bytes(known.content_sha256)
    if body["revision"] < known.revision:
        earlier = (
            known.revisions.filter(revision=body["revision"])
            .values_list("content__sha256", flat=True)
            .first()
        )
        kept = bytes.fromhex(earlier) if earlier else b""
    if kept != sent:
        raise Conflict(
            "This session is already stored with other content. Send your change as a higher revision.",
            "revision",
        )
    return Recorded(Outcome.DUPLICATE, receipt.stored(known))


def _refuse_impossible_times(body: SessionBody, now: datetime) -> None:
    performed_at, ended_at = body["performed_at"], body["ended_at"]
    if max(performed_at, ended_at or performed_at) > now + policy.FUTURE_TOLERANCE:
        raise Refusal(
            "This session lies in the future, so the clock of the phone is off. Set it and send again.",
            "performed_at",
        )
    if performed_at < EARLIEST:
        raise Refusal("This session is dated before 2020, so the clock of the phone was off.", "performed_at")
    if ended_at and not timedelta(0) <= ended_at - performed_at < policy.BOUT_JOINS_WITHIN:
        raise Refusal("A session ends after it starts, and within 16 hours.", "ended_at")


def _refuse_prescriptions(patient: Patient, body: SessionBody) -> None:
    asked = [exercise["prescription"] for exercise in body["exercises"]]
    own = set(Prescription.objects.filter(patient=patient, pk__in=asked).values_list("pk", flat=True))
    for position, prescription in enumerate(asked):
        if prescription not in own:
            raise Missing("There is no such prescription.", f"exercises[{position}].prescription")
        if asked.index(prescription) != position:
            raise Refusal("This prescription is listed twice.", f"exercises[{position}].prescription")


def _facts(body: SessionBody, now: datetime) -> dict[str, Any]:
    return {
        "revision": body["revision"],
        "performed_at": body["performed_at"],
        "ended_at": body["ended_at"],
        "timezone": body["timezone"],
        "local_day": calendar.local_day(body["performed_at"], body["timezone"]),
        "note": body["note"],
        "content_sha256": digest(body),
        "received_at": now,
    }


def _make_room(known: SessionLog, now: datetime) -> None:
    """Keep the earlier content aside; prescriptions that leave the session are looked at again.

    A question that nobody answered goes with it: the new content asks its own, if there is any to ask.
    """
    content = {**receipt.stored(known), "sha256": bytes(known.content_sha256).hex()}
    SessionRevision.objects.create(
        session=known, revision=known.revision, content=content, received_at=known.received_at
    )
    Prescription.objects.filter(logs__session=known).update(evaluate_due_at=now)
    known.exercises.all().delete()
    NextDayReport.objects.filter(session=known, pain__isnull=True).delete()
