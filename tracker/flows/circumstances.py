"""What decides beside the case: the calendar of the programme, the other side, a flare-up."""

from __future__ import annotations

from datetime import datetime, timedelta

from exercises.terms import LoadRule
from patients import calendar
from tracker.flows import prescribe
from tracker.flows.verdicts import Circumstances, withheld
from tracker.models import Prescription
from tracker.progression import flare, policy, sides, timers
from tracker.progression.evidence import Evidence
from tracker.progression.maximum import rm_target_in_week
from tracker.progression.terms import Case, DoseKind, Number, Session
from tracker.progression.walking import Week
from tracker.queries.history import Record


def of(prescription: Prescription, record: Record, now: datetime) -> Circumstances:
    """The circumstances of one prescription at `now`."""
    return Circumstances(
        withheld=withheld(
            ("W-SIDE", sides.other_side_waits(prescription.level.number, record.other_side_level)),
            ("W-FLARE", in_flare_up(record.case)),
        ),
        week=last_week(prescription, now) if prescription.kind == DoseKind.MINUTES else None,
        two_for_two=prescription.level.load_rule == LoadRule.L7 and bool(prescription.load_kg),
        new_rm_target=new_rm_target(prescription, now),
    )


def in_flare_up(case: Case) -> bool:
    """Pain raised for 24 h or more by what this exercise's sessions and answers tell (rules.md C6)."""
    usual = case.usual_pain
    if usual is None:
        return False
    high = usual + policy.FLARE_ABOVE_USUAL
    if not any(was_high(session, high) for session in case.sessions):
        return False
    told = [(s.pain_during, s.performed_at) for s in case.sessions]
    told += [(s.next_day.pain, s.next_day.reported_at) for s in case.sessions if s.next_day]
    known = sorted((at, pain) for pain, at in told if pain is not None)
    readings = [flare.PainReading(pain, at) for at, pain in known]
    return flare.flare_started_at(readings, usual, None, case.now) is not None


def was_high(session: Session, high: Number) -> bool:
    """Pain of the session or of the day after; unknown is not high."""
    if session.pain_during is not None and session.pain_during >= high:
        return True
    return session.next_day is not None and session.next_day.pain >= high


def last_week(prescription: Prescription, now: datetime) -> Week | None:
    """The newest local week that is over and that this prescription was open for from its first day on.

    From its first day, not its first instant: a rung is opened some moments after the week before it ended.
    """
    zone = prescription.patient.time_zone
    ends_at = calendar.week_ends_at(now - timedelta(days=7), zone)
    starts_at = calendar.week_ends_at(now - timedelta(days=14), zone)
    opened_on = calendar.local_day(prescription.evidence_from, zone)
    if opened_on > calendar.local_day(starts_at, zone):
        return None
    per_week = prescription.level.sessions_per_week or prescription.plan.sessions_per_week
    return Week(starts_at, ends_at, per_week)


def new_rm_target(prescription: Prescription, now: datetime) -> int | None:
    """The programme week's target where it differs from what is prescribed (rules.md C4, L8)."""
    if prescription.kind != DoseKind.LOAD_RM:
        return None
    day = calendar.local_day(now, prescription.patient.time_zone)
    target = rm_target_in_week(calendar.week_of_plan(prescription.plan.started_on, day))
    return target if target != prescription.rm_target else None


def next_look_at(prescription: Prescription, evidence: Evidence, now: datetime) -> datetime | None:
    """When time alone could change something: the case's own timers, and the programme's calendar."""
    looks = timers.next_look_from(evidence), prescribe.calendar_look_at(prescription, now)
    return min((look for look in looks if look is not None), default=None)
