"""When to look again although nothing new arrives: only time changes the verdict or the asked-for item."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from . import policy
from .evidence import Evidence, weigh
from .terms import Case, ReportStatus

JUST_AFTER = timedelta(microseconds=1)  # past an end that is itself still included


def next_look_at(case: Case) -> datetime | None:
    """The next such instant after `case.now`; None when time alone changes nothing."""
    return next_look_from(weigh(case))


def next_look_from(evidence: Evidence) -> datetime | None:
    if evidence.case.open_stop:
        return None
    return min((at for at in _changes(evidence) if at > evidence.case.now), default=None)


def _changes(evidence: Evidence) -> Iterator[datetime]:
    yield from _silence(evidence)
    yield from _closing_windows(evidence)
    yield from _override_term(evidence.case)
    yield from _ageing_setbacks(evidence.case)
    yield from _waiting_sessions(evidence.case)


def _silence(evidence: Evidence) -> Iterator[datetime]:
    if evidence.latest is not None:
        yield evidence.latest.last_started_at + policy.SILENCE_EXPIRES
        yield evidence.latest.last_started_at + policy.SILENCE_REGRESSES


def _closing_windows(evidence: Evidence) -> Iterator[datetime]:
    for bout in evidence.recent:
        if bout.status is ReportStatus.PENDING:
            yield bout.ended_at + policy.REPORT_CLOSES


def _override_term(case: Case) -> Iterator[datetime]:
    if case.override is not None:
        yield case.override.made_at
        yield case.override.expires_at + JUST_AFTER


def _ageing_setbacks(case: Case) -> Iterator[datetime]:
    for at in case.regressed_at:
        yield at + policy.SETBACK_WINDOW + JUST_AFTER


def _waiting_sessions(case: Case) -> Iterator[datetime]:
    """A session from the future counts from five minutes before its own time."""
    for session in case.sessions:
        if session.performed_at > case.now:
            yield session.performed_at - policy.FUTURE_TOLERANCE
