"""What a patient sends: a session, its next-day answer, and many of both at once.

The names are those of flows.record_session; a field left out is unknown, as null is.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, SkipValidation

from tracker.api.fields import Body, ClientId, Id, Instant, Load, Note, RedFlag, ZeroToTen, Zone

MAX_ITEMS = 50


class Set(Body):
    reps: Annotated[int, Field(ge=0, le=1000)] | None = None
    hold_seconds: Annotated[int, Field(ge=0, le=3600)] | None = None
    minutes: Annotated[int, Field(ge=0, le=1440)] | None = None
    flights: Annotated[int, Field(ge=0, le=200)] | None = None
    load_kg: Load | None = None
    pain: ZeroToTen | None = None
    to_failure: bool | None = None


class Exercise(Body):
    prescription: Id
    pain_during: ZeroToTen | None = None
    effort: ZeroToTen | None = None
    control_ok: bool | None = None
    red_flags: Annotated[list[RedFlag], Field(max_length=12)] = []
    sets: Annotated[list[Set], Field(max_length=50)]


class Session(Body):
    """One sitting. A correction is the same id with a higher revision."""

    performed_at: Instant
    ended_at: Instant | None = None
    timezone: Zone
    revision: Annotated[int, Field(ge=1, le=1_000_000)] = 1
    note: Note = ""
    exercises: Annotated[list[Exercise], Field(min_length=1, max_length=30)]


class NextDay(Body):
    """The worst pain in the 24 hours after the session."""

    pain: ZeroToTen
    reported_at: Instant


class SyncItem(Body):
    """`body` is a Session or a NextDay, by `kind`; `id` is the session's."""

    kind: Literal["session", "next_day"]
    id: Any
    body: Any


class SessionItem(Body):
    kind: Literal["session"]
    id: ClientId
    body: Session


class NextDayItem(Body):
    kind: Literal["next_day"]
    id: ClientId
    body: NextDay


class Sync(Body):
    """Anything may stand in `items`: one that is not understood is answered `refused` and blocks no other."""

    # The shapes are for the schema; each item is read when its turn comes (sync.py).
    items: Annotated[
        list[SkipValidation[SessionItem | NextDayItem | Any]], Field(min_length=1, max_length=MAX_ITEMS)
    ]
