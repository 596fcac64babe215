"""Left and right, one report for several exercises, overlaps, duplicates (C0, C8)."""

from __future__ import annotations

import pytest

from tests.progression.build import MONDAY, hours, sessions
from tracker.progression import sides
from tracker.progression.terms import NextDay, Number, Session


@pytest.mark.parametrize(
    ("level", "other", "waits"), [(2, 2, False), (3, 2, True), (2, 3, False), (1, None, False), (4, 2, True)]
)
def test_the_sides_differ_by_one_level_at_most(level: int, other: int | None, waits: bool) -> None:
    assert sides.other_side_waits(level, other) is waits


@pytest.mark.parametrize(
    ("left", "right", "worse"), [(1, 4, 4), (5, 2, 5), (None, 2, 2), (3, None, 3), (None, None, None)]
)
def test_the_worse_side_counts(left: Number | None, right: Number | None, worse: Number | None) -> None:
    assert sides.worse_side(left, right) == worse


def report(pain: Number, after: float = 24) -> NextDay:
    return NextDay(pain, MONDAY + hours(after))


@pytest.mark.parametrize(
    ("told", "assigned", "counts"),
    [
        (4, None, True),
        (4, "squat", True),
        (4, "bridge", False),
        (3, "bridge", True),
        (6, "bridge", False),
        (3, None, True),
    ],
)
def test_a_bad_report_counts_for_every_exercise_unless_assigned(
    told: Number, assigned: str | None, counts: bool
) -> None:
    heard = sides.report_for("squat", report(told), 3, assigned)

    assert heard == (report(told) if counts else None)


def test_no_report_is_no_report_for_each() -> None:
    assert sides.report_for("squat", None, 3, "bridge") is None


@pytest.mark.parametrize(
    ("pain_value", "limit", "over"),
    [
        (3, 3, False),
        (2, 3, False),
        (7, None, True),
        (3.1, 3, True),
        (5, None, False),
        (6, None, True),
        (6, 7, True),
    ],
)
def test_over_the_limit(pain_value: Number, limit: Number | None, over: bool) -> None:
    assert sides.is_over(report(pain_value), limit) is over


def two_sessions(first: str, gap: float, second: str) -> tuple[Session, ...]:
    return sessions(f"10 @1/{first} ; +{gap}h 10 @1/{second}")


@pytest.mark.parametrize(
    ("gap", "second", "told"), [(20, "1", 5), (20, "-", 5), (20, "7", 7), (30, "1", 1), (24, "1", 1)]
)
def test_a_fail_counts_against_both_of_an_overlap(gap: float, second: str, told: Number) -> None:
    later = sides.with_confounded_fails(two_sessions("5", gap, second), 3)[1]

    assert later.next_day is not None
    assert later.next_day.pain == told


def test_an_equal_report_of_its_own_is_kept() -> None:
    both = two_sessions("5", 20, "5")

    assert sides.with_confounded_fails(both, 3) == both


def test_a_later_fail_says_nothing_about_the_session_before() -> None:
    assert sides.with_confounded_fails(two_sessions("-", 20, "5"), 3)[0].next_day is None


def test_a_pass_counts_for_its_own_session_only() -> None:
    both = two_sessions("3", 20, "-")

    assert sides.with_confounded_fails(both, 3) == both


@pytest.mark.parametrize(
    ("first", "gap", "overlaps"), [("1", 20, True), ("1", 24, False), ("-", 90, True), ("1", 0, False)]
)
def test_an_overlap_starts_before_the_report(first: str, gap: float, overlaps: bool) -> None:
    assert sides.is_confounded(*two_sessions(first, gap, "1")) is overlaps


@pytest.mark.parametrize(("minutes", "asks"), [(4, True), (10, True), (10.1, False)])
def test_the_same_sets_within_ten_minutes_may_be_a_duplicate(minutes: float, asks: bool) -> None:
    first, second = two_sessions("1", minutes / 60, "1")

    assert sides.possible_duplicates(first, second) is asks
    assert sides.possible_duplicates(second, first) is asks
    assert not sides.possible_duplicates(first, second._replace(id=first.id))
    assert not sides.possible_duplicates(first, second._replace(sets=()))
    assert not sides.possible_duplicates(first._replace(sets=()), second)
