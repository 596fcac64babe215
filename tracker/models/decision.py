"""What was decided, on what evidence, and what people answered."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from patients.models import Patient, Therapist
from tracker.models.plan import Plan, Prescription


class Effect(models.TextChoices):
    """What a decision did to the plan at the moment it was made."""

    NONE = "none", "Nothing changes"
    MOVED = "moved", "The prescription was replaced"
    PROPOSED = "proposed", "Waits for the therapist"
    INFORMED = "informed", "The therapist was told; nothing moves by itself"
    STOPPED = "stopped", "A stop was opened"


class ProgressionDecision(models.Model):
    """One stored verdict: written once, never changed (a trigger holds it), never recomputed to be shown.

    `evidence` is the case that the rules looked at, in the form of a replayable case line, cut to
    what could matter; `reasons` is what explains it; the two sentences are what people were told.
    A decision that a late or corrected session overtakes is named by `supersedes` of its successor.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # Without indexes of their own: a constraint and an index below begin with them.
    prescription = models.ForeignKey(
        Prescription, on_delete=models.PROTECT, related_name="decisions", db_index=False
    )
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="decisions", db_index=False)
    verdict = models.CharField(max_length=24)
    rule = models.CharField(max_length=8)
    rulebook = models.CharField(max_length=16)
    evidence = models.JSONField()
    reasons = models.JSONField()
    evidence_until = models.DateTimeField(null=True, blank=True)
    fingerprint = models.CharField(max_length=64)
    for_patient = models.TextField()
    for_therapist = models.TextField()
    effect = models.CharField(max_length=10, choices=Effect)
    next_step = models.JSONField(null=True, blank=True)
    decided_at = models.DateTimeField()
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(name="decision_once_per_evidence", fields=["prescription", "fingerprint"])
        ]
        indexes = [models.Index(fields=["patient", "-decided_at"], name="decision_of_patient")]

    def __str__(self) -> str:
        return f"{self.rule} {self.verdict} {self.decided_at:%Y-%m-%d}"


class DecisionAnswer(models.Model):
    """The therapist's accept or decline of a proposed step, with the reason."""

    decision = models.OneToOneField(ProgressionDecision, on_delete=models.CASCADE, related_name="answer")
    accepted = models.BooleanField()
    reason = models.TextField(max_length=1000)
    answered_by = models.ForeignKey(Therapist, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{'accepted' if self.accepted else 'declined'} {self.decision}"


class Override(models.Model):
    """A therapist's own verdict for one prescription: needs a reason and an expiry (rules.md C8)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    prescription = models.ForeignKey(Prescription, on_delete=models.CASCADE, related_name="overrides")
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="+")
    verdict = models.CharField(max_length=24)
    reason = models.TextField(max_length=1000)
    made_by = models.ForeignKey(Therapist, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="override_expires_after_made", condition=Q(expires_at__gt=F("made_at"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.verdict} until {self.expires_at:%Y-%m-%d}"


class Stop(models.Model):
    """Exercise halts until a clinician clears it. `plan` null stops everything (a red flag)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="stops")
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, null=True, blank=True, related_name="stops")
    prescription = models.ForeignKey(Prescription, on_delete=models.PROTECT, related_name="stops")
    decision = models.ForeignKey(
        ProgressionDecision, on_delete=models.PROTECT, null=True, blank=True, related_name="stops"
    )
    rule = models.CharField(max_length=8)
    red_flags = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    tier = models.CharField(max_length=12)
    opened_at = models.DateTimeField()
    cleared_at = models.DateTimeField(null=True, blank=True)
    cleared_by = models.ForeignKey(
        Therapist, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    cleared_reason = models.TextField(max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="stop_cleared_by_someone_with_reason",
                condition=Q(cleared_at__isnull=True) | (Q(cleared_by__isnull=False) & ~Q(cleared_reason="")),
            )
        ]
        indexes = [models.Index(fields=["patient"], name="stop_open", condition=Q(cleared_at__isnull=True))]

    def __str__(self) -> str:
        return f"{self.rule} {self.opened_at:%Y-%m-%d}"
