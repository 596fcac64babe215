"""Multiply the told people by SQL: every table, every key, in the order of time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction

TABLES = (
    "patients.Patient",
    "patients.CareAssignment",
    "patients.EpisodeOfCare",
    "tracker.Plan",
    "tracker.Prescription",
    "tracker.SessionLog",
    "tracker.ExerciseLog",
    "tracker.SetLog",
    "tracker.NextDayReport",
)
SPREAD = "{} + c * interval '1 millisecond'"


def multiply(copies: int) -> None:
    """`copies` more of everybody, without the checks that each row would otherwise pay for."""
    copied = {apps.get_model(name) for name in TABLES}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for model in (apps.get_model(name) for name in TABLES):
            cursor.execute(_copying(model, copied), [copies])
    with connection.cursor() as cursor:
        for model in copied:
            _go_on_counting(cursor, model)
        cursor.execute("VACUUM ANALYZE")


def _copying(model: type[models.Model], copied: set[type[models.Model]]) -> str:
    """Rows of one day lie together, as they would have arrived."""
    columns = {field.column: _value(field, copied) for field in model._meta.concrete_fields}
    table = model._meta.db_table
    return (
        f'INSERT INTO {table} ({", ".join(columns)}) SELECT {", ".join(columns.values())} '
        f"FROM (SELECT * FROM {table} ORDER BY id) t CROSS JOIN generate_series(1, %s) c"
    )


def _value(field: Any, copied: set[type[models.Model]]) -> str:
    if field.is_relation and field.related_model not in copied:
        return "NULL" if field.null else field.column
    if field.primary_key or field.is_relation:
        return _key(field.related_model._meta.pk if field.is_relation else field)(field.column)
    if field.name in {"run", "client_id"}:
        return _derived_uuid(field.column)
    return SPREAD.format(field.column) if field.name == "evaluate_due_at" else field.column


def _key(key: Any) -> Callable[[str], str]:
    return _derived_uuid if isinstance(key, models.UUIDField) else _derived_number


def _derived_uuid(column: str) -> str:
    return f"md5({column}::text || c)::uuid"


def _derived_number(column: str) -> str:
    return f"{column} * 1000000 + c"


def _go_on_counting(cursor: Any, model: type[models.Model]) -> None:
    key, table = model._meta.pk, model._meta.db_table
    if not isinstance(key, models.UUIDField):
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"
        )
