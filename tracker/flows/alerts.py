"""Tell the therapist, once a cause."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import connection

from tracker.models import Alert, Prescription, ProgressionDecision, Stop
from tracker.models.alert import Cause

# By way of the people: however many alerts are open elsewhere, only theirs are looked at.
CLOSE = """
WITH decided AS MATERIALIZED (
  SELECT patient_id, id, plan_id, ladder_id, side FROM tracker_prescription WHERE id = ANY(%s::uuid[])
), said AS MATERIALIZED (
  SELECT id, patient_id, prescription_id FROM tracker_alert
  WHERE closed_at IS NULL AND patient_id = ANY(ARRAY(SELECT patient_id FROM decided)) AND cause = ANY(%s)
)
UPDATE tracker_alert AS a SET closed_at = %s
FROM said
JOIN decided ON decided.patient_id = said.patient_id
JOIN tracker_prescription AS told ON told.id = said.prescription_id
WHERE a.id = said.id
  AND (told.id = decided.id OR told.ended_at IS NOT NULL
    AND told.plan_id = decided.plan_id AND told.ladder_id = decided.ladder_id
    AND (told.side = decided.side OR 'both' IN (told.side, decided.side)))
"""


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
    """For these and those before them: what is decided on an exercise answers what was said of it."""
    with connection.cursor() as cursor:
        cursor.execute(CLOSE, [list(prescriptions), [str(cause) for cause in causes], now])
