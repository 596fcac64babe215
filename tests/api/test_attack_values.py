"""reliability.md E.1–E.3: values that are none. Each is one 400 that names the field and changes nothing."""

from __future__ import annotations

import pytest
from django.test import Client

from patients.models import Patient
from tests.api.asking import NEW_ID, PLACE, a_body, assert_problem, put, put_at, rows, said, spelt
from tests.people import a_prescription

SESSION = f"sessions/{NEW_ID}/"
NOT_WHOLE = [
    "3.5",
    "3.0",
    '"3"',
    '"3.0"',
    '" 3 "',
    '"٣"',
    '"３"',
    "true",
    "[3]",
    "{}",
    '"NaN"',
    '"1e3"',
    "1E1",
]
NOT_JSON = ["NaN", "Infinity", "-Infinity", "9" * 5000, "03", "+3", "0x3", ".5", "1e99999999999999999999"]
SMALL = [("pain_during", "11"), ("pain_during", "-1"), ("effort", "11"), ("sets.0.pain", "2147483648")]
RANGES = [*SMALL, ("sets.0.reps", "1000000000"), ("sets.0.reps", "-5"), ("sets.0.hold_seconds", "3601")]
RANGES += [
    ("sets.0.minutes", "1441"),
    ("sets.0.flights", "201"),
    ("sets.0.load_kg", "-5"),
    ("sets.0.load_kg", "1e308"),
]
RANGES += [("sets.0.load_kg", "500.01"), ("sets.0.load_kg", "5.1234567"), ("sets.0.load_kg", '"10,5"')]
RANGES += [
    ("sets.0.load_kg", '"5"'),
    ("sets.0.load_kg", "true"),
    ("sets.0.load_kg", "1e400"),
    ("effort", "1e400"),
]
RANGES += [
    ("control_ok", "1"),
    ("control_ok", '"true"'),
    ("sets.0.to_failure", "0"),
    ("red_flags", '["RF99"]'),
]
RANGES += [
    ("red_flags", '"RF1"'),
    ("red_flags", "null"),
    ("sets", "null"),
    ("sets", "{}"),
    ("prescription", "1"),
]
NO_TIME = [
    "2026-02-30T10:00:00Z",
    "2026-03-02T10:00:60Z",
    "2026-03-02T02:30:00",
    "2026-03-02",
    "0001-01-01T00:00:00Z",
]
NO_TIME += [
    "9999-12-31T23:59:59-12:00",
    "2026-03-02T10:00:00+99:99",
    "20260302T100000Z",
    "2026-03-02T25:00:00Z",
    "",
]
NO_TIME += ["2026-W10-1T10:00:00Z", "２026-03-02T10:00:00Z", "2026-03-02T10:00:00Z\n", "1970-01-01T00:00:00Z"]
NO_ZONE = [
    "Mars/Phobos",
    "../../etc/passwd",
    "europe/copenhagen",
    "",
    "UTC+1",
    "Europe/Copenhagen ",
    "x" * 10_000,
]


@pytest.mark.parametrize("token", NOT_WHOLE)
@pytest.mark.parametrize("place", ["pain_during", "effort", "sets.0.pain", "sets.0.reps"])
def test_a_whole_number_is_never_made_of_something_else(
    ana: Patient, as_ana: Client, place: str, token: str
) -> None:
    body = put_at(a_body(a_prescription(ana)), f"exercises.0.{place}")

    answer = put(as_ana, SESSION, spelt(body, token))

    field = f"exercises[0].{place.replace('sets.0.', 'sets[0].')}"
    assert_problem(answer, 400, field)
    assert rows()["SessionLog"] == 0


@pytest.mark.parametrize("token", NOT_JSON)
def test_a_number_that_json_does_not_know_is_refused(ana: Patient, as_ana: Client, token: str) -> None:
    body = put_at(a_body(a_prescription(ana)), "exercises.0.pain_during")

    assert_problem(put(as_ana, SESSION, spelt(body, token)), 400)
    assert rows()["SessionLog"] == 0


@pytest.mark.parametrize(("place", "token"), RANGES)
def test_a_value_outside_its_range_or_type_is_refused(
    ana: Patient, as_ana: Client, place: str, token: str
) -> None:
    before, body = rows(), put_at(a_body(prescription := a_prescription(ana)), f"exercises.0.{place}")

    answer = put(as_ana, SESSION, spelt(body, token))

    assert_problem(answer, 400)
    assert said(answer)["errors"][0]["field"].startswith("exercises[0].")
    assert rows() == before | {"Plan": 1, "Prescription": 1}
    assert prescription.evaluate_due_at is None


@pytest.mark.parametrize("value", NO_TIME)
def test_a_time_that_is_naive_or_none_is_refused(ana: Patient, as_ana: Client, value: str) -> None:
    answer = put(as_ana, SESSION, a_body(a_prescription(ana), performed_at=value))

    assert_problem(answer, 400, "performed_at", hides=value)


@pytest.mark.parametrize("value", [1772442000, 1e18, None, True, {}, []])
def test_a_time_is_text(ana: Patient, as_ana: Client, value: object) -> None:
    assert_problem(put(as_ana, SESSION, a_body(a_prescription(ana), performed_at=value)), 400, "performed_at")


@pytest.mark.parametrize("value", ["2036-03-02T10:00:00Z", "2026-03-03T10:00:00Z", "2019-12-31T10:00:00Z"])
def test_a_time_that_no_session_can_have_says_that_the_clock_is_off(
    ana: Patient, as_ana: Client, value: str
) -> None:
    answer = put(as_ana, SESSION, a_body(a_prescription(ana), performed_at=value))

    assert_problem(answer, 400, "performed_at")
    assert "clock" in said(answer)["detail"]


@pytest.mark.parametrize("value", NO_ZONE)
def test_a_zone_that_is_none_is_refused(ana: Patient, as_ana: Client, value: str) -> None:
    assert_problem(put(as_ana, SESSION, a_body(a_prescription(ana), timezone=value)), 400, "timezone")


@pytest.mark.parametrize(
    ("performed_at", "ended_at"),
    [
        ("2026-03-02T09:00:00+01:00", "2026-03-02T08:59:59+01:00"),
        ("2026-03-01T08:00:00Z", "2026-03-02T03:00:00Z"),
    ],
)
def test_a_session_ends_after_it_starts_and_within_sixteen_hours(
    ana: Patient, as_ana: Client, performed_at: str, ended_at: str
) -> None:
    body = a_body(a_prescription(ana), performed_at=performed_at, ended_at=ended_at)

    assert_problem(put(as_ana, SESSION, body), 400, "ended_at")


@pytest.mark.parametrize(
    ("performed_at", "local_day"),
    [
        ("2025-10-26T02:30:00+02:00", "2025-10-26"),
        ("2025-10-26T02:30:00+01:00", "2025-10-26"),
        ("2025-03-30T02:30:00+01:00", "2025-03-30"),
        ("2026-03-01T23:30:00Z", "2026-03-02"),
        ("2026-03-01T12:30:00-11:00", "2026-03-02"),
    ],
)
def test_the_local_day_is_that_of_the_zone(
    ana: Patient, as_ana: Client, performed_at: str, local_day: str
) -> None:
    answer = put(as_ana, SESSION, a_body(a_prescription(ana), performed_at=performed_at))

    assert (answer.status_code, said(answer)["local_day"]) == (201, local_day)


@pytest.mark.parametrize("token", [r'"a\u0000b"', r'"\ud800"', r'"\udc00\ud800"', '"\ud800"', '"a\x00b"'])
@pytest.mark.parametrize("place", ["note", "timezone", "exercises.0.prescription", "unknown"])
def test_text_that_no_database_can_keep_is_refused(
    ana: Patient, as_ana: Client, place: str, token: str
) -> None:
    body = put_at(a_body(a_prescription(ana)), place)

    assert_problem(put(as_ana, SESSION, spelt(body, token)), 400)
    assert rows()["SessionLog"] == 0


@pytest.mark.parametrize(("length", "status"), [(4000, 201), (4001, 400)])
def test_a_note_has_an_end(ana: Patient, as_ana: Client, length: int, status: int) -> None:
    assert put(as_ana, SESSION, a_body(a_prescription(ana), note="ø" * length)).status_code == status


@pytest.mark.parametrize(
    "note",
    [
        "<script>alert(1)</script>",
        "{{7*7}} ${7*7} %n",
        "' OR 1=1--",
        "\u202eabc",
        "Z" + "\u0301" * 500,
        "👩‍👩‍👧" * 400,
    ],
)
def test_a_note_is_kept_as_it_was_written(ana: Patient, as_ana: Client, note: str) -> None:
    assert said(put(as_ana, SESSION, a_body(a_prescription(ana), note=note)))["note"] == note


@pytest.mark.parametrize("revision", ["0", "-1", "1000001", "1.0", '"1"', "true", "null"])
def test_a_revision_counts_from_one(ana: Patient, as_ana: Client, revision: str) -> None:
    body = a_body(a_prescription(ana), revision=PLACE)

    assert_problem(put(as_ana, SESSION, spelt(body, revision)), 400, "revision")


@pytest.mark.parametrize(("exercises", "sets"), [(0, 1), (31, 1), (1, 51), (1, 10_000)])
def test_a_session_has_one_to_thirty_exercises_of_at_most_fifty_sets(
    ana: Patient, as_ana: Client, exercises: int, sets: int
) -> None:
    done = {"prescription": str(a_prescription(ana).pk), "sets": [{"reps": 1}] * sets}

    assert_problem(put(as_ana, SESSION, a_body(exercises=[done] * exercises)), 400)
    assert rows()["SessionLog"] == 0
