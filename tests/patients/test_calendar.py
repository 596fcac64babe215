"""A person's own day and week, on 23-, 24- and 25-hour days, in every zone."""

from __future__ import annotations

import zoneinfo
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from patients import calendar

ZONES = st.sampled_from(sorted(zoneinfo.available_timezones()))
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
INSTANTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001  # bounds


@given(ZONES, DAYS)
def test_a_local_day_starts_on_that_day(zone: str, day: date) -> None:
    assert calendar.local_day(calendar.day_starts_at(day, zone), zone) == day


@given(ZONES, DAYS)
def test_a_day_lasts_23_to_25_hours(zone: str, day: date) -> None:
    length = calendar.day_starts_at(day + timedelta(days=1), zone) - calendar.day_starts_at(day, zone)

    assert timedelta(hours=22) < length < timedelta(hours=26)


@given(ZONES, INSTANTS)
def test_the_week_ends_after_now_and_within_seven_long_days(zone: str, now: datetime) -> None:
    assert now < calendar.week_ends_at(now, zone) <= now + timedelta(days=7, hours=2)


@given(ZONES, INSTANTS)
def test_the_week_ends_as_a_monday_begins(zone: str, now: datetime) -> None:
    ends_at = calendar.week_ends_at(now, zone)

    assert calendar.local_day(ends_at, zone).isoweekday() == 1


def test_the_spring_day_of_copenhagen_has_23_hours() -> None:
    starts, ends = (calendar.day_starts_at(date(2026, 3, day), "Europe/Copenhagen") for day in (29, 30))

    assert ends - starts == timedelta(hours=23)


def test_programme_weeks_count_from_one() -> None:
    monday = date(2026, 3, 2)

    assert [calendar.week_of_plan(monday, monday + timedelta(days=day)) for day in (-3, 0, 6, 7)] == [
        1,
        1,
        1,
        2,
    ]


def test_only_iana_names_are_zones() -> None:
    assert calendar.is_zone("Europe/Copenhagen")
    assert not any(calendar.is_zone(name) for name in ("Mars/Phobos", "../../etc/passwd", "", "UTC+2"))
