"""The net under the broker: decide what is due, with no Redis and no Celery."""

from __future__ import annotations

import random
import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections

from patients import calendar
from tracker.flows.evaluate import evaluate_all


class Command(BaseCommand):
    """Any number may run; each row is claimed by a lock."""

    help = "Decide what is due every few seconds, without a broker. Any number of these may run."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--every", type=float, default=2.0, help="seconds between two looks")
        parser.add_argument("--once", action="store_true", help="look once, then end")

    def handle(self, *args: Any, every: float, once: bool, **options: Any) -> None:
        stopped = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stopped.set())
        while not stopped.is_set():
            self._look()
            if once:
                return
            # Jitter, so that several sweeps do not look in step.
            stopped.wait(every * random.uniform(0.8, 1.2))  # noqa: S311  # no secret

    def _look(self) -> None:
        """A database that is away is waited for; the rows are still due afterwards."""
        try:
            if looked_at := evaluate_all(calendar.now):
                self.stdout.write(f"{looked_at} prescriptions looked at")
        except OperationalError as trouble:
            self.stderr.write(f"the database did not answer ({type(trouble).__name__}); looking again")
            close_old_connections()
