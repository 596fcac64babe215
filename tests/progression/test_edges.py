"""What stands round the main table: withholding and red flags."""

from __future__ import annotations

import pytest

from tracker.progression.red_flags import RED_FLAGS, REVIEW_WITHIN_HOURS, Tier, action_of, tier_of, worst_tier
from tracker.progression.terms import Decision, Verdict
from tracker.progression.withhold import WITHHOLDINGS, withhold

UP = Decision(Verdict.PROGRESS, "P1")


@pytest.mark.parametrize("code", [row.code for row in WITHHOLDINGS])
def test_every_reason_holds_a_progress(code: str) -> None:
    assert withhold(UP, [code]) == (Verdict.HOLD, code)


def test_a_raise_of_load_is_held_too() -> None:
    assert withhold(Decision(Verdict.PROGRESS, "L1"), ["W-FLARE"]).verdict is Verdict.HOLD


def test_without_a_reason_progress_stands() -> None:
    assert withhold(UP, []) == UP


def test_the_first_reason_of_the_table_is_named() -> None:
    assert withhold(UP, ["W-SIDE", "W-WORSE", "W-FLARE"]).rule == "W-FLARE"
    assert withhold(UP, ["W-SIDE", "W-WORSE"]).rule == "W-WORSE"


@pytest.mark.parametrize("rule", ["S1", "R1", "R2", "R4", "H3", "I2"])
def test_nothing_else_is_softened(rule: str) -> None:
    decision = Decision(Verdict.STOP_AND_REVIEW, rule)

    assert withhold(decision, [row.code for row in WITHHOLDINGS]) == decision


@pytest.mark.parametrize(
    ("code", "rule"), [("W-FLARE", "W-FLARE"), ("W-DELOAD", "W-DELOAD"), ("W-SIDE", "R3"), ("W-LATE", "R3")]
)
def test_half_the_sets_are_not_too_hard(code: str, rule: str) -> None:
    assert withhold(Decision(Verdict.REGRESS, "R3"), [code]).rule == rule


def test_the_therapists_word_is_not_withheld() -> None:
    decision = Decision(Verdict.PROGRESS, "O1")

    assert withhold(decision, ["W-FLARE", "W-SIDE"]) == decision


def test_an_unknown_reason_is_refused() -> None:
    with pytest.raises(ValueError, match="W-MOON"):
        withhold(UP, ["W-MOON"])


def test_twelve_red_flags_with_their_tiers() -> None:
    tiers = {tier: {flag.code for flag in RED_FLAGS if flag.tier is tier} for tier in Tier}

    assert tiers[Tier.EMERGENCY] == {"RF1", "RF2", "RF3", "RF9"}
    assert tiers[Tier.REVIEW] == {"RF10"}
    assert tiers[Tier.URGENT] == {"RF4", "RF5", "RF6", "RF7", "RF8", "RF11", "RF12"}


@pytest.mark.parametrize(
    ("codes", "worst"),
    [
        (["RF10", "RF4"], Tier.URGENT),
        (["RF4", "RF1"], Tier.EMERGENCY),
        ([], None),
        (["RF10"], Tier.REVIEW),
        (["cauda_equina"], Tier.EMERGENCY),
    ],
)
def test_the_worst_tier_is_told(codes: list[str], worst: Tier | None) -> None:
    assert worst_tier(codes) is worst


def test_each_tier_has_its_time() -> None:
    assert REVIEW_WITHIN_HOURS == {Tier.EMERGENCY: 0, Tier.URGENT: 24, Tier.REVIEW: 48}


def test_each_flag_has_its_action() -> None:
    assert [action_of(code) for code in ("RF4", "RF8", "RF10", "new")] == [
        "therapist_calls",
        "no_weight_see_doctor",
        "hold_for_therapist",
        "call_emergency",
    ]
    assert tier_of("RF6") is Tier.URGENT
