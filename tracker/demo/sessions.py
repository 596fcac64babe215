"""What somebody does and rates in one sitting, as their phone would send it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import cast

from exercises.terms import DoseKind
from tracker.demo.body import Body
from tracker.flows.record_session import ExerciseBody, SessionBody, SetBody
from tracker.models import Prescription

COUNTED_BY = {
    DoseKind.HOLD: "hold_seconds",
    DoseKind.MINUTES: "minutes",
    DoseKind.FLIGHTS: "flights",
}
MINUTES_AN_EXERCISE = 5
ADDS_A_SET = 0.85  # how often somebody does the set more that the gate asks for


@dataclass(frozen=True)
class Sitting:
    """A session and what the person will feel the day after."""

    body: SessionBody
    pain_next_day: int
    ended_at: datetime


def sitting(
    body: Body, prescriptions: Sequence[Prescription], at: datetime, zone: str, *, good: bool = False
) -> Sitting:
    """Do every exercise; `good`: a day on which all goes well."""
    mood = -3.0 if good else body.mood()
    exercises = [_exercise(body, prescription, at, mood, good=good) for prescription in prescriptions]
    ended_at = at + _length(prescriptions, exercises)
    worst = 1 if good else body.pain_next_day(list(prescriptions), at)
    for prescription in prescriptions:
        body.train(prescription, at, prescription.plan.sessions_per_week)
    told: SessionBody = {
        "performed_at": at,
        "ended_at": None if body.rng.random() < 0.1 else ended_at,  # noqa: PLR2004  some phones never say
        "timezone": zone,
        "revision": 1,
        "note": "",
        "exercises": exercises,
    }
    return Sitting(told, worst, ended_at)


def _exercise(
    body: Body, prescription: Prescription, at: datetime, mood: float, *, good: bool
) -> ExerciseBody:
    return {
        "prescription": prescription.pk,
        "pain_during": _unless_forgotten(body, body.pain_during(prescription, at, mood), never=good),
        "effort": _effort(body, prescription, good=good),
        "control_ok": (good or body.is_in_control(prescription)) if prescription.needs_control else None,
        "red_flags": [],
        "sets": [
            _set(body, prescription, position, good=good)
            for position in range(_sets(body, prescription, good=good))
        ],
    }


def _unless_forgotten(body: Body, rating: int, *, never: bool) -> int | None:
    return None if not never and body.rng.random() < body.behaviour.forgets else rating


def _effort(body: Body, prescription: Prescription, *, good: bool) -> int | None:
    if prescription.max_effort is None:
        return None
    return 2 if good else body.effort(prescription)


def _sets(body: Body, prescription: Prescription, *, good: bool) -> int:
    """Mostly what the gate asks for; sometimes one less at the end of a long day."""
    if prescription.kind == DoseKind.MINUTES:
        return 1
    wanted = prescription.sets
    if good or body.rng.random() < ADDS_A_SET:
        wanted = max(wanted, prescription.gate_sets)
    leaves_out = not good and body.rng.random() < body.behaviour.shortens
    return max(1, wanted - leaves_out)


def _set(body: Body, prescription: Prescription, position: int, *, good: bool) -> SetBody:
    kind = DoseKind(prescription.kind)
    counted = COUNTED_BY.get(kind, "reps")
    facts: dict[str, int | bool | Decimal | None] = dict.fromkeys(SetBody.__annotations__)
    facts[counted] = prescription.high if good else _count(body, prescription, kind, position)
    facts["load_kg"] = prescription.load_kg
    facts["to_failure"] = True if kind == DoseKind.LOAD_RM else None
    return cast(SetBody, facts)


def _count(body: Body, prescription: Prescription, kind: DoseKind, position: int) -> int:
    if kind == DoseKind.MINUTES:
        return body.minutes(prescription)
    if kind == DoseKind.HOLD:
        return body.seconds(prescription, position)
    if kind == DoseKind.FLIGHTS:
        return prescription.low
    return body.reps(prescription, position)


def _length(prescriptions: Sequence[Prescription], exercises: Sequence[ExerciseBody]) -> timedelta:
    walked = sum(entry["minutes"] or 0 for exercise in exercises for entry in exercise["sets"])
    lifted = sum(prescription.kind != DoseKind.MINUTES for prescription in prescriptions)
    return timedelta(minutes=walked + lifted * MINUTES_AN_EXERCISE)
