from __future__ import annotations

import pytest

from tests.progression.build import MONDAY, REPS, a_case, days, hours, sessions
from tracker.progression.bouts import counted, end_of, grouped, peak_of, report_of
from tracker.progression.cases import trim
from tracker.progression.decide import decide
from tracker.progression.evidence import weigh
from tracker.progression.terms import NextDay, Override, PainProfile, ReportStatus, Session, SetEntry, Verdict

GOOD = "10 10 10 @1/1"


@pytest.mark.parametrize(("gap", "bouts"), [("15.99", 1), ("16", 2), ("0", 1)])
def test_a_bout_is_left_after_sixteen_hours(gap: str, bouts: int) -> None:
    assert len(grouped(counted(a_case(f"{GOOD} ; +{gap}h {GOOD}")))) == bouts


def test_each_session_is_measured_from_the_one_before_it() -> None:
    assert len(grouped(counted(a_case(f"{GOOD} ; +15h {GOOD} ; +15h {GOOD}")))) == 1


@pytest.mark.parametrize(("ahead", "counts"), [(5, 1), (5.02, 0)])
def test_a_session_more_than_five_minutes_ahead_is_left_out(ahead: float, counts: int) -> None:
    case = a_case(GOOD)._replace(now=MONDAY - hours(ahead / 60))

    assert len(counted(case)) == counts


@pytest.mark.parametrize(("late", "counts"), [(0, 1), (0.01, 0)])
def test_a_session_before_the_levels_start_is_left_out(late: float, counts: int) -> None:
    assert len(counted(a_case(GOOD, level_started_at=MONDAY + hours(late)))) == counts


def test_a_session_without_sets_is_left_out() -> None:
    assert counted(a_case("@1/1")) == []


def test_the_version_received_last_stands() -> None:
    first, second = sessions(f"{GOOD} id:e ; 10 10 10 @5/1 id:e")
    late = first._replace(received_at=MONDAY + hours(9))
    early = second._replace(received_at=MONDAY + hours(8))

    assert counted(a_case(sessions=(late, early))) == [late]
    assert counted(a_case(sessions=(early, late))) == [late]


def test_of_versions_received_at_once_the_later_line_stands() -> None:
    both = [s._replace(received_at=MONDAY) for s in sessions(f"{GOOD} id:e ; 10 10 10 @5/1 id:e")]

    assert counted(a_case(sessions=tuple(both), now=MONDAY + days(9))) == both[1:]


def test_without_times_of_receipt_the_later_line_stands() -> None:
    first, second = sessions(f"{GOOD} id:e ; 10 10 10 @5/1 id:e")

    assert counted(a_case(sessions=(first, second), now=MONDAY + days(9))) == [second]
    stamped = first._replace(received_at=MONDAY + days(8))
    assert counted(a_case(sessions=(stamped, second), now=MONDAY + days(9))) == [second]


def test_an_edit_that_moves_a_session_before_the_level_takes_it_out() -> None:
    first, second = sessions(f"{GOOD} id:e ; {GOOD} id:e")
    moved = second._replace(performed_at=MONDAY - days(9))

    assert counted(a_case(sessions=(first, moved), level_started_at=MONDAY - days(1))) == []


def test_the_report_is_that_of_the_last_session_that_has_one() -> None:
    first, second, third = sessions("10 @1/2 ; +2h 10 @1/3 ; +2h 10 @1/-")

    assert report_of((first, second, third)) == second.next_day


def test_the_end_is_the_latest_end_of_the_bout() -> None:
    first, second = sessions("10 @1/1 ; +1h 10 @1/1")

    assert end_of((first._replace(ended_at=MONDAY + hours(2)), second)) == MONDAY + hours(2)
    assert end_of((first, second)) == MONDAY + hours(1)


@pytest.mark.parametrize(
    ("line", "peak"),
    [("10 @2/5", 5), ("10 @5/2", 5), ("10 @/5", 5), ("10 @5/-", 5), ("10 @/-", None), ("10!7 @2/1", 7)],
)
def test_the_peak_is_the_worst_of_both_days(line: str, peak: int | None) -> None:
    assert peak_of(sessions(line)) == peak


@pytest.mark.parametrize(
    ("after", "status"),
    [
        (17.99, ReportStatus.TOO_EARLY),
        (18, ReportStatus.ON_TIME),
        (36, ReportStatus.ON_TIME),
        (36.01, ReportStatus.LATE_ACCEPTED),
        (48, ReportStatus.LATE_ACCEPTED),
        (48.01, ReportStatus.TOO_LATE),
    ],
)
def test_a_report_inside_the_limit_has_its_window(after: float, status: ReportStatus) -> None:
    assert weigh(a_case(f"10 10 10 @1/3^{after}", after=60)).recent[0].status is status


@pytest.mark.parametrize("after", [1, 24, 90])
def test_a_report_over_the_limit_fails_whenever_it_comes(after: float) -> None:
    assert weigh(a_case(f"10 10 10 @1/4^{after}", after=99)).recent[0].status is ReportStatus.FAIL


@pytest.mark.parametrize(
    ("after", "status"),
    [(47.99, ReportStatus.PENDING), (48, ReportStatus.MISSING), (49, ReportStatus.MISSING)],
)
def test_an_absent_report_is_missing_after_two_days(after: float, status: ReportStatus) -> None:
    assert weigh(a_case("10 10 10 @1/-", after=after)).recent[0].status is status


def test_hours_count_from_the_end_of_the_session() -> None:
    (session,) = sessions("10 10 10 @1/1^18")
    case = a_case(sessions=(session._replace(ended_at=MONDAY + hours(1)),), now=MONDAY + hours(25))

    assert weigh(case).recent[0].status is ReportStatus.TOO_EARLY


@pytest.mark.parametrize(("gap", "rule"), [(335.99, "P1"), (336, "I1")])
def test_a_gap_of_fourteen_days_cuts_the_run(gap: float, rule: str) -> None:
    assert decide(a_case(f"{GOOD} ; +{gap}h {GOOD}")).rule == rule


def test_only_the_bouts_before_the_latest_gap_are_dropped() -> None:
    case = a_case(f"{GOOD} ; +400h {GOOD} ; {GOOD}", bouts_required=3)

    assert len(weigh(case).run) == 2


@pytest.mark.parametrize(("after", "rule"), [(335.99, "P1"), (336, "I3"), (671.99, "I3"), (672, "R4")])
def test_silence_counts_from_the_start_of_the_last_session(after: float, rule: str) -> None:
    assert decide(a_case(f"{GOOD} ; {GOOD}", after=after)).rule == rule


def test_setbacks_compare_the_two_latest_bouts_whatever_the_gap() -> None:
    assert decide(a_case("10 10 10 @4/1 ; +400h 10 10 10 @4/1")).rule == "R2"


def test_the_oldest_override_pain_voids_from_far_back() -> None:
    case = a_case(f"10 10 10 @6/1 ; {GOOD} ; {GOOD} ; {GOOD}")
    override = Override(Verdict.HOLD, MONDAY - hours(1), MONDAY + days(30))

    assert decide(case._replace(override=override)).rule == "P1"


@pytest.mark.parametrize(("after_start", "rule"), [(0, "O1"), (-0.01, "P1")])
def test_only_a_bout_after_the_override_voids_it(after_start: float, rule: str) -> None:
    case = a_case(f"10 10 10 @6/1 ; {GOOD} ; {GOOD}")
    override = Override(Verdict.HOLD, MONDAY + hours(after_start), MONDAY + days(30))

    assert decide(case._replace(override=override)).rule == rule


def test_a_bout_that_goes_on_after_the_override_voids_it() -> None:
    case = a_case(f"{GOOD} ; +10h 10 10 10 @6/1 ; {GOOD} ; {GOOD}")
    override = Override(Verdict.HOLD, MONDAY + hours(5), MONDAY + days(30))

    assert decide(case._replace(override=override)).rule == "P1"


def test_old_bouts_are_stored_only_when_they_still_matter() -> None:
    flagged = a_case(f"9 9 9 @1/1 flag:RF5 ; {GOOD} ; {GOOD} ; {GOOD}")
    voiding = a_case(f"{GOOD} ; 9 9 9 @6/1 ; {GOOD} ; {GOOD} ; {GOOD}")
    override = Override(Verdict.HOLD, MONDAY + hours(5), MONDAY + days(30))

    assert [session.id for session in trim(flagged).sessions] == ["s0", "s2", "s3"]
    assert [session.id for session in trim(voiding).sessions] == ["s3", "s4"]
    assert [session.id for session in trim(voiding._replace(override=override)).sessions] == [
        "s1",
        "s3",
        "s4",
    ]


def test_usual_pain_is_the_next_day_limit_of_thomee() -> None:
    case = a_case("10 10 10 @5/4 ; 10 10 10 @5/4", pain_profile=PainProfile.THOMEE)

    assert decide(case._replace(usual_pain=4)).rule == "P1"
    assert decide(case._replace(usual_pain=3.9)).rule == "R2"
    assert decide(case._replace(usual_pain=None)).rule == "I2"


def test_six_the_next_day_fails_without_a_usual_pain() -> None:
    session = Session(
        "s", MONDAY, sets=(SetEntry(10),) * 3, pain_during=1, next_day=NextDay(6, MONDAY + hours(24))
    )
    case = a_case(sessions=(session,), pain_profile=PainProfile.THOMEE, now=MONDAY + hours(25))

    assert decide(case).rule == "R1"


@pytest.mark.parametrize(("line", "rule"), [("6 6 6 @1/1", "P1"), ("5 6 6 @1/1", "R3"), ("6 6 5 @1/1", "R3")])
def test_three_quarters_of_the_least_dose_is_not_too_hard(line: str, rule: str) -> None:
    dose = REPS._replace(low=8 if rule == "R3" else 6)

    assert decide(a_case(f"{line} ; {line}", dose=dose)).rule == rule


def test_exactly_three_quarters_is_a_missed_dose_only() -> None:
    assert decide(a_case("6 6 6 @1/1 ; 6 6 6 @1/1")).rule == "H3"


def test_reps_over_the_gate_do_not_make_up_for_missing_ones() -> None:
    assert decide(a_case("30 1 1 @1/1 ; 30 1 1 @1/1")).rule == "R3"


def test_the_best_session_of_the_bout_counts() -> None:
    case = a_case("5 4 4 @1/1 ; 5 4 4 @1/1 ; +2h 8 8 7 @1/1")

    assert decide(case).rule == "H3"


@pytest.mark.parametrize(("prescribed", "rule"), [(2, "H3"), (None, "R3"), (3, "R3"), (4, "R3")])
def test_the_sets_prescribed_are_no_failure(prescribed: int | None, rule: str) -> None:
    dose = REPS._replace(sets_prescribed=prescribed)

    assert decide(a_case("8 8 @1/1 ; 8 8 @1/1", dose=dose)).rule == rule


def test_a_blank_set_is_never_a_zero() -> None:
    assert decide(a_case("7 7 _ @1/1 ; 7 7 _ @1/1")).rule == "H3"
