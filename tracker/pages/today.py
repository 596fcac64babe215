"""The patient's day, and what has been done and decided so far."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from patients import calendar
from patients.models import Patient
from tracker.pages.guards import for_patients
from tracker.pages.sides import ladders
from tracker.queries import patient as records
from tracker.queries import standing
from tracker.queries import today as days


@for_patients
def today(request: HttpRequest, patient: Patient) -> HttpResponse:
    """Questions first, then every plan in the state that it is in today."""
    now = calendar.now()
    told = days.today(patient, now)
    stopped = standing.stopped_plans(patient)
    for plan in told["plans"]:
        plan["ladders"] = ladders(plan["exercises"])
        plan["state"] = "stopped" if any(str(pk) == plan["id"] for pk in stopped) else _state(plan)
    told["all_stopped"] = None in stopped
    if not told["plans"]:
        told["ended_plan"] = standing.last_ended_plan(patient, calendar.local_day(now, patient.time_zone))
    return render(request, "tracker/today.html", {"today": told, "now": now})


def _state(plan: dict[str, Any]) -> str:
    """The one thing that a plan's page says first."""
    if plan["starts_later"]:
        return "later"
    if plan["paused"]:
        return "paused"
    if not plan["exercises"]:
        return "empty"
    if plan["done_today"]:
        return "partly" if any(not entry["done_today"] for entry in plan["exercises"]) else "done"
    return "due" if plan["due_today"] else "rest"


@for_patients
def history(request: HttpRequest, patient: Patient) -> HttpResponse:
    """Own sessions and decisions, newest first."""
    now = calendar.now()
    return render(request, "tracker/history.html", {"record": records.patient(patient, now), "now": now})
