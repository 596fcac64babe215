"""Is the process alive; can it serve."""

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache


@never_cache
def livez(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"alive": True})


@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Redis is not asked: without it decisions come seconds later, but they come."""
    try:
        database, migrated = answers(), is_migrated()
    except Error:
        database = migrated = False
    ready = database and migrated
    return JsonResponse({"database": database, "migrations": migrated}, status=200 if ready else 503)


def answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def is_migrated() -> bool:
    """Looked up until it is so; a running process is never un-migrated."""
    global _migrated
    if not _migrated:
        executor = MigrationExecutor(connection)
        _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _migrated


_migrated = False
