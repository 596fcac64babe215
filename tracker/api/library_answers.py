"""What the library answers: programmes with every ladder and level as the seeds have them."""

from __future__ import annotations

from typing import Any

from tracker.api.patient_answers import Answer, OnDay


class ProgrammeSummary(Answer):
    code: str
    version: int
    title: str
    for_whom: str
    focus: str
    tags: list[str]
    pain_profile: str
    confidence: str


class Programmes(Answer):
    """The current version of each programme."""

    programmes: list[ProgrammeSummary]


class LevelEntry(Answer):
    """One step: `low` and `high` count what `kind` says."""

    code: str
    source: str
    confidence: str
    is_design: bool
    number: int
    is_top: bool
    title: str
    kind: str
    sets_min: int | None
    sets_max: int | None
    low: int | None
    high: int | None
    sessions_per_week: int | None
    dose_text: str
    effort_text: str
    gate: str
    load_rule: str
    load_start_kg: float | None
    load_step_kg: float | None
    rep_hold_seconds_min: int | None
    rep_hold_seconds_max: int | None
    tempo: dict[str, Any]
    laterality: str
    side_text: str
    equipment: list[str]
    range_text: str
    needs_sign_off: bool
    prerequisites: str
    tags: list[str]


class LadderEntry(Answer):
    source: str
    confidence: str
    is_design: bool
    position: int
    code: str
    name: str
    region: str
    laterality_text: str
    equipment: list[str]
    dosage_type: str
    cues: str
    cautions: str
    delivered_by: str
    tags: list[str]
    levels: list[LevelEntry]


class ProgrammeEntry(ProgrammeSummary):
    """A programme whole; `sign_off` says in words whether a clinician stands behind it."""

    source: str
    is_design: bool
    frequency_text: str
    sessions_per_week: int | None
    duration_weeks_min: int | None
    duration_weeks_max: int | None
    rest_text: str
    rest_seconds_min: int | None
    rest_seconds_max: int | None
    pain_text: str
    default_gate: str
    evidence_note: str
    note: str
    intake_exclusions: list[Any]
    week_map: dict[str, Any]
    reviewed_on: OnDay
    next_review_on: OnDay
    signed_off_by: str
    sign_off: str
    content_hash: str
    ladders: list[LadderEntry]
