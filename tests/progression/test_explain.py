"""A decision can say which bouts, which values, which limits, and what is missing."""

from __future__ import annotations

import pytest

from tests.progression.build import MONDAY, REPS, a_case, days, hours
from tracker.progression.decide import decide
from tracker.progression.explain import WOULD_CHANGE, Criterion, Explanation, Missing, explain
from tracker.progression.policy import Band
from tracker.progression.rules import RULES
from tracker.progression.terms import Case, PainProfile, ReportStatus
from tracker.progression.truth import FALSE, TRUE, UNKNOWN

GOOD = "10 10 10 @1/1"


def explained(case: Case) -> Explanation:
    return explain(case, decide(case))


def test_every_rule_says_what_would_change_it() -> None:
    assert set(WOULD_CHANGE) == {rule.code for rule in RULES}


def test_each_criterion_shows_its_value_and_its_limit() -> None:
    (bout,) = explained(a_case("10 10 7 @4/2")).bouts

    assert bout.criteria == (
        Criterion("during", FALSE, 4, 3),
        Criterion("next_day", TRUE, 2, 3),
        Criterion("dose", FALSE, 2, 3),
    )


def test_control_is_shown_where_it_is_asked() -> None:
    (bout,) = explained(a_case("10 10 10 @1/1 effort2", max_effort=3)).bouts

    assert bout.criteria[3:] == (Criterion("control", TRUE, 2, 3),)
    assert len(explained(a_case("10 10 10 @1/1", needs_control=True)).bouts[0].criteria) == 4


def test_bouts_come_newest_first() -> None:
    first, second = explained(a_case(f"{GOOD} ; 10 10 10 @6/2")).bouts

    assert (first.session_ids, first.started_at, first.ended_at) == (
        ("s1",),
        MONDAY + days(2),
        MONDAY + days(2),
    )
    assert (first.peak, first.band, first.sets_reached, first.in_run) == (6, Band.HIGH, 3, True)
    assert (second.session_ids, second.report_status) == (("s0",), ReportStatus.ON_TIME)


def test_a_bout_outside_the_run_is_marked() -> None:
    seen = explained(a_case(f"{GOOD} ; {GOOD}", bouts_required=1)).bouts

    assert [bout.in_run for bout in seen] == [True, False]


def test_an_unrated_bout_has_no_band() -> None:
    assert explained(a_case("10 10 10 @/1")).bouts[0].band is None


@pytest.mark.parametrize(
    ("line", "count"),
    [
        (GOOD, 1),
        (f"{GOOD} ; {GOOD}", 2),
        (f"{GOOD} ; 10 10 10 @4/1", 0),
        (f"10 10 10 @4/1 ; {GOOD}", 1),
        ("", 0),
    ],
)
def test_qualifying_bouts_are_counted_backwards(line: str, count: int) -> None:
    explanation = explained(a_case(line))

    assert (explanation.qualifying, explanation.bouts_required) == (count, 2)


@pytest.mark.parametrize(
    ("line", "after", "missing"),
    [
        ("10 10 10 @1/-", 20, [Missing("next_day", "s0", MONDAY + hours(48))]),
        ("10 10 10 @1/-", 48, [Missing("next_day", "s0", MONDAY + hours(48))]),
        ("10 10 10 @1/-", 49, [Missing("next_day", "s0", None)]),
        ("10 10 10 @1/1^2", 20, [Missing("next_day", "s0", MONDAY + hours(48))]),
        ("10 10 10 @1/1^50", 48, [Missing("next_day", "s0", None)]),
        ("10 10 10 @/1", 25, [Missing("pain_during", "s0", None)]),
        ("10 10 _ @1/1", 25, [Missing("set_values", "s0", None)]),
        (GOOD, 25, []),
    ],
)
def test_missing_items_are_named_with_their_time(line: str, after: float, missing: list[Missing]) -> None:
    assert list(explained(a_case(line, after=after)).missing) == missing


def test_control_and_effort_are_asked_for_separately() -> None:
    case = a_case("10 10 10 @1/1", needs_control=True, max_effort=3)

    assert [item.item for item in explained(case).missing] == ["control_ok", "effort"]
    assert [item.item for item in explained(case._replace(max_effort=None)).missing] == ["control_ok"]
    assert [item.item for item in explained(case._replace(needs_control=False)).missing] == ["effort"]


def test_a_missing_usual_pain_is_asked_for_by_name() -> None:
    case = a_case(GOOD, pain_profile=PainProfile.THOMEE)

    assert [item.item for item in explained(case).missing] == ["usual_pain"]
    assert [
        item.item
        for item in explained(case._replace(usual_pain=3, sessions=a_case("10 10 10 @1/-").sessions)).missing
    ] == ["next_day"]


def test_a_bout_of_two_sittings_asks_about_the_last() -> None:
    case = a_case("10 10 10 @/- effort1 ; +2h 10 10 10 @/- effort2", needs_control=True, max_effort=3)
    explanation = explained(case)

    assert [(item.item, item.session_id) for item in explanation.missing] == [
        ("pain_during", "s1"),
        ("next_day", "s1"),
        ("control_ok", "s1"),
    ]
    assert explanation.bouts[0].criteria[3].value == 2


def test_control_is_asked_of_the_last_sitting_only() -> None:
    case = a_case("10 10 10 @1/1 ; +2h 10 10 10 @1/1 control effort1", needs_control=True, max_effort=3)

    assert explained(case).missing == ()
    other_way = a_case("10 10 10 @1/1 control effort1 ; +2h 10 10 10 @1/1", needs_control=True, max_effort=3)
    assert [item.item for item in explained(other_way).missing] == ["control_ok", "effort"]


def test_the_report_is_asked_for_before_the_usual_pain() -> None:
    case = a_case("10 10 10 @1/-", pain_profile=PainProfile.THOMEE)

    assert [item.item for item in explained(case).missing] == ["next_day"]


def test_the_latest_gap_is_named_first() -> None:
    case = a_case("10 10 10 @1/- ; 10 10 10 @1/-", after=1)

    assert [item.session_id for item in explained(case).missing] == ["s1", "s0"]


def test_it_says_when_it_will_be_looked_at_again() -> None:
    explanation = explained(a_case(GOOD))

    assert explanation.next_look_at == MONDAY + days(14)
    assert explanation.would_change == ("more_bouts",)
    assert explanation.decision == decide(a_case(GOOD))


def test_an_unknown_truth_is_shown_as_unknown() -> None:
    (bout,) = explained(a_case("10 10 10 @/-", dose=REPS)).bouts

    assert [criterion.truth for criterion in bout.criteria] == [UNKNOWN, UNKNOWN, TRUE]
    assert [criterion.value for criterion in bout.criteria] == [None, None, 3]
