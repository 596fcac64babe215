"""C6: flare-ups, deload, breaks."""

from __future__ import annotations

import pytest

from tests.progression.build import MONDAY, days, hours
from tracker.progression.flare import (
    Flare,
    PainReading,
    are_frequent,
    break_length,
    deload_sets,
    flare_ended_at,
    flare_plan,
    flare_started_at,
    is_deload_week,
    is_not_settling,
)


def readings(text: str) -> list[PainReading]:
    """`5@0 5@24`: pain at hours after Monday."""
    pairs = [word.split("@") for word in text.split()]
    return [PainReading(int(pain), MONDAY + hours(float(at))) for pain, at in pairs]


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("5@0 5@24", 0),
        ("5@0 5@23", None),
        ("5@0 5@30", 0),
        ("4@0 4@24", None),
        ("5@0 4@12 5@24", None),
        ("3@0 5@10 6@34", 10),
        ("5@0 5@24 3@30", None),
        ("5@0", None),
        ("", None),
    ],
)
def test_a_flare_is_two_over_usual_for_a_day(text: str, start: float | None) -> None:
    started = flare_started_at(readings(text), 3, None, MONDAY + days(9))

    assert started == (None if start is None else MONDAY + hours(start))


@pytest.mark.parametrize(("after", "flares"), [(23.9, False), (24, True), (30, True)])
def test_a_worsening_the_person_calls_a_flare_counts_after_a_day(after: float, flares: bool) -> None:
    assert (flare_started_at([], None, MONDAY, MONDAY + hours(after)) == MONDAY) is flares


def test_without_usual_pain_only_the_person_can_call_it() -> None:
    assert flare_started_at(readings("9@0 9@48"), None, None, MONDAY + days(9)) is None


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("5@0 3@24 3@72", 72),
        ("5@0 3@24 3@80", 72),
        ("3@0 3@48", 48),
        ("5@0 3@24 3@71", None),
        ("3@0 4@24 3@48 2@96", 96),
        ("5@0", None),
    ],
)
def test_two_days_at_usual_pain_end_it(text: str, end: float | None) -> None:
    ended = flare_ended_at(MONDAY, readings(text), 3, [])

    assert ended == (None if end is None else MONDAY + hours(end))


def test_a_bout_at_the_very_start_of_it_is_not_after_it() -> None:
    assert flare_ended_at(MONDAY, [], None, [MONDAY, MONDAY + days(1)]) is None


def test_more_than_three_flares_are_frequent_too() -> None:
    assert are_frequent([Flare(MONDAY, MONDAY)] * 4, MONDAY)


def test_two_clean_bouts_end_it() -> None:
    bouts = [MONDAY - days(1), MONDAY + days(2), MONDAY + days(1)]

    assert flare_ended_at(MONDAY, [], None, bouts) == MONDAY + days(2)
    assert flare_ended_at(MONDAY, [], None, bouts[:2]) is None


def test_the_first_of_both_ends_counts() -> None:
    clean = [MONDAY + days(3), MONDAY + days(4)]

    assert flare_ended_at(MONDAY, readings("5@0 3@1 3@49"), 3, clean) == MONDAY + hours(49)
    assert flare_ended_at(MONDAY, readings("5@0 3@60 3@108"), 3, clean) == MONDAY + days(4)


def test_ratings_before_the_flare_do_not_end_it() -> None:
    assert flare_ended_at(MONDAY, readings("3@-72 3@-1 5@0"), 3, []) is None


@pytest.mark.parametrize(("length", "review"), [(2, False), (8, False), (8.01, True)])
def test_a_flare_over_eight_days_is_reviewed(length: float, review: bool) -> None:
    assert is_not_settling(Flare(MONDAY, None), MONDAY + days(length)) is review


def test_a_flare_that_ended_has_settled() -> None:
    assert not is_not_settling(Flare(MONDAY, MONDAY + days(2)), MONDAY + days(20))


@pytest.mark.parametrize(("oldest", "frequent"), [(42, True), (42.01, False)])
def test_three_flares_in_six_weeks_are_reviewed(oldest: float, frequent: bool) -> None:
    flares = [Flare(MONDAY - days(age), MONDAY) for age in (1, 20, oldest)]

    assert are_frequent(flares, MONDAY) is frequent


@pytest.mark.parametrize(
    ("sets", "level", "clean", "plan"),
    [
        (3, 4, [1, 2, 3], (2, 3)),
        (3, 4, [1, 2], (2, 2)),
        (3, 3, [1], (2, 1)),
        (2, 4, [], (1, 3)),
        (1, 1, [], (1, 1)),
        (4, 2, [1, 2, 3], (2, 2)),
        (3, 3, [0], (2, 2)),
    ],
)
def test_the_flare_plan(sets: int, level: int, clean: list[int], plan: tuple[int, int]) -> None:
    assert flare_plan(sets, level, clean)[:2] == plan


def test_the_flare_plan_keeps_walking_and_asks_daily() -> None:
    assert flare_plan(3, 2, [1])[2:] == (True, True)


@pytest.mark.parametrize(
    ("week", "wants", "deload"), [(4, True, True), (8, True, True), (5, True, False), (4, False, False)]
)
def test_every_fourth_week_may_be_a_deload(week: int, wants: bool, deload: bool) -> None:
    assert is_deload_week(week, wants) is deload


@pytest.mark.parametrize(("sets", "half"), [(1, 1), (2, 1), (3, 2), (4, 2)])
def test_a_deload_is_half_the_sets(sets: int, half: int) -> None:
    assert deload_sets(sets) == half


def test_no_bout_yet_is_no_break() -> None:
    assert break_length(None, MONDAY) == days(0)
    assert break_length(MONDAY, MONDAY + days(3)) == days(3)
