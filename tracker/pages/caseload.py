"""The therapist's work list."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from patients import access, calendar
from patients.models import Therapist
from tracker.pages import labels
from tracker.pages.guards import for_therapists
from tracker.queries import caseload as work

Row = dict[str, Any]


@for_therapists
def caseload(request: HttpRequest, therapist: Therapist) -> HttpResponse:
    """Everyone in their care by need; filter and search are part of the address."""
    rows = work.caseload(access.in_care_of(request.user), calendar.now())
    need, name = request.GET.get("need", ""), request.GET.get("name", "").strip()
    named = [row for row in rows if name.casefold() in row["name"].casefold()]
    told = {
        "therapist": therapist,
        "rows": [row for row in named if need in {"", row["need"]}],
        "needs": _needs(named, need),
        "need": need if need in labels.NEED else "",
        "name": name,
        "everyone": len(rows),
        "found": len(named),
    }
    return render(request, "tracker/caseload.html", told)


def _needs(rows: list[Row], chosen: str) -> list[Row]:
    """How many have each need, in the order of the list; a chosen one stays even when it is empty."""
    counts = Counter(row["need"] for row in rows)
    return [
        {"need": need, "count": counts[need], "chosen": need == chosen}
        for need in labels.NEED
        if counts[need] or need == chosen
    ]
