"""Open, close and replace prescriptions. A prescription is never edited."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q

from exercises.models import Level
from exercises.terms import DoseKind, Laterality, LoadRule
from patients import calendar
from tracker.flows import instances
from tracker.models import Plan, Prescription
from tracker.models.plan import Mode, Opened, Side
from tracker.progression import policy
from tracker.progression.maximum import rm_target_in_week

LIMITS = ("pain_limit_during", "pain_limit_next_day", "bouts_required")
# What a successor does not take over; these begin as in any new row.
BEGINS_ANEW = {
    "id",
    "ended_at",
    "evaluate_due_at",
    "evaluate_failures",
    "opened_by_id",
    "replaces_id",
    "made_by_id",
    "reason",
}
FIELDS = Prescription._meta.concrete_fields  # noqa: SLF001  # Django's documented API
KEPT = tuple(field.attname for field in FIELDS if field.attname not in BEGINS_ANEW)
BLANK = {field.attname: field.get_default() for field in FIELDS if field.attname in BEGINS_ANEW}


def dose_of(level: Level, week: int = 1) -> dict[str, Any]:
    """The written dose of a level, for a programme week where the programme maps weeks to a target."""
    target = rm_target_in_week(week) if level.load_rule == LoadRule.RM else None
    return {
        "level": level,
        "ladder_id": level.ladder_id,
        "kind": level.kind,
        "sets": level.sets_max,
        "low": target or level.low,
        "high": target or level.high,
        "load_kg": level.load_start_kg,
        "load_step_kg": level.load_step_kg,
        "rm_target": target,
        **gate_of(level),
    }


def gate_of(level: Level) -> dict[str, Any]:
    """What the level's gate asks for: the range end, the sets that must reach it, control and effort."""
    gate = policy.GATES[level.gate]
    return {
        "gate": gate.gate,
        "gate_sets": gate.sets or level.sets_max,
        "needs_control": gate.needs_control,
        "max_effort": gate.max_effort,
    }


def first(plan: Plan, level: Level, side: Side, now: datetime, **chosen: Any) -> Prescription:
    """The prescription that starts a ladder for one side; `chosen` is what the therapist set for it."""
    facts = {
        **dose_of(level),
        "pain_profile": level.ladder.programme.pain_profile,
        "bouts_required": policy.BOUTS_REQUIRED,
        "mode": Mode.AUTOMATIC,
        "opened": Opened.START,
        **{name: value for name, value in chosen.items() if value is not None},
    }
    return _looked_at_in_time(
        Prescription(
            plan=plan,
            patient=plan.patient,
            side=side,
            run=uuid.uuid4(),
            started_at=now,
            evidence_from=now,
            **facts,
        ),
        now,
    )


def successor(old: Prescription, now: datetime, *, fresh: bool = True, **changes: Any) -> Prescription:
    """What replaces `old`, not stored yet. `fresh` starts the evidence anew; otherwise the run goes on."""
    facts = BLANK | {name: getattr(old, name) for name in KEPT}
    facts |= {"id": uuid.uuid4(), "replaces_id": old.pk, "opened": Opened.DECISION, "started_at": now}
    if fresh:
        facts |= {"run": uuid.uuid4(), "evidence_from": now}
    new = instances.unstored(Prescription, facts, plan=old.plan, patient=old.patient, replaces=old)
    for name, value in changes.items():
        setattr(new, name, value)
    return _looked_at_in_time(new, now)


def _looked_at_in_time(prescription: Prescription, now: datetime) -> Prescription:
    prescription.evaluate_due_at = calendar_look_at(prescription, now)
    return prescription


def calendar_look_at(prescription: Prescription, now: datetime) -> datetime | None:
    """When the calendar asks for a look: the end of a walking week, the next stage of load work."""
    zone, started_on = prescription.patient.time_zone, prescription.plan.started_on
    if prescription.kind == DoseKind.MINUTES:
        return calendar.week_ends_at(now, zone)
    if prescription.kind != DoseKind.LOAD_RM:
        return None
    stages = (
        calendar.day_starts_at(started_on + timedelta(weeks=last), zone)
        for last, _ in policy.RM_TARGET_BY_WEEK[:-1]
    )
    return next((at for at in stages if at > now), None)


def sides_of(level: Level, side: str) -> list[Side]:
    """The sides that continue at `level` what was done on `side`."""
    if level.laterality == Laterality.BOTH:
        return [Side.BOTH]
    return [Side.LEFT, Side.RIGHT] if side == Side.BOTH else [Side(side)]


def replace(old: Prescription, new: list[Prescription], now: datetime) -> list[Prescription]:
    """Close `old` and open what follows; a side that is open already at that ladder stays as it is."""
    close([old], now)
    taken = open_sides(old)
    opened = [prescription for prescription in new if prescription.side not in taken]
    return Prescription.objects.bulk_create(opened)


def close(prescriptions: list[Prescription], now: datetime) -> None:
    """End them; what arrives late for them is still looked at."""
    for prescription in prescriptions:
        prescription.ended_at = now
    pks = [prescription.pk for prescription in prescriptions]
    Prescription.objects.filter(pk__in=pks).update(ended_at=now, evaluate_due_at=None)


def open_sides(prescription: Prescription) -> set[str]:
    """The sides with an open prescription on the same ladder of the same plan."""
    return set(siblings(prescription).values_list("side", flat=True))


def siblings(prescription: Prescription) -> Any:
    """The other open prescriptions on the same ladder of the same plan."""
    same = Q(plan=prescription.plan_id, ladder=prescription.ladder_id, ended_at__isnull=True)
    return Prescription.objects.filter(same).exclude(pk=prescription.pk)


def as_load(kg: float | Decimal | None) -> Decimal | None:
    """A load as it is stored: kilograms with two decimals."""
    return None if kg is None else Decimal(str(kg)).quantize(Decimal("0.01"))
