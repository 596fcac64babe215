"""Usual pain is the therapist's entry, and the rules look again when it changes."""

from __future__ import annotations

import pytest

from patients.models import Patient
from tests.people import DAY, MONDAY, a_prescription, log
from tracker.flows.evaluate import evaluate
from tracker.flows.refusal import Refusal
from tracker.flows.set_usual_pain import set_usual_pain
from tracker.models import Prescription

pytestmark = pytest.mark.django_db


def test_a_recorded_usual_pain_completes_the_evidence(ana: Patient) -> None:
    prescription = a_prescription(ana, level=1)
    Prescription.objects.update(pain_profile="THOMEE")
    log(prescription, next_day=1)
    log(prescription, next_day=1, at=MONDAY + 2 * DAY)
    evaluate(MONDAY + 3 * DAY)

    set_usual_pain(ana, 2, MONDAY + 4 * DAY)
    evaluate(MONDAY + 4 * DAY)

    assert list(prescription.decisions.order_by("decided_at").values_list("rule", flat=True)) == ["I2", "P1"]


@pytest.mark.parametrize("value", [-1, 11])
def test_usual_pain_is_0_to_10(ana: Patient, value: int) -> None:
    with pytest.raises(Refusal):
        set_usual_pain(ana, value, MONDAY)
