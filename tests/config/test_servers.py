"""The tests run on the database that production runs on."""

import socket

import pytest
from django.conf import settings
from django.db import connection
from redis import Redis


@pytest.mark.django_db
def test_the_database_of_the_tests_is_postgresql() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")

    assert connection.vendor == "postgresql"


@pytest.mark.django_db
def test_the_broker_of_the_tests_answers() -> None:
    assert Redis.from_url(settings.REDIS_URL).ping() is True


def test_no_test_reaches_beyond_this_machine() -> None:
    with pytest.raises(PermissionError, match=r"wanted to reach 192\.0\.2\.1"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
