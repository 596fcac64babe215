"""Sessions and their next-day answers, as the phone sends them: once, however often."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.shortcuts import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from patients import calendar
from tracker.api.describe import CLIENT_ID, call
from tracker.api.endpoint import Endpoint, asking_patient, body
from tracker.api.fields import read_client_id
from tracker.api.patient_answers import NextDayReceipt, Receipt
from tracker.api.problems import FieldProblem, Invalid
from tracker.api.session_bodies import NextDay, Session
from tracker.flows.record_next_day import record_next_day
from tracker.flows.record_session import Outcome, SessionBody, record_session
from tracker.models import SessionLog
from tracker.queries import receipt

STATUS = {Outcome.STORED: 201, Outcome.DUPLICATE: 200}


class SessionView(Endpoint):
    @call("session_read", "The stored session with its receipt", {200: Receipt}, parameters=(CLIENT_ID,))
    def get(self, request: Request, client_id: str) -> Response:
        """For the patient who logged it."""
        own = SessionLog.objects.filter(patient=asking_patient(request))
        session = get_object_or_404(own, client_id=_readable(client_id))
        return Response(receipt.stored(session))

    @call(
        "session_store",
        "Store a session once",
        {201: Receipt, 200: Receipt},
        takes=Session,
        refuses=(409,),
        parameters=(CLIENT_ID,),
    )
    def put(self, request: Request, client_id: str) -> Response:
        """201 the first time, then 200 with the same body, however often and whenever it is sent.

        Other content under the same id and revision is 409; a correction carries a higher revision.
        """
        patient = asking_patient(request)
        sent = body(request, Session)
        recorded = record_session(patient, named(client_id), flow_body(sent), calendar.now())
        return Response(recorded.receipt, status=STATUS[recorded.outcome])


class NextDayView(Endpoint):
    @call(
        "next_day_store",
        "Answer how the day after was",
        {201: NextDayReceipt, 200: NextDayReceipt},
        takes=NextDay,
        refuses=(409,),
        parameters=(CLIENT_ID,),
    )
    def put(self, request: Request, client_id: str) -> Response:
        """A late answer is taken too; another answer replaces the first only while the question is open."""
        patient = asking_patient(request)
        sent = body(request, NextDay)
        answered = record_next_day(patient, named(client_id), sent.pain, sent.reported_at, calendar.now())
        return Response(answered.receipt, status=STATUS[answered.outcome])


def flow_body(sent: Session) -> SessionBody:
    """The body as the flow takes it: the same names."""
    return cast(SessionBody, sent.model_dump())


def named(client_id: object) -> UUID:
    """The id in the address, which the client made; raises Invalid."""
    try:
        return read_client_id(client_id)
    except ValueError as error:
        raise Invalid([FieldProblem(field="id", message=str(error))]) from None


def _readable(client_id: str) -> UUID | None:
    """An id that cannot be one names nothing."""
    try:
        return read_client_id(client_id)
    except ValueError:
        return None
