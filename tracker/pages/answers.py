"""The therapist's answers: accept or decline a step, clear a stop."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from patients import access, calendar
from patients.models import Therapist
from tracker.flows.answer_decision import answer_decision
from tracker.flows.refusal import Conflict, Refusal
from tracker.flows.stops import clear_stop
from tracker.models import ProgressionDecision, Stop
from tracker.pages.guards import for_therapists
from tracker.pages.stops import in_words
from tracker.queries import decisions
from tracker.queries import patient as records


class Reason(forms.CharField):
    """Why, in the therapist's own words."""

    def __init__(self) -> None:
        super().__init__(
            max_length=1000,
            label=gettext_lazy("Reason"),
            widget=forms.Textarea(attrs={"rows": 2}),
            error_messages={"required": gettext_lazy("Say why.")},
        )


class AnswerForm(forms.Form):
    accepted = forms.TypedChoiceField(
        choices=[("yes", gettext_lazy("Accept")), ("no", gettext_lazy("Decline"))],
        coerce=lambda told: told == "yes",
        error_messages={"required": gettext_lazy("Accept or decline.")},
    )
    reason = Reason()


class ClearForm(forms.Form):
    reason = Reason()
    confirmed = forms.BooleanField(
        label=gettext_lazy("I have assessed this and exercise may go on."),
        error_messages={"required": gettext_lazy("Tick this to confirm that exercise may go on.")},
    )


@for_therapists
def answer(request: HttpRequest, therapist: Therapist, pk: UUID) -> HttpResponse:
    """A proposed step and its answer."""
    related = ("patient", "prescription__ladder", "prescription__level")
    reach = access.to_be_answered_by(ProgressionDecision.objects.select_related(*related), request.user)
    decision = get_object_or_404(reach, pk=pk)
    form, status = AnswerForm(request.POST or None), HTTPStatus.OK
    if request.method == "POST":
        status = _answered(form, decision, therapist)
        if status == HTTPStatus.OK:
            words = (
                _("Accepted. The step is taken.")
                if form.cleaned_data["accepted"]
                else _("Declined. Nothing changes.")
            )
            messages.success(request, words)
            return redirect("patient", pk=decision.patient_id)
    told = {
        "form": form,
        "person": decision.patient,
        "decision": decisions.entry(decision) | {"exercise": decision.prescription.ladder.name},
    }
    return render(request, "tracker/answer.html", told, status=status)


def _answered(form: AnswerForm, decision: ProgressionDecision, therapist: Therapist) -> HTTPStatus:
    """OK when it is stored, else the status that the page with the reason is sent with."""
    if not form.is_valid():
        return HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        answer_decision(decision, therapist, **form.cleaned_data, now=calendar.now())
    except Refusal as refusal:
        return refused(form, refusal)
    return HTTPStatus.OK


@for_therapists
def clear(request: HttpRequest, therapist: Therapist, pk: UUID) -> HttpResponse:
    """A stop, and letting exercise go on again."""
    related = ("patient", "prescription__ladder", "cleared_by")
    stop = get_object_or_404(
        access.to_be_answered_by(Stop.objects.select_related(*related), request.user), pk=pk
    )
    form, status = ClearForm(request.POST or None), HTTPStatus.OK
    if request.method == "POST":
        status = _cleared(form, stop, therapist)
        if status == HTTPStatus.OK:
            messages.success(
                request, _("The stop is cleared. Evidence starts anew at every level that was stopped.")
            )
            return redirect("patient", pk=stop.patient_id)
    told = {"form": form, "person": stop.patient, "stop": in_words(stop.patient, [records.stop(stop)])[0]}
    return render(request, "tracker/clear_stop.html", told, status=status)


def _cleared(form: ClearForm, stop: Stop, therapist: Therapist) -> HTTPStatus:
    if not form.is_valid():
        return HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        clear_stop(stop, therapist, form.cleaned_data["reason"], calendar.now())
    except Refusal as refusal:
        return refused(form, refusal)
    return HTTPStatus.OK


def refused(form: forms.Form, refusal: Refusal) -> HTTPStatus:
    """Put the flow's words where they belong; everything that was typed stays in the form."""
    form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
    return HTTPStatus.CONFLICT if isinstance(refusal, Conflict) else HTTPStatus.UNPROCESSABLE_ENTITY
