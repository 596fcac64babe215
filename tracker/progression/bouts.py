"""From sessions as they arrived to bouts as the rules see them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from . import gates, pain, policy
from .terms import Case, NextDay, Number, ReportStatus, Session
from .truth import FALSE, Truth

Group = tuple[Session, ...]
when = attrgetter("performed_at", "id")


class Bout(NamedTuple):
    """All sets of one prescription within 16 h, with what the rules ask of it."""

    sessions: Group
    ended_at: datetime
    report: NextDay | None
    status: ReportStatus
    pain_during: Number | None
    peak: Number | None
    during: Truth
    next_day: Truth
    dose: Truth
    control: Truth

    @property
    def started_at(self) -> datetime:
        return self.sessions[0].performed_at

    @property
    def last_started_at(self) -> datetime:
        """Silence and gaps count from here: the start of the bout's last session."""
        return self.sessions[-1].performed_at

    @property
    def breaks_the_pain_limit(self) -> bool:
        return self.during is FALSE or self.next_day is FALSE


def standing(sessions: Sequence[Session]) -> Sequence[Session]:
    """One version of each session: the one received last; without that, the later one given."""
    if len({session.id for session in sessions}) == len(sessions):
        return sessions
    chosen: dict[str, Session] = {}
    for session in sessions:
        earlier = chosen.get(session.id)
        if earlier is None or _replaces(session, earlier):
            chosen[session.id] = session
    return tuple(chosen.values())


def _replaces(session: Session, earlier: Session) -> bool:
    if session.received_at is None or earlier.received_at is None:
        return True
    return session.received_at >= earlier.received_at


def counted(case: Case) -> list[Session]:
    """Those that count, in performed order: not from the future, not of an earlier level, not empty."""
    latest = case.now + policy.FUTURE_TOLERANCE
    started_at = case.level_started_at
    kept = [
        session
        for session in standing(case.sessions)
        if session.sets
        and session.performed_at <= latest
        and (started_at is None or session.performed_at >= started_at)
    ]
    if any(b.performed_at <= a.performed_at for a, b in pairwise(kept)):
        kept.sort(key=when)
    return kept


def grouped(sessions: Sequence[Session]) -> list[Group]:
    """A session joins the bout of the session before it when it starts less than 16 h after that one."""
    groups: list[Group] = []
    previous: datetime | None = None
    for session in sessions:
        at = session.performed_at
        if previous is not None and at - previous < policy.BOUT_JOINS_WITHIN:
            groups[-1] += (session,)
        else:
            groups.append((session,))
        previous = at
    return groups


def report_of(group: Group) -> NextDay | None:
    """That of the bout's last session that has one."""
    return next((session.next_day for session in reversed(group) if session.next_day is not None), None)


def peak_of(group: Group) -> Number | None:
    """The larger of pain during and the reported next-day value, whatever the report's status."""
    during, report = pain.worst_during(group), report_of(group)
    if during is None or report is None:
        return during if report is None else report.pain
    return max(during, report.pain)


def end_of(group: Group) -> datetime:
    return max([session.ended_at or session.performed_at for session in group])


def judged(group: Group, case: Case) -> Bout:
    """One bout with every criterion answered TRUE, FALSE or UNKNOWN."""
    during, report, ended_at = pain.worst_during(group), report_of(group), end_of(group)
    limit = pain.limit_next_day(case)
    status = pain.report_status(report, ended_at, case.now, limit)
    return Bout(
        sessions=group,
        ended_at=ended_at,
        report=report,
        status=status,
        pain_during=during,
        peak=peak_of(group),
        during=pain.during_truth(during, pain.limit_during(case)),
        next_day=pain.next_day_truth(status, limit),
        dose=gates.dose_truth(group, case.dose, gates.gate_value(case.dose, case.gate)),
        control=gates.control_truth(case, group[-1]),
    )


def running(bouts: Sequence[Bout]) -> tuple[Bout, ...]:
    """The bouts after the last gap of 14 days or more, oldest first."""
    start = 0
    for at, (earlier, later) in enumerate(pairwise(bouts), start=1):
        if later.started_at - earlier.last_started_at >= policy.GAP_CUTS_RUN:
            start = at
    return tuple(bouts[start:])
