"""Three truth values. A FALSE beats UNKNOWN; UNKNOWN beats TRUE [design C0]."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


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
