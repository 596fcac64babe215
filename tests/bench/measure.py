"""What something costs: wall, our own CPU, the database's CPU, memory, queries."""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Cost:
    """Seconds, and the largest resident memory in MiB."""

    wall: float
    python: float
    postgres: float
    memory: float
    told: Any = None

    @property
    def cpu(self) -> float:
        return self.python + self.postgres

    def __add__(self, after: Cost) -> Cost:
        """One after the other."""
        python, postgres = self.python + after.python, self.postgres + after.postgres
        return Cost(self.wall + after.wall, python, postgres, max(self.memory, after.memory))

    def __str__(self) -> str:
        return (
            f"{self.wall:7.2f} s wall, {self.python:6.2f} s Python CPU, "
            f"{self.postgres:6.2f} s PostgreSQL CPU, {self.memory:5.0f} MiB"
        )


def cpu_of(pid: int, *, children: bool = False) -> float:
    """CPU seconds of a process; with its ended children when asked."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    user, system, dead_user, dead_system = map(int, fields[11:15])
    return (user + system + (dead_user + dead_system if children else 0)) / TICK


def descendants_of(pid: int) -> list[int]:
    """Living children and theirs; who ends meanwhile is left out."""
    try:
        told = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    except OSError:
        return []
    children = [int(child) for child in told.split()]
    return children + [further for child in children for further in descendants_of(child)]


def postmaster() -> int:
    """The server process of which every line to the database is a child."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [backend] = cursor.fetchone()
    return int(Path(f"/proc/{backend}/stat").read_text().rpartition(")")[2].split()[1])


def of_postgres(server: int) -> float:
    """CPU seconds of the whole server: every line, living or ended, and its own helpers."""
    return cpu_of(server, children=True) + sum(cpu_of(pid) for pid in descendants_of(server))


def in_a_process(work: Callable[..., Any], *arguments: Any) -> Cost:
    """Run `work` in a fresh Python, so that memory and CPU are its own."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(_measured, (work, arguments))


def together(count: int, work: Callable[..., Any], *arguments: Any) -> list[Cost]:
    """The same at once in several processes."""
    with get_context("spawn").Pool(count) as pool:
        return pool.starmap(_measured, [(work, arguments)] * count, chunksize=1)


def both_at_once(costs: list[Cost]) -> Cost:
    """Of work side by side; each has measured the whole database."""
    python, postgres = sum(cost.python for cost in costs), max(cost.postgres for cost in costs)
    wall, memory = max(cost.wall for cost in costs), max(cost.memory for cost in costs)
    return Cost(wall, python, postgres, memory, [cost.told for cost in costs])


def _measured(work: Callable[..., Any], arguments: tuple[Any, ...]) -> Cost:
    import django

    django.setup()
    server = postmaster()
    started, python, postgres = time.perf_counter(), time.process_time(), of_postgres(server)
    told = work(*arguments)
    wall, python = time.perf_counter() - started, time.process_time() - python
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Cost(wall, python, of_postgres(server) - postgres, peak, told)
