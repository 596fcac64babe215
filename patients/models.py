"""People: who is treated, by whom, where, and for what."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from patients import calendar


def known_zone(name: str) -> None:
    """Refuse a name that is not an IANA time zone."""
    if not calendar.is_zone(name):
        raise ValidationError("“%(name)s” is not an IANA time zone.", params={"name": name})


class Region(models.TextChoices):
    HIP = "hip", "Hip"
    KNEE = "knee", "Knee"
    LOW_BACK = "low_back", "Low back"


class Sides(models.TextChoices):
    LEFT = "left", "Left"
    RIGHT = "right", "Right"
    BOTH = "both", "Both"
    CENTRAL = "central", "Central"


class Clinic(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    time_zone = models.CharField(max_length=64, validators=[known_zone])
    phone = models.CharField(max_length=40)
    emergency_number = models.CharField(max_length=20, default="112")

    def __str__(self) -> str:
        return self.name


class Therapist(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="therapist")
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="therapists")
    name = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.name


class Patient(models.Model):
    """`usual_pain` is the person's ordinary pain, 0–10; null is unknown, never 0 (rules.md C0)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="patient", null=True, blank=True
    )
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="patients")
    name = models.CharField(max_length=120)
    born_on = models.DateField(null=True, blank=True)
    time_zone = models.CharField(max_length=64, validators=[known_zone])
    language = models.CharField(max_length=10, default="en")
    pain_region = models.CharField(max_length=10, choices=Region)
    pain_sides = models.CharField(max_length=10, choices=Sides)
    usual_pain = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(0), MaxValueValidator(10)]
    )
    usual_pain_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="patient_usual_pain_0_to_10",
                condition=Q(usual_pain__isnull=True) | Q(usual_pain__range=(0, 10)),
            )
        ]

    def __str__(self) -> str:
        return self.name


class CareAssignment(models.Model):
    """A therapist has a patient in their care, from–to; access follows it at once."""

    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="care")
    therapist = models.ForeignKey(Therapist, on_delete=models.PROTECT, related_name="care")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="care_once_at_a_time",
                fields=["patient", "therapist"],
                condition=Q(ended_at__isnull=True),
            )
        ]
        indexes = [models.Index(fields=["therapist", "ended_at"], name="care_of_therapist")]

    def __str__(self) -> str:
        return f"{self.patient} – {self.therapist}"


class EpisodeOfCare(models.Model):
    """One complaint over time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="episodes")
    complaint = models.CharField(max_length=200)
    region = models.CharField(max_length=10, choices=Region)
    sides = models.CharField(max_length=10, choices=Sides)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="episode_ends_after_start",
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.patient}: {self.complaint}"
