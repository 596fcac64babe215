"""One clinic with six weeks behind it, lived through once for all tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from tracker.demo.seeding import nobody_looks, seed

EVENING = datetime(2026, 11, 18, 19, tzinfo=UTC)


@pytest.fixture(scope="package")
def demo_clinic(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[datetime]:
    """The instant at which the demo ends; undone after the last test."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_library", verbosity=0)
        seed(6, 7, EVENING, nobody_looks)
        yield EVENING
        transaction.set_rollback(True)


@pytest.fixture
def lived_through(demo_clinic: datetime) -> Iterator[datetime]:
    """The clinic for one test, which may go on living in it."""
    with transaction.atomic():
        yield demo_clinic
        transaction.set_rollback(True)
