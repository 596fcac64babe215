"""Left and right (C8), and one next-day report for several exercises (C0)."""

from __future__ import annotations

from collections.abc import Sequence

from . import policy
from .bouts import end_of
from .terms import NextDay, Number, Session


def other_side_waits(level: int, other_level: int | None) -> bool:
    """Going up would leave the other side more than one level behind. `None`: there is no other side."""
    if other_level is None:
        return False
    return level + 1 - other_level > policy.SIDES_MAY_DIFFER_BY_LEVELS


def worse_side(left: Number | None, right: Number | None) -> Number | None:
    """Two-leg items: the pain of the worse side counts."""
    return max((pain for pain in (left, right) if pain is not None), default=None)


def is_over(report: NextDay, limit: Number | None) -> bool:
    return report.pain >= policy.PAIN_HIGH or (limit is not None and report.pain > limit)


def report_for(
    exercise: str, report: NextDay | None, limit: Number | None, assigned_to: str | None
) -> NextDay | None:
    """What one exercise of the session is told by the session's report.

    Over the limit it fails every exercise, unless the therapist assigned it to one; for the others it is
    then unknown: not a fail, and no pass either.
    """
    if report is None or assigned_to in (None, exercise) or not is_over(report, limit):
        return report
    return None


def is_confounded(session: Session, later: Session) -> bool:
    """The later session started before the earlier one's report came."""
    if later.performed_at <= session.performed_at:
        return False
    return session.next_day is None or later.performed_at < session.next_day.reported_at


def with_confounded_fails(sessions: Sequence[Session], limit: Number | None) -> tuple[Session, ...]:
    """Overlap: a pass still counts; a fail counts against every session that overlapped as well.

    Each session keeps its own report when that is the worse.
    """
    return tuple(_told(session, sessions, limit) for session in sessions)


def _told(session: Session, sessions: Sequence[Session], limit: Number | None) -> Session:
    fails = [
        other.next_day
        for other in sessions
        if other.next_day is not None and is_over(other.next_day, limit) and is_confounded(other, session)
    ]
    own = [session.next_day] if session.next_day is not None else []
    return session._replace(next_day=max([*own, *fails], key=lambda report: report.pain, default=None))


def possible_duplicates(session: Session, other: Session) -> bool:
    """Same content within ten minutes under another id: worth asking, harmless to the rules."""
    if session.id == other.id or session.sets != other.sets:
        return False
    return abs(end_of((session,)) - end_of((other,))) <= policy.POSSIBLE_DUPLICATE_WITHIN
