"""Exactly once in effect: kill, flush and double whatever we like, the decisions are those of a replay.

The tests' PostgreSQL runs without fsync, which is of no matter here: fsync protects against a crash of
the machine, and a SIGKILL of a client takes nothing from what the server has committed.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial

import pytest
from django.db import connection
from django.db.models import Count

from patients import calendar
from tests import copies, people
from tests.faults import replay
from tests.faults.rig import SWEEP, WORKER, Crew, crew, flush_the_broker, wait_until
from tracker import tasks
from tracker.models import Prescription, ProgressionDecision, Stop

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

COPIES = 29
CHUNK = 6
ROUNDS = 3
DRAINED_WITHIN = 60


@pytest.fixture
def now(transactional_db: None) -> datetime:
    """A clinic of 330 people, each exercise with its sessions, none of them due yet."""
    flush_the_broker()
    told_at = calendar.now()
    therapist = people.a_therapist("Tess", people.a_clinic())
    for course in replay.COURSES:
        replay.live_through(course, therapist, told_at)
    Prescription.objects.update(evaluate_due_at=None)
    copies.multiply(COPIES)
    return told_at


def first_prescriptions() -> list[Prescription]:
    return list(Prescription.objects.filter(opened="start").select_related("patient").order_by("pk"))


def knock(times: int) -> None:
    for _ in range(times):
        tasks.bell.ring()


def make_due(prescriptions: list[Prescription]) -> None:
    pks = [prescription.pk for prescription in prescriptions]
    Prescription.objects.filter(pk__in=pks).update(evaluate_due_at=calendar.now())


def something_is_new(decisions: int) -> bool:
    return ProgressionDecision.objects.count() > decisions


def nothing_is_due() -> bool:
    return not Prescription.objects.filter(evaluate_due_at__lte=calendar.now()).exists()


def a_fault(running: Crew) -> None:
    """One of: a child, a whole worker or sweep, the broker's memory; most moments nothing."""
    match running.chance.random():
        case roll if roll < 0.25:
            running.kill_a_child()
        case roll if roll < 0.30:
            running.kill_one()
        case roll if roll < 0.38:
            flush_the_broker()


def assert_as_replayed(now: datetime) -> None:
    """Every decision and successor, none missing, none doubled."""
    wanted = {replay.name_of(course): replay.expected(course, now) for course in replay.COURSES}
    prescriptions = first_prescriptions()
    assert len(prescriptions) == len(replay.COURSES) * (COPIES + 1)
    wrong = {
        prescription.pk: (prescription.patient.name, got)
        for prescription in prescriptions
        if (got := replay.found(prescription)) != wanted[prescription.patient.name]
    }
    assert wrong == {}
    assert Prescription.objects.count() == len(prescriptions) + sum(
        len(opened) * (COPIES + 1) for _, opened in wanted.values()
    )


def test_killed_workers_and_a_flushed_broker_change_nothing_but_the_moment(now: datetime) -> None:
    everything = first_prescriptions()
    with crew(WORKER, WORKER, SWEEP, seed=20260302) as running:
        for _ in range(ROUNDS):
            running.chance.shuffle(everything)
            for start in range(0, len(everything), CHUNK):
                make_due(everything[start : start + CHUNK])
                knock(times=3)
                a_fault(running)
                wait_until(nothing_is_due, 0.15, running)  # work goes on while the next lot comes
        assert wait_until(nothing_is_due, DRAINED_WITHIN, running)

    assert {"child", "worker", "sweep"} <= set(running.kills)
    assert_as_replayed(now)


def test_two_workers_and_a_sweep_at_once_never_decide_one_prescription_twice(now: datetime) -> None:
    everything = first_prescriptions()
    with crew(WORKER, WORKER, SWEEP, SWEEP, seed=1) as running:
        for _ in range(5):
            make_due(everything)
            knock(times=20)
            assert wait_until(nothing_is_due, DRAINED_WITHIN, running)

    assert_as_replayed(now)
    stops = Stop.objects.values("prescription").annotate(opened=Count("pk"))
    assert {row["opened"] for row in stops} == {1}


def test_what_a_client_commits_is_durable_in_the_server() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW synchronous_commit")
        assert cursor.fetchone() == ("on",)


def test_a_sweep_killed_at_work_leaves_no_half_decision(now: datetime) -> None:
    """Killed again and again as soon as the first decisions are there; the server undoes what was begun."""
    everything = first_prescriptions()
    with crew(SWEEP, seed=7) as running:
        for start in range(0, len(everything), 110):
            make_due(everything[start : start + 110])
            wait_until(partial(something_is_new, ProgressionDecision.objects.count()), 30, running)
            running.kill_one()
        assert wait_until(nothing_is_due, DRAINED_WITHIN, running)

    assert_as_replayed(now)
