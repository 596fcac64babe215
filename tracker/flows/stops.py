"""Open a stop, and clear one with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from patients.models import Patient, Therapist
from tracker.flows import alerts, doorbell
from tracker.flows.refusal import Conflict, Refusal
from tracker.models import Alert, Prescription, ProgressionDecision, Stop
from tracker.models.alert import Cause
from tracker.progression import red_flags
from tracker.progression.red_flags import Tier

# S2: the therapist is told the same day; S3 and S4 wait for a look (rules.md C2).
TIER_OF_RULE = {"S2": Tier.URGENT, "S3": Tier.REVIEW, "S4": Tier.REVIEW}


def open_for_red_flags(patient: UUID, exercises: Iterable[Mapping[str, Any]], now: datetime) -> None:
    """A ticked red flag stops everything at once, without waiting for the worker (rules.md C9).

    The worker's S1 decision names itself on this stop afterwards.
    """
    for exercise in exercises:
        codes = exercise["red_flags"]
        if codes and not _has_stop_for(patient, codes):
            stop = Stop.objects.create(
                patient_id=patient,
                prescription_id=exercise["prescription"],
                rule="S1",
                red_flags=codes,
                tier=red_flags.worst_tier(codes) or Tier.EMERGENCY,
                opened_at=now,
            )
            _halt(stop, now, Cause.RED_FLAG)


def open_for_decisions(decisions: Sequence[ProgressionDecision], now: datetime) -> None:
    """S2, S3 and S4 stop the plan of the exercise; S1 stops everything, or signs the stop that is open.

    One stop a plan, with the most urgent rule: one bad session is cleared once.
    """
    if not decisions:
        return
    named = _name_on_open_stops([decision for decision in decisions if decision.rule == "S1"])
    reach: dict[tuple[UUID, UUID | None], Stop] = {}
    for decision in sorted(decisions, key=lambda decision: decision.rule):
        if decision.prescription_id not in named:
            stop = _stop_of(decision, now)
            reach.setdefault((stop.patient_id, stop.plan_id), stop)
    opened = Stop.objects.bulk_create(reach.values())
    Alert.objects.bulk_create(
        [
            alerts.draft(stop.prescription_id, stop.patient_id, Cause.STOP, now, tier=stop.tier, stop=stop)
            for stop in opened
        ],
        ignore_conflicts=True,
    )
    everything = [stop.patient_id for stop in opened if stop.plan_id is None]
    plans = [stop.plan_id for stop in opened if stop.plan_id]
    reached = Prescription.objects.filter(
        Q(patient__in=everything) | Q(plan__in=plans), ended_at__isnull=True
    )
    reached.update(evaluate_due_at=now)


def _name_on_open_stops(decisions: Sequence[ProgressionDecision]) -> set[UUID]:
    """The prescriptions whose red flag opened its stop already; their decision is named on it."""
    by_prescription = {decision.prescription_id: decision for decision in decisions}
    waiting = list(
        Stop.objects.filter(prescription__in=by_prescription, cleared_at__isnull=True, decision__isnull=True)
    )
    for stop in waiting:
        stop.decision = by_prescription[stop.prescription_id]
    Stop.objects.bulk_update(waiting, ["decision"])
    return {stop.prescription_id for stop in waiting}


def _stop_of(decision: ProgressionDecision, now: datetime) -> Stop:
    flags = decision.reasons["facts"]["red_flags"]
    codes = flags.split(", ") if flags else []
    return Stop(
        patient_id=decision.patient_id,
        plan_id=None if decision.rule == "S1" else decision.prescription.plan_id,
        prescription_id=decision.prescription_id,
        decision=decision,
        rule=decision.rule,
        red_flags=codes if decision.rule == "S1" else [],
        tier=TIER_OF_RULE.get(decision.rule) or red_flags.worst_tier(codes) or Tier.EMERGENCY,
        opened_at=now,
    )


def clear_stop(stop: Stop, therapist: Therapist, reason: str, now: datetime) -> Stop:
    """Let exercise go on; evidence starts anew at every level that was stopped (rules.md C2).

    Raises Conflict when the stop was cleared already, Refusal without a reason.
    """
    if not reason.strip():
        raise Refusal("Say why the exercise may go on.", "reason")
    with transaction.atomic():
        Patient.objects.select_for_update(no_key=True).get(pk=stop.patient_id)
        stop.refresh_from_db()
        if stop.cleared_at:
            raise Conflict("This stop was cleared already.")
        stop.cleared_at, stop.cleared_by, stop.cleared_reason = now, therapist, reason.strip()
        stop.save(update_fields=["cleared_at", "cleared_by", "cleared_reason"])
        alerts.close_for_stop(stop, now)
        # The exercise that caused the stop too, if it was replaced since: its old pain is answered for.
        Prescription.objects.filter(pk=stop.prescription_id).update(evidence_from=now)
        stopped_by(stop).update(evidence_from=now, evaluate_due_at=now)
        doorbell.ring_after_commit()
    return stop


def stopped_by(stop: Stop) -> QuerySet[Prescription]:
    """The open prescriptions that this stop halts."""
    reach = Q(patient=stop.patient_id) if stop.plan_id is None else Q(plan=stop.plan_id)
    return Prescription.objects.filter(reach, ended_at__isnull=True)


def _has_stop_for(patient: UUID, codes: Iterable[str]) -> bool:
    return Stop.objects.filter(
        patient=patient, cleared_at__isnull=True, red_flags__contains=list(codes)
    ).exists()


def _halt(stop: Stop, now: datetime, cause: Cause) -> None:
    alerts.open_alert(stop.prescription_id, stop.patient_id, cause, now, tier=stop.tier, stop=stop)
    stopped_by(stop).update(evaluate_due_at=now)
