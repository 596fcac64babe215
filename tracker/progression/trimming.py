"""The part of a history that can matter, to be stored beside its decision."""

from __future__ import annotations

from .evidence import Evidence, voids, weigh
from .terms import Case


def trim(case: Case) -> Case:
    """The same decision from fewer sessions: decide(trim(case)) == decide(case)."""
    return trim_evidence(weigh(case))


def trim_evidence(evidence: Evidence) -> Case:
    """Whole bouts are kept or dropped: half a bout could fall apart into two."""
    case, recent = evidence.case, len(evidence.recent)
    older = evidence.groups[: len(evidence.groups) - recent]
    kept = [group for group in older if any(session.red_flags for session in group) or voids(group, case)]
    kept += evidence.groups[len(evidence.groups) - recent :]
    return case._replace(sessions=tuple([session for group in kept for session in group]))
