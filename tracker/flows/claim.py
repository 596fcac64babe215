"""Take a batch of due work, so that no two workers ever decide for one person at a time."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from exercises.models import Level
from patients.models import Patient
from tracker.flows import instances
from tracker.models import Plan, Prescription

COLUMNS = instances.column_values(Prescription)
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
    rows = due.order_by("patient", "pk").values(*COLUMNS)
    return _with_what_they_share(list(rows))


def _with_what_they_share(rows: list[dict[str, Any]]) -> list[Prescription]:
    """Levels, people and plans are few in a batch: read once, and the same for all."""
    levels = Level.objects.in_bulk({row["level_id"] for row in rows})
    people = Patient.objects.in_bulk({row["patient_id"] for row in rows})
    plans = Plan.objects.in_bulk({row["plan_id"] for row in rows})
    return [
        instances.stored(
            Prescription,
            row,
            level=levels[row["level_id"]],
            patient=people[row["patient_id"]],
            plan=plans[row["plan_id"]],
        )
        for row in rows
    ]


def _locked(candidates: list[UUID], patients: int) -> list[UUID]:
    free = Patient.objects.filter(pk__in=candidates).order_by("pk")
    return list(free.select_for_update(skip_locked=True, no_key=True).values_list("pk", flat=True)[:patients])
