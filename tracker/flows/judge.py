"""One prescription and its record in, one judgement out: verdict, sentences, what follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from exercises.models import Level
from tracker import wording
from tracker.flows import circumstances, consequence, verdicts
from tracker.flows.verdicts import Ruling
from tracker.models import Prescription
from tracker.models.decision import Effect
from tracker.progression import explain, terms
from tracker.progression.cases import case_to_json
from tracker.progression.evidence import weigh
from tracker.progression.explain import Explanation
from tracker.progression.fingerprints import fingerprint_evidence
from tracker.progression.gates import gate_value
from tracker.progression.trimming import trim_evidence
from tracker.queries.history import Known, Record


@dataclass(slots=True)
class Judgement:
    """What is to be stored for one prescription. No ruling: only the next look is known.

    `moves` are the prescriptions that replace it, as changes; `alert` what a therapist must be told.
    """

    prescription: Prescription
    next_look_at: datetime | None
    ruling: Ruling | None = None
    fingerprint: str = ""
    evidence: dict[str, Any] = field(default_factory=dict)
    reasons: dict[str, Any] = field(default_factory=dict)
    for_patient: str = ""
    for_therapist: str = ""
    effect: str = "none"
    step: dict[str, Any] | None = None
    alert: str = ""
    supersedes: UUID | None = None
    levels: Sequence[Level] = ()
    holds_successor: bool = False


def judge(prescription: Prescription, record: Record, now: datetime) -> Judgement:
    """Decide an open prescription. The same evidence gives the same fingerprint, and writes nothing twice."""
    around = circumstances.of(prescription, record, now)
    ruling = verdicts.rule_on(record.case, around)
    if ruling and record.awaits_own_red_flag and ruling.decision.verdict is not terms.Verdict.STOP_AND_REVIEW:
        ruling = verdicts.rule_on(record.case._replace(open_stop=True), around)
    if ruling is None:
        return Judgement(prescription, circumstances.next_look_at(prescription, weigh(record.case), now))
    unit = f"{prescription.pk}|{verdicts.circumstances_to(around) or ''}"
    fingerprint = fingerprint_evidence(ruling.evidence, unit, record.versions)
    weighed = ruling.evidence if ruling.evidence.case is record.case else weigh(record.case)
    next_look = circumstances.next_look_at(prescription, weighed, now)
    if fingerprint in record.known:
        return Judgement(prescription, next_look, fingerprint=fingerprint)
    judgement = Judgement(prescription, next_look, ruling, fingerprint)
    judgement.evidence = evidence_of(ruling, around)
    judgement.levels = record.ladder
    if record.newest and came_late(ruling, record.newest):
        judgement.supersedes = record.newest.pk
    judgement.effect, judgement.step, judgement.alert = consequence.follow(
        prescription, ruling, around.new_rm_target, record
    )
    say(judgement, ruling.evidence.case, explain.explain_from(ruling.evidence, ruling.decision))
    return judgement


def evidence_of(ruling: Ruling, around: verdicts.Circumstances) -> dict[str, Any]:
    """The case that decided, cut to what could matter, in the form that can be replayed."""
    told = case_to_json(trim_evidence(ruling.evidence))
    if beside := verdicts.circumstances_to(around):
        told["circumstances"] = beside
    return told


def came_late(ruling: Ruling, newest: Known) -> bool:
    """A session that was performed before the newest decision's evidence ends, but received after it."""
    if newest.evidence_until is None:
        return False
    return any(
        session.received_at is not None
        and session.received_at > newest.decided_at
        and session.performed_at <= newest.evidence_until
        for session in ruling.evidence.case.sessions
    )


def say(judgement: Judgement, case: terms.Case, explanation: Explanation) -> None:
    """The reasons as stored, and the two sentences that were said."""
    rule, facts = explanation.decision.rule, facts_of(case, explanation)
    judgement.reasons = {
        "facts": facts,
        "bouts": [_bout(bout) for bout in explanation.bouts],
        "missing": [
            {"item": item.item, "session": item.session_id, "until": item.until and item.until.isoformat()}
            for item in explanation.missing
        ],
        "would_change": list(explanation.would_change),
    }
    change = consequence.told(judgement.step)
    with wording.in_language(judgement.prescription.patient.language):
        moved = judgement.effect == Effect.MOVED  # the person is told a change once it is real
        judgement.for_patient = wording.sentence(rule, facts, step=change if moved else "")
    judgement.for_therapist = wording.sentence(rule, facts, step=change, therapist=True)


def facts_of(case: terms.Case, explanation: Explanation) -> dict[str, Any]:
    """The values that the sentences name."""
    during, next_day = _failing(explanation, "during"), _failing(explanation, "next_day")
    return {
        "pain_during": during and during.value,
        "limit_during": during and during.limit,
        "pain_next_day": next_day and next_day.value,
        "limit_next_day": next_day and next_day.limit,
        "peak": _peak(case, explanation),
        "qualifying": explanation.qualifying,
        "required": explanation.bouts_required,
        "gate_sets": case.dose.sets,
        "gate_value": gate_value(case.dose, case.gate),
        "red_flags": ", ".join(sorted({code for session in case.sessions for code in session.red_flags})),
        "missing": [item.item for item in explanation.missing],
    }


def _peak(case: terms.Case, explanation: Explanation) -> terms.Number | None:
    """The newest bout's; of a week of walking the highest."""
    peaks = [bout.peak for bout in explanation.bouts]
    if case.dose.kind is terms.DoseKind.MINUTES:
        return max((peak for peak in peaks if peak is not None), default=None)
    return peaks[0] if peaks else None


def _failing(explanation: Explanation, name: str) -> explain.Criterion | None:
    """The newest bout's answer to one question, or the newest that failed it."""
    asked = [criterion for bout in explanation.bouts for criterion in bout.criteria if criterion.name == name]
    return next((criterion for criterion in asked if criterion.truth == "FALSE"), asked[0] if asked else None)


def _bout(bout: explain.BoutSeen) -> dict[str, Any]:
    return {
        "sessions": list(bout.session_ids),
        "started_at": bout.started_at.isoformat(),
        "counts": bout.in_run,
        "report": str(bout.report_status),
        "peak": bout.peak,
        "criteria": [
            {"name": row.name, "truth": str(row.truth), "value": row.value, "limit": row.limit}
            for row in bout.criteria
        ],
    }
