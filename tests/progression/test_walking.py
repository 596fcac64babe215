"""C7: the week decides, at its end."""

from __future__ import annotations

from typing import Any

import pytest

from tests.progression.build import MONDAY, a_case, days, hours
from tracker.progression.terms import Case, Dose, DoseKind, Override, PainProfile, Verdict
from tracker.progression.walking import WALK_RULES, Week, decide_week, walks_needed

START = MONDAY - hours(10)


def a_week(prescribed: int) -> Week:
    return Week(START, START + days(7), prescribed)


def walks(history: str, minutes: int, **terms: Any) -> Case:
    """Walks every second day from Monday; now is the end of Sunday."""
    dose = Dose(DoseKind.MINUTES, 1, minutes, minutes)
    terms = {
        "pain_profile": PainProfile.THOMEE,
        "usual_pain": 3,
        "dose": dose,
        "now": START + days(7),
        **terms,
    }
    return a_case(history, **terms)


def times(count: int, walk: str, gap: int = 24) -> str:
    return " ; ".join([walk] + [f"+{gap}h {walk}"] * (count - 1))


def test_a_full_nordic_week_goes_up() -> None:
    assert decide_week(walks(times(3, "25 @2/2", 48), 25), a_week(3)) == (Verdict.PROGRESS, "W1")


def test_two_of_three_hold() -> None:
    assert decide_week(walks(times(2, "25 @2/2"), 25), a_week(3)) == (Verdict.HOLD, "W2")


def test_one_report_of_four_is_too_little() -> None:
    case = walks(f"15 @2/2 ; {times(3, '15 @2/-')}", 15)

    assert decide_week(case, a_week(5)) == (Verdict.INSUFFICIENT_EVIDENCE, "I2")


@pytest.mark.parametrize(
    ("history", "rule"),
    [
        (times(4, "15 @2/2"), "W1"),
        (times(5, "15 @2/2"), "W1"),
        (times(5, "1 15 @2/2"), "W1"),
        (times(5, "7 _ @2/2"), "I2"),
        (f"{times(3, '15 @2/2')} ; +24h 7 _ @2/2", "I2"),
        (times(4, "13.5 @2/2"), "W1"),
        (times(4, "13.4 @2/2"), "W2"),
        (f"{times(3, '15 @2/2')} ; +24h _ @2/2", "I2"),
        (f"{times(2, '15 @2/2')} ; +24h 15 @2/- ; +24h 15 @2/-", "W1"),
        (f"15 @2/2 ; {times(3, '15 @2/-')}", "I2"),
        (f"{times(4, '15 @5/3')}", "W1"),
        (f"{times(3, '15 @2/2')} ; +24h 15 @5.1/2", "H1"),
        (f"{times(3, '15 @2/2')} ; +24h 15 @2/4", "H2"),
        (f"15 @2/4 ; {times(3, '15 @2/2')}", "H2"),
        (f"15 @6/2 ; {times(3, '15 @2/2')}", "R1"),
        (f"15 @2/7 ; {times(3, '15 @2/2')}", "R1"),
        (f"{times(3, '15 @2/2')} ; +24h 15 @8/-", "S2"),
        (f"{times(2, '15 @6/-', 20)}", "S3"),
        (f"15 @2/2 flag:RF9 ; {times(3, '15 @2/2')}", "S1"),
        (f"{times(3, '15 @2/2')} ; +24h 15 @/2", "I2"),
        (f"{times(4, '15 @2/2')} ; +24h 15 @/2", "W1"),
        ("", "W2"),
    ],
)
def test_the_walking_table(history: str, rule: str) -> None:
    assert decide_week(walks(history, 15), a_week(5)).rule == rule


def test_a_week_with_nothing_prescribed_climbs_nowhere() -> None:
    assert decide_week(walks("", 15), a_week(0)).verdict is Verdict.INSUFFICIENT_EVIDENCE


def test_two_sets_are_one_walk() -> None:
    assert decide_week(walks(times(4, "8 8 @2/2"), 15), a_week(5)).rule == "W1"


def test_walks_outside_the_week_do_not_count() -> None:
    case = walks(times(5, "15 @2/2"), 15)

    assert decide_week(case, Week(START + days(2), START + days(7), 5)).rule == "W2"
    assert decide_week(case, Week(START, MONDAY + days(4), 5)).rule == "W1"
    assert decide_week(case, Week(START, MONDAY + days(3), 5)).rule == "W2"


def test_the_first_instant_of_the_week_is_in_it() -> None:
    assert decide_week(walks(times(4, "15 @2/2"), 15), Week(MONDAY, START + days(7), 5)).rule == "W1"


def test_without_usual_pain_nothing_is_inside_the_limit() -> None:
    assert decide_week(walks(times(4, "15 @2/2"), 15, usual_pain=None), a_week(5)).rule == "I2"


def test_the_last_rung_is_kept() -> None:
    assert decide_week(walks(times(4, "15 @2/2"), 15, is_top_level=True), a_week(5)).rule == "H5"


def test_an_open_stop_comes_first() -> None:
    assert decide_week(walks("15 @2/2", 15, open_stop=True), a_week(5)).rule == "S0"


def test_the_third_setback_goes_to_a_person() -> None:
    case = walks("15 @6/2", 15, regressed_at=(START, START))

    assert decide_week(case._replace(regressed_at=(START,) * 3), a_week(5)).rule == "S4"
    assert decide_week(case, a_week(5)).rule == "S4"
    assert decide_week(case._replace(regressed_at=(START,)), a_week(5)).rule == "R1"
    assert decide_week(walks("15 @2/2", 15, regressed_at=(START, START)), a_week(5)).rule == "W2"


def test_the_therapists_word_stands_over_the_week() -> None:
    override = Override(Verdict.PROGRESS, START, START + days(8))

    assert decide_week(walks("15 @2/2", 15, override=override), a_week(5)) == (Verdict.PROGRESS, "O1")


@pytest.mark.parametrize(("silent", "rule"), [(13, "W2"), (14, "I3"), (28, "R4")])
def test_weeks_without_a_walk(silent: int, rule: str) -> None:
    case = walks("15 @2/2", 15, now=MONDAY + days(silent))

    assert decide_week(case, Week(case.now - days(7), case.now, 5)).rule == rule


@pytest.mark.parametrize(("prescribed", "needed"), [(5, 4), (3, 3), (4, 4), (10, 8), (1, 1), (15, 12)])
def test_four_fifths_round_up(prescribed: int, needed: int) -> None:
    assert walks_needed(a_week(prescribed)) == needed


def test_every_walking_rule_has_one_code() -> None:
    assert len({rule.code for rule in WALK_RULES}) == len(WALK_RULES)
