"""The therapist's work list, one patient, and that patient's plans."""

from __future__ import annotations

from uuid import UUID

from django.shortcuts import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from exercises.models import Level, Programme
from patients import access, calendar
from patients.models import EpisodeOfCare, Patient
from tracker.api.describe import call
from tracker.api.endpoint import Endpoint, asking_therapist, body
from tracker.api.steering_bodies import LadderChoice, PlanStart, UsualPain
from tracker.api.therapist_answers import Caseload, PatientRecord, PlanEntry, Plans, UsualPainNoted
from tracker.flows.refusal import Refusal
from tracker.flows.set_usual_pain import set_usual_pain
from tracker.flows.start_plan import Choice, start_plan
from tracker.models.plan import Mode, Side
from tracker.queries.caseload import caseload
from tracker.queries.patient import patient
from tracker.queries.plans import plans, stored_plan


class CaseloadView(Endpoint):
    @call("caseload", "The therapist's work list", {200: Caseload})
    def get(self, request: Request) -> Response:
        """Everyone in the therapist's care, who needs a person first."""
        asking_therapist(request)
        return Response({"patients": caseload(access.in_care_of(request.user), calendar.now())})


class PatientView(Endpoint):
    @call("patient_read", "One patient in the therapist's care", {200: PatientRecord})
    def get(self, request: Request, patient_id: UUID) -> Response:
        """What is prescribed, what was done, what was decided, newest first."""
        return Response(patient(in_care(request, patient_id), calendar.now()))


class UsualPainView(Endpoint):
    @call("patient_usual_pain", "Note the usual pain", {200: UsualPainNoted}, takes=UsualPain)
    def post(self, request: Request, patient_id: UUID) -> Response:
        """Some pain profiles compare the day after with it; what is open is looked at again."""
        person = in_care(request, patient_id)
        noted = set_usual_pain(person, body(request, UsualPain).usual_pain, calendar.now())
        on = noted.usual_pain_on
        return Response({"usual_pain": noted.usual_pain, "usual_pain_on": on and on.isoformat()})


class PlansView(Endpoint):
    @call("plan_list", "The plans of one patient", {200: Plans})
    def get(self, request: Request, patient_id: UUID) -> Response:
        """Every plan with what is open on it."""
        return Response({"plans": plans(in_care(request, patient_id))})

    @call("plan_start", "Start a plan", {201: PlanEntry}, takes=PlanStart, refuses=(409,))
    def post(self, request: Request, patient_id: UUID) -> Response:
        """The current version of a programme, each exercise at the level chosen for it."""
        person, therapist, sent = (
            in_care(request, patient_id),
            asking_therapist(request),
            body(request, PlanStart),
        )
        programme = _programme(sent.programme)
        plan = start_plan(
            _episode(person, sent.episode),
            programme,
            [_choice(programme, choice, position) for position, choice in enumerate(sent.choices)],
            made_by=therapist,
            started_on=sent.started_on,
            sessions_per_week=sent.sessions_per_week,
            days=sent.days,
            now=calendar.now(),
        )
        return Response(stored_plan(plan), status=201)


def in_care(request: Request, patient_id: UUID) -> Patient:
    """The patient, if this therapist treats them now; else 404."""
    return get_object_or_404(access.in_care_of(request.user), pk=patient_id)


def _programme(code: str) -> Programme:
    if found := Programme.objects.filter(code=code, is_current=True).first():
        return found
    raise Refusal("There is no such programme.", "programme")


def _episode(person: Patient, asked: UUID | None) -> EpisodeOfCare:
    found = list(EpisodeOfCare.objects.filter(patient=person, ended_on__isnull=True).order_by("started_on"))
    if asked:
        found = [episode for episode in found if episode.pk == asked]
    if len(found) == 1:
        return found[0]
    raise Refusal("Name one open episode of care of this patient.", "episode")


def _choice(programme: Programme, sent: LadderChoice, position: int) -> Choice:
    levels = Level.objects.select_related("ladder__programme").filter(ladder__programme=programme)
    level = levels.filter(ladder__code=sent.ladder, number=sent.level).first()
    if level is None:
        raise Refusal("There is no such level on this ladder.", f"choices[{position}].level")
    sides = [Side(side) for side in sent.sides]
    return Choice(level, sides, Mode(sent.mode), sent.load_kg, sent.load_step_kg)
