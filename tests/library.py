"""A small programme for tests: one ladder of every shape that plans can meet."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from exercises.models import Exercise, Ladder, Level, Programme
from exercises.terms import DoseKind, Gate, Laterality, LoadRule, PainProfile

OURS = {"source": "design", "is_design": True}
BOTH, EACH = Laterality.BOTH, Laterality.EACH
REPS = {"kind": DoseKind.REPS, "low": 8, "high": 10, "gate": Gate.G_K}
HOLD = {"kind": DoseKind.HOLD, "low": 20, "high": 30, "gate": Gate.G_H}
WALK = {"kind": DoseKind.MINUTES, "sets_min": 1, "sets_max": 1, "low": 10, "high": 10, "gate": Gate.G_W}
LOADED = REPS | {"load_rule": LoadRule.L7, "load_start_kg": Decimal(5), "load_step_kg": Decimal(1)}

# Ladder code: its name, and for each level the dose and whether each side is its own.
LADDERS: dict[str, tuple[str, list[tuple[dict[str, Any], Laterality]]]] = {
    "T-01": ("Squat", [(REPS, BOTH)] * 3),
    "T-02": ("Step-up", [(REPS, EACH)] * 3),
    "T-03": ("Bridge hold", [(HOLD, BOTH)] * 2),
    "T-04": ("Leg press", [(LOADED, BOTH)] * 2),
    "T-05": ("Calf raise", [(REPS, BOTH), (REPS, EACH)]),
    "T-06": ("Walk", [(WALK, BOTH)] * 3),
}


def a_programme(code: str = "SMALL") -> Programme:
    """The programme, made once a test however often it is asked for."""
    found = Programme.objects.filter(code=code, is_current=True).first()
    return found or _new_programme(code)


def _new_programme(code: str) -> Programme:
    programme = Programme.objects.create(
        code=code,
        title="Small programme",
        for_whom="Tests",
        focus="Strength",
        frequency_text="Three times a week",
        sessions_per_week=3,
        pain_profile=PainProfile.KEMP,
        pain_text="Up to 3 of 10 is fine.",
        default_gate=Gate.G_K,
        evidence_note="None",
        reviewed_on=date(2026, 1, 5),
        next_review_on=date(2027, 1, 4),
        content_hash="0" * 64,
        **OURS,
    )
    for position, ladder in enumerate(LADDERS, start=1):
        _new_ladder(programme, ladder, position)
    return programme


def _new_ladder(programme: Programme, code: str, position: int) -> None:
    name, levels = LADDERS[code]
    exercise, _ = Exercise.objects.get_or_create(code=code, defaults={"name": name})
    ladder = Ladder.objects.create(
        programme=programme,
        exercise=exercise,
        position=position,
        code=code,
        name=name,
        region="knee",
        laterality_text="",
        dosage_type="reps",
        cues="Slowly.",
        cautions="Stop at sharp pain.",
        **OURS,
    )
    Level.objects.bulk_create(
        _level(ladder, number, dose, laterality, is_top=number == len(levels))
        for number, (dose, laterality) in enumerate(levels, start=1)
    )


def _level(
    ladder: Ladder, number: int, dose: dict[str, Any], laterality: Laterality, *, is_top: bool
) -> Level:
    return Level(
        ladder=ladder,
        number=number,
        is_top=is_top,
        title=f"{ladder.name} {number}",
        dose_text="3 sets",
        laterality=laterality,
        **{"sets_min": 3, "sets_max": 3} | dose,
        **OURS,
    )
