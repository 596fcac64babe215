"""Who a page is for. Everyone else finds nothing there, the same as for an address that does not exist."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import cache_control

from patients import access
from patients.models import Patient, Therapist

P = ParamSpec("P")
Page = Callable[Concatenate[HttpRequest, P], HttpResponse]


def for_patients(view: Callable[Concatenate[HttpRequest, Patient, P], HttpResponse]) -> Page[P]:
    """A patient's own page, in the time of the place where they live."""

    @wraps(view)
    def page(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        patient = access.own_record(request.user)
        if patient is None:
            raise Http404
        with timezone.override(patient.time_zone):
            return view(request, patient, *args, **kwargs)

    return _kept_nowhere(login_required(page))


def for_therapists(view: Callable[Concatenate[HttpRequest, Therapist, P], HttpResponse]) -> Page[P]:
    """A page of the clinic, in the clinic's time."""

    @wraps(view)
    def page(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        therapist = access.therapist(request.user)
        if therapist is None:
            raise Http404
        with timezone.override(therapist.clinic.time_zone):
            return view(request, therapist, *args, **kwargs)

    return _kept_nowhere(login_required(page))


# Health data stays out of every cache on the way and out of the browser's own history cache.
_kept_nowhere = cache_control(private=True, no_store=True)
