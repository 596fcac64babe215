"""Three truth values. A FALSE beats UNKNOWN; UNKNOWN beats TRUE. [design C0]"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from .terms import Number


class Truth(StrEnum):
    TRUE = "TRUE"
    FALSE = "FALSE"
    UNKNOWN = "UNKNOWN"


TRUE, FALSE, UNKNOWN = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN


def all_of(truths: Iterable[Truth]) -> Truth:
    """TRUE of nothing is TRUE: what was not asked cannot be missing."""
    known = tuple(truths)
    if FALSE in known:
        return FALSE
    return UNKNOWN if UNKNOWN in known else TRUE


def any_of(truths: Iterable[Truth]) -> Truth:
    """One TRUE is enough; without one, an UNKNOWN might still have been it."""
    known = tuple(truths)
    if TRUE in known:
        return TRUE
    return UNKNOWN if UNKNOWN in known else FALSE


def at_most(value: Number | None, limit: Number | None) -> Truth:
    """Compared unrounded: 3.0 is inside a limit of 3, 3.1 is not. [design C0]"""
    if value is None or limit is None:
        return UNKNOWN
    return TRUE if value <= limit else FALSE
