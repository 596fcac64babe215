"""Celery's edge: a message carries no data, it only says “look now”."""

from __future__ import annotations

from celery import shared_task

from patients import calendar
from tracker.flows.evaluate import evaluate_all


@shared_task(name="tracker.tasks.evaluate_due")
def evaluate_due() -> int:
    """Decide all that is due; returns how many prescriptions were looked at."""
    return evaluate_all(calendar.now)


def ring() -> None:
    """Wake a worker. A dead broker costs a moment and loses nothing: the sweep looks at the same rows."""
    evaluate_due.apply_async(ignore_result=True, retry=False, expires=60)
