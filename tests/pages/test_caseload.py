"""The work list: who needs me, why, since when."""

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from patients.models import Patient, Therapist
from tests.pages.conftest import signed_in
from tests.pages.reading import links, values, words
from tests.people import DAY, MONDAY, a_patient, a_prescription, log

pytestmark = pytest.mark.usefixtures("monday")


def test_a_red_flag_stands_before_all_well(as_tess: Client, ana: Patient, cleo: Patient) -> None:
    log(a_prescription(ana))
    log(a_prescription(cleo), red_flags=["RF4"])

    page = words(as_tess.get("/caseload/"))

    assert page.index("Cleo") < page.index("Ana")
    assert "Red flag RF4 while doing Squat." in page


def test_each_need_is_counted(as_tess: Client, ana: Patient, cleo: Patient) -> None:
    log(a_prescription(ana))

    page = words(as_tess.get("/caseload/"))

    assert "Everyone 2 All well 1 No plan 1" in page


def test_a_need_filters(as_tess: Client, ana: Patient, cleo: Patient) -> None:
    log(a_prescription(ana))

    found = links(as_tess.get("/caseload/", {"need": "well"}))

    assert f"/patients/{ana.pk}/" in found
    assert f"/patients/{cleo.pk}/" not in found


def test_a_part_of_a_name_finds(as_tess: Client, ana: Patient, cleo: Patient) -> None:
    page = as_tess.get("/caseload/", {"name": "cLE"})

    assert f"/patients/{cleo.pk}/" in links(page)
    assert f"/patients/{ana.pk}/" not in links(page)
    assert values(page, "name") == ["cLE"]


def test_nobody_found_offers_everyone(as_tess: Client, ana: Patient) -> None:
    page = as_tess.get("/caseload/", {"name": "zebra", "need": "nonsense"})

    assert "No patient has this name and this need." in words(page)
    assert "/caseload/" in links(page)


def test_an_empty_caseload_says_so(as_otto: Client) -> None:
    assert "Patients appear here as soon as they are in your care." in words(as_otto.get("/caseload/"))


def test_only_own_patients_are_listed(as_tess: Client, ana: Patient, ben: Patient) -> None:
    page = words(as_tess.get("/caseload/"))

    assert "Ana" in page
    assert "Ben" not in page


def test_silence_says_since_when(tess: Therapist, ana: Patient, monday: time_machine.Traveller) -> None:
    log(a_prescription(ana))
    monday.move_to(MONDAY + 20 * DAY)

    page = words(signed_in(tess).get("/caseload/"))

    assert "No session for 20 days." in page
    assert "since Mon 2 Mar, 09:00" in page


def test_the_list_takes_as_many_queries_for_many_as_for_few(
    as_tess: Client, tess: Therapist, ana: Patient, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(12):
        log(a_prescription(a_patient(f"P{number}", tess.clinic, in_care_of=tess)))

    with django_assert_max_num_queries(13):
        as_tess.get("/caseload/")
