"""A person's ordinary pain, as the therapist notes it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from patients import access, calendar
from patients.models import Patient, Therapist
from tracker.flows.set_usual_pain import set_usual_pain
from tracker.pages.fields import PAIN
from tracker.pages.guards import for_therapists

UNKNOWN = "unknown"


class UsualPainForm(forms.Form):
    """Not known is an answer of its own; nothing chosen is none."""

    usual_pain = forms.TypedChoiceField(
        label=gettext_lazy("Usual pain"),
        choices=[(UNKNOWN, gettext_lazy("not known")), *PAIN],
        coerce=lambda told: None if told == UNKNOWN else int(told),
        empty_value=None,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), gettext_lazy("Choose a number from 0 to 10, or “not known”.")
        ),
    )

    def __init__(self, person: Patient, sent: Any = None) -> None:
        known = UNKNOWN if person.usual_pain is None else str(person.usual_pain)
        super().__init__(sent, initial={"usual_pain": known})


@for_therapists
def usual_pain(request: HttpRequest, _therapist: Therapist, pk: UUID) -> HttpResponse:
    """Store it, and look again at everything that is compared with it."""
    person = get_object_or_404(access.in_care_of(request.user), pk=pk)
    form = UsualPainForm(person, request.POST if request.method == "POST" else None)
    if form.is_valid():
        set_usual_pain(person, form.cleaned_data["usual_pain"], calendar.now())
        messages.success(request, _("The usual pain is stored. What is compared with it is looked at now."))
        return redirect("patient", pk=person.pk)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "tracker/usual_pain.html", {"person": person, "form": form}, status=status)
