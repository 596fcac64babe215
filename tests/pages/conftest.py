"""Each of the cast in a browser of their own."""

import pytest
from django.test import Client

from patients.models import Patient, Therapist


def signed_in(person: Patient | Therapist) -> Client:
    client = Client()
    assert person.user
    client.force_login(person.user)
    return client


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
