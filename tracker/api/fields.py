"""The values that may come in: each of one type, inside its range, never turned into another one.

Pydantic runs strict, so `true`, `"3"` and `3.0` are no integers; unknown fields are errors at every
depth. Numbers with a point arrive as Decimal (strict_json), so nothing is rounded on the way.
"""

from __future__ import annotations

import re
import uuid
import zoneinfo
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, StringConstraints, WithJsonSchema

from patients import calendar
from tracker.progression import red_flags

UUID_TEXT = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
MADE_BY_CLIENT = r"^[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"
# RFC 3339 with its offset; the years that a phone's clock can mean, far from the calendar's ends.
INSTANT = (
    r"^20[0-9]{2}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?([Zz]|[+-][0-9]{2}:[0-9]{2})$"
)
DAY = r"^20[0-9]{2}-[0-9]{2}-[0-9]{2}$"
_CLIENT_ID, _INSTANT, _DAY = (re.compile(pattern.strip("^$")) for pattern in (MADE_BY_CLIENT, INSTANT, DAY))
MAX_LOAD_KG = 500
CENT = Decimal("0.01")


class Body(BaseModel):
    """A JSON object of which every field is known."""

    model_config = ConfigDict(strict=True, extra="forbid", hide_input_in_errors=True)


def read_uuid(value: Any) -> uuid.UUID:
    """A UUID as it is printed: 36 characters, lower case."""
    if not isinstance(value, str) or not UUID_TEXT.fullmatch(value):
        raise ValueError("Send a UUID of 36 lower-case characters.")
    return uuid.UUID(value)


def read_client_id(value: Any) -> uuid.UUID:
    """The id that a phone makes: a UUID of version 4 or 7."""
    if not isinstance(value, str) or not _CLIENT_ID.fullmatch(value):
        raise ValueError("Send a UUID of version 4 or 7, 36 lower-case characters.")
    return uuid.UUID(value)


def read_instant(value: Any) -> datetime:
    """An instant with its offset from UTC; a naive time is nobody's time."""
    if not isinstance(value, str) or not _INSTANT.fullmatch(value):
        raise ValueError("Send a time of this century with its offset, such as 2026-03-04T10:00:00+01:00.")
    try:
        return datetime.fromisoformat(value.upper())
    except ValueError:
        raise ValueError("There is no such time.") from None


def read_day(value: Any) -> date:
    """A calendar day of this century."""
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise ValueError("Send a day of this century, such as 2026-03-04.")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError("There is no such day.") from None


def read_zone(value: Any) -> str:
    """The name of an IANA time zone."""
    if not isinstance(value, str) or not calendar.is_zone(value):
        raise ValueError("Send an IANA time zone, such as Europe/Copenhagen.")
    return value


def read_load(value: Any) -> Decimal:
    """Kilograms, 0 to 500, in steps of 0.01."""
    if not isinstance(value, int | Decimal) or isinstance(value, bool):
        raise ValueError("Send a number.")  # noqa: TRY004  # pydantic turns only ValueError into an answer
    load = Decimal(value)
    if not 0 <= load <= MAX_LOAD_KG:
        raise ValueError(f"Send 0 to {MAX_LOAD_KG} kg.")
    if load != load.quantize(CENT):
        raise ValueError("Send at most 2 decimals.")
    return load.copy_abs()


def read_red_flag(value: Any) -> str:
    """The code of a warning sign that the rules know."""
    if not isinstance(value, str) or value not in red_flags.BY_CODE:
        raise ValueError("There is no such warning sign.")
    return value


def _text_schema(**more: Any) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", **more})


Id = Annotated[
    uuid.UUID, PlainValidator(read_uuid), _text_schema(format="uuid", pattern=f"^{UUID_TEXT.pattern}$")
]
ClientId = Annotated[uuid.UUID, PlainValidator(read_client_id), _text_schema(pattern=MADE_BY_CLIENT)]
Instant = Annotated[
    datetime,
    PlainValidator(read_instant),
    _text_schema(pattern=INSTANT, examples=["2026-03-04T10:00:00+01:00"]),
]
Day = Annotated[date, PlainValidator(read_day), _text_schema(format="date", pattern=DAY)]
Zone = Annotated[
    str,
    PlainValidator(read_zone),
    _text_schema(enum=sorted(zoneinfo.available_timezones()), description="An IANA time zone."),
]
Load = Annotated[
    Decimal,
    PlainValidator(read_load),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": MAX_LOAD_KG, "multipleOf": 0.01}),
]
RedFlag = Annotated[str, PlainValidator(read_red_flag), _text_schema(enum=list(red_flags.BY_CODE))]
ZeroToTen = Annotated[int, Field(ge=0, le=10)]
Reason = Annotated[str, StringConstraints(min_length=1, max_length=1000, pattern=r"\S")]
Code = Annotated[str, StringConstraints(min_length=1, max_length=40)]
