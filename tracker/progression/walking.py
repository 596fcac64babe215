"""Walking (C7): decided once, at the end of the person's own programme week."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from math import ceil
from typing import NamedTuple

from . import policy, rules
from .bouts import Bout, counted, judged
from .decide import overriding_verdict
from .evidence import Evidence, recent_setbacks, weigh
from .terms import Case, Decision, Number, Session, Verdict
from .truth import FALSE, TRUE


class Week(NamedTuple):
    """The local week as instants, end excluded, and the sessions prescribed in it."""

    starts_at: datetime
    ends_at: datetime
    sessions_prescribed: int


class Walks(NamedTuple):
    """Every walk of the week judged by itself, beside the evidence of the whole level."""

    evidence: Evidence
    week: Week
    walks: tuple[Bout, ...]


class WalkRule(NamedTuple):
    code: str
    applies: Callable[[Walks], bool]
    verdict: Verdict | None


def decide_week(case: Case, week: Week) -> Decision:
    """`case.now` at or after the end of the week; the dose counts minutes of one walk."""
    evidence = weigh(case)
    walks = Walks(evidence, week, tuple(judged((walk,), case) for walk in sessions_in(case, week)))
    rule = next(rule for rule in WALK_RULES if rule.applies(walks))
    return Decision(rule.verdict or overriding_verdict(evidence), rule.code)


def sessions_in(case: Case, week: Week) -> list[Session]:
    return [session for session in counted(case) if week.starts_at <= session.performed_at < week.ends_at]


def minutes_of(session: Session) -> Number | None:
    """All sets of one walk together; None as soon as one is unknown."""
    if any(entry.value is None for entry in session.sets):
        return None
    return sum(entry.value or 0 for entry in session.sets)


def walks_needed(week: Week) -> int:
    """80 % of the sessions, rounded up."""
    return ceil(policy.WALK_SESSIONS_SHARE * week.sessions_prescribed)


def _of(rule: Callable[[Evidence], bool]) -> Callable[[Walks], bool]:
    return lambda walks: rule(walks.evidence)


def a_value_was_high(walks: Walks) -> bool:
    return any(rules.peaked(walk, policy.PAIN_HIGH) for walk in walks.walks)


def a_third_setback(walks: Walks) -> bool:
    return a_value_was_high(walks) and recent_setbacks(walks.evidence.case) >= policy.SETBACKS_BEFORE_REVIEW


def pain_during_was_over(walks: Walks) -> bool:
    return any(walk.during is FALSE for walk in walks.walks)


def pain_next_day_was_over(walks: Walks) -> bool:
    return any(walk.next_day is FALSE for walk in walks.walks)


def full_walks(walks: Walks) -> list[Bout]:
    """Walks of at least 90 % of their minutes."""
    least = policy.WALK_MINUTES_SHARE * walks.evidence.case.dose.low
    timed = [(walk, minutes_of(*walk.sessions)) for walk in walks.walks]
    return [walk for walk, minutes in timed if minutes is not None and minutes >= least]


def too_few_walks(walks: Walks) -> bool:
    """A walk of unknown length might have been long enough: that is asked for, not held."""
    unknown = sum(minutes_of(*walk.sessions) is None for walk in walks.walks)
    return len(full_walks(walks)) + unknown < walks_needed(walks.week)


def ratings_are_missing(walks: Walks) -> bool:
    """Enough full walks with a pain rating, and half of all walks with a passed next-day report."""
    rated = sum(walk.during is TRUE for walk in full_walks(walks))
    reported = sum(walk.next_day is TRUE for walk in walks.walks)
    if rated < walks_needed(walks.week):
        return True
    return not walks.walks or reported < policy.WALK_REPORTS_SHARE * len(walks.walks)


WALK_RULES: tuple[WalkRule, ...] = (
    WalkRule("S0", _of(rules.a_stop_is_open), Verdict.STOP_AND_REVIEW),
    WalkRule("S1", _of(rules.a_red_flag_was_ticked), Verdict.STOP_AND_REVIEW),
    WalkRule("S2", _of(rules.latest_pain_was_severe), Verdict.STOP_AND_REVIEW),
    WalkRule("S3", _of(rules.pain_was_high_twice), Verdict.STOP_AND_REVIEW),
    WalkRule("S4", a_third_setback, Verdict.STOP_AND_REVIEW),
    WalkRule("O1", _of(rules.the_therapist_decided), None),
    WalkRule("R1", a_value_was_high, Verdict.REGRESS),
    WalkRule("R4", _of(rules.the_break_was_long), Verdict.REGRESS),
    WalkRule("I3", _of(rules.the_evidence_expired), Verdict.INSUFFICIENT_EVIDENCE),
    WalkRule("H1", pain_during_was_over, Verdict.HOLD),
    WalkRule("H2", pain_next_day_was_over, Verdict.HOLD),
    WalkRule("W2", too_few_walks, Verdict.HOLD),
    WalkRule("I2", ratings_are_missing, Verdict.INSUFFICIENT_EVIDENCE),
    WalkRule("H5", _of(rules.this_is_the_top_level), Verdict.HOLD),
    WalkRule("W1", lambda _: True, Verdict.PROGRESS),
)
