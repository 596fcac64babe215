"""Tell the therapist, once a cause."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from tracker.models import Alert, Prescription, ProgressionDecision, Stop
from tracker.models.alert import Cause


def open_alert(
    prescription: UUID,
    patient: UUID,
    cause: Cause,
    now: datetime,
    *,
    tier: str = "",
    stop: Stop | None = None,
    decision: ProgressionDecision | None = None,
) -> None:
    """Open an alert unless the same cause is open for this exercise already."""
    Alert.objects.bulk_create(
        [draft(prescription, patient, cause, now, tier, stop, decision)], ignore_conflicts=True
    )


def draft(
    prescription: UUID,
    patient: UUID,
    cause: Cause,
    now: datetime,
    tier: str = "",
    stop: Stop | None = None,
    decision: ProgressionDecision | None = None,
) -> Alert:
    """An alert that is not stored yet, for those who store many at once."""
    return Alert(
        prescription_id=prescription,
        patient_id=patient,
        cause=cause,
        tier=tier,
        stop=stop,
        decision=decision,
        opened_at=now,
    )


def close_for_stop(stop: Stop, now: datetime) -> None:
    """The stop was cleared, so what it asked for is done."""
    Alert.objects.filter(stop=stop, closed_at__isnull=True).update(closed_at=now)


def close_for_decision(decision: ProgressionDecision, now: datetime) -> None:
    """The proposal was answered."""
    Alert.objects.filter(decision=decision, closed_at__isnull=True).update(closed_at=now)


def close_for_prescription(prescription: Prescription, now: datetime) -> None:
    """The exercise was changed by hand, so proposals and hints about it are answered; a stop is not."""
    hints = {Cause.PROPOSAL, Cause.MANUAL, Cause.PAIN, Cause.LATE, Cause.SILENCE}
    close_for_prescriptions([prescription.pk], hints, now)


def close_for_prescriptions(
    prescriptions: Collection[UUID], causes: Collection[Cause], now: datetime
) -> None:
    """For these prescriptions and those they replaced: what is said of the new one answers the old one."""
    own_or_earlier = Q(prescription__in=prescriptions) | Q(prescription__replaced_by__in=prescriptions)
    found = Alert.objects.filter(own_or_earlier, cause__in=causes, closed_at__isnull=True)
    Alert.objects.filter(pk__in=found.values("pk")).update(closed_at=now)
