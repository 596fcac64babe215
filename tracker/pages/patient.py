"""One patient as their therapist sees them."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from patients import access, calendar
from patients.models import Therapist
from tracker.models.alert import Cause
from tracker.pages.guards import for_therapists
from tracker.pages.stops import in_words
from tracker.pages.usual_pain import UsualPainForm
from tracker.queries import patient as records

SHOWN_AS_STOPS = {Cause.STOP, Cause.RED_FLAG}


@for_therapists
def patient(request: HttpRequest, _therapist: Therapist, pk: UUID) -> HttpResponse:
    """The whole record on one page, in the patient's own time."""
    person = get_object_or_404(access.in_care_of(request.user), pk=pk)
    record = records.patient(person, calendar.now())
    record["stops"] = in_words(person, record["stops"])
    record["alerts"] = [alert for alert in record["alerts"] if alert["cause"] not in SHOWN_AS_STOPS]
    proposed = {alert["decision"] for alert in record["alerts"] if alert["cause"] == Cause.PROPOSAL}
    stops = [stop for stop in record["stops"] if not stop["cleared_at"]]
    shown = {
        "person": person,
        "record": record,
        "usual_pain": UsualPainForm(person),
        "open_stops": stops,
        "cleared_stops": [stop for stop in record["stops"] if stop["cleared_at"]],
        "proposals": [decision for decision in record["decisions"] if decision["id"] in proposed],
    }
    with timezone.override(person.time_zone):
        return render(request, "tracker/patient.html", shown)
