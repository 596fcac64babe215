"""C4 and its worked checks (C10)."""

from __future__ import annotations

import pytest

from tests.progression.build import MONDAY, REPS, a_case, days, hours
from tracker.progression import maximum, steps_of_load
from tracker.progression.load import LOAD_RULES, decide_load, two_for_two
from tracker.progression.terms import Case, Dose, DoseKind, Number, Override, PainProfile, SetEntry, Verdict


def a_lift(history: str, target: int = 10, load: Number = 60, step: Number = 2.5, **terms: object) -> Case:
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
    decision = two_for_two(a_case(f"{loaded(12)} ; {loaded(12)}", dose=REPS._replace(load_kg=20, load_step_kg=5)))

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
    assert decide_load(a_lift("10*60 @1/1", open_stop=True)) == (Verdict.STOP_AND_REVIEW, "S0", None, None, ())


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


def test_the_reps_added_grow_with_the_reps_done() -> None:
    assert [decide_load(a_lift(f"{reps}*10 @1/1 failure", load=10, step=5)).target_reps for reps in (11, 12, 15)] == [
        11,
        12,
        12,
    ]


def test_every_load_rule_has_one_code() -> None:
    assert len({rule.code for rule in LOAD_RULES}) == len(LOAD_RULES)


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
        (20, 0.05, 2, 22),
    ],
)
def test_a_raise_lands_on_the_nearest_step(load: Number, share: float, step: Number, result: Number | None) -> None:
    assert steps_of_load.raised(load, share, step) == result


@pytest.mark.parametrize(
    ("load", "step", "result"), [(20, 1, 21), (39, 1, 40), (60, 2.5, 62.5), (10, 1, 11), (9, 1, None), (40, 4, 44)]
)
def test_two_for_two_rounds_down(load: Number, step: Number, result: Number | None) -> None:
    assert steps_of_load.raised_rounding_down(load, 0.05, step) == result


@pytest.mark.parametrize(
    ("load", "share", "step", "result"),
    [(60, 0.075, 2.5, 55), (60, 0.10, 2.5, 52.5), (5, 0.10, 5, 5), (7, 0.10, 5, 5), (3, 0.1, 5, 3), (50, 0.1, 2.5, 45)],
)
def test_a_cut_rounds_down_and_leaves_one_step(load: Number, share: float, step: Number, result: Number) -> None:
    assert steps_of_load.cut(load, share, step) == result


@pytest.mark.parametrize(
    ("old", "new", "load", "step", "result"),
    [(12, 11, 60, 0.5, 61), (12, 11, 60, 2.5, 60), (12, 8, 60, 0.5, 66), (12, 4, 60, 1, 66), (8, 12, 60, 2.5, 52.5)],
)
def test_a_new_target_moves_the_load_along_the_curve(
    old: int, new: int, load: Number, step: Number, result: Number
) -> None:
    assert steps_of_load.for_new_target(load, old, new, step) == result


def test_the_step_is_half_a_kilogram_where_none_is_known() -> None:
    assert steps_of_load.step_of(REPS) == 0.5
    assert steps_of_load.step_of(REPS._replace(load_step_kg=2)) == 2


@pytest.mark.parametrize(
    ("week", "target"), [(1, 12), (2, 11), (4, 11), (5, 10), (7, 10), (8, 9), (9, 9), (10, 8), (12, 8), (20, 8)]
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
    [(60, 10, True, 80), (60, 12, True, 84), (60, 1, True, 62), (60, 13, True, None), (60, 0, True, None),
     (60, 10, False, None), (60, 10, None, None), (None, 10, True, None), (60, None, True, None)],
)  # fmt: skip
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


def test_hours_are_hours() -> None:
    assert hours(24) == days(1)
