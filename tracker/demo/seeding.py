"""Twelve weeks of a clinic, lived through the same flows as real ones with the clock moved along."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction

from exercises.models import Programme
from patients import calendar
from patients.models import Clinic, Patient
from tracker.demo.cast import Cast, Start, the_cast
from tracker.demo.diary import first_day
from tracker.demo.life import Life, begin
from tracker.demo.moments import Timeline
from tracker.demo.opening import CARE_BEFORE, is_open, open_clinics
from tracker.demo.plans import prescribe_plan
from tracker.demo.rounds import Rounds, tell_story
from tracker.flows import doorbell
from tracker.flows.evaluate import evaluate, evaluate_all

LOOKS_EVERY = timedelta(hours=2)
ANALYZES_EVERY = timedelta(days=14)
PRESCRIBED_BEFORE = timedelta(hours=16)  # before the plan's first local day: the afternoon before

Progress = Callable[[float], None]


class CannotSeed(Exception):
    """The text is one line for a person."""


@dataclass
class Worker:
    """Decides what is due as time goes by, for everybody at once."""

    progress: Progress
    since: datetime
    until: datetime
    looked_at: datetime
    analyzed_at: datetime

    def pass_time(self, at: datetime) -> None:
        if at - self.looked_at < LOOKS_EVERY:
            return
        self.looked_at = at
        evaluate(at)
        self.progress((at - self.since) / (self.until - self.since))
        if at - self.analyzed_at >= ANALYZES_EVERY:
            self.analyzed_at = at
            analyze()


def seed(weeks: int, dice: int, until: datetime, progress: Progress) -> None:
    """Everything in one transaction: an interrupted start leaves nothing behind.

    Raises CannotSeed when the library is empty or the database holds other people.
    """
    cast = the_cast()
    if not Programme.objects.exists():
        raise CannotSeed("The library is empty; run load_library first.")
    if Patient.objects.exists():
        raise CannotSeed("There are people here already; the demo clinic is for a database of its own.")
    since = until - timedelta(weeks=weeks) - CARE_BEFORE
    with transaction.atomic(), doorbell.silenced():
        patients = open_clinics(cast, since)
        timeline = Timeline(until)
        _set_out(cast, patients, timeline, weeks, dice)
        for clinic in Clinic.objects.order_by("name"):
            Rounds(clinic, {patients[one.name].pk: one for one in cast.patients}, timeline).begin(since)
        worker = Worker(progress, since, until, since, since)
        timeline.run(worker.pass_time)
        evaluate_all(lambda: until)
    analyze()


def is_seeded() -> bool:
    return is_open(the_cast())


def _set_out(cast: Cast, patients: dict[str, Patient], timeline: Timeline, weeks: int, dice: int) -> None:
    for person in cast.patients:
        patient = patients[person.name]
        life = begin(person, patient, cast.behaviour_of(person), timeline, dice)
        tell_story(person, patient, timeline)
        for start in person.plans:
            shortened = start.model_copy(update={"weeks_ago": min(start.weeks_ago, weeks)})
            _begin_plan(life, shortened)


def _begin_plan(life: Life, start: Start) -> None:
    """The therapist prescribes the afternoon before, or two days ago what only starts next week."""
    last_day = calendar.local_day(life.until, life.person.zone)
    first_instant = calendar.day_starts_at(first_day(start, last_day), life.person.zone)
    at = min(first_instant - PRESCRIBED_BEFORE, life.until - timedelta(days=2))

    def happen(now: datetime) -> None:
        life.look_forward(start, prescribe_plan(life.patient, start, last_day, now))

    life.timeline.plan(at, happen)


def analyze() -> None:
    """Let the planner know how much there is by now."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def nobody_looks(_: float) -> None:
    """For a seeding that shows no progress."""
