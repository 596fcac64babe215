"""Every number of the rulebook: named once, with its source.

Marks: "seed 003", "found F5" = a source of the clinical reference; "known" = cited from memory;
"design" = our own choice, to be signed off by a clinician; H, M, L = confidence.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from .terms import Gate, Number, PainProfile

RULEBOOK_VERSION = "2026.1"

# --- Bouts and evidence -------------------------------------------------------------------------
BOUTS_REQUIRED = 2  # [precedent "2-for-2": found F16 H; use here design]
BOUT_JOINS_WITHIN = timedelta(hours=16)  # [design] not the calendar day: a bout over midnight is one bout
FUTURE_TOLERANCE = timedelta(minutes=5)  # [design] a phone's clock may run a little ahead
GAP_CUTS_RUN = timedelta(days=14)  # [design]
SILENCE_EXPIRES = timedelta(days=14)  # I3 [design]
SILENCE_REGRESSES = timedelta(days=28)  # R4 [design]

# --- The next-day report ------------------------------------------------------------------------
REPORT_OPENS = timedelta(hours=18)  # [design]
REPORT_DUE = timedelta(hours=24)  # [seed 003; design]
REPORT_ON_TIME = timedelta(hours=36)  # [design]
REPORT_CLOSES = timedelta(hours=48)  # [design]

# --- Pain ---------------------------------------------------------------------------------------
PAIN_MAX = 10
PAIN_SEVERE = 8  # S2 [design]
PAIN_HIGH = 6  # S3, R1, voids an override [limit of 5/6: found F5]

# Pass up to and including this value, during the session.
PAIN_LIMIT_DURING = MappingProxyType(
    {
        PainProfile.KEMP: 3,  # [seed 003 H]
        PainProfile.THOMEE: 5,  # [found F5 F6 H]
        PainProfile.HIP_BOOSTER: 5,  # [found F1 H]
        PainProfile.SILBERNAGEL: 5,  # [found F14 M]
    }
)

# Pass up to and including this value, next day; None = back to the person's usual pain.
PAIN_LIMIT_NEXT_DAY: MappingProxyType[PainProfile, int | None] = MappingProxyType(
    {
        PainProfile.KEMP: 3,  # [seed 003 H]
        PainProfile.THOMEE: None,  # [found F5 F6 H]
        PainProfile.HIP_BOOSTER: None,  # [design]
        PainProfile.SILBERNAGEL: None,  # "settled by next morning" [found F14 M]; read as usual pain [design]
    }
)


class Band(StrEnum):
    """How a pain value is shown. Only the rules decide; a band is never a verdict."""

    SAFE = "safe"
    ACCEPTABLE = "acceptable"
    AMBER = "amber"
    HIGH = "high"
    SEVERE = "severe"


class BandLimit(NamedTuple):
    """A band holds what is over the band before it and up to `up_to`, included."""

    band: Band
    up_to: Number


PAIN_BANDS = MappingProxyType(
    {
        PainProfile.KEMP: (  # [limit seed 003 H; amber and high found F5; severe design]
            BandLimit(Band.SAFE, 3),
            BandLimit(Band.AMBER, 5),
            BandLimit(Band.HIGH, 7),
            BandLimit(Band.SEVERE, 10),
        ),
        PainProfile.THOMEE: (  # [found F5 F6 H; whole numbers found F59 H; severe design]
            BandLimit(Band.SAFE, 2),
            BandLimit(Band.ACCEPTABLE, 5),
            BandLimit(Band.HIGH, 7),
            BandLimit(Band.SEVERE, 10),
        ),
        PainProfile.HIP_BOOSTER: (  # [found F1 H; severe design]
            BandLimit(Band.ACCEPTABLE, 5),
            BandLimit(Band.HIGH, 7),
            BandLimit(Band.SEVERE, 10),
        ),
        PainProfile.SILBERNAGEL: (  # [found F14 M; severe design]
            BandLimit(Band.ACCEPTABLE, 5),
            BandLimit(Band.HIGH, 7),
            BandLimit(Band.SEVERE, 10),
        ),
    }
)

# What to do in each band: a key, wording.py has the sentence.
BAND_ADVICE = MappingProxyType(
    {
        Band.SAFE: "carry_on",
        Band.ACCEPTABLE: "carry_on_and_watch",
        Band.AMBER: "ease_next_time",
        Band.HIGH: "stop_for_today",
        Band.SEVERE: "stop_and_call",
    }
)

# --- Setbacks and the therapist -----------------------------------------------------------------
POOR_DOSE_SHARE = 0.75  # R3: under this share of sets x low end [design]
SETBACK_WINDOW = timedelta(days=21)  # S4 [design]
SETBACKS_BEFORE_REVIEW = 2  # S4 [design]
OVERRIDE_LASTS = timedelta(days=7)  # default expiry [design]

# --- Gates (C3) ---------------------------------------------------------------------------------


class GateRule(NamedTuple):
    """What a programme's gate code asks for. `sets` None: as many as are written."""

    gate: Gate
    sets: int | None
    needs_control: bool = False
    max_effort: Number | None = None


GATES: MappingProxyType[str, GateRule] = MappingProxyType(
    {
        "G-K": GateRule(Gate.RANGE_MIN, 3),  # [seed 003 H]
        "G-KT": GateRule(Gate.RANGE_TOP, 3),  # big steps [design]
        "G-H": GateRule(Gate.RANGE_MIN, 3),  # [seed 003 H]
        "G-HT": GateRule(Gate.RANGE_TOP, 3),  # before a longer lever [design]
        "G-N": GateRule(Gate.RANGE_MIN, 2, needs_control=True, max_effort=3),  # [found F7 H; 3/10 design]
        "G-M": GateRule(Gate.RANGE_MIN, 3),  # [design]
        "G-F": GateRule(Gate.RANGE_MIN, 3),  # [found F23 H]
        "G-W": GateRule(Gate.RANGE_MIN, None),  # decided by the week, C7 [design]
        "L1-L5": GateRule(Gate.RANGE_MIN, None),  # decided by load, C4 [found F1 F15 H; design]
        "two bouts tolerated": GateRule(
            Gate.RANGE_MIN, None
        ),  # the written dose, pain inside limits [design]
        "top": GateRule(Gate.RANGE_MIN, None),  # last level: hold, offer load or review
        "none": GateRule(Gate.RANGE_MIN, None),  # delivered by the therapist, never decided
    }
)
BIG_STEP_GATES = frozenset({"G-KT", "G-HT"})  # [design]
UNDECIDED_GATES = frozenset({"none"})

# --- Load (C4) ----------------------------------------------------------------------------------
LOAD_RAISE_PER_REP = 0.025  # L1, L3 [Epley curve; design]
LOAD_MAX_CHANGE = 0.10  # L1, L3, L7, L8, L9 [2-10 % found F15 H; design]
LOAD_STEP_KG = 0.5  # where no machine step is known [steps of K-ADD.2: design]
LOAD_PAIN_CUTS_ABOVE = 5  # L4 [found F1 H]
LOAD_CUT_FOR_PAIN = 0.10  # L4 [action found F1 H; number design]
LOAD_REPS_BELOW_CUTS = 2  # L3: this many or more under the target [design]
LOAD_EXTRA_REPS = 2  # L5: add reps up to target + 2 [design]
TWO_FOR_TWO_REPS = 2  # L7: last set this far over the top of the range [found F16 H]
TWO_FOR_TWO_BOUTS = 2  # L7 [found F16 H]
TWO_FOR_TWO_RAISE = 0.05  # L7 [design inside 2-10 %]
EPLEY_REPS = 30  # e1RM = load x (1 + reps / 30) [known M]
E1RM_REPS_MIN, E1RM_REPS_MAX = 1, 12  # [known M]
BAND_CHANGE_RESTART_REPS = 8  # a new colour restarts here [design]

# Last week of each stage and its target; F17 H for 12, 10, 8; 11 and 9 interpolated [design].
RM_TARGET_BY_WEEK = ((1, 12), (4, 11), (7, 10), (9, 9), (12, 8))
RM_SHARE_OF_MAXIMUM = MappingProxyType({12: 0.70, 11: 0.72, 10: 0.75, 9: 0.78, 8: 0.80, 6: 0.85})

# Pull at double length in pounds-force, one maker's chart [found F57 M]; a colour is never stored as kg.
BAND_PULL_LB = MappingProxyType(
    {
        "tan": 2.4,
        "yellow": 3.0,
        "red": 3.7,
        "green": 4.6,
        "blue": 5.8,
        "black": 7.3,
        "silver": 10.2,
        "gold": 14.2,
    }
)

# --- Holds (C5) ---------------------------------------------------------------------------------
HOLD_START_SECONDS = 10  # never start under this [design]
HOLD_STEP_MIN_SECONDS, HOLD_STEP_MAX_SECONDS = 2, 5  # [design]
HOLD_TOP_SECONDS = 30  # [seed 003 H]

# --- Setbacks, flare-ups, missed time (C6) ------------------------------------------------------
REGRESS_LOAD_CUT_MIN, REGRESS_LOAD_CUT_MAX = 0.10, 0.20  # [design]
REGRESS_SETS_SHARE = 0.5  # [design]
AMBER_LOAD_CUT = 0.10  # [design]
AMBER_SETS_FEWER = 1  # [design]
BREAK_LOAD_CUT = 0.10  # I3 [design]
FLARE_ABOVE_USUAL = 2  # [2 points known M; found F18 H]
FLARE_LASTS = timedelta(hours=24)  # [found F52 H]
FLARE_SETS_SHARE = 0.5  # [design]
FLARE_OVER_CLEAN_BOUTS = 2  # [design]
FLARE_OVER_AT_USUAL = timedelta(hours=48)  # [design]
FLARE_NOT_SETTLING = timedelta(days=8)  # [durations found F52 H; limit design]
FLARES_FREQUENT, FLARES_WITHIN = 3, timedelta(weeks=6)  # [design]
DELOAD_EVERY_WEEKS = 4  # [design]
DELOAD_SETS_SHARE = 0.5  # [design]

# --- Walking (C7), all design -------------------------------------------------------------------
WALK_SESSIONS_SHARE = 0.80
WALK_MINUTES_SHARE = 0.90
WALK_REPORTS_SHARE = 0.50
WALK_CUT = 0.25  # the least of 25-50 %: one rung down and at least this
WALK_RUNGS_PER_WEEK = 1

# --- Sides, sync (C8) ---------------------------------------------------------------------------
SIDES_MAY_DIFFER_BY_LEVELS = 1  # [design]
POSSIBLE_DUPLICATE_WITHIN = timedelta(minutes=10)  # [design]
USUAL_PAIN_FROM = timedelta(days=7)  # median of pre-session ratings [term found F6 M, formula design]

# --- Adherence and trends (clinical/adherence.md) -----------------------------------------------
ADHERENCE_GOOD = 0.75  # [found F4 H, F53 H]
ADHERENCE_FAIR = 0.50  # [design]
DONE_EXERCISES_SHARE = 0.5  # done: at least half of the day's exercises [design]
ADHERENCE_BENCHMARKS = MappingProxyType(
    {
        "hip_oa_trial": 0.53,  # [seed 002 H]
        "home_exercise": 0.50,  # up to this share does not adhere [found F53 F62 H]
        "supervised_prt": 0.90,  # [found F53 F62 H]
    }
)
INDEX_SPAN = 0.9  # progress index inside a level [design]
INDEX_LOAD_FACTOR = 10  # 10 x ln(e1RM / e1RM at start) [design]
WORSENING_FROM_WEEK = 5  # [rule design]
WORSENING_PAINS = 6  # first and last bout pains compared [design]
WORSENING_PAINS_LEAST = 4  # [design]
WORSENING_WEEKS = 3  # [design]
WORSENING_RISE = 2  # [found F34 H]
LOW_OVER_WEEKS = 6  # [design]
LOW_WEEKS_RUNNING = 2  # [design]
PLATEAU_FROM_WEEK = 6  # [design]
PLATEAU_WINDOW_WEEKS, PLATEAU_WEEKS_WITH_BOUTS = 6, 4  # [design]
PLATEAU_BOUTS_LEAST = 6  # [design]
PLATEAU_HALF_WEEKS = 3  # the last 3 weeks against the 3 before [design]
PAIN_FALL_COUNTS = 1  # [design]
REVIEW_PACK_FROM_WEEK = 12  # [found F56 H]
WORSENING_REVIEW_WITHIN = timedelta(days=7)  # [design]
STRENGTH_LOSS = 0.10  # E-STRENGTH [need seed 002 H; number design]
STRENGTH_RETEST = timedelta(weeks=12)  # [seed 002 H]
REPORTS_TOO_FEW = 0.50  # under this the worsening flag is blind [own simulation, design]
REVIEW_PACK_NPRS = 4  # [design]
