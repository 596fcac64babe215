"""The question of the day after: one tap."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from patients import calendar
from patients.models import Patient
from tracker.flows.record_next_day import record_next_day
from tracker.flows.refusal import Refusal
from tracker.models import NextDayReport, SessionLog
from tracker.pages.fields import PAIN
from tracker.pages.guards import for_patients
from tracker.queries import patient as records


class Answer(forms.Form):
    pain = forms.TypedChoiceField(
        choices=PAIN,
        coerce=int,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), gettext_lazy("Choose a number from 0 to 10.")
        ),
    )


@for_patients
def next_day(request: HttpRequest, patient: Patient, client_id: UUID) -> HttpResponse:
    """Ask, store, and let the answer be changed while its window is open."""
    asked = records.logged(patient).filter(next_day__isnull=False)
    session = get_object_or_404(asked, client_id=client_id)
    now = calendar.now()
    form = Answer(request.POST or None)
    if request.method == "POST" and form.is_valid() and _stored(form, session, now):
        messages.success(request, _("Thank you. Your answer is saved: %(pain)s of 10.") % form.cleaned_data)
        return redirect("today")
    told = {
        "form": form,
        "session": records.session(session),
        "state": state(session.next_day, now),
        "opens_at": session.next_day.opens_at,
    }
    return render(request, "tracker/next_day.html", told, status=422 if form.errors else 200)


def _stored(form: Answer, session: SessionLog, now: datetime) -> bool:
    """The same number tapped twice is one answer."""
    if session.next_day.pain == form.cleaned_data["pain"]:
        return True
    try:
        record_next_day(session.patient, session.client_id, form.cleaned_data["pain"], now, now)
    except Refusal as refusal:
        form.add_error(None, refusal.message)
        return False
    return True


def state(report: NextDayReport, now: datetime) -> str:
    """Where the question stands for the person who is asked."""
    if report.pain is not None:
        return "answered" if now <= report.expires_at else "closed"
    if now < report.opens_at:
        return "early"
    return "open" if now <= report.expires_at else "expired"
