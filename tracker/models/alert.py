"""What a therapist must see."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from patients.models import Patient
from tracker.models.decision import ProgressionDecision, Stop
from tracker.models.plan import Prescription


class Cause(models.TextChoices):
    STOP = "stop", "Stop"
    RED_FLAG = "red_flag", "Red flag"
    PAIN = "pain", "Pain over the limit"
    PROPOSAL = "proposal", "A step waits for an answer"
    MANUAL = "manual", "The rules would move a hand-steered exercise"
    LATE = "late", "A late session changed the evidence"
    SILENCE = "silence", "Gone quiet"
    UNDECIDED = "undecided", "Could not be decided"


class Alert(models.Model):
    """One cause for one exercise, open until someone acts; the same cause never opens twice at once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="alerts")
    prescription = models.ForeignKey(Prescription, on_delete=models.PROTECT, related_name="alerts")
    cause = models.CharField(max_length=12, choices=Cause)
    tier = models.CharField(max_length=12, blank=True)
    stop = models.ForeignKey(Stop, on_delete=models.CASCADE, null=True, blank=True, related_name="alerts")
    decision = models.ForeignKey(
        ProgressionDecision, on_delete=models.CASCADE, null=True, blank=True, related_name="alerts"
    )
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_open_alert_per_cause",
                fields=["prescription", "cause"],
                condition=Q(closed_at__isnull=True),
            )
        ]
        indexes = [
            models.Index(
                fields=["patient", "opened_at"], name="alert_open", condition=Q(closed_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.cause} {self.opened_at:%Y-%m-%d}"
