"""Kilograms on a machine's own steps (C4): how far a load may move, and where it lands."""

from __future__ import annotations

from math import ceil, floor

from . import policy
from .terms import Dose, Number

ROUNDING = 1e-9  # 60 x 0.925 must not become 54.99…


def step_of(dose: Dose) -> Number:
    return dose.load_step_kg or policy.LOAD_STEP_KG


def step_is_too_big(load_kg: Number, step_kg: Number) -> bool:
    """L5: the smallest step alone is over 10 %."""
    return step_kg > load_kg * policy.LOAD_MAX_CHANGE + ROUNDING


def raised(load_kg: Number, share: float, step_kg: Number) -> Number | None:
    """To the nearest step (of two equally near the smaller), at least one, never over 10 %; None is L5."""
    return _up(load_kg, max(1, ceil(_steps(load_kg * share, step_kg) - 0.5 - ROUNDING)), step_kg)


def raised_rounding_down(load_kg: Number, share: float, step_kg: Number) -> Number | None:
    """Two-for-two: rounded down to the step, at least one, never over 10 %; None is L5."""
    return _up(load_kg, max(1, floor(_steps(load_kg * share, step_kg) + ROUNDING)), step_kg)


def _up(load_kg: Number, steps: int, step_kg: Number) -> Number | None:
    if step_is_too_big(load_kg, step_kg):
        return None
    most = floor(_steps(load_kg * policy.LOAD_MAX_CHANGE, step_kg) + ROUNDING)
    return tidy(load_kg + min(steps, most) * step_kg)


def cut(load_kg: Number, share: float, step_kg: Number) -> Number:
    """Rounded down to the step, at least one step left; never more than it was."""
    target = floor(_steps(load_kg * (1 - share), step_kg) + ROUNDING) * step_kg
    return tidy(min(load_kg, max(target, step_kg)))


def for_new_target(load_kg: Number, old_rm: int, new_rm: int, step_kg: Number) -> Number:
    """L8: the load for a new RM target by the Epley curve, rounded down, never over +10 %."""
    exact = load_kg * (1 + old_rm / policy.EPLEY_REPS) / (1 + new_rm / policy.EPLEY_REPS)
    capped = min(exact, load_kg * (1 + policy.LOAD_MAX_CHANGE))
    if capped >= load_kg:
        return tidy(load_kg + floor(_steps(capped - load_kg, step_kg) + ROUNDING) * step_kg)
    return cut(load_kg, 1 - capped / load_kg, step_kg)


def _steps(kg: float, step_kg: Number) -> float:
    return kg / step_kg


def tidy(kg: Number) -> Number:
    """To the gram, and whole kilograms as whole numbers: what a plate can say."""
    grams = round(kg, 3)
    return int(grams) if grams == int(grams) else grams
