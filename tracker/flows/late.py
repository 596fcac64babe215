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
from tracker.progression.terms import Case, Decision, Verdict
from tracker.queries.history import Record


def judge_closed(prescription: Prescription, record: Record) -> Judgement:
    """Decide a closed prescription again, as it stood when it was closed; no next look."""
    now_ruling = verdicts.rule_on(record.case, verdicts.Circumstances())
    if now_ruling and now_ruling.decision.rule in consequence.OPENS_A_STOP:
        return _judged_again(prescription, record, now_ruling, verdicts.Circumstances())
    newest, closed_at = record.newest, prescription.ended_at
    if closed_at is None or newest is None or newest.verdict != Verdict.PROGRESS:
        return Judgement(prescription, None)
    around = circumstances.of(prescription, record, closed_at)
    then = verdicts.rule_on(as_it_stood(record.case, closed_at), around)
    if then is None or not speaks_against(then.decision):
        return Judgement(prescription, None)
    return _judged_again(prescription, record, then, around)


def speaks_against(decision: Decision) -> bool:
    """It would have failed: what is merely not known yet, the other side or the calendar do not count."""
    return decision.verdict in {Verdict.HOLD, Verdict.REGRESS} and decision.rule not in {"W-SIDE", "L8"}


def as_it_stood(case: Case, closed_at: datetime) -> Case:
    """The case at the moment of closing, with all that is known by now of the time before."""
    sessions = tuple(session for session in case.sessions if session.performed_at <= closed_at)
    return case._replace(now=closed_at, sessions=sessions, open_stop=False)


def _judged_again(
    prescription: Prescription, record: Record, ruling: verdicts.Ruling, around: verdicts.Circumstances
) -> Judgement:
    stops = ruling.decision.rule in consequence.OPENS_A_STOP
    unit = f"{prescription.pk}|late|{verdicts.circumstances_to(around) or ''}"
    fingerprint = fingerprint_evidence(ruling.evidence, unit, record.versions)
    if fingerprint in record.known:
        return Judgement(prescription, None)
    judgement = Judgement(prescription, None, ruling, fingerprint, judge.evidence_of(ruling, around))
    judgement.levels = record.ladder
    judgement.supersedes = record.newest.pk if record.newest else None
    judgement.effect = Effect.STOPPED if stops else Effect.NONE
    judgement.alert = "" if stops else Cause.LATE
    judgement.holds_successor = not stops
    judge.say(judgement, ruling.evidence.case, explain.explain_from(ruling.evidence, ruling.decision))
    if not stops:
        with wording.in_language(prescription.patient.language):
            judgement.for_patient = wording.sentence("W-LATE", {})
        judgement.for_therapist = (
            f"{wording.sentence('W-LATE', {}, therapist=True)} {judgement.for_therapist}"
        )
    return judgement
