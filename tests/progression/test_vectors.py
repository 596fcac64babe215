"""The clinicians' table, row by row."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.progression.build import HOLD, REPS, a_case, days, hours
from tracker.progression.decide import decide
from tracker.progression.terms import Case, Gate, Override, PainProfile, Verdict

TABLE = Path(__file__).with_name("vectors.txt")
FIXED: dict[str, dict[str, Any]] = {
    "hold": {"dose": HOLD},
    "top": {"is_top_level": True},
    "stop": {"open_stop": True},
    "top-of-range": {"gate": Gate.RANGE_TOP},
    "thomee": {"pain_profile": PainProfile.THOMEE},
    "nemex": {
        "pain_profile": PainProfile.THOMEE,
        "dose": REPS._replace(sets=2, low=10, high=15),
        "needs_control": True,
        "max_effort": 3,
    },
}


def rows() -> list[Any]:
    lines = [line for line in TABLE.read_text().splitlines() if line and not line.startswith("#")]
    cells = [[cell.strip() for cell in line.split("|")] for line in lines]
    return [pytest.param(*row[1:], id=row[0]) for row in cells]


def with_terms(case: Case, words: str) -> Case:
    for word in words.split():
        name, _, value = word.partition("=")
        case = case._replace(**FIXED.get(word, {})) if word in FIXED else with_value(case, name, value)
    return case


def with_value(case: Case, name: str, value: str) -> Case:
    if name == "override":
        made_at = case.now + hours(float(value))
        return case._replace(override=Override(Verdict.PROGRESS, made_at, made_at + days(7)))
    if name == "regressed":
        return case._replace(regressed_at=tuple(case.now - days(float(age)) for age in value.split(",")))
    if name == "load":
        return case._replace(dose=case.dose._replace(load_kg=int(value)))
    field = {"usual": "usual_pain", "n": "bouts_required", "during<": "pain_limit_during"}[name]
    change: dict[str, Any] = {field: int(value)}
    return case._replace(**change)


@pytest.mark.parametrize(("terms", "history", "after", "verdict", "rule"), rows())
def test_the_table_decides(terms: str, history: str, after: str, verdict: str, rule: str) -> None:
    case = with_terms(a_case(history, after=float(after)), terms)

    assert decide(case) == (Verdict(verdict), rule)


def test_every_rule_has_a_row() -> None:
    from tracker.progression.rules import RULES

    named = {row.values[-1] for row in rows()}

    assert named == {rule.code for rule in RULES}
