"""What a therapist gets back, field by field."""

from __future__ import annotations

from typing import Any, Literal

from tracker.api.patient_answers import (
    Answer,
    Dose,
    Key,
    Limits,
    LoggedExercise,
    Moment,
    NextDayReceipt,
    OnDay,
    Receipt,
    Side,
    Tier,
    Today,
    Verdict,
)

Effect = Literal["none", "moved", "proposed", "informed", "stopped"]
Modes = Literal["automatic", "propose", "manual"]
ByHand = Literal["level", "dose", "limits", "mode"]


class AnswerGiven(Answer):
    accepted: bool
    reason: str
    by: str
    at: Moment


class DecisionEntry(Answer):
    """One stored verdict: rule, evidence and what people were told."""

    id: Key
    prescription: Key
    level: int
    side: Side
    verdict: Verdict
    rule: str
    rulebook: str
    evidence: dict[str, Any]
    reasons: dict[str, Any]
    for_patient: str
    for_therapist: str
    effect: Effect
    next_step: dict[str, Any] | None
    decided_at: Moment
    superseded_by: Key | None
    answer: AnswerGiven | None


class DecisionLog(Answer):
    """Newest first."""

    decisions: list[DecisionEntry]


class CaseloadRow(Answer):
    """One patient with the one reason that counts; a smaller `need_rank` is sooner."""

    id: Key
    name: str
    region: str
    plans: list[str]
    need: str
    need_rank: int
    reason: str
    since: Moment | None
    more: int
    last_session_at: Moment | None


class Caseload(Answer):
    """Most in need first."""

    patients: list[CaseloadRow]


class StopEntry(Answer):
    id: Key
    rule: str
    red_flags: list[str]
    tier: Tier
    exercise: str
    everything: bool
    opened_at: Moment
    cleared_at: Moment | None
    cleared_by: str | None
    cleared_reason: str


class AlertEntry(Answer):
    cause: str
    label: str
    tier: str
    exercise: str
    decision: Key | None
    opened_at: Moment


class OverrideEntry(Answer):
    verdict: Verdict
    reason: str
    by: str
    exercise: str
    expires_at: Moment


class DecisionOfPatient(DecisionEntry):
    exercise: str
    code: str


class ExerciseOfSession(LoggedExercise):
    name: str
    side: Side
    level: int


class SessionOfPatient(Receipt):
    """`next_day` null: no set was done, so there is no question about the day after."""

    exercises: list[ExerciseOfSession]  # type: ignore[assignment]  # the same, and how it was named
    next_day: NextDayReceipt | None


class ChangeByHand(Answer):
    """What a therapist changed of one exercise, and why; `dose` is the one since then."""

    prescription: Key
    exercise: str
    side: Side
    changed: ByHand
    level: int
    dose: str
    by: str
    reason: str
    at: Moment


class PatientRecord(Answer):
    """One patient: what is prescribed, what was done, what was decided."""

    id: Key
    name: str
    region: str
    sides: str
    usual_pain: int | None
    time_zone: str
    day: OnDay
    today: Today
    stops: list[StopEntry]
    alerts: list[AlertEntry]
    overrides: list[OverrideEntry]
    changes: list[ChangeByHand]
    decisions: list[DecisionOfPatient]
    sessions: list[SessionOfPatient]


class UsualPainNoted(Answer):
    """The pain of an ordinary day, and the patient's own day on which it was noted."""

    usual_pain: int | None
    usual_pain_on: OnDay | None


class PrescriptionEntry(Answer):
    """`made_by` and `reason` are there when a therapist changed it; `opened` says what they changed."""

    id: Key
    ladder: str
    name: str
    level: int
    title: str
    side: Side
    dose: Dose
    limits: Limits
    bouts_required: int
    mode: Modes
    started_at: Moment
    opened: ByHand | Literal["start", "decision", "late"]
    made_by: str | None
    reason: str


class Prescriptions(Answer):
    """What is open now in place of the prescription that was changed."""

    prescriptions: list[PrescriptionEntry]


class PlanEntry(Answer):
    id: Key
    episode: Key
    programme: str
    version: int
    title: str
    started_on: OnDay
    ended_on: OnDay | None
    sessions_per_week: int
    days: list[int]
    prescriptions: list[PrescriptionEntry]


class Plans(Answer):
    """Newest first, each with its open prescriptions."""

    plans: list[PlanEntry]
