"""Store many new rows by COPY: every constraint holds, at a tenth of the price of an INSERT."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from operator import attrgetter
from typing import Any
from uuid import UUID

import orjson
from django.db import connection
from django.db.models import Model


def store(rows: Sequence[Model]) -> None:
    """New rows of one model, each with its key set already; anything that is refused refuses all."""
    if not rows:
        return
    model = rows[0]._meta  # noqa: SLF001  Django documents it
    columns = ", ".join(f'"{field.column}"' for field in model.concrete_fields)
    values = attrgetter(*[field.attname for field in model.concrete_fields])
    lines = [_line(values(row)) for row in rows]
    statement = f'COPY "{model.db_table}" ({columns}) FROM STDIN'
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.copy(statement) as copy,
    ):
        copy.write(b"".join(lines))


def _line(values: Iterable[Any]) -> bytes:
    return b"\t".join([ENCODERS.get(type(value), _of_a_kind)(value) for value in values]) + b"\n"


def _text(value: str) -> bytes:
    """In the text form of COPY four characters mean something else."""
    if value.isalnum():
        return value.encode()
    escaped = value.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
    return escaped.encode()


def _json(value: Any) -> bytes:
    """JSON has no raw tab or line end; only its backslashes would be taken for ours."""
    return orjson.dumps(value).replace(b"\\", b"\\\\")


def _of_a_kind(value: Any) -> bytes:
    """A value whose type is a special case of one that is known, such as a word of a vocabulary."""
    for kind, encode in [*ENCODERS.items()]:
        if isinstance(value, kind):
            ENCODERS[type(value)] = encode  # asked once a type
            return encode(value)
    raise TypeError(f"{type(value).__name__} cannot be stored by COPY")


ENCODERS: dict[type, Callable[[Any], bytes]] = {
    str: _text,
    type(None): lambda _: b"\\N",
    bool: lambda value: b"t" if value else b"f",
    int: lambda value: b"%d" % value,
    UUID: lambda value: str(value).encode(),
    datetime: lambda value: value.isoformat().encode(),
    date: lambda value: value.isoformat().encode(),
    Decimal: lambda value: str(value).encode(),
    dict: _json,
    list: _json,
}
