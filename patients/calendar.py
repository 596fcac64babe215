"""The only clock, and a person's own day and week.

Time belongs to a person: windows are elapsed hours, days and weeks are those of the
patient's own time zone (rules.md C8, "Clocks").
"""

from __future__ import annotations

import functools
import zoneinfo
from datetime import UTC, date, datetime, time, timedelta


def now() -> datetime:
    """The present instant in UTC. Nothing else in the apps may read the clock."""
    return datetime.now(UTC)  # noqa: TID251  # here is the clock


@functools.cache
def _known_zones() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones())


def is_zone(name: str) -> bool:
    """True for an IANA zone name that this machine's tz database knows."""
    return name in _known_zones()


def local_day(instant: datetime, zone: str) -> date:
    """The calendar day at `instant` where the person is."""
    return instant.astimezone(zoneinfo.ZoneInfo(zone)).date()


def day_starts_at(day: date, zone: str) -> datetime:
    """The first instant of a local day, in UTC; a midnight that the clock skips moves on with it."""
    midnight = datetime.combine(day, time(), zoneinfo.ZoneInfo(zone))
    return midnight.astimezone(UTC)


def week_starts_on(day: date) -> date:
    """The Monday of the week that holds `day`."""
    return day - timedelta(days=day.weekday())


def week_ends_at(instant: datetime, zone: str) -> datetime:
    """The first instant after the local week (Monday–Sunday) that holds `instant`."""
    monday = week_starts_on(local_day(instant, zone))
    return day_starts_at(monday + timedelta(days=7), zone)


def week_of_plan(started_on: date, day: date) -> int:
    """The programme week, counted from 1, that holds `day`; days before the start are week 1."""
    return max(0, (day - started_on).days) // 7 + 1
