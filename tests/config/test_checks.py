"""A machine that is set up wrongly is told so, with the way out."""

import os
import subprocess
import sys

import pytest
from django.core.checks import run_checks
from django.db import connection
from django.test import override_settings

from config.checks import where_the_truth_lives
from config.places import ROOT

PRODUCTION = {
    "SECRET_KEY": "n0t-a-key-of-any-site-but-long-enough-to-be-taken-for-one-2981",
    "ALLOWED_HOSTS": "stepwise.example.org",
    "DATABASE_URL": "postgresql://stepwise:word@db.example/stepwise",
    "REDIS_URL": "redis://:word@redis.example/0",
    "BEHIND_PROXY": "on",
    "STEPWISE_OWN_ENVIRONMENT": "1",
}


def checked(**changed: str) -> subprocess.CompletedProcess[str]:
    env = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ} | PRODUCTION | changed
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)


def ids() -> set[str | None]:
    return {message.id for message in run_checks(tags=["security"])}


def test_production_settings_leave_the_deployment_check_silent() -> None:
    answer = checked()

    assert answer.returncode == 0, answer.stderr
    assert "no issues (0 silenced)" in answer.stdout


def test_settings_that_are_missing_are_named_with_what_to_set() -> None:
    answer = checked(SECRET_KEY="", ALLOWED_HOSTS="", DATABASE_URL="", REDIS_URL="")

    for name in ("SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "REDIS_URL"):
        assert f"HINT: Set {name}" in answer.stderr


def test_an_odd_setting_is_said_in_one_line_with_its_name() -> None:
    answer = checked(HTTPS="perhaps")

    assert "HTTPS must be true or false, not 'perhaps'" in answer.stderr.splitlines()[-1]


def test_the_settings_of_the_tests_are_usable() -> None:
    assert {found for found in ids() if found and found.startswith("stepwise")} == set()


@override_settings(ALLOWED_HOSTS=["*"])
def test_every_host_is_one_too_many() -> None:
    assert "stepwise.E002" in ids()


def test_another_database_than_postgresql_is_refused() -> None:
    found = where_the_truth_lives({"ENGINE": "django.db.backends.sqlite3", "NAME": "x"})

    assert [message.id for message in found] == ["stepwise.E003"]


@pytest.mark.django_db
def test_a_database_that_confirms_too_early_is_refused() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")

        found = {message.id for message in run_checks(tags=["database"], databases=["default"])}

    assert "stepwise.E006" in found
