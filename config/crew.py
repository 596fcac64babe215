"""A crew of child processes: their lines with a name before them, restarts, an orderly end."""

import contextlib
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from config.processes import spawn

CALM_AFTER_SECONDS = 60
LONGEST_PAUSE_SECONDS = 30
GRACE_SECONDS = 12


def say(text: str) -> None:
    """To a terminal that may be gone already."""
    with contextlib.suppress(OSError, ValueError):
        print(text, flush=True)


@dataclass
class Child:
    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    restart_at: float = 0.0
    failures: int = 0
    unfinished_line: bytes = b""


@dataclass
class Crew:
    env: Mapping[str, str]
    cwd: Path
    restart_servers: Callable[[], list[str]] = list
    children: list[Child] = field(default_factory=list)
    selector: selectors.BaseSelector = field(default_factory=selectors.DefaultSelector)
    ending: bool = False

    def add(self, name: str, command: list[str]) -> None:
        child = Child(name, command)
        self.children.append(child)
        self._start(child)

    def watch(self, until: Callable[[], bool]) -> None:
        """Print what they say and start again who dies, until `until` says so."""
        while not until():
            self._pump(0.2)
            for child in self.children:
                self._look_after(child)
            for name in self.restart_servers():
                say(f"  server | {name} had ended and runs again")

    def stop(self, grace_seconds: float = GRACE_SECONDS) -> None:
        """Everybody is asked at once; who stays is killed with all descendants."""
        self.ending = True  # from here on their farewells are of no interest
        for child in self.children:
            if child.process and child.process.poll() is None:
                child.process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + grace_seconds
        while self._alive() and time.monotonic() < deadline:
            self._pump(0.05)
        for child in self.children:
            if child.process:
                self._bury(child.process)
        self._pump(0)

    def _start(self, child: Child) -> None:
        child.started_at, child.unfinished_line = time.monotonic(), b""
        child.process = spawn(child.command, env=self.env, cwd=self.cwd, stdout=subprocess.PIPE)
        if child.process.stdout:  # always, with a pipe asked for
            self.selector.register(child.process.stdout, selectors.EVENT_READ, child)

    def _look_after(self, child: Child) -> None:
        now = time.monotonic()
        if child.process is None:
            if now >= child.restart_at:
                self._start(child)
        elif child.process.poll() is not None:
            self._pump(0)
            child.failures = 1 if now - child.started_at > CALM_AFTER_SECONDS else child.failures + 1
            pause = min(2 ** (child.failures - 1), LONGEST_PAUSE_SECONDS)
            how = ending(child.process.returncode)
            say(f"{child.name:>8} | ended ({how}); starting it again in {pause} s")
            self._bury(child.process)
            child.process, child.restart_at = None, now + pause

    def _bury(self, process: subprocess.Popen[bytes]) -> None:
        """Whatever it started is in its process group and ends with it."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if process.stdout is not None and not process.stdout.closed:
            with contextlib.suppress(KeyError):
                self.selector.unregister(process.stdout)
            process.stdout.close()

    def _pump(self, timeout: float) -> None:
        if not self.selector.get_map():
            time.sleep(timeout)
            return
        for key, _ in self.selector.select(timeout):
            child: Child = key.data
            arrived = os.read(key.fd, 65536)
            if not arrived:
                self.selector.unregister(key.fileobj)
            *lines, child.unfinished_line = (child.unfinished_line + arrived).split(b"\n")
            for line in [] if self.ending else lines:
                say(f"{child.name:>8} | {line.decode(errors='replace').rstrip()}")

    def _alive(self) -> bool:
        return any(child.process and child.process.poll() is None for child in self.children)


def ending(code: int) -> str:
    if code < 0:
        return signal.Signals(-code).name
    return f"exit {code}"


def run_to_the_end(command: list[str], *, env: Mapping[str, str], cwd: Path) -> int:
    """One step before the crew; it writes to our own output, and never outlives us."""
    process = spawn(command, env=env, cwd=cwd, stdout=sys.stdout.fileno())
    try:
        return process.wait()
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(GRACE_SECONDS)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
