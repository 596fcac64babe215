"""The words of the rulebook: what a rule may look at and what it may answer.

Everything here is a value. Times are aware datetimes. `None` always means unknown, never zero.
NamedTuples, because a batch of evaluations builds millions of sets.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

Number = int | float


class Verdict(StrEnum):
    PROGRESS = "PROGRESS"
    HOLD = "HOLD"
    REGRESS = "REGRESS"
    INSUFFICIENT_EVIDENCE = "INSUFFICIENT_EVIDENCE"
    STOP_AND_REVIEW = "STOP_AND_REVIEW"


class Gate(StrEnum):
    """Which end of the written range every set has to reach."""

    RANGE_MIN = "RANGE_MIN"
    RANGE_TOP = "RANGE_TOP"


class PainProfile(StrEnum):
    KEMP = "KEMP"
    THOMEE = "THOMEE"
    HIP_BOOSTER = "HIP_BOOSTER"
    SILBERNAGEL = "SILBERNAGEL"


class DoseKind(StrEnum):
    """What one set counts."""

    REPS = "reps"
    HOLD = "hold"
    MINUTES = "minutes"
    FLIGHTS = "flights"
    LOAD_RM = "load_rm"


class Side(StrEnum):
    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"


class ReportStatus(StrEnum):
    """Where the next-day report of a bout stands. FAIL counts whenever it comes (asymmetry rule)."""

    PENDING = "PENDING"
    MISSING = "MISSING"
    TOO_EARLY = "TOO_EARLY"
    ON_TIME = "ON_TIME"
    LATE_ACCEPTED = "LATE_ACCEPTED"
    TOO_LATE = "TOO_LATE"
    FAIL = "FAIL"


class SetEntry(NamedTuple):
    """One set. `value` counts what the dose counts: reps, hold seconds, minutes or flights."""

    value: Number | None
    load_kg: Number | None = None
    pain: Number | None = None
    to_failure: bool | None = None


class NextDay(NamedTuple):
    """The 24-hour report: worst pain, 0-10, since the session."""

    pain: Number
    reported_at: datetime


class Session(NamedTuple):
    """All sets of one prescription in one sitting, as reported."""

    id: str
    performed_at: datetime
    ended_at: datetime | None = None
    received_at: datetime | None = None
    sets: tuple[SetEntry, ...] = ()
    pain_during: Number | None = None
    next_day: NextDay | None = None
    control_ok: bool | None = None
    effort: Number | None = None
    red_flags: tuple[str, ...] = ()


class Dose(NamedTuple):
    """What the gate asks for. `sets`: how many must reach it; `sets_prescribed` None: as many."""

    kind: DoseKind
    sets: int
    low: Number
    high: Number
    load_kg: Number | None = None
    load_step_kg: Number | None = None
    rm_target: int | None = None
    sets_prescribed: int | None = None

    @property
    def sets_asked_of_the_person(self) -> int:
        """A gate may ask for a set more than is prescribed ("add a third set"): that is no failure."""
        return self.sets if self.sets_prescribed is None else min(self.sets, self.sets_prescribed)


class Override(NamedTuple):
    """A therapist's own verdict, in force from `made_at` to `expires_at`, both included."""

    verdict: Verdict
    made_at: datetime
    expires_at: datetime


class Case(NamedTuple):
    """All that the rules may look at. `sessions` belong to one prescription at one level."""

    now: datetime
    pain_profile: PainProfile
    dose: Dose
    gate: Gate = Gate.RANGE_MIN
    usual_pain: Number | None = None
    needs_control: bool = False
    max_effort: Number | None = None
    bouts_required: int = 2
    is_top_level: bool = False
    level_started_at: datetime | None = None
    open_stop: bool = False
    override: Override | None = None
    regressed_at: tuple[datetime, ...] = ()
    sessions: tuple[Session, ...] = ()
    pain_limit_during: Number | None = None
    pain_limit_next_day: Number | None = None


class Decision(NamedTuple):
    """The verdict and the code of the rule that gave it. `explain.explain` tells the rest."""

    verdict: Verdict
    rule: str
