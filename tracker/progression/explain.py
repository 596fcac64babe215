"""Why a decision fell as it did: which bouts, which criteria, what is missing, what would change it.

Keys and values only; the sentences are in wording.py.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from . import gates, pain, policy
from .bouts import Bout
from .evidence import Evidence, weigh
from .policy import Band
from .terms import Case, Decision, Number, ReportStatus
from .timers import next_look_from
from .truth import UNKNOWN, Truth


class Criterion(NamedTuple):
    """One question to one bout. `value` and `limit` are None where unknown or not a single number."""

    name: str
    truth: Truth
    value: Number | None
    limit: Number | None


class BoutSeen(NamedTuple):
    """A bout as the rules saw it, newest first in an explanation."""

    session_ids: tuple[str, ...]
    started_at: datetime
    ended_at: datetime
    in_run: bool
    report_status: ReportStatus
    peak: Number | None
    band: Band | None
    sets_reached: int
    criteria: tuple[Criterion, ...]


class Missing(NamedTuple):
    """An item to ask for. `until` None: asking is of no more use, only another bout helps."""

    item: str
    session_id: str
    until: datetime | None


class Explanation(NamedTuple):
    """`would_change` are keys: what the person or the therapist can do, or time alone."""

    decision: Decision
    bouts: tuple[BoutSeen, ...]
    qualifying: int
    bouts_required: int
    missing: tuple[Missing, ...]
    would_change: tuple[str, ...]
    next_look_at: datetime | None


def explain(case: Case, decision: Decision) -> Explanation:
    """Works out again, from the same case, what `decide` looked at."""
    return explain_from(weigh(case), decision)


def explain_from(evidence: Evidence, decision: Decision) -> Explanation:
    """For callers that have weighed the case already."""
    return Explanation(
        decision=decision,
        bouts=tuple(_seen(bout, evidence) for bout in reversed(evidence.recent)),
        qualifying=qualifying_in_a_row(evidence),
        bouts_required=evidence.case.bouts_required,
        missing=missing_items(evidence),
        would_change=WOULD_CHANGE.get(decision.rule, ()),
        next_look_at=next_look_from(evidence),
    )


# A rule is left by what its condition lacks; the keys have their sentences in wording.py.
WOULD_CHANGE: dict[str, tuple[str, ...]] = {
    "S0": ("clinician_clears_stop",),
    "S1": ("clinician_clears_stop",),
    "S2": ("clinician_clears_stop",),
    "S3": ("clinician_clears_stop",),
    "S4": ("clinician_clears_stop",),
    "O1": ("override_ends", "high_pain_after_override"),
    "R1": ("clean_bouts_at_easier_level",),
    "R2": ("clean_bouts_at_easier_level",),
    "R3": ("clean_bouts_at_easier_level",),
    "R4": ("clean_bouts_at_easier_level",),
    "I3": ("new_bouts_at_this_level",),
    "H1": ("bouts_with_less_pain",),
    "H2": ("bouts_with_less_pain_next_day",),
    "H3": ("bouts_with_full_dose",),
    "H4": ("bouts_with_control",),
    "I1": ("more_bouts",),
    "I2": ("missing_items", "more_bouts"),
    "H5": ("load_or_review",),
    "P1": (),
}


def qualifies(bout: Bout) -> bool:
    return all(truth is Truth.TRUE for truth in (bout.dose, bout.during, bout.next_day, bout.control))


def qualifying_in_a_row(evidence: Evidence) -> int:
    """Qualifying bouts running, newest backwards: the "1 of 2" of the progress ring."""
    count = 0
    for bout in reversed(evidence.run):
        if not qualifies(bout):
            break
        count += 1
    return count


def missing_items(evidence: Evidence) -> tuple[Missing, ...]:
    """What is UNKNOWN in the last N bouts, newest first."""
    return tuple(item for bout in reversed(evidence.run) for item in _missing_of(bout, evidence.case))


def _missing_of(bout: Bout, case: Case) -> list[Missing]:
    last = bout.sessions[-1].id
    closes = bout.ended_at + policy.REPORT_CLOSES
    found = []
    if bout.during is UNKNOWN:
        found.append(Missing("pain_during", last, None))
    if bout.next_day is UNKNOWN:
        open_until = closes if case.now <= closes and bout.status is not ReportStatus.TOO_LATE else None
        found.append(Missing(_report_item(bout, case), last, open_until))
    if bout.dose is UNKNOWN:
        found.append(Missing("set_values", last, None))
    if bout.control is UNKNOWN:
        found += [Missing(item, last, None) for item in _control_items(bout, case)]
    return found


def _report_item(bout: Bout, case: Case) -> str:
    """A report that came in time but has nothing to be compared with asks for the usual pain instead."""
    return "usual_pain" if bout.status in pain.IN_WINDOW and pain.limit_next_day(case) is None else "next_day"


def _control_items(bout: Bout, case: Case) -> list[str]:
    last = bout.sessions[-1]
    items = ["control_ok"] if case.needs_control and last.control_ok is None else []
    return items + (["effort"] if case.max_effort is not None and last.effort is None else [])


def _seen(bout: Bout, evidence: Evidence) -> BoutSeen:
    case = evidence.case
    bands = pain.bands_during(case.pain_profile, case.pain_limit_during)
    return BoutSeen(
        session_ids=tuple(session.id for session in bout.sessions),
        started_at=bout.started_at,
        ended_at=bout.ended_at,
        in_run=bout in evidence.run,
        report_status=bout.status,
        peak=bout.peak,
        band=None if bout.pain_during is None else pain.band_of(bout.pain_during, bands),
        sets_reached=gates.most_sets_reached(
            bout.sessions, case.dose, gates.gate_value(case.dose, case.gate)
        ),
        criteria=criteria(bout, case),
    )


def criteria(bout: Bout, case: Case) -> tuple[Criterion, ...]:
    """In the order in which they hold a bout back."""
    reached = gates.most_sets_reached(bout.sessions, case.dose, gates.gate_value(case.dose, case.gate))
    asked = (
        Criterion("during", bout.during, bout.pain_during, pain.limit_during(case)),
        Criterion("next_day", bout.next_day, bout.report and bout.report.pain, pain.limit_next_day(case)),
        Criterion("dose", bout.dose, reached, case.dose.sets),
    )
    if not case.needs_control and case.max_effort is None:
        return asked
    return *asked, Criterion("control", bout.control, bout.sessions[-1].effort, case.max_effort)
