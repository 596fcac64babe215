"""What a verdict does to level, dose and load. Never off the ladder, never more than one level."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from math import floor
from typing import NamedTuple

from . import policy, steps_of_load
from .flare import half_of
from .load import LoadDecision
from .terms import Decision, Dose, DoseKind, Number, Verdict


class Move(StrEnum):
    UP = "up"
    SAME = "same"
    DOWN = "down"
    STOP = "stop"


class Rung(NamedTuple):
    """One level of the ladder as written: its full dose and whether leaving it is a big step."""

    dose: Dose
    is_big_step: bool = False


class Position(NamedTuple):
    """Where a prescription stands. `dose` is what is prescribed now, `ladder` what the levels say.

    `eased_by`: the bout failed by pain inside the amber band; `load` the load rules' word, if they apply.
    """

    level: int
    dose: Dose
    ladder: tuple[Rung, ...]
    is_amber: bool = False
    load: LoadDecision | None = None

    @property
    def written(self) -> Dose:
        return self.ladder[self.level - 1].dose


class Step(NamedTuple):
    """The next prescription. `restarts` : a new prescription, whose evidence counts from now.

    `choices` are offers for the next bout only; the person picks one; an eased bout cannot qualify.
    """

    move: Move
    level: int
    dose: Dose
    reason: str
    restarts: bool = False
    is_big_step: bool = False
    choices: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()


AMBER_CHOICES = ("one_set_fewer", "load_10_percent_less", "smaller_range")
AMBER_CHOICES_UNLOADED = ("one_set_fewer", "smaller_range")


def next_step(decision: Decision | LoadDecision, position: Position) -> Step:
    """Raises ValueError when the position is not on its ladder."""
    if not 1 <= position.level <= len(position.ladder):
        raise ValueError(f"level: {position.level} is not on a ladder of {len(position.ladder)}")
    step = STEP_OF[decision.verdict](decision, position)
    return step._replace(flags=position.load.flags) if position.load else step


def _up(_: Decision | LoadDecision, position: Position) -> Step:
    """An eased dose first returns to the written one; then one level, at the low end of its range."""
    if position.load is not None and position.load.rule in ("L1", "L7", "O1"):
        return _with_load(position, "load_raised", restarts=True)
    if is_eased(position):
        return Step(Move.SAME, position.level, restored(position), "full_dose_again", restarts=True)
    if position.level == len(position.ladder):
        return Step(Move.SAME, position.level, position.dose, "maintain")
    rung, above = position.ladder[position.level - 1], position.ladder[position.level]
    return Step(Move.UP, position.level + 1, above.dose, "next_level", True, rung.is_big_step)


def _down(decision: Decision | LoadDecision, position: Position) -> Step:
    """One level down; at level 1 or under load rules less load, else half the sets."""
    if position.load is not None and position.dose.kind is DoseKind.LOAD_RM:
        return _with_load(position, "load_cut", restarts=True)
    if position.dose.kind is DoseKind.MINUTES:
        return _fewer_minutes(position)
    if position.level > 1:
        below = position.ladder[position.level - 2].dose
        return Step(Move.DOWN, position.level - 1, below, "level_down", restarts=True)
    return _easier_at_the_bottom(decision, position)


def _easier_at_the_bottom(decision: Decision | LoadDecision, position: Position) -> Step:
    """High pain takes the larger cut. Load first; without load half the sets."""
    dose = position.dose
    share = policy.REGRESS_LOAD_CUT_MAX if decision.rule == "R1" else policy.REGRESS_LOAD_CUT_MIN
    if dose.load_kg:
        lighter = steps_of_load.cut(dose.load_kg, share, steps_of_load.step_of(dose))
        if lighter < dose.load_kg:
            return Step(Move.SAME, 1, dose._replace(load_kg=lighter), "load_cut", restarts=True)
    half = half_of(dose.sets, policy.REGRESS_SETS_SHARE)
    return Step(Move.SAME, 1, dose._replace(sets=half), "sets_halved", restarts=True)


def _fewer_minutes(position: Position) -> Step:
    """One rung down with at least a quarter fewer minutes than now; at the bottom the minutes only."""
    level = max(1, position.level - 1)
    below = position.ladder[level - 1].dose
    minutes = max(1, floor(position.dose.low * (1 - policy.WALK_CUT_MIN)))
    dose = below._replace(low=min(below.low, minutes), high=min(below.high, minutes))
    return Step(Move.DOWN if level < position.level else Move.SAME, level, dose, "minutes_cut", restarts=True)


def _same(decision: Decision | LoadDecision, position: Position) -> Step:
    """Hold: eased by the person after an amber bout; load may still move inside the level (L7)."""
    if decision.rule in ("H1", "H2") and position.is_amber:
        choices = AMBER_CHOICES if position.dose.load_kg else AMBER_CHOICES_UNLOADED
        return Step(Move.SAME, position.level, position.dose, "ease_next_time", choices=choices)
    load = position.load
    if load is not None and load.rule in ("L1", "L7") and not isinstance(decision, LoadDecision):
        return _with_load(position, "load_raised", restarts=True)
    if load is not None and load.rule == "L5":
        return Step(Move.SAME, position.level, position.dose, "reps_added")
    return Step(Move.SAME, position.level, position.dose, "maintain" if decision.rule == "H5" else "keep")


def _insufficient(decision: Decision | LoadDecision, position: Position) -> Step:
    """After a break of 14-27 days the level is repeated with 10 % less load; else nothing changes."""
    if decision.rule != "I3" or not position.dose.load_kg:
        return Step(Move.SAME, position.level, position.dose, "repeat_level" if decision.rule == "I3" else "keep")
    dose = position.dose
    lighter = steps_of_load.cut(position.dose.load_kg, policy.BREAK_LOAD_CUT, steps_of_load.step_of(dose))
    return Step(Move.SAME, position.level, dose._replace(load_kg=lighter), "repeat_lighter", restarts=True)


def _stop(_: Decision | LoadDecision, position: Position) -> Step:
    return Step(Move.STOP, position.level, position.dose, "stopped")


STEP_OF: dict[Verdict, Callable[[Decision | LoadDecision, Position], Step]] = {
    Verdict.PROGRESS: _up,
    Verdict.HOLD: _same,
    Verdict.REGRESS: _down,
    Verdict.INSUFFICIENT_EVIDENCE: _insufficient,
    Verdict.STOP_AND_REVIEW: _stop,
}


def _with_load(position: Position, reason: str, *, restarts: bool) -> Step:
    load_kg = position.load.load_kg if position.load else position.dose.load_kg
    return Step(Move.SAME, position.level, position.dose._replace(load_kg=load_kg), reason, restarts=restarts)


def is_eased(position: Position) -> bool:
    """Fewer sets or minutes than the level says, after a setback."""
    return position.dose.sets < position.written.sets or position.dose.low < position.written.low


def restored(position: Position) -> Dose:
    """The written dose at the load of now."""
    return position.written._replace(load_kg=position.dose.load_kg, load_step_kg=position.dose.load_step_kg)


def next_hold_seconds(target: Number, top: Number, worst_pain: Number | None, limit: Number) -> Number:
    """C5: 2-5 s more per set while pain is inside limits, up to 30 s or the level's own top.

    The full 5 s when pain was at most half the limit, else 2 s. Unknown pain or pain over the limit: no more.
    """
    if worst_pain is None or worst_pain > limit:
        return target
    most = min(top, policy.HOLD_TOP_SECONDS)
    gentle = worst_pain <= limit / 2
    step = policy.HOLD_STEP_MAX_SECONDS if gentle else policy.HOLD_STEP_MIN_SECONDS
    return max(target, min(most, target + step))


def first_hold_seconds(held: Number, low: Number) -> Number:
    """Start at a time held with good form, at most the level's low end, not under 10 s."""
    return max(policy.HOLD_START_SECONDS, min(held, low))
