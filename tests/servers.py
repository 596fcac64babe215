"""The pytest plugin that gives the tests their own PostgreSQL and Valkey."""

import os
import shutil
import sys
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest

from config.places import LOCAL
from config.processes import command_line
from config.services import Services, services

LOOPBACK = {"127.0.0.1", "::1", "localhost"}
KEY = pytest.StashKey[tuple[Services, Path]]()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None]:
    """Name the servers before pytest-django reads the settings; they start with the first database test."""
    (LOCAL / "static").mkdir(parents=True, exist_ok=True)
    forget_killed_runs()
    folder = Path(tempfile.mkdtemp(prefix=f"tests-{os.getpid()}-", dir=LOCAL))
    folder.chmod(0o755)
    own = services(folder, durable=False)
    os.environ |= own.urls
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "SECRET_KEY": "only-the-tests-use-this-key-and-it-protects-nothing-at-all",
        "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
        "HTTPS": "off",
    }
    early_config.stash[KEY] = (own, folder)
    sys.addaudithook(only_this_machine)
    return (yield)


def forget_killed_runs() -> None:
    """A run that was killed could not tidy up after itself."""
    for left_over in LOCAL.glob("tests-*-*"):
        if not command_line(int(left_over.name.split("-")[1])):
            shutil.rmtree(left_over, ignore_errors=True)


def only_this_machine(event: str, details: tuple[object, ...]) -> None:
    """An audit hook: no test reaches out, not even by a library's own idea."""
    if event == "socket.connect" and isinstance(details[1], tuple) and details[1][0] not in LOOPBACK:
        raise PermissionError(f"A test wanted to reach {details[1][0]}.")


def pytest_unconfigure(config: pytest.Config) -> None:
    if found := config.stash.get(KEY, None):
        own, folder = found
        own.stop()
        shutil.rmtree(folder, ignore_errors=True)
