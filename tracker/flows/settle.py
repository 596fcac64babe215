"""Write judgements: decisions, what they move, stops and alerts, and when to look again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from django.db import connection

from exercises.models import Level
from tracker.flows import alerts, consequence, copying, instances, prescribe, stops
from tracker.flows.judge import Judgement
from tracker.flows.verdicts import Ruling
from tracker.models import Alert, Prescription, ProgressionDecision
from tracker.models.alert import Cause
from tracker.models.decision import Effect
from tracker.models.plan import Opened
from tracker.progression import policy

Written = list[tuple[Judgement, ProgressionDecision]]

LOOK_AGAIN = """
UPDATE tracker_prescription AS p
SET evaluate_due_at = v.due, evaluate_failures = 0, ended_at = CASE WHEN v.ends THEN %s ELSE p.ended_at END
FROM unnest(%s::uuid[], %s::timestamptz[], %s::bool[]) AS v (id, due, ends) WHERE p.id = v.id
"""
# What an answer by the next decision overtakes; a stop is closed by a clinician alone.
OVERTAKEN = {Cause.PROPOSAL, Cause.MANUAL, Cause.PAIN, Cause.SILENCE, Cause.UNDECIDED, Cause.LATE}


def settle(judgements: Sequence[Judgement], now: datetime) -> None:
    """Store a batch in a constant number of queries; what is known already writes nothing."""
    written = _write(judgements, now)
    _look_again(judgements, now)
    if not written:
        return
    _tell(written, now)
    _move(written, now)
    stops.open_for_decisions([decision for _, decision in written if decision.effect == Effect.STOPPED], now)


def _look_again(judgements: Sequence[Judgement], now: datetime) -> None:
    """Say when each is due next; one that moves on ends, and only late evidence makes it due again."""
    looks = []
    for judgement in judgements:
        ends = judgement.ruling is not None and judgement.effect == Effect.MOVED
        looks.append((judgement.prescription.pk, None if ends else judgement.next_look_at, ends))
    with connection.cursor() as cursor:
        cursor.execute(LOOK_AGAIN, [now, *map(list, zip(*looks, strict=True))])


def _write(judgements: Sequence[Judgement], now: datetime) -> Written:
    written = [
        (judgement, draft(judgement, judgement.ruling, now)) for judgement in judgements if judgement.ruling
    ]
    copying.store([decision for _, decision in written])
    return written


def draft(judgement: Judgement, ruling: Ruling, now: datetime) -> ProgressionDecision:
    """The decision row of a judgement, not stored yet."""
    latest, prescription = ruling.evidence.latest, judgement.prescription
    facts = {
        "id": uuid4(),
        "prescription_id": prescription.pk,
        "patient_id": prescription.patient_id,
        "verdict": ruling.decision.verdict,
        "rule": ruling.decision.rule,
        "rulebook": policy.RULEBOOK_VERSION,
        "evidence": judgement.evidence,
        "reasons": judgement.reasons,
        "evidence_until": latest.last_started_at if latest else None,
        "fingerprint": judgement.fingerprint,
        "for_patient": judgement.for_patient,
        "for_therapist": judgement.for_therapist,
        "effect": judgement.effect,
        "next_step": judgement.step,
        "decided_at": now,
        "supersedes_id": judgement.supersedes,
    }
    return instances.unstored(ProgressionDecision, facts, prescription=prescription)


def _tell(written: Written, now: datetime) -> None:
    """Close what the new decision overtakes, and open what it asks a therapist to see.

    Where something is merely not known yet, a proposed step stands.
    """
    waiting = [
        decision.prescription_id for _, decision in written if decision.rule in consequence.NOT_YET_KNOWN
    ]
    decided = [decision.prescription_id for _, decision in written]
    alerts.close_for_prescriptions(set(decided) - set(waiting), OVERTAKEN, now)
    alerts.close_for_prescriptions(waiting, OVERTAKEN - {Cause.PROPOSAL, Cause.MANUAL}, now)
    Alert.objects.bulk_create(
        alerts.draft(
            judgement.prescription.pk, decision.patient_id, Cause(judgement.alert), now, decision=decision
        )
        for judgement, decision in written
        if judgement.alert
    )


def _move(written: Written, now: datetime) -> None:
    """Open the successors of the prescriptions that have just ended."""
    _hold_successors(
        [(judgement.prescription, decision) for judgement, decision in written if judgement.holds_successor],
        now,
    )
    moving = [(judgement, decision) for judgement, decision in written if decision.effect == Effect.MOVED]
    if not moving:
        return
    successors = [
        successor
        for judgement, decision in moving
        for successor in successors_of(decision, judgement.prescription, judgement.levels, now)
    ]
    open_new(successors, now)


def _hold_successors(late: Sequence[tuple[Prescription, ProgressionDecision]], now: datetime) -> None:
    """The level of now stays, and its evidence starts anew: nobody is demoted silently (rules.md C8)."""
    if not late:
        return
    decisions = {(old.plan_id, old.ladder_id): decision for old, decision in late}
    plans = {plan for plan, _ in decisions}
    open_now = Prescription.objects.filter(plan__in=plans, ended_at__isnull=True).select_related(
        "plan__patient"
    )
    held = [
        prescription
        for prescription in open_now
        if (prescription.plan_id, prescription.ladder_id) in decisions
    ]
    prescribe.close(held, now)
    Prescription.objects.bulk_create(
        prescribe.successor(old, now, opened=Opened.LATE, opened_by=decisions[old.plan_id, old.ladder_id])
        for old in held
    )


def successors_of(
    decision: ProgressionDecision, prescription: Prescription, levels: Sequence[Level], now: datetime
) -> list[Prescription]:
    """What a stored step opens; the decision is named on each."""
    step = decision.next_step
    if step is None:
        return []
    level = next(level for level in levels if level.number == step["after"]["level"])
    opened = consequence.successors(prescription, step, level, now)
    for successor in opened:
        successor.opened_by = decision
    return opened


def open_new(successors: Sequence[Prescription], now: datetime) -> None:
    """Open them, but for a side that is open already: the other leg may be there before.

    A side that waited for this one is looked at again.
    """
    plans = {successor.plan_id for successor in successors}
    taken = set(
        Prescription.objects.filter(plan__in=plans, ended_at__isnull=True).values_list(
            "plan", "ladder", "side"
        )
    )
    opened = {}
    for successor in successors:
        key = successor.plan_id, successor.ladder_id, successor.side
        if key not in taken:
            opened[key] = successor
    copying.store(list(opened.values()))
    people = {successor.patient_id for successor in successors}
    waiting = ProgressionDecision.objects.filter(patient__in=people, rule="W-SIDE").values("prescription")
    Prescription.objects.filter(
        pk__in=waiting, plan__in=plans, ladder__in={successor.ladder_id for successor in successors}
    ).filter(ended_at__isnull=True).update(evaluate_due_at=now)


def take_step(decision: ProgressionDecision, now: datetime) -> None:
    """Let an accepted proposal take effect."""
    prescription = decision.prescription
    levels = list(Level.objects.filter(ladder=prescription.ladder_id))
    prescribe.close([prescription], now)
    open_new(successors_of(decision, prescription, levels, now), now)
