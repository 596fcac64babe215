"""System checks that say what is wrong with the settings, and what to do."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

DATABASE_URL_HINT = "Set DATABASE_URL=postgresql://user:password@host:port/name."


@register(Tags.security)
def settings_are_usable(**_: Any) -> list[CheckMessage]:
    return [
        *_who_may_ask(),
        *where_the_truth_lives(settings.DATABASES["default"]),
        *_what_wakes_the_workers(),
    ]


def _who_may_ask() -> Iterator[CheckMessage]:
    if settings.SECRET_KEY_IS_MISSING:
        hint = "Set SECRET_KEY (or SECRET_KEY_FILE) to 50 random characters or more."
        yield Error("The secret key is missing or too short.", hint=hint, id="stepwise.E001")
    if not settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS:
        hint = "Set ALLOWED_HOSTS to the names of this site, separated by commas."
        yield Error("No host, or every host, may be asked for.", hint=hint, id="stepwise.E002")


def where_the_truth_lives(database: Mapping[str, Any]) -> Iterator[CheckMessage]:
    if database["ENGINE"] != "django.db.backends.postgresql":
        yield Error("The database must be PostgreSQL.", hint=DATABASE_URL_HINT, id="stepwise.E003")
    elif not database.get("NAME"):
        yield Error("No database is named.", hint=DATABASE_URL_HINT, id="stepwise.E004")


def _what_wakes_the_workers() -> Iterator[CheckMessage]:
    if not settings.REDIS_URL.startswith(("redis://", "rediss://", "unix://")):
        hint = "Set REDIS_URL=redis://user:password@host:port/0."
        yield Error("No Redis is named to wake the workers.", hint=hint, id="stepwise.E005")


@register(Tags.database)
def database_keeps_what_it_confirms(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    return list(_how_it_confirms(databases or []))


def _how_it_confirms(databases: Sequence[str]) -> Iterator[CheckMessage]:
    """A receipt means stored: the server must not answer before the row is on disk."""
    for alias in databases:
        with connections[alias].cursor() as cursor:
            cursor.execute("SHOW synchronous_commit")
            (kept,) = cursor.fetchone() or ("",)
        if kept == "off":
            hint = "Set synchronous_commit=on in PostgreSQL; a crash would lose confirmed sessions."
            yield Error("PostgreSQL confirms before it has stored.", hint=hint, id="stepwise.E006")
