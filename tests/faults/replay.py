"""What must come out, worked out from the told sessions alone: no database, no flow.

Each course is one exercise of one person: every evidence state that is ever due, its decision by the
rulebook, and the prescription that the rulebook's step asks for.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from patients.models import Therapist
from tests import people
from tests.people import DAY
from tracker.models import Prescription, ProgressionDecision
from tracker.progression import steps, terms
from tracker.progression.decide import decide
from tracker.progression.terms import Case, Decision, Dose, DoseKind, PainProfile, Verdict

DOSE = Dose(DoseKind.REPS, 3, 8, 10)
LADDER = "T-01"
LEVELS = 3

Told = tuple[str, int | None, int | None]  # the sets, pain during, pain next day
Outcome = tuple[list[tuple[str, str]], list[tuple[int, int]]]  # decisions; level and sets of what they opened


class Course(NamedTuple):
    level: int
    sessions: tuple[Told, ...]


GOOD, EMPTY = ("10 10 10", 2, 1), ("10 10 10", None, 1)
SORE, SORER, SEVERE = ("10 10 10", 4, 1), ("10 10 10", 6, 1), ("10 10 10", 8, None)
SHORT, WEAK = ("10 10 7", 2, 1), ("4 4 4", 2, 1)

COURSES = (
    Course(1, (GOOD, GOOD)),
    Course(2, (SORE, GOOD, GOOD)),
    Course(3, (GOOD, GOOD)),
    Course(1, (GOOD,)),
    Course(2, (GOOD, EMPTY)),
    Course(1, (GOOD, SORE)),
    Course(2, (GOOD, SHORT)),
    Course(2, (GOOD, SORER)),
    Course(1, (SORE, SORE)),
    Course(3, (WEAK, WEAK)),
    Course(2, (GOOD, SEVERE)),
)


def name_of(course: Course) -> str:
    return f"Course {COURSES.index(course)}"


def at_of(course: Course, number: int, now: datetime) -> datetime:
    """Every other day, the last one the day before yesterday."""
    return now - timedelta(hours=50) - 2 * (len(course.sessions) - 1 - number) * DAY


def live_through(course: Course, therapist: Therapist, now: datetime) -> None:
    """The same through the real flows, into the database."""
    patient = people.a_patient(name_of(course), therapist.clinic, in_care_of=therapist)
    prescription = people.a_prescription(patient, LADDER, course.level, now=now - 30 * DAY)
    for number, (reps, pain, next_day) in enumerate(course.sessions):
        people.log(prescription, reps, pain=pain, next_day=next_day, at=at_of(course, number, now))


def expected(course: Course, now: datetime) -> Outcome:
    """A stop is looked at once more, and then stands."""
    case = _case(course, now)
    decided = [decide(case)]
    if decided[0].verdict is Verdict.STOP_AND_REVIEW:
        decided.append(decide(case._replace(open_stop=True)))
    return [(decision.verdict, decision.rule) for decision in decided], list(_opened(course, decided[0]))


def _case(course: Course, now: datetime) -> Case:
    sessions = [_session(course, number, now) for number in range(len(course.sessions))]
    return Case(
        now=now,
        pain_profile=PainProfile.KEMP,
        dose=DOSE,
        is_top_level=course.level == LEVELS,
        sessions=tuple(sessions),
    )


def _session(course: Course, number: int, now: datetime) -> terms.Session:
    (reps, pain, next_day), at = course.sessions[number], at_of(course, number, now)
    return terms.Session(
        id=str(number),
        performed_at=at,
        sets=tuple(terms.SetEntry(int(count)) for count in reps.split()),
        pain_during=pain,
        next_day=None if next_day is None else terms.NextDay(next_day, at + DAY),
        control_ok=True,
        effort=3,
    )


def _opened(course: Course, decision: Decision) -> Iterator[tuple[int, int]]:
    step = steps.next_step(decision, steps.Position(course.level, DOSE, (steps.Rung(DOSE),) * LEVELS))
    if (step.level, step.dose) != (course.level, DOSE):
        yield step.level, step.dose.sets


def found(prescription: Prescription) -> Outcome:
    """What the database holds for one of the first prescriptions."""
    decisions = ProgressionDecision.objects.filter(prescription=prescription).order_by("decided_at")
    opened = Prescription.objects.filter(replaces=prescription).order_by("pk")
    return list(decisions.values_list("verdict", "rule")), list(opened.values_list("level__number", "sets"))
