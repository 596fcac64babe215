"""Random histories as JSON cases: crowded round every threshold, so that rules are hit, not missed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

JSON = dict[str, Any]
START = datetime(2026, 3, 2, 10, tzinfo=UTC)
GAPS_H = (0, 3, 15, 15.99, 16, 17, 24, 44, 48, 48, 48, 48, 72, 72, 13 * 24, 335.99, 336, 400)
REPORT_H = (2, 17.99, 18, 20, 24, 24, 24, 24, 30, 36, 36.01, 47, 48, 48.01, 60)
SILENCE_H = (0, 1, 20, 25, 25, 30, 48, 60, 13 * 24, 335.99, 336, 20 * 24, 671.99, 672, 800)
PAINS = (0, 0, 1, 1, 2, 2, 3, 3, 3.1, 4, 5, 5.5, 6, 7, 8, None)
KINDS = {"reps": (8, 10, "reps"), "hold": (20, 30, "hold_seconds"), "minutes": (10, 10, "minutes")}


def a_history(seed: int) -> JSON:
    """The same seed is the same case."""
    dice = Random(seed)  # noqa: S311 — a dice for examples, not for secrets
    calm = dice.random() < 0.6
    kind = dice.choice(("reps", "reps", "hold", "minutes"))
    case: JSON = {**_person(dice, calm), "dose": _dose(dice, kind)}
    count, at, sessions = dice.choice((0, 1, 2, 2, 3, 3, 4, 6)), START, []
    for number in range(count):
        at += timedelta(hours=dice.choice((48, 48, 24, 16, 15) if calm else GAPS_H))
        sessions.append(_session(dice, case, f"s{number}", at, calm))
    now = at + timedelta(hours=dice.choice((25, 25, 30, 47, 48) if calm else SILENCE_H))
    case |= {"now": now.isoformat(), "sessions": sessions} | _therapist(dice, now)
    if dice.random() < 0.1:
        case["level_started_at"] = (START + timedelta(hours=dice.choice((0, 47, 48, 96)))).isoformat()
    _send_again(dice, sessions)
    dice.shuffle(sessions)
    return case


def _person(dice: Random, calm: bool) -> JSON:
    control = dice.random() < 0.25
    case: JSON = {
        "pain_profile": dice.choice(("KEMP", "KEMP", "THOMEE", "THOMEE", "HIP_BOOSTER", "SILBERNAGEL")),
        "usual_pain": dice.choice((None, 2, 2, 3, 3, 4, 5.5, 7)) if not calm else 3,
        "gate": dice.choice(("RANGE_MIN", "RANGE_MIN", "RANGE_TOP")),
        "needs_control": control,
        "max_effort": dice.choice((None, 3)) if control or dice.random() < 0.1 else None,
        "bouts_required": dice.choice((1, 2, 2, 2, 2, 3)),
        "is_top_level": dice.random() < 0.15,
        "level_started_at": None,
        "open_stop": dice.random() < 0.03,
    }
    if dice.random() < 0.1:
        case["pain_limit_during"] = dice.choice((0, 2, 4, 5, 7))
    if dice.random() < 0.1:
        case["pain_limit_next_day"] = dice.choice((0, 2, 4, 5, 7))
    return case


def _dose(dice: Random, kind: str) -> JSON:
    low, high, _ = KINDS[kind]
    sets = 1 if kind == "minutes" else dice.choice((2, 3, 3))
    dose = {"kind": kind, "sets": sets, "low": low, "high": high, "load_kg": dice.choice((None, 0, 0, 10))}
    return dose | ({"sets_prescribed": 2} if sets == 3 and dice.random() < 0.2 else {})


def _therapist(dice: Random, now: datetime) -> JSON:
    override = None
    if dice.random() < 0.15:
        made_at = now - timedelta(hours=dice.choice((-1, 0, 24, 48, 72, 96)))
        expires_at = now + timedelta(hours=dice.choice((-1, 0, 24, 168)))
        override = {
            "verdict": dice.choice(("PROGRESS", "HOLD", "REGRESS")),
            "made_at": made_at.isoformat(),
            "expires_at": expires_at.isoformat(),
        }
    ages = [dice.choice((1, 9, 16, 20.99, 21, 21.01, 30)) for _ in range(dice.choice((0, 0, 0, 1, 2, 2, 3)))]
    return {"override": override, "regressed_at": [(now - timedelta(days=age)).isoformat() for age in ages]}


def _session(dice: Random, case: JSON, name: str, at: datetime, calm: bool) -> JSON:
    session: JSON = {
        "id": name,
        "performed_at": at.isoformat(),
        "sets": _sets(dice, case, calm),
        "pain_during": dice.choice((0, 1, 2, 2, 3, 4) if calm else PAINS),
        "next_day": _report(dice, at, calm),
    }
    if dice.random() < 0.3:
        session["ended_at"] = (at + timedelta(minutes=dice.choice((20, 45, 90)))).isoformat()
    if case["needs_control"] or dice.random() < 0.1:
        session["control_ok"] = dice.choice((True, True, True, True, False, None))
    if case["max_effort"] is not None or dice.random() < 0.1:
        session["effort"] = dice.choice((1, 2, 3, 3, 3, 4, None))
    if dice.random() < 0.02:
        session["red_flags"] = ["RF5"]
    return session


def _report(dice: Random, at: datetime, calm: bool) -> JSON | None:
    pain = dice.choice((0, 1, 2, 2, 3, 3, 4) if calm else PAINS)
    if pain is None or dice.random() < 0.1:
        return None
    hours = dice.choice((20, 24, 24, 24, 36) if calm else REPORT_H)
    return {"pain": pain, "reported_at": (at + timedelta(hours=hours)).isoformat()}


def _sets(dice: Random, case: JSON, calm: bool) -> list[JSON]:
    low, high, key = KINDS[case["dose"]["kind"]]
    values: tuple[int | None, ...] = (low, low, high, high, high)
    if not calm:
        values = (low, high, high, low - 1, low // 2, high + 2, None)
    if dice.random() < 0.15:
        values = (low // 2, low // 2, low // 2, low, None)
    number = case["dose"]["sets"] + dice.choice((0, 0, 0, 0, 1, -1))
    return [_set(dice, case, key, values) for _ in range(number)]


def _set(dice: Random, case: JSON, key: str, values: tuple[int | None, ...]) -> JSON:
    entry: JSON = {key: dice.choice(values), "load_kg": case["dose"]["load_kg"]}
    if case["dose"]["load_kg"] and dice.random() < 0.1:
        entry["load_kg"] = dice.choice((8, 12, None))
    if dice.random() < 0.1:
        entry["pain"] = dice.choice((0, 1, 2, 3, 4, None))
    return entry


def _send_again(dice: Random, sessions: list[JSON]) -> None:
    """An edit or a second send; times of receipt are all different, so their order decides."""
    if not sessions or dice.random() > 0.2:
        return
    first = dice.choice(sessions)
    received_at = datetime.fromisoformat(first["performed_at"])
    first["received_at"] = received_at.isoformat()
    later = {"received_at": (received_at + timedelta(hours=5)).isoformat()}
    sessions.append({**first, **later, "pain_during": dice.choice(PAINS)})
