"""Real workers and sweeps on the tests' own servers, to be killed and started again."""

from __future__ import annotations

import os
import random
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from subprocess import Popen

import redis
from django.conf import settings
from django.db import connection

from config.places import ROOT
from config.processes import spawn

WORKER = ["-m", "celery", "--quiet", "-A", "config.celery", "worker", "--queues", "evaluate"]
WORKER += ["--concurrency", "2", "--without-gossip", "--without-mingle", "--loglevel", "error"]
SWEEP = ["-m", "django", "sweep", "--every", "0.5"]
READY_WITHIN = 60


class Crew:
    """What runs now, and is started again whenever it has ended, as a supervisor does."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311  no secret
        self.running: list[tuple[list[str], Popen[bytes]]] = []
        self.kills: list[str] = []

    def start(self, command: list[str]) -> None:
        self.running.append((command, spawn([sys.executable, *command], env=environment(), cwd=ROOT)))

    def is_ready(self) -> bool:
        """Every worker has its children."""
        return all(children_of(process.pid) for command, process in self.running if command is WORKER)

    def kill_one(self) -> None:
        """Each in its turn: the whole process group at once, as a machine that loses its power."""
        command, process = self.running[0]
        if process.poll() is None:
            self.kills.append("sweep" if command is SWEEP else "worker")
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def look_after(self) -> None:
        """Celery's main process ends when a child dies while it starts; that is the supervisor's business."""
        for command, process in [*self.running]:
            if process.poll() is not None:
                self.running.remove((command, process))
                self.start(command)

    def kill_a_child(self) -> None:
        """A worker's own child in the middle of whatever it does; its parent starts another."""
        children = [child for _, process in self.running for child in children_of(process.pid)]
        if children:
            self.kills.append("child")
            os.kill(self.chance.choice(children), signal.SIGKILL)

    def stop(self) -> None:
        for _, process in self.running:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@contextmanager
def crew(*commands: list[str], seed: int) -> Iterator[Crew]:
    """Started together, and none of them outlives the test."""
    own = Crew(seed)
    try:
        for command in commands:
            own.start(command)
        assert wait_until(own.is_ready, READY_WITHIN)
        yield own
    finally:
        own.stop()


def environment(**changes: str) -> dict[str, str]:
    """What a process needs to work on the test database."""
    database = connection.settings_dict
    where = f"{database['HOST']}:{database['PORT']}/{database['NAME']}"
    url = f"postgresql://{database['USER']}:{database['PASSWORD']}@{where}"
    return {**os.environ, "DATABASE_URL": url, "PYTHONWARNINGS": "ignore", **changes}


def children_of(pid: int) -> list[int]:
    """Gone processes have none."""
    try:
        told = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    except OSError:
        return []
    return [int(child) for child in told.split()]


def flush_the_broker() -> None:
    with redis.Redis.from_url(settings.REDIS_URL) as line:
        line.flushall()


def wait_until(holds: Callable[[], bool], seconds: float, crew: Crew | None = None) -> bool:
    """Looks every moment, and after the crew; False when it did not come true in time."""
    pause, until = threading.Event(), time.monotonic() + seconds
    while not holds():
        if time.monotonic() > until:
            return False
        if crew:
            crew.look_after()
        pause.wait(0.05)
    return True
