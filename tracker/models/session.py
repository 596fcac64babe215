"""What a person did, as they reported it."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from patients.models import Patient
from tracker.models.plan import Prescription


def zero_to_ten(field: str) -> Q:
    return Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__range": (0, 10)})


class SessionLog(models.Model):
    """One sitting. `client_id` is made by the phone and names the session for its patient.

    The instant, the zone it happened in and the local day are kept; `content_sha256` tells a
    repeat of the same content from other content under the same id.
    """

    # Here and below: no index of its own where a constraint begins with the same column.
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="sessions", db_index=False)
    client_id = models.UUIDField()
    revision = models.PositiveIntegerField()
    performed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    timezone = models.CharField(max_length=64)
    local_day = models.DateField()
    note = models.TextField(max_length=4000, blank=True)
    content_sha256 = models.BinaryField(max_length=32)
    received_at = models.DateTimeField()
    first_received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="session_once_per_patient", fields=["patient", "client_id"]),
            models.CheckConstraint(name="session_revision_from_1", condition=Q(revision__gte=1)),
        ]
        indexes = [models.Index(fields=["patient", "-performed_at"], name="session_of_patient")]

    def __str__(self) -> str:
        return f"{self.patient_id} {self.performed_at:%Y-%m-%d %H:%M}"


class SessionRevision(models.Model):
    """The earlier content of a corrected session, as it was sent."""

    session = models.ForeignKey(SessionLog, on_delete=models.CASCADE, related_name="revisions")
    revision = models.PositiveIntegerField()
    content = models.JSONField()
    received_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="revision_once", fields=["session", "revision"])]

    def __str__(self) -> str:
        return f"{self.session} r{self.revision}"


class ExerciseLog(models.Model):
    """One prescription within a session. Blank pain, effort and control are unknown, never 0 or yes."""

    session = models.ForeignKey(
        SessionLog, on_delete=models.CASCADE, related_name="exercises", db_index=False
    )
    prescription = models.ForeignKey(Prescription, on_delete=models.PROTECT, related_name="logs")
    position = models.PositiveSmallIntegerField()
    pain_during = models.PositiveSmallIntegerField(null=True, blank=True)
    effort = models.PositiveSmallIntegerField(null=True, blank=True)
    control_ok = models.BooleanField(null=True, blank=True)
    red_flags = ArrayField(models.CharField(max_length=8), default=list, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="prescription_once_per_session", fields=["session", "prescription"]),
            models.CheckConstraint(name="exercise_pain_0_to_10", condition=zero_to_ten("pain_during")),
            models.CheckConstraint(name="exercise_effort_0_to_10", condition=zero_to_ten("effort")),
        ]

    def __str__(self) -> str:
        return f"{self.session}: {self.prescription_id}"


class SetLog(models.Model):
    """One set, the target beside what was done; blank is unknown, never zero."""

    exercise = models.ForeignKey(ExerciseLog, on_delete=models.CASCADE, related_name="sets", db_index=False)
    position = models.PositiveSmallIntegerField()
    target_low = models.PositiveSmallIntegerField()
    target_load_kg = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    reps = models.PositiveSmallIntegerField(null=True, blank=True)
    hold_seconds = models.PositiveSmallIntegerField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    flights = models.PositiveSmallIntegerField(null=True, blank=True)
    load_kg = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    pain = models.PositiveSmallIntegerField(null=True, blank=True)
    to_failure = models.BooleanField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="set_once_per_exercise", fields=["exercise", "position"]),
            models.CheckConstraint(name="set_pain_0_to_10", condition=zero_to_ten("pain")),
            models.CheckConstraint(
                name="set_load_0_to_500", condition=Q(load_kg__isnull=True) | Q(load_kg__range=(0, 500))
            ),
        ]

    def __str__(self) -> str:
        return f"set {self.position} of {self.exercise_id}"


class NextDayReport(models.Model):
    """The 24-hour answer of one session with sets; `pain` is null until it is given (rules.md C0).

    Opens 18 h after the session's end, is due at 24 h, late after 36 h, expired after 48 h.
    `earlier` keeps the answers that a later one replaced.
    """

    session = models.OneToOneField(SessionLog, on_delete=models.CASCADE, related_name="next_day")
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="next_day_reports")
    opens_at = models.DateTimeField()
    due_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    pain = models.PositiveSmallIntegerField(null=True, blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    earlier = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="next_day_pain_0_to_10", condition=zero_to_ten("pain")),
            models.CheckConstraint(
                name="next_day_pain_with_its_time",
                condition=Q(pain__isnull=True, reported_at__isnull=True)
                | Q(pain__isnull=False, reported_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["patient", "due_at"], name="next_day_open", condition=Q(pain__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"the day after {self.session}"
