"""Change one exercise of one person: level, dose, limits, mode, or an override."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from patients import access, calendar
from patients.models import Therapist
from tracker.flows.refusal import Refusal
from tracker.models import Prescription
from tracker.pages.answers import refused
from tracker.pages.guards import for_therapists
from tracker.pages.steer_forms import CHANGES, Change
from tracker.queries import today


@for_therapists
def change(request: HttpRequest, therapist: Therapist, pk: UUID) -> HttpResponse:
    """Every change stands on its own; the others stay as they are."""
    prescription = get_object_or_404(
        access.to_be_answered_by(Prescription.objects.all(), request.user), pk=pk
    )
    now = calendar.now()
    if request.method != "POST":
        return _page(request, prescription, therapist)
    made = CHANGES.get(request.POST.get("what", ""))
    if made is None:
        raise Http404
    form = made(_shown(prescription), therapist, now, request.POST)
    status = _made(form)
    if status == HTTPStatus.OK:
        messages.success(request, form.done)
        return redirect("patient", pk=prescription.patient_id)
    return _page(request, prescription, therapist, form, status)


def _made(form: Change) -> HTTPStatus:
    if not form.is_valid():
        return HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        form.make()
    except Refusal as refusal:
        return refused(form, refusal)
    return HTTPStatus.OK


def _page(
    request: HttpRequest,
    asked: Prescription,
    therapist: Therapist,
    sent: Change | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    """The exercise as it stands now; a form that came too late keeps what was typed in it."""
    now = calendar.now()
    prescription = _as_it_is_now(asked)
    if prescription is None:
        messages.warning(request, _("This exercise has been replaced or has ended since you opened it."))
        return redirect("patient", pk=asked.patient_id)
    forms = [
        sent if sent and sent.name == name else form(prescription, therapist, now)
        for name, form in CHANGES.items()
    ]
    told = {
        "person": prescription.patient,
        "prescription": prescription,
        "exercise": today.exercise(prescription, today.newest_decisions([prescription]).get(prescription.pk)),
        "forms": forms,
        "has_moved": prescription.pk != asked.pk,
    }
    with timezone.override(prescription.patient.time_zone):
        return render(request, "tracker/change.html", told, status=status)


def _shown(prescription: Prescription) -> Prescription:
    return today.prescriptions(prescription.patient).get(pk=prescription.pk)


def _as_it_is_now(asked: Prescription) -> Prescription | None:
    """The prescription itself, or the open one that has taken its place."""
    same = today.open_prescriptions(asked.patient).filter(plan=asked.plan_id, ladder=asked.ladder_id)
    found = {prescription.pk: prescription for prescription in same}
    beside = [prescription for prescription in found.values() if prescription.side == asked.side]
    return found.get(asked.pk) or next(iter(beside), None) or next(iter(found.values()), None)
