"""Celery's edge: a message carries no data, it only says “look now”."""

from __future__ import annotations

import logging
from time import monotonic

from celery import shared_task
from kombu.exceptions import OperationalError

from patients import calendar
from tracker.flows.evaluate import evaluate

BATCHES_A_TASK = 50  # some seconds; more work is another message, so that no task meets its time limit
SILENCE_SECONDS = 10.0  # after a failed ring: a hanging broker would cost every request two seconds

log = logging.getLogger(__name__)


@shared_task(name="tracker.tasks.evaluate_due")
def evaluate_due() -> int:
    """Decide what is due, and ring again while more is; returns how many prescriptions were looked at."""
    looked_at = 0
    for _ in range(BATCHES_A_TASK):
        batch = evaluate(calendar.now())
        looked_at += batch
        if not batch:
            return looked_at
    bell.ring()
    return looked_at


class Bell:
    """Wakes a worker. A dead broker costs a moment now and then; the sweep sees the same rows."""

    def __init__(self) -> None:
        self.silent_until = 0.0

    def ring(self) -> None:
        if monotonic() < self.silent_until:
            return
        try:
            evaluate_due.apply_async(ignore_result=True, retry=False, expires=60)
        except OperationalError:
            self.silent_until = monotonic() + SILENCE_SECONDS
            log.warning("the broker does not answer; the sweep decides what is due")


bell = Bell()
