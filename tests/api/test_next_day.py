"""PUT sessions/<id>/next-day/: how the day after was."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from time_machine import Traveller

from patients.models import Patient
from tests.api.asking import NEW_ID, PLACE, a_body, assert_problem, fresh_id, put, put_at, said, spelt
from tests.people import DAY, MONDAY, a_prescription
from tracker.models import NextDayReport

NEXT_DAY = f"sessions/{NEW_ID}/next-day/"


def an_answer(pain: int = 1, days: float = 1) -> dict[str, Any]:
    return {"pain": pain, "reported_at": (MONDAY + days * DAY).isoformat()}


@pytest.fixture(autouse=True)
def _a_session_of_monday(ana: Patient, as_ana: Client, monday: Traveller) -> None:
    put(as_ana, f"sessions/{NEW_ID}/", a_body(a_prescription(ana)))
    monday.move_to(MONDAY + DAY)


def test_the_answer_is_stored_once_and_said_with_the_same_bytes(as_ana: Client) -> None:
    first, second = put(as_ana, NEXT_DAY, an_answer()), put(as_ana, NEXT_DAY, an_answer())

    assert (first.status_code, second.status_code) == (201, 200)
    assert first.content == second.content


def test_another_answer_replaces_the_first_and_keeps_it(as_ana: Client) -> None:
    put(as_ana, NEXT_DAY, an_answer(pain=1))

    answer = put(as_ana, NEXT_DAY, an_answer(pain=4))

    assert said(answer)["pain"] == 4
    assert NextDayReport.objects.get().earlier[0]["pain"] == 1


def test_after_the_window_another_answer_is_a_conflict(as_ana: Client, monday: Traveller) -> None:
    put(as_ana, NEXT_DAY, an_answer(pain=1))
    monday.move_to(MONDAY + 3 * DAY)

    assert_problem(put(as_ana, NEXT_DAY, an_answer(pain=4, days=3)), 409, "pain")


@pytest.mark.parametrize("token", ["11", "-1", "null", "1.0", '"1"', "true", "[]"])
def test_pain_is_a_whole_number_from_0_to_10(as_ana: Client, token: str) -> None:
    assert_problem(put(as_ana, NEXT_DAY, spelt({**an_answer(), "pain": PLACE}, token)), 400, "pain")


@pytest.mark.parametrize("days", [-0.01, 1.01])
def test_an_answer_lies_between_its_session_and_now(as_ana: Client, days: float) -> None:
    assert_problem(put(as_ana, NEXT_DAY, an_answer(days=days)), 400, "reported_at")


def test_a_session_without_a_set_has_no_question(as_ana: Client, ana: Patient) -> None:
    warned = fresh_id()
    put(as_ana, f"sessions/{warned}/", put_at(a_body(a_prescription(ana)), "exercises.0.sets", []))

    assert_problem(put(as_ana, f"sessions/{warned}/next-day/", an_answer()), 404)


def test_an_answer_to_another_persons_session_is_missing_like_one_to_none(
    as_ana: Client, as_ben: Client
) -> None:
    foreign, unknown = (
        put(as_ben, NEXT_DAY, an_answer()),
        put(as_ana, f"sessions/{fresh_id()}/next-day/", an_answer()),
    )

    assert foreign.status_code == unknown.status_code == 404
    assert foreign.content == unknown.content
