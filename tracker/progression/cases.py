"""Cases as JSON, in the format of the worked cases: one history, one prescription, one level."""

from __future__ import annotations

from typing import Any

from . import policy
from .fingerprints import fingerprint
from .reading import COUNT_MAX, LOAD_MAX_KG, Fields, checked_instant, checked_text
from .terms import (
    Case,
    Dose,
    DoseKind,
    Gate,
    NextDay,
    Override,
    PainProfile,
    Session,
    SetEntry,
    Verdict,
)
from .trimming import trim

__all__ = ["case_from_json", "case_to_json", "fingerprint", "trim"]

VALUE_KEY = {
    DoseKind.REPS: "reps",
    DoseKind.HOLD: "hold_seconds",
    DoseKind.MINUTES: "minutes",
    DoseKind.FLIGHTS: "flights",
    DoseKind.LOAD_RM: "reps",
}
DESCRIPTIVE = frozenset(
    {
        "id",
        "title",
        "expect",
        "note",
        "notes",
        "why",
        "source",
        "description",
        "comment",
        "tags",
        "side",
        "group",
    }
)
CASE_FIELDS = frozenset(Case._fields)
SESSION_FIELDS = frozenset(Session._fields)
SET_FIELDS = frozenset({"load_kg", "pain", "to_failure", *VALUE_KEY.values()})
SETS_MAX, BOUTS_MAX, RM_MAX = 100, 50, 50


def case_from_json(raw: object) -> Case:
    """Raises ValueError, naming the field, for anything that is not a case."""
    fields = Fields(raw, "", CASE_FIELDS | DESCRIPTIVE)
    dose = _dose(fields.required("dose"))
    bouts_required = fields.whole("bouts_required", 1, BOUTS_MAX)
    return Case(
        now=fields.required_instant("now"),
        pain_profile=fields.choice("pain_profile", PainProfile),
        dose=dose,
        gate=fields.choice("gate", Gate),
        usual_pain=fields.number("usual_pain", 0, policy.PAIN_MAX),
        needs_control=fields.yes_no("needs_control") or False,
        max_effort=fields.number("max_effort", 0, policy.PAIN_MAX),
        bouts_required=policy.BOUTS_REQUIRED if bouts_required is None else bouts_required,
        is_top_level=fields.yes_no("is_top_level") or False,
        level_started_at=fields.instant("level_started_at"),
        open_stop=fields.yes_no("open_stop") or False,
        override=_override(fields.raw.get("override")),
        regressed_at=fields.listed("regressed_at", checked_instant),
        sessions=fields.listed("sessions", lambda item, where: _session(item, where, dose.kind)),
        pain_limit_during=fields.number("pain_limit_during", 0, policy.PAIN_MAX),
        pain_limit_next_day=fields.number("pain_limit_next_day", 0, policy.PAIN_MAX),
    )


def _dose(raw: object) -> Dose:
    fields = Fields(raw, "dose", Dose._fields)
    low = fields.required_number("low", 0, COUNT_MAX)
    high = fields.number("high", 0, COUNT_MAX)
    if high is not None and high < low:
        raise ValueError("dose.high: must not be under dose.low")
    return Dose(
        kind=fields.choice("kind", DoseKind),
        sets=fields.required_whole("sets", 1, SETS_MAX),
        low=low,
        high=low if high is None else high,
        load_kg=fields.number("load_kg", 0, LOAD_MAX_KG),
        load_step_kg=fields.number("load_step_kg", 0, LOAD_MAX_KG),
        rm_target=fields.whole("rm_target", 1, RM_MAX),
        sets_prescribed=fields.whole("sets_prescribed", 1, SETS_MAX),
    )


def _override(raw: object) -> Override | None:
    if raw is None:
        return None
    fields = Fields(raw, "override", Override._fields)
    return Override(
        fields.choice("verdict", Verdict),
        fields.required_instant("made_at"),
        fields.required_instant("expires_at"),
    )


def _session(raw: object, where: str, kind: DoseKind) -> Session:
    fields = Fields(raw, where, SESSION_FIELDS)
    performed_at, ended_at = fields.required_instant("performed_at"), fields.instant("ended_at")
    if ended_at is not None and ended_at < performed_at:
        raise ValueError(f"{where}.ended_at: must not be before performed_at")
    return Session(
        id=fields.text("id"),
        performed_at=performed_at,
        ended_at=ended_at,
        received_at=fields.instant("received_at"),
        sets=fields.listed("sets", lambda item, at: _set_entry(item, at, kind)),
        pain_during=fields.number("pain_during", 0, policy.PAIN_MAX),
        next_day=_next_day(fields.raw.get("next_day"), f"{where}.next_day"),
        control_ok=fields.yes_no("control_ok"),
        effort=fields.number("effort", 0, policy.PAIN_MAX),
        red_flags=fields.listed("red_flags", checked_text),
    )


def _set_entry(raw: object, where: str, kind: DoseKind) -> SetEntry:
    fields = Fields(raw, where, SET_FIELDS)
    for key in set(VALUE_KEY.values()) - {VALUE_KEY[kind]}:
        if fields.raw.get(key) is not None:
            raise ValueError(f"{where}.{key}: this dose counts {VALUE_KEY[kind]}")
    return SetEntry(
        value=fields.number(VALUE_KEY[kind], 0, COUNT_MAX),
        load_kg=fields.number("load_kg", 0, LOAD_MAX_KG),
        pain=fields.number("pain", 0, policy.PAIN_MAX),
        to_failure=fields.yes_no("to_failure"),
    )


def _next_day(raw: object, where: str) -> NextDay | None:
    """A report without a value is no report."""
    if raw is None:
        return None
    fields = Fields(raw, where, NextDay._fields)
    pain = fields.number("pain", 0, policy.PAIN_MAX)
    return None if pain is None else NextDay(pain, fields.required_instant("reported_at"))


def case_to_json(case: Case) -> dict[str, Any]:
    """The same format; a key that the worked cases do not all have is written only when used."""
    written: dict[str, Any] = {
        "now": case.now.isoformat(),
        "pain_profile": str(case.pain_profile),
        "usual_pain": case.usual_pain,
        "dose": _used(case.dose._asdict(), ("load_step_kg", "rm_target", "sets_prescribed"))
        | {"kind": str(case.dose.kind)},
        "gate": str(case.gate),
        "needs_control": case.needs_control,
        "max_effort": case.max_effort,
        "bouts_required": case.bouts_required,
        "is_top_level": case.is_top_level,
        "level_started_at": case.level_started_at and case.level_started_at.isoformat(),
        "open_stop": case.open_stop,
        "override": case.override and _override_to_json(case.override),
        "regressed_at": [at.isoformat() for at in case.regressed_at],
        "sessions": [_session_to_json(session, VALUE_KEY[case.dose.kind]) for session in case.sessions],
        "pain_limit_during": case.pain_limit_during,
        "pain_limit_next_day": case.pain_limit_next_day,
    }
    return _used(written, ("pain_limit_during", "pain_limit_next_day"))


def _used(written: dict[str, Any], optional: tuple[str, ...]) -> dict[str, Any]:
    for key in optional:
        if written[key] is None or written[key] == []:
            del written[key]
    return written


def _override_to_json(override: Override) -> dict[str, Any]:
    return {
        "verdict": str(override.verdict),
        "made_at": override.made_at.isoformat(),
        "expires_at": override.expires_at.isoformat(),
    }


def _session_to_json(session: Session, value_key: str) -> dict[str, Any]:
    report = session.next_day
    written = {
        "id": session.id,
        "performed_at": session.performed_at.isoformat(),
        "ended_at": session.ended_at and session.ended_at.isoformat(),
        "received_at": session.received_at and session.received_at.isoformat(),
        "sets": [_set_to_json(entry, value_key) for entry in session.sets],
        "pain_during": session.pain_during,
        "next_day": report and {"pain": report.pain, "reported_at": report.reported_at.isoformat()},
        "control_ok": session.control_ok,
        "effort": session.effort,
        "red_flags": list(session.red_flags),
    }
    return _used(written, ("ended_at", "received_at", "control_ok", "effort", "red_flags"))


def _set_to_json(entry: SetEntry, value_key: str) -> dict[str, Any]:
    value, load_kg, pain, to_failure = entry
    written = {value_key: value, "load_kg": load_kg, "pain": pain, "to_failure": to_failure}
    return _used(written, ("pain", "to_failure"))
