"""One patient as the therapist sees them: what is prescribed, what was done, what was decided."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from patients import calendar
from patients.models import Patient
from tracker import wording
from tracker.models import Alert, Override, Prescription, ProgressionDecision, SessionLog, Stop
from tracker.models.plan import BY_HAND
from tracker.queries import decisions, receipt, today
from tracker.queries.receipt import of_next_day

Entry = dict[str, Any]
SESSIONS_SHOWN = 30
DECISIONS_SHOWN = 60
CHANGES_SHOWN = 20


def patient(person: Patient, now: datetime) -> Entry:
    """The record in a constant number of queries, newest first."""
    return {
        "id": str(person.pk),
        "name": person.name,
        "region": person.pain_region,
        "sides": person.pain_sides,
        "usual_pain": person.usual_pain,
        "time_zone": person.time_zone,
        "day": calendar.local_day(now, person.time_zone).isoformat(),
        "today": today.today(person, now, hides_stopped=False),
        "stops": [stop(entry) for entry in _stops(person)],
        "alerts": _alerts(person),
        "overrides": _overrides(person, now),
        "changes": [_change(entry) for entry in _changed_by_hand(person)],
        "decisions": [decisions.entry(decision) | _about(decision) for decision in _decisions(person)],
        "sessions": sessions(person),
    }


def _about(decision: ProgressionDecision) -> Entry:
    return {"exercise": decision.prescription.ladder.name, "code": decision.prescription.ladder.code}


def _decisions(person: Patient) -> Any:
    related = ("answer__answered_by", "superseded_by", "prescription__level", "prescription__ladder")
    found = ProgressionDecision.objects.filter(patient=person).select_related(*related)
    return found.order_by("-decided_at", "-pk")[:DECISIONS_SHOWN]


def _stops(person: Patient) -> Any:
    return (
        Stop.objects.filter(patient=person)
        .select_related("prescription__ladder", "cleared_by")
        .order_by("-opened_at")
    )


def stop(entry: Stop) -> Entry:
    """A stop with its cause, and who cleared it why."""
    return {
        "id": str(entry.pk),
        "rule": entry.rule,
        "red_flags": entry.red_flags,
        "tier": entry.tier,
        "exercise": entry.prescription.ladder.name,
        "everything": entry.plan_id is None,
        "opened_at": entry.opened_at.isoformat(),
        "cleared_at": entry.cleared_at and entry.cleared_at.isoformat(),
        "cleared_by": entry.cleared_by and entry.cleared_by.name,
        "cleared_reason": entry.cleared_reason,
    }


def _alerts(person: Patient) -> list[Entry]:
    found = Alert.objects.filter(patient=person, closed_at__isnull=True).select_related(
        "prescription__ladder"
    )
    return [
        {
            "cause": alert.cause,
            "label": alert.get_cause_display(),
            "tier": alert.tier,
            "exercise": alert.prescription.ladder.name,
            "decision": alert.decision_id and str(alert.decision_id),
            "opened_at": alert.opened_at.isoformat(),
        }
        for alert in found.order_by("opened_at")
    ]


def _overrides(person: Patient, now: datetime) -> list[Entry]:
    found = Override.objects.filter(patient=person, expires_at__gte=now, prescription__ended_at__isnull=True)
    return [
        override(entry)
        for entry in found.select_related("made_by", "prescription__ladder").order_by("-made_at")
    ]


def override(entry: Override) -> Entry:
    """A therapist's own verdict, with its reason and end."""
    return {
        "verdict": entry.verdict,
        "reason": entry.reason,
        "by": entry.made_by.name,
        "exercise": entry.prescription.ladder.name,
        "expires_at": entry.expires_at.isoformat(),
    }


def _changed_by_hand(person: Patient) -> QuerySet[Prescription]:
    found = Prescription.objects.filter(patient=person, opened__in=BY_HAND)
    return found.select_related("ladder", "level", "made_by").order_by("-started_at", "side")[:CHANGES_SHOWN]


def _change(entry: Prescription) -> Entry:
    """What a therapist changed, and why."""
    return {
        "prescription": str(entry.pk),
        "exercise": entry.ladder.name,
        "side": entry.side,
        "changed": entry.opened,
        "level": entry.level.number,
        "dose": wording.dose(entry),
        "by": entry.made_by and entry.made_by.name,
        "reason": entry.reason,
        "at": entry.started_at.isoformat(),
    }


def sessions(person: Patient) -> list[Entry]:
    """The newest sessions with every exercise and set, and the next-day answer."""
    return [session(entry) for entry in logged(person).order_by("-performed_at")[:SESSIONS_SHOWN]]


def logged(person: Patient) -> QuerySet[SessionLog]:
    """The sessions with what it takes to tell them."""
    related = ("exercises__sets", "exercises__prescription__ladder", "exercises__prescription__level")
    return (
        SessionLog.objects.filter(patient=person)
        .select_related("next_day__session")
        .prefetch_related(*related)
    )


def session(session: SessionLog) -> Entry:
    """One session as it was told, each exercise with its name, side and level."""
    exercises = sorted(session.exercises.all(), key=lambda exercise: exercise.position)
    sets = [
        entry
        for exercise in exercises
        for entry in sorted(exercise.sets.all(), key=lambda entry: entry.position)
    ]
    told = receipt.of(session, exercises, sets)
    for told_exercise, exercise in zip(told["exercises"], exercises, strict=True):
        prescription = exercise.prescription
        told_exercise["name"] = prescription.ladder.name
        told_exercise["side"] = prescription.side
        told_exercise["level"] = prescription.level.number
    report = session.next_day if has_question(session) else None
    return told | {"next_day": report and of_next_day(report)}


def has_question(session: SessionLog) -> bool:
    """False when nothing was done, as when only a warning sign was ticked."""
    return hasattr(session, "next_day")
