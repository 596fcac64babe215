"""Pain against its limits: truth for the rules, bands for the eye."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from statistics import median

from . import policy
from .policy import Band, BandLimit
from .terms import Case, NextDay, Number, PainProfile, ReportStatus, Session
from .truth import FALSE, TRUE, UNKNOWN, Truth

IN_WINDOW = frozenset({ReportStatus.ON_TIME, ReportStatus.LATE_ACCEPTED})


def limit_during(case: Case) -> Number:
    personal = case.pain_limit_during
    return policy.PAIN_LIMIT_DURING[case.pain_profile] if personal is None else personal


def limit_next_day(case: Case) -> Number | None:
    """None when the limit is the person's usual pain and nobody has recorded it."""
    if case.pain_limit_next_day is not None:
        return case.pain_limit_next_day
    fixed = policy.PAIN_LIMIT_NEXT_DAY[case.pain_profile]
    return case.usual_pain if fixed is None else fixed


def worst_during(sessions: tuple[Session, ...]) -> Number | None:
    """The worst of every set and every session of the bout; None when none is given."""
    worst: Number | None = None
    for session in sessions:
        pain = session.pain_during
        if pain is not None and (worst is None or pain > worst):
            worst = pain
        for entry in session.sets:
            pain = entry.pain
            if pain is not None and (worst is None or pain > worst):
                worst = pain
    return worst


def during_truth(pain: Number | None, limit: Number) -> Truth:
    """High pain fails under any limit, so no personal limit can let it through."""
    if pain is None:
        return UNKNOWN
    return TRUE if pain <= limit and pain < policy.PAIN_HIGH else FALSE


def report_status(
    report: NextDay | None, ended_at: datetime, now: datetime, limit: Number | None
) -> ReportStatus:
    """Over the limit counts whenever it comes; inside the limit only inside the window [design C0]."""
    if report is None:
        return ReportStatus.PENDING if now - ended_at < policy.REPORT_CLOSES else ReportStatus.MISSING
    if report.pain >= policy.PAIN_HIGH or (limit is not None and report.pain > limit):
        return ReportStatus.FAIL
    return _timing(report.reported_at - ended_at)


def _timing(elapsed: timedelta) -> ReportStatus:
    if elapsed < policy.REPORT_OPENS:
        return ReportStatus.TOO_EARLY
    if elapsed <= policy.REPORT_ON_TIME:
        return ReportStatus.ON_TIME
    return ReportStatus.LATE_ACCEPTED if elapsed <= policy.REPORT_CLOSES else ReportStatus.TOO_LATE


def next_day_truth(status: ReportStatus, limit: Number | None) -> Truth:
    if status is ReportStatus.FAIL:
        return FALSE
    return TRUE if status in IN_WINDOW and limit is not None else UNKNOWN


def usual_pain(
    current: Number | None, ratings: Sequence[tuple[Number, datetime]], now: datetime
) -> Number | None:
    """Median of the pre-session ratings of the last 7 days, never raised by the software [design C0]."""
    recent = [rating for rating, at in ratings if timedelta(0) <= now - at <= policy.USUAL_PAIN_FROM]
    if not recent:
        return current
    return median(recent) if current is None else min(current, median(recent))


def bands_during(profile: PainProfile, limit: Number | None = None) -> tuple[BandLimit, ...]:
    """The bands to print beside the scale, narrowed or widened to a person's own limit."""
    bands = policy.PAIN_BANDS[profile]
    if limit is None or limit == policy.PAIN_LIMIT_DURING[profile]:
        return bands
    amber = BandLimit(Band.AMBER, policy.PAIN_HIGH - 1)
    inside = _inside(bands[0].band, min(limit, amber.up_to), safe_up_to=bands[0].up_to)
    over = tuple(band for band in bands if band.band in (Band.HIGH, Band.SEVERE))
    return (*inside, amber, *over) if limit < amber.up_to else (*inside, *over)


def _inside(first: Band, limit: Number, safe_up_to: Number) -> tuple[BandLimit, ...]:
    if first is not Band.SAFE or limit <= safe_up_to:
        return (BandLimit(first, limit),)
    return BandLimit(Band.SAFE, safe_up_to), BandLimit(Band.ACCEPTABLE, limit)


def band_of(pain: Number, bands: tuple[BandLimit, ...]) -> Band:
    """A value between two whole numbers is shown in the worse band."""
    return next(band for band, up_to in bands if pain <= up_to)
