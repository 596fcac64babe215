"""Everyone at their phone or desk: signed-in clients, the clock on the fixed Monday."""

from __future__ import annotations

import pytest
from django.test import Client

from patients.models import Patient, Therapist
from tests.api.asking import signed_in


@pytest.fixture(autouse=True)
def _on_monday(monday: object) -> None:
    """Every test of the API runs at one known time."""


@pytest.fixture
def as_ana(ana: Patient) -> Client:
    return signed_in(ana)


@pytest.fixture
def as_ben(ben: Patient) -> Client:
    return signed_in(ben)


@pytest.fixture
def as_tess(tess: Therapist) -> Client:
    return signed_in(tess)


@pytest.fixture
def as_otto(otto: Therapist) -> Client:
    return signed_in(otto)
