"""What people are told, in plain words."""

from __future__ import annotations

from typing import Any

from tracker import wording
from tracker.progression.rules import RULES
from tracker.progression.withhold import WITHHOLDINGS

REPS = {"level": 2, "kind": "reps", "sets": 3, "low": 12, "high": 12, "load_kg": None}


def told(**after: Any) -> str:
    return wording.change(REPS, {**REPS, **after})


def test_a_new_level_is_told_with_its_whole_dose() -> None:
    assert told(level=1, kind="hold", sets=5, low=10, high=10) == "level 2 → 1, 5 × 10 s"


def test_the_same_level_is_told_by_what_differs() -> None:
    assert told(sets=2) == "3 × 12 → 2 × 12"


def test_a_load_is_told_without_idle_decimals() -> None:
    assert wording.change({**REPS, "load_kg": 30.0}, {**REPS, "load_kg": 32.5}) == "load 30 → 32.5 kg"


def test_every_rule_has_a_sentence_for_both() -> None:
    codes = {rule.code for rule in RULES} | {row.code for row in WITHHOLDINGS}

    assert codes <= set(wording.FOR_PATIENT)
    assert set(wording.FOR_PATIENT) == set(wording.FOR_THERAPIST)


def test_what_is_not_known_is_a_dash_never_zero() -> None:
    assert "–" in wording.sentence("H1", {"pain_during": None, "limit_during": 3})
