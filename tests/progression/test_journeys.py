"""Weeks in one line: what the person logged, and the levels that came out of it."""

from __future__ import annotations

from tests.progression.build import MONDAY, REPS, a_session, hours
from tracker.progression.decide import decide
from tracker.progression.steps import Position, Rung, next_step
from tracker.progression.terms import Case, PainProfile, Session, Verdict

GOOD = "10 10 10"
LADDER = tuple(Rung(REPS) for _ in range(4))
MEANING = {
    "1": f"{GOOD} @1/1",
    "3": f"{GOOD} @3/3",
    "4": f"{GOOD} @4/1",
    "6": f"{GOOD} @6/2",
    "8": f"{GOOD} @8/2",
    "?": f"{GOOD} @1/-",
    "7": "10 10 7 @1/1",
    "x": "5 4 4 @1/1",
}


def journey(story: str, *, start: int = 1) -> str:
    """One letter a bout, every second day, decided the day after; levels out, `S` once it stops."""
    seen: tuple[Session, ...] = ()
    levels: list[str] = []
    level, began = start, MONDAY
    for number, letter in enumerate(story.split()):
        at = MONDAY + hours(48 * number)
        seen = (*seen, a_session(MEANING[letter].split(), f"s{number}", at))
        top = level == len(LADDER)
        now = at + hours(25)
        case = Case(now, PainProfile.KEMP, REPS, is_top_level=top, level_started_at=began, sessions=seen)
        decision = decide(case)
        if decision.verdict is Verdict.STOP_AND_REVIEW:
            return " ".join([*levels, "S"])
        step = next_step(decision, Position(level, REPS, LADDER))
        level, began = step.level, now if step.restarts else began
        levels.append(str(level))
    return " ".join(levels)


def test_two_clean_bouts_are_one_level() -> None:
    assert journey("1 1 1 1 1 1") == "1 2 2 3 3 4"


def test_pain_of_six_is_one_level_down_and_two_clean_bouts_return() -> None:
    assert journey("1 1 6 1 1", start=2) == "2 3 2 2 3"


def test_one_bad_bout_is_acted_on_once() -> None:
    assert journey("1 6 1 1", start=3) == "3 2 2 3"


def test_amber_holds_until_two_clean_bouts_follow() -> None:
    assert journey("1 4 1 1") == "1 1 1 2"


def test_amber_twice_is_one_level_down() -> None:
    assert journey("4 4 1", start=3) == "3 2 2"


def test_silence_never_climbs() -> None:
    assert journey("? ? ? ? ? ?") == "1 1 1 1 1 1"


def test_a_missing_report_only_delays() -> None:
    assert journey("1 ? 1 1") == "1 1 1 2"


def test_the_top_is_never_left_upwards() -> None:
    assert journey("1 1 1 1 1 1", start=4) == "4 4 4 4 4 4"


def test_the_bottom_is_never_left_downwards() -> None:
    assert journey("6 6 6", start=1) == "1 1 1"


def test_severe_pain_stops_at_once() -> None:
    assert journey("1 8") == "1 S"


def test_too_hard_twice_is_one_level_down() -> None:
    assert journey("x x 1 1", start=2) == "2 1 1 2"


def test_a_missed_dose_waits_for_two_full_ones() -> None:
    assert journey("1 7 1 1") == "1 1 1 2"


def test_the_limit_itself_passes() -> None:
    assert journey("3 3") == "1 2"
