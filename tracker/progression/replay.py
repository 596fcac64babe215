"""One worked case, decided again and compared with what was expected."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from .cases import case_from_json
from .decide import decide
from .load import LoadDecision, decide_load
from .terms import Case, Decision, DoseKind


class Replayed(NamedTuple):
    """`expected` None: the line expects nothing."""

    id: object
    decision: Decision
    expected: dict[str, Any] | None

    def as_json(self) -> str:
        verdict, rule = str(self.decision.verdict), self.decision.rule
        return json.dumps({"id": self.id, "verdict": verdict, "rule": rule}, ensure_ascii=False)

    def difference(self) -> str | None:
        """What differs from `expect`, in one line; None when all it names agrees."""
        if not self.expected:
            return f"{self.id}: nothing is expected"
        found = {"verdict": str(self.decision.verdict), "rule": self.decision.rule}
        if all(found[key] == value for key, value in self.expected.items()):
            return None
        expected = " ".join(str(value) for value in self.expected.values())
        return f"{self.id}: expected {expected}, decided {found['verdict']} {found['rule']}"


def decided(case: Case) -> Decision:
    """Load work by its own table, everything else by the main one."""
    if case.dose.kind is not DoseKind.LOAD_RM:
        return decide(case)
    by_load: LoadDecision = decide_load(case)
    return Decision(by_load.verdict, by_load.rule)


def replay_line(line: str | bytes) -> Replayed:
    """Raises ValueError, naming the field, when the line is no case."""
    raw = _parsed(line)
    expected = raw.get("expect")
    if expected is not None and (not isinstance(expected, dict) or set(expected) - {"verdict", "rule"}):
        raise ValueError("expect: must hold a verdict and a rule")
    return Replayed(raw.get("id"), decided(case_from_json(raw)), expected)


def _parsed(line: str | bytes) -> dict[str, Any]:
    try:
        raw = json.loads(line, object_pairs_hook=_without_repeats)
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError(f"not JSON ({error})") from None
    if not isinstance(raw, dict):
        raise ValueError("must be an object")  # noqa: TRY004 — one kind of refusal
    return raw


def _without_repeats(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """A field given twice would silently drop one of its values."""
    fields: dict[str, Any] = {}
    for key, value in pairs:
        if key in fields:
            raise ValueError(f"{key}: given twice")
        fields[key] = value
    return fields
