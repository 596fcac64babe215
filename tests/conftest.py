"""What every test may use. The servers are named in tests/servers.py and start here."""

import pytest

from config import browser
from tests.servers import KEY

pytest_plugins = ["tests.fixtures"]  # the cast


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request: pytest.FixtureRequest) -> None:
    """pytest-django asks for this before it makes the test database."""
    own, _ = request.config.stash[KEY]
    own.start()


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
