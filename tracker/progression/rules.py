"""The main table (C2): the first rule that applies decides. The order of the rows is the safety argument."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import NamedTuple

from . import gates, policy
from .bouts import Bout
from .evidence import SETBACK_LOOKS_AT, Evidence, has_unknown, recent_setbacks
from .terms import Verdict
from .truth import FALSE, TRUE


class Rule(NamedTuple):
    """`verdict` None: the therapist's own."""

    code: str
    applies: Callable[[Evidence], bool]
    verdict: Verdict | None


def a_stop_is_open(evidence: Evidence) -> bool:
    return evidence.case.open_stop


def a_red_flag_was_ticked(evidence: Evidence) -> bool:
    return evidence.is_red_flagged


def latest_pain_was_severe(evidence: Evidence) -> bool:
    return evidence.latest is not None and peaked(evidence.latest, policy.PAIN_SEVERE)


def pain_was_high_twice(evidence: Evidence) -> bool:
    return both_latest(evidence, lambda bout: peaked(bout, policy.PAIN_HIGH))


def this_is_the_third_setback(evidence: Evidence) -> bool:
    if len(evidence.case.regressed_at) < policy.SETBACKS_BEFORE_REVIEW:
        return False
    return a_setback_holds(evidence) and recent_setbacks(evidence.case) >= policy.SETBACKS_BEFORE_REVIEW


def the_therapist_decided(evidence: Evidence) -> bool:
    return evidence.has_override


def latest_pain_was_high(evidence: Evidence) -> bool:
    return evidence.latest is not None and peaked(evidence.latest, policy.PAIN_HIGH)


def pain_was_over_the_limit_twice(evidence: Evidence) -> bool:
    return both_latest(evidence, lambda bout: bout.breaks_the_pain_limit)


def the_dose_was_far_off_twice(evidence: Evidence) -> bool:
    return both_latest(evidence, lambda bout: was_too_hard(bout, evidence))


def the_break_was_long(evidence: Evidence) -> bool:
    return was_silent(evidence, policy.SILENCE_REGRESSES)


def the_evidence_expired(evidence: Evidence) -> bool:
    return was_silent(evidence, policy.SILENCE_EXPIRES)


def pain_during_was_over_the_limit(evidence: Evidence) -> bool:
    return evidence.failing == "H1"


def pain_next_day_was_over_the_limit(evidence: Evidence) -> bool:
    return evidence.failing == "H2"


def the_dose_was_not_reached(evidence: Evidence) -> bool:
    return evidence.failing == "H3"


def control_was_lost_or_effort_too_high(evidence: Evidence) -> bool:
    return evidence.failing == "H4"


def there_are_too_few_bouts(evidence: Evidence) -> bool:
    return len(evidence.run) < evidence.case.bouts_required


def something_is_unknown(evidence: Evidence) -> bool:
    return any(has_unknown(bout) for bout in evidence.run)


def this_is_the_top_level(evidence: Evidence) -> bool:
    return evidence.case.is_top_level


def always(_: Evidence) -> bool:
    return True


RULES: tuple[Rule, ...] = (
    Rule("S0", a_stop_is_open, Verdict.STOP_AND_REVIEW),
    Rule("S1", a_red_flag_was_ticked, Verdict.STOP_AND_REVIEW),
    Rule("S2", latest_pain_was_severe, Verdict.STOP_AND_REVIEW),
    Rule("S3", pain_was_high_twice, Verdict.STOP_AND_REVIEW),
    Rule("S4", this_is_the_third_setback, Verdict.STOP_AND_REVIEW),
    Rule("O1", the_therapist_decided, None),
    Rule("R1", latest_pain_was_high, Verdict.REGRESS),
    Rule("R2", pain_was_over_the_limit_twice, Verdict.REGRESS),
    Rule("R3", the_dose_was_far_off_twice, Verdict.REGRESS),
    Rule("R4", the_break_was_long, Verdict.REGRESS),
    Rule("I3", the_evidence_expired, Verdict.INSUFFICIENT_EVIDENCE),
    Rule("H1", pain_during_was_over_the_limit, Verdict.HOLD),
    Rule("H2", pain_next_day_was_over_the_limit, Verdict.HOLD),
    Rule("H3", the_dose_was_not_reached, Verdict.HOLD),
    Rule("H4", control_was_lost_or_effort_too_high, Verdict.HOLD),
    Rule("I1", there_are_too_few_bouts, Verdict.INSUFFICIENT_EVIDENCE),
    Rule("I2", something_is_unknown, Verdict.INSUFFICIENT_EVIDENCE),
    Rule("H5", this_is_the_top_level, Verdict.HOLD),
    Rule("P1", always, Verdict.PROGRESS),
)


def peaked(bout: Bout, threshold: int) -> bool:
    """A bout without any value is under every threshold."""
    return bout.peak is not None and bout.peak >= threshold


def both_latest(evidence: Evidence, holds: Callable[[Bout], bool]) -> bool:
    latest = evidence.recent[-SETBACK_LOOKS_AT:]
    return len(latest) == SETBACK_LOOKS_AT and all(holds(bout) for bout in latest)


def a_setback_holds(evidence: Evidence) -> bool:
    return (
        latest_pain_was_high(evidence)
        or pain_was_over_the_limit_twice(evidence)
        or the_dose_was_far_off_twice(evidence)
    )


def was_too_hard(bout: Bout, evidence: Evidence) -> bool:
    """Too hard, no harm: far under the dose with pain known to be inside the limits."""
    if bout.dose is not FALSE or bout.during is not TRUE or bout.next_day is not TRUE:
        return False
    dose = evidence.case.dose
    total = gates.best_total(bout.sessions, gates.gate_value(dose, evidence.case.gate))
    return total < policy.POOR_DOSE_SHARE * dose.sets_asked_of_the_person * dose.low


def was_silent(evidence: Evidence, span: timedelta) -> bool:
    """Since the start of the latest bout's last session; before the first bout there is no silence."""
    latest = evidence.latest
    return latest is not None and evidence.case.now - latest.last_started_at >= span
