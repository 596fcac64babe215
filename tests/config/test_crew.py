"""The demo's processes: named lines, restarts, an orderly end."""

import sys
import time
from pathlib import Path

import pytest

from config.crew import Crew
from config.processes import command_line


def crew_of(tmp_path: Path, **scripts: str) -> Crew:
    crew = Crew({}, tmp_path)
    for name, script in scripts.items():
        crew.add(name, [sys.executable, "-u", "-c", script])
    return crew


def watch(crew: Crew, until_seen: str, capsys: pytest.CaptureFixture[str]) -> str:
    seen = ""

    def has_come() -> bool:
        nonlocal seen
        seen += capsys.readouterr().out
        return until_seen in seen

    crew.watch(until=has_come)
    crew.stop()
    return seen


def test_every_line_says_who_spoke(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    crew = crew_of(tmp_path, web="import time; print('hello'); time.sleep(60)")

    assert "     web | hello\n" in watch(crew, "hello", capsys)


def test_who_dies_is_started_again_and_it_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    once = "import pathlib, time; p = pathlib.Path('x'); old = p.exists(); p.touch(); old or exit(3)"
    crew = crew_of(tmp_path, worker=f"{once}; print('again'); time.sleep(60)")

    seen = watch(crew, "again", capsys)

    assert "  worker | ended (exit 3); starting it again in 1 s" in seen


def test_nobody_is_left_running_afterwards(tmp_path: Path) -> None:
    stubborn = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
    crew = crew_of(tmp_path, a="import time; time.sleep(60)", b=stubborn)
    pids = [child.process.pid for child in crew.children if child.process]

    crew.stop(grace_seconds=0.5)

    assert [command_line(pid) for pid in pids] == ["", ""]


def test_stopping_takes_no_longer_than_the_slowest(tmp_path: Path) -> None:
    crew = crew_of(tmp_path, a="import time; time.sleep(60)", b="import time; time.sleep(60)")
    started = time.monotonic()

    crew.stop()

    assert time.monotonic() - started < 5
