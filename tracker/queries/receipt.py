"""What the server has of a session, said in the same form whenever it is asked.

A function of the stored rows alone: the first answer and every repeat are equal to the byte.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from tracker import wording
from tracker.models import ExerciseLog, NextDayReport, SessionLog, SetLog
from tracker.progression import red_flags

OF_EXERCISE = ("pain_during", "effort", "control_ok", "red_flags")
OF_SET = ("reps", "hold_seconds", "minutes", "flights", "load_kg", "pain", "to_failure")


def stored(session: SessionLog) -> dict[str, Any]:
    """The receipt of a session read back from the database, in three queries."""
    exercises = list(session.exercises.order_by("position"))
    sets = list(SetLog.objects.filter(exercise__session=session).order_by("exercise__position", "position"))
    return of(session, exercises, sets)


def of(session: SessionLog, exercises: Sequence[ExerciseLog], sets: Sequence[SetLog]) -> dict[str, Any]:
    """The receipt of a session whose rows are at hand."""
    return of_told(session, [_told(exercise, sets) for exercise in exercises])


def of_told(session: SessionLog, exercises: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The receipt of a session whose exercises are at hand as they were told."""
    zone = ZoneInfo(session.timezone)
    codes = sorted({code for exercise in exercises for code in exercise["red_flags"]})
    return {
        "id": str(session.client_id),
        "revision": session.revision,
        "performed_at": _local(session.performed_at, zone),
        "ended_at": _local(session.ended_at, zone) if session.ended_at else None,
        "timezone": session.timezone,
        "local_day": session.local_day.isoformat(),
        "note": session.note,
        "exercises": [_exercise(exercise) for exercise in exercises],
        "received_at": session.received_at.isoformat(),
        "content_sha256": bytes(session.content_sha256).hex(),
        "instruction": instruction(codes),
    }


def instruction(codes: Sequence[str]) -> dict[str, Any] | None:
    """What a ticked red flag asks for at once: its tier, and what to do now."""
    if not codes:
        return None
    tier = red_flags.worst_tier(codes) or red_flags.Tier.EMERGENCY
    return {"tier": tier, "text": wording.instruction(tier)}


def of_next_day(report: NextDayReport) -> dict[str, Any]:
    """The 24-hour answer as stored, with its window."""
    return {
        "session": str(report.session.client_id),
        "pain": report.pain,
        "reported_at": report.reported_at.isoformat() if report.reported_at else None,
        "received_at": report.received_at.isoformat() if report.received_at else None,
        "due_at": report.due_at.isoformat(),
        "expires_at": report.expires_at.isoformat(),
    }


def _local(instant: datetime, zone: ZoneInfo) -> str:
    return instant.astimezone(zone).isoformat()


def _told(exercise: ExerciseLog, sets: Sequence[SetLog]) -> dict[str, Any]:
    return {
        "prescription": exercise.prescription_id,
        **{name: getattr(exercise, name) for name in OF_EXERCISE},
        "sets": [
            {name: getattr(entry, name) for name in OF_SET}
            for entry in sets
            if entry.exercise_id == exercise.pk
        ],
    }


def _exercise(told: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "prescription": str(told["prescription"]),
        **{name: told[name] for name in OF_EXERCISE},
        "sets": [
            {
                name: float(entry[name]) if name == "load_kg" and entry[name] is not None else entry[name]
                for name in OF_SET
            }
            for entry in told["sets"]
        ],
    }
