"""Celery's edge: a message carries no data, it only says “look now”."""

from __future__ import annotations

from celery import shared_task

from patients import calendar
from tracker.flows.evaluate import evaluate

BATCHES_A_TASK = 50  # some seconds; more work is another message, so that no task meets its time limit


@shared_task(name="tracker.tasks.evaluate_due")
def evaluate_due() -> int:
    """Decide what is due, and ring again while more is; returns how many prescriptions were looked at."""
    looked_at = 0
    for _ in range(BATCHES_A_TASK):
        batch = evaluate(calendar.now())
        looked_at += batch
        if not batch:
            return looked_at
    ring()
    return looked_at


def ring() -> None:
    """Wake a worker. A dead broker costs a moment and loses nothing: the sweep looks at the same rows."""
    evaluate_due.apply_async(ignore_result=True, retry=False, expires=60)
