"""The Celery app: a doorbell for the workers, and the timetable. The truth is in PostgreSQL."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from django.conf import settings

app = Celery("stepwise", broker=settings.REDIS_URL or None)
app.conf.update(
    # A task that dies with its worker is delivered again; every task may run twice.
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_acks_on_failure_or_timeout=True,  # retries are due rows, not messages
    worker_prefetch_multiplier=1,
    worker_max_tasks_per_child=500,
    worker_cancel_long_running_tasks_on_connection_loss=True,
    worker_hijack_root_logger=False,
    task_soft_time_limit=60,
    task_time_limit=90,
    # No results and no data in Redis.
    result_backend=None,
    task_ignore_result=True,
    task_serializer="json",
    accept_content=["json"],
    timezone="UTC",
    # A dead broker may cost a request a second and never an error.
    task_publish_retry=False,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    broker_transport_options={
        "visibility_timeout": 240,  # more than twice the time limit; no task has an eta
        "max_retries": 0,  # without it a refused connection is tried for seconds, whatever `retry` says
        "socket_connect_timeout": 1,
        "socket_timeout": 2,  # of a broker that hangs; a waiting worker asks every second
        "socket_keepalive": True,
        "health_check_interval": 10,
        "unacked_restore_interval": 10,
        "unacked_restore_throttle": 1,
    },
    # Slow mail must not delay a decision: its own queue, its own workers.
    task_default_queue="evaluate",
    task_routes={"tracker.tasks.deliver_*": {"queue": "mail"}},
    beat_schedule={
        "evaluate what is due": {
            "task": "tracker.tasks.evaluate_due",
            "schedule": 60.0,
            "options": {"expires": 55},  # after a stop no backlog of knocks
        },
    },
)
app.autodiscover_tasks(["tracker"])
