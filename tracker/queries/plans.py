"""The plans of one patient with their open prescriptions, for the therapist who steers them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import F, Prefetch

from patients.models import Patient
from tracker.models import Plan, Prescription
from tracker.queries import limits, today

Entry = dict[str, Any]
RELATED = ("ladder", "level", "patient", "made_by")


def plans(patient: Patient) -> list[Entry]:
    """Every plan, the newest first, in three queries."""
    found = Plan.objects.filter(patient=patient).select_related("programme").order_by("-started_on", "pk")
    return [plan(entry) for entry in found.prefetch_related(_open_prescriptions())]


def plan(entry: Plan) -> Entry:
    """One plan; its open prescriptions in the programme's order."""
    return {
        "id": str(entry.pk),
        "episode": str(entry.episode_id),
        "programme": entry.programme.code,
        "version": entry.programme.version,
        "title": entry.programme.title,
        "started_on": entry.started_on.isoformat(),
        "ended_on": entry.ended_on and entry.ended_on.isoformat(),
        "sessions_per_week": entry.sessions_per_week,
        "days": entry.days,
        "prescriptions": [prescription(one) for one in entry.prescriptions.all() if one.ended_at is None],
    }


def stored_plan(entry: Plan) -> Entry:
    """A plan read again after it was stored."""
    return plan(
        Plan.objects.select_related("programme").prefetch_related(_open_prescriptions()).get(pk=entry.pk)
    )


def open_ones(prescriptions: Iterable[Prescription]) -> list[Entry]:
    """These prescriptions, read again after they were stored."""
    found = Prescription.objects.filter(pk__in=[one.pk for one in prescriptions], ended_at__isnull=True)
    return [prescription(one) for one in found.select_related(*RELATED).order_by("side")]


def prescription(entry: Prescription) -> Entry:
    """One prescription with the level, dose, limits and mode that can be changed, and why it was opened."""
    return {
        "id": str(entry.pk),
        "ladder": entry.ladder.code,
        "name": entry.ladder.name,
        "level": entry.level.number,
        "title": entry.level.title,
        "side": entry.side,
        "dose": today.dose(entry),
        "limits": limits.shown(entry),
        "bouts_required": entry.bouts_required,
        "mode": entry.mode,
        "started_at": entry.started_at.isoformat(),
        "opened": entry.opened,
        "made_by": entry.made_by and entry.made_by.name,
        "reason": entry.reason,
    }


def _open_prescriptions() -> Prefetch[str, Any, Any]:
    found = Prescription.objects.filter(ended_at__isnull=True).select_related(*RELATED)
    return Prefetch("prescriptions", found.order_by(F("ladder__position"), "side"))
