"""Take a batch of due work, so that no two workers ever decide for one person at a time."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from exercises.models import Level
from patients.models import Patient
from tracker.models import Plan, Prescription

# Other workers skip locked people, so each looks further than its own batch.
OVERSCAN = 20


def due_prescriptions(now: datetime, patients: int) -> list[Prescription]:
    """The due prescriptions of up to `patients` people, the longest waiting first, all locked.

    The person is the unit: sides, stops and next-day answers reach over exercises.
    """
    waiting = Prescription.objects.filter(evaluate_due_at__lte=now).order_by("evaluate_due_at")
    candidates = waiting.values_list("patient", flat=True)[: patients * OVERSCAN]
    return due_of(_locked(list(dict.fromkeys(candidates)), patients), now)


def due_of(patients: list[UUID], now: datetime) -> list[Prescription]:
    """The due prescriptions of these people, whose turn is taken."""
    due = Prescription.objects.filter(patient__in=patients, evaluate_due_at__lte=now)
    return _with_what_they_share(list(due.order_by("patient", "pk")))


def _with_what_they_share(due: list[Prescription]) -> list[Prescription]:
    """Levels, people and plans are few in a batch: read once, and the same for all."""
    levels = Level.objects.in_bulk({prescription.level_id for prescription in due})
    people = Patient.objects.in_bulk({prescription.patient_id for prescription in due})
    plans = Plan.objects.in_bulk({prescription.plan_id for prescription in due})
    for prescription in due:
        prescription.level = levels[prescription.level_id]
        prescription.patient = people[prescription.patient_id]
        prescription.plan = plans[prescription.plan_id]
    return due


def _locked(candidates: list[UUID], patients: int) -> list[UUID]:
    free = Patient.objects.filter(pk__in=candidates).order_by("pk")
    return list(free.select_for_update(skip_locked=True, no_key=True).values_list("pk", flat=True)[:patients])
