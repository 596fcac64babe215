"""The therapist accepts or declines a proposed step."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from patients.models import Patient, Therapist
from tracker.flows import alerts, consequence, doorbell, settle
from tracker.flows.refusal import Conflict, Refusal
from tracker.models import DecisionAnswer, ProgressionDecision
from tracker.models.decision import Effect


def answer_decision(
    decision: ProgressionDecision, therapist: Therapist, *, accepted: bool, reason: str, now: datetime
) -> DecisionAnswer:
    """Store the answer; an accepted step takes effect at once.

    Raises Refusal without a reason, Conflict when nothing was proposed, when it was answered
    already, or when the exercise has moved on since.
    """
    if not reason.strip():
        raise Refusal("Say why.", "reason")
    with transaction.atomic():
        Patient.objects.select_for_update(no_key=True).get(pk=decision.patient_id)
        _refuse_stale(decision, accepted=accepted)
        answer = DecisionAnswer.objects.create(
            decision=decision,
            accepted=accepted,
            reason=reason.strip(),
            answered_by=therapist,
            answered_at=now,
        )
        if accepted:
            settle.take_step(decision, now)
        alerts.close_for_decision(decision, now)
        doorbell.ring_after_commit()
    return answer


def _refuse_stale(decision: ProgressionDecision, *, accepted: bool) -> None:
    if decision.effect != Effect.PROPOSED:
        raise Conflict("This decision does not wait for an answer.")
    if DecisionAnswer.objects.filter(decision=decision).exists():
        raise Conflict("This decision was answered already.")
    if not accepted:
        return
    said = decision.prescription.decisions.exclude(rule__in=consequence.NOT_YET_KNOWN)
    newest = said.order_by("-decided_at").values_list("pk", flat=True).first()
    if decision.prescription.ended_at or newest != decision.pk:
        raise Conflict("The exercise has moved on since this was proposed. Look at its newest decision.")
