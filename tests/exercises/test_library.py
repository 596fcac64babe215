"""Reading the library, and browsing it in the admin."""

import json

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from exercises import library
from exercises.models import Level, Programme

pytestmark = pytest.mark.django_db
SIZES = {
    "KEMP-HIP": (11, 43),
    "MASH-HIP": (10, 26),
    "NEMEX-HIP": (10, 37),
    "PFP-HIPKNEE": (6, 23),
    "PRT-HIP": (5, 5),
    "WALK": (2, 13),
}
PAGES = ["programme", "ladder", "level", "exercise"]


@pytest.fixture
def shipped() -> None:
    call_command("load_library")


@pytest.fixture
def admin(small: Programme, admin_user: User, client: Client) -> Client:
    client.force_login(admin_user)
    return client


def test_reading_all_programmes_takes_three_queries(
    shipped: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(3):
        read = [library.programme_as_json(programme) for programme in library.current_programmes()]

    assert [programme["code"] for programme in read] == sorted(SIZES)
    assert {str(programme["code"]): _size(programme["ladders"]) for programme in read} == SIZES


def _size(ladders: object) -> tuple[int, int]:
    assert isinstance(ladders, list)
    return len(ladders), sum(len(ladder["levels"]) for ladder in ladders)


def test_a_programme_as_json_is_plain_and_whole(shipped: None) -> None:
    read = json.loads(
        json.dumps(library.programme_as_json(library.programme_version("KEMP-HIP")), default=str)
    )

    assert read["ladders"][0]["levels"][1]["code"] == "K-ADD.2"
    assert read["ladders"][0]["levels"][1]["source"] == "seed 003 H (load added); steps design"
    assert read["ladders"][0]["cautions"].startswith("Fresh adductor tear")
    assert len(read["intake_exclusions"]) == 9


def test_an_older_version_can_still_be_read(small_in_use: Programme) -> None:
    assert library.programme_version("SMALL", version=1) == small_in_use


def test_a_version_that_is_not_there_does_not_exist(small: Programme) -> None:
    with pytest.raises(Programme.DoesNotExist):
        library.programme_version("SMALL", version=9)


def test_starting_levels_leave_out_the_therapists_items(shipped: None) -> None:
    start = library.start_levels(library.programme_version("MASH-HIP"))

    assert [level.code for level in start] == [f"MA{number}.1" for number in range(1, 10)]


def test_starting_levels_leave_out_what_needs_a_sign_off(shipped: None) -> None:
    start = library.start_levels(library.programme_version("KEMP-HIP"))

    assert len(start) == 10
    assert "K-HOP.1" not in [level.code for level in start]


@pytest.mark.parametrize("page", PAGES)
def test_every_list_of_the_library_opens_in_the_admin(page: str, admin: Client) -> None:
    shown = {"programme": "A small programme", "exercise": "SMALL v1"}.get(page, "seed 003")

    assert shown in admin.get(f"/admin/exercises/{page}/?q=S").content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_added_in_the_admin(page: str, admin: Client) -> None:
    assert admin.get(f"/admin/exercises/{page}/add/").status_code == 403


def test_a_level_shows_its_source_and_cannot_be_edited(admin: Client) -> None:
    url = f"/admin/exercises/level/{Level.objects.get(number=1).pk}/change/"

    page = admin.get(url)
    refused = admin.post(url, {"title": "Other"})

    assert "seed 003 H" in page.content.decode()
    assert 'name="_save"' not in page.content.decode()
    assert refused.status_code == 403


def test_a_programme_links_to_its_ladders_and_a_ladder_to_its_levels(small: Programme, admin: Client) -> None:
    programme = admin.get(f"/admin/exercises/programme/{small.pk}/change/").content.decode()
    ladder = admin.get(f"/admin/exercises/ladder/{small.ladders.get().pk}/change/").content.decode()

    assert "Knees over feet" in ladder
    assert f"/admin/exercises/ladder/{small.ladders.get().pk}/change/" in programme
    assert f"/admin/exercises/level/{Level.objects.get(number=1).pk}/change/" in ladder


@pytest.mark.parametrize("query", ["confidence__exact=H", "is_design__exact=1", "ladder__region=functional"])
def test_levels_are_found_by_confidence_design_and_region(query: str, admin: Client) -> None:
    page = admin.get(f"/admin/exercises/level/?{query}")

    assert page.status_code == 200
    assert "S-SQ" in page.content.decode()
