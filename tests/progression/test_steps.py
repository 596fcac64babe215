"""What follows a verdict."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.progression.build import HOLD, REPS
from tracker.progression.load import LoadDecision
from tracker.progression.steps import (
    Move,
    Position,
    Rung,
    eased_once,
    next_step,
    was_raised_by_load_rules,
)
from tracker.progression.terms import Decision, Dose, DoseKind, Number, Verdict

UP, DOWN = Decision(Verdict.PROGRESS, "P1"), Decision(Verdict.REGRESS, "R2")
LADDER = (Rung(REPS), Rung(REPS._replace(low=6, high=8), is_big_step=True), Rung(HOLD))
WALKS = tuple(Rung(Dose(DoseKind.MINUTES, 1, minutes, minutes)) for minutes in (10, 12, 15, 18))
LIFT = Dose(DoseKind.LOAD_RM, 3, 8, 12, 60, 2.5, 12)


def at(level: int, dose: Dose | None = None, **more: Any) -> Position:
    return Position(level, dose or LADDER[level - 1].dose, LADDER)._replace(**more)


@given(
    st.sampled_from(Verdict),
    st.sampled_from(["P1", "R1", "R2", "H1", "H5", "I1", "I3", "W-SIDE"]),
    st.integers(1, 3),
    st.integers(1, 3),
    st.sampled_from([None, 0, 0.5, 20]),
)
def test_one_level_at_a_time_and_never_off_the_ladder(
    verdict: Verdict, rule: str, level: int, sets: int, load: Number | None
) -> None:
    dose = LADDER[level - 1].dose._replace(sets=sets, load_kg=load)
    step = next_step(Decision(verdict, rule), at(level, dose))

    assert 1 <= step.level <= 3
    assert abs(step.level - level) <= 1
    assert step.level <= level or verdict is Verdict.PROGRESS


def test_progress_starts_the_next_level_at_its_low_end() -> None:
    step = next_step(UP, at(1))

    assert step == (Move.UP, 2, LADDER[1].dose, "next_level", True, 6, False, (), ())


def test_a_big_step_is_said() -> None:
    assert next_step(UP, at(2)).is_big_step


def test_progress_at_the_top_maintains() -> None:
    assert next_step(Decision(Verdict.PROGRESS, "O1"), at(3))[:5] == (Move.SAME, 3, HOLD, "maintain", False)


def test_an_eased_dose_returns_to_the_written_one_first() -> None:
    step = next_step(UP, at(1, REPS._replace(sets=2, load_kg=9)))

    assert step[:6] == (Move.SAME, 1, REPS._replace(load_kg=9), "full_dose_again", True, 8)


@pytest.mark.parametrize("level", [2, 3, 4])
def test_regress_takes_the_dose_of_the_level_below(level: int) -> None:
    ladder = tuple(Rung(REPS._replace(low=low)) for low in (5, 6, 7, 8))

    assert next_step(DOWN, Position(level, ladder[level - 1].dose, ladder)).dose.low == level + 3


@pytest.mark.parametrize("more", [REPS._replace(sets=4), REPS._replace(low=9)])
def test_more_than_is_written_is_not_eased(more: Dose) -> None:
    assert next_step(UP, at(1, more)).level == 2


def test_nothing_but_a_big_step_is_called_one() -> None:
    assert not next_step(DOWN, at(3)).is_big_step
    assert not next_step(UP, at(1)).is_big_step


def test_regress_is_one_level_down() -> None:
    assert next_step(DOWN, at(3))[:6] == (Move.DOWN, 2, LADDER[1].dose, "level_down", True, 6)


@pytest.mark.parametrize(("rule", "load"), [("R1", 8), ("R2", 9), ("R3", 9), ("R4", 9)])
def test_at_the_bottom_the_load_is_cut(rule: str, load: Number) -> None:
    step = next_step(Decision(Verdict.REGRESS, rule), at(1, REPS._replace(load_kg=10)))

    assert step[:6] == (Move.SAME, 1, REPS._replace(load_kg=load), "load_cut", True, 8)


@pytest.mark.parametrize("load", [None, 0, 0.3, 0.5])
def test_at_the_bottom_without_load_half_the_sets_are_left(load: Number | None) -> None:
    dose = REPS._replace(load_kg=load)

    assert next_step(DOWN, at(1, dose))[:6] == (Move.SAME, 1, dose._replace(sets=2), "sets_halved", True, 8)


def test_where_load_rules_raised_the_load_it_is_cut_before_the_level() -> None:
    ladder = (Rung(REPS), Rung(REPS._replace(load_kg=5)))
    position = Position(2, REPS._replace(load_kg=20, load_step_kg=1), ladder)

    assert next_step(DOWN, position).dose.load_kg == 18
    assert next_step(DOWN, position._replace(dose=REPS._replace(load_kg=5))).level == 1
    assert next_step(DOWN, position._replace(dose=REPS._replace(load_kg=4))).level == 1
    assert not was_raised_by_load_rules(at(2, REPS._replace(load_kg=5)))
    assert not was_raised_by_load_rules(Position(2, REPS._replace(load_kg=None), ladder))


@pytest.mark.parametrize(
    ("level", "minutes", "after"),
    [(4, 18, (3, 13)), (3, 15, (2, 11)), (2, 12, (1, 9)), (1, 10, (1, 7)), (1, 1, (1, 1)), (2, 20, (1, 10))],
)
def test_walking_falls_a_rung_and_a_quarter(level: int, minutes: int, after: tuple[int, int]) -> None:
    dose = WALKS[level - 1].dose._replace(low=minutes, high=minutes)
    step = next_step(DOWN, Position(level, dose, WALKS))

    assert (step.level, step.dose.low, step.dose.high, step.target) == (
        after[0],
        after[1],
        after[1],
        after[1],
    )
    assert (step.move, step.reason) == (Move.DOWN if level > 1 else Move.SAME, "minutes_cut")
    assert step.restarts


def test_eased_minutes_return_to_the_rung_before_the_next() -> None:
    step = next_step(UP, Position(3, WALKS[2].dose._replace(low=11, high=11), WALKS))

    assert (step.level, step.dose.low) == (3, 15)


@pytest.mark.parametrize("rule", ["H1", "H2"])
def test_amber_lets_the_person_ease_the_next_bout(rule: str) -> None:
    held = Decision(Verdict.HOLD, rule)

    assert next_step(held, at(1, is_amber=True)).choices == ("one_set_fewer", "smaller_range")
    loaded = at(1, REPS._replace(load_kg=5), is_amber=True)
    assert next_step(held, loaded).choices == ("one_set_fewer", "load_10_percent_less", "smaller_range")
    assert next_step(held, at(1)).choices == ()


@pytest.mark.parametrize(
    ("choice", "sets", "load"),
    [("one_set_fewer", 2, 20), ("load_10_percent_less", 3, 18), ("smaller_range", 3, 20)],
)
def test_an_eased_bout_is_as_the_person_picked_it(choice: str, sets: int, load: Number) -> None:
    assert eased_once(REPS._replace(load_kg=20), choice) == REPS._replace(sets=sets, load_kg=load)


def test_an_eased_bout_keeps_one_set_and_no_load() -> None:
    assert eased_once(REPS._replace(sets=1), "one_set_fewer").sets == 1
    assert eased_once(REPS, "load_10_percent_less") == REPS


def test_a_missed_dose_is_no_reason_to_ease() -> None:
    assert next_step(Decision(Verdict.HOLD, "H3"), at(1, is_amber=True))[:5] == (
        Move.SAME,
        1,
        REPS,
        "keep",
        False,
    )


def test_the_top_level_maintains() -> None:
    assert next_step(Decision(Verdict.HOLD, "H5"), at(3)).reason == "maintain"


@pytest.mark.parametrize(("rule", "load"), [("H5", 21), ("W-SIDE", 21), ("W-FLARE", 20), ("H3", 20)])
def test_load_rises_inside_a_level_that_cannot_rise(rule: str, load: Number) -> None:
    two = LoadDecision(Verdict.PROGRESS, "L7", 21, 8)
    step = next_step(Decision(Verdict.HOLD, rule), at(1, REPS._replace(load_kg=20), two_for_two=two))

    assert (step.dose.load_kg, step.restarts) == (load, load == 21)


def test_a_step_too_big_adds_reps() -> None:
    two = LoadDecision(Verdict.HOLD, "L5", 20, 12)
    step = next_step(Decision(Verdict.HOLD, "H5"), at(3, REPS._replace(load_kg=20), two_for_two=two))

    assert (step.reason, step.target, step.dose.load_kg, step.restarts) == ("reps_added", 12, 20, False)


def test_two_for_two_not_met_changes_nothing() -> None:
    two = LoadDecision(Verdict.HOLD, "L6", 20)

    assert next_step(Decision(Verdict.HOLD, "H5"), at(3, two_for_two=two)).reason == "maintain"


def test_a_level_free_to_rise_rises_before_its_load() -> None:
    two = LoadDecision(Verdict.PROGRESS, "L7", 21, 8)

    assert next_step(UP, at(1, two_for_two=two)).level == 2


@pytest.mark.parametrize(
    ("load", "after", "reason"),
    [(20, 18, "repeat_lighter"), (None, None, "repeat_level"), (0, 0, "repeat_level")],
)
def test_a_break_repeats_the_level_lighter(load: Number | None, after: Number | None, reason: str) -> None:
    step = next_step(Decision(Verdict.INSUFFICIENT_EVIDENCE, "I3"), at(2, REPS._replace(load_kg=load)))

    assert (step.level, step.dose.load_kg, step.reason, step.restarts) == (2, after, reason, False)


@pytest.mark.parametrize("rule", ["I1", "I2"])
def test_missing_evidence_changes_nothing(rule: str) -> None:
    dose = REPS._replace(load_kg=20)

    assert next_step(Decision(Verdict.INSUFFICIENT_EVIDENCE, rule), at(2, dose))[:5] == (
        Move.SAME,
        2,
        dose,
        "keep",
        False,
    )


def test_a_stop_changes_nothing_by_itself() -> None:
    assert next_step(Decision(Verdict.STOP_AND_REVIEW, "S2"), at(2))[:5] == (
        Move.STOP,
        2,
        LADDER[1].dose,
        "stopped",
        False,
    )


@pytest.mark.parametrize(
    ("decision", "reason", "restarts", "choices"),
    [
        (LoadDecision(Verdict.PROGRESS, "L1", 62.5, 12, ("SELF_PROGRESSED",)), "load_raised", True, ()),
        (LoadDecision(Verdict.REGRESS, "L3", 55, 12), "load_cut", True, ()),
        (LoadDecision(Verdict.REGRESS, "L4", 52.5, 12), "load_cut", True, ("smaller_range",)),
        (LoadDecision(Verdict.REGRESS, "L3", 60, 12), "load_cut", True, ("smaller_range",)),
        (LoadDecision(Verdict.HOLD, "L2", 60, 12), "keep", False, ()),
        (LoadDecision(Verdict.HOLD, "L5", 60, 14), "reps_added", False, ()),
        (LoadDecision(Verdict.INSUFFICIENT_EVIDENCE, "I2", 60, 12), "keep", False, ()),
        (LoadDecision(Verdict.INSUFFICIENT_EVIDENCE, "I3", 52.5, 12), "repeat_lighter", False, ()),
    ],
)
def test_load_work_moves_its_load_only(
    decision: LoadDecision, reason: str, restarts: bool, choices: tuple[str, ...]
) -> None:
    step = next_step(decision, Position(1, LIFT, (Rung(LIFT),)))

    assert step[:6] == (
        Move.SAME,
        1,
        LIFT._replace(load_kg=decision.load_kg),
        reason,
        restarts,
        decision.target_reps,
    )
    assert (step.choices, step.flags) == (choices, decision.flags)


def test_load_work_stops_without_losing_its_load() -> None:
    step = next_step(LoadDecision(Verdict.STOP_AND_REVIEW, "S2"), Position(1, LIFT, (Rung(LIFT),)))

    assert (step.move, step.dose.load_kg) == (Move.STOP, 60)


@pytest.mark.parametrize("level", [0, 4, -1])
def test_a_level_outside_the_ladder_is_refused(level: int) -> None:
    with pytest.raises(ValueError, match="ladder of 3"):
        next_step(UP, Position(level, REPS, LADDER))
