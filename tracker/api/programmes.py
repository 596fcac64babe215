"""The library, for anyone signed in."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from exercises.library import current_programmes, programme_as_json, programme_summary_as_json
from exercises.models import Programme
from tracker import wording
from tracker.api.describe import call
from tracker.api.endpoint import Endpoint
from tracker.api.library_answers import ProgrammeEntry, Programmes


class ProgrammesView(Endpoint):
    @call("programme_list", "The programmes", {200: Programmes})
    def get(self, request: Request) -> Response:
        """The current version of each."""
        current = Programme.objects.filter(is_current=True).order_by("code")
        return Response({"programmes": [programme_summary_as_json(programme) for programme in current]})


class ProgrammeView(Endpoint):
    @call("programme_read", "One programme whole", {200: ProgrammeEntry})
    def get(self, request: Request, code: str) -> Response:
        """Its current version with every ladder and level."""
        found = get_object_or_404(current_programmes(), code=code)
        sign_off = wording.sign_off(found.signed_off_by, found.next_review_on)
        return Response({**programme_as_json(found), "sign_off": sign_off})
