"""What every test may use. The servers are named in tests/servers.py and start here."""

from collections.abc import Iterator

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from config import browser
from tests.servers import KEY

pytest_plugins = ["tests.fixtures"]  # the cast


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request: pytest.FixtureRequest) -> None:
    """pytest-django asks for this before it makes the test database."""
    own, _ = request.config.stash[KEY]
    own.start()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Threads of a live server may still hold a connection when the test database is dropped."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def pytest_runtest_setup(item: pytest.Item) -> None:
    """A browser test without a browser fails and says what to do; it is never skipped."""
    if item.get_closest_marker("browser") and browser.chromium() is None:
        pytest.fail(browser.HOW, pytrace=False)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The program to give to Playwright as `executable_path`."""
    found = browser.chromium()
    assert found, browser.HOW
    return found
