"""Dose, control and effort against the gate of a level (C3)."""

from __future__ import annotations

from . import policy
from .policy import GateRule
from .terms import Case, Dose, Gate, Number, Session, SetEntry
from .truth import FALSE, TRUE, UNKNOWN, Truth


def gate_rule(code: str, programme_default: str) -> GateRule:
    """The rule behind a programme's gate code; a last level is held to its programme's default gate."""
    return policy.GATES[programme_default if code == "top" else code]


def gate_value(dose: Dose, gate: Gate) -> Number:
    """What every set has to reach: the low end or the top of the written range."""
    return dose.low if gate is Gate.RANGE_MIN else dose.high


def dose_truth(sessions: tuple[Session, ...], dose: Dose, value: Number) -> Truth:
    """TRUE when one session alone has the sets; UNKNOWN when only blanks stand in the way."""
    truth = FALSE
    for session in sessions:
        reached, open_sets = _count(session.sets, dose.load_kg, value)
        if reached >= dose.sets:
            return TRUE
        if reached + open_sets >= dose.sets:
            truth = UNKNOWN
    return truth


def _count(sets: tuple[SetEntry, ...], load_kg: Number | None, value: Number) -> tuple[int, int]:
    """Sets that reach the gate, and sets left open by a blank. A blank load matters only under load."""
    reached = open_sets = 0
    for done, load, _, _ in sets:
        if done is not None and done < value:
            continue
        if load_kg and load is not None and load < load_kg:
            continue
        if done is None or (load_kg and load is None):
            open_sets += 1
        else:
            reached += 1
    return reached, open_sets


def most_sets_reached(sessions: tuple[Session, ...], dose: Dose, value: Number) -> int:
    """The sets that reached the gate in the bout's best session: "2 of 3 sets"."""
    return max(_count(session.sets, dose.load_kg, value)[0] for session in sessions)


def best_total(sessions: tuple[Session, ...], value: Number) -> Number:
    """R3: the best session's sum, each set capped at the gate. A blank set may have reached it."""
    return max(
        sum([value if done is None or done > value else done for done, *_ in s.sets]) for s in sessions
    )


def control_truth(case: Case, last: Session) -> Truth:
    """Control and effort as far as the gate asks for them, of the bout's last session."""
    if case.needs_control and last.control_ok is False:
        return FALSE
    if case.max_effort is not None and last.effort is not None and last.effort > case.max_effort:
        return FALSE
    if case.needs_control and last.control_ok is None:
        return UNKNOWN
    return UNKNOWN if case.max_effort is not None and last.effort is None else TRUE
