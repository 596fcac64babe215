"""Flare-ups, planned deload and breaks (C6)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from math import ceil
from typing import NamedTuple

from . import policy
from .terms import Number


class PainReading(NamedTuple):
    """Any rating of the region: a daily check, a session, a next-day report."""

    pain: Number
    rated_at: datetime


class Flare(NamedTuple):
    """`ended_at` None: still running."""

    started_at: datetime
    ended_at: datetime | None


class FlarePlan(NamedTuple):
    """What a flare-up changes until it is over. Easy walking stays, pain is asked daily, nothing rises."""

    sets: int
    level: int
    keeps_easy_walking: bool = True
    asks_pain_daily: bool = True


def raised_since(readings: Sequence[PainReading], usual: Number | None) -> datetime | None:
    """Start of the latest unbroken run of readings at least 2 above usual, `readings` in time order.

    Without a usual pain nothing can be above it: then only the person's own call starts a flare-up.
    """
    since: datetime | None = None
    for pain, rated_at in readings:
        if usual is None or pain < usual + policy.FLARE_ABOVE_USUAL:
            since = None
        elif since is None:
            since = rated_at
    return since


def flare_started_at(
    readings: Sequence[PainReading], usual: Number | None, called_at: datetime | None, now: datetime
) -> datetime | None:
    """24 h of raised pain, or of a worsening the person calls a flare. None: no flare-up.

    Raised pain has lasted as long as its last reading shows, never merely because nobody asked again.
    """
    if called_at is not None and now - called_at >= policy.FLARE_LASTS:
        return called_at
    since = raised_since(readings, usual)
    if since is not None and readings[-1].rated_at - since >= policy.FLARE_LASTS:
        return since
    return None


def flare_ended_at(
    started_at: datetime,
    readings: Sequence[PainReading],
    usual: Number | None,
    clean_bouts_at: Sequence[datetime],
) -> datetime | None:
    """Two clean bouts, or 48 h at usual pain, whichever is first; None while it runs."""
    clean = sorted(at for at in clean_bouts_at if at > started_at)
    by_bouts = clean[policy.FLARE_OVER_CLEAN_BOUTS - 1 : policy.FLARE_OVER_CLEAN_BOUTS]
    settled = _settled_at([reading for reading in readings if reading.rated_at >= started_at], usual)
    return min([*by_bouts, *([settled] if settled else [])], default=None)


def _settled_at(readings: Sequence[PainReading], usual: Number | None) -> datetime | None:
    since: datetime | None = None
    for pain, rated_at in readings:
        if usual is None or pain > usual:
            since = None
        elif since is None:
            since = rated_at
        if since is not None and rated_at - since >= policy.FLARE_OVER_AT_USUAL:
            return since + policy.FLARE_OVER_AT_USUAL
    return None


def is_not_settling(flare: Flare, now: datetime) -> bool:
    """Over 8 days: therapist review."""
    return flare.ended_at is None and now - flare.started_at > policy.FLARE_NOT_SETTLING


def are_frequent(flares: Sequence[Flare], now: datetime) -> bool:
    """Three or more started within six weeks: therapist review."""
    recent = [flare for flare in flares if now - flare.started_at <= policy.FLARES_WITHIN]
    return len(recent) >= policy.FLARES_FREQUENT


def flare_plan(sets: int, level: int, levels_with_clean_bouts: Sequence[int]) -> FlarePlan:
    """Half the sets, at the last level (this one or below) that had clean bouts, else one level down."""
    clean = [done for done in levels_with_clean_bouts if 1 <= done <= level]
    return FlarePlan(half_of(sets, policy.FLARE_SETS_SHARE), clean[-1] if clean else max(1, level - 1))


def is_deload_week(week: int, wants_deload: bool) -> bool:
    """Every 4th week where the plan has it; `week` counts from 1."""
    return wants_deload and week % policy.DELOAD_EVERY_WEEKS == 0


def deload_sets(sets: int) -> int:
    """Same load, half the sets."""
    return half_of(sets, policy.DELOAD_SETS_SHARE)


def half_of(sets: int, share: float) -> int:
    """Rounded up, never under one set."""
    return max(1, ceil(sets * share))


def break_length(latest_bout_at: datetime | None, now: datetime) -> timedelta:
    """No bout yet is no break."""
    return timedelta(0) if latest_bout_at is None else now - latest_bout_at
