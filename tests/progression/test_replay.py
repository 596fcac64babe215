"""One line of a file of cases, decided again."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.progression.test_load import a_lift
from tracker.progression.cases import case_to_json
from tracker.progression.replay import replay_line

CASES = Path(__file__).with_name("cases.jsonl")
FIRST, THIRD = CASES.read_text().splitlines()[:3:2]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"id": 1, "id": 2}', "id: given twice"),
        ("[" * 100_000, "not JSON"),
        ('{"expect": "P1"}', "expect: must hold a verdict and a rule"),
        ('{"expect": {"code": 1}}', "expect: must hold a verdict and a rule"),
        ("3", "must be an object"),
    ],
)
def test_a_line_that_is_no_case_is_refused(line: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        replay_line(line)


def test_only_what_is_expected_is_compared() -> None:
    raw = json.loads(FIRST)

    assert replay_line(json.dumps(raw | {"expect": {"verdict": "PROGRESS"}})).difference() is None
    assert (
        replay_line(json.dumps(raw | {"expect": {"rule": "H1"}})).difference()
        == "V01: expected H1, decided PROGRESS P1"
    )
    assert replay_line(json.dumps(raw | {"expect": None})).difference() == "V01: nothing is expected"


def test_a_rule_that_sorts_after_the_decided_one_differs_too() -> None:
    raw = json.loads(FIRST) | {"id": "Übung", "expect": {"verdict": "PROGRESS", "rule": "R1"}}

    assert replay_line(json.dumps(raw)).difference() == "Übung: expected PROGRESS R1, decided PROGRESS P1"
    assert replay_line(json.dumps(raw)).as_json().startswith('{"id": "Übung"')


def test_load_work_is_decided_by_its_own_table() -> None:
    line = json.dumps(case_to_json(a_lift("14*60 @1/1 failure")))

    assert replay_line(line).as_json() == '{"id": null, "verdict": "PROGRESS", "rule": "L1"}'


def test_the_rules_need_no_framework() -> None:
    code = "import sys, tracker.progression.replay; print({'django', 'celery', 'redis'} & set(sys.modules))"

    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "set()"
