"""Seeding is repeatable, careful with other people's data, and quiet."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from pytest_django import DjangoCaptureOnCommitCallbacks

from patients.models import Patient
from tracker.demo.seeding import nobody_looks, seed
from tracker.flows import doorbell
from tracker.models import ProgressionDecision

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 11, 18, 7, tzinfo=UTC)


def history() -> list[tuple[datetime, str, str, str]]:
    """What one week decides; undone again."""
    with transaction.atomic():
        seed(1, 7, MORNING, nobody_looks)
        decided = ProgressionDecision.objects.order_by(
            "decided_at", "patient__name", "prescription__ladder__code", "prescription__side", "rule"
        )
        found = list(decided.values_list("decided_at", "patient__name", "rule", "for_therapist"))
        transaction.set_rollback(True)
    return found


@pytest.mark.slow
@pytest.mark.timeout(120)
def test_the_same_seed_gives_the_same_history() -> None:
    call_command("load_library", verbosity=0)

    assert history() == history()


def test_a_database_with_other_people_is_left_alone(ana: Patient) -> None:
    call_command("load_library", verbosity=0)

    with pytest.raises(CommandError, match="people here already"):
        call_command("seed_demo")

    assert list(Patient.objects.all()) == [ana]


def test_an_empty_library_is_said(db: None) -> None:
    with pytest.raises(CommandError, match="load_library"):
        call_command("seed_demo")


@pytest.mark.parametrize("wrong", ["--weeks=0", "--weeks=13", "--until=2026-11-18T07:00", "--until=soon"])
def test_a_wrong_option_is_said(wrong: str) -> None:
    with pytest.raises(CommandError):
        call_command("seed_demo", wrong)


def test_nobody_is_woken_while_a_history_is_written(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks() as rings, doorbell.silenced():
        doorbell.ring_after_commit()
    with django_capture_on_commit_callbacks() as rings_afterwards:
        doorbell.ring_after_commit()

    assert (len(rings), len(rings_afterwards)) == (0, 1)
