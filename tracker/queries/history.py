"""All that the rules may look at, for many prescriptions in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple, cast
from uuid import UUID

import orjson
import psycopg
from django.db import connection
from django.db.models import Min

from exercises.models import Level
from exercises.terms import LoadRule
from tracker.models import Override, Prescription, ProgressionDecision, Stop
from tracker.progression import policy, steps, terms
from tracker.progression.maximum import rm_target_in_week

# One row a session and prescription; its sets arrive as one text, because a row a set is what is slow.
LOGS = """
SELECT p.run::text, s.revision, s.client_id::text, s.performed_at, s.ended_at, s.received_at, t.sets,
       e.pain_during, n.pain, n.reported_at, e.control_ok, e.effort, e.red_flags
FROM tracker_prescription p
JOIN tracker_exerciselog e ON e.prescription_id = p.id
JOIN tracker_sessionlog s ON s.id = e.session_id
LEFT JOIN tracker_nextdayreport n ON n.session_id = s.id
CROSS JOIN LATERAL (
  SELECT json_agg(json_build_array(
           CASE p.kind WHEN 'hold' THEN hold_seconds WHEN 'minutes' THEN minutes
                       WHEN 'flights' THEN flights ELSE reps END,
           load_kg::float8, pain, to_failure) ORDER BY position)::text AS sets
  FROM tracker_setlog WHERE exercise_id = e.id) t
WHERE p.run = ANY(%s::uuid[])
"""
# Without the Python of a NamedTuple's own constructor: a batch makes tens of thousands.
_new_set = partial(tuple.__new__, terms.SetEntry)
_new_session = partial(tuple.__new__, terms.Session)
OTHER_SIDE = {"left": "right", "right": "left"}

Sessions = dict[str, list[terms.Session]]
Versions = dict[str, int]
Ladder = tuple[UUID, int]
Sides = dict[str, Any]


class Known(NamedTuple):
    """A decision that stands already."""

    pk: UUID
    fingerprint: str
    rule: str
    verdict: str
    decided_at: datetime
    evidence_until: datetime | None


@dataclass(frozen=True, slots=True)
class Record:
    """A case with what stands beside it. `versions` are the revisions of its sessions.

    `awaits_own_red_flag`: the stop that is open was opened by this exercise's own flag, and its S1
    decision is still owed.
    """

    case: terms.Case
    versions: Versions
    decisions: Sequence[Known]
    ladder: Sequence[Level]
    rungs: tuple[steps.Rung, ...]
    other_side_level: int | None
    awaits_own_red_flag: bool

    @property
    def newest(self) -> Known | None:
        return self.decisions[-1] if self.decisions else None

    @property
    def known(self) -> set[str]:
        return {decision.fingerprint for decision in self.decisions}


def records(prescriptions: Sequence[Prescription], now: datetime) -> dict[UUID, Record]:
    """One record for each prescription (level, plan, patient at hand) as things stand now; seven queries."""
    runs, versions = sessions_of({prescription.run for prescription in prescriptions})
    overrides = _overrides(prescriptions, now)
    setbacks = _setbacks(prescriptions, now)
    stopped, awaited = _stopped(prescriptions)
    decisions, ladders, levels = (
        _decisions(prescriptions),
        _ladders(prescriptions),
        _levels_by_side(prescriptions),
    )

    def record(prescription: Prescription) -> Record:
        ladder, run = (prescription.plan_id, prescription.ladder_id), str(prescription.run)
        case = case_of(
            prescription,
            now,
            sessions=tuple(runs[run]),
            override=overrides.get(prescription.run),
            regressed_at=_on_side(setbacks[ladder], prescription.side),
            open_stop=prescription.pk in stopped,
        )
        return Record(
            case,
            versions[run],
            decisions.get(prescription.pk, ()),
            *ladders[prescription.ladder_id],
            levels.get(ladder, {}).get(OTHER_SIDE.get(prescription.side, "")),
            prescription.pk in awaited,
        )

    return {prescription.pk: record(prescription) for prescription in prescriptions}


def case_of(prescription: Prescription, now: datetime, **evidence: Any) -> terms.Case:
    """The prescription's own part of a case, with the evidence given."""
    return terms.Case(
        now=now,
        pain_profile=terms.PainProfile(prescription.pain_profile),
        dose=dose_of(prescription),
        gate=terms.Gate(prescription.gate),
        usual_pain=prescription.patient.usual_pain,
        needs_control=prescription.needs_control,
        max_effort=prescription.max_effort,
        bouts_required=prescription.bouts_required,
        is_top_level=prescription.level.is_top,
        level_started_at=prescription.evidence_from,
        pain_limit_during=prescription.pain_limit_during,
        pain_limit_next_day=prescription.pain_limit_next_day,
        **evidence,
    )


def dose_of(prescription: Prescription) -> terms.Dose:
    """The dose as the gate reads it: `sets` is how many must reach it."""
    load, step = prescription.load_kg, prescription.load_step_kg
    return terms.Dose(
        kind=terms.DoseKind(prescription.kind),
        sets=prescription.gate_sets,
        low=prescription.low,
        high=prescription.high,
        load_kg=None if load is None else float(load),
        load_step_kg=None if step is None else float(step),
        rm_target=prescription.rm_target,
        sets_prescribed=prescription.sets if prescription.sets < prescription.gate_sets else None,
    )


def sessions_of(runs: Iterable[UUID]) -> tuple[Sessions, dict[str, Versions]]:
    """The sessions of each run, in no order that matters, and their revisions; one query.

    Read past Django, whose own reading of times takes longer than the rules.
    """
    found: dict[str, list[terms.Session]] = {str(run): [] for run in runs}
    versions: dict[str, Versions] = {run: {} for run in found}
    connection.ensure_connection()
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
        cursor.execute(LOGS, [list(found)], binary=True)
        for run, revision, *told in cursor.fetchall():
            session = _session(told)
            found[run].append(session)
            versions[run][session.id] = revision
    return found, versions


def _session(told: list[Any]) -> terms.Session:
    client_id, performed_at, ended_at, received_at, sets, pain, next_pain, reported_at, *last = told
    done = tuple(map(_new_set, orjson.loads(sets))) if sets else ()
    report = None if next_pain is None else terms.NextDay(next_pain, reported_at)
    control_ok, effort, flags = last
    times = performed_at, ended_at, received_at
    return _new_session((client_id, *times, done, pain, report, control_ok, effort, tuple(flags)))


def _overrides(prescriptions: Sequence[Prescription], now: datetime) -> dict[UUID, terms.Override]:
    """The newest override of each run that has not expired."""
    people = {prescription.patient_id for prescription in prescriptions}
    rows = Override.objects.filter(patient__in=people, expires_at__gte=now).order_by("made_at")
    return {
        run: terms.Override(terms.Verdict(verdict), made_at, expires_at)
        for run, verdict, made_at, expires_at in rows.values_list(
            "prescription__run", "verdict", "made_at", "expires_at"
        )
    }


def _setbacks(
    prescriptions: Sequence[Prescription], now: datetime
) -> dict[Ladder, dict[str, list[datetime]]]:
    """When each ladder and side had a setback inside the window of rule S4.

    Deciding the same latest bout again, as when its answer comes in, is the same setback.
    """
    rows = ProgressionDecision.objects.filter(
        patient__in={prescription.patient_id for prescription in prescriptions},
        verdict=terms.Verdict.REGRESS,
        decided_at__gte=now - policy.SETBACK_WINDOW,
        superseded_by__isnull=True,
    ).values_list("prescription__plan", "prescription__ladder", "prescription__side", "evidence_until")
    found: dict[Ladder, dict[str, list[datetime]]] = defaultdict(lambda: defaultdict(list))
    for plan, ladder, side, _, first_at in rows.annotate(first_at=Min("decided_at")).order_by("first_at"):
        found[plan, ladder][side].append(first_at)
    return found


def _on_side(setbacks: dict[str, list[datetime]], side: str) -> tuple[datetime, ...]:
    """A setback on both legs counts for each of them, and one of either leg counts for both together."""
    sides = setbacks if side == "both" else {side, "both"} & setbacks.keys()
    return tuple(sorted(at for one in sides for at in setbacks[one]))


def _stopped(prescriptions: Sequence[Prescription]) -> tuple[set[UUID], set[UUID]]:
    """The prescriptions under an open stop, and those that only their own undecided red flag stops."""
    rows = Stop.objects.filter(
        patient__in={prescription.patient_id for prescription in prescriptions}, cleared_at__isnull=True
    ).values_list("patient", "plan", "prescription", "decision")
    stops: dict[UUID, list[tuple[UUID | None, UUID | None]]] = defaultdict(list)
    for patient, stopped_plan, cause, decision in rows:
        stops[patient].append((stopped_plan, None if decision else cause))
    stopped: set[UUID] = set()
    awaited: set[UUID] = set()
    for prescription in prescriptions:
        for plan, own in stops.get(prescription.patient_id, ()):
            if plan in {None, prescription.plan_id}:
                (awaited if own == prescription.pk else stopped).add(prescription.pk)
    return stopped, awaited - stopped


def _decisions(prescriptions: Sequence[Prescription]) -> dict[UUID, list[Known]]:
    """What was decided on each, oldest first."""
    found: dict[UUID, list[Known]] = defaultdict(list)
    rows = ProgressionDecision.objects.filter(
        prescription__in=[prescription.pk for prescription in prescriptions]
    )
    for prescription, *facts in rows.order_by("decided_at", "pk").values_list("prescription", *Known._fields):
        found[prescription].append(Known(*facts))
    return found


def _ladders(prescriptions: Sequence[Prescription]) -> dict[int, tuple[list[Level], tuple[steps.Rung, ...]]]:
    """The levels of each ladder in their order, as stored and as the rulebook reads them."""
    found: dict[int, list[Level]] = defaultdict(list)
    ladders = {prescription.ladder_id for prescription in prescriptions}
    for level in Level.objects.filter(ladder__in=ladders).order_by("ladder", "number"):
        found[level.ladder_id].append(level)
    return {ladder: (levels, tuple(map(_rung, levels))) for ladder, levels in found.items()}


def _rung(level: Level) -> steps.Rung:
    """A level as written; load work starts with the target of its first week."""
    target = rm_target_in_week(1) if level.load_rule == LoadRule.RM else None
    load, step = level.load_start_kg, level.load_step_kg
    # Only what a therapist delivers has no numbers, and that is never prescribed.
    sets, low, high = cast("tuple[int, int, int]", (level.sets_max, level.low, level.high))
    dose = terms.Dose(
        terms.DoseKind(level.kind),
        sets,
        target or low,
        target or high,
        None if load is None else float(load),
        None if step is None else float(step),
        target,
    )
    return steps.Rung(dose, is_big_step=level.gate in policy.BIG_STEP_GATES)


def _levels_by_side(prescriptions: Sequence[Prescription]) -> dict[Ladder, Sides]:
    """The open level of each side, for the cap between them."""
    found: dict[Ladder, Sides] = defaultdict(dict)
    rows = Prescription.objects.filter(
        plan__in={prescription.plan_id for prescription in prescriptions}, ended_at__isnull=True
    ).exclude(side="both")
    for plan, ladder, side, number in rows.values_list("plan", "ladder", "side", "level__number"):
        found[plan, ladder][side] = number
    return found
