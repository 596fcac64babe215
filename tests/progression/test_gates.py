"""Pain bands and limits, dose gates, control (C1, C3)."""

from __future__ import annotations

import pytest

from tests.progression.build import HOLD, MONDAY, REPS, a_case, hours, sessions
from tracker.progression import pain, policy
from tracker.progression.gates import control_truth, dose_truth, gate_rule, gate_value, most_sets_reached
from tracker.progression.policy import Band, BandLimit
from tracker.progression.terms import Gate, Number, PainProfile
from tracker.progression.truth import FALSE, TRUE, UNKNOWN, Truth, all_of


@pytest.mark.parametrize(
    ("profile", "value", "band"),
    [
        (PainProfile.KEMP, 3, Band.SAFE),
        (PainProfile.KEMP, 3.1, Band.AMBER),
        (PainProfile.KEMP, 5, Band.AMBER),
        (PainProfile.KEMP, 6, Band.HIGH),
        (PainProfile.KEMP, 7, Band.HIGH),
        (PainProfile.KEMP, 8, Band.SEVERE),
        (PainProfile.THOMEE, 2, Band.SAFE),
        (PainProfile.THOMEE, 3, Band.ACCEPTABLE),
        (PainProfile.THOMEE, 6, Band.HIGH),
        (PainProfile.HIP_BOOSTER, 0, Band.ACCEPTABLE),
        (PainProfile.SILBERNAGEL, 10, Band.SEVERE),
    ],
)
def test_a_value_has_its_band(profile: PainProfile, value: Number, band: Band) -> None:
    assert pain.band_of(value, pain.bands_during(profile)) is band


@pytest.mark.parametrize(
    ("profile", "limit", "bands"),
    [
        (PainProfile.KEMP, 5, [(Band.SAFE, 3), (Band.ACCEPTABLE, 5), (Band.HIGH, 7), (Band.SEVERE, 10)]),
        (PainProfile.KEMP, 2, [(Band.SAFE, 2), (Band.AMBER, 5), (Band.HIGH, 7), (Band.SEVERE, 10)]),
        (
            PainProfile.THOMEE,
            3,
            [(Band.SAFE, 2), (Band.ACCEPTABLE, 3), (Band.AMBER, 5), (Band.HIGH, 7), (Band.SEVERE, 10)],
        ),
        (PainProfile.THOMEE, 2, [(Band.SAFE, 2), (Band.AMBER, 5), (Band.HIGH, 7), (Band.SEVERE, 10)]),
        (PainProfile.KEMP, 9, [(Band.SAFE, 3), (Band.ACCEPTABLE, 5), (Band.HIGH, 7), (Band.SEVERE, 10)]),
        (
            PainProfile.HIP_BOOSTER,
            4,
            [(Band.ACCEPTABLE, 4), (Band.AMBER, 5), (Band.HIGH, 7), (Band.SEVERE, 10)],
        ),
    ],
)
def test_a_personal_limit_moves_the_bands(profile: PainProfile, limit: int, bands: list[BandLimit]) -> None:
    assert list(pain.bands_during(profile, limit)) == bands


@pytest.mark.parametrize("profile", PainProfile)
def test_the_bands_cover_the_scale_and_agree_with_the_limit(profile: PainProfile) -> None:
    bands = pain.bands_during(profile, policy.PAIN_LIMIT_DURING[profile])

    assert bands is policy.PAIN_BANDS[profile]
    assert bands[-1].up_to == 10
    assert policy.PAIN_LIMIT_DURING[profile] in [band.up_to for band in bands]
    assert all(band.band in policy.BAND_ADVICE for band in bands)


@pytest.mark.parametrize(
    ("current", "ratings", "usual"),
    [
        (None, [(2, 1), (4, 2), (9, 3)], 4),
        (3, [(2, 1), (2, 2)], 2),
        (3, [(5, 1), (6, 2)], 3),
        (3, [], 3),
        (None, [(5, 8)], None),
        (None, [(5, 0)], 5),
        (None, [(5, 7)], 5),
        (None, [(5, -1)], None),
    ],
)
def test_usual_pain_is_a_weeks_median_and_never_raised(
    current: Number | None, ratings: list[tuple[Number, float]], usual: Number | None
) -> None:
    rated = [(value, MONDAY - hours(24 * age)) for value, age in ratings]

    assert pain.usual_pain(current, rated, MONDAY) == usual


def test_every_gate_code_of_the_programmes_is_known() -> None:
    named = [
        "G-K",
        "G-KT",
        "G-H",
        "G-HT",
        "G-N",
        "G-M",
        "G-F",
        "G-W",
        "L1-L5",
        "two bouts tolerated",
        "top",
        "none",
    ]

    assert sorted(policy.GATES) == sorted(named)


@pytest.mark.parametrize(
    ("code", "rule"),
    [
        ("G-K", (Gate.RANGE_MIN, 3, False, None)),
        ("G-KT", (Gate.RANGE_TOP, 3, False, None)),
        ("G-HT", (Gate.RANGE_TOP, 3, False, None)),
        ("G-N", (Gate.RANGE_MIN, 2, True, 3)),
        ("two bouts tolerated", (Gate.RANGE_MIN, None, False, None)),
    ],
)
def test_a_gate_code_is_a_rule(code: str, rule: tuple[Gate, int | None, bool, Number | None]) -> None:
    assert gate_rule(code, "G-K") == rule


def test_the_last_level_keeps_its_programmes_gate() -> None:
    assert gate_rule("top", "G-N") == policy.GATES["G-N"]


def test_each_gate_has_its_value() -> None:
    assert (gate_value(HOLD, Gate.RANGE_MIN), gate_value(HOLD, Gate.RANGE_TOP)) == (20, 30)


@pytest.mark.parametrize(
    ("line", "load", "truth"),
    [
        ("8 8 8", 0, TRUE),
        ("8 8 7", 0, FALSE),
        ("8 8 7 8", 0, TRUE),
        ("7.9 8 8", 0, FALSE),
        ("8 8 _", 0, UNKNOWN),
        ("8 7 _", 0, FALSE),
        ("_ _ _", 0, UNKNOWN),
        ("8*10 8*10 8*9", 10, FALSE),
        ("8*10 8*10 8*11", 10, TRUE),
        ("8*10 8*10 _*9", 10, FALSE),
        ("8*10 8*10 _*10", 10, UNKNOWN),
    ],
)
def test_the_dose_of_one_session(line: str, load: int, truth: Truth) -> None:
    assert dose_truth(sessions(line), REPS._replace(load_kg=load), 8) is truth


def test_a_blank_load_is_unknown_only_under_load() -> None:
    (session,) = sessions("8*10 8*10 8*10")
    blank = session._replace(sets=(*session.sets[:2], session.sets[2]._replace(load_kg=None)))

    assert dose_truth((blank,), REPS._replace(load_kg=10), 8) is UNKNOWN
    assert dose_truth((blank,), REPS._replace(load_kg=0), 8) is TRUE
    assert dose_truth((blank,), REPS._replace(load_kg=None), 8) is TRUE


def test_one_session_alone_has_to_reach_the_dose() -> None:
    assert dose_truth(sessions("8 8 ; +1h 8 8"), REPS, 8) is FALSE
    assert dose_truth(sessions("8 8 _ ; +1h 8 7 7"), REPS, 8) is UNKNOWN
    assert dose_truth(sessions("8 8 _ ; +1h 8 8 8"), REPS, 8) is TRUE
    assert most_sets_reached(sessions("8 7 ; +1h 8 8"), REPS, 8) == 2


@pytest.mark.parametrize(
    ("line", "control", "effort", "truth"),
    [
        ("10 @1/1", False, None, TRUE),
        ("10 @1/1 control", True, None, TRUE),
        ("10 @1/1 no-control", True, None, FALSE),
        ("10 @1/1 no-control", False, None, TRUE),
        ("10 @1/1", True, None, UNKNOWN),
        ("10 @1/1 control effort3", True, 3, TRUE),
        ("10 @1/1 control effort3.5", True, 3, FALSE),
        ("10 @1/1 effort4", True, 3, FALSE),
        ("10 @1/1 no-control", True, 3, FALSE),
        ("10 @1/1 control", True, 3, UNKNOWN),
        ("10 @1/1 effort2", True, 3, UNKNOWN),
        ("10 @1/1 effort4", False, 3, FALSE),
        ("10 @1/1", False, 3, UNKNOWN),
    ],
)
def test_control_and_effort(line: str, control: bool, effort: Number | None, truth: Truth) -> None:
    case = a_case(line, needs_control=control, max_effort=effort)

    assert control_truth(case, case.sessions[-1]) is truth


@pytest.mark.parametrize(
    ("truths", "together"),
    [
        ([], TRUE),
        ([TRUE], TRUE),
        ([TRUE, UNKNOWN], UNKNOWN),
        ([UNKNOWN, FALSE], FALSE),
        ([TRUE, FALSE], FALSE),
    ],
)
def test_false_beats_unknown_beats_true(truths: list[Truth], together: Truth) -> None:
    assert all_of(truths) is together


@pytest.mark.parametrize(("value", "limit", "truth"), [(3, 3, TRUE), (3.1, 3, FALSE), (None, 3, UNKNOWN)])
def test_pain_is_compared_unrounded(value: Number | None, limit: Number, truth: Truth) -> None:
    assert pain.during_truth(value, limit) is truth


def test_no_personal_limit_lets_high_pain_pass() -> None:
    assert pain.during_truth(6, 7) is FALSE
    assert pain.during_truth(5.9, 7) is TRUE
