from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest

from exercises.models import Programme
from tests.exercises.files import SMALL, Write, load_files

FIRST_PLAN = datetime(2026, 1, 12, 9, tzinfo=UTC)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a programme file of its own and gives its path."""
    numbers: Iterator[int] = count(1)

    def write(text: str) -> Path:
        path = tmp_path / f"{next(numbers)}.yaml"
        path.write_bytes(text.encode("utf-8", "surrogateescape"))
        return path

    return write


@pytest.fixture
def small(db: None, write: Write) -> Programme:
    """The small programme, loaded; no plan uses it."""
    load_files(write(SMALL))
    return Programme.objects.get(code="SMALL")


@pytest.fixture
def small_in_use(small: Programme) -> Programme:
    Programme.objects.filter(pk=small.pk).update(in_use_since=FIRST_PLAN)
    small.refresh_from_db()
    return small
