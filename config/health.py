"""Is the process alive; can it serve."""

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache


@never_cache
def livez(_request: HttpRequest) -> JsonResponse:
    return JsonResponse({"alive": True})


@never_cache
def readyz(_request: HttpRequest) -> JsonResponse:
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
        return bool(cursor.fetchone() == (1,))


def is_migrated() -> bool:
    """Looked up until it is so: a process that has seen its schema complete need not look again."""
    if not _seen:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return False
        _seen.append(True)
    return True


_seen: list[bool] = []
