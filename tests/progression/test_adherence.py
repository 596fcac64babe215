"""adherence.md with its worked checks (E4)."""

from __future__ import annotations

from math import log

import pytest

from tests.progression.build import REPS, sessions
from tracker.progression.adherence import (
    AdherenceBand,
    SetsOfExercise,
    WeekOfSessions,
    band_of,
    dose_adherence,
    is_done,
    is_full,
    load_index,
    progress_index,
    report_adherence,
    session_adherence,
    weekly_index,
)
from tracker.progression.trends import (
    Trace,
    Trend,
    TrendWeek,
    prom_is_worse,
    reports_are_too_few,
    review_pack_is_due,
    strength_was_lost,
    trend_of,
)


def weeks(text: str) -> list[WeekOfSessions]:
    """`2/3` done of prescribed, `p` paused."""
    pairs = [word.rstrip("p").split("/") for word in text.split()]
    paused = [word.endswith("p") for word in text.split()]
    return [
        WeekOfSessions(int(asked), int(done), rest) for (done, asked), rest in zip(pairs, paused, strict=True)
    ]


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("2/2 " * 6 + "1/2 " * 6, 0.75),
        ("5/3 1/3", 0.667),
        ("3/3 0/3p 3/3", 1.0),
        ("", None),
        ("0/0 2/0", None),
        ("0/3p", None),
        ("0/3", 0.0),
    ],
)
def test_session_adherence(text: str, share: float | None) -> None:
    assert session_adherence(weeks(text)) == (None if share is None else pytest.approx(share, abs=0.001))


@pytest.mark.parametrize(
    ("asked", "begun", "done", "full"),
    [
        (4, 2, True, False),
        (4, 1, False, False),
        (5, 3, True, False),
        (5, 2, False, False),
        (1, 1, True, True),
        (1, 0, False, False),
        (0, 0, False, False),
        (3, 3, True, True),
        (3, 4, True, True),
    ],
)
def test_a_session_is_done_with_half_its_exercises(asked: int, begun: int, done: bool, full: bool) -> None:
    assert (is_done(asked, begun), is_full(asked, begun)) == (done, full)


def test_surplus_sets_of_one_exercise_do_not_cover_another() -> None:
    assert dose_adherence([SetsOfExercise(3, 6), SetsOfExercise(3, 0)]) == 0.5
    assert dose_adherence([]) is None
    assert dose_adherence([SetsOfExercise(0, 2)]) is None


def test_report_adherence() -> None:
    assert report_adherence(3, 4) == 0.75
    assert report_adherence(0, 0) is None


@pytest.mark.parametrize(
    ("share", "band"),
    [
        (0.9, AdherenceBand.GOOD),
        (0.75, AdherenceBand.GOOD),
        (0.749, AdherenceBand.FAIR),
        (0.5, AdherenceBand.FAIR),
        (0.49, AdherenceBand.LOW),
        (None, None),
    ],
)
def test_adherence_has_three_bands(share: float | None, band: AdherenceBand | None) -> None:
    assert band_of(share) is band


@pytest.mark.parametrize(
    ("line", "index"),
    [("10 10 10", 2.9), ("12 12 12 12", 2.9), ("5 5 5", 2.45), ("_ 10 5", 2.45), ("15 0 0", 2.3)],
)
def test_the_progress_index_is_level_plus_share_of_the_dose(line: str, index: float) -> None:
    assert progress_index(2, sessions(line)[0].sets, REPS) == pytest.approx(index)


def test_load_items_have_a_logarithmic_index() -> None:
    assert load_index(84, 70) == pytest.approx(10 * log(1.2))


def test_the_week_counts_its_best_bout() -> None:
    assert weekly_index([2.1, 2.9, 2.5]) == 2.9
    assert weekly_index([]) is None


def trace(pains: str, indexes: str = "", adherence: float | None = 0.8) -> Trace:
    """`3,3 / 3,2 / - / 5,4`: bout pains a week; indexes alike, or one flat value."""
    told = [
        tuple(int(p) for p in week.split(",")) if week.strip() != "-" else () for week in pains.split("/")
    ]
    grown = [float(value) for value in indexes.split()] or [2.9] * len(told)
    made = [TrendWeek(p, tuple([index] * len(p)), adherence) for p, index in zip(told, grown, strict=True)]
    return Trace(tuple(made), adherence)


FLAT = "/".join(["3,3"] * 8)


@pytest.mark.parametrize(
    ("given", "trend"),
    [
        (trace("3,3/3,2/3,3/5,4/5,6/5,5"), Trend.WORSENING),
        (trace(FLAT), Trend.PLATEAU),
        (trace(FLAT, adherence=0.6), Trend.LOW_ADHERENCE),
        (trace(FLAT, "2.9 2.9 2.9 2.9 2.9 2.9 3.4 2.9"), Trend.IMPROVING),
        (trace(FLAT, "2.9 2.9 2.9 2.9 2.9 2.9 3.4 2.9", 0.6), Trend.IMPROVING),
        (trace("-/-/-/-/-/3,3/3,3/3,3"), Trend.INSUFFICIENT_DATA),
    ],
)
def test_worked_checks_of_trends(given: Trace, trend: Trend) -> None:
    assert trend_of(given)[0] is trend


@pytest.mark.parametrize(
    ("pains", "code"),
    [
        ("3,3/3,3/3,3/5,5/5,5", "E-WORSENING"),
        ("3,3/3,3/5,5/5,5", "E-NODATA"),
        ("3,3/3,3/3,3/4,4/4,4/4,4", "E-PLATEAU"),
        ("3,3/3/-/-/-/-/-/5,5/5,5", "E-NODATA"),
        ("3,3/3,3/-/-/-/-/5,5/5,5", "E-WORSENING"),
        ("3,3/3,3/3,3/2,2/2,2/2,2", "E-IMPROVING"),
        ("3,3/3,3/3,3/3,2/3,2/3,3", "E-PLATEAU"),
        ("3,3/3,3/3,3/3,3/3,3", "E-NODATA"),
        ("3,3/-/3,3/-/3,3/-", "E-NODATA"),
        ("3,3/3,3/-/3/3/-", "E-PLATEAU"),
        ("3,3/3/-/3/3/-", "E-NODATA"),
    ],
)
def test_the_trend_table(pains: str, code: str) -> None:
    assert trend_of(trace(pains))[1] == code


def test_the_first_six_pains_are_compared_with_the_last_six() -> None:
    assert trend_of(trace("3,3,3,3,3,3,9,9,9,9,9,9,9/3/3/5/1,1,1,1,5,5,5,5,5,5"))[1] == "E-WORSENING"


def test_low_adherence_over_six_weeks_is_named_before_a_plateau() -> None:
    assert trend_of(trace(FLAT, adherence=0.49))[1] == "E-LOW"
    assert trend_of(trace("3,3/3,3", adherence=None)._replace(adherence=0.49))[1] == "E-NODATA"
    assert trend_of(trace("3/3/3/3/3/3", adherence=None)._replace(adherence=0.49))[1] == "E-LOW"


def low_weeks(shares: list[float | None]) -> str:
    made = tuple(TrendWeek((3, 3), (2.9, 2.9), share) for share in shares)
    return trend_of(Trace(made, 0.8))[1]


@pytest.mark.parametrize(
    ("shares", "code"),
    [
        ([1, 1, 1, 1, 0.4, 0.4], "E-LOW"),
        ([1, 1, 1, 1, 0.4, 0.5], "E-PLATEAU"),
        ([1, 1, 1, 1, 0.5, 0.4], "E-PLATEAU"),
        ([1, 1, 1, 0.4, None, 0.4], "E-LOW"),
        ([None, None, None, None, None, 0.4], "E-PLATEAU"),
    ],
)
def test_two_low_weeks_running_are_enough(shares: list[float | None], code: str) -> None:
    assert low_weeks(shares) == code


@pytest.mark.parametrize(("adherence", "code"), [(0.75, "E-PLATEAU"), (0.74, "E-LOW"), (None, "E-NODATA")])
def test_flat_is_a_plateau_only_with_the_dose_taken(adherence: float | None, code: str) -> None:
    assert trend_of(trace(FLAT, adherence=adherence))[1] == code


def test_only_the_three_weeks_before_are_compared() -> None:
    assert trend_of(trace(FLAT, "3.9 3.9 2.9 2.9 2.9 3.0 2.9 2.9"))[1] == "E-IMPROVING"
    assert trend_of(trace(FLAT, "2.9 2.9 3.9 2.9 2.9 3.0 2.9 2.9"))[1] == "E-PLATEAU"


@pytest.mark.parametrize(
    ("indexes", "code"),
    [
        ("2 2 2 2 9 2 2.5 2.5 2.5 2.5 2.5 2.5", "E-PLATEAU"),
        ("2 2 2 2 2 9 2.5 2.5 2.5 2.5 2.9 2.5", "E-IMPROVING"),
        ("2 2 2 2 2 2 2.5 2.5 9 2.5 2.9 2.5", "E-PLATEAU"),
        ("2 2 2 2 2 2 9 2.5 2.5 2.5 2.9 2.5", "E-PLATEAU"),
    ],
)
def test_of_twelve_weeks_the_last_six_are_compared(indexes: str, code: str) -> None:
    assert trend_of(trace("/".join(["3,3"] * 12), indexes))[1] == code


def test_only_pains_of_the_last_three_weeks_count_as_fallen() -> None:
    assert trend_of(trace("3,3/3,3/3,3/3,3/3,3/1,1/3,2/3,2/3,2"))[1] == "E-PLATEAU"


def test_only_the_latest_pains_of_the_latest_weeks_count_as_risen() -> None:
    assert trend_of(trace("2,3/2,3/2,3/1,1/4/4/5,5"))[1] == "E-WORSENING"
    assert trend_of(trace("2,3/2,3/2,3/2,2/1,4,4/4,5/5,5"))[1] == "E-WORSENING"


def test_a_week_before_the_last_six_is_no_evidence_of_them() -> None:
    assert trend_of(trace("3,3/-/-/3,3/-/3,3/3,3"))[1] == "E-NODATA"


@pytest.mark.parametrize("rated", [(), (0, 1, 2), (3, 4, 5)])
def test_unrated_bouts_do_not_fall(rated: tuple[int, ...]) -> None:
    made = tuple(TrendWeek((3, 3) if at in rated else (), (2.9, 2.9), 0.8) for at in range(6))

    assert trend_of(Trace(made, 0.8))[1] == "E-PLATEAU"


def test_an_index_that_falls_is_no_rise() -> None:
    assert trend_of(trace(FLAT, "2.9 2.9 2.9 2.9 2.9 2.5 2.5 2.5"))[1] == "E-PLATEAU"


@pytest.mark.parametrize(
    ("weeks_logged", "adherence", "code"),
    [(6, 0.49, "E-LOW"), (8, 0.3, "E-LOW"), (6, 0.5, "E-IMPROVING"), (6, 0.6, "E-IMPROVING")],
)
def test_low_adherence_is_named_before_an_improvement(weeks_logged: int, adherence: float, code: str) -> None:
    rising = " ".join(["2.5"] * (weeks_logged - 1) + ["2.9"])
    given = trace("/".join(["3,3"] * weeks_logged), rising, None)._replace(adherence=adherence)

    assert trend_of(given)[1] == code


def test_changes_beyond_the_limit_count_as_well() -> None:
    assert trend_of(trace("3,3/3,3/3,3/7,7/7,7/7,7"))[1] == "E-WORSENING"
    assert trend_of(trace("5,5/5,5/5,5/2,2/2,2/2,2"))[1] == "E-IMPROVING"
    assert prom_is_worse(-12, 10, higher_is_better=True)
    assert reports_are_too_few(0.2)
    assert not reports_are_too_few(0.9)
    assert review_pack_is_due(trace("/".join(["3,3"] * 13)))


def test_a_week_is_not_paused_unless_said() -> None:
    assert session_adherence([WeekOfSessions(2, 1)]) == 0.5


def test_an_index_that_only_comes_back_is_no_rise() -> None:
    assert trend_of(trace(FLAT, "2.9 2.9 3.4 3.4 2.9 2.9 3.4 2.9"))[1] == "E-PLATEAU"


def test_without_bouts_in_one_half_nothing_has_risen() -> None:
    assert trend_of(trace("3,3,3/-/-/3,3,3,3/3/3,3"))[1] == "E-PLATEAU"
    assert trend_of(trace("3,3/3,3/3,3/3,3/-/-", "1 1 1 2 2 2"))[1] == "E-IMPROVING"


@pytest.mark.parametrize(
    ("change", "higher_is_better", "worse"),
    [(-10, True, True), (-9, True, False), (10, False, True), (-10, False, False), (10, True, False)],
)
def test_a_questionnaire_worsens_by_its_own_mic(change: int, higher_is_better: bool, worse: bool) -> None:
    assert prom_is_worse(change, 10, higher_is_better=higher_is_better) is worse


@pytest.mark.parametrize(("now", "lost"), [(0.9, False), (0.89, True), (1.2, False)])
def test_strength_is_lost_over_a_tenth(now: float, lost: bool) -> None:
    assert strength_was_lost(now, 1.0) is lost


@pytest.mark.parametrize(("share", "few"), [(0.5, False), (0.49, True), (None, True)])
def test_under_half_the_reports_are_too_few(share: float | None, few: bool) -> None:
    assert reports_are_too_few(share) is few


def test_a_plateau_at_twelve_weeks_builds_the_review_pack() -> None:
    assert not review_pack_is_due(trace("/".join(["3,3"] * 11)))
    assert review_pack_is_due(trace("/".join(["3,3"] * 12)))
    assert not review_pack_is_due(trace("/".join(["3,3"] * 12), adherence=0.6))
