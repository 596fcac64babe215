"""Servers and a schema that only the bench uses, thrown away afterwards."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.places import LOCAL
from config.services import services

SETTINGS = {
    "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
    "SECRET_KEY": "only-the-bench-uses-this-key-and-it-protects-nothing-at-all",
    "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
    "HTTPS": "off",
    "LOG_LEVEL": "WARNING",
    "STATEMENT_TIMEOUT_SECONDS": "0",
}


@contextmanager
def private_servers() -> Iterator[None]:
    """PostgreSQL as in production (fsync and synchronous commit on) and Valkey; Django set up on them."""
    LOCAL.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="bench-", dir=LOCAL))
    folder.chmod(0o755)
    own = services(folder, durable=True, given={})
    try:
        own.start()
        os.environ |= SETTINGS | own.urls
        _set_up()
        yield
    finally:
        own.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _set_up() -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    call_command("load_library", verbosity=0, stdout=(LOCAL / "bench.log").open("w"))
