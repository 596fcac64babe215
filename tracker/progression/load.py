"""Load work (C4): PRT decided session by session, and the two-for-two step inside a level."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from . import policy, rules, steps_of_load
from .bouts import Bout
from .decide import overriding_verdict
from .evidence import Evidence, recent_setbacks, weigh
from .terms import Case, Number, SetEntry, Verdict
from .truth import FALSE, TRUE, UNKNOWN, Truth, all_of

SELF_PROGRESSED = "SELF_PROGRESSED"


class LoadDecision(NamedTuple):
    """`load_kg` is the load to lift next; None when no load is prescribed or the verdict is a stop.

    `target_reps` differs from the prescribed target only under L5.
    """

    verdict: Verdict
    rule: str
    load_kg: Number | None = None
    target_reps: Number | None = None
    flags: tuple[str, ...] = ()


class Lift(NamedTuple):
    """The latest bout as the load rules read it.

    `over`: reps of the first set above (below: minus) the target; 0 where they are unknown.
    """

    evidence: Evidence
    first: SetEntry | None
    over: Number
    is_at_load: Truth


class LoadRule(NamedTuple):
    code: str
    applies: Callable[[Lift], bool]
    verdict: Verdict | None


def decide_load(case: Case) -> LoadDecision:
    """S0-S4 and O1, then L4 (pain during), R1 (next day), then the load rules. Every session by itself."""
    lift = _lift(weigh(case))
    rule = next(rule for rule in LOAD_RULES if rule.applies(lift))
    verdict = rule.verdict or overriding_verdict(lift.evidence)
    return LoadDecision(
        verdict, rule.code, *_prescribed(lift, rule.code, verdict), self_progressed(case, lift.first)
    )


def _lift(evidence: Evidence) -> Lift:
    case, latest = evidence.case, evidence.latest
    first = latest.sessions[0].sets[0] if latest else None
    if first is None or first.value is None:
        return Lift(evidence, first, 0, UNKNOWN)
    return Lift(evidence, first, first.value - target_reps(case), load_truth(first, case.dose.load_kg))


def target_reps(case: Case) -> Number:
    return case.dose.rm_target or case.dose.high


def load_truth(entry: SetEntry, load_kg: Number | None) -> Truth:
    """At or over the prescribed load. Without a prescribed load nothing can be raised from it."""
    if not load_kg or entry.load_kg is None:
        return UNKNOWN
    return TRUE if entry.load_kg >= load_kg else FALSE


def self_progressed(case: Case, entry: SetEntry | None) -> tuple[str, ...]:
    """L9: a self-chosen jump over 10 %; it counts at the prescribed load."""
    prescribed = case.dose.load_kg
    if entry is None or entry.load_kg is None or not prescribed:
        return ()
    return (SELF_PROGRESSED,) if entry.load_kg > prescribed * (1 + policy.LOAD_MAX_CHANGE) else ()


def _of(rule: Callable[[Evidence], bool]) -> Callable[[Lift], bool]:
    return lambda lift: rule(lift.evidence)


def a_third_setback(lift: Lift) -> bool:
    """Of the setbacks of the main table only R1 belongs to load work."""
    high = rules.latest_pain_was_high(lift.evidence)
    return high and recent_setbacks(lift.evidence.case) >= policy.SETBACKS_BEFORE_REVIEW


def pain_during_was_above_five(lift: Lift) -> bool:
    latest = lift.evidence.latest
    if latest is None or latest.pain_during is None:
        return False
    return latest.pain_during > policy.LOAD_PAIN_CUTS_ABOVE


def nothing_was_lifted(lift: Lift) -> bool:
    return lift.evidence.latest is None


def says_nothing(lift: Lift) -> bool:
    """Unknown reps, or a set ended before failure."""
    return lift.first is None or lift.first.value is None or lift.first.to_failure is False


def the_load_was_too_heavy(lift: Lift) -> bool:
    return not says_nothing(lift) and lift.over <= -policy.LOAD_REPS_BELOW_CUTS


def pain_during_fails(lift: Lift) -> bool:
    latest = lift.evidence.latest
    return latest is not None and latest.during is FALSE


def next_day_fails(lift: Lift) -> bool:
    latest = lift.evidence.latest
    return latest is not None and latest.next_day is FALSE


def the_load_was_too_light_to_count(lift: Lift) -> bool:
    return lift.is_at_load is FALSE


def the_target_was_met(lift: Lift) -> bool:
    return not says_nothing(lift) and lift.over <= 0


def a_raise_lacks_evidence(lift: Lift) -> bool:
    """To failure, at the prescribed load, pain known during and next day."""
    latest, first = lift.evidence.latest, lift.first
    if latest is None or first is None or first.to_failure is not True:
        return True
    return all_of((latest.during, latest.next_day, lift.is_at_load)) is UNKNOWN


def the_step_is_too_big(lift: Lift) -> bool:
    dose = lift.evidence.case.dose
    return steps_of_load.step_is_too_big(dose.load_kg or 0, steps_of_load.step_of(dose))


LOAD_RULES: tuple[LoadRule, ...] = (
    LoadRule("S0", _of(rules.a_stop_is_open), Verdict.STOP_AND_REVIEW),
    LoadRule("S1", _of(rules.a_red_flag_was_ticked), Verdict.STOP_AND_REVIEW),
    LoadRule("S2", _of(rules.latest_pain_was_severe), Verdict.STOP_AND_REVIEW),
    LoadRule("S3", _of(rules.pain_was_high_twice), Verdict.STOP_AND_REVIEW),
    LoadRule("S4", a_third_setback, Verdict.STOP_AND_REVIEW),
    LoadRule("O1", _of(rules.the_therapist_decided), None),
    LoadRule("L4", pain_during_was_above_five, Verdict.REGRESS),
    LoadRule("R1", _of(rules.latest_pain_was_high), Verdict.REGRESS),
    LoadRule("R4", _of(rules.the_break_was_long), Verdict.REGRESS),
    LoadRule("I3", _of(rules.the_evidence_expired), Verdict.INSUFFICIENT_EVIDENCE),
    LoadRule("I1", nothing_was_lifted, Verdict.INSUFFICIENT_EVIDENCE),
    LoadRule("L3", the_load_was_too_heavy, Verdict.REGRESS),
    LoadRule("H1", pain_during_fails, Verdict.HOLD),
    LoadRule("H2", next_day_fails, Verdict.HOLD),
    LoadRule("H3", the_load_was_too_light_to_count, Verdict.HOLD),
    LoadRule("L2", the_target_was_met, Verdict.HOLD),
    LoadRule("I2", a_raise_lacks_evidence, Verdict.INSUFFICIENT_EVIDENCE),
    LoadRule("L5", the_step_is_too_big, Verdict.HOLD),
    LoadRule("L1", lambda _: True, Verdict.PROGRESS),
)


def _prescribed(lift: Lift, rule: str, verdict: Verdict) -> tuple[Number | None, Number | None]:
    """Load and target to lift next."""
    dose, target = lift.evidence.case.dose, target_reps(lift.evidence.case)
    load_kg = dose.load_kg
    if verdict is Verdict.STOP_AND_REVIEW:
        return None, None
    if not load_kg:
        return load_kg, target
    if rule == "L5":
        return load_kg, target + min(policy.LOAD_EXTRA_REPS, lift.over)
    return _moved(load_kg, _share(lift, rule, verdict), steps_of_load.step_of(dose)), target


def _moved(load_kg: Number, share: float, step_kg: Number) -> Number:
    """Up, down, or exactly as it was, even between two steps. Where the step is too big nothing rises."""
    if share > 0:
        return steps_of_load.raised(load_kg, share, step_kg) or load_kg
    return steps_of_load.cut(load_kg, -share, step_kg) if share else load_kg


def _share(lift: Lift, rule: str, verdict: Verdict) -> float:
    """How far the load moves: by the first set (L1, L3), by a fixed cut, or not at all."""
    per_rep = lift.over * policy.LOAD_RAISE_PER_REP
    if verdict is Verdict.PROGRESS:
        return min(max(per_rep, policy.LOAD_RAISE_PER_REP), policy.LOAD_MAX_CHANGE)
    if rule == "L3":
        return max(per_rep, -policy.LOAD_MAX_CHANGE)
    if rule == "I3":
        return -policy.BREAK_LOAD_CUT
    return -policy.LOAD_CUT_FOR_PAIN if verdict is Verdict.REGRESS else 0.0


# --- Two-for-two: inside a level, for loaded Kemp, MASH and PFP items -----------------------------


def two_for_two(case: Case) -> LoadDecision:
    """L5-L7. The main table speaks first: ask only while it holds the level, never after a setback."""
    run = weigh(case._replace(bouts_required=policy.TWO_FOR_TWO_BOUTS)).run
    dose, step = case.dose, steps_of_load.step_of(case.dose)
    truth = all_of(_went_beyond(bout, case) for bout in run)
    if truth is FALSE or not dose.load_kg:
        return LoadDecision(Verdict.HOLD, "L6", dose.load_kg)
    if truth is UNKNOWN or len(run) < policy.TWO_FOR_TWO_BOUTS:
        code = "I2" if truth is UNKNOWN else "I1"
        return LoadDecision(Verdict.INSUFFICIENT_EVIDENCE, code, dose.load_kg)
    load_kg = steps_of_load.raised_rounding_down(dose.load_kg, policy.TWO_FOR_TWO_RAISE, step)
    if load_kg is None:
        return LoadDecision(Verdict.HOLD, "L5", dose.load_kg, dose.high + policy.LOAD_EXTRA_REPS)
    return LoadDecision(Verdict.PROGRESS, "L7", load_kg, dose.low)


def _went_beyond(bout: Bout, case: Case) -> Truth:
    """Last set two or more over the top of the range at the prescribed load, pain TRUE."""
    last, dose = bout.sessions[-1].sets[-1], case.dose
    beyond = UNKNOWN if last.value is None else TRUE
    if last.value is not None and last.value < dose.high + policy.TWO_FOR_TWO_REPS:
        beyond = FALSE
    return all_of((beyond, load_truth(last, dose.load_kg), bout.during, bout.next_day))
