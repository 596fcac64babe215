"""Store the 24-hour answer of a session."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from patients.models import Patient
from tracker.flows import doorbell
from tracker.flows.record_session import Outcome, lock
from tracker.flows.refusal import Conflict, Missing, Refusal
from tracker.models import NextDayReport, Prescription
from tracker.progression import policy
from tracker.queries import receipt


@dataclass(frozen=True)
class Answered:
    outcome: Outcome
    receipt: dict[str, Any]


def record_next_day(
    patient: Patient, client_id: UUID, pain: int, reported_at: datetime, now: datetime
) -> Answered:
    """Store the answer whenever it comes; the rules weigh a late one.

    The same answer again changes nothing. Another answer replaces the first while the window is
    open, the first one being kept; afterwards it is a Conflict. Missing when there is no such
    session, or no set in it: then there is no question.
    """
    with transaction.atomic():
        lock(patient.pk)
        report = (
            NextDayReport.objects.select_related("session")
            .filter(patient=patient, session__client_id=client_id)
            .first()
        )
        if report is None:
            raise Missing("There is no such question.")
        if (report.pain, report.reported_at) == (pain, reported_at):
            return Answered(Outcome.DUPLICATE, receipt.of_next_day(report))
        _refuse_impossible_answer(report, reported_at, now)
        _replace(report, pain, reported_at, now)
        Prescription.objects.filter(logs__session=report.session_id).update(evaluate_due_at=now)
        doorbell.ring_after_commit()
    return Answered(Outcome.STORED, receipt.of_next_day(report))


def _refuse_impossible_answer(report: NextDayReport, reported_at: datetime, now: datetime) -> None:
    if reported_at > now + policy.FUTURE_TOLERANCE:
        raise Refusal(
            "This answer lies in the future, so the clock of the phone is off. Set it and send again.",
            "reported_at",
        )
    if reported_at < report.session.performed_at:
        raise Refusal("This answer is dated before its session.", "reported_at")
    if report.pain is not None and reported_at > report.expires_at:
        raise Conflict("This question was answered already, and its window has closed.", "pain")


def _replace(report: NextDayReport, pain: int, reported_at: datetime, now: datetime) -> None:
    if report.pain is not None:
        report.earlier = [*report.earlier, receipt.of_next_day(report)]
    report.pain, report.reported_at, report.received_at = pain, reported_at, now
    report.save(update_fields=["pain", "reported_at", "received_at", "earlier"])
