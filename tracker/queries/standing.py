"""How a plan stands on a person's own day: running, stopped, paused, ended."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from patients import calendar
from patients.models import Patient
from tracker import wording
from tracker.models import Plan, Stop


def stopped_plans(patient: Patient) -> set[UUID | None]:
    """The plans under an open stop; None among them: everything is stopped."""
    return set(Stop.objects.filter(patient=patient, cleared_at__isnull=True).values_list("plan", flat=True))


def last_ended_plan(patient: Patient, day: date) -> Plan | None:
    """The plan that ended last before `day`."""
    ended = Plan.objects.filter(patient=patient, ended_on__lt=day).select_related("programme")
    return ended.order_by("-ended_on").first()


def may_be_logged(plan: Plan, now: datetime) -> bool:
    """True while the plan runs and neither a stop nor a pause is open."""
    day = calendar.local_day(now, plan.patient.time_zone)
    if plan.started_on > day or (plan.ended_on is not None and plan.ended_on < day):
        return False
    if stopped_plans(plan.patient) & {None, plan.pk}:
        return False
    pauses = plan.pauses.filter(from_on__lte=day)
    return not any(pause.until_on is None or pause.until_on >= day for pause in pauses)


def stops_in_words(patient: Patient) -> dict[str, str]:
    """What the decision behind each stop said to the therapist, or the red flag that came first."""
    stops = Stop.objects.filter(patient=patient).select_related("decision", "prescription__ladder")
    return {str(stop.pk): stop_in_words(stop) for stop in stops}


def stop_in_words(stop: Stop) -> str:
    """The values that decided, where a decision opened it."""
    name = stop.prescription.ladder.name
    if stop.decision and not stop.red_flags:
        return f"{name}: {stop.decision.for_therapist}"
    return wording.stop_reason(stop.rule, stop.red_flags, name)
