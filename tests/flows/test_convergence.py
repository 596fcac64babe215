"""Late, doubled, shuffled: the same sessions end in the same decision."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from patients.models import Patient
from tests.people import DAY, MONDAY, a_prescription, a_session, an_exercise
from tracker.flows.evaluate import evaluate
from tracker.flows.record_next_day import record_next_day
from tracker.flows.record_session import record_session
from tracker.models import Prescription, SessionLog

pytestmark = pytest.mark.django_db
NOW = MONDAY + 12 * DAY
Message = Callable[[Prescription], None]


Told = tuple[int, int, int, int]  # day, reps, pain during, pain next day
TOLD = st.lists(
    st.tuples(st.integers(0, 9), st.integers(4, 12), st.integers(0, 5), st.integers(0, 5)),
    min_size=1,
    max_size=5,
    unique_by=lambda told: told[0],
)


def messages_of(told: list[Told]) -> list[Message]:
    """The session and its answer for each; the answer is tried again once its session is there."""
    return [message for row in told for message in (_session(row), _answer(row))]


def _id(day: int) -> uuid.UUID:
    return uuid.UUID(f"0190aaaa-0000-7000-8000-{day:012d}")


def _session(row: Told) -> Message:
    day, reps, pain, _ = row

    def send(prescription: Prescription) -> None:
        exercise = an_exercise(prescription, " ".join([str(reps)] * 3), pain_during=pain)
        record_session(prescription.patient, _id(day), a_session(exercise, at=MONDAY + day * DAY), NOW)

    return send


def _answer(row: Told) -> Message:
    day, *_, pain = row

    def send(prescription: Prescription) -> None:
        if SessionLog.objects.filter(client_id=_id(day)).exists():
            record_next_day(prescription.patient, _id(day), pain, MONDAY + (day + 1) * DAY, NOW)

    return send


@contextmanager
def a_world_of_its_own() -> Iterator[None]:
    """Whatever happens inside is undone."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def decision_after(ana: Patient, messages: list[Message]) -> tuple[str, str]:
    """Verdict and rule once everything has arrived."""
    with a_world_of_its_own():
        prescription = a_prescription(ana, level=1)
        for send in messages:
            send(prescription)
        evaluate(NOW)
        newest = prescription.decisions.get()
        return newest.verdict, newest.rule


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=TOLD, shuffle=st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(ana: Patient, told: list[Told], shuffle: Random) -> None:
    in_order = messages_of(told)
    shuffled = [*in_order, *in_order]
    shuffle.shuffle(shuffled)

    # An answer that came before its session is sent again, as a phone does.
    assert decision_after(ana, [*shuffled, *in_order]) == decision_after(ana, in_order)
