"""Which part of the rulebook decides a prescription: the main table, the load rules or the walking week.

A verdict is a function of the evidence that is stored with it, so `redecide` gives it again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tracker.progression import load, walking, withhold
from tracker.progression.bouts import judged
from tracker.progression.cases import case_from_json
from tracker.progression.decide import decide_from
from tracker.progression.evidence import SETBACK_LOOKS_AT, Evidence, weigh
from tracker.progression.load import LoadDecision
from tracker.progression.terms import Case, Decision, DoseKind, Verdict
from tracker.progression.walking import Week

# The load of an exercise may move while its level holds for these reasons (rules.md C4, L7).
LOAD_MAY_MOVE = frozenset({"H5", "W-SIDE"})


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What decides beside the case: reasons to withhold, the walking week, the load rule of the level."""

    withheld: tuple[str, ...] = ()
    week: Week | None = None
    two_for_two: bool = False
    new_rm_target: int | None = None


@dataclass(frozen=True, slots=True)
class Ruling:
    """The decision, the evidence it stands on, and the load rules' word where they spoke."""

    decision: Decision
    evidence: Evidence
    load: LoadDecision | None = None


def rule_on(case: Case, circumstances: Circumstances) -> Ruling | None:
    """None: the walking week is not over, and nothing stops."""
    if case.dose.kind is DoseKind.MINUTES:
        return _walking(case, circumstances.week)
    if case.dose.kind is DoseKind.LOAD_RM:
        return _load(case, circumstances.new_rm_target)
    evidence = weigh(case)
    decision = withhold.withhold(decide_from(evidence), circumstances.withheld)
    if not circumstances.two_for_two or decision.rule not in LOAD_MAY_MOVE:
        return Ruling(decision, evidence)
    moved = load.two_for_two(case)
    if moved.rule == "L7":
        return Ruling(Decision(moved.verdict, moved.rule), evidence, moved)
    return Ruling(decision, evidence, moved)


def _load(case: Case, new_rm_target: int | None) -> Ruling:
    """L8 waits for a verdict that leaves the load alone, so that no cut is overtaken by the calendar."""
    spoken = load.decide_load(case)
    evidence = weigh(case._replace(bouts_required=1))
    if (
        new_rm_target
        and spoken.verdict in {Verdict.HOLD, Verdict.INSUFFICIENT_EVIDENCE}
        and spoken.rule != "I3"
    ):
        return Ruling(Decision(Verdict.HOLD, "L8"), evidence, spoken)
    return Ruling(Decision(spoken.verdict, spoken.rule), evidence, spoken)


def _walking(case: Case, week: Week | None) -> Ruling | None:
    """A stop never waits for Sunday; everything else is decided on the week that is over."""
    evidence = weigh(case)
    stop = decide_from(evidence)
    if stop.verdict is Verdict.STOP_AND_REVIEW or stop.rule == "O1":
        return Ruling(stop, evidence)
    if week is None:
        return None
    of_week = case._replace(sessions=tuple(s for s in case.sessions if s.performed_at < week.ends_at))
    return Ruling(walking.decide_week(of_week, week), _whole_week(of_week, week))


def _whole_week(case: Case, week: Week) -> Evidence:
    """Every walk of the week was looked at, not only the latest bouts: so it is stored, told and compared."""
    evidence = weigh(case)
    walks = tuple(judged((walk,), case) for walk in walking.sessions_in(case, week))
    return evidence._replace(recent=walks, run=walks) if len(walks) >= SETBACK_LOOKS_AT else evidence


def redecide(evidence: Mapping[str, Any]) -> Decision | None:
    """The decision that stored evidence gives now; equal to the stored one while the rulebook is the same."""
    plain = {key: value for key, value in evidence.items() if key != "circumstances"}
    ruling = rule_on(case_from_json(plain), circumstances_from(evidence.get("circumstances", {})))
    return ruling.decision if ruling else None


def circumstances_from(stored: Mapping[str, Any]) -> Circumstances:
    """The inverse of `circumstances_to`."""
    week = stored.get("week")
    return Circumstances(
        withheld=tuple(stored.get("withheld", ())),
        week=week and Week(datetime.fromisoformat(week[0]), datetime.fromisoformat(week[1]), week[2]),
        two_for_two=stored.get("two_for_two", False),
        new_rm_target=stored.get("new_rm_target"),
    )


def circumstances_to(circumstances: Circumstances) -> dict[str, Any]:
    """What is stored beside the case; only what is not at rest."""
    week = circumstances.week
    told = {
        "withheld": list(circumstances.withheld),
        "week": week and [week.starts_at.isoformat(), week.ends_at.isoformat(), week.sessions_prescribed],
        "two_for_two": circumstances.two_for_two,
        "new_rm_target": circumstances.new_rm_target,
    }
    return {key: value for key, value in told.items() if value}


def withheld(*reasons: tuple[str, bool]) -> tuple[str, ...]:
    """The codes whose condition holds."""
    return tuple(code for code, holds in reasons if holds)
