"""Decide all that is due, a batch of people at a time."""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import UUID

from django.db import OperationalError, transaction

from tracker.flows import alerts, judge, late, settle
from tracker.flows.claim import due_of, due_prescriptions
from tracker.flows.record_session import lock
from tracker.models import Prescription
from tracker.models.alert import Cause
from tracker.queries import history

log = logging.getLogger(__name__)

PATIENTS_A_BATCH = 100
FIRST_RETRY = timedelta(minutes=1)
LONGEST_RETRY = timedelta(hours=1)
MOST_DOUBLINGS = 6  # the longest wait is reached by then


def evaluate_all(clock: Callable[[], datetime]) -> int:
    """Batch after batch until nothing is due; returns how many prescriptions were looked at."""
    looked_at = 0
    while batch := evaluate(clock()):
        looked_at += batch
    return looked_at


def evaluate(now: datetime, patients: int = PATIENTS_A_BATCH) -> int:
    """One batch, in one transaction and a constant number of queries.

    A person whose records cannot be decided delays nobody: the batch is repeated person by person,
    and the one that fails waits, with an alert for the therapist.
    """
    try:
        with _uncollected(), transaction.atomic():
            due = due_prescriptions(now, patients)
            _decide(due, now)
            return len(due)
    except OperationalError:
        raise
    except Exception:
        log.exception("a batch could not be decided; deciding person by person")
        return _one_by_one(now, patients)


@contextmanager
def _uncollected() -> Iterator[None]:
    """A batch makes many values and no rings of them; looking for rings would take a quarter of its time."""
    looks = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looks:
            gc.enable()


def _decide(due: list[Prescription], now: datetime) -> None:
    if not due:
        return
    records = history.records(due, now)
    judgements = [
        judge.judge(prescription, records[prescription.pk], now)
        if prescription.ended_at is None
        else late.judge_closed(prescription, records[prescription.pk])
        for prescription in due
    ]
    settle.settle(judgements, now)


def _one_by_one(now: datetime, patients: int) -> int:
    waiting = Prescription.objects.filter(evaluate_due_at__lte=now).order_by("evaluate_due_at")
    people = dict.fromkeys(waiting.values_list("patient", flat=True)[: patients * 20])
    return sum(_one(patient, now) for patient in list(people)[:patients])


def _one(patient: UUID, now: datetime) -> int:
    try:
        with transaction.atomic():
            lock(patient)
            due = due_of([patient], now)
            _decide(due, now)
            return len(due)
    except OperationalError:
        raise
    except Exception:
        log.exception("one person's exercises could not be decided")
        return _set_aside(patient, now)


def _set_aside(patient: UUID, now: datetime) -> int:
    """Nothing moves; looked at again after a growing wait, and a therapist is told."""
    with transaction.atomic():
        lock(patient)
        due = due_of([patient], now)
        for prescription in due:
            doublings = min(prescription.evaluate_failures, MOST_DOUBLINGS)
            wait = min(FIRST_RETRY * 2**doublings, LONGEST_RETRY)
            prescription.evaluate_due_at = now + wait
            prescription.evaluate_failures += 1
            alerts.open_alert(prescription.pk, patient, Cause.UNDECIDED, now)
        Prescription.objects.bulk_update(due, ["evaluate_due_at", "evaluate_failures"])
    return len(due)
