"""Histories in one line, as a clinician would note them.

    10 10 10 @2/1 ; 10 10 7 @1/- ; +16h 8*10 _ 8!4 @/5^60

A bout a part. `+16h` after the part before (else 48 h). Sets: value, `*load` in kg, `!pain`; `_` is blank.
`@during/next`: blank or `-` unknown; `^60`: the report came after 60 h (else 24 h).
Words after it: `control`, `no-control`, `effort3`, `flag:RF1`, `failure`, `id:x`.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from tracker.progression.terms import Case, Dose, DoseKind, NextDay, Number, PainProfile, Session, SetEntry

MONDAY = datetime(2026, 3, 2, 10, tzinfo=UTC)
REPS = Dose(DoseKind.REPS, sets=3, low=8, high=10, load_kg=0)
HOLD = Dose(DoseKind.HOLD, sets=3, low=20, high=30, load_kg=0)


def hours(count: float) -> timedelta:
    return timedelta(hours=count)


def days(count: float) -> timedelta:
    return timedelta(days=count)


def number(text: str) -> Number:
    return float(text) if "." in text else int(text)


def maybe(text: str) -> Number | None:
    return None if text in ("", "-", "_") else number(text)


def a_case(history: str = "", *, after: float = 25, **terms: Any) -> Case:
    """`after`: hours from the last bout to now."""
    told = sessions(history)
    last = told[-1].performed_at if told else MONDAY
    case = Case(now=last + hours(after), pain_profile=PainProfile.KEMP, dose=REPS, sessions=told)
    return case._replace(**terms)


def sessions(history: str) -> tuple[Session, ...]:
    told: list[Session] = []
    for part in history.split(";"):
        words = part.split()
        gap = float(words.pop(0)[1:-1]) if words and words[0].startswith("+") else 48
        if words:
            at = told[-1].performed_at + hours(gap) if told else MONDAY
            told.append(a_session(words, f"s{len(told)}", at))
    return tuple(told)


def a_session(words: list[str], name: str, at: datetime) -> Session:
    split = next((i for i, word in enumerate(words) if word.startswith("@")), len(words))
    session = Session(name, at, sets=tuple(a_set(word) for word in words[:split]))
    for word in words[split:]:
        session = told(session, word)
    return session


def told(session: Session, word: str) -> Session:
    if word.startswith("@"):
        during, _, report = word[1:].partition("/")
        return session._replace(pain_during=maybe(during), next_day=a_report(report, session.performed_at))
    if word.startswith("effort"):
        return session._replace(effort=maybe(word[6:]))
    if word.startswith("flag:"):
        return session._replace(red_flags=(word[5:],))
    if word.startswith("id:"):
        return session._replace(id=word[3:])
    if word == "failure":
        return session._replace(sets=tuple(entry._replace(to_failure=True) for entry in session.sets))
    return session._replace(control_ok={"control": True, "no-control": False}[word])


def a_report(text: str, performed_at: datetime) -> NextDay | None:
    pain, _, after = text.partition("^")
    value = maybe(pain)
    return None if value is None else NextDay(value, performed_at + hours(float(after or 24)))


def a_set(word: str) -> SetEntry:
    rest, _, pain = word.partition("!")
    value, _, load = rest.partition("*")
    return SetEntry(maybe(value), number(load) if load else 0, maybe(pain))
