"""On which days and at what hour somebody trains, and when they answer the day after."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from patients import calendar
from tracker.demo.cast import Away, Behaviour, Offline, Person, Start
from tracker.progression import policy

DAY = timedelta(days=1)
HABIT_MINUTES = 35  # how much the hour wanders from one day to the next
LATER_DAY = 0.12  # a missed day made up for on the next one
NIGHT_ENDS, NIGHT_STARTS = 6.5, 23.0
READY_DAYS = 4  # of somebody who is ready to go up, told apart


def days_of(start: Start, last_day: date) -> list[int]:
    """The ISO weekdays of a plan."""
    named = {(last_day - timedelta(days=back)).isoweekday() for back in start.days_ago}
    return sorted(named | set(start.days))


def first_day(start: Start, last_day: date) -> date:
    return last_day - timedelta(weeks=start.weeks_ago)


def trainings(
    person: Person, behaviour: Behaviour, start: Start, until: datetime, rng: Random
) -> Iterator[datetime]:
    """The instants at which somebody begins a session of one plan, up to `until`."""
    last_day = calendar.local_day(until, person.zone)
    day, days = first_day(start, last_day), days_of(start, last_day)
    owes = False
    while day <= last_day:
        planned = day.isoweekday() in days
        comes = rng.random() < (behaviour.comes if planned else LATER_DAY if owes else 0)
        owes = planned and not comes
        at = _at_the_hour(day, start.hour, person.zone, rng)
        if comes and at < until and not _is_kept(person, day, last_day) and not is_away(person, at, until):
            yield at
        day += DAY


def _at_the_hour(day: date, hour: float, zone: str, rng: Random) -> datetime:
    wanders = rng.gauss(0, HABIT_MINUTES / 60)
    clock = min(NIGHT_STARTS, max(NIGHT_ENDS, hour + wanders))
    whole = time(int(clock), int(clock % 1 * 60), rng.randrange(60))
    return datetime.combine(day, whole, ZoneInfo(zone)).astimezone(UTC)


def _is_kept(person: Person, day: date, last_day: date) -> bool:
    """The last days of somebody who is ready to go up are told apart (simulation); today is the visitor's."""
    days_left = (last_day - day).days
    return (person.leaves_today and days_left == 0) or (person.ready and days_left <= READY_DAYS)


def away_spells(person: Person) -> list[Away]:
    return [event for event in person.story if isinstance(event, Away)]


def is_away(person: Person, at: datetime, until: datetime) -> bool:
    return any(spell_holds(spell, at, until) for spell in away_spells(person))


def spell_holds(spell: Away, at: datetime, until: datetime) -> bool:
    left_at = until - timedelta(days=spell.days_ago)
    return left_at <= at < left_at + timedelta(days=spell.lasts_days)


def offline_spell(person: Person, at: datetime, until: datetime) -> Offline | None:
    spells = (event for event in person.story if isinstance(event, Offline))
    return next(
        (
            spell
            for spell in spells
            if until - timedelta(days=spell.days_ago) <= at < until - timedelta(days=spell.arrives_days_ago)
        ),
        None,
    )


def answers_at(behaviour: Behaviour, zone: str, ended_at: datetime, rng: Random) -> datetime | None:
    """When the question of the day after is answered: mostly the next day, sometimes late or never."""
    if rng.random() >= behaviour.answers:
        return None
    if rng.random() < behaviour.late:
        return ended_at + timedelta(hours=rng.uniform(36.5, 60))
    hours = min(34.0, max(18.2, rng.gauss(23, 2)))
    return _awake(ended_at + timedelta(hours=hours), zone, ended_at + policy.REPORT_OPENS)


def awake(at: datetime, zone: str) -> datetime:
    """The same instant, or ten in the evening before the night that holds it."""
    local = at.astimezone(ZoneInfo(zone))
    hour = local.hour + local.minute / 60
    return at if NIGHT_ENDS <= hour <= NIGHT_STARTS else at - timedelta(hours=(hour - 22) % 24)


def _awake(at: datetime, zone: str, not_before: datetime) -> datetime:
    """Nobody answers at night: the evening before if that is early enough, else the morning."""
    earlier = awake(at, zone)
    if earlier > not_before:
        return earlier
    local = at.astimezone(ZoneInfo(zone))
    return at + timedelta(hours=(7.5 - local.hour - local.minute / 60) % 24)
