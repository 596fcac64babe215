"""The database refuses rows that make no sense, whoever writes them."""

import pytest
from django.db import IntegrityError, transaction

from exercises.models import Ladder, Level, Programme

pytestmark = pytest.mark.django_db

LEVEL_NONSENSE: list[dict[str, object]] = [
    {"low": 11},
    {"low": 0},
    {"sets_min": 4},
    {"sets_max": None},
    {"high": None},
    {"number": 0},
    {"kind": "contacts"},
    {"kind": "record"},
    {"gate": "G-Z"},
    {"laterality": "left"},
    {"load_rule": "L8"},
    {"load_step_kg": 0},
    {"confidence": "X"},
    {"sessions_per_week": 15},
    {"rep_hold_seconds_min": 3},
    {"rep_hold_seconds_min": 3, "rep_hold_seconds_max": 2},
]
PROGRAMME_NONSENSE: list[dict[str, object]] = [
    {"version": 0},
    {"pain_profile": "OTHER"},
    {"default_gate": "top"},
    {"duration_weeks_min": 13},
    {"rest_seconds_min": 121},
    {"sessions_per_week": 0},
    {"next_review_on": "2026-01-05"},
]


@pytest.mark.parametrize("columns", LEVEL_NONSENSE, ids=str)
def test_a_level_that_makes_no_sense_is_refused(columns: dict[str, object], small: Programme) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Level.objects.filter(number=1).update(**columns)


@pytest.mark.parametrize("columns", PROGRAMME_NONSENSE, ids=str)
def test_a_programme_that_makes_no_sense_is_refused(columns: dict[str, object], small: Programme) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Programme.objects.update(**columns)


def test_a_ladder_has_one_top_level(small: Programme) -> None:
    with pytest.raises(IntegrityError, match="level_one_top"), transaction.atomic():
        Level.objects.update(is_top=True)


def test_a_programme_has_one_current_version(small: Programme) -> None:
    small.pk, small.version = None, 2

    with pytest.raises(IntegrityError, match="programme_one_current_version"), transaction.atomic():
        small.save()


def test_a_ladder_code_stands_once_in_a_programme(small: Programme) -> None:
    ladder = Ladder.objects.get()
    ladder.pk, ladder.position = None, 2

    with pytest.raises(IntegrityError, match="ladder_code_once"), transaction.atomic():
        ladder.save()


def test_rows_name_themselves_with_their_codes(small: Programme) -> None:
    level = Level.objects.get(number=2)

    names = [str(small), str(level.ladder), str(level.ladder.exercise), str(level)]
    assert names == ["SMALL v1", "S-SQ Squat", "S-SQ Squat", "S-SQ.2 Split squat with weight"]
