"""GET today/: what this patient does now."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from patients.models import Patient
from tests.api.asking import NEW_ID, a_body, get, put, said
from tests.people import a_plan, a_prescription


def test_today_shows_what_is_prescribed(ana: Patient, as_ana: Client) -> None:
    a_plan(ana, {"T-01": 2, "T-02": 1})

    exercises = said(get(as_ana, "today/"))["plans"][0]["exercises"]

    assert [(one["code"], one["side"], one["level"]["number"]) for one in exercises] == [
        ("T-01", "both", 2),
        ("T-02", "left", 1),
        ("T-02", "right", 1),
    ]


@pytest.mark.parametrize("known", ["{}", "W/{}", '"other", {}', "*"])
def test_today_is_not_sent_again_while_nothing_has_changed(ana: Patient, as_ana: Client, known: str) -> None:
    etag = get(as_ana, "today/")["ETag"]

    answer = get(as_ana, "today/", headers={"if-none-match": known.format(etag)})

    assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", etag)


def test_today_is_sent_again_when_something_has_changed(ana: Patient, as_ana: Client) -> None:
    prescription = a_prescription(ana)
    etag = get(as_ana, "today/")["ETag"]
    put(as_ana, f"sessions/{NEW_ID}/", a_body(prescription))

    answer = get(as_ana, "today/", headers={"if-none-match": etag})

    assert answer.status_code == 200
    assert answer["ETag"] != etag


def test_today_is_kept_by_no_one_between(ana: Patient, as_ana: Client) -> None:
    assert get(as_ana, "today/")["Cache-Control"] == "private, no-cache"


def test_today_costs_the_same_queries_for_one_exercise_and_for_many(
    ana: Patient, cleo: Patient, as_ana: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    a_plan(ana, {"T-01": 1, "T-02": 1, "T-03": 1, "T-04": 1, "T-05": 1})

    with django_assert_max_num_queries(13):
        get(as_ana, "today/")


@pytest.mark.parametrize("count", [1, 5])
def test_storing_a_session_costs_at_most_twenty_queries(
    ana: Patient, as_ana: Client, count: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    prescriptions = [a_prescription(ana, f"T-0{number + 1}", 1) for number in range(count)]

    with django_assert_max_num_queries(20):
        assert put(as_ana, f"sessions/{NEW_ID}/", a_body(*prescriptions)).status_code == 201
