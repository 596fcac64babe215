"""A stable hash over the evidence, so that looking twice writes one decision."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from hashlib import blake2b

from . import policy
from .bouts import Bout
from .evidence import Evidence, recent_setbacks, weigh
from .terms import Case, Session

Versions = Mapping[str, object] | None


def fingerprint(case: Case, unit: str = "", versions: Versions = None) -> str:
    """`unit` names the prescription and its level.

    With `versions` (session id → revision) the contents of a session are not read again: faster, and right
    as long as every edit raises the revision.
    """
    return fingerprint_evidence(weigh(case), unit, versions)


def fingerprint_evidence(evidence: Evidence, unit: str = "", versions: Versions = None) -> str:
    """Not over `now` itself, but over all that the clock changes."""
    parts = (
        policy.RULEBOOK_VERSION,
        unit,
        *_terms(evidence.case),
        *_clock(evidence),
        *_bouts(evidence, versions),
    )
    return blake2b(repr(parts).encode(), digest_size=16).hexdigest()


def _terms(case: Case) -> tuple[object, ...]:
    dose, override = case.dose, case.override
    return (
        str(case.pain_profile),
        case.usual_pain,
        str(dose.kind),
        *dose[1:],
        str(case.gate),
        case.needs_control,
        case.max_effort,
        case.bouts_required,
        case.is_top_level,
        _at(case.level_started_at),
        case.open_stop,
        case.pain_limit_during,
        case.pain_limit_next_day,
        override and (str(override.verdict), _at(override.made_at), _at(override.expires_at)),
    )


def _clock(evidence: Evidence) -> tuple[object, ...]:
    """What time alone changes: silence, an override's term, the ageing of setbacks."""
    setbacks = min(recent_setbacks(evidence.case), policy.SETBACKS_BEFORE_REVIEW)
    return evidence.is_red_flagged, evidence.has_override, setbacks, _silence_stage(evidence)


def _silence_stage(evidence: Evidence) -> int:
    if not evidence.recent:
        return 0
    silence = evidence.case.now - evidence.recent[-1].sessions[-1].performed_at
    return (silence >= policy.SILENCE_EXPIRES) + (silence >= policy.SILENCE_REGRESSES)


def _bouts(evidence: Evidence, versions: Versions) -> list[object]:
    return [_bout(bout, versions) for bout in evidence.recent]


def _bout(bout: Bout, versions: Versions) -> tuple[object, ...]:
    report = bout.report
    told = report and (report.pain, _at(report.reported_at))
    return str(bout.status), told, [_session(session, versions) for session in bout.sessions]


def _session(session: Session, versions: Versions) -> tuple[object, ...]:
    if versions is not None and session.id in versions:
        return session.id, versions[session.id]
    return (
        session.id,
        _at(session.performed_at),
        _at(session.ended_at),
        [tuple(entry) for entry in session.sets],
        session.pain_during,
        session.control_ok,
        session.effort,
        session.red_flags,
    )


def _at(instant: datetime | None) -> float | None:
    """The instant itself: the same moment written with another offset is the same evidence."""
    return None if instant is None else instant.timestamp()
