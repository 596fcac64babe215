"""The therapist's work list: who needs a person, why, since when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Max, Q, QuerySet

from patients.models import Patient
from tracker import wording
from tracker.models import Alert, NextDayReport, Plan, ProgressionDecision, SessionLog, Stop
from tracker.models.alert import Cause
from tracker.queries import standing

Entry = dict[str, Any]
QUIET_AFTER = timedelta(days=14)


class Need(IntEnum):
    """The order of the list: the smaller, the sooner."""

    RED_FLAG = 1
    STOP = 2
    PAIN = 3
    ANSWER = 4
    LOOK = 5
    ASK = 6
    QUIET = 7
    WELL = 8
    NO_PLAN = 9


class Reason(NamedTuple):
    need: Need
    since: datetime | None
    text: str


NEED_OF_CAUSE = {
    Cause.RED_FLAG: Need.RED_FLAG,
    Cause.STOP: Need.STOP,
    Cause.PAIN: Need.PAIN,
    Cause.PROPOSAL: Need.ANSWER,
    Cause.UNDECIDED: Need.LOOK,
    Cause.LATE: Need.LOOK,
    Cause.MANUAL: Need.LOOK,
    Cause.SILENCE: Need.QUIET,
}


def caseload(patients: QuerySet[Patient], now: datetime) -> list[Entry]:
    """One row a patient, by need and then by waiting time, in a constant number of queries."""
    people = list(patients.order_by("name"))
    pks = [patient.pk for patient in people]
    reasons = _reasons(pks, now)
    last_days = dict(
        SessionLog.objects.filter(patient__in=pks)
        .values("patient")
        .annotate(last=Max("performed_at"))
        .values_list("patient", "last")
    )
    plans = _plans(pks)
    rows = [
        _row(patient, reasons[patient.pk], last_days.get(patient.pk), plans[patient.pk], now)
        for patient in people
    ]
    return sorted(rows, key=lambda row: (row["need_rank"], row["since"] or "", row["name"]))


def _row(
    patient: Patient, reasons: list[Reason], last_at: datetime | None, plans: list[str], now: datetime
) -> Entry:
    reason = min(
        [*reasons, _standing(last_at, plans, now)], key=lambda reason: (reason.need, reason.since or now)
    )
    return {
        "id": str(patient.pk),
        "name": patient.name,
        "region": patient.pain_region,
        "plans": plans,
        "need": reason.need.name.lower(),
        "need_rank": int(reason.need),
        "reason": reason.text,
        "since": reason.since.isoformat() if reason.since else None,
        "more": max(0, len(reasons) - 1),
        "last_session_at": last_at.isoformat() if last_at else None,
    }


def _standing(last_at: datetime | None, plans: list[str], now: datetime) -> Reason:
    if not plans:
        return Reason(Need.NO_PLAN, None, wording.caseload_reason("no_plan"))
    if last_at is None:
        return Reason(Need.ASK, None, wording.caseload_reason("not_started"))
    if last_at < now - QUIET_AFTER:
        return Reason(Need.QUIET, last_at, wording.caseload_reason("quiet", days=(now - last_at).days))
    return Reason(Need.WELL, last_at, wording.caseload_reason("well"))


def _reasons(pks: list[UUID], now: datetime) -> dict[UUID, list[Reason]]:
    found: dict[UUID, list[Reason]] = defaultdict(list)
    sources: Iterable[Callable[[], Iterable[tuple[UUID, Reason]]]] = (
        lambda: _from_stops(pks),
        lambda: _from_alerts(pks),
        lambda: _from_missing_answers(pks, now),
    )
    for source in sources:
        for patient, reason in source():
            found[patient].append(reason)
    return found


def _from_stops(pks: list[UUID]) -> Iterable[tuple[UUID, Reason]]:
    stops = Stop.objects.filter(patient__in=pks, cleared_at__isnull=True).select_related(
        "prescription__ladder", "decision"
    )
    for stop in stops:
        need = Need.RED_FLAG if stop.red_flags else Need.STOP
        yield stop.patient_id, Reason(need, stop.opened_at, standing.stop_in_words(stop))


def _from_alerts(pks: list[UUID]) -> Iterable[tuple[UUID, Reason]]:
    alerts = Alert.objects.filter(patient__in=pks, closed_at__isnull=True, stop__isnull=True)
    for alert in alerts.select_related("decision", "prescription__ladder"):
        said = alert.decision.for_therapist if alert.decision else alert.get_cause_display()
        text = f"{alert.prescription.ladder.name}: {said}"
        yield alert.patient_id, Reason(NEED_OF_CAUSE[Cause(alert.cause)], alert.opened_at, text)


def _from_missing_answers(pks: list[UUID], now: datetime) -> Iterable[tuple[UUID, Reason]]:
    """Questions that are due and can still be answered; what expired is in the decisions."""
    overdue = NextDayReport.objects.filter(
        patient__in=pks, pain__isnull=True, due_at__lte=now, expires_at__gt=now
    ).values_list("patient", "due_at")
    for patient, due_at in overdue:
        yield patient, Reason(Need.ASK, due_at, wording.caseload_reason("answer_missing"))


def _plans(pks: list[UUID]) -> dict[UUID, list[str]]:
    plans: dict[UUID, list[str]] = defaultdict(list)
    running = Plan.objects.filter(Q(ended_on__isnull=True), patient__in=pks).order_by("started_on")
    for patient, code in running.values_list("patient", "programme__code"):
        plans[patient].append(code)
    return plans


def decisions_waiting(patients: QuerySet[Patient]) -> QuerySet[ProgressionDecision]:
    """Proposals that nobody answered and that nothing has overtaken."""
    waiting = ProgressionDecision.objects.filter(
        patient__in=patients, effect="proposed", answer__isnull=True, prescription__ended_at__isnull=True
    )
    return waiting.filter(alerts__closed_at__isnull=True, alerts__cause=Cause.PROPOSAL)
