"""Start a plan: one programme version for one person, each exercise at the level the therapist chose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from exercises.models import Level, Programme
from exercises.terms import DeliveredBy
from patients import calendar
from patients.models import EpisodeOfCare, Therapist
from tracker.flows import prescribe
from tracker.flows.refusal import Refusal
from tracker.models import Plan, Prescription
from tracker.models.plan import Mode, Side

MOST_SESSIONS_A_WEEK = 14


@dataclass(frozen=True)
class Choice:
    """Where one ladder starts. Unilateral levels take `sides`, or both legs when it is empty."""

    level: Level
    sides: Sequence[Side] = ()
    mode: Mode = Mode.AUTOMATIC
    load_kg: Decimal | None = None
    load_step_kg: Decimal | None = None


def start_plan(  # noqa: PLR0913  # what the form asks for
    episode: EpisodeOfCare,
    programme: Programme,
    choices: Sequence[Choice],
    *,
    made_by: Therapist,
    started_on: date,
    sessions_per_week: int,
    days: Sequence[int],
    now: datetime,
) -> Plan:
    """Store the plan with its first prescriptions, and mark the programme version as in use.

    Raises Refusal when a level is not of this programme, is the therapist's to deliver, or when a
    day is no ISO weekday.
    """
    _refuse_nonsense(programme, choices, sessions_per_week, days)
    with transaction.atomic():
        Programme.objects.filter(pk=programme.pk, in_use_since__isnull=True).update(in_use_since=now)
        plan = Plan.objects.create(
            patient_id=episode.patient_id,
            episode=episode,
            programme=programme,
            started_on=started_on,
            sessions_per_week=sessions_per_week,
            days=sorted(days),
            made_by=made_by,
        )
        Prescription.objects.bulk_create(
            _starting_now(prescription, plan, now)
            for choice in choices
            for prescription in _prescribed(plan, choice, now)
        )
    return plan


def _refuse_nonsense(
    programme: Programme, choices: Sequence[Choice], sessions_per_week: int, days: Sequence[int]
) -> None:
    if not 1 <= sessions_per_week <= MOST_SESSIONS_A_WEEK:
        raise Refusal("Choose between 1 and 14 sessions a week.", "sessions_per_week")
    if not set(days) <= set(range(1, 8)) or len(set(days)) != len(days):
        raise Refusal("Days are ISO weekdays from 1 (Monday) to 7, each once.", "days")
    ladders = [choice.level.ladder_id for choice in choices]
    for position, choice in enumerate(choices):
        field = f"choices[{position}].level"
        if choice.level.ladder_id in ladders[:position]:
            raise Refusal("This exercise is chosen twice.", f"choices[{position}].ladder")
        if choice.level.ladder.programme_id != programme.pk:
            raise Refusal("This level belongs to another programme.", field)
        if choice.level.ladder.delivered_by == DeliveredBy.THERAPIST:
            raise Refusal("This item is the therapist's to deliver; it is not assigned to a patient.", field)


def _prescribed(plan: Plan, choice: Choice, now: datetime) -> list[Prescription]:
    sides = prescribe.sides_of(choice.level, Side.BOTH)
    wanted = [side for side in sides if not choice.sides or side == Side.BOTH or side in choice.sides]
    chosen = {"mode": choice.mode, "load_kg": choice.load_kg, "load_step_kg": choice.load_step_kg}
    return [prescribe.first(plan, choice.level, side, now, **chosen) for side in wanted]


def _starting_now(prescription: Prescription, plan: Plan, now: datetime) -> Prescription:
    """Evidence counts from the plan's first local day, so that a session of this morning is not lost."""
    first_instant = calendar.day_starts_at(plan.started_on, plan.patient.time_zone)
    prescription.evidence_from = min(now, first_instant)
    return prescription
