"""Strict reading of JSON values: no coercion, and every refusal names its field."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from datetime import datetime
from enum import StrEnum
from typing import TypeVar, cast

from .terms import Number

Chosen = TypeVar("Chosen", bound=StrEnum)
Read = TypeVar("Read")
LOAD_MAX_KG = 1000
COUNT_MAX = 100_000


class Fields:
    """One JSON object. Unknown keys are refused, so a misspelt limit cannot pass silently."""

    def __init__(self, raw: object, where: str, known: Iterable[str]) -> None:
        if not isinstance(raw, dict):
            raise ValueError(f"{where or 'case'}: must be an object")  # noqa: TRY004 — one kind of refusal
        self.raw = raw
        self.where = where
        unknown = sorted(str(key) for key in set(raw) - set(known))
        if unknown:
            raise ValueError(f"{self.path(unknown[0])}: unknown field")

    def path(self, key: str) -> str:
        return f"{self.where}.{key}" if self.where else key

    def required(self, key: str) -> object:
        if self.raw.get(key) is None:
            raise ValueError(f"{self.path(key)}: missing")
        return cast("object", self.raw[key])

    def number(self, key: str, low: Number, high: Number) -> Number | None:
        value = self.raw.get(key)
        return None if value is None else checked_number(value, self.path(key), low, high)

    def required_number(self, key: str, low: Number, high: Number) -> Number:
        return checked_number(self.required(key), self.path(key), low, high)

    def whole(self, key: str, low: int, high: int) -> int | None:
        value = self.number(key, low, high)
        if value is not None and not isinstance(value, int):
            raise ValueError(f"{self.path(key)}: must be a whole number")
        return value

    def required_whole(self, key: str, low: int, high: int) -> int:
        self.required(key)
        return cast("int", self.whole(key, low, high))

    def yes_no(self, key: str) -> bool | None:
        value = self.raw.get(key)
        if value is not None and not isinstance(value, bool):
            raise ValueError(f"{self.path(key)}: must be true or false")
        return value

    def instant(self, key: str) -> datetime | None:
        value = self.raw.get(key)
        return None if value is None else checked_instant(value, self.path(key))

    def required_instant(self, key: str) -> datetime:
        return checked_instant(self.required(key), self.path(key))

    def text(self, key: str) -> str:
        value = self.required(key)
        if not isinstance(value, str) or not value:
            raise ValueError(f"{self.path(key)}: must be a text")
        return value

    def choice(self, key: str, kind: type[Chosen]) -> Chosen:
        value = self.required(key)
        if value not in [member.value for member in kind]:
            raise ValueError(f"{self.path(key)}: must be one of {', '.join(kind)}")
        return kind(value)

    def listed(self, key: str, read: Callable[[object, str], Read]) -> tuple[Read, ...]:
        """Every item of a list; an absent list is an empty one."""
        value = self.raw.get(key)
        if value is not None and not isinstance(value, list):
            raise ValueError(f"{self.path(key)}: must be a list")
        return tuple(read(item, f"{self.path(key)}[{at}]") for at, item in enumerate(value or ()))


def checked_number(value: object, where: str, low: Number, high: Number) -> Number:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError(f"{where}: must be a number")
    if not low <= value <= high:
        raise ValueError(f"{where}: must be from {low} to {high}")
    return value


def checked_instant(value: object, where: str) -> datetime:
    """A time without its offset could be any hour of the day, so it is refused."""
    if not isinstance(value, str):
        raise ValueError(f"{where}: must be a time")  # noqa: TRY004 — one kind of refusal
    try:
        instant = datetime.fromisoformat(value)
    except ValueError:
        raise ValueError(f"{where}: must be a time such as 2026-03-04T10:00:00+01:00") from None
    if instant.tzinfo is None:
        raise ValueError(f"{where}: the time needs its offset from UTC")
    return instant


def checked_text(value: object, where: str) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError(f"{where}: must be a text")
    return value
