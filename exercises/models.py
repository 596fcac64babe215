"""The exercise library: programmes, their ladders and levels, loaded from seeds/programmes.

Every word a plan shows hangs on one programme version: cues, cautions and laterality stand on
Ladder, the dose on Level. Exercise is only the lasting identity of a movement across versions,
so a changed cue never alters what a plan that already uses the old version shows.
"""

from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from exercises.terms import Confidence, DeliveredBy, DoseKind, Gate, Laterality, LoadRule, PainProfile


def word_list() -> "ArrayField[list[str], list[str]]":
    return ArrayField(models.TextField(), default=list, blank=True)


class Sourced(models.Model):
    """An entry that says where it comes from.

    `source` is the mark as written in the clinical reference ("seed 003 H; steps design"),
    `confidence` the letter of its first part, `is_design` whether any part is our own choice.
    """

    source = models.TextField()
    confidence = models.CharField(max_length=1, choices=Confidence.choices, blank=True)
    is_design = models.BooleanField("our own choice, at least in part", default=False)

    class Meta:
        abstract = True


class Programme(Sourced):
    """One version of a programme. From `in_use_since` on the database refuses to change it."""

    code = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField(default=1, validators=[MinValueValidator(1)])
    title = models.TextField()
    for_whom = models.TextField()
    focus = models.TextField()
    tags = word_list()
    frequency_text = models.TextField()
    sessions_per_week = models.PositiveSmallIntegerField(null=True, blank=True)
    duration_weeks_min = models.PositiveSmallIntegerField(null=True, blank=True)
    duration_weeks_max = models.PositiveSmallIntegerField(null=True, blank=True)
    rest_text = models.TextField(blank=True)
    rest_seconds_min = models.PositiveSmallIntegerField(null=True, blank=True)
    rest_seconds_max = models.PositiveSmallIntegerField(null=True, blank=True)
    pain_profile = models.CharField(max_length=20, choices=PainProfile.choices)
    pain_text = models.TextField()
    default_gate = models.CharField(max_length=20, choices=Gate.choices)
    evidence_note = models.TextField()
    note = models.TextField(blank=True)
    intake_exclusions = models.JSONField(default=list, blank=True)
    week_map = models.JSONField(default=dict, blank=True)
    reviewed_on = models.DateField()
    next_review_on = models.DateField()
    signed_off_by = models.TextField(blank=True)
    content_hash = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(db_default=Now())
    in_use_since = models.DateTimeField(null=True, blank=True)
    is_current = models.BooleanField(default=True)

    class Meta:
        ordering = ["code", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="programme_version_once"),
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(is_current=True),
                name="programme_one_current_version",
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="programme_version_from_1"),
            models.CheckConstraint(
                condition=Q(pain_profile__in=PainProfile.values),
                name="programme_known_pain_profile",
            ),
            models.CheckConstraint(condition=Q(default_gate__in=Gate.values), name="programme_known_gate"),
            models.CheckConstraint(
                condition=Q(confidence__in=Confidence.values),
                name="programme_known_confidence",
            ),
            models.CheckConstraint(
                condition=Q(sessions_per_week=None) | Q(sessions_per_week__range=(1, 14)),
                name="programme_sessions_1_to_14",
            ),
            models.CheckConstraint(
                condition=Q(duration_weeks_max=None) | Q(duration_weeks_min__lte=F("duration_weeks_max")),
                name="programme_weeks_in_order",
            ),
            models.CheckConstraint(
                condition=Q(rest_seconds_max=None) | Q(rest_seconds_min__lte=F("rest_seconds_max")),
                name="programme_rest_in_order",
            ),
            models.CheckConstraint(
                condition=Q(next_review_on__gt=F("reviewed_on")),
                name="programme_review_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"


class Exercise(models.Model):
    """A movement, the same across programme versions; `name` is the newest version's, for searching."""

    code = models.CharField(max_length=40, unique=True)
    name = models.TextField()

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Ladder(Sourced):
    """One exercise within one programme version, with every word the patient and therapist read."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="ladders")
    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="ladders")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    name = models.TextField()
    region = models.TextField()
    laterality_text = models.TextField()
    equipment = word_list()
    dosage_type = models.TextField()
    cues = models.TextField()
    cautions = models.TextField()
    delivered_by = models.CharField(max_length=10, choices=DeliveredBy.choices, default=DeliveredBy.PATIENT)
    tags = word_list()

    class Meta:
        ordering = ["programme_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="ladder_code_once"),
            models.UniqueConstraint(
                fields=["programme", "position"],
                name="ladder_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(condition=Q(position__gte=1), name="ladder_position_from_1"),
            models.CheckConstraint(
                condition=Q(delivered_by__in=DeliveredBy.values),
                name="ladder_known_deliverer",
            ),
            models.CheckConstraint(
                condition=Q(confidence__in=Confidence.values),
                name="ladder_known_confidence",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Level(Sourced):
    """One step of a ladder: what to do, how much, and what opens the next step.

    `low` and `high` count what `kind` says (repetitions, seconds, minutes, flights); a therapist's
    record has no numbers. `gate` at the top level is the one that would apply if there were a next.
    """

    ladder = models.ForeignKey(Ladder, on_delete=models.PROTECT, related_name="levels")
    number = models.PositiveSmallIntegerField()
    is_top = models.BooleanField(default=False)
    title = models.TextField()
    kind = models.CharField(max_length=10, choices=DoseKind.choices)
    sets_min = models.PositiveSmallIntegerField(null=True, blank=True)
    sets_max = models.PositiveSmallIntegerField(null=True, blank=True)
    low = models.PositiveSmallIntegerField(null=True, blank=True)
    high = models.PositiveSmallIntegerField(null=True, blank=True)
    sessions_per_week = models.PositiveSmallIntegerField(null=True, blank=True)
    dose_text = models.TextField()
    effort_text = models.TextField(blank=True)
    gate = models.CharField(max_length=20, choices=Gate.choices)
    load_rule = models.CharField(max_length=2, choices=LoadRule.choices, blank=True)
    load_start_kg = models.DecimalField(
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
    )
    load_step_kg = models.DecimalField(
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
    )
    rep_hold_seconds_min = models.PositiveSmallIntegerField(null=True, blank=True)
    rep_hold_seconds_max = models.PositiveSmallIntegerField(null=True, blank=True)
    tempo = models.JSONField(default=dict, blank=True)
    laterality = models.CharField(max_length=4, choices=Laterality.choices)
    side_text = models.TextField(blank=True)
    equipment = word_list()
    range_text = models.TextField(blank=True)
    needs_sign_off = models.BooleanField(default=False)
    prerequisites = models.TextField(blank=True)
    tags = word_list()

    class Meta:
        ordering = ["ladder_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["ladder", "number"], name="level_number_once"),
            models.UniqueConstraint(fields=["ladder"], condition=Q(is_top=True), name="level_one_top"),
            models.CheckConstraint(condition=Q(number__gte=1), name="level_number_from_1"),
            models.CheckConstraint(condition=Q(kind__in=DoseKind.values), name="level_known_kind"),
            models.CheckConstraint(condition=Q(gate__in=Gate.values), name="level_known_gate"),
            models.CheckConstraint(
                condition=Q(laterality__in=Laterality.values),
                name="level_known_laterality",
            ),
            models.CheckConstraint(condition=Q(load_rule__in=LoadRule.values), name="level_known_load_rule"),
            models.CheckConstraint(
                condition=Q(confidence__in=Confidence.values),
                name="level_known_confidence",
            ),
            models.CheckConstraint(
                condition=(
                    Q(kind=DoseKind.RECORD, sets_min=None, sets_max=None, low=None, high=None)
                    | Q(
                        ~Q(kind=DoseKind.RECORD),
                        sets_min__gte=1,
                        sets_min__lte=F("sets_max"),
                        low__gte=1,
                        low__lte=F("high"),
                        sets_max__isnull=False,
                        high__isnull=False,
                        sets_min__isnull=False,
                        low__isnull=False,
                    )
                ),
                name="level_dose_in_order",
            ),
            models.CheckConstraint(
                condition=Q(sessions_per_week=None) | Q(sessions_per_week__range=(1, 14)),
                name="level_sessions_1_to_14",
            ),
            models.CheckConstraint(
                condition=Q(load_step_kg=None) | Q(load_step_kg__gt=0),
                name="level_load_step_over_0",
            ),
            models.CheckConstraint(
                condition=(
                    Q(rep_hold_seconds_min=None, rep_hold_seconds_max=None)
                    | Q(
                        rep_hold_seconds_min__isnull=False,
                        rep_hold_seconds_max__isnull=False,
                        rep_hold_seconds_min__lte=F("rep_hold_seconds_max"),
                    )
                ),
                name="level_rep_hold_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def code(self) -> str:
        return f"{self.ladder.code}.{self.number}"
