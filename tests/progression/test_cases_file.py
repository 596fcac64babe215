"""The worked cases of the clinical reference, and a second reading of the same tables."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.progression.histories import a_history
from tests.progression.oracle import verdict_of
from tracker.progression.cases import case_from_json, case_to_json
from tracker.progression.decide import decide
from tracker.progression.replay import replay_line

LINES = Path(__file__).with_name("cases.jsonl").read_text().splitlines()
CASES = [pytest.param(json.loads(line), id=json.loads(line)["id"]) for line in LINES]
SEEDS = range(3000)


@pytest.mark.parametrize("raw", CASES)
def test_every_worked_case_agrees(raw: dict[str, Any]) -> None:
    assert replay_line(json.dumps(raw)).difference() is None


@pytest.mark.parametrize("raw", CASES)
def test_the_second_reading_agrees_with_the_worked_cases(raw: dict[str, Any]) -> None:
    assert verdict_of(raw) == (raw["expect"]["verdict"], raw["expect"]["rule"])


def test_two_readings_of_the_rules_agree_on_thousands_of_histories() -> None:
    histories = [a_history(seed) for seed in SEEDS]

    differing = [at for at, raw in enumerate(histories) if decide(case_from_json(raw)) != verdict_of(raw)]

    assert differing == []


def test_the_random_histories_reach_every_rule() -> None:
    reached = {decide(case_from_json(a_history(seed))).rule for seed in SEEDS}

    assert len(reached) == 19


@pytest.mark.parametrize("raw", CASES)
def test_a_case_written_and_read_again_is_the_same_case(raw: dict[str, Any]) -> None:
    case = case_from_json(raw)

    assert case_from_json(json.loads(json.dumps(case_to_json(case)))) == case


def test_random_histories_survive_writing_and_reading() -> None:
    for seed in range(300):
        case = case_from_json(a_history(seed))

        assert case_from_json(case_to_json(case)) == case
