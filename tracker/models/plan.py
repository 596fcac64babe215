"""What a person is to do: a plan and its prescriptions."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from exercises.models import Ladder, Level, Programme
from patients.models import EpisodeOfCare, Patient, Therapist


class Side(models.TextChoices):
    LEFT = "left", "Left"
    RIGHT = "right", "Right"
    BOTH = "both", "Both"


class Mode(models.TextChoices):
    """How a PROGRESS takes effect."""

    AUTOMATIC = "automatic", "Automatic"
    PROPOSE = "propose", "Propose"
    MANUAL = "manual", "Manual"


class Opened(models.TextChoices):
    """Why a prescription was opened."""

    START = "start", "The plan started"
    DECISION = "decision", "A decision moved it"
    LEVEL = "level", "The therapist chose another level"
    DOSE = "dose", "The therapist changed the dose"
    LIMITS = "limits", "The therapist changed the limits"
    MODE = "mode", "The therapist changed the mode"
    LATE = "late", "A late session changed the evidence"


BY_HAND = (Opened.LEVEL, Opened.DOSE, Opened.LIMITS, Opened.MODE)


class Plan(models.Model):
    """One programme version that one person follows. `days` are ISO weekdays, Monday 1 – Sunday 7."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="plans")
    episode = models.ForeignKey(EpisodeOfCare, on_delete=models.PROTECT, related_name="plans")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="plans")
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    sessions_per_week = models.PositiveSmallIntegerField()
    days = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    made_by = models.ForeignKey(Therapist, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="plan_ends_after_start",
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
            ),
            models.CheckConstraint(
                name="plan_sessions_1_to_14", condition=Q(sessions_per_week__range=(1, 14))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.patient}: {self.programme}"


class PlanPause(models.Model):
    """Illness or holiday: days that leave adherence. `until_on` is the last paused day; null is open."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="pauses")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="pause_ends_after_start",
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.plan} paused from {self.from_on}"


class Prescription(models.Model):
    """One ladder × side × level × dose, from–to: closed and replaced, never edited.

    `run` names the consecutive prescriptions that share one body of evidence: the same level and
    load, with only limits or mode changed between them. Evidence counts from `evidence_from`, which
    a cleared stop moves on. `evaluate_due_at` is the work table: due when not after now, whatever
    the broker did. `low` and `high` count reps, seconds, minutes or flights by `kind`. `made_by` and
    `reason` say which therapist opened it and why; empty where a decision or the plan's start did.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="prescriptions")
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="prescriptions")
    # Nobody asks for all prescriptions of a level, and an index would be written with each of them.
    ladder = models.ForeignKey(Ladder, on_delete=models.PROTECT, related_name="+", db_index=False)
    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="+", db_index=False)
    side = models.CharField(max_length=5, choices=Side)
    run = models.UUIDField()

    kind = models.CharField(max_length=10)
    sets = models.PositiveSmallIntegerField()
    low = models.PositiveSmallIntegerField()
    high = models.PositiveSmallIntegerField()
    load_kg = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    load_step_kg = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    rm_target = models.PositiveSmallIntegerField(null=True, blank=True)

    gate = models.CharField(max_length=24)
    gate_sets = models.PositiveSmallIntegerField()
    needs_control = models.BooleanField(default=False)
    max_effort = models.PositiveSmallIntegerField(null=True, blank=True)
    pain_profile = models.CharField(max_length=16)
    pain_limit_during = models.PositiveSmallIntegerField(null=True, blank=True)
    pain_limit_next_day = models.PositiveSmallIntegerField(null=True, blank=True)
    bouts_required = models.PositiveSmallIntegerField(default=2)
    mode = models.CharField(max_length=10, choices=Mode, default=Mode.AUTOMATIC)

    opened = models.CharField(max_length=10, choices=Opened)
    opened_by = models.ForeignKey(
        "tracker.ProgressionDecision", on_delete=models.PROTECT, null=True, blank=True, related_name="opens"
    )
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    made_by = models.ForeignKey(
        Therapist, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    reason = models.TextField(max_length=1000, blank=True)
    started_at = models.DateTimeField()
    evidence_from = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    evaluate_due_at = models.DateTimeField(null=True, blank=True)
    evaluate_failures = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_open_prescription",
                fields=["plan", "ladder", "side"],
                condition=Q(ended_at__isnull=True),
            ),
            models.CheckConstraint(
                name="prescription_ends_after_start",
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")),
            ),
            models.CheckConstraint(name="prescription_low_to_high", condition=Q(low__lte=F("high"))),
            models.CheckConstraint(name="prescription_load_not_negative", condition=Q(load_kg__gte=0)),
            models.CheckConstraint(
                name="prescription_by_hand_says_who_and_why",
                condition=~Q(opened__in=BY_HAND) | Q(made_by__isnull=False, reason__regex=r"\S"),
            ),
        ]
        indexes = [
            models.Index(
                fields=["evaluate_due_at"],
                name="prescription_due",
                condition=Q(evaluate_due_at__isnull=False),
            ),
            models.Index(fields=["run"], name="prescription_run"),
        ]

    def __str__(self) -> str:
        return f"{self.level} ({self.side})"


class LimitChange(models.Model):
    """A limit that the therapist set for one person, one ladder and side: what, why, who, when."""

    prescription = models.ForeignKey(Prescription, on_delete=models.CASCADE, related_name="limit_changes")
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="+")
    before = models.JSONField()
    after = models.JSONField()
    reason = models.TextField(max_length=1000)
    made_by = models.ForeignKey(Therapist, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"limits of {self.prescription} from {self.made_at:%Y-%m-%d}"
