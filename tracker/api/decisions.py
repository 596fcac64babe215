"""The decision log of one exercise, and the therapist's answer to a proposed step."""

from __future__ import annotations

from uuid import UUID

from django.shortcuts import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from patients import access, calendar
from tracker.api.describe import call
from tracker.api.endpoint import Endpoint, asking_therapist, body
from tracker.api.steering_bodies import Answer
from tracker.api.therapist_answers import DecisionEntry, DecisionLog
from tracker.flows.answer_decision import answer_decision
from tracker.models import Prescription, ProgressionDecision
from tracker.queries.decisions import entry, log_of


class DecisionsView(Endpoint):
    @call("prescription_decisions", "The decision log, newest first", {200: DecisionLog})
    def get(self, request: Request, prescription_id: UUID) -> Response:
        """All about this exercise and side since the plan began, for its patient and therapist."""
        seen = access.within_reach(Prescription.objects.all(), request.user)
        return Response({"decisions": log_of(get_object_or_404(seen, pk=prescription_id))})


class AcceptView(Endpoint):
    @call("decision_accept", "Take the proposed step", {200: DecisionEntry}, takes=Answer, refuses=(409,))
    def post(self, request: Request, decision_id: UUID) -> Response:
        """The step takes effect at once."""
        return _answered(request, decision_id, accepted=True)


class DeclineView(Endpoint):
    @call("decision_decline", "Leave the proposed step", {200: DecisionEntry}, takes=Answer, refuses=(409,))
    def post(self, request: Request, decision_id: UUID) -> Response:
        """The exercise stays as it is."""
        return _answered(request, decision_id, accepted=False)


def _answered(request: Request, decision_id: UUID, *, accepted: bool) -> Response:
    mine = access.to_be_answered_by(ProgressionDecision.objects.all(), request.user)
    decision, therapist = get_object_or_404(mine, pk=decision_id), asking_therapist(request)
    reason = body(request, Answer).reason
    answer_decision(decision, therapist, accepted=accepted, reason=reason, now=calendar.now())
    return Response(entry(mine.get(pk=decision_id)))
