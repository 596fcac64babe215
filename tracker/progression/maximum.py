"""Repetition maximum (C4): the week's target, the estimate, the start load. Never shown as tested."""

from __future__ import annotations

from . import policy
from .terms import Number, SetEntry


def rm_target_in_week(week: int, weeks: tuple[tuple[int, int], ...] = policy.RM_TARGET_BY_WEEK) -> int:
    """`week` counts from 1. After the last stage its target stays."""
    if week < 1:
        raise ValueError("week: counts from 1")
    return next((target for last, target in weeks if week <= last), weeks[-1][1])


def estimated_maximum(load_kg: Number | None, reps: Number | None, to_failure: bool | None) -> float | None:
    """Only from 1-12 reps to failure; None otherwise."""
    if load_kg is None or reps is None or to_failure is not True:
        return None
    if not policy.E1RM_REPS_MIN <= reps <= policy.E1RM_REPS_MAX:
        return None
    return load_kg * (1 + reps / policy.EPLEY_REPS)


def best_estimate(sets: tuple[SetEntry, ...]) -> float | None:
    estimates = (estimated_maximum(entry.load_kg, entry.value, entry.to_failure) for entry in sets)
    return max((kg for kg in estimates if kg is not None), default=None)


def start_load(estimated_kg: Number, rm_target: int) -> float:
    """Where only an estimated maximum is known. Raises KeyError for a target without an anchor."""
    return estimated_kg * policy.RM_SHARE_OF_MAXIMUM[rm_target]


def band_after(colour: str) -> str | None:
    """The next colour of the maker's order; a big step, so gate G-KT and a restart at 8 reps."""
    colours = tuple(policy.BAND_PULL_LB)
    at = colours.index(colour) + 1
    return colours[at] if at < len(colours) else None
