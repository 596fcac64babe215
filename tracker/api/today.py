"""What this patient does now, cheap to ask again."""

from __future__ import annotations

from hashlib import sha256

from django.http import HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from patients import calendar
from tracker.api.describe import call
from tracker.api.endpoint import Endpoint, asking_patient, rendered
from tracker.api.patient_answers import Today
from tracker.queries.today import today

IF_NONE_MATCH = OpenApiParameter(
    "If-None-Match", str, OpenApiParameter.HEADER, description="The ETag of the answer at hand."
)


class TodayView(Endpoint):
    @call("today", "What this patient does now", {200: Today, 304: None}, parameters=(IF_NONE_MATCH,))
    def get(self, request: Request) -> HttpResponse:
        """Prescriptions with dose, limits and last decision in plain words, open questions, a stop."""
        content = rendered(today(asking_patient(request), calendar.now()))
        etag = f'"{sha256(content).hexdigest()[:32]}"'
        known = parse_etags(request.headers.get("If-None-Match", ""))
        unchanged = etag in known or f"W/{etag}" in known or "*" in known
        response = (
            HttpResponseNotModified() if unchanged else HttpResponse(content, content_type="application/json")
        )
        response["ETag"] = etag
        response["Cache-Control"] = "private, no-cache"
        return response
