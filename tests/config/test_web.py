"""What every answer of the site carries, and how it says that it is well."""

import logging
import os
import subprocess
import sys

import pytest
from django.test import Client

from config.logs import WithoutRows
from config.processes import free_port


def test_a_living_process_says_so_without_the_database(client: Client) -> None:
    answer = client.get("/livez")

    assert (answer.status_code, answer.json()) == (200, {"alive": True})


@pytest.mark.django_db
def test_a_migrated_database_makes_the_site_ready(client: Client) -> None:
    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()) == (200, {"database": True, "migrations": True})


def test_a_database_that_is_away_makes_the_site_unready_and_no_error() -> None:
    script = "import django; django.setup(); from django.test import Client; a = Client().get('/readyz')"
    away = f"postgresql://a:b@127.0.0.1:{free_port()}/step"

    answer = subprocess.check_output(
        [sys.executable, "-c", f"{script}; print(a.status_code, a.json())"],
        env=os.environ | {"DATABASE_URL": away},
        text=True,
    )

    assert answer.strip() == "503 {'database': False, 'migrations': False}"


def test_pages_run_own_scripts_only_and_are_never_framed(client: Client) -> None:
    policy = client.get("/livez").headers["Content-Security-Policy"]

    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("X-Frame-Options", "DENY"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    ],
)
def test_every_answer_carries_the_protective_headers(client: Client, header: str, wanted: str) -> None:
    assert client.get("/livez").headers[header] == wanted


def test_sensors_of_the_phone_stay_closed(client: Client) -> None:
    assert "camera=(), microphone=(), geolocation=()" in client.get("/livez").headers["Permissions-Policy"]


def test_a_refused_row_does_not_reach_the_log() -> None:
    error = ValueError("duplicate key\nDETAIL:  Key (note)=(my knee hurts) exists.\nmy second line")
    record = logging.LogRecord("x", logging.ERROR, "", 1, "failed", None, (ValueError, error, None))

    line = WithoutRows().format(record)

    assert "duplicate key" in line
    assert "my" not in line
