"""The closed vocabularies of the library: what a programme file may say, and nothing else."""

from django.db.models import TextChoices


class PainProfile(TextChoices):
    """How much pain is allowed during and after; the limits themselves live in the rulebook (rules.md C1)."""

    KEMP = "KEMP", "Kemp: up to 3 during and next day"
    THOMEE = "THOMEE", "Thomeé: up to 5 during, usual pain next day"
    HIP_BOOSTER = "HIP_BOOSTER", "Hip Booster: above 5 cuts the load"
    SILBERNAGEL = "SILBERNAGEL", "Silbernagel: up to 5, settled next morning"


class Gate(TextChoices):
    """What must be shown before the next level (rules.md C3, C4, C7); values as the programmes write them."""

    G_K = "G-K", "3 sets at the low end of 8-10"
    G_KT = "G-KT", "3 sets at the top of 8-10 (big step)"
    G_H = "G-H", "3 holds of 20 s"
    G_HT = "G-HT", "3 holds of 30 s (longer lever)"
    G_N = "G-N", "2 sets at the low end, in control, little effort"
    G_M = "G-M", "3 sets at the low end of the written range"
    G_F = "G-F", "3 sets of the written dose"
    G_W = "G-W", "the week's walks done and tolerated"
    LOAD = "L1-L5", "load rules L1-L5, no level ladder"
    TOLERATED = "two bouts tolerated", "two bouts tolerated"
    NONE = "none", "none: recorded by the therapist"


class DoseKind(TextChoices):
    """What the numbers of a dose count."""

    REPS = "reps", "repetitions a set"
    HOLD = "hold", "seconds a hold"
    MINUTES = "minutes", "minutes a session"
    FLIGHTS = "flights", "flights of stairs"
    LOAD_RM = "load_rm", "repetitions to failure at the week's RM"
    RECORD = "record", "recorded by the therapist"


class Laterality(TextChoices):
    """Whether a level is one prescription or one for each side."""

    BOTH = "both", "both legs together"
    EACH = "each", "each side on its own"


class LoadRule(TextChoices):
    """How the load moves inside a level (rules.md C4)."""

    NONE = "", "no load rule"
    L7 = "L7", "two-for-two inside the level"
    RM = "RM", "to failure at the week's RM target"


class Confidence(TextChoices):
    """How sure the source is. Our own choices (`design`) carry none."""

    HIGH = "H", "high"
    MEDIUM = "M", "medium"
    LOW = "L", "low"
    NONE = "", "none: our own choice"


class DeliveredBy(TextChoices):
    """Therapist items are recorded by the therapist and never listed for the patient."""

    PATIENT = "patient", "patient"
    THERAPIST = "therapist", "therapist"
