"""Start somebody's plan as their therapist would."""

from __future__ import annotations

from datetime import date, datetime

from exercises.models import Level, Programme
from patients.models import CareAssignment, Patient
from tracker.demo.cast import Start
from tracker.demo.diary import days_of, first_day
from tracker.flows.start_plan import Choice, start_plan
from tracker.models import Plan
from tracker.models.plan import Mode


def prescribe_plan(patient: Patient, start: Start, last_day: date, now: datetime) -> Plan:
    """Raises Level.DoesNotExist when the file names a level that the library does not have."""
    programme = Programme.objects.get(code=start.programme, is_current=True)
    days = days_of(start, last_day)
    return start_plan(
        patient.episodes.get(),
        programme,
        [_choice(programme, start, ladder, number) for ladder, number in start.ladders.items()],
        made_by=CareAssignment.objects.select_related("therapist").get(patient=patient).therapist,
        started_on=first_day(start, last_day),
        sessions_per_week=start.per_week or len(days),
        days=days,
        now=now,
    )


def _choice(programme: Programme, start: Start, ladder: str, number: int) -> Choice:
    levels = Level.objects.select_related("ladder__programme")
    load = start.loads.get(ladder)
    return Choice(
        levels.get(ladder__programme=programme, ladder__code=ladder, number=number),
        mode=start.modes.get(ladder, Mode.AUTOMATIC),
        load_kg=load.kg if load else None,
        load_step_kg=load.step if load else None,
    )
