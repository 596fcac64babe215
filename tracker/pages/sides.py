"""Left and right of one exercise: told once where they are alike."""

from __future__ import annotations

from itertools import groupby
from typing import Any

Shown = dict[str, Any]
ALIKE = ("level", "dose", "limits", "done_today")


def ladders(exercises: list[Shown]) -> list[Shown]:
    """The exercises in their order, each ladder with the sides that differ."""
    grouped = groupby(exercises, key=lambda entry: str(entry["code"]))
    return [_ladder(list(sides)) for _code, sides in grouped]


def _ladder(sides: list[Shown]) -> Shown:
    if len(sides) > 1 and all(_is_like(side, sides[0]) for side in sides):
        sides = [sides[0] | {"side": "alike"}]
    return {"shared": sides[0], "sides": sides}


def _is_like(one: Shown, other: Shown) -> bool:
    return _sentence(one) == _sentence(other) and all(one.get(name) == other.get(name) for name in ALIKE)


def _sentence(entry: Shown) -> str:
    return str(entry["decision"]["sentence"]) if entry["decision"] else ""
