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
    """One level of the ladder as written. `is_big_step`: leaving it upwards is one (gates G-KT, G-HT)."""

    dose: Dose
    is_big_step: bool = False


class Position(NamedTuple):
    """Where a prescription stands. `dose` is what is prescribed now, `ladder` what the levels say.

    `is_amber`: the failing bout stayed under high pain, so the next one may be eased instead.
    `two_for_two`: what load.two_for_two says, for items under load rule L7.
    """

    level: int
    dose: Dose
    ladder: tuple[Rung, ...]
    is_amber: bool = False
    two_for_two: LoadDecision | None = None

    @property
    def written(self) -> Dose:
        return self.ladder[self.level - 1].dose


class Step(NamedTuple):
    """The next prescription. `restarts`: evidence counts from now.

    `target`: reps, seconds or minutes to aim at; None leaves it as it was. `choices` are offers for the next
    bout only; the person picks one, and an eased bout cannot qualify.
    """

    move: Move
    level: int
    dose: Dose
    reason: str
    restarts: bool = False
    target: Number | None = None
    is_big_step: bool = False
    choices: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()


AMBER_CHOICES = ("one_set_fewer", "load_10_percent_less", "smaller_range")
AMBER_CHOICES_UNLOADED = ("one_set_fewer", "smaller_range")
LOAD_MAY_RISE = frozenset({"H5", "W-SIDE"})  # the level cannot rise, the person can
LOAD_REASON_OF_RULE = {"I3": "repeat_lighter", "L5": "reps_added"}
CUT_AFTER = {"R1": policy.REGRESS_LOAD_CUT_MAX}  # high pain takes the larger cut
HOLD_REASONS = {"H5": "maintain"}
BREAKS = frozenset({"I3"})
LOAD_REASONS = {
    Verdict.PROGRESS: "load_raised",
    Verdict.REGRESS: "load_cut",
    Verdict.HOLD: "keep",
    Verdict.INSUFFICIENT_EVIDENCE: "keep",
}


def next_step(decision: Decision | LoadDecision, position: Position) -> Step:
    """Raises ValueError when the position is not on its ladder."""
    if not 1 <= position.level <= len(position.ladder):
        raise ValueError(f"level: {position.level} is not on a ladder of {len(position.ladder)}")
    if decision.verdict is Verdict.STOP_AND_REVIEW:
        return Step(Move.STOP, position.level, position.dose, "stopped")
    if isinstance(decision, LoadDecision):
        return _by_load(decision, position)
    return STEP_OF[decision.verdict](decision, position)


def _by_load(decision: LoadDecision, position: Position) -> Step:
    """Load work has no level ladder: only the load moves. Where it cannot fall further, the range does."""
    dose = position.dose._replace(load_kg=decision.load_kg)
    reason = LOAD_REASON_OF_RULE.get(decision.rule, LOAD_REASONS[decision.verdict])
    stuck = decision.verdict is Verdict.REGRESS and dose.load_kg == position.dose.load_kg
    return Step(
        Move.SAME,
        position.level,
        dose,
        reason,
        restarts=decision.verdict in (Verdict.PROGRESS, Verdict.REGRESS),
        target=decision.target_reps,
        choices=("smaller_range",) if stuck or decision.rule == "L4" else (),
        flags=decision.flags,
    )


def _up(_: Decision, position: Position) -> Step:
    """An eased dose first returns to the written one; then one level, at the low end of its range."""
    if is_eased(position):
        dose = restored(position)
        return Step(Move.SAME, position.level, dose, "full_dose_again", restarts=True, target=dose.low)
    if position.level == len(position.ladder):
        return Step(Move.SAME, position.level, position.dose, "maintain")
    rung, above = position.ladder[position.level - 1], position.ladder[position.level].dose
    return Step(Move.UP, position.level + 1, above, "next_level", True, above.low, rung.is_big_step)


def _down(decision: Decision, position: Position) -> Step:
    """One level down; at level 1, or where load rules raised the load, an easier dose of the same level."""
    if position.dose.kind is DoseKind.MINUTES:
        return _fewer_minutes(position)
    if position.level == 1 or was_raised_by_load_rules(position):
        return _easier_here(decision, position)
    below = position.ladder[position.level - 2].dose
    return Step(Move.DOWN, position.level - 1, below, "level_down", restarts=True, target=below.low)


def _easier_here(decision: Decision, position: Position) -> Step:
    """Load first, the larger cut after high pain; without load half the sets."""
    dose = position.dose
    share = CUT_AFTER.get(decision.rule, policy.REGRESS_LOAD_CUT_MIN)
    if dose.load_kg and dose.load_kg > steps_of_load.step_of(dose):
        eased = dose._replace(load_kg=steps_of_load.cut(dose.load_kg, share, steps_of_load.step_of(dose)))
        return Step(Move.SAME, position.level, eased, "load_cut", restarts=True, target=dose.low)
    eased = dose._replace(sets=half_of(dose.sets, policy.REGRESS_SETS_SHARE))
    return Step(Move.SAME, position.level, eased, "sets_halved", restarts=True, target=dose.low)


def _fewer_minutes(position: Position) -> Step:
    """One rung down with at least a quarter fewer minutes than now; at the bottom the minutes only."""
    level = max(1, position.level - 1)
    below = position.ladder[level - 1].dose
    minutes = min(below.low, max(1, floor(position.dose.low * (1 - policy.WALK_CUT))))
    dose = below._replace(low=minutes, high=minutes)
    move = Move.DOWN if level < position.level else Move.SAME
    return Step(move, level, dose, "minutes_cut", restarts=True, target=minutes)


def _same(decision: Decision, position: Position) -> Step:
    """Hold: eased by the person after an amber bout; load may still rise inside the level (L7)."""
    load = position.two_for_two
    if decision.rule in ("H1", "H2") and position.is_amber:
        choices = AMBER_CHOICES if position.dose.load_kg else AMBER_CHOICES_UNLOADED
        return Step(Move.SAME, position.level, position.dose, "ease_next_time", choices=choices)
    if load is not None and decision.rule in LOAD_MAY_RISE and load.rule in ("L5", "L7"):
        return _by_load(load, position)
    return Step(Move.SAME, position.level, position.dose, HOLD_REASONS.get(decision.rule, "keep"))


def _insufficient(decision: Decision, position: Position) -> Step:
    """After a break of 14-27 days the level is repeated, with 10 % less load; else nothing changes.

    The evidence does not restart: silence goes on counting towards day 28.
    """
    dose = position.dose
    if decision.rule not in BREAKS:
        return Step(Move.SAME, position.level, dose, "keep")
    if not dose.load_kg:
        return Step(Move.SAME, position.level, dose, "repeat_level")
    lighter = steps_of_load.cut(dose.load_kg, policy.BREAK_LOAD_CUT, steps_of_load.step_of(dose))
    return Step(Move.SAME, position.level, dose._replace(load_kg=lighter), "repeat_lighter")


STEP_OF: dict[Verdict, Callable[[Decision, Position], Step]] = {
    Verdict.PROGRESS: _up,
    Verdict.HOLD: _same,
    Verdict.REGRESS: _down,
    Verdict.INSUFFICIENT_EVIDENCE: _insufficient,
}


def eased_once(dose: Dose, choice: str) -> Dose:
    """Amber: the next bout only, as the person picked it. A smaller range leaves the numbers as they are."""
    return EASED.get(choice, _unchanged)(dose)


def _unchanged(dose: Dose) -> Dose:
    return dose


def _one_set_fewer(dose: Dose) -> Dose:
    return dose._replace(sets=max(1, dose.sets - policy.AMBER_SETS_FEWER))


def _a_tenth_lighter(dose: Dose) -> Dose:
    if not dose.load_kg:
        return dose
    step_kg = steps_of_load.step_of(dose)
    return dose._replace(load_kg=steps_of_load.cut(dose.load_kg, policy.AMBER_LOAD_CUT, step_kg))


EASED: dict[str, Callable[[Dose], Dose]] = {
    "one_set_fewer": _one_set_fewer,
    "load_10_percent_less": _a_tenth_lighter,
}


def is_eased(position: Position) -> bool:
    """Fewer sets or minutes than the level says, after a setback."""
    return position.dose.sets < position.written.sets or position.dose.low < position.written.low


def restored(position: Position) -> Dose:
    """The written dose at the load of now."""
    return position.written._replace(load_kg=position.dose.load_kg, load_step_kg=position.dose.load_step_kg)


def was_raised_by_load_rules(position: Position) -> bool:
    """Load-based for a setback: over the load at which the level starts, where one is written."""
    start, now = position.written.load_kg, position.dose.load_kg
    return bool(start and now and now > start)


def next_hold_seconds(target: Number, top: Number, worst_pain: Number | None, limit: Number) -> Number:
    """C5: 2-5 s more per set while pain is inside limits, up to 30 s or the level's own top.

    The full 5 s when pain was at most half the limit, else 2 s. Unknown pain or pain over the limit: no more.
    """
    if worst_pain is None or worst_pain > limit:
        return target
    gentle = worst_pain <= limit / 2
    step = policy.HOLD_STEP_MAX_SECONDS if gentle else policy.HOLD_STEP_MIN_SECONDS
    return max(target, min(top, policy.HOLD_TOP_SECONDS, target + step))


def first_hold_seconds(held: Number, low: Number) -> Number:
    """Start at a time held with good form, at most the level's low end, not under 10 s."""
    return max(policy.HOLD_START_SECONDS, min(held, low))
