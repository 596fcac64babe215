"""What a patient gets back, field by field: the contract that the schema prints."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, WithJsonSchema

from tracker.api.problems import Problem

Moment = Annotated[str, WithJsonSchema({"type": "string", "format": "date-time"})]
OnDay = Annotated[str, WithJsonSchema({"type": "string", "format": "date"})]
Key = Annotated[str, WithJsonSchema({"type": "string", "format": "uuid"})]
Side = Literal["left", "right", "both"]
Tier = Literal["EMERGENCY", "URGENT", "REVIEW"]
Verdict = Literal["PROGRESS", "HOLD", "REGRESS", "INSUFFICIENT_EVIDENCE", "STOP_AND_REVIEW"]


class Answer(BaseModel):
    """A JSON object with these members and no others."""

    model_config = ConfigDict(extra="forbid")


class LoggedSet(Answer):
    reps: int | None
    hold_seconds: int | None
    minutes: int | None
    flights: int | None
    load_kg: float | None
    pain: int | None
    to_failure: bool | None


class LoggedExercise(Answer):
    prescription: Key
    pain_during: int | None
    effort: int | None
    control_ok: bool | None
    red_flags: list[str]
    sets: list[LoggedSet]


class Instruction(Answer):
    """What to do now, after a warning sign."""

    tier: Tier
    text: str


class Receipt(Answer):
    """The session as stored; `instruction` is there when a warning sign was ticked."""

    id: Key
    revision: int
    performed_at: Moment
    ended_at: Moment | None
    timezone: str
    local_day: OnDay
    note: str
    exercises: list[LoggedExercise]
    received_at: Moment
    content_sha256: str
    instruction: Instruction | None


class NextDayReceipt(Answer):
    """The 24-hour answer with its window; `pain` is null until it is given."""

    session: Key
    pain: int | None
    reported_at: Moment | None
    received_at: Moment | None
    due_at: Moment
    expires_at: Moment


class SyncResult(Answer):
    """What became of one item. `problem` says why it was not stored; `receipt` is what is stored."""

    id: str | None
    kind: Literal["session", "next_day"] | None
    result: Literal["stored", "duplicate", "conflict", "refused"]
    problem: Problem | None
    receipt: Receipt | NextDayReceipt | None


class SyncResults(Answer):
    """One result for each item, in the order sent."""

    results: list[SyncResult]


class Band(Answer):
    band: str
    up_to: float
    advice: str


class Limits(Answer):
    """Pain up to these passes; `next_day` null: no usual pain is known to compare with."""

    profile: str
    during: float
    next_day: float | None
    usual_pain: int | None
    bands: list[Band]


class Dose(Answer):
    """`qualify` says how many sets more than prescribed the next level asks for; empty when none."""

    kind: str
    sets: int
    low: int
    high: int
    load_kg: float | None
    gate_sets: int
    qualify: str
    text: str


class LevelNow(Answer):
    number: int
    of: int | None
    title: str


class Said(Answer):
    """The newest decision in one plain sentence."""

    id: Key
    verdict: Verdict
    rule: str
    sentence: str
    decided_at: Moment


class ExerciseToday(Answer):
    prescription: Key
    code: str
    name: str
    side: Side
    level: LevelNow
    dose: Dose
    limits: Limits
    needs_control: bool
    asks_effort: bool
    equipment: list[str]
    cues: str
    cautions: str
    tempo: dict[str, Any]
    decision: Said | None
    done_today: bool


class Pause(Answer):
    reason: str
    until_on: OnDay | None


class PlanToday(Answer):
    id: Key
    programme: str
    title: str
    started_on: OnDay
    week: int
    starts_later: bool
    paused: Pause | None
    days: list[int]
    sessions_per_week: int
    sessions_this_week: int
    done_today: bool
    due_today: bool
    rest: str
    stopped: bool
    exercises: list[ExerciseToday]


class Question(Answer):
    """A next-day question that can be answered now."""

    session: Key
    performed_at: Moment
    local_day: OnDay
    exercises: list[str]
    due_at: Moment
    expires_at: Moment
    late: bool


class StopNow(Answer):
    tier: Tier
    instruction: str
    plan: Key | None
    clinic: str
    phone: str
    emergency_number: str
    opened_at: Moment


class PatientNow(Answer):
    id: Key
    name: str
    time_zone: str


class WarningSign(Answer):
    code: str
    question: str


class Today(Answer):
    """What this patient does now, in their own day."""

    day: OnDay
    patient: PatientNow
    stop: StopNow | None
    questions: list[Question]
    plans: list[PlanToday]
    red_flags: list[WarningSign]
