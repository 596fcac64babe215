"""The doorbell: it wakes workers, carries nothing, and a dead one costs moments."""

import time

import pytest
from celery import Celery
from kombu.exceptions import OperationalError

from config.celery import app
from config.processes import free_port


def test_due_evaluations_are_looked_for_every_minute() -> None:
    entries = app.conf.beat_schedule.values()

    assert [(entry["task"], entry["schedule"]) for entry in entries] == [("tracker.tasks.evaluate_due", 60.0)]


def test_every_task_of_the_timetable_exists() -> None:
    app.loader.import_default_modules()

    assert {entry["task"] for entry in app.conf.beat_schedule.values()} <= set(app.tasks)


def test_nothing_but_json_is_believed_and_no_result_is_kept() -> None:
    assert app.conf.accept_content == ["json"]
    assert app.conf.result_backend is None
    assert app.conf.task_ignore_result is True


def test_a_message_outlives_its_worker_until_the_work_is_done() -> None:
    assert app.conf.task_acks_late is True
    assert app.conf.task_reject_on_worker_lost is True
    assert app.conf.broker_transport_options["visibility_timeout"] > 2 * app.conf.task_time_limit


def test_a_dead_broker_costs_a_moment() -> None:
    nobody = Celery("nobody", broker=f"redis://127.0.0.1:{free_port()}/0")
    nobody.conf.broker_transport_options = app.conf.broker_transport_options
    started = time.monotonic()

    with pytest.raises(OperationalError):
        nobody.send_task("tracker.tasks.evaluate_due", retry=False)

    assert time.monotonic() - started < 1
