"""The therapist's changes to one exercise."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from patients.models import Patient, Therapist
from tests.pages.reading import values, words
from tests.people import MONDAY, a_change, a_prescription
from tracker.flows import steer
from tracker.models import LimitChange, Override, Prescription

pytestmark = pytest.mark.usefixtures("monday")


@pytest.fixture
def squat(ana: Patient) -> Prescription:
    return a_prescription(ana, "T-01", level=2)


def change(client: Client, prescription: Prescription, what: str, **told: Any) -> Any:
    sent = {f"{what}-{name}": value for name, value in ({"reason": "as agreed"} | told).items()}
    return client.post(f"/prescriptions/{prescription.pk}/change/", {"what": what, **sent}, follow=True)


def now_open() -> Prescription:
    return Prescription.objects.select_related("level").get(ended_at__isnull=True)


def test_another_level(as_tess: Client, squat: Prescription) -> None:
    page = change(as_tess, squat, "level", level="3")

    assert "The level is changed." in words(page)
    assert (now_open().level.number, now_open().reason) == (3, "as agreed")


def test_another_dose(as_tess: Client, squat: Prescription) -> None:
    change(as_tess, squat, "dose", sets="2", low="6", high="8", load_kg="")

    assert (now_open().sets, now_open().low, now_open().high, now_open().load_kg) == (2, 6, 8, None)


def test_another_mode(as_tess: Client, squat: Prescription) -> None:
    change(as_tess, squat, "mode", mode="propose")

    assert (now_open().mode, now_open().run) == ("propose", squat.run)


def test_own_limits_with_a_reason(as_tess: Client, squat: Prescription) -> None:
    change(as_tess, squat, "limits", pain_limit_during="2", bouts_required="3", reason="sensitive joint")

    assert (now_open().pain_limit_during, now_open().bouts_required) == (2, 3)
    assert LimitChange.objects.get().reason == "sensitive joint"


def test_an_override_holds_until_the_end_of_its_last_day(as_tess: Client, squat: Prescription) -> None:
    change(as_tess, squat, "override", verdict="HOLD", until="2026-03-05", reason="travelling")

    made = Override.objects.get()
    assert (made.verdict, made.reason) == ("HOLD", "travelling")
    assert made.expires_at.isoformat() == "2026-03-05T23:00:00+00:00"


@pytest.mark.parametrize(
    ("what", "told", "said"),
    [
        ("level", {"level": "3", "reason": " "}, "Say why."),
        ("dose", {"sets": "2", "low": "8", "high": "10", "reason": ""}, "Say why."),
        ("mode", {"mode": "manual", "reason": ""}, "Say why."),
        ("level", {"level": "2"}, "This is how it is now"),
        ("level", {"level": "9"}, "9 is not one of the available choices"),
        ("mode", {"mode": "automatic"}, "This is how it is now"),
        ("dose", {"sets": "3", "low": "", "high": "10"}, "Write a whole number."),
        ("dose", {"sets": "3", "low": "12", "high": "10"}, "a range from low to high"),
        ("limits", {"bouts_required": "2", "reason": "why not"}, "This is how it is now"),
        ("limits", {"bouts_required": "3", "reason": ""}, "Say why."),
        ("limits", {"pain_limit_during": "7", "bouts_required": "2", "reason": "x"}, "Pain above 5"),
        ("override", {"verdict": "HOLD", "until": "2026-03-05", "reason": ""}, "Say why."),
        ("override", {"verdict": "HOLD", "until": "2026-03-01", "reason": "x"}, "ends in the past"),
        ("override", {"verdict": "STOP_AND_REVIEW", "until": "2026-03-05", "reason": "x"}, "not one of the"),
    ],
)
def test_what_makes_no_sense_is_refused(
    as_tess: Client, squat: Prescription, what: str, told: dict[str, str], said: str
) -> None:
    page = change(as_tess, squat, what, **told)

    assert page.status_code == 422
    assert said in words(page)
    assert now_open() == squat


def test_a_change_that_comes_second_keeps_its_words_beside_the_exercise_as_it_is(
    as_tess: Client, tess: Therapist, squat: Prescription
) -> None:
    steer.change_mode(squat, "manual", a_change(tess))
    page = change(as_tess, squat, "limits", pain_limit_during="2", bouts_required="2", reason="sore hip")

    assert page.status_code == 409
    assert "Someone has changed this exercise since you opened it." in words(page)
    assert values(page, "limits-reason") == ["sore hip"]
    assert f"/prescriptions/{now_open().pk}/change/" in page.content.decode()


def test_the_page_of_a_replaced_prescription_shows_the_open_one(
    as_tess: Client, tess: Therapist, squat: Prescription
) -> None:
    steer.change_dose(squat, {"low": 5}, a_change(tess))

    assert "3 × 5–10" in words(as_tess.get(f"/prescriptions/{squat.pk}/change/"))


def test_an_exercise_that_ended_leads_back_to_the_patient(as_tess: Client, squat: Prescription) -> None:
    Prescription.objects.update(ended_at=MONDAY)
    page = as_tess.get(f"/prescriptions/{squat.pk}/change/", follow=True)

    assert "has been replaced or has ended" in words(page)


def test_an_unknown_change_is_nothing(as_tess: Client, squat: Prescription) -> None:
    assert change(as_tess, squat, "everything").status_code == 404


def test_the_override_suggests_a_week(as_tess: Client, squat: Prescription) -> None:
    page = as_tess.get(f"/prescriptions/{squat.pk}/change/")

    assert values(page, "override-until") == [str(date(2026, 3, 9))]
