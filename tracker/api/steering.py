"""The therapist's hand on one exercise: level, dose, limits, mode, override, and lifting a stop."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.shortcuts import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from exercises.models import Level
from patients import access, calendar
from patients.models import Therapist
from tracker.api.describe import call
from tracker.api.endpoint import Endpoint, asking_therapist, body
from tracker.api.steering_bodies import (
    Clearance,
    DoseChange,
    LevelChange,
    LimitsChange,
    ModeChange,
    OverrideWish,
)
from tracker.api.therapist_answers import OverrideEntry, Prescriptions, StopEntry
from tracker.flows import steer
from tracker.flows.override import override
from tracker.flows.refusal import Refusal
from tracker.flows.stops import clear_stop
from tracker.models import Prescription, Stop
from tracker.queries import patient
from tracker.queries.plans import open_ones


class LevelView(Endpoint):
    @call(
        "prescription_level", "Move to another level", {200: Prescriptions}, takes=LevelChange, refuses=(409,)
    )
    def post(self, request: Request, prescription_id: UUID) -> Response:
        """Another level of the same ladder; the evidence starts anew there."""
        prescription, therapist = steered(request, prescription_id)
        sent = body(request, LevelChange)
        level = Level.objects.filter(ladder=prescription.ladder_id, number=sent.level).first()
        if level is None:
            raise Refusal("There is no such level on this ladder.", "level")
        change = _change(therapist, sent)
        return _opened(steer.change_level(prescription, level, change, load_kg=sent.load_kg))


class DoseView(Endpoint):
    @call("prescription_dose", "Change the dose", {200: Prescriptions}, takes=DoseChange, refuses=(409,))
    def post(self, request: Request, prescription_id: UUID) -> Response:
        """Sets, range or load; the evidence starts anew, because it was for another dose."""
        prescription, therapist = steered(request, prescription_id)
        sent = body(request, DoseChange)
        dose = sent.model_dump(exclude_none=True, exclude={"reason"})
        if not dose:
            raise Refusal("Say what changes.", "")
        return _opened(steer.change_dose(prescription, dose, _change(therapist, sent)))


class LimitsView(Endpoint):
    @call(
        "prescription_limits",
        "Set this person's limits",
        {200: Prescriptions},
        takes=LimitsChange,
        refuses=(409,),
    )
    def post(self, request: Request, prescription_id: UUID) -> Response:
        """Logged with the reason; the evidence goes on under the new limits."""
        prescription, therapist = steered(request, prescription_id)
        sent = body(request, LimitsChange)
        limits = sent.model_dump(exclude_unset=True, exclude={"reason"})
        if not limits:
            raise Refusal("Say which limit changes.", "")
        return _opened(steer.change_limits(prescription, limits, _change(therapist, sent)))


class ModeView(Endpoint):
    @call("prescription_mode", "Choose the mode", {200: Prescriptions}, takes=ModeChange, refuses=(409,))
    def post(self, request: Request, prescription_id: UUID) -> Response:
        """Automatic moves by itself, propose waits for an answer, manual only informs."""
        prescription, therapist = steered(request, prescription_id)
        sent = body(request, ModeChange)
        return _opened(steer.change_mode(prescription, sent.mode, _change(therapist, sent)))


class OverrideView(Endpoint):
    @call(
        "prescription_override", "Decide yourself", {201: OverrideEntry}, takes=OverrideWish, refuses=(409,)
    )
    def post(self, request: Request, prescription_id: UUID) -> Response:
        """With a reason and an expiry; the rules still stop."""
        prescription, therapist = steered(request, prescription_id)
        sent = body(request, OverrideWish)
        made = override(prescription, therapist, now=calendar.now(), **sent.model_dump())
        return Response(patient.override(made), status=201)


class ClearStopView(Endpoint):
    @call("stop_clear", "Lift a stop", {200: StopEntry}, takes=Clearance, refuses=(409,))
    def post(self, request: Request, stop_id: UUID) -> Response:
        """With a reason and an explicit confirmation; evidence starts anew where exercise was stopped."""
        stops = access.to_be_answered_by(
            Stop.objects.select_related("prescription__ladder", "plan"), request.user
        )
        stop, therapist = get_object_or_404(stops, pk=stop_id), asking_therapist(request)
        sent = body(request, Clearance)
        return Response(patient.stop(clear_stop(stop, therapist, sent.reason, calendar.now())))


def steered(request: Request, prescription_id: UUID) -> tuple[Prescription, Therapist]:
    """The prescription with the therapist who may change it; else 404."""
    mine = access.to_be_answered_by(
        Prescription.objects.select_related("ladder", "level", "plan"), request.user
    )
    return get_object_or_404(mine, pk=prescription_id), asking_therapist(request)


def _change(therapist: Therapist, sent: LevelChange | DoseChange | LimitsChange | ModeChange) -> steer.Change:
    return steer.Change(therapist, sent.reason, calendar.now())


def _opened(prescriptions: Iterable[Prescription]) -> Response:
    return Response({"prescriptions": open_ones(prescriptions)})
