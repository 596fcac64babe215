"""Where a load lands on its machine, and the repetition maximum (C4)."""

from __future__ import annotations

import pytest

from tests.progression.build import REPS
from tracker.progression import maximum, steps_of_load
from tracker.progression.terms import Number, SetEntry


@pytest.mark.parametrize(
    ("load", "share", "step", "result"),
    [
        (60, 0.05, 2.5, 62.5),
        (60, 0.10, 2.5, 65),
        (60, 0.025, 2.5, 62.5),
        (25, 0.10, 2.5, 27.5),
        (24, 0.10, 2.5, None),
        (50, 0.075, 2.5, 52.5),
        (100, 0.025, 1, 102),
        (100, 0.035, 1, 103),
        (100, 0.036, 1, 104),
        (58, 0.10, 2.5, 63),
        (46, 0.10, 2.5, 48.5),
        (20, 0.05, 2, 22),
    ],
)
def test_a_raise_lands_on_the_nearest_step(
    load: Number, share: float, step: Number, result: Number | None
) -> None:
    assert steps_of_load.raised(load, share, step) == result


@pytest.mark.parametrize(
    ("load", "step", "result"),
    [(20, 1, 21), (45, 1, 47), (39, 1, 40), (60, 2.5, 62.5), (10, 1, 11), (9, 1, None), (40, 4, 44)],
)
def test_two_for_two_rounds_down(load: Number, step: Number, result: Number | None) -> None:
    assert steps_of_load.raised_rounding_down(load, 0.05, step) == result


@pytest.mark.parametrize(
    ("load", "share", "step", "result"),
    [
        (60, 0.075, 2.5, 55),
        (60, 0.10, 2.5, 52.5),
        (5, 0.10, 5, 5),
        (7, 0.10, 5, 5),
        (3, 0.1, 5, 3),
        (50, 0.1, 2.5, 45),
    ],
)
def test_a_cut_rounds_down_and_leaves_one_step(
    load: Number, share: float, step: Number, result: Number
) -> None:
    assert steps_of_load.cut(load, share, step) == result


@pytest.mark.parametrize(
    ("old", "new", "load", "step", "result"),
    [
        (12, 11, 60, 0.5, 61),
        (12, 11, 60, 2.5, 60),
        (12, 8, 60, 0.5, 66),
        (12, 4, 60, 1, 66),
        (8, 12, 60, 2.5, 52.5),
        (8, 12, 61, 2.5, 55),
        (12, 12, 61, 2.5, 61),
    ],
)
def test_a_new_target_moves_the_load_along_the_curve(
    old: int, new: int, load: Number, step: Number, result: Number
) -> None:
    assert steps_of_load.for_new_target(load, old, new, step) == result


def test_the_step_is_half_a_kilogram_where_none_is_known() -> None:
    assert steps_of_load.step_of(REPS) == 0.5
    assert steps_of_load.step_of(REPS._replace(load_step_kg=2)) == 2


@pytest.mark.parametrize(
    ("week", "target"),
    [(1, 12), (2, 11), (4, 11), (5, 10), (7, 10), (8, 9), (9, 9), (10, 8), (12, 8), (20, 8)],
)
def test_the_weeks_have_their_targets(week: int, target: int) -> None:
    assert maximum.rm_target_in_week(week) == target


def test_a_programme_may_bring_its_own_weeks() -> None:
    assert maximum.rm_target_in_week(3, ((2, 15), (6, 12))) == 12


def test_weeks_count_from_one() -> None:
    with pytest.raises(ValueError, match="week"):
        maximum.rm_target_in_week(0)


@pytest.mark.parametrize(
    ("load", "reps", "to_failure", "kg"),
    [
        (60, 10, True, 80),
        (60, 12, True, 84),
        (60, 1, True, 62),
        (60, 13, True, None),
        (60, 0, True, None),
        (60, 10, False, None),
        (60, 10, None, None),
        (None, 10, True, None),
        (60, None, True, None),
    ],
)
def test_the_maximum_is_estimated_only_from_few_reps_to_failure(
    load: Number | None, reps: Number | None, to_failure: bool | None, kg: float | None
) -> None:
    assert maximum.estimated_maximum(load, reps, to_failure) == (None if kg is None else pytest.approx(kg))


def test_the_best_estimate_of_a_bout() -> None:
    sets = (SetEntry(10, 60, None, True), SetEntry(12, 60, None, True), SetEntry(20, 90, None, True))

    assert maximum.best_estimate(sets) == pytest.approx(84)
    assert maximum.best_estimate(sets[2:]) is None


def test_a_start_load_is_a_share_of_the_maximum() -> None:
    assert maximum.start_load(100, 12) == 70


def test_the_next_band_is_the_next_colour() -> None:
    assert maximum.band_after("tan") == "yellow"
    assert maximum.band_after("gold") is None
