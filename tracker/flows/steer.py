"""The therapist's changes: level, dose, limits, mode. Each closes a prescription and opens its successor.

Every one says who and why: the successor keeps both, and raises Refusal without a reason.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import transaction

from exercises.models import Level
from patients.models import Patient, Therapist
from tracker.flows import alerts, doorbell, prescribe
from tracker.flows.refusal import Conflict, Refusal
from tracker.models import LimitChange, Prescription
from tracker.models.plan import Mode, Opened

BOUNDS = {"pain_limit_during": (0, 10), "pain_limit_next_day": (0, 10), "bouts_required": (1, 10)}
# A therapist may widen a limit, but not to where the rules step in by themselves (R1, S2).
HIGHEST_PAIN_LIMIT = 5
MOST_SETS, LONGEST = 10, 600


class Change(NamedTuple):
    """Who changes an exercise, why, and when."""

    made_by: Therapist
    reason: str
    now: datetime


def change_level(
    prescription: Prescription, level: Level, change: Change, *, load_kg: Decimal | None = None
) -> list[Prescription]:
    """Move to another level of the same ladder; the evidence starts anew there."""
    if level.ladder_id != prescription.ladder_id:
        raise Refusal("This level belongs to another ladder.", "level")
    dose = prescribe.dose_of(level) | ({"load_kg": load_kg} if load_kg is not None else {})
    sides = prescribe.sides_of(level, prescription.side)
    return _replace(prescription, [dose | {"side": side} for side in sides], Opened.LEVEL, change)


def change_dose(prescription: Prescription, dose: Mapping[str, Any], change: Change) -> list[Prescription]:
    """Set sets, range or load; the evidence starts anew, because it was for another dose."""
    if unknown := set(dose) - {"sets", "low", "high", "load_kg", "load_step_kg"}:
        raise Refusal("Only sets, range and load can be changed.", min(unknown))
    merged = {name: dose.get(name, getattr(prescription, name)) for name in ("sets", "low", "high")}
    if not 1 <= merged["sets"] <= MOST_SETS or not 1 <= merged["low"] <= merged["high"] <= LONGEST:
        raise Refusal("Give 1 to 10 sets, and a range from low to high.", "sets")
    return _replace(prescription, [dose], Opened.DOSE, change)


def change_mode(prescription: Prescription, mode: str, change: Change) -> list[Prescription]:
    """Choose how a PROGRESS takes effect; the evidence goes on."""
    if mode not in Mode.values:
        raise Refusal("Choose automatic, propose or manual.", "mode")
    return _replace(prescription, [{"mode": mode}], Opened.MODE, change, fresh=False)


def change_limits(
    prescription: Prescription, limits: Mapping[str, int | None], change: Change
) -> list[Prescription]:
    """Set this person's own limits, logged as before and after; the evidence goes on under the new ones."""
    _refuse_limits(limits)
    with transaction.atomic():
        LimitChange.objects.create(
            prescription=prescription,
            patient_id=prescription.patient_id,
            before={name: getattr(prescription, name) for name in limits},
            after=dict(limits),
            reason=change.reason.strip(),
            made_by=change.made_by,
            made_at=change.now,
        )
        return _replace(prescription, [limits], Opened.LIMITS, change, fresh=False)


def _refuse_limits(limits: Mapping[str, int | None]) -> None:
    for name, value in limits.items():
        if name not in BOUNDS:
            raise Refusal("There is no such limit.", name)
        low, high = BOUNDS[name]
        if (value is None and name == "bouts_required") or (value is not None and not low <= value <= high):
            raise Refusal(f"Give a whole number from {low} to {high}.", name)
        if name.startswith("pain") and value is not None and value > HIGHEST_PAIN_LIMIT:
            raise Refusal(f"Pain above {HIGHEST_PAIN_LIMIT} is never inside the limits.", name)


def _replace(
    prescription: Prescription,
    wanted: Sequence[Mapping[str, Any]],
    opened: Opened,
    change: Change,
    *,
    fresh: bool = True,
) -> list[Prescription]:
    made_by, reason, now = change
    if not reason.strip():
        raise Refusal("Say why.", "reason")
    stamp = {"opened": opened, "made_by": made_by, "reason": reason.strip()}
    with transaction.atomic():
        Patient.objects.select_for_update(no_key=True).get(pk=prescription.patient_id)
        prescription.refresh_from_db()
        if prescription.ended_at:
            raise Conflict("Someone has changed this exercise since you opened it. Look at it as it is now.")
        new = [prescribe.successor(prescription, now, fresh=fresh, **stamp, **facts) for facts in wanted]
        if not fresh:
            for successor in new:
                successor.evaluate_due_at = now
        alerts.close_for_prescription(prescription, now)
        stored = prescribe.replace(prescription, new, now)
        doorbell.ring_after_commit()
    return stored
