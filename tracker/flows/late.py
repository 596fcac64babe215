"""Evidence that arrives for a prescription that has been replaced already (rules.md C8, “Order”).

Nobody is demoted silently: if the late session would have held a PROGRESS back, the level of now is
held from now, and both sides are told. A stop still stops.
"""

from __future__ import annotations

from datetime import datetime

from tracker import wording
from tracker.flows import circumstances, consequence, judge, verdicts
from tracker.flows.judge import Judgement
from tracker.models import Prescription
from tracker.models.alert import Cause
from tracker.models.decision import Effect
from tracker.progression import explain
from tracker.progression.fingerprints import fingerprint_evidence
from tracker.progression.terms import Verdict
from tracker.queries.history import Record


def judge_closed(prescription: Prescription, record: Record, now: datetime) -> Judgement:
    """Decide a closed prescription again, as it stood when it was closed; no next look."""
    stopped = verdicts.rule_on(record.case, verdicts.Circumstances())
    closed_at = prescription.ended_at
    assert closed_at
    then = record.case._replace(
        now=closed_at,
        sessions=tuple(s for s in record.case.sessions if s.performed_at <= closed_at),
        open_stop=False,
    )
    around = circumstances.of(prescription, record, closed_at)
    ruling = verdicts.rule_on(then, around)
    if stopped and stopped.decision.rule in consequence.OPENS_A_STOP:
        ruling, around = stopped, verdicts.Circumstances()
    newest = record.newest
    if ruling is None or newest is None and ruling is not stopped:
        return Judgement(prescription, None)
    stops = ruling is stopped
    overturned = (
        newest is not None
        and newest.verdict == Verdict.PROGRESS
        and ruling.decision.verdict != Verdict.PROGRESS
    )
    if not stops and not overturned:
        return Judgement(prescription, None)
    return _judged_again(prescription, record, ruling, around, stops=stops)


def _judged_again(
    prescription: Prescription,
    record: Record,
    ruling: verdicts.Ruling,
    around: verdicts.Circumstances,
    *,
    stops: bool,
) -> Judgement:
    fingerprint = fingerprint_evidence(ruling.evidence, f"{prescription.pk}|late|{around}", record.versions)
    if fingerprint in record.known:
        return Judgement(prescription, None)
    judgement = Judgement(prescription, None, ruling, fingerprint, judge.evidence_of(ruling, around))
    judgement.levels = record.ladder
    judgement.supersedes = record.newest.pk if record.newest else None
    judgement.effect = Effect.STOPPED if stops else Effect.NONE
    judgement.alert = "" if stops else Cause.LATE
    judgement.holds_successor = not stops
    judge.say(judgement, explain.explain_from(ruling.evidence, ruling.decision))
    if not stops:
        with wording.in_language(prescription.patient.language):
            judgement.for_patient = wording.sentence("W-LATE", {})
        judgement.for_therapist = (
            f"{wording.sentence('W-LATE', {}, therapist=True)} {judgement.for_therapist}"
        )
    return judgement
