"""Start a plan for someone, opening the episode of care that it belongs to if there is none yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from exercises.models import Programme
from patients import calendar
from patients.models import EpisodeOfCare, Patient, Therapist
from tracker.flows.record_session import lock
from tracker.flows.refusal import Conflict, Refusal
from tracker.flows.start_plan import Choice, start_plan
from tracker.models import Plan


@dataclass(frozen=True)
class Rhythm:
    """When it is done. `days` are ISO weekdays; none: any days of the week."""

    started_on: date
    sessions_per_week: int
    days: Sequence[int]


def begin_care(
    patient: Patient,
    programme: Programme,
    choices: Sequence[Choice],
    rhythm: Rhythm,
    therapist: Therapist,
    complaint: EpisodeOfCare | str,
    now: datetime,
) -> Plan:
    """`complaint` is an episode that runs already, or the words for a new one.

    Raises Conflict when the person follows this programme already: a form sent twice starts one plan.
    """
    if not choices:
        raise Refusal("Choose at least one exercise.")
    with transaction.atomic():
        lock(patient.pk)
        today = calendar.local_day(now, patient.time_zone)
        running = Q(ended_on__isnull=True) | Q(ended_on__gte=today)
        if Plan.objects.filter(running, patient=patient, programme__code=programme.code).exists():
            raise Conflict("This person follows this programme already. End that plan first.")
        return start_plan(
            complaint if isinstance(complaint, EpisodeOfCare) else _open_episode(patient, complaint, today),
            programme,
            choices,
            made_by=therapist,
            started_on=rhythm.started_on,
            sessions_per_week=rhythm.sessions_per_week,
            days=rhythm.days,
            now=now,
        )


def _open_episode(patient: Patient, complaint: str, today: date) -> EpisodeOfCare:
    if not complaint.strip():
        raise Refusal("Say what the complaint is.", "complaint")
    return EpisodeOfCare.objects.create(
        patient=patient,
        complaint=complaint.strip(),
        region=patient.pain_region,
        sides=patient.pain_sides,
        started_on=today,
    )
