"""What time alone changes: the next look, and the fingerprint."""

from __future__ import annotations

from datetime import timedelta, timezone
from typing import Any

import pytest

from tests.progression.build import MONDAY, REPS, a_case, days, hours, sessions
from tracker.progression.fingerprints import fingerprint
from tracker.progression.terms import Case, Gate, Override, PainProfile, Session, Verdict
from tracker.progression.timers import JUST_AFTER, next_look_at

GOOD = "10 10 10 @1/1"
LAST = MONDAY + days(2)
OVERRIDE = Override(Verdict.HOLD, LAST, LAST + days(7))


@pytest.mark.parametrize(
    ("line", "after", "due"),
    [
        (f"{GOOD} ; 10 10 10 @1/-", 1, hours(48)),
        (f"{GOOD} ; 10 10 10 @1/-", 48, days(14)),
        (f"{GOOD} ; {GOOD}", 25, days(14)),
        (f"{GOOD} ; {GOOD}", 336, days(28)),
    ],
)
def test_the_next_look(line: str, after: float, due: timedelta) -> None:
    assert next_look_at(a_case(line, after=after)) == LAST + due


def test_after_day_28_time_changes_nothing_more() -> None:
    assert next_look_at(a_case(f"{GOOD} ; {GOOD}", after=672)) is None


def test_without_a_bout_nothing_is_due() -> None:
    assert next_look_at(a_case()) is None


def test_under_an_open_stop_nothing_is_due() -> None:
    assert next_look_at(a_case(GOOD, open_stop=True)) is None


def test_the_window_closes_two_days_after_the_end() -> None:
    (session,) = sessions("10 10 10 @1/-")
    case = a_case(sessions=(session._replace(ended_at=MONDAY + hours(1)),), now=MONDAY + hours(2))

    assert next_look_at(case) == MONDAY + hours(49)


def test_an_override_begins_and_ends() -> None:
    case = a_case(f"{GOOD} ; {GOOD}", after=25, override=OVERRIDE)

    assert next_look_at(case) == OVERRIDE.expires_at + JUST_AFTER
    later = case._replace(override=Override(Verdict.HOLD, LAST + days(3), LAST + days(30)))
    assert next_look_at(later) == LAST + days(3)


def test_a_setback_ages() -> None:
    case = a_case(f"{GOOD} ; {GOOD}", after=25)
    old = case.now - days(20)

    assert next_look_at(case._replace(regressed_at=(old,))) == case.now + days(1) + JUST_AFTER


def test_a_session_from_the_future_is_waited_for() -> None:
    case = a_case(f"{GOOD} ; {GOOD}")._replace(now=MONDAY + hours(25))

    assert next_look_at(case) == LAST - hours(5 / 60)


def test_a_report_of_an_older_bout_is_not_waited_for() -> None:
    case = a_case(f"10 10 10 @1/- ; +16h {GOOD} ; +16h 10 10 10 @1/1^18", after=1)

    assert next_look_at(case) == MONDAY + hours(32) + days(14)


def differs(case: Case, other: Case) -> bool:
    return fingerprint(case, "unit") != fingerprint(other, "unit")


BASE = a_case(f"{GOOD} ; {GOOD}", usual_pain=3)


@pytest.mark.parametrize(
    "change",
    [
        {"pain_profile": PainProfile.THOMEE},
        {"usual_pain": 2},
        {"dose": REPS._replace(low=7)},
        {"dose": REPS._replace(load_kg=5)},
        {"gate": Gate.RANGE_TOP},
        {"needs_control": True},
        {"max_effort": 3},
        {"bouts_required": 3},
        {"is_top_level": True},
        {"level_started_at": MONDAY - days(1)},
        {"open_stop": True},
        {"override": OVERRIDE},
        {"override": OVERRIDE._replace(verdict=Verdict.PROGRESS)},
        {"regressed_at": (MONDAY,)},
        {"pain_limit_during": 2},
        {"pain_limit_next_day": 2},
        {"now": LAST + days(14)},
        {"now": LAST + days(28)},
        {"sessions": BASE.sessions[:1]},
    ],
)
def test_new_evidence_has_a_new_fingerprint(change: dict[str, Any]) -> None:
    assert differs(BASE, BASE._replace(**change))


@pytest.mark.parametrize(
    "change",
    [
        {"id": "other"},
        {"performed_at": LAST + hours(1)},
        {"ended_at": LAST + hours(1)},
        {"sets": BASE.sessions[1].sets[:2]},
        {"pain_during": 2},
        {"next_day": None},
        {"next_day": BASE.sessions[0].next_day},
        {"control_ok": True},
        {"effort": 2},
        {"red_flags": ("RF1",)},
    ],
)
def test_an_edit_has_a_new_fingerprint(change: dict[str, Any]) -> None:
    edited: Session = BASE.sessions[1]._replace(**change)

    assert differs(BASE, BASE._replace(sessions=(BASE.sessions[0], edited)))


def test_time_passing_is_no_new_evidence() -> None:
    assert not differs(BASE, BASE._replace(now=LAST + days(13.9)))
    assert not differs(BASE._replace(now=LAST + days(14)), BASE._replace(now=LAST + days(27.9)))
    assert not differs(BASE._replace(now=LAST + days(28)), BASE._replace(now=LAST + days(40)))


def test_silence_counts_from_the_last_sitting_of_a_bout() -> None:
    case = a_case(f"{GOOD} ; +10h {GOOD}", after=48)

    assert not differs(case, case._replace(now=MONDAY + days(14)))
    assert differs(case, case._replace(now=MONDAY + days(14) + hours(10)))


def test_a_closing_window_is_new_evidence() -> None:
    case = a_case(f"{GOOD} ; 10 10 10 @1/-", after=47)

    assert differs(case, case._replace(now=LAST + hours(48)))


def test_an_override_that_ends_is_new_evidence() -> None:
    case = BASE._replace(override=OVERRIDE)

    assert differs(case, case._replace(now=OVERRIDE.expires_at + JUST_AFTER))


def test_older_bouts_do_not_count() -> None:
    longer = a_case(f"10 10 10 @2/2 ; {GOOD} ; {GOOD}", usual_pain=3)

    assert not differs(longer, longer._replace(sessions=longer.sessions[1:]))


def test_a_third_setback_in_the_window_is_no_news() -> None:
    twice = BASE._replace(regressed_at=(MONDAY, MONDAY))

    assert not differs(twice, BASE._replace(regressed_at=(MONDAY, MONDAY, MONDAY)))


def test_the_unit_is_part_of_it() -> None:
    assert fingerprint(BASE, "left") != fingerprint(BASE, "right")
    assert len(fingerprint(BASE)) == 32


def test_the_same_instant_in_another_zone_is_the_same_evidence() -> None:
    zone = timezone(timedelta(hours=2))
    moved = tuple(s._replace(performed_at=s.performed_at.astimezone(zone)) for s in BASE.sessions)

    assert not differs(BASE, BASE._replace(sessions=moved))


def test_versions_stand_for_contents() -> None:
    versions = {"s0": 1, "s1": 1}
    edited = BASE._replace(sessions=(BASE.sessions[0], BASE.sessions[1]._replace(pain_during=2)))

    assert fingerprint(BASE, "u", versions) == fingerprint(edited, "u", versions)
    assert fingerprint(BASE, "u", versions) != fingerprint(edited, "u", {"s0": 1, "s1": 2})
    assert fingerprint(BASE, "u", {"s0": 1}) != fingerprint(edited, "u", {"s0": 1})
    unreported = BASE._replace(sessions=(BASE.sessions[0], BASE.sessions[1]._replace(next_day=None)))
    assert fingerprint(BASE, "u", versions) != fingerprint(unreported, "u", versions)


def test_a_fingerprint_outlives_the_process() -> None:
    assert fingerprint(BASE, "unit") == "15ec410201d165e5618494a35f112227"
