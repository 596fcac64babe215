"""Write the rows of one session in one statement.

Twenty-odd rows as model instances cost more processor time than everything else that a request does;
PostgreSQL takes them apart from one JSON text instead. Every constraint holds all the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import orjson
from django.db import connection

from tracker.progression import policy

Facts = Mapping[str, Any]

NEW_SESSION = """
WITH session AS (
  INSERT INTO tracker_sessionlog
    (patient_id, client_id, revision, performed_at, ended_at, timezone, local_day, note, content_sha256,
     received_at, first_received_at)
  VALUES
    (%(patient)s, %(client_id)s, %(revision)s, %(performed_at)s, %(ended_at)s, %(timezone)s, %(local_day)s,
     %(note)s, %(content_sha256)s, %(received_at)s, %(received_at)s)
  ON CONFLICT (patient_id, client_id) DO NOTHING
  RETURNING id)
"""
KNOWN_SESSION = """
WITH session AS (
  UPDATE tracker_sessionlog
  SET revision = %(revision)s, performed_at = %(performed_at)s, ended_at = %(ended_at)s,
      timezone = %(timezone)s, local_day = %(local_day)s, note = %(note)s,
      content_sha256 = %(content_sha256)s, received_at = %(received_at)s
  WHERE patient_id = %(patient)s AND client_id = %(client_id)s
  RETURNING id)
"""
# Without a set there is nothing whose day after could be asked about. A correction may move the window
# of the question; an answer given stays.
CONTENT = """
, question AS (
  INSERT INTO tracker_nextdayreport (session_id, patient_id, opens_at, due_at, expires_at, earlier)
  SELECT id, %(patient)s, %(opens_at)s, %(due_at)s, %(expires_at)s, '[]' FROM session
  WHERE jsonb_array_length(%(sets)s) > 0
  ON CONFLICT (session_id) DO UPDATE
  SET opens_at = excluded.opens_at, due_at = excluded.due_at, expires_at = excluded.expires_at)
, exercise AS (
  INSERT INTO tracker_exerciselog
    (session_id, prescription_id, position, pain_during, effort, control_ok, red_flags)
  SELECT session.id, told.* FROM session, jsonb_to_recordset(%(exercises)s) AS told
    (prescription uuid, position int, pain_during int, effort int, control_ok bool, red_flags varchar[])
  RETURNING id, position, prescription_id)
, done AS (
  INSERT INTO tracker_setlog
    (exercise_id, position, target_low, target_load_kg,
     reps, hold_seconds, minutes, flights, load_kg, pain, to_failure)
  SELECT exercise.id, told.position, target.low, target.load_kg,
         reps, hold_seconds, minutes, flights, told.load_kg, pain, to_failure
  FROM exercise JOIN tracker_prescription target ON target.id = exercise.prescription_id
  JOIN jsonb_to_recordset(%(sets)s) AS told
    (exercise int, position int, reps int, hold_seconds int, minutes int, flights int, load_kg numeric,
     pain int, to_failure bool) ON told.exercise = exercise.position)
, due AS (
  UPDATE tracker_prescription SET evaluate_due_at = %(received_at)s
  FROM session WHERE tracker_prescription.id = ANY(%(prescriptions)s))
SELECT id FROM session
"""


def insert(patient: UUID, client_id: UUID, facts: Facts, exercises: Sequence[Any]) -> bool:
    """Store a new session and make its prescriptions due; False when the id is taken, and nothing is done."""
    return _run(NEW_SESSION, patient, client_id, facts, exercises)


def correct(patient: UUID, client_id: UUID, facts: Facts, exercises: Sequence[Any]) -> bool:
    """Give a known session, whose exercises are gone, its new content."""
    return _run(KNOWN_SESSION, patient, client_id, facts, exercises)


def _run(head: str, patient: UUID, client_id: UUID, facts: Facts, exercises: Sequence[Any]) -> bool:
    given = {"patient": patient, "client_id": client_id, **facts, **_window(facts), **_content(exercises)}
    with connection.cursor() as cursor:
        cursor.execute(head + CONTENT, given)
        return cursor.fetchone() is not None


def _window(facts: Facts) -> dict[str, datetime]:
    """When the 24-hour question opens, is due and closes."""
    ended_at = facts["ended_at"] or facts["performed_at"]
    return {
        "opens_at": ended_at + policy.REPORT_OPENS,
        "due_at": ended_at + policy.REPORT_DUE,
        "expires_at": ended_at + policy.REPORT_CLOSES,
    }


def _content(exercises: Sequence[Any]) -> dict[str, Any]:
    told = [
        {name: value for name, value in exercise.items() if name != "sets"} | {"position": position}
        for position, exercise in enumerate(exercises)
    ]
    sets = [
        {"exercise": above, "position": position, **entry}
        for above, exercise in enumerate(exercises)
        for position, entry in enumerate(exercise["sets"])
    ]
    return {
        "exercises": _json(told),
        "sets": _json(sets),
        "prescriptions": [exercise["prescription"] for exercise in exercises],
    }


def _json(rows: list[dict[str, Any]]) -> str:
    """Decimals as text, so that no digit is lost on the way."""
    return orjson.dumps(rows, default=_exactly).decode()


def _exactly(value: Any) -> str:
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(type(value).__name__)
