"""Stores sessions in a process of its own, and prints how many seconds each took."""

from __future__ import annotations

import sys
import time
import uuid

import django


def main(prescription: str, sessions: str) -> None:
    django.setup()
    from patients import calendar
    from tests.people import a_session, an_exercise
    from tracker.flows.record_session import record_session
    from tracker.models import Prescription

    logged = Prescription.objects.select_related("patient").get(pk=prescription)
    now = calendar.now()
    for _ in range(int(sessions)):
        started = time.monotonic()
        record_session(logged.patient, uuid.uuid4(), a_session(an_exercise(logged), at=now), now)
        sys.stdout.write(f"{time.monotonic() - started:.3f}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
