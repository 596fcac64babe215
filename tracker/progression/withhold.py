"""Reasons from outside the main table that turn a PROGRESS into a HOLD.

They never soften a stop. A planned deload or a flare plan asks for half the sets, so there R3, which
reads the sets that were left out, holds as well.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from .terms import Decision, Verdict


class Withholding(NamedTuple):
    """`also_holds`: rules besides every PROGRESS that become a HOLD."""

    code: str
    reason: str
    also_holds: frozenset[str] = frozenset()


HALF_THE_SETS = frozenset({"R3"})

WITHHOLDINGS: tuple[Withholding, ...] = (
    Withholding("W-FLARE", "a flare-up is running: no progress decisions (C6)", HALF_THE_SETS),
    Withholding("W-LATE", "a session that arrived late would have failed: hold from now (C8)"),
    Withholding("W-WORSE", "the worsening flag is up: hold until the review (E-WORSENING)"),
    Withholding("W-DELOAD", "a planned deload week: no gate in that week (C6)", HALF_THE_SETS),
    Withholding("W-SIDE", "the other side waits: at most one level apart (C8)"),
)
BY_CODE = {row.code: row for row in WITHHOLDINGS}


def withhold(decision: Decision, codes: Collection[str]) -> Decision:
    """The first row of the table that is in `codes` and holds this decision gives its code.

    A therapist's override (O1) is not held: only S0-S4 stand above it (C8).
    """
    unknown = set(codes) - set(BY_CODE)
    if unknown:
        raise ValueError(f"unknown reason to withhold: {min(unknown)}")
    for row in WITHHOLDINGS:
        if row.code in codes and _holds(row, decision):
            return Decision(Verdict.HOLD, row.code)
    return decision


def _holds(row: Withholding, decision: Decision) -> bool:
    raises = decision.verdict is Verdict.PROGRESS and decision.rule != "O1"
    return raises or decision.rule in row.also_holds
