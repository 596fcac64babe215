"""manage.py replay_cases: how a clinician tries a rule."""

from __future__ import annotations

import json
import sys
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

CASES = Path(__file__).with_name("cases.jsonl")
FIRST, THIRD = CASES.read_text().splitlines()[:3:2]


def replayed(*arguments: str) -> tuple[str, str, int]:
    out, err, code = StringIO(), StringIO(), 0
    try:
        call_command("replay_cases", *arguments, stdout=out, stderr=err, no_color=True)
    except SystemExit as stop:
        code = int(stop.code or 0)
    return out.getvalue(), err.getvalue(), code


def test_each_case_is_one_line_of_json() -> None:
    out, _, code = replayed(str(CASES))

    lines = [json.loads(line) for line in out.splitlines()]
    assert (len(lines), code) == (45, 0)
    assert lines[0] == {"id": "V01", "verdict": "PROGRESS", "rule": "P1"}


def test_checking_agrees_with_every_worked_case() -> None:
    assert replayed(str(CASES), "--check") == ("", "45 cases decided, 0 differ\n", 0)


def test_what_differs_is_printed(tmp_path: Path) -> None:
    wrong = json.loads(FIRST) | {"expect": {"verdict": "HOLD", "rule": "H1"}}
    file = tmp_path / "cases.jsonl"
    file.write_text(f"{json.dumps(wrong)}\n{THIRD}\n")

    out, err, code = replayed(str(file), "--check")

    assert out == "V01: expected HOLD H1, decided PROGRESS P1\n"
    assert (err, code) == ("2 cases decided, 1 differ\n", 1)


def test_a_bad_line_is_named_and_the_others_still_run(tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_bytes(b'{"now": 1}\n\n' + FIRST.encode() + b"\nnot json\n[]\n\xff\n" + THIRD.encode())

    out, err, code = replayed(str(file))

    assert [json.loads(line)["id"] for line in out.splitlines()] == ["V01", "V03"]
    assert [line.split(":")[0] for line in err.splitlines()] == ["line 1", "line 4", "line 5", "line 6"]
    assert code == 1


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(FIRST.encode())))

    assert json.loads(replayed("-")[0])["id"] == "V01"


def test_a_missing_file_is_said_plainly() -> None:
    with pytest.raises(CommandError, match="No such file"):
        call_command("replay_cases", "nowhere.jsonl")
