"""How much of the prescribed work was done (E1), and the progress index (E2).

A share is a number from 0 to 1, or None where nothing can be said: a dash, never 0 %.
No message built on it promises pain relief.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from math import log
from typing import NamedTuple

from . import policy
from .terms import Dose, Number, SetEntry


class WeekOfSessions(NamedTuple):
    """One local week, Monday to Sunday."""

    prescribed: int
    done: int
    is_paused: bool = False


class SetsOfExercise(NamedTuple):
    prescribed: int
    done: int


class AdherenceBand(StrEnum):
    GOOD = "good"
    FAIR = "fair"
    LOW = "low"


def session_adherence(weeks: Iterable[WeekOfSessions]) -> float | None:
    """Surplus is not banked; paused weeks leave both sums."""
    counted = [week for week in weeks if not week.is_paused]
    prescribed = sum(week.prescribed for week in counted)
    if not prescribed:
        return None
    return sum(min(week.done, week.prescribed) for week in counted) / prescribed


def is_done(exercises_prescribed: int, exercises_with_a_set: int) -> bool:
    """At least one set of at least half of the day's exercises."""
    return exercises_with_a_set >= exercises_prescribed * policy.DONE_EXERCISES_SHARE > 0


def is_full(exercises_prescribed: int, exercises_with_a_set: int) -> bool:
    return exercises_with_a_set >= exercises_prescribed > 0


def dose_adherence(exercises: Iterable[SetsOfExercise]) -> float | None:
    """Sets done of sets prescribed, each exercise capped at its own prescription."""
    asked = list(exercises)
    prescribed = sum(exercise.prescribed for exercise in asked)
    if not prescribed:
        return None
    return sum(min(exercise.done, exercise.prescribed) for exercise in asked) / prescribed


def report_adherence(reports_in_window: int, sessions: int) -> float | None:
    """Next-day reports that came inside the window, of all sessions."""
    return reports_in_window / sessions if sessions else None


def band_of(share: float | None) -> AdherenceBand | None:
    if share is None:
        return None
    if share >= policy.ADHERENCE_GOOD:
        return AdherenceBand.GOOD
    return AdherenceBand.FAIR if share >= policy.ADHERENCE_FAIR else AdherenceBand.LOW


def progress_index(level: int, sets: Sequence[SetEntry], dose: Dose) -> float:
    """Level plus the share of the full dose at the top of its range, one value per bout.

    A blank set adds nothing: the index is a trend and no criterion.
    """
    done = sum(min(entry.value, dose.high) for entry in sets if entry.value is not None)
    return level + min(1.0, done / (dose.sets * dose.high)) * policy.INDEX_SPAN


def load_index(estimated_kg: Number, estimated_kg_at_start: Number) -> float:
    """For pure load items: 10 x ln(e1RM / e1RM at start). Both above zero."""
    return policy.INDEX_LOAD_FACTOR * log(estimated_kg / estimated_kg_at_start)


def weekly_index(indexes: Sequence[float]) -> float | None:
    """The best of the week."""
    return max(indexes, default=None)
