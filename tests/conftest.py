"""What every test may use. The servers are named in tests/servers.py and start here."""

import pytest

from tests.servers import KEY

pytest_plugins = ["tests.fixtures"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request: pytest.FixtureRequest) -> None:
    """pytest-django asks for this before it makes the test database."""
    own, _ = request.config.stash[KEY]
    own.start()
