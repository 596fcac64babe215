"""The first command of the README, tried as a person tries it."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import pytest

from config.places import LOCAL, ROOT
from config.processes import command_line, free_port

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(300),
    pytest.mark.skipif(sys.platform != "linux", reason="asks Linux who runs"),
]


class Demo:
    """`manage.py demo` with data of its own, started where Ctrl-C is ignored, as by `&` in a script."""

    def __init__(self, folder: Path, *options: str) -> None:
        names = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        self.process = subprocess.Popen(
            [sys.executable, ROOT / "manage.py", "demo", *options],
            cwd=folder,
            env=names | {"STEPWISE_LOCAL": str(folder)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            preexec_fn=ignore_ctrl_c,  # noqa: PLW1509  nothing else of the test runs meanwhile
        )
        self.said = ""

    def wait_for(self, words: str) -> None:
        assert self.process.stdout
        while words not in self.said:
            line = self.process.stdout.readline()
            assert line, f"ended before it said {words!r}:\n{self.said}"
            self.said += line

    def descendants(self) -> list[int]:
        parents = {int(path.parent.name): parent_in(path) for path in Path("/proc").glob("[0-9]*/status")}
        return [pid for pid in parents if self.process.pid in ancestors(pid, parents)]

    def end(self, by: signal.Signals | None = None) -> None:
        """After `by`, or of itself."""
        if by:
            self.process.send_signal(by)
        with self.process:
            assert self.process.stdout
            self.said += "" if self.process.stdout.closed else self.process.stdout.read()


def ignore_ctrl_c() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def parent_in(status: Path) -> int:
    """0 for a process that ended while we looked."""
    with suppress(OSError):
        return int(re.findall(r"^PPid:\s+(\d+)", status.read_text(), re.MULTILINE)[0])
    return 0


def ancestors(pid: int, parents: dict[int, int]) -> set[int]:
    found = set()
    while pid := parents.get(pid, 0):
        found.add(pid)
    return found


@dataclass
class FirstRun:
    """What was seen while a demo ran, and what was left of it."""

    folder: Path
    site: str
    pages: dict[str, int]
    processes: list[int]
    second_start: str
    said: str


@pytest.fixture(scope="module")
def first() -> Iterator[FirstRun]:
    folder = Path(tempfile.mkdtemp(prefix="demo-", dir=LOCAL))
    folder.chmod(0o755)
    port = free_port()
    demo = Demo(folder, "--weeks", "1", "--port", str(port))
    try:
        demo.wait_for("Ctrl-C ends it")
        pages = {path: status_of(port, path) for path in ("/readyz", "/sign-in/", "/api/v1/today/")}
        processes = demo.descendants()
        second = Demo(folder)
        second.end()
        demo.end(by=signal.SIGINT)
        yield FirstRun(folder, f"http://localhost:{port}", pages, processes, second.said, demo.said)
    finally:
        demo.end(by=signal.SIGKILL)
        shutil.rmtree(folder)


def status_of(port: int, path: str) -> int:
    line = HTTPConnection("localhost", port, timeout=10)
    try:
        line.request("GET", path)
        return line.getresponse().status
    finally:
        line.close()


def test_it_serves_what_it_says(first: FirstRun) -> None:
    assert f"Ready: {first.site}" in first.said
    assert first.pages == {"/readyz": 200, "/sign-in/": 200, "/api/v1/today/": 401}


def test_it_says_whom_to_sign_in_as(first: FirstRun) -> None:
    assert "Sign in with the password" in first.said


def test_a_second_one_is_told_of_the_first(first: FirstRun) -> None:
    assert f"A demo of this checkout runs already: {first.site}" in first.second_start


def test_ctrl_c_leaves_nothing_running_even_where_it_was_ignored(first: FirstRun) -> None:
    assert len(first.processes) >= 9  # two servers, web and its two, worker and its two, beat, sweep
    assert [pid for pid in first.processes if command_line(pid)] == []


def test_the_next_start_finds_the_data_and_even_a_kill_leaves_nothing_running(first: FirstRun) -> None:
    demo = Demo(first.folder)
    try:
        demo.wait_for("Ctrl-C ends it")
        processes = demo.descendants()
    finally:
        demo.end(by=signal.SIGKILL)

    assert "patients," in first.said
    assert "patients," not in demo.said
    for pid in processes:
        while command_line(pid):
            os.sched_yield()
