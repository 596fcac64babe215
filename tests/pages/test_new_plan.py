"""Starting a plan."""

from typing import Any

import pytest
from django.test import Client

from exercises.models import Programme
from patients.models import EpisodeOfCare, Patient
from tests.library import LADDERS, a_programme
from tests.pages.reading import links, values, words
from tests.people import a_plan
from tracker.models import Plan, Prescription

pytestmark = pytest.mark.usefixtures("monday")


def form(**told: str | list[str]) -> dict[str, Any]:
    """One squat at level 2, three times a week; everything else left out."""
    ladders = {
        f"{ladder}-{name}": value
        for ladder in LADDERS
        for name, value in (("level", ""), ("mode", "automatic"))
    }
    usual = {"started_on": "2026-03-02", "sessions_per_week": "3", "episode": "new", "complaint": "Sore knee"}
    return (
        ladders
        | usual
        | {"T-01-level": "2"}
        | {name.replace("__", "-"): value for name, value in told.items()}
    )


def start(client: Client, patient: Patient, **told: Any) -> Any:
    a_programme()
    return client.post(f"/patients/{patient.pk}/plans/new/?programme=SMALL", form(**told), follow=True)


def test_first_the_programme_is_chosen(as_tess: Client, ana: Patient) -> None:
    a_programme()

    page = as_tess.get(f"/patients/{ana.pk}/plans/new/")

    assert "Small programme" in words(page)
    assert "?programme=SMALL" in links(page)


@pytest.mark.parametrize(
    ("by", "told"), [("", "Not yet signed off by a clinician."), ("Dr Holm", "Signed off by Dr Holm.")]
)
def test_a_programme_says_who_stands_behind_it(as_tess: Client, ana: Patient, by: str, told: str) -> None:
    a_programme()
    Programme.objects.update(signed_off_by=by)

    page = as_tess.get(f"/patients/{ana.pk}/plans/new/?programme=SMALL")

    assert f"{told} Next review: 4 January 2027." in words(page)


@pytest.mark.parametrize(("usual_pain", "told"), [(None, True), (0, False), (3, False)])
def test_a_programme_that_needs_the_usual_pain_says_so_while_it_is_unknown(
    as_tess: Client, ana: Patient, usual_pain: int | None, told: bool
) -> None:
    a_programme()
    Programme.objects.update(pain_profile="THOMEE")
    Patient.objects.update(usual_pain=usual_pain)

    page = as_tess.get(f"/patients/{ana.pk}/plans/new/?programme=SMALL")

    assert ("Ana’s usual pain, which is not known yet" in words(page)) is told
    assert (f"/patients/{ana.pk}/usual-pain/" in links(page)) is told


def test_a_programme_with_a_fixed_limit_asks_for_no_usual_pain(as_tess: Client, ana: Patient) -> None:
    a_programme()

    assert "usual pain" not in words(as_tess.get(f"/patients/{ana.pk}/plans/new/?programme=SMALL"))


def test_a_plan_starts_with_the_levels_that_were_chosen(as_tess: Client, ana: Patient) -> None:
    page = start(as_tess, ana, days=["1", "3", "5"])

    assert "The plan is started. Ana sees it now." in words(page)
    assert Plan.objects.get().days == [1, 3, 5]
    assert [(each.ladder.code, each.level.number) for each in Prescription.objects.all()] == [("T-01", 2)]
    assert EpisodeOfCare.objects.get().complaint == "Sore knee"


def test_one_side_and_a_mode_can_be_chosen(as_tess: Client, ana: Patient) -> None:
    start(as_tess, ana, **{"T-01-level": "", "T-02-level": "1", "T-02-sides": "left", "T-02-mode": "propose"})

    step_up = Prescription.objects.get()
    assert (step_up.side, step_up.mode) == ("left", "propose")


def test_a_form_sent_twice_starts_one_plan(as_tess: Client, ana: Patient) -> None:
    start(as_tess, ana)
    page = start(as_tess, ana)

    assert page.status_code == 409
    assert "This person follows this programme already." in words(page)
    assert Plan.objects.count() == 1


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"T-01-level": ""}, "Choose at least one exercise."),
        ({"complaint": ""}, "Say what the complaint is."),
        ({"sessions_per_week": "15"}, "less than or equal to 14"),
        ({"days": ["1", "2"]}, "as many days as sessions"),
        ({"started_on": "2028-01-01"}, "within a year"),
        ({"started_on": ""}, "Choose the first day."),
        ({"episode": "00000000-0000-0000-0000-000000000000"}, "not one of the available choices"),
    ],
)
def test_a_refused_form_keeps_what_was_written(
    as_tess: Client, ana: Patient, told: dict[str, Any], said: str
) -> None:
    page = start(as_tess, ana, **told)

    assert page.status_code == 422
    assert said in words(page)
    assert values(page, "complaint") == [told.get("complaint", "Sore knee") or None] or told == {
        "complaint": ""
    }
    assert not Plan.objects.exists()


def test_an_open_complaint_is_offered_before_a_new_one(as_tess: Client, ana: Patient) -> None:
    episode = a_plan(ana).episode

    page = as_tess.get(f"/patients/{ana.pk}/plans/new/?programme=SMALL")

    assert "Knee pain on stairs" in words(page)
    assert values(page, "episode") == [str(episode.pk)]


def test_an_unknown_programme_is_nothing(as_tess: Client, ana: Patient) -> None:
    assert as_tess.get(f"/patients/{ana.pk}/plans/new/?programme=NONE").status_code == 404
