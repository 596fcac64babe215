"""The cast as fixtures, and a clock that stands on the fixed Monday."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine

from patients.models import Clinic, Patient, Therapist
from tests import people


@pytest.fixture
def clinic(db: None) -> Clinic:
    return people.a_clinic()


@pytest.fixture
def tess(clinic: Clinic) -> Therapist:
    """Ana's and Cleo's therapist."""
    return people.a_therapist("Tess", clinic)


@pytest.fixture
def otto(db: None) -> Therapist:
    """A therapist of another clinic."""
    return people.a_therapist("Otto", people.a_clinic("Riverside"))


@pytest.fixture
def ana(tess: Therapist) -> Patient:
    return people.a_patient("Ana", tess.clinic, in_care_of=tess)


@pytest.fixture
def cleo(tess: Therapist) -> Patient:
    """Another patient of Tess."""
    return people.a_patient("Cleo", tess.clinic, in_care_of=tess)


@pytest.fixture
def ben(tess: Therapist) -> Patient:
    """A patient of the same clinic whom Tess does not treat."""
    return people.a_patient("Ben", tess.clinic)


@pytest.fixture
def monday() -> Iterator[time_machine.Traveller]:
    """The clock stands still on the fixed Monday; `monday.move_to(…)` moves it."""
    with time_machine.travel(people.MONDAY, tick=False) as traveller:
        yield traveller
