"""C4 and its worked checks (C10)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.progression.build import MONDAY, REPS, a_case, days
from tracker.progression.load import LOAD_RULES, decide_load, two_for_two
from tracker.progression.terms import Case, Dose, DoseKind, Number, Override, PainProfile, SetEntry, Verdict


def a_lift(history: str, target: int = 10, load: Number = 60, step: Number = 2.5, **terms: Any) -> Case:
    dose = Dose(DoseKind.LOAD_RM, 3, target, target, load, step, target)
    terms = {"pain_profile": PainProfile.HIP_BOOSTER, "usual_pain": 3, "dose": dose, **terms}
    return a_case(history, **terms)


def loaded(last: int, load: Number = 20, pain: str = "1/1") -> str:
    return f"10*{load} 10*{load} {last}*{load} @{pain}"


@pytest.mark.parametrize(
    ("target", "load", "step", "history", "expected"),
    [
        (12, 60, 2.5, "14*60 @3/3 failure", (Verdict.PROGRESS, "L1", 62.5)),
        (12, 60, 2.5, "12*60 @1/1 failure", (Verdict.HOLD, "L2", 60)),
        (10, 60, 2.5, "7*60 @1/1 failure", (Verdict.REGRESS, "L3", 55)),
        (10, 60, 2.5, "13*60 @6/- failure", (Verdict.REGRESS, "L4", 52.5)),
        (10, 60, 2.5, "12*60 @2/- failure", (Verdict.INSUFFICIENT_EVIDENCE, "I2", 60)),
        (12, 10, 5, "14*10 @1/1 failure", (Verdict.HOLD, "L5", 10)),
    ],
)
def test_worked_checks_of_prt(
    target: int, load: Number, step: Number, history: str, expected: tuple[Verdict, str, Number]
) -> None:
    assert decide_load(a_lift(history, target, load, step))[:3] == expected


@pytest.mark.parametrize(
    ("history", "verdict", "rule", "load"),
    [
        (f"{loaded(12)} ; {loaded(12)}", Verdict.PROGRESS, "L7", 21),
        (f"{loaded(12)} ; {loaded(11)}", Verdict.HOLD, "L6", 20),
        (f"{loaded(11)} ; {loaded(12)}", Verdict.HOLD, "L6", 20),
        (f"{loaded(12)} ; {loaded(12, pain='4/1')}", Verdict.HOLD, "L6", 20),
        (f"{loaded(12)} ; {loaded(12, pain='1/-')}", Verdict.INSUFFICIENT_EVIDENCE, "I2", 20),
        (loaded(12), Verdict.INSUFFICIENT_EVIDENCE, "I1", 20),
        (f"{loaded(12)} ; +400h {loaded(12)}", Verdict.INSUFFICIENT_EVIDENCE, "I1", 20),
        (f"{loaded(12)} ; {loaded(12, load=19)}", Verdict.HOLD, "L6", 20),
        (f"{loaded(12)} ; 10*20 10*20 _*20 @1/1", Verdict.INSUFFICIENT_EVIDENCE, "I2", 20),
    ],
)
def test_two_for_two(history: str, verdict: Verdict, rule: str, load: Number) -> None:
    dose = REPS._replace(load_kg=20, load_step_kg=1)

    assert two_for_two(a_case(history, dose=dose))[:3] == (verdict, rule, load)


def test_two_for_two_restarts_at_the_bottom_of_the_range() -> None:
    dose = REPS._replace(load_kg=20, load_step_kg=1)

    assert two_for_two(a_case(f"{loaded(12)} ; {loaded(12)}", dose=dose)).target_reps == 8


def test_two_for_two_adds_reps_when_the_step_is_too_big() -> None:
    decision = two_for_two(
        a_case(f"{loaded(12)} ; {loaded(12)}", dose=REPS._replace(load_kg=20, load_step_kg=5))
    )

    assert decision[:4] == (Verdict.HOLD, "L5", 20, 12)


def test_two_for_two_needs_a_load() -> None:
    assert two_for_two(a_case("10 10 12 @1/1 ; 10 10 12 @1/1")).rule == "L6"


@pytest.mark.parametrize(
    ("history", "rule"),
    [
        ("11*60 @1/1 failure", "L1"),
        ("9*60 @1/1 failure", "L2"),
        ("8*60 @1/1 failure", "L3"),
        ("11*60 @1/1", "I2"),
        ("10*60 @1/1", "L2"),
        ("8*60 @1/1", "L3"),
        ("11*60 @5/3 failure", "L1"),
        ("11*60 @5.1/3 failure", "L4"),
        ("11*60 @1/4 failure", "H2"),
        ("11*60 @1/6 failure", "R1"),
        ("11*60 @6/7 failure", "L4"),
        ("11*55 @1/1 failure", "H3"),
        ("11 @1/1 failure", "H3"),
        ("_*60 @1/1 failure", "I2"),
        ("11*60 @/1 failure", "I2"),
        ("", "I1"),
        ("11*60 @8/1 failure", "S2"),
        ("11*60 @6/1 failure ; 11*60 @6/1 failure", "S3"),
        ("11*60 @1/1 failure flag:RF4", "S1"),
    ],
)
def test_the_load_table(history: str, rule: str) -> None:
    assert decide_load(a_lift(history)).rule == rule


def not_to_failure(history: str) -> Case:
    case = a_lift(history)
    sets = tuple(entry._replace(to_failure=False) for entry in case.sessions[-1].sets)
    return case._replace(sessions=(*case.sessions[:-1], case.sessions[-1]._replace(sets=sets)))


@pytest.mark.parametrize("reps", [7, 10, 14])
def test_a_set_ended_before_failure_says_nothing_about_the_load(reps: int) -> None:
    assert decide_load(not_to_failure(f"{reps}*60 @1/1")).rule == "I2"


def test_an_unknown_load_raises_nothing() -> None:
    case = a_lift("12*60 @1/1 failure")
    blank = case.sessions[0]._replace(sets=(SetEntry(12, None, None, True),))

    assert decide_load(case._replace(sessions=(blank,))).rule == "I2"
    assert decide_load(a_lift("12*60 @1/1 failure", load=0))[:3] == (Verdict.INSUFFICIENT_EVIDENCE, "I2", 0)


@pytest.mark.parametrize(("after", "rule", "load"), [(335, "L1", 62.5), (336, "I3", 52.5), (672, "R4", 52.5)])
def test_a_break_takes_a_tenth_off(after: float, rule: str, load: Number) -> None:
    assert decide_load(a_lift("12*60 @1/1 failure", after=after))[1:3] == (rule, load)


def test_the_third_setback_goes_to_a_person() -> None:
    case = a_lift("10*60 @6/1 failure")
    twice = (case.now - days(1), case.now - days(21))

    assert decide_load(case._replace(regressed_at=twice)).rule == "S4"
    assert decide_load(case._replace(regressed_at=twice[:1])).rule == "L4"
    assert decide_load(a_lift("7*60 @1/1 failure")._replace(regressed_at=twice)).rule == "L3"


@pytest.mark.parametrize(
    ("verdict", "load"), [(Verdict.PROGRESS, 62.5), (Verdict.REGRESS, 52.5), (Verdict.HOLD, 60)]
)
def test_the_therapists_word_moves_the_load(verdict: Verdict, load: Number) -> None:
    override = Override(verdict, MONDAY, MONDAY + days(7))

    assert decide_load(a_lift("10*60 @1/1 failure", override=override))[:3] == (verdict, "O1", load)


def test_a_stop_prescribes_nothing() -> None:
    assert decide_load(a_lift("10*60 @1/1", open_stop=True)) == (
        Verdict.STOP_AND_REVIEW,
        "S0",
        None,
        None,
        (),
    )


def test_a_lower_personal_limit_holds() -> None:
    assert decide_load(a_lift("12*60 @3/1 failure", pain_limit_during=2)).rule == "H1"


@pytest.mark.parametrize(("lifted", "flags"), [(66, ()), (67.5, ("SELF_PROGRESSED",))])
def test_a_jump_over_ten_percent_is_flagged_and_counts_at_the_prescribed_load(
    lifted: Number, flags: tuple[str, ...]
) -> None:
    decision = decide_load(a_lift(f"14*{lifted} @1/1 failure"))

    assert (decision.load_kg, decision.flags) == (65, flags)


def test_each_session_is_judged_by_itself() -> None:
    assert decide_load(a_lift("7*60 @1/1 failure ; 12*60 @1/1 failure")).rule == "L1"
    assert decide_load(a_lift("12*60 @1/1 failure ; +2h 7*60 @1/1 failure")).rule == "L1"


def test_an_earlier_session_over_a_personal_limit_is_past() -> None:
    three = "12*60 12*60 12*60"

    case = a_lift(f"{three} @3/1 failure ; {three} @1/1 failure", pain_limit_during=2)

    assert decide_load(case).rule == "L1"


def test_the_first_set_counts_and_not_the_tired_ones() -> None:
    assert decide_load(a_lift("12*60 8*60 7*60 @1/1 failure")).rule == "L1"
    assert decide_load(a_lift("7*60 12*60 @1/1 failure")).rule == "L3"


def test_the_weeks_target_stands_over_the_written_range() -> None:
    dose = Dose(DoseKind.LOAD_RM, 3, 8, 12, 60, 2.5, 10)

    assert decide_load(a_lift("11*60 @1/1 failure", dose=dose)).rule == "L1"
    assert decide_load(a_lift("11*60 @1/1 failure", dose=dose._replace(rm_target=None))).rule == "L2"


def test_a_step_of_exactly_a_tenth_is_not_too_big() -> None:
    assert decide_load(a_lift("12*25 @1/1 failure", load=25))[1:3] == ("L1", 27.5)


def test_a_load_between_two_steps_is_kept() -> None:
    assert decide_load(a_lift("10*61 @1/1 failure", load=61)).load_kg == 61


def test_many_setbacks_are_still_a_third_one() -> None:
    case = a_lift("10*60 @6/1 failure")

    assert decide_load(case._replace(regressed_at=(case.now,) * 3)).rule == "S4"


def test_the_therapists_progress_raises_one_step_even_below_the_target() -> None:
    override = Override(Verdict.PROGRESS, MONDAY, MONDAY + days(7))

    assert decide_load(a_lift("6*60 @1/1 failure", override=override)).load_kg == 62.5
    assert decide_load(a_lift("15*60 @1/1 failure", override=override)).load_kg == 65
    assert decide_load(a_lift("10*10 @1/1 failure", load=10, step=5, override=override)).load_kg == 10


def test_the_last_set_of_the_last_session_counts_for_two_for_two() -> None:
    dose = REPS._replace(load_kg=20, load_step_kg=1)

    assert two_for_two(a_case(f"{loaded(12)} ; {loaded(11)} ; +2h {loaded(14)}", dose=dose)).rule == "L7"
    assert two_for_two(a_case(f"{loaded(12)} ; {loaded(12)} ; +2h {loaded(11)}", dose=dose)).rule == "L6"


def test_the_reps_added_grow_with_the_reps_done() -> None:
    assert [
        decide_load(a_lift(f"{reps}*10 @1/1 failure", load=10, step=5)).target_reps for reps in (11, 12, 15)
    ] == [
        11,
        12,
        12,
    ]


def test_every_load_rule_has_one_code() -> None:
    assert len({rule.code for rule in LOAD_RULES}) == len(LOAD_RULES)
