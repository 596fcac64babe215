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
# The days of this century that exist, and the instants on them (RFC 3339, the offset included):
# what a phone's clock can mean, far from the calendar's ends, where arithmetic overflows.
_DAY = (
    r"(20[0-9]{2}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)"
    r"|02-(0[1-9]|1[0-9]|2[0-8]))|20([02468][048]|[13579][26])-02-29)"
)
_TIME = r"T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,6})?(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])"
DAY, INSTANT = f"^{_DAY}$", f"^{_DAY}{_TIME}$"
ZONE = f"^({'|'.join(sorted(map(re.escape, zoneinfo.available_timezones())))})$"
IS_CLIENT_ID, IS_INSTANT, IS_DAY = (re.compile(pattern[1:-1]) for pattern in (MADE_BY_CLIENT, INSTANT, DAY))
MAX_LOAD_KG = 500
CENT = Decimal("0.01")
BINARY_NOISE = Decimal("1e-9")  # a phone that adds 0.1 and 0.2 means 0.30, not a tenth decimal


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
    if not isinstance(value, str) or not IS_CLIENT_ID.fullmatch(value):
        raise ValueError("Send a UUID of version 4 or 7, 36 lower-case characters.")
    return uuid.UUID(value)


def read_instant(value: Any) -> datetime:
    """An instant with its offset from UTC; a naive time is nobody's time."""
    if not isinstance(value, str) or not IS_INSTANT.fullmatch(value):
        raise ValueError("Send a real time with its offset, such as 2026-03-04T10:00:00+01:00.")
    return datetime.fromisoformat(value)


def read_day(value: Any) -> date:
    """A calendar day of this century."""
    if not isinstance(value, str) or not IS_DAY.fullmatch(value):
        raise ValueError("Send a real day, such as 2026-03-04.")
    return date.fromisoformat(value)


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
    cents = load.quantize(CENT)
    if abs(load - cents) > BINARY_NOISE:
        raise ValueError("Send at most 2 decimals.")
    return cents.copy_abs()


def read_red_flag(value: Any) -> str:
    """The code of a warning sign that the rules know."""
    if not isinstance(value, str) or value not in red_flags.BY_CODE:
        raise ValueError("There is no such warning sign.")
    return value


def read_yes(value: Any) -> bool:
    """True itself: 1 is no confirmation."""
    if value is not True:
        raise ValueError("Confirm with true.")
    return True


def _text_schema(**more: Any) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", **more})


Id = Annotated[
    uuid.UUID, PlainValidator(read_uuid), _text_schema(format="uuid", pattern=f"^{UUID_TEXT.pattern}$")
]
ClientId = Annotated[uuid.UUID, PlainValidator(read_client_id), _text_schema(pattern=MADE_BY_CLIENT)]
Instant = Annotated[
    datetime,
    PlainValidator(read_instant),
    _text_schema(pattern=INSTANT, description="With its offset.", examples=["2026-03-04T10:00:00+01:00"]),
]
Day = Annotated[date, PlainValidator(read_day), _text_schema(pattern=DAY, examples=["2026-03-04"])]
Zone = Annotated[
    str,
    PlainValidator(read_zone),
    _text_schema(pattern=ZONE, description="An IANA time zone.", examples=["Europe/Copenhagen"]),
]
Load = Annotated[
    Decimal,
    PlainValidator(read_load),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": MAX_LOAD_KG, "multipleOf": 0.01}),
]
RedFlag = Annotated[str, PlainValidator(read_red_flag), _text_schema(enum=list(red_flags.BY_CODE))]
Yes = Annotated[bool, PlainValidator(read_yes), WithJsonSchema({"type": "boolean", "enum": [True]})]
ZeroToTen = Annotated[int, Field(ge=0, le=10)]
# U+0000 is refused with the JSON (strict_json); the patterns say so to those who read the schema.
Note = Annotated[str, StringConstraints(max_length=4000, pattern=r"^[^\x00]*$")]
Reason = Annotated[str, StringConstraints(min_length=1, max_length=1000, pattern=r"^[^\x00]*\S[^\x00]*$")]
Code = Annotated[str, StringConstraints(max_length=40, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
