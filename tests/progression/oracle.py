"""A second reading of tables C2 and C2b, written straight from their text over plain JSON.

It shares nothing with the rules it checks: other words, other shape, no early outs.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

JSON = dict[str, Any]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
DURING = {"KEMP": 3, "THOMEE": 5, "HIP_BOOSTER": 5, "SILBERNAGEL": 5}
VALUE = {
    "reps": "reps",
    "hold": "hold_seconds",
    "minutes": "minutes",
    "flights": "flights",
    "load_rm": "reps",
}


def verdict_of(case: JSON) -> tuple[str, str]:
    """Every rule is asked; the first that holds in the order of C2 speaks."""
    bouts = [_judge(case, bout) for bout in _bouts(case)]
    for code, verdict in _answers(case, bouts):
        if isinstance(verdict, str):
            return verdict, code
    return "PROGRESS", "P1"


def _answers(case: JSON, bouts: list[JSON]) -> list[tuple[str, Any]]:
    now, last, pair = _t(case["now"]), bouts[-1:], bouts[-2:] if len(bouts) >= 2 else []
    r1 = any(b["peak"] is not None and b["peak"] >= 6 for b in last)
    r2 = bool(pair) and all("F" in (b["during"], b["next"]) for b in pair)
    r3 = bool(pair) and all(b["too_hard"] for b in pair)
    fresh = [r for r in case["regressed_at"] if now - _t(r) <= 21 * DAY]
    silent = now - _t(last[0]["members"][-1]["performed_at"]) if last else timedelta(0)
    run = _run(bouts, case["bouts_required"])
    reasons = [code for b in reversed(run) for code, key in _ORDER if b[key] == "F"]
    unknown = any(b[key] == "U" for b in run for _, key in _ORDER)
    s3 = bool(pair) and all(b["peak"] is not None and b["peak"] >= 6 for b in pair)
    return [
        ("S0", case["open_stop"] and "STOP_AND_REVIEW"),
        ("S1", any(m.get("red_flags") for b in bouts for m in b["members"]) and "STOP_AND_REVIEW"),
        ("S2", any(b["peak"] is not None and b["peak"] >= 8 for b in last) and "STOP_AND_REVIEW"),
        ("S3", s3 and "STOP_AND_REVIEW"),
        ("S4", (r1 or r2 or r3) and len(fresh) >= 2 and "STOP_AND_REVIEW"),
        ("O1", _override(case, bouts, now)),
        ("R1", r1 and "REGRESS"),
        ("R2", r2 and "REGRESS"),
        ("R3", r3 and "REGRESS"),
        ("R4", silent >= 28 * DAY and "REGRESS"),
        ("I3", silent >= 14 * DAY and "INSUFFICIENT_EVIDENCE"),
        (reasons[0] if reasons else "H1", bool(reasons) and "HOLD"),
        ("I1", len(run) < case["bouts_required"] and "INSUFFICIENT_EVIDENCE"),
        ("I2", unknown and "INSUFFICIENT_EVIDENCE"),
        ("H5", case["is_top_level"] and "HOLD"),
    ]


_ORDER = (("H1", "during"), ("H2", "next"), ("H3", "dose"), ("H4", "control"))


def _t(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _versions(sessions: list[JSON]) -> list[JSON]:
    standing: JSON = {}
    for session in sessions:
        other: JSON = standing.get(session["id"], {})
        both = other.get("received_at") and session.get("received_at")
        if both and _t(session["received_at"]) < _t(other["received_at"]):
            continue
        standing[session["id"]] = session
    return list(standing.values())


def _bouts(case: JSON) -> list[list[JSON]]:
    now, start = _t(case["now"]), case["level_started_at"]
    chosen = []
    for session in _versions(case["sessions"]):
        at = _t(session["performed_at"])
        if at - now > timedelta(minutes=5) or (start and at < _t(start)) or not session["sets"]:
            continue
        chosen.append(session)
    chosen.sort(key=lambda session: (_t(session["performed_at"]), session["id"]))
    bouts: list[list[JSON]] = []
    for place, session in enumerate(chosen):
        if place and _t(session["performed_at"]) - _t(chosen[place - 1]["performed_at"]) < 16 * HOUR:
            bouts[-1].append(session)
        else:
            bouts.append([session])
    return bouts


def _run(bouts: list[JSON], wanted: int) -> list[JSON]:
    run: list[JSON] = []
    for bout in reversed(bouts):
        if run:
            apart = _t(run[0]["members"][0]["performed_at"]) - _t(bout["members"][-1]["performed_at"])
            if apart >= 14 * DAY:
                break
        if len(run) == wanted:
            break
        run.insert(0, bout)
    return run


def _judge(case: JSON, members: list[JSON]) -> JSON:
    pains = [m.get("pain_during") for m in members] + [s.get("pain") for m in members for s in m["sets"]]
    rated = [pain for pain in pains if pain is not None]
    worst = max(rated) if rated else None
    reports = [m["next_day"] for m in members if m.get("next_day")]
    report = reports[-1] if reports else None
    peaks = rated + ([report["pain"]] if report else [])
    during = "U" if worst is None else "T" if worst <= _during_limit(case) and worst < 6 else "F"
    judged: JSON = {"members": members, "during": during, "next": _next(case, members, report)}
    judged["peak"] = max(peaks) if peaks else None
    judged["dose"] = _dose(case, members)
    judged["control"] = _control(case, members[-1])
    judged["too_hard"] = (
        judged["dose"] == "F" and during == "T" and judged["next"] == "T" and _far_off(case, members)
    )
    return judged


def _during_limit(case: JSON) -> float:
    own = case.get("pain_limit_during")
    return float(DURING[case["pain_profile"]] if own is None else own)


def _next(case: JSON, members: list[JSON], report: JSON | None) -> str:
    if report is None:
        return "U"
    limit = 3 if case["pain_profile"] == "KEMP" else case["usual_pain"]
    if case.get("pain_limit_next_day") is not None:
        limit = case["pain_limit_next_day"]
    if report["pain"] >= 6 or (limit is not None and report["pain"] > limit):
        return "F"
    ends = [_t(m.get("ended_at") or m["performed_at"]) for m in members]
    elapsed = _t(report["reported_at"]) - max(ends)
    return "T" if limit is not None and 18 * HOUR <= elapsed <= 48 * HOUR else "U"


def _gate(case: JSON) -> float:
    return float(case["dose"]["low" if case["gate"] == "RANGE_MIN" else "high"])


def _dose(case: JSON, members: list[JSON]) -> str:
    wanted, gate, load = case["dose"]["sets"], _gate(case), case["dose"]["load_kg"] or 0
    key, answers = VALUE[case["dose"]["kind"]], set()
    for member in members:
        sure = [s for s in member["sets"] if _meets(s[key], gate) is True and _under(s, load) is True]
        maybe = [
            s for s in member["sets"] if _meets(s[key], gate) is not False and _under(s, load) is not False
        ]
        answers.add("T" if len(sure) >= wanted else "U" if len(maybe) >= wanted else "F")
    return next(answer for answer in "TUF" if answer in answers)


def _meets(value: float | None, least: float) -> bool | None:
    return None if value is None else value >= least


def _under(entry: JSON, load: float) -> bool | None:
    return True if not load else _meets(entry.get("load_kg"), load)


def _far_off(case: JSON, members: list[JSON]) -> bool:
    key, gate = VALUE[case["dose"]["kind"]], _gate(case)
    totals = [sum(gate if s[key] is None else min(s[key], gate) for s in m["sets"]) for m in members]
    sets = min(case["dose"]["sets"], case["dose"].get("sets_prescribed", 99))
    return 4 * max(totals) < 3 * float(sets * case["dose"]["low"])


def _control(case: JSON, last: JSON) -> str:
    answers = []
    if case["needs_control"]:
        answers.append({True: "T", False: "F", None: "U"}[last.get("control_ok")])
    if case["max_effort"] is not None:
        effort = last.get("effort")
        answers.append("U" if effort is None else "T" if effort <= case["max_effort"] else "F")
    return "F" if "F" in answers else "U" if "U" in answers else "T"


def _override(case: JSON, bouts: list[JSON], now: datetime) -> str | bool:
    override = case["override"]
    if not override or not _t(override["made_at"]) <= now <= _t(override["expires_at"]):
        return False
    for bout in bouts:
        after = _t(bout["members"][-1]["performed_at"]) > _t(override["made_at"])
        if after and bout["peak"] is not None and bout["peak"] >= 6:
            return False
    return str(override["verdict"])
