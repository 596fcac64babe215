"""What a verdict does to the plan, and what a therapist must be told of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from exercises.models import Level
from tracker import wording
from tracker.flows import prescribe
from tracker.flows.verdicts import Ruling
from tracker.models import Prescription
from tracker.models.alert import Cause
from tracker.models.decision import Effect
from tracker.models.plan import Mode
from tracker.progression import policy, steps, steps_of_load, terms
from tracker.progression.evidence import Evidence
from tracker.progression.terms import Dose, Verdict
from tracker.queries.history import Record

OPENS_A_STOP = frozenset({"S1", "S2", "S3", "S4"})
NOT_YET_KNOWN = frozenset({"I2"})
EASIER = frozenset({Verdict.REGRESS, Verdict.INSUFFICIENT_EVIDENCE})
ALERT_OF_RULE = {"R1": Cause.PAIN, "R2": Cause.PAIN, "L4": Cause.PAIN, "R4": Cause.SILENCE}
DOSE_FACTS = ("kind", "sets", "low", "high", "load_kg", "rm_target")


class Consequence(NamedTuple):
    """`step` None: a stop has no step. `alert` empty: nobody need look."""

    effect: str
    step: dict[str, Any] | None = None
    alert: str = ""


def follow(
    prescription: Prescription, ruling: Ruling, new_rm_target: int | None, record: Record
) -> Consequence:
    """The step that the verdict asks for, and how it takes effect."""
    rule, verdict = ruling.decision.rule, ruling.decision.verdict
    if verdict is Verdict.STOP_AND_REVIEW:
        return Consequence(Effect.STOPPED if rule in OPENS_A_STOP else Effect.NONE)
    step = to_json(step_of(prescription, ruling, new_rm_target, record), prescription)
    effect = Effect.NONE
    if changes_something(step):
        effect = effect_of(prescription.mode, rule, verdict)
        if effect == Effect.MOVED and rule != "O1" and _needs_sign_off(step, record):
            effect = Effect.PROPOSED
    return Consequence(effect, step, alert_of(effect, rule))


def _needs_sign_off(step: dict[str, Any], record: Record) -> bool:
    """Going up to a level that a therapist must release first (hops, eyes closed) always waits for them."""
    before, after = int(step["before"]["level"]), int(step["after"]["level"])
    return after > before and record.ladder[after - 1].needs_sign_off


def effect_of(mode: str, rule: str, verdict: Verdict) -> Effect:
    """The mode says how a PROGRESS takes effect; only a hand-steered exercise waits with an easier step.

    A therapist's own override is already their answer.
    """
    if rule == "O1" or mode == Mode.AUTOMATIC:
        return Effect.MOVED
    if mode == Mode.MANUAL:
        return Effect.INFORMED
    return Effect.MOVED if verdict in EASIER else Effect.PROPOSED


def alert_of(effect: str, rule: str) -> str:
    """The one cause to tell; empty when nobody need look."""
    if effect == Effect.PROPOSED:
        return Cause.PROPOSAL
    if effect == Effect.INFORMED and rule not in ALERT_OF_RULE:
        return Cause.MANUAL
    return ALERT_OF_RULE.get(rule, "")


def step_of(
    prescription: Prescription, ruling: Ruling, new_rm_target: int | None, record: Record
) -> steps.Step:
    """The step of the rulebook from where this prescription stands."""
    if ruling.decision.rule == "L8" and new_rm_target:
        return _new_stage(prescription, new_rm_target)
    position = steps.Position(
        level=prescription.level.number,
        dose=prescribed(prescription),
        ladder=record.rungs,
        is_amber=_is_amber(ruling.evidence),
    )
    by_load = ruling.load and (
        prescription.kind == terms.DoseKind.LOAD_RM or ruling.decision.rule == ruling.load.rule
    )
    return steps.next_step(ruling.load if by_load and ruling.load else ruling.decision, position)


def changes_something(step: dict[str, Any]) -> bool:
    """A step that leaves level and dose as they are opens nothing."""
    return any(step["before"][name] != value for name, value in step["after"].items())


def _is_amber(evidence: Evidence) -> bool:
    """The newest bout that broke the pain limit stayed under high pain."""
    failed = next((bout for bout in reversed(evidence.run) if bout.breaks_the_pain_limit), None)
    return failed is not None and (failed.peak or 0) < policy.PAIN_HIGH


def _new_stage(prescription: Prescription, target: int) -> steps.Step:
    """L8: the same strength at fewer repetitions, never more than 10 % heavier."""
    dose = prescribed(prescription)
    load_kg = dose.load_kg
    if load_kg and dose.rm_target:
        load_kg = steps_of_load.for_new_target(load_kg, dose.rm_target, target, steps_of_load.step_of(dose))
    new = dose._replace(rm_target=target, low=target, high=target, load_kg=load_kg)
    return steps.Step(steps.Move.SAME, prescription.level.number, new, "new_stage", restarts=True)


def prescribed(prescription: Prescription) -> Dose:
    """The dose as the person sees it: `sets` is how many are prescribed."""
    load, step = prescription.load_kg, prescription.load_step_kg
    return Dose(
        terms.DoseKind(prescription.kind),
        prescription.sets,
        prescription.low,
        prescription.high,
        None if load is None else float(load),
        None if step is None else float(step),
        prescription.rm_target,
    )


def to_json(step: steps.Step, prescription: Prescription) -> dict[str, Any]:
    """The step as stored: where from, where to, why, and what the person may choose next time."""
    before, after = prescribed(prescription), step.dose
    return {
        "move": str(step.move),
        "reason": step.reason,
        "restarts": step.restarts,
        "before": {
            "level": prescription.level.number,
            **{name: getattr(before, name) for name in DOSE_FACTS},
        },
        "after": {"level": step.level, **{name: getattr(after, name) for name in DOSE_FACTS}},
        "target": step.target,
        "choices": list(step.choices),
        "flags": list(step.flags),
    }


def told(step: dict[str, Any] | None) -> str:
    """The change in words."""
    return wording.change(step["before"], step["after"]) if step and changes_something(step) else ""


def successors(
    prescription: Prescription, step: dict[str, Any], level: Level, now: datetime
) -> list[Prescription]:
    """The prescriptions that a step opens, not stored yet: one a side."""
    after = step["after"]
    changes = prescribe.dose_of(level) | {name: after[name] for name in ("sets", "low", "high", "rm_target")}
    changes["load_kg"] = prescribe.as_load(after["load_kg"])
    if level.pk == prescription.level_id:
        changes["load_step_kg"] = prescription.load_step_kg
    if after["sets"] < (level.sets_max or 0):  # eased: the gate asks for no more than is prescribed
        changes["gate_sets"] = min(changes["gate_sets"], after["sets"])
    return [
        prescribe.successor(prescription, now, fresh=step["restarts"], side=side, **changes)
        for side in prescribe.sides_of(level, prescription.side)
    ]
