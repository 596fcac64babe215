"""Redis is only a doorbell: without it a session is stored at once and decided by the sweep."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta

import pytest

from config.places import ROOT
from config.processes import free_port
from config.valkey import Broker, broker
from patients import calendar
from patients.models import Patient
from tests.faults.rig import environment
from tests.people import a_prescription
from tracker.models import Prescription, SessionLog

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PASSWORD = "only-for-this-test"


@pytest.fixture
def redis() -> Iterator[Broker]:
    own = broker(password=PASSWORD, port=free_port())
    own.start()
    yield own
    if own.process:
        own.process.send_signal(signal.SIGCONT)
    own.stop()


def seconds_to_log(prescription: Prescription, redis: Broker, sessions: int = 1) -> float:
    """For the last of so many sessions."""
    url = f"redis://:{PASSWORD}@127.0.0.1:{redis.port}/0"
    answer = subprocess.run(
        [sys.executable, "-m", "tests.faults.log_one", str(prescription.pk), str(sessions)],
        env=environment(REDIS_URL=url),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return float(answer.stdout.split()[-1])


def assert_the_sweep_decides(prescription: Prescription) -> None:
    sweep = [sys.executable, "-m", "django", "sweep", "--once"]
    subprocess.run(sweep, env=environment(), cwd=ROOT, check=True, capture_output=True)
    assert prescription.decisions.count() == 1


def test_with_redis_dead_a_session_is_stored_within_3_seconds_and_decided(
    ana: Patient, redis: Broker
) -> None:
    prescription = a_prescription(ana, level=1, now=calendar.now() - timedelta(days=1))
    redis.stop()

    assert seconds_to_log(prescription, redis) < 3

    assert SessionLog.objects.count() == 1
    assert_the_sweep_decides(prescription)


def test_with_redis_hanging_a_session_is_stored_within_3_seconds_and_decided(
    ana: Patient, redis: Broker
) -> None:
    prescription = a_prescription(ana, level=1, now=calendar.now() - timedelta(days=1))
    assert redis.process
    redis.process.send_signal(signal.SIGSTOP)

    assert seconds_to_log(prescription, redis) < 3

    assert_the_sweep_decides(prescription)


def test_with_redis_hanging_only_the_first_session_waits_for_it(ana: Patient, redis: Broker) -> None:
    prescription = a_prescription(ana, level=1, now=calendar.now() - timedelta(days=1))
    assert redis.process
    redis.process.send_signal(signal.SIGSTOP)

    assert seconds_to_log(prescription, redis, sessions=2) < 1
