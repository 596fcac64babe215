"""The cast and what they do, as sentences with fixed defaults: real rows through the real flows.

Ana is Tess's patient, and so is Cleo; Ben is a patient of the same clinic whom Tess does not treat;
Otto is a therapist of another clinic. Everything starts on one fixed Monday.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, cast

from django.contrib.auth.models import User

from exercises.models import Level, Programme
from exercises.terms import DoseKind
from patients import calendar
from patients.models import CareAssignment, Clinic, EpisodeOfCare, Patient, Region, Sides, Therapist
from tests.library import a_programme
from tracker.flows.record_next_day import record_next_day
from tracker.flows.record_session import ExerciseBody, SessionBody, SetBody, record_session
from tracker.flows.start_plan import Choice, start_plan
from tracker.flows.steer import Change
from tracker.models import Plan, Prescription, SessionLog
from tracker.models.plan import Mode, Side

MONDAY = datetime(2026, 3, 2, 8, tzinfo=UTC)  # nine in the morning in Copenhagen
DAY = timedelta(days=1)
PASSWORD = "correct horse battery staple"
COUNTED_BY = {DoseKind.HOLD: "hold_seconds", DoseKind.MINUTES: "minutes", DoseKind.FLIGHTS: "flights"}


def a_clinic(name: str = "Hillside") -> Clinic:
    return Clinic.objects.create(name=name, time_zone="Europe/Copenhagen", phone="+45 10 20 30 40")


def a_user(name: str) -> User:
    return User.objects.create_user(name.lower(), password=PASSWORD)


def a_therapist(name: str, clinic: Clinic) -> Therapist:
    return Therapist.objects.create(user=a_user(name), clinic=clinic, name=name)


def a_patient(name: str, clinic: Clinic, in_care_of: Therapist | None = None, **facts: Any) -> Patient:
    """A patient with a sign-in, a painful left knee and, unless told otherwise, an unknown usual pain."""
    known = {"time_zone": "Europe/Copenhagen", "pain_region": Region.KNEE, "pain_sides": Sides.LEFT}
    patient = Patient.objects.create(user=a_user(name), clinic=clinic, name=name, **known | facts)
    if in_care_of:
        CareAssignment.objects.create(patient=patient, therapist=in_care_of, started_at=MONDAY - 28 * DAY)
    return patient


def an_episode(patient: Patient) -> EpisodeOfCare:
    return EpisodeOfCare.objects.create(
        patient=patient,
        complaint="Knee pain on stairs",
        region=patient.pain_region,
        sides=patient.pain_sides,
        started_on=MONDAY.date() - 28 * DAY,
    )


def a_level(ladder: str, number: int, programme: Programme | None = None) -> Level:
    """A level of the small programme by its ladder's code, such as "T-01"."""
    found = Level.objects.select_related("ladder__programme")
    return found.get(ladder__programme=programme or a_programme(), ladder__code=ladder, number=number)


def a_plan(
    patient: Patient,
    levels: Mapping[str, int] | None = None,
    *,
    by: Therapist | None = None,
    now: datetime = MONDAY,
    started_on: date | None = None,
    mode: Mode = Mode.AUTOMATIC,
    sides: Sequence[Side] = (),
    load_kg: Decimal | None = None,
) -> Plan:
    """A plan on the small programme, `levels` naming where each ladder starts: {"T-01": 2}."""
    wanted = levels or {"T-01": 1}
    levels_chosen = [a_level(ladder, number) for ladder, number in wanted.items()]
    return start_plan(
        an_episode(patient),
        a_programme(),
        [
            Choice(level, sides, mode, load_kg if level.load_start_kg is not None else None)
            for level in levels_chosen
        ],
        made_by=by or patient.clinic.therapists.earliest("name"),
        started_on=started_on or calendar.local_day(now, patient.time_zone),
        sessions_per_week=3,
        days=[1, 3, 5],
        now=now,
    )


def a_prescription(patient: Patient, ladder: str = "T-01", level: int = 2, **chosen: Any) -> Prescription:
    """The first prescription of a new plan with one ladder; the left one where each side has its own."""
    plan = a_plan(patient, {ladder: level}, **chosen)
    found = plan.prescriptions.select_related("ladder", "level", "patient", "plan")
    return found.earliest("side", "pk")


def prescriptions_of(plan: Plan) -> list[Prescription]:
    """The open prescriptions of a plan in the programme's order."""
    found = plan.prescriptions.filter(ended_at__isnull=True).select_related(
        "ladder", "level", "patient", "plan"
    )
    return list(found.order_by("ladder__position", "side"))


def a_change(by: Therapist, at: datetime = MONDAY, reason: str = "Seen in the clinic.") -> Change:
    """Who changes an exercise by hand, and why."""
    return Change(by, reason, at)


def a_set(**told: Any) -> SetBody:
    """One set as it is sent, everything that is not told being unknown."""
    return cast(SetBody, {**dict.fromkeys(SetBody.__annotations__), **told})


def an_exercise(prescription: Prescription, reps: str = "10 10 10", **told: Any) -> ExerciseBody:
    """What was done of one prescription; `reps` counts what its dose counts, "-" being unknown."""
    counted = COUNTED_BY.get(DoseKind(prescription.kind), "reps")
    load = told.pop("load_kg", prescription.load_kg)
    sets = [
        a_set(**{counted: None if count == "-" else int(count), "load_kg": load}) for count in reps.split()
    ]
    usual = {"pain_during": 2, "effort": 3, "control_ok": True, "red_flags": [], "sets": sets}
    return cast(ExerciseBody, {"prescription": prescription.pk, **usual, **told})


def a_session(*exercises: ExerciseBody, at: datetime = MONDAY, **told: Any) -> SessionBody:
    """A session as it is sent, performed `at`."""
    usual = {"ended_at": None, "timezone": "Europe/Copenhagen", "revision": 1, "note": ""}
    return cast(SessionBody, {"performed_at": at, "exercises": list(exercises), **usual, **told})


def log(
    prescription: Prescription,
    reps: str = "10 10 10",
    *,
    pain: int | None = 2,
    next_day: int | None = None,
    at: datetime = MONDAY,
    received_at: datetime | None = None,
    client_id: uuid.UUID | None = None,
    **told: Any,
) -> SessionLog:
    """A session of one exercise, received as it was done, and its next-day answer 24 h later if told."""
    client_id = client_id or uuid.uuid4()
    body = a_session(an_exercise(prescription, reps, pain_during=pain, **told), at=at)
    record_session(prescription.patient, client_id, body, received_at or at)
    if next_day is not None:
        answered_at = max(at + DAY, received_at or at)
        record_next_day(prescription.patient, client_id, next_day, at + DAY, answered_at)
    return SessionLog.objects.get(patient=prescription.patient, client_id=client_id)
