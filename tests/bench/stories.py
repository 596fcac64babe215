"""A handful of people whose eight sessions are told through the real flows; `copies.py` multiplies them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from exercises.models import Level, Programme
from patients.models import Patient, Therapist
from tests import people
from tests.people import DAY, MONDAY
from tracker.flows.record_next_day import record_next_day
from tracker.flows.record_session import ExerciseBody, record_session
from tracker.flows.start_plan import Choice, start_plan
from tracker.models import Plan, Prescription
from tracker.models.plan import Side

SESSIONS = 8
EXERCISES = 5
EVERY = 2 * DAY
ENDS_AT = MONDAY + (SESSIONS - 1) * EVERY
EVALUATED_AT = ENDS_AT + timedelta(hours=30)


class Course(NamedTuple):
    """How the last two sessions of one exercise went; `tops`: at the top of its ladder."""

    pain: tuple[int | None, int | None] = (1, 2)
    next_day: tuple[int | None, int | None] = (1, 1)
    reached: tuple[bool, bool] = (True, True)
    tops: bool = False


# In the share in which they are to occur: a third moves up, every verdict is there.
COURSES: Sequence[Course] = (
    *[Course()] * 7,
    *[Course(pain=(2, 4))] * 4,
    *[Course(reached=(True, False))] * 2,
    Course(tops=True),
    *[Course(pain=(2, None))] * 3,
    Course(pain=(4, 5)),
    Course(pain=(2, 6)),
    Course(pain=(2, 3), reached=(False, False)),
)
STOPPED = Course(pain=(2, 8))


def tell(therapist: Therapist, count: int) -> list[Patient]:
    """`count` people with five exercises each; the last of forty is stopped by severe pain."""
    told = []
    for number in range(count):
        patient = people.a_patient(f"Story {number}", therapist.clinic, in_care_of=therapist, usual_pain=2)
        courses = [COURSES[(number * 3 + at * 7) % len(COURSES)] for at in range(EXERCISES)]
        if number % 40 == 39:
            courses[0] = STOPPED
        _live_through(_prescribed(patient, therapist, courses), courses)
        told.append(patient)
    return told


def _prescribed(patient: Patient, therapist: Therapist, courses: Sequence[Course]) -> list[Prescription]:
    plan = start_plan(
        people.an_episode(patient),
        Programme.objects.get(code="KEMP-HIP", is_current=True),
        [Choice(_level(at, course), [Side.LEFT]) for at, course in enumerate(courses)],
        made_by=therapist,
        started_on=MONDAY.date(),
        sessions_per_week=3,
        days=[],
        now=MONDAY - DAY,
    )
    return _in_order(plan)


def _level(at: int, course: Course) -> Level:
    ladders = ["K-ADD", "K-ABD", "K-EXT", "K-FLX", "K-SQ"]
    levels = Level.objects.select_related("ladder__programme").filter(ladder__code=ladders[at])
    return levels.latest("number") if course.tops else levels.order_by("number")[1]


def _in_order(plan: Plan) -> list[Prescription]:
    """In the order of the courses, which is the programme's own."""
    found = plan.prescriptions.select_related("patient", "ladder", "level")
    return list(found.order_by("ladder__position", "side"))


def _live_through(prescriptions: list[Prescription], courses: Sequence[Course]) -> None:
    patient = prescriptions[0].patient
    for number in range(SESSIONS):
        at, client_id = MONDAY + number * EVERY, uuid.uuid4()
        done = [
            _done(prescription, course, number - SESSIONS)
            for prescription, course in zip(prescriptions, courses, strict=True)
        ]
        record_session(patient, client_id, people.a_session(*done, at=at), at)
        next_day = min(course.next_day[max(0, number - SESSIONS + 2)] or 0 for course in courses)
        record_next_day(patient, client_id, next_day, at + DAY, at + DAY)


def _done(prescription: Prescription, course: Course, ago: int) -> ExerciseBody:
    """`ago` -1 is the last session, -2 the one before; earlier ones always lack a little."""
    reached, pain = (course.reached[ago], course.pain[ago]) if ago >= -2 else (False, 2)
    counted = prescription.low if reached else prescription.low // 2
    return people.an_exercise(prescription, " ".join([str(counted)] * 3), pain_during=pain)
