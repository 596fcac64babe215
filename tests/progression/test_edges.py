"""What stands round the main table: withholding, sides, red flags, bands, gates."""

from __future__ import annotations

import pytest

from tests.progression.build import HOLD, MONDAY, REPS, a_case, hours, sessions
from tracker.progression import pain, policy, sides
from tracker.progression.gates import control_truth, dose_truth, gate_rule, gate_value, most_sets_reached
from tracker.progression.policy import Band, BandLimit
from tracker.progression.red_flags import RED_FLAGS, Tier, action_of, tier_of, worst_tier
from tracker.progression.terms import Decision, Gate, NextDay, Number, PainProfile, Session, Verdict
from tracker.progression.truth import FALSE, TRUE, UNKNOWN, Truth, all_of
from tracker.progression.withhold import WITHHOLDINGS, withhold

UP = Decision(Verdict.PROGRESS, "P1")


@pytest.mark.parametrize("code", [row.code for row in WITHHOLDINGS])
def test_every_reason_holds_a_progress(code: str) -> None:
    assert withhold(UP, [code]) == (Verdict.HOLD, code)


def test_without_a_reason_progress_stands() -> None:
    assert withhold(UP, []) == UP


def test_the_first_reason_of_the_table_is_named() -> None:
    assert withhold(UP, ["W-SIDE", "W-WORSE", "W-FLARE"]).rule == "W-FLARE"
    assert withhold(UP, ["W-SIDE", "W-WORSE"]).rule == "W-WORSE"


@pytest.mark.parametrize("rule", ["S1", "R1", "R2", "R4", "H3", "I2"])
def test_nothing_else_is_softened(rule: str) -> None:
    decision = Decision(Verdict.STOP_AND_REVIEW, rule)

    assert withhold(decision, [row.code for row in WITHHOLDINGS]) == decision


@pytest.mark.parametrize(("code", "rule"), [("W-FLARE", "W-FLARE"), ("W-DELOAD", "W-DELOAD"), ("W-SIDE", "R3"), ("W-LATE", "R3")])
def test_half_the_sets_are_not_too_hard(code: str, rule: str) -> None:
    assert withhold(Decision(Verdict.REGRESS, "R3"), [code]).rule == rule


def test_the_therapists_word_is_not_withheld() -> None:
    decision = Decision(Verdict.PROGRESS, "O1")

    assert withhold(decision, ["W-FLARE", "W-SIDE"]) == decision


def test_an_unknown_reason_is_refused() -> None:
    with pytest.raises(ValueError, match="W-MOON"):
        withhold(UP, ["W-MOON"])


@pytest.mark.parametrize(("level", "other", "waits"), [(2, 2, False), (3, 2, True), (2, 3, False), (1, None, False), (4, 2, True)])
def test_the_sides_differ_by_one_level_at_most(level: int, other: int | None, waits: bool) -> None:
    assert sides.other_side_waits(level, other) is waits


@pytest.mark.parametrize(("left", "right", "worse"), [(1, 4, 4), (5, 2, 5), (None, 2, 2), (3, None, 3), (None, None, None)])
def test_the_worse_side_counts(left: Number | None, right: Number | None, worse: Number | None) -> None:
    assert sides.worse_side(left, right) == worse


def report(pain: Number, after: float = 24) -> NextDay:
    return NextDay(pain, MONDAY + hours(after))


@pytest.mark.parametrize(
    ("told", "assigned", "counts"),
    [(4, None, True), (4, "squat", True), (4, "bridge", False), (3, "bridge", True), (6, "bridge", False), (3, None, True)],
)
def test_a_bad_report_counts_for_every_exercise_unless_assigned(told: Number, assigned: str | None, counts: bool) -> None:
    heard = sides.report_for("squat", report(told), 3, assigned)

    assert heard == (report(told) if counts else None)


def test_no_report_is_no_report_for_each() -> None:
    assert sides.report_for("squat", None, 3, "bridge") is None


@pytest.mark.parametrize(("pain_value", "limit", "over"), [(3, 3, False), (3.1, 3, True), (5, None, False), (6, None, True), (6, 7, True)])
def test_over_the_limit(pain_value: Number, limit: Number | None, over: bool) -> None:
    assert sides.is_over(report(pain_value), limit) is over


def two_sessions(first: str, gap: float, second: str) -> tuple[Session, ...]:
    return sessions(f"10 @1/{first} ; +{gap}h 10 @1/{second}")


@pytest.mark.parametrize(("gap", "second", "told"), [(20, "1", 5), (20, "-", 5), (20, "7", 7), (30, "1", 1), (24, "1", 1)])
def test_a_fail_counts_against_both_of_an_overlap(gap: float, second: str, told: Number) -> None:
    later = sides.with_confounded_fails(two_sessions("5", gap, second), 3)[1]

    assert later.next_day is not None
    assert later.next_day.pain == told


def test_a_pass_counts_for_its_own_session_only() -> None:
    both = two_sessions("3", 20, "-")

    assert sides.with_confounded_fails(both, 3) == both


@pytest.mark.parametrize(("first", "gap", "overlaps"), [("1", 20, True), ("1", 24, False), ("-", 90, True), ("1", 0, False)])
def test_an_overlap_starts_before_the_report(first: str, gap: float, overlaps: bool) -> None:
    assert sides.is_confounded(*two_sessions(first, gap, "1")) is overlaps


@pytest.mark.parametrize(("minutes", "asks"), [(4, True), (10, True), (10.1, False)])
def test_the_same_sets_within_ten_minutes_may_be_a_duplicate(minutes: float, asks: bool) -> None:
    first, second = two_sessions("1", minutes / 60, "1")

    assert sides.possible_duplicates(first, second) is asks
    assert sides.possible_duplicates(second, first) is asks
    assert not sides.possible_duplicates(first, second._replace(id=first.id))
    assert not sides.possible_duplicates(first, second._replace(sets=()))


def test_twelve_red_flags_with_their_tiers() -> None:
    tiers = {tier: {flag.code for flag in RED_FLAGS if flag.tier is tier} for tier in Tier}

    assert tiers[Tier.EMERGENCY] == {"RF1", "RF2", "RF3", "RF9"}
    assert tiers[Tier.REVIEW] == {"RF10"}
    assert tiers[Tier.URGENT] == {"RF4", "RF5", "RF6", "RF7", "RF8", "RF11", "RF12"}


@pytest.mark.parametrize(
    ("codes", "worst"),
    [(["RF10", "RF4"], Tier.URGENT), (["RF4", "RF1"], Tier.EMERGENCY), ([], None), (["RF10"], Tier.REVIEW),
     (["cauda_equina"], Tier.EMERGENCY)],
)  # fmt: skip
def test_the_worst_tier_is_told(codes: list[str], worst: Tier | None) -> None:
    assert worst_tier(codes) is worst


def test_each_flag_has_its_action() -> None:
    assert [action_of(code) for code in ("RF4", "RF8", "RF10", "new")] == [
        "therapist_calls", "no_weight_see_doctor", "hold_for_therapist", "call_emergency",
    ]  # fmt: skip
    assert tier_of("RF6") is Tier.URGENT


@pytest.mark.parametrize(
    ("profile", "value", "band"),
    [
        (PainProfile.KEMP, 3, Band.SAFE), (PainProfile.KEMP, 3.1, Band.AMBER), (PainProfile.KEMP, 5, Band.AMBER),
        (PainProfile.KEMP, 6, Band.HIGH), (PainProfile.KEMP, 7, Band.HIGH), (PainProfile.KEMP, 8, Band.SEVERE),
        (PainProfile.THOMEE, 2, Band.SAFE), (PainProfile.THOMEE, 3, Band.ACCEPTABLE), (PainProfile.THOMEE, 6, Band.HIGH),
        (PainProfile.HIP_BOOSTER, 0, Band.ACCEPTABLE), (PainProfile.SILBERNAGEL, 10, Band.SEVERE),
    ],
)  # fmt: skip
def test_a_value_has_its_band(profile: PainProfile, value: Number, band: Band) -> None:
    assert pain.band_of(value, pain.bands_during(profile)) is band


@pytest.mark.parametrize(
    ("profile", "limit", "bands"),
    [
        (PainProfile.KEMP, 5, [(Band.SAFE, 3), (Band.ACCEPTABLE, 5), (Band.HIGH, 7), (Band.SEVERE, 10)]),
        (PainProfile.KEMP, 2, [(Band.SAFE, 2), (Band.AMBER, 5), (Band.HIGH, 7), (Band.SEVERE, 10)]),
        (PainProfile.THOMEE, 3, [(Band.SAFE, 2), (Band.ACCEPTABLE, 3), (Band.AMBER, 5), (Band.HIGH, 7), (Band.SEVERE, 10)]),
        (PainProfile.HIP_BOOSTER, 4, [(Band.ACCEPTABLE, 4), (Band.AMBER, 5), (Band.HIGH, 7), (Band.SEVERE, 10)]),
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
    named = ["G-K", "G-KT", "G-H", "G-HT", "G-N", "G-M", "G-F", "G-W", "L1-L5", "two bouts tolerated", "top", "none"]

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
    [([], TRUE), ([TRUE], TRUE), ([TRUE, UNKNOWN], UNKNOWN), ([UNKNOWN, FALSE], FALSE), ([TRUE, FALSE], FALSE)],
)
def test_false_beats_unknown_beats_true(truths: list[Truth], together: Truth) -> None:
    assert all_of(truths) is together


@pytest.mark.parametrize(("value", "limit", "truth"), [(3, 3, TRUE), (3.1, 3, FALSE), (None, 3, UNKNOWN)])
def test_pain_is_compared_unrounded(value: Number | None, limit: Number, truth: Truth) -> None:
    assert pain.during_truth(value, limit) is truth


def test_no_personal_limit_lets_high_pain_pass() -> None:
    assert pain.during_truth(6, 7) is FALSE
    assert pain.during_truth(5.9, 7) is TRUE
