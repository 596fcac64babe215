"""Red flags (C9): what is asked, how urgent a yes is, and what happens at once.

Asked at intake, before each session as one line, and when pain reaches 6. Question texts are in wording.py.
Night pain alone is common in hip osteoarthritis: only "not eased by changing position" is RF5. [design]
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple


class Tier(StrEnum):
    """Most urgent first."""

    EMERGENCY = "EMERGENCY"
    URGENT = "URGENT"
    REVIEW = "REVIEW"


class RedFlag(NamedTuple):
    """`question` and `action` are keys of wording.py; `source` is the mark of C9."""

    code: str
    question: str
    tier: Tier
    action: str
    source: str


RED_FLAGS: tuple[RedFlag, ...] = (
    RedFlag("RF1", "numb_saddle_bladder_bowel_both_legs", Tier.EMERGENCY, "call_emergency", "found F54 H"),
    RedFlag(
        "RF2", "cannot_bear_weight_or_misshapen_after_fall", Tier.EMERGENCY, "call_emergency", "found F54 H"
    ),
    RedFlag("RF3", "hot_swollen_joint_and_fever", Tier.EMERGENCY, "call_emergency", "found F54 H"),
    RedFlag("RF4", "growing_weakness_or_numbness", Tier.URGENT, "therapist_calls", "found F54 H"),
    RedFlag("RF5", "constant_pain_not_eased_by_position", Tier.URGENT, "therapist_calls", "found F54 H"),
    RedFlag("RF6", "weight_loss_night_sweats_cancer_history", Tier.URGENT, "see_doctor", "found F54 H"),
    RedFlag("RF7", "fever_or_infection_with_worse_pain", Tier.URGENT, "see_doctor", "found F54 H"),
    RedFlag(
        "RF8", "sudden_groin_pain_worse_each_step", Tier.URGENT, "no_weight_see_doctor", "found F54 M; design"
    ),
    RedFlag("RF9", "cold_leg_swollen_calf_chest_pain", Tier.EMERGENCY, "call_emergency", "known M"),
    RedFlag("RF10", "locking_giving_way_or_fall", Tier.REVIEW, "hold_for_therapist", "design"),
    RedFlag("RF11", "wound_leaking_or_new_calf_pain", Tier.URGENT, "call_surgical_team", "known M"),
    RedFlag("RF12", "under_18_limping", Tier.URGENT, "see_doctor", "found F54 H"),
)
BY_CODE = {flag.code: flag for flag in RED_FLAGS}
REVIEW_WITHIN_HOURS = {Tier.EMERGENCY: 0, Tier.URGENT: 24, Tier.REVIEW: 48}
ORDER = tuple(Tier)


def tier_of(code: str) -> Tier:
    """A code this version does not know is taken as the worst, never as nothing."""
    flag = BY_CODE.get(code)
    return Tier.EMERGENCY if flag is None else flag.tier


def worst_tier(codes: Iterable[str]) -> Tier | None:
    """The tier that decides what the person is told at once; None without a flag."""
    return min((tier_of(code) for code in codes), key=ORDER.index, default=None)


def action_of(code: str) -> str:
    flag = BY_CODE.get(code)
    return "call_emergency" if flag is None else flag.action
