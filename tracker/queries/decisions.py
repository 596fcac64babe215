"""The decision log, as it was written."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from tracker.models import Prescription, ProgressionDecision

Entry = dict[str, Any]


def log_of(prescription: Prescription) -> list[Entry]:
    """The decisions about this exercise and side since the plan began, newest first."""
    return [entry(decision) for decision in thread(prescription)]


def thread(prescription: Prescription) -> QuerySet[ProgressionDecision]:
    """Every decision about the same plan, ladder and side, over all its prescriptions."""
    return (
        ProgressionDecision.objects.filter(
            prescription__plan=prescription.plan_id,
            prescription__ladder=prescription.ladder_id,
            prescription__side__in={prescription.side, "both"}
            if prescription.side != "both"
            else ["left", "right", "both"],
        )
        .select_related("answer__answered_by", "superseded_by", "prescription__level")
        .order_by("-decided_at", "-pk")
    )


def entry(decision: ProgressionDecision) -> Entry:
    """One decision with the rule that decided, its evidence and both sentences."""
    return {
        "id": str(decision.pk),
        "prescription": str(decision.prescription_id),
        "level": decision.prescription.level.number,
        "side": decision.prescription.side,
        "verdict": decision.verdict,
        "rule": decision.rule,
        "rulebook": decision.rulebook,
        "evidence": decision.evidence,
        "reasons": decision.reasons,
        "for_patient": decision.for_patient,
        "for_therapist": decision.for_therapist,
        "effect": decision.effect,
        "next_step": decision.next_step,
        "decided_at": decision.decided_at.isoformat(),
        "superseded_by": str(decision.superseded_by.pk) if hasattr(decision, "superseded_by") else None,
        "answer": _answer(decision),
    }


def _answer(decision: ProgressionDecision) -> Entry | None:
    if not hasattr(decision, "answer"):
        return None
    return {
        "accepted": decision.answer.accepted,
        "reason": decision.answer.reason,
        "by": decision.answer.answered_by.name,
        "at": decision.answer.answered_at.isoformat(),
    }
