"""How pages show what queries tell: times, steps, labels."""

from __future__ import annotations

import re
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django import template

from tracker.pages import labels

register = template.Library()


@register.filter
def instant(told: str | None) -> datetime | None:
    """The moment that a query tells as ISO text."""
    return datetime.fromisoformat(told) if told else None


@register.filter
def day(told: str | None) -> date | None:
    """The day that a query tells as ISO text."""
    return date.fromisoformat(told) if told else None


@register.filter
def steps(level: dict[str, Any]) -> list[str]:
    """A ladder from its first step to its top: what is behind, where one stands, what is ahead."""
    here, top = level["number"], level["of"] or level["number"]
    return ["behind"] * (here - 1) + ["here"] + ["ahead"] * (top - here)


@register.filter
def tel(phone: str) -> str:
    """A phone number as a link wants it."""
    return re.sub(r"[^+\d]", "", phone)


@register.filter
def label(value: str, kind: str) -> str:
    """The words for a code, such as `{{ side|label:"side" }}`."""
    return str(labels.LABELS[kind].get(value, value))


@register.filter
def plain(number: float | str | None) -> str:
    """A number without needless decimals; nothing known, or nothing there, is a dash, never a zero."""
    return f"{number:g}" if isinstance(number, int | float) else "–"


@register.filter
def tempo(told: dict[str, Any]) -> list[str]:
    """The tempo of a repetition, part by part."""
    return [str(labels.TEMPO[name]) % {"value": told[name]} for name in labels.TEMPO if name in told]


@register.filter
def alike(sets: list[dict[str, Any]]) -> list[tuple[int, dict[str, Any]]]:
    """Equal sets in a row, told once with their number."""
    return [(len(list(run)), entry) for entry, run in groupby(sets)]


@register.filter
def unmarked(text: str) -> str:
    """A text of the library without its marks of source."""
    return re.sub(r"\s*\[[^\]]*\]", "", text)


@register.filter
def band_of(value: int, bands: list[dict[str, Any]]) -> str:
    """The name of the band that a pain value lies in."""
    return next((str(band["band"]) for band in bands if value <= band["up_to"]), "")


@register.filter
def spans(bands: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each band with the whole numbers it covers, from 0 to 10."""
    starts = [0, *(int(band["up_to"]) + 1 for band in bands)]
    return [
        band | {"from": start} for band, start in zip(bands, starts, strict=False) if start <= band["up_to"]
    ]
