"""Log a session, and see what was stored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from patients import calendar
from patients.models import Patient
from tracker.flows.record_session import record_session
from tracker.flows.refusal import Conflict, Missing, Refusal
from tracker.models import Plan, Prescription, SessionLog
from tracker.pages.guards import for_patients
from tracker.pages.session_sheet import Sheet
from tracker.progression import red_flags
from tracker.queries import patient as records
from tracker.queries import standing
from tracker.queries.today import exercise, newest_decisions, open_prescriptions, prescriptions


@for_patients
def session_form(request: HttpRequest, patient: Patient, plan: UUID) -> HttpResponse:
    """The form of one plan. What was done is taken even when the plan has changed or stopped meanwhile."""
    found = get_object_or_404(Plan.objects.select_related("programme"), pk=plan, patient=patient)
    now = calendar.now()
    if request.method != "POST":
        if not standing.may_be_logged(found, now):
            return redirect("today")
        return _page(request, found, Sheet(patient, _open(patient, found), now, None))
    sheet = Sheet(patient, _as_sent(patient, found, request.POST), now, request.POST)
    if sheet.is_complete() and _stored(sheet, patient, now):
        return redirect("receipt", client_id=sheet.session.cleaned_data["client_id"])
    return _page(request, found, _with_correction(sheet, patient, found, request, now), status=422)


def _page(request: HttpRequest, plan: Plan, sheet: Sheet, status: int = 200) -> HttpResponse:
    return render(request, "tracker/session_form.html", {"plan": plan, "sheet": sheet}, status=status)


def _open(patient: Patient, plan: Plan) -> list[tuple[Prescription, dict[str, Any]]]:
    return _shown(list(open_prescriptions(patient).filter(plan=plan)))


def _as_sent(patient: Patient, plan: Plan, sent: QueryDict) -> list[tuple[Prescription, dict[str, Any]]]:
    """The prescriptions that the form was made for, closed ones too: they are what was done."""
    try:
        pks = [UUID(pk) for pk in sent.getlist("prescription")]
    except ValueError:
        raise Http404 from None
    known = prescriptions(patient).filter(plan=plan).in_bulk(pks)
    if not pks or len(known) != len(pks):
        raise Http404
    return _shown([known[pk] for pk in pks])


def _shown(found: Sequence[Prescription]) -> list[tuple[Prescription, dict[str, Any]]]:
    decisions = newest_decisions(found)
    return [(each, exercise(each, decisions.get(each.pk))) for each in found]


def _stored(sheet: Sheet, patient: Patient, now: datetime) -> bool:
    try:
        record_session(patient, sheet.session.cleaned_data["client_id"], sheet.body(), now)
    except Missing:
        raise Http404 from None
    except Refusal as refusal:
        if not isinstance(refusal, Conflict):
            sheet.refuse(refusal)
        return False
    return True


def _with_correction(
    sheet: Sheet, patient: Patient, plan: Plan, request: HttpRequest, now: datetime
) -> Sheet:
    """A stored form that was changed and sent again becomes a correction, once the patient confirms it."""
    if sheet.session.errors or any(form.errors for form, _shown in sheet.exercises):
        return sheet
    stored = SessionLog.objects.get(patient=patient, client_id=sheet.session.cleaned_data["client_id"])
    sent = request.POST.copy()
    sent["revision"] = str(stored.revision + 1)
    correction = Sheet(patient, _as_sent(patient, plan, sent), now, sent)
    correction.is_complete()
    correction.refuse(
        Refusal(_("This session is stored already. Save again to replace it with what you see here."))
    )
    return correction


@for_patients
def receipt(request: HttpRequest, patient: Patient, client_id: UUID) -> HttpResponse:
    """What was stored, what to do at once if a warning sign was ticked, and what happens next."""
    session = get_object_or_404(records.logged(patient), client_id=client_id)
    told = records.session(session)
    flags = [code for exercise in told["exercises"] for code in exercise["red_flags"]]
    shown = {
        "session": told,
        "tier": red_flags.worst_tier(flags) if flags else "",
        "clinic": patient.clinic,
        "opens_at": session.next_day.opens_at if records.has_question(session) else None,
    }
    return render(request, "tracker/receipt.html", shown)
