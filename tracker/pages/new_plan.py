"""Start a plan: first the programme, then its levels and days."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from exercises import library
from exercises.models import Programme
from patients import access, calendar
from patients.models import Patient, Therapist
from tracker import wording
from tracker.flows.begin_care import begin_care
from tracker.flows.refusal import Refusal
from tracker.pages.answers import refused
from tracker.pages.guards import for_therapists
from tracker.pages.plan_form import LadderForm, PlanForm, ladder_forms
from tracker.queries import limits


@for_therapists
def new_plan(request: HttpRequest, therapist: Therapist, pk: UUID) -> HttpResponse:
    """Without a programme in the address: the programmes to choose from."""
    patient = get_object_or_404(access.in_care_of(request.user), pk=pk)
    code = request.GET.get("programme")
    if not code:
        told = {"person": patient, "programmes": Programme.objects.filter(is_current=True).order_by("code")}
        return render(request, "tracker/choose_programme.html", told)
    try:
        programme = library.programme_version(code)
    except Programme.DoesNotExist:
        raise Http404 from None
    return _form(request, therapist, patient, programme)


def _form(request: HttpRequest, therapist: Therapist, patient: Patient, programme: Programme) -> HttpResponse:
    today = calendar.local_day(calendar.now(), patient.time_zone)
    sent = request.POST if request.method == "POST" else None
    form, ladders, status = (
        PlanForm(patient, programme, today, sent),
        ladder_forms(programme, sent),
        HTTPStatus.OK,
    )
    if sent is not None:
        status = _started(form, ladders, patient, programme, therapist)
        if status == HTTPStatus.OK:
            messages.success(
                request, _("The plan is started. %(name)s sees it now.") % {"name": patient.name}
            )
            return redirect("patient", pk=patient.pk)
    told = {
        "person": patient,
        "programme": programme,
        "form": form,
        "ladders": ladders,
        "sign_off": wording.sign_off(programme.signed_off_by, programme.next_review_on),
        "lacks_usual_pain": limits.lacks_usual_pain(patient, programme.pain_profile),
    }
    return render(request, "tracker/new_plan.html", told, status=status)


def _started(
    form: PlanForm, ladders: list[LadderForm], patient: Patient, programme: Programme, therapist: Therapist
) -> HTTPStatus:
    if not all([form.is_valid(), *(ladder.is_valid() for ladder in ladders)]):
        return HTTPStatus.UNPROCESSABLE_ENTITY
    choices = [choice for ladder in ladders if (choice := ladder.choice())]
    try:
        begin_care(
            patient,
            programme,
            choices,
            form.rhythm(),
            therapist,
            form.reason_for_care(),
            calendar.now(),
        )
    except Refusal as refusal:
        return refused(form, refusal)
    return HTTPStatus.OK
