"""What one patient does now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from exercises.models import Level
from exercises.terms import DoseKind
from patients import calendar
from patients.models import Patient
from tracker import wording
from tracker.models import ExerciseLog, NextDayReport, Plan, Prescription, ProgressionDecision, Stop
from tracker.queries import limits

Entry = dict[str, Any]


def today(patient: Patient, now: datetime, *, hides_stopped: bool = True) -> Entry:
    """Stop, open questions and plans of the patient's own day, in a constant number of queries.

    While a stop is open its exercises are not shown to the patient (rules.md C2, S0).
    """
    stops = _stops(patient)
    day = calendar.local_day(now, patient.time_zone)
    done = _done_this_week(patient, day)
    plans = [_plan(plan, day, done[plan.pk]) for plan in _plans(patient, day)]
    _put_exercises_into(plans, patient, day, done)
    for plan in plans:
        plan["stopped"] = any(stop.plan_id is None or str(stop.plan_id) == plan["id"] for stop in stops)
        if plan["stopped"] and hides_stopped:
            plan["exercises"] = []
    return {
        "day": day.isoformat(),
        "patient": {"id": str(patient.pk), "name": patient.name, "time_zone": patient.time_zone},
        "stop": _worst(stops, patient),
        "questions": open_questions(patient, now),
        "plans": plans,
        "red_flags": wording.red_flag_questions(),
    }


def open_questions(patient: Patient, now: datetime) -> list[Entry]:
    """The next-day questions that can be answered now, the oldest first."""
    reports = NextDayReport.objects.filter(
        patient=patient, pain__isnull=True, opens_at__lte=now, expires_at__gt=now
    ).select_related("session")
    names = _exercise_names(reports)
    return [_question(report, names[report.session_id], now) for report in reports.order_by("due_at")]


def _exercise_names(reports: QuerySet[NextDayReport]) -> dict[int, list[str]]:
    names: dict[int, list[str]] = defaultdict(list)
    logs = ExerciseLog.objects.filter(session__in=reports.values("session")).order_by("position")
    for session, name in logs.values_list("session", "prescription__ladder__name"):
        if name not in names[session]:
            names[session].append(name)
    return names


def _question(report: NextDayReport, exercises: list[str], now: datetime) -> Entry:
    session = report.session
    return {
        "session": str(session.client_id),
        "performed_at": session.performed_at.astimezone(ZoneInfo(session.timezone)).isoformat(),
        "local_day": session.local_day.isoformat(),
        "exercises": exercises,
        "due_at": report.due_at.isoformat(),
        "expires_at": report.expires_at.isoformat(),
        "late": now > report.due_at + timedelta(hours=12),
    }


def _plans(patient: Patient, day: date) -> QuerySet[Plan]:
    running = Q(ended_on__isnull=True) | Q(ended_on__gte=day)
    plans = Plan.objects.filter(running, patient=patient).select_related("programme")
    return plans.prefetch_related("pauses").order_by("started_on", "pk")


def _done_this_week(patient: Patient, day: date) -> dict[UUID, dict[date, set[UUID]]]:
    """Which prescriptions were logged on which day of this local week, by plan."""
    done: dict[UUID, dict[date, set[UUID]]] = defaultdict(lambda: defaultdict(set))
    logs = ExerciseLog.objects.filter(
        session__patient=patient, session__local_day__gte=calendar.week_starts_on(day), sets__isnull=False
    ).distinct()
    for plan, on, run in logs.values_list("prescription__plan", "session__local_day", "prescription__run"):
        done[plan][on].add(run)
    return done


def _plan(plan: Plan, day: date, done: dict[date, set[UUID]]) -> Entry:
    pause = next((pause for pause in plan.pauses.all() if _covers(pause.from_on, pause.until_on, day)), None)
    return {
        "id": str(plan.pk),
        "programme": plan.programme.code,
        "title": plan.programme.title,
        "started_on": plan.started_on.isoformat(),
        "week": calendar.week_of_plan(plan.started_on, day),
        "starts_later": plan.started_on > day,
        "paused": {"reason": pause.reason, "until_on": pause.until_on and pause.until_on.isoformat()}
        if pause
        else None,
        "days": plan.days,
        "sessions_per_week": plan.sessions_per_week,
        "sessions_this_week": len(done),
        "done_today": day in done,
        "due_today": not pause and plan.started_on <= day and _is_due(plan, day, done),
        "rest": plan.programme.rest_text,
        "exercises": [],
    }


def _covers(from_on: date, until_on: date | None, day: date) -> bool:
    return from_on <= day and (until_on is None or day <= until_on)


def _is_due(plan: Plan, day: date, done: dict[date, set[UUID]]) -> bool:
    """On a chosen day, or while the week's sessions are not done when no days were chosen."""
    return day.isoweekday() in plan.days if plan.days else len(done) < plan.sessions_per_week


def _put_exercises_into(
    plans: Sequence[Entry], patient: Patient, day: date, done: dict[UUID, dict[date, set[UUID]]]
) -> None:
    by_plan = {plan["id"]: plan["exercises"] for plan in plans}
    prescriptions = list(open_prescriptions(patient))
    decisions = newest_decisions(prescriptions)
    for prescription in prescriptions:
        if (exercises := by_plan.get(str(prescription.plan_id))) is not None:
            entry = exercise(prescription, decisions.get(prescription.pk))
            entry["done_today"] = prescription.run in done[prescription.plan_id].get(day, set())
            exercises.append(entry)


def open_prescriptions(patient: Patient) -> QuerySet[Prescription]:
    """The open prescriptions in the programme's own order, weaker words first: left before right."""
    return prescriptions(patient).filter(ended_at__isnull=True)


def prescriptions(patient: Patient) -> QuerySet[Prescription]:
    """All that was ever prescribed, with what it takes to show it."""
    top = Level.objects.filter(ladder=OuterRef("ladder"), is_top=True).values("number")[:1]
    return (
        Prescription.objects.filter(patient=patient)
        .select_related("ladder", "level", "patient")
        .annotate(levels=Subquery(top))
        .order_by("plan__started_on", "plan", F("ladder__position"), "side")
    )


def newest_decisions(prescriptions: Iterable[Prescription]) -> dict[UUID, ProgressionDecision]:
    """The newest decision that shows on each prescription: its own, else the one that opened it."""
    pks = [prescription.pk for prescription in prescriptions]
    own = ProgressionDecision.objects.filter(prescription__in=pks).order_by("prescription", "-decided_at")
    opened = ProgressionDecision.objects.filter(opens__in=pks).annotate(shown_on=F("opens"))
    newest: dict[UUID, ProgressionDecision] = {decision.shown_on: decision for decision in opened}
    for decision in own.distinct("prescription"):
        newest[decision.prescription_id] = decision
    return newest


def exercise(prescription: Prescription, decision: ProgressionDecision | None) -> Entry:
    """One prescription as its patient sees it."""
    ladder, level = prescription.ladder, prescription.level
    return {
        "prescription": str(prescription.pk),
        "code": ladder.code,
        "name": ladder.name,
        "side": prescription.side,
        "level": {"number": level.number, "of": prescription.levels, "title": level.title},  # type: ignore[attr-defined]
        "dose": dose(prescription),
        "limits": limits.shown(prescription),
        "needs_control": prescription.needs_control,
        "asks_effort": prescription.max_effort is not None,
        "equipment": level.equipment or ladder.equipment,
        "cues": ladder.cues,
        "cautions": ladder.cautions,
        "tempo": level.tempo,
        "decision": decision and said(decision),
    }


def dose(prescription: Prescription) -> Entry:
    """The dose in numbers and in words."""
    load = prescription.load_kg
    return {
        "kind": prescription.kind,
        "sets": prescription.sets,
        "low": prescription.low,
        "high": prescription.high,
        "load_kg": None if load is None else float(load),
        "gate_sets": prescription.gate_sets,
        "qualify": _more_sets(prescription),
        "text": wording.dose(prescription),
    }


def _more_sets(prescription: Prescription) -> str:
    """Load work is decided by its own rules, and over the top level there is none to qualify for."""
    if prescription.level.is_top or prescription.kind == DoseKind.LOAD_RM:
        return ""
    return wording.more_sets(prescription.sets, prescription.gate_sets)


def said(decision: ProgressionDecision) -> Entry:
    """A decision in one plain sentence for the patient."""
    return {
        "id": str(decision.pk),
        "verdict": decision.verdict,
        "rule": decision.rule,
        "sentence": decision.for_patient,
        "decided_at": decision.decided_at.isoformat(),
    }


def _stops(patient: Patient) -> list[Stop]:
    return list(Stop.objects.filter(patient=patient, cleared_at__isnull=True).order_by("opened_at"))


def _worst(stops: Sequence[Stop], patient: Patient) -> Entry | None:
    """What the open stops ask for together: the most urgent tier, and one plan only if no stop is wider."""
    if not stops:
        return None
    stop = min(stops, key=lambda stop: wording.TIERS.index(stop.tier))
    plan = None if any(stop.plan_id is None for stop in stops) else stop.plan_id
    return {
        "tier": stop.tier,
        "instruction": wording.instruction(stop.tier, stop.rule if plan else ""),
        "plan": plan and str(plan),
        "clinic": patient.clinic.name,
        "phone": patient.clinic.phone,
        "emergency_number": patient.clinic.emergency_number,
        "opened_at": stop.opened_at.isoformat(),
    }
