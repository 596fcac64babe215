"""Multiply the told people by SQL: every table, every key, in the order of time."""

from __future__ import annotations

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
HASHED = "md5({}::text || pg_current_xact_id()::text || c)::uuid"
SPREAD = "{} + c * interval '1 millisecond'"

Keys = dict[type[models.Model], str]


def multiply(copies: int) -> None:
    """`copies` more of everybody, without the checks that each row would otherwise pay for."""
    copied = [apps.get_model(name) for name in TABLES]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        keys = {model: _new_key(cursor, model) for model in copied}
        for model in copied:
            cursor.execute(_copying(model, keys), [copies])
    with connection.cursor() as cursor:
        for model in copied:
            _go_on_counting(cursor, model)
        cursor.execute("VACUUM ANALYZE")


def _new_key(cursor: Any, model: type[models.Model]) -> str:
    """How copy `c` of a row is named: by a hash of its name, or beyond the numbers there are."""
    if isinstance(model._meta.pk, models.UUIDField):
        return HASHED
    cursor.execute(f"SELECT max(id) - min(id) + 1 FROM {model._meta.db_table}")  # noqa: S608
    [span] = cursor.fetchone()
    return f"{{}} + c * {span or 0}"


def _copying(model: type[models.Model], keys: Keys) -> str:
    """Rows of one day lie together, as they would have arrived."""
    columns = {str(field.column): _value(field, keys) for field in model._meta.concrete_fields}
    table = model._meta.db_table
    return (
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(columns.values())} "  # noqa: S608
        f"FROM (SELECT * FROM {table} ORDER BY id) t CROSS JOIN generate_series(1, %s) c"
    )


def _value(field: Any, keys: Keys) -> str:
    if field.is_relation and field.related_model not in keys:
        return "NULL" if field.null else field.column
    if field.primary_key or field.is_relation:
        return keys[field.related_model if field.is_relation else field.model].format(field.column)
    if field.name in {"run", "client_id"}:
        return HASHED.format(field.column)
    return SPREAD.format(field.column) if field.name == "evaluate_due_at" else field.column


def _go_on_counting(cursor: Any, model: type[models.Model]) -> None:
    table = model._meta.db_table
    if not isinstance(model._meta.pk, models.UUIDField):
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"  # noqa: S608
        )
