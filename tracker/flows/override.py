"""The therapist's own verdict: with a reason and an expiry, and never past a stop."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from patients.models import Patient, Therapist
from tracker.flows import doorbell
from tracker.flows.refusal import Conflict, Refusal
from tracker.models import Override, Prescription
from tracker.progression import policy
from tracker.progression.terms import Verdict

OVERRIDABLE = frozenset({Verdict.PROGRESS, Verdict.HOLD, Verdict.REGRESS})


def override(
    prescription: Prescription,
    therapist: Therapist,
    *,
    verdict: str,
    reason: str,
    now: datetime,
    expires_at: datetime | None = None,
) -> Override:
    """Store it and look again at once. The rules still stop, and pain of 6 or more voids it (rules.md C8).

    Raises Refusal for a missing reason, an unknown verdict or an expiry that is not ahead;
    Conflict when the prescription is closed.
    """
    expires_at = expires_at or now + policy.OVERRIDE_LASTS
    _refuse_nonsense(verdict, reason, expires_at, now)
    with transaction.atomic():
        Patient.objects.select_for_update(no_key=True).get(pk=prescription.patient_id)
        prescription.refresh_from_db()
        if prescription.ended_at:
            raise Conflict("This prescription has been replaced. Override the one that is open now.")
        made = Override.objects.create(
            prescription=prescription,
            patient_id=prescription.patient_id,
            verdict=verdict,
            reason=reason.strip(),
            made_by=therapist,
            made_at=now,
            expires_at=expires_at,
        )
        Prescription.objects.filter(pk=prescription.pk).update(evaluate_due_at=now)
        doorbell.ring_after_commit()
    return made


def _refuse_nonsense(verdict: str, reason: str, expires_at: datetime, now: datetime) -> None:
    if verdict not in OVERRIDABLE:
        raise Refusal("Choose PROGRESS, HOLD or REGRESS.", "verdict")
    if not reason.strip():
        raise Refusal("Say why.", "reason")
    if expires_at <= now:
        raise Refusal("The override ends in the past.", "expires_at")
