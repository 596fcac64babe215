"""The therapist's calls: start a plan, change one exercise, decide oneself, lift a stop."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from patients.models import EpisodeOfCare, Patient
from tests.api.asking import PLACE, assert_problem, fresh_id, get, post, rows, said, spelt
from tests.library import a_programme
from tests.people import a_plan, a_prescription, an_episode, log, prescriptions_of
from tracker.models import LimitChange, Override, Plan, Prescription, Stop
from tracker.models.plan import Mode

REASON = {"reason": "Because of the stairs at home"}
A_PLAN = {"programme": "SMALL", "started_on": "2026-03-02", "sessions_per_week": 3, "days": [1, 3, 5]}


def a_plan_body(*choices: dict[str, Any], **told: Any) -> dict[str, Any]:
    return {**A_PLAN, "choices": list(choices) or [{"ladder": "T-01", "level": 2}], **told}


@pytest.fixture
def episode(ana: Patient) -> EpisodeOfCare:
    a_programme()
    return an_episode(ana)


def test_a_plan_starts_each_exercise_where_the_therapist_chose(
    ana: Patient, as_tess: Client, episode: EpisodeOfCare
) -> None:
    press = {"ladder": "T-04", "level": 1, "load_kg": 12.5, "mode": "propose"}
    choices = [{"ladder": "T-01", "level": 2}, {"ladder": "T-02", "level": 1, "sides": ["left"]}, press]

    answer = post(as_tess, f"patients/{ana.pk}/plans/", a_plan_body(*choices))

    assert answer.status_code == 201
    shown = [(one["ladder"], one["level"], one["side"], one["mode"]) for one in said(answer)["prescriptions"]]
    assert shown == [
        ("T-01", 2, "both", "automatic"),
        ("T-02", 1, "left", "automatic"),
        ("T-04", 1, "both", "propose"),
    ]
    assert said(answer)["prescriptions"][2]["dose"]["load_kg"] == 12.5


def test_the_plans_of_a_patient_are_listed(ana: Patient, as_tess: Client) -> None:
    plan = a_plan(ana, {"T-01": 1})

    listed = said(get(as_tess, f"patients/{ana.pk}/plans/"))["plans"]

    assert [entry["id"] for entry in listed] == [str(plan.pk)]


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"programme": "NONE"}, "programme"),
        ({"sessions_per_week": 15}, "sessions_per_week"),
        ({"days": [0]}, "days[0]"),
        ({"days": [1, 1]}, "days"),
        ({"started_on": "2026-02-30"}, "started_on"),
        ({"episode": "0d9c2f6e-7b1a-4c55-9f4e-2a8d3b6c1e70"}, "episode"),
        ({"choices": []}, "choices"),
        ({"choices": [{"ladder": "T-01", "level": 9}]}, "choices[0].level"),
        ({"choices": [{"ladder": "T-99", "level": 1}]}, "choices[0].level"),
        ({"choices": [{"ladder": "T-01", "level": 1}] * 2}, "choices[1].ladder"),
        ({"choices": [{"ladder": "T-01", "level": 1, "load_kg": -1}]}, "choices[0].load_kg"),
        ({"choices": [{"ladder": "T-01", "level": 1, "mode": "magic"}]}, "choices[0].mode"),
    ],
)
def test_a_plan_that_makes_no_sense_is_refused_and_nothing_is_stored(
    ana: Patient, as_tess: Client, episode: EpisodeOfCare, told: dict[str, Any], field: str
) -> None:
    before = rows()

    answer = post(as_tess, f"patients/{ana.pk}/plans/", a_plan_body(**told))

    assert_problem(answer, 400, field)
    assert rows() == before


def test_an_episode_of_someone_else_is_not_taken(
    ana: Patient, ben: Patient, as_tess: Client, episode: EpisodeOfCare
) -> None:
    body = a_plan_body(episode=str(an_episode(ben).pk))

    assert_problem(post(as_tess, f"patients/{ana.pk}/plans/", body), 400, "episode")


def test_a_plan_without_an_open_episode_is_refused(ana: Patient, as_tess: Client) -> None:
    a_programme()

    assert_problem(post(as_tess, f"patients/{ana.pk}/plans/", a_plan_body()), 400, "episode")
    assert not Plan.objects.exists()


CHANGES: dict[str, tuple[str, dict[str, Any], str, Any]] = {
    "level": ("level", {"level": 3, **REASON}, "level", 3),
    "sets": ("dose", {"sets": 2, **REASON}, "dose.sets", 2),
    "range": ("dose", {"low": 6, "high": 8, **REASON}, "dose.high", 8),
    "load": ("dose", {"load_kg": 2.5, **REASON}, "dose.load_kg", 2.5),
    "limits": ("limits", {"pain_limit_during": 2, **REASON}, "limits.during", 2),
    "mode": ("mode", {"mode": "manual", **REASON}, "mode", "manual"),
}


@pytest.mark.parametrize(("call", "body", "field", "value"), CHANGES.values(), ids=CHANGES.keys())
def test_a_change_closes_the_prescription_and_opens_its_successor(
    ana: Patient, as_tess: Client, call: str, body: dict[str, Any], field: str, value: Any
) -> None:
    old = a_prescription(ana, "T-01", level=2)

    answer = post(as_tess, f"prescriptions/{old.pk}/{call}/", body)

    shown = said(answer)["prescriptions"][0]
    for name in field.split("."):
        shown = shown[name]
    assert (answer.status_code, shown) == (200, value)
    opened = Prescription.objects.filter(ended_at__isnull=True)
    told = opened.values_list("replaces", "made_by__name", "reason")
    assert list(told) == [(old.pk, "Tess", REASON["reason"])]


@pytest.mark.parametrize(("call", "body"), [entry[:2] for entry in CHANGES.values()], ids=CHANGES.keys())
def test_a_prescription_that_was_replaced_cannot_be_changed(
    ana: Patient, as_tess: Client, call: str, body: dict[str, Any]
) -> None:
    old = a_prescription(ana, "T-01", level=2)
    post(as_tess, f"prescriptions/{old.pk}/mode/", {"mode": "manual", **REASON})
    before = rows()

    assert_problem(post(as_tess, f"prescriptions/{old.pk}/{call}/", body), 409)
    assert rows() == before


WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("level", {"level": 4, **REASON}, "level"),
    ("level", {"level": 0, **REASON}, "level"),
    ("level", {"level": 3}, "reason"),
    ("level", {}, "level"),
    ("dose", REASON, ""),
    ("dose", {"sets": 2}, "reason"),
    ("dose", {"sets": 0, **REASON}, "sets"),
    ("dose", {"sets": 11, **REASON}, "sets"),
    ("dose", {"low": 11, **REASON}, ""),
    ("dose", {"load_kg": 501, **REASON}, "load_kg"),
    ("limits", REASON, ""),
    ("limits", {"pain_limit_during": 6, **REASON}, "pain_limit_during"),
    ("limits", {"pain_limit_during": 2}, "reason"),
    ("limits", {"bouts_required": None, **REASON}, "bouts_required"),
    ("mode", {"mode": "automatic ", **REASON}, "mode"),
    ("mode", {"mode": "manual", "reason": " "}, "reason"),
    ("override", {"verdict": "STOP_AND_REVIEW", **REASON}, "verdict"),
    ("override", {"verdict": "HOLD", "reason": " \n"}, "reason"),
    ("override", {"verdict": "HOLD", "reason": "x" * 1001}, "reason"),
    ("override", {"verdict": "HOLD", "expires_at": "2026-03-02T08:00:00Z", **REASON}, "expires_at"),
]


@pytest.mark.parametrize(("call", "body", "field"), WRONG)
def test_a_change_that_makes_no_sense_is_refused_and_nothing_changes(
    ana: Patient, as_tess: Client, call: str, body: dict[str, Any], field: str
) -> None:
    prescription = a_prescription(ana, "T-01", level=2)
    before = rows()

    answer = post(as_tess, f"prescriptions/{prescription.pk}/{call}/", body)

    assert_problem(answer, 400, field or None)
    assert rows() == before


def test_a_change_of_limits_is_logged_with_who_and_why(ana: Patient, as_tess: Client) -> None:
    prescription = a_prescription(ana)

    post(as_tess, f"prescriptions/{prescription.pk}/limits/", {"pain_limit_next_day": 1, **REASON})

    change = LimitChange.objects.get()
    assert (change.reason, change.made_by.name, change.after) == (
        REASON["reason"],
        "Tess",
        {"pain_limit_next_day": 1},
    )


def test_a_therapist_decides_with_a_reason(ana: Patient, as_tess: Client) -> None:
    prescription = a_prescription(ana)

    answer = post(as_tess, f"prescriptions/{prescription.pk}/override/", {"verdict": "PROGRESS", **REASON})

    assert (answer.status_code, said(answer)["by"]) == (201, "Tess")
    assert Override.objects.get().prescription == prescription


@pytest.fixture
def stop(ana: Patient) -> Stop:
    log(a_prescription(ana), red_flags=["RF4"])
    return Stop.objects.get()


def test_a_stop_is_lifted_with_a_reason_and_a_confirmation(stop: Stop, as_tess: Client) -> None:
    answer = post(as_tess, f"stops/{stop.pk}/clear/", {"confirm": True, **REASON})

    assert (answer.status_code, said(answer)["cleared_by"]) == (200, "Tess")
    assert said(answer)["cleared_reason"] == REASON["reason"]


def test_a_stop_is_lifted_once(stop: Stop, as_tess: Client) -> None:
    post(as_tess, f"stops/{stop.pk}/clear/", {"confirm": True, **REASON})

    assert_problem(post(as_tess, f"stops/{stop.pk}/clear/", {"confirm": True, **REASON}), 409)


@pytest.mark.parametrize("confirm", ["false", "1", '"true"', "null", "1.0"])
def test_a_stop_is_not_lifted_by_a_slip(stop: Stop, as_tess: Client, confirm: str) -> None:
    answer = post(as_tess, f"stops/{stop.pk}/clear/", spelt({"confirm": PLACE, **REASON}, confirm))

    assert_problem(answer, 400, "confirm")
    assert Stop.objects.get().cleared_at is None


def test_the_record_of_a_patient_holds_the_stop_and_the_session(
    ana: Patient, as_tess: Client, stop: Stop
) -> None:
    record = said(get(as_tess, f"patients/{ana.pk}/"))

    assert (record["name"], record["stops"][0]["id"]) == ("Ana", str(stop.pk))
    assert record["sessions"][0]["exercises"][0]["red_flags"] == ["RF4"]


def test_the_caseload_has_those_in_care_and_the_neediest_first(
    ana: Patient, cleo: Patient, ben: Patient, as_tess: Client, stop: Stop
) -> None:
    assert [row["name"] for row in said(get(as_tess, "caseload/"))["patients"]] == ["Ana", "Cleo"]


def test_the_library_is_open_to_everyone_signed_in(as_ana: Client, as_otto: Client) -> None:
    a_programme()

    assert said(get(as_ana, "programmes/"))["programmes"][0]["code"] == "SMALL"
    shown = said(get(as_otto, "programmes/SMALL/"))
    ladders = [(ladder["code"], len(ladder["levels"])) for ladder in shown["ladders"]]
    assert ladders[:2] == [("T-01", 3), ("T-02", 3)]
    assert shown["sign_off"] == "Not yet signed off by a clinician. Next review: 4 January 2027."


def test_a_level_for_each_side_opens_both_sides(ana: Patient, as_tess: Client) -> None:
    prescription = a_prescription(ana, "T-05", level=1)

    answer = post(as_tess, f"prescriptions/{prescription.pk}/level/", {"level": 2, **REASON})

    assert [one["side"] for one in said(answer)["prescriptions"]] == ["left", "right"]


def test_two_plans_may_run_side_by_side(ana: Patient, as_tess: Client, episode: EpisodeOfCare) -> None:
    first = post(as_tess, f"patients/{ana.pk}/plans/", a_plan_body())
    second = post(as_tess, f"patients/{ana.pk}/plans/", a_plan_body({"ladder": "T-03", "level": 1}))

    assert (first.status_code, second.status_code) == (201, 201)
    assert len(prescriptions_of(Plan.objects.latest("pk"))) == 1


def test_the_mode_of_a_plan_is_the_one_chosen(ana: Patient) -> None:
    assert {one.mode for one in prescriptions_of(a_plan(ana, mode=Mode.PROPOSE))} == {"propose"}


def test_an_unknown_record_is_missing(as_tess: Client) -> None:
    assert_problem(post(as_tess, f"stops/{fresh_id()}/clear/", {}), 404)
