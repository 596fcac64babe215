"""Schemathesis against the served API, as patient and as therapist: it finds nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from patients.models import Patient, Therapist
from tests.api.asking import API, signed_in
from tests.people import a_plan, an_episode, log, prescriptions_of
from tracker.models import Stop

SECONDS = 25
TOKEN = "a" * 32
CONFIG = """
[parameters]
"path.prescription_id" = "{prescription}"
"path.patient_id" = "{patient}"
"path.stop_id" = "{stop}"
"path.code" = "SMALL"
"""
pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def record(ana: Patient) -> str:
    """Something of Ana's for the addresses to find."""
    plan = a_plan(ana, {"T-01": 1, "T-02": 1, "T-03": 1, "T-04": 1})
    first, *_ = prescriptions_of(plan)
    log(first, red_flags=["RF4"])
    an_episode(ana)
    return CONFIG.format(prescription=first.pk, patient=ana.pk, stop=Stop.objects.get().pk)


def findings(server: LiveServer, client: Client, folder: Path, *options: str) -> str:
    """What it has to say against the API; empty when nothing."""
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    cookies = f"Cookie: {settings.SESSION_COOKIE_NAME}={session}; csrftoken={TOKEN}"
    program = [str(Path(sys.executable).parent / "st"), *options[:2], "run", *options[2:]]
    limits = ["--max-time", str(SECONDS), "--seed", "7", "--no-color", "--warnings", "off"]
    headers = ["-H", cookies, "-H", f"X-CSRFToken: {TOKEN}"]
    done = subprocess.run(
        [*program, f"{server.url}{API}/schema/", *headers, *limits],
        capture_output=True,
        text=True,
        timeout=4 * SECONDS,
        check=False,
        cwd=folder,
    )
    return done.stdout + done.stderr if done.returncode else ""


def test_schemathesis_finds_nothing_as_a_patient(
    live_server: LiveServer, ana: Patient, record: str, tmp_path: Path
) -> None:
    assert findings(live_server, signed_in(ana), tmp_path) == ""


def test_schemathesis_finds_nothing_as_a_therapist(
    live_server: LiveServer, tess: Therapist, record: str, tmp_path: Path
) -> None:
    assert findings(live_server, signed_in(tess), tmp_path) == ""


def test_schemathesis_finds_nothing_where_it_knows_a_patient(
    live_server: LiveServer, tess: Therapist, record: str, tmp_path: Path
) -> None:
    """A level that the ladder has not got is refused, so not all that the schema allows is accepted."""
    config = tmp_path / "schemathesis.toml"
    config.write_text(record)

    found = findings(
        live_server, signed_in(tess), tmp_path, "--config-file", str(config),
        "--exclude-checks", "positive_data_acceptance",
    )  # fmt: skip

    assert found == ""
