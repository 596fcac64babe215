"""What a therapist sends: an answer, an override, a clearance, a plan, a change of one exercise."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from tracker.api.fields import Body, Code, Day, Id, Instant, Load, Reason, Yes, ZeroToTen

Modes = Literal["automatic", "propose", "manual"]
Sides = Literal["left", "right", "both"]
LevelNumber = Annotated[int, Field(ge=1, le=100)]
Weekday = Annotated[int, Field(ge=1, le=7)]
PainLimit = Annotated[int, Field(ge=0, le=5)]
Count = Annotated[int, Field(ge=1, le=600)]


class Answer(Body):
    """Why a proposed step is taken or not."""

    reason: Reason


class OverrideWish(Body):
    """The therapist's own verdict; without `expires_at` it lasts the rulebook's seven days."""

    verdict: Literal["PROGRESS", "HOLD", "REGRESS"]
    reason: Reason
    expires_at: Instant | None = None


class Clearance(Body):
    """`confirm` must be true: lifting a stop is never a slip."""

    reason: Reason
    confirm: Yes


class LadderChoice(Body):
    """Where one ladder of the programme starts; `sides` left out is both legs."""

    ladder: Code
    level: LevelNumber
    sides: Annotated[list[Sides], Field(max_length=2)] = []
    mode: Modes = "automatic"
    load_kg: Load | None = None
    load_step_kg: Load | None = None


class PlanStart(Body):
    """A plan on the current version of a programme; `days` are ISO weekdays, Monday 1.

    `episode` is needed only when the patient has more than one open episode of care.
    """

    programme: Code
    started_on: Day
    sessions_per_week: Annotated[int, Field(ge=1, le=14)]
    days: Annotated[list[Weekday], Field(max_length=7)] = []
    choices: Annotated[list[LadderChoice], Field(min_length=1, max_length=60)]
    episode: Id | None = None


class UsualPain(Body):
    """The pain of an ordinary day; null is not known."""

    usual_pain: ZeroToTen | None


class LevelChange(Body):
    level: LevelNumber
    load_kg: Load | None = None
    reason: Reason


class DoseChange(Body):
    """What is left out, or null, stays as it is."""

    sets: Annotated[int, Field(ge=1, le=10)] | None = None
    low: Count | None = None
    high: Count | None = None
    load_kg: Load | None = None
    load_step_kg: Load | None = None
    reason: Reason


class LimitsChange(Body):
    """This person's own limits: left out stays, null goes back to the pain profile's."""

    pain_limit_during: PainLimit | None = None
    pain_limit_next_day: PainLimit | None = None
    bouts_required: Annotated[int, Field(ge=1, le=10)] | None = None
    reason: Reason


class ModeChange(Body):
    mode: Modes
    reason: Reason
