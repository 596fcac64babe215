"""What the rules look at, worked out once per case."""

from __future__ import annotations

from typing import NamedTuple

from . import policy
from .bouts import Bout, Group, counted, grouped, judged, peak_of, running
from .terms import Case
from .truth import FALSE, UNKNOWN

SETBACK_LOOKS_AT = 2  # S3, R2 and R3 speak of "the two latest bouts" [design]


class Evidence(NamedTuple):
    """A case weighed. `recent` are the latest bouts any rule may compare, `run` the last N of them."""

    case: Case
    groups: list[Group]
    recent: tuple[Bout, ...]
    run: tuple[Bout, ...]
    failing: str | None
    is_red_flagged: bool
    has_override: bool

    @property
    def latest(self) -> Bout | None:
        return self.recent[-1] if self.recent else None


def weigh(case: Case) -> Evidence:
    sessions = counted(case)
    groups = grouped(sessions)
    looks_at = max(case.bouts_required, SETBACK_LOOKS_AT)
    recent = tuple([judged(group, case) for group in groups[-looks_at:]])
    run = running(recent[-case.bouts_required :])
    return Evidence(
        case=case,
        groups=groups,
        recent=recent,
        run=run,
        failing=first_failing(run),
        is_red_flagged=any(session.red_flags for session in sessions),
        has_override=case.override is not None and override_is_in_force(case, groups),
    )


def first_failing(run: tuple[Bout, ...]) -> str | None:
    """The reason to hold: newest bout first, inside a bout in the order H1, H2, H3, H4."""
    for bout in reversed(run):
        if bout.during is FALSE:
            return "H1"
        if bout.next_day is FALSE:
            return "H2"
        if bout.dose is FALSE:
            return "H3"
        if bout.control is FALSE:
            return "H4"
    return None


def has_unknown(bout: Bout) -> bool:
    return UNKNOWN in (bout.during, bout.next_day, bout.dose, bout.control)


def override_is_in_force(case: Case, groups: list[Group]) -> bool:
    """Both ends included; voided by a later bout with high pain."""
    override = case.override
    if override is None or not override.made_at <= case.now <= override.expires_at:
        return False
    return not any(voids(group, case) for group in groups)


def voids(group: Group, case: Case) -> bool:
    """Only a bout whose last session is after the override can void it."""
    if case.override is None or group[-1].performed_at <= case.override.made_at:
        return False
    peak = peak_of(group)
    return peak is not None and peak >= policy.PAIN_HIGH


def recent_setbacks(case: Case) -> int:
    """REGRESS decisions not older than 21 days."""
    return sum(case.now - at <= policy.SETBACK_WINDOW for at in case.regressed_at)
