"""Weekly flags per exercise and side (E3). The therapist sees them first; session rules always act first.

Weeks count from 1. The order of the table is the order in which a trend is named.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from statistics import median
from typing import NamedTuple

from . import policy
from .terms import Number


class Trend(StrEnum):
    WORSENING = "WORSENING"
    LOW_ADHERENCE = "LOW_ADHERENCE"
    INSUFFICIENT_DATA = "INSUFFICIENT_DATA"
    IMPROVING = "IMPROVING"
    PLATEAU = "PLATEAU"


class TrendWeek(NamedTuple):
    """One week: worst pain and progress index of each bout in performed order, and session adherence.

    `adherence` None: paused, or nothing prescribed.
    """

    pains: tuple[Number, ...] = ()
    indexes: tuple[float, ...] = ()
    adherence: float | None = None


class Trace(NamedTuple):
    """All weeks so far, the first is week 1. `adherence` is that of the whole window judged."""

    weeks: tuple[TrendWeek, ...]
    adherence: float | None

    @property
    def week(self) -> int:
        return len(self.weeks)


class TrendRule(NamedTuple):
    code: str
    applies: Callable[[Trace], bool]
    trend: Trend


def trend_of(trace: Trace) -> tuple[Trend, str]:
    """The trend and the code of its flag. Nothing that can be judged is INSUFFICIENT_DATA, never "stable"."""
    rule = next(rule for rule in TREND_RULES if rule.applies(trace))
    return rule.trend, rule.code


def pains_of(weeks: Sequence[TrendWeek]) -> list[Number]:
    return [pain for week in weeks for pain in week.pains]


def pain_is_rising(trace: Trace) -> bool:
    """E-WORSENING: the median of the latest pains is 2 or more over that of the first ones."""
    if trace.week < policy.WORSENING_FROM_WEEK:
        return False
    first = pains_of(trace.weeks[: policy.WORSENING_WEEKS])[: policy.WORSENING_PAINS]
    last = pains_of(trace.weeks[-policy.WORSENING_WEEKS :])[-policy.WORSENING_PAINS :]
    if min(len(first), len(last)) < policy.WORSENING_PAINS_LEAST:
        return False
    return median(last) - median(first) >= policy.WORSENING_RISE


def the_dose_was_hardly_taken(trace: Trace) -> bool:
    """E-LOW: under 50 % over 6 weeks, or two weeks running."""
    return was_low_over_weeks(trace) or was_low_lately(trace)


def was_low_over_weeks(trace: Trace) -> bool:
    if trace.adherence is None or trace.week < policy.LOW_OVER_WEEKS:
        return False
    return trace.adherence < policy.ADHERENCE_FAIR


def was_low_lately(trace: Trace) -> bool:
    """Paused weeks are left out, not counted as low."""
    known = [week.adherence for week in trace.weeks if week.adherence is not None]
    lately = known[-policy.LOW_WEEKS_RUNNING :]
    return len(lately) == policy.LOW_WEEKS_RUNNING and all(share < policy.ADHERENCE_FAIR for share in lately)


def too_little_is_known(trace: Trace) -> bool:
    """E-NODATA: week 6 or later, 4 of the last 6 weeks with bouts, 6 bouts, and a known adherence."""
    window = trace.weeks[-policy.PLATEAU_WINDOW_WEEKS :]
    weeks_with_bouts = sum(bool(week.indexes) for week in window)
    bouts = sum(len(week.indexes) for week in window)
    return (
        trace.week < policy.PLATEAU_FROM_WEEK
        or weeks_with_bouts < policy.PLATEAU_WEEKS_WITH_BOUTS
        or bouts < policy.PLATEAU_BOUTS_LEAST
        or trace.adherence is None
    )


def something_improves(trace: Trace) -> bool:
    """E-IMPROVING: the best index rises, or the median pain falls by 1 or more."""
    earlier, later = halves(trace)
    return index_rises(earlier, later) or pain_falls(earlier, later)


def halves(trace: Trace) -> tuple[Sequence[TrendWeek], Sequence[TrendWeek]]:
    """The three weeks before the last three, and the last three."""
    window, span = trace.weeks[-policy.PLATEAU_WINDOW_WEEKS :], policy.PLATEAU_HALF_WEEKS
    return window[:-span], window[-span:]


def index_rises(earlier: Sequence[TrendWeek], later: Sequence[TrendWeek]) -> bool:
    before = [index for week in earlier for index in week.indexes]
    after = [index for week in later for index in week.indexes]
    return bool(before) and bool(after) and max(after) > max(before)


def pain_falls(earlier: Sequence[TrendWeek], later: Sequence[TrendWeek]) -> bool:
    before, after = pains_of(earlier), pains_of(later)
    if not before or not after:
        return False
    return median(before) - median(after) >= policy.PAIN_FALL_COUNTS


def the_dose_was_taken(trace: Trace) -> bool:
    return trace.adherence is not None and trace.adherence >= policy.ADHERENCE_GOOD


TREND_RULES: tuple[TrendRule, ...] = (
    TrendRule("E-WORSENING", pain_is_rising, Trend.WORSENING),
    TrendRule("E-LOW", the_dose_was_hardly_taken, Trend.LOW_ADHERENCE),
    TrendRule("E-NODATA", too_little_is_known, Trend.INSUFFICIENT_DATA),
    TrendRule("E-IMPROVING", something_improves, Trend.IMPROVING),
    TrendRule("E-PLATEAU", the_dose_was_taken, Trend.PLATEAU),
    TrendRule("E-LOW", lambda _: True, Trend.LOW_ADHERENCE),
)


# --- Flags that stand beside the trend ------------------------------------------------------------


def prom_is_worse(change: Number, mic: Number, *, higher_is_better: bool) -> bool:
    """E-WORSENING-P: worse than before by the questionnaire's minimal important change."""
    return (-change if higher_is_better else change) >= mic


def strength_was_lost(now_nm_per_kg: Number, baseline_nm_per_kg: Number) -> bool:
    """E-STRENGTH: over 10 % below baseline at a 12-week retest, also without pain."""
    return now_nm_per_kg < baseline_nm_per_kg * (1 - policy.STRENGTH_LOSS)


def reports_are_too_few(report_share: float | None) -> bool:
    """Below about half the reports the worsening flag is blind: say so, never "stable"."""
    return report_share is None or report_share < policy.REPORTS_TOO_FEW


def review_pack_is_due(trace: Trace) -> bool:
    """A plateau at 12 weeks or later builds the review pack."""
    return trend_of(trace)[0] is Trend.PLATEAU and trace.week >= policy.REVIEW_PACK_FROM_WEEK
