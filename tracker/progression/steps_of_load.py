"""Kilograms on a machine's own steps (C4): how far a load may move, and where it lands."""

from __future__ import annotations

from math import ceil, floor

from . import policy
from .terms import Dose, Number


def step_of(dose: Dose) -> Number:
    return dose.load_step_kg or policy.LOAD_STEP_KG


def raised(load_kg: Number, share: float, step_kg: Number) -> Number | None:
    """To the nearest step (of two equally near the smaller), at least one, never over 10 %; None is L5."""
    return _up(load_kg, ceil(_steps(load_kg * share, step_kg) - 0.5), step_kg)


def raised_rounding_down(load_kg: Number, share: float, step_kg: Number) -> Number | None:
    """Two-for-two: rounded down to the step, at least one, never over 10 %; None is L5."""
    return _up(load_kg, floor(_steps(load_kg * share, step_kg)), step_kg)


def _up(load_kg: Number, steps: int, step_kg: Number) -> Number | None:
    most = floor(_steps(load_kg * policy.LOAD_MAX_CHANGE, step_kg))
    if most < 1:
        return None
    return to_the_gram(load_kg + min(max(1, steps), most) * step_kg)


def step_is_too_big(load_kg: Number, step_kg: Number) -> bool:
    """L5: the smallest step alone is over 10 %."""
    return _steps(load_kg * policy.LOAD_MAX_CHANGE, step_kg) < 1


def cut(load_kg: Number, share: float, step_kg: Number) -> Number:
    """Rounded down to the step, at least one step left; never more than it was."""
    target = floor(_steps(load_kg * (1 - share), step_kg)) * step_kg
    return to_the_gram(min(load_kg, max(target, step_kg)))


def for_new_target(load_kg: Number, old_rm: int, new_rm: int, step_kg: Number) -> Number:
    """L8: the load for a new RM target by the Epley curve, rounded down, never over +10 %."""
    share = (1 + old_rm / policy.EPLEY_REPS) / (1 + new_rm / policy.EPLEY_REPS) - 1
    if share < 0:
        return cut(load_kg, -share, step_kg)
    rise = floor(_steps(load_kg * min(share, policy.LOAD_MAX_CHANGE), step_kg)) * step_kg
    return to_the_gram(load_kg + rise)


def _steps(kg: float, step_kg: Number) -> float:
    """Freed of rounding noise: 55.5 / 2.5 must not become 22.199999."""
    return round(kg / step_kg, 6)


def to_the_gram(kg: Number) -> Number:
    return round(kg, 3)
