"""The therapist records a person's ordinary pain, which several pain profiles compare with."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from patients import calendar
from patients.models import Patient
from tracker.flows import doorbell
from tracker.flows.record_session import lock
from tracker.flows.refusal import Refusal
from tracker.models import Prescription
from tracker.progression import policy


def set_usual_pain(patient: Patient, usual_pain: int | None, now: datetime) -> Patient:
    """Store it with the person's day, and look again at everything that is open; None is unknown, never 0.

    Raises Refusal outside 0–10.
    """
    if usual_pain is not None and not 0 <= usual_pain <= policy.PAIN_MAX:
        raise Refusal("Give a whole number from 0 to 10.", "usual_pain")
    with transaction.atomic():
        lock(patient.pk)
        patient.usual_pain = usual_pain
        patient.usual_pain_on = None if usual_pain is None else calendar.local_day(now, patient.time_zone)
        patient.save(update_fields=["usual_pain", "usual_pain_on"])
        Prescription.objects.filter(patient=patient, ended_at__isnull=True).update(evaluate_due_at=now)
        doorbell.ring_after_commit()
    return patient
