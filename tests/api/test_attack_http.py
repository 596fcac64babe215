"""reliability.md E.4: JSON and HTTP as no honest client sends them."""

from __future__ import annotations

import gzip

import pytest
from django.db import DataError, IntegrityError, InterfaceError, OperationalError, connection
from django.test import Client

from patients.models import Patient
from tests.api.asking import API, NEW_ID, a_body, assert_problem, get, post, put, rows, said, send, spelt
from tests.people import a_prescription

SESSION = f"sessions/{NEW_ID}/"
PLAIN = b'{"performed_at": "2026-03-02T09:00:00+01:00", "timezone": "Europe/Copenhagen", '
BROKEN = {
    "trailing": b"{} {}",
    "empty": b" ",
    "bom": b"\xef\xbb\xbf{}",
    "utf-16": '{"a": 1}'.encode("utf-16"),
    "latin-1": '{"note": "ø"}'.encode("latin-1"),
    "single quotes": b"{'a': 1}",
    "comment": b"{} // no",
    "deep arrays": b"[" * 5000 + b"]" * 5000,
    "very deep arrays": b"[" * 100_000 + b"]" * 100_000,
    "deep objects": b'{"a":' * 5000 + b"1" + b"}" * 5000,
    "nine deep": b'{"a":' * 9 + b"1" + b"}" * 9,
    "many keys": b"{" + b",".join(b'"%d":1' % key for key in range(21_000)) + b"}",
    "unclosed": b'{"a": 1',
    "overlong": b'{"a": "\xc0\xaf"}',
}


@pytest.mark.parametrize("raw", BROKEN.values(), ids=BROKEN.keys())
@pytest.mark.parametrize(
    ("method", "path"), [("PUT", SESSION), ("PUT", f"{SESSION}next-day/"), ("POST", "sync/")]
)
def test_what_is_not_json_is_refused(as_ana: Client, method: str, path: str, raw: bytes) -> None:
    assert_problem(send(as_ana, method, path, raw), 400)


@pytest.mark.parametrize("raw", [b"null", b'"x"', b"[]", b"3", b"true"])
def test_json_that_is_no_object_is_refused(as_ana: Client, raw: bytes) -> None:
    assert_problem(put(as_ana, SESSION, raw), 400, "")


def test_an_empty_body_names_what_is_missing(as_ana: Client) -> None:
    assert_problem(send(as_ana, "PUT", SESSION), 400, "performed_at")


@pytest.mark.parametrize(
    "twice", [b'"note": "a", "note": "b"', b'"note": "a", "note": "a"', b'"a": {"b": 1, "b": 2}']
)
def test_a_key_that_is_there_twice_is_refused(as_ana: Client, twice: bytes) -> None:
    assert_problem(put(as_ana, SESSION, PLAIN + twice + b', "exercises": []}'), 400)


@pytest.mark.parametrize(
    "name", ["Note", "notes", "__proto__", "constructor", "id", "patient_id", "is_staff", "clinic"]
)
@pytest.mark.parametrize("place", ["", "exercises.0.", "exercises.0.sets.0."])
def test_an_unknown_field_is_refused_at_every_depth(
    ana: Patient, as_ana: Client, place: str, name: str
) -> None:
    body = a_body(a_prescription(ana))
    inner = {"": body, "exercises.0.": body["exercises"][0]}.get(place, body["exercises"][0]["sets"][0])
    inner[name] = "x"

    answer = put(as_ana, SESSION, body)

    assert_problem(answer, 400)
    assert said(answer)["errors"][0]["field"].endswith(name)
    assert rows()["SessionLog"] == 0


@pytest.mark.parametrize(
    "content_type",
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/xml",
        "application/json; charset=utf-7",
        "application/json; charset=utf-16",
        "application/json; charset=bogus",
        "application/json; charset=base64",
        "application/json; x=y",
        "application/json, text/plain",
        "application/merge-patch+json",
        "*/*",
        "application/*",
    ],
)
def test_only_json_in_utf_8_is_read(ana: Patient, as_ana: Client, content_type: str) -> None:
    assert_problem(put(as_ana, SESSION, a_body(a_prescription(ana)), content_type=content_type), 415)


@pytest.mark.parametrize(
    "content_type", ["application/json", "application/json; charset=UTF-8", "Application/JSON"]
)
def test_json_may_say_that_it_is_utf_8(ana: Patient, as_ana: Client, content_type: str) -> None:
    assert put(as_ana, SESSION, a_body(a_prescription(ana)), content_type=content_type).status_code == 201


def test_a_compressed_body_is_not_unpacked(as_ana: Client) -> None:
    bomb = gzip.compress(b" " * 10_000_000)

    assert_problem(put(as_ana, SESSION, bomb, headers={"content-encoding": "gzip"}), 415)


@pytest.mark.parametrize("size", [256 * 1024 + 1, 2_000_000])
def test_a_body_over_256_kib_is_too_large(as_ana: Client, size: int) -> None:
    note = b'{"note": "' + b"x" * (size - 12) + b'"}'

    assert_problem(put(as_ana, SESSION, note), 413)


@pytest.mark.parametrize("method", ["POST", "PATCH", "DELETE", "OPTIONS", "TRACE", "FOO"])
def test_a_method_that_is_not_there_is_405_and_the_others_are_named(as_ana: Client, method: str) -> None:
    answer = send(as_ana, method, SESSION)

    assert_problem(answer, 405)
    assert answer["Allow"] == "GET, PUT, HEAD"


def test_a_header_cannot_change_the_method(as_ana: Client) -> None:
    answer = post(as_ana, SESSION, {}, headers={"x-http-method-override": "PUT"})

    assert_problem(answer, 405)


@pytest.mark.parametrize(
    "query", ["format=api", "page_size=1000000000", "patient__name__startswith=A", "a=1&a=2"]
)
def test_a_question_that_no_call_takes_is_refused(as_ana: Client, query: str) -> None:
    assert_problem(get(as_ana, f"today/?{query}"), 400)


@pytest.mark.parametrize("accept", ["text/html", "application/xml", "*/*", "", "application/json;q=0"])
def test_the_answer_is_json_whatever_is_asked_for(ana: Patient, as_ana: Client, accept: str) -> None:
    assert get(as_ana, "today/", headers={"accept": accept})["Content-Type"] == "application/json"


@pytest.mark.parametrize(
    "path", ["today", "today//", "today/.", "Today/", "%00/", "..%2f", "sessions/", "../v1/today/"]
)
def test_a_twin_of_an_address_is_nowhere(as_ana: Client, path: str) -> None:
    assert as_ana.get(f"{API}/{path}").content == get(as_ana, "nowhere/").content


def test_writing_needs_the_csrf_token(ana: Patient) -> None:
    client = Client(enforce_csrf_checks=True)
    assert ana.user is not None
    client.force_login(ana.user)

    assert_problem(put(client, SESSION, a_body(a_prescription(ana))), 403)
    assert rows()["SessionLog"] == 0


def test_writing_with_the_csrf_token_works(ana: Patient) -> None:
    client = Client(enforce_csrf_checks=True)
    assert ana.user is not None
    client.force_login(ana.user)
    client.cookies["csrftoken"] = "a" * 32

    answer = put(client, SESSION, a_body(a_prescription(ana)), headers={"x-csrftoken": "a" * 32})

    assert answer.status_code == 201


def test_what_was_sent_is_never_repeated(ana: Patient, as_ana: Client) -> None:
    secret = "my-secret-illness"

    answers = [
        put(as_ana, SESSION, a_body(a_prescription(ana), timezone=secret, revision=secret)),
        put(as_ana, SESSION, spelt({"note": secret}, "")[:-1]),
        put(as_ana, SESSION, {"note": secret}, content_type=f"application/{secret}"),
    ]

    assert not any(secret in answer.content.decode() for answer in answers)


@pytest.mark.parametrize(
    ("fault", "status"),
    [
        (OperationalError, 503),
        (InterfaceError, 503),
        (IntegrityError, 409),
        (DataError, 400),
        (RuntimeError, 500),
    ],
)
def test_a_fault_of_the_database_is_told_without_its_words(
    as_ana: Client, fault: type[Exception], status: int
) -> None:
    def fail(*_statement: object) -> None:
        raise fault("row of a patient")

    with connection.execute_wrapper(fail):
        answer = get(as_ana, "today/")

    assert_problem(answer, status, hides="row of a patient")
    assert ("Retry-After" in answer) == (status == 503)
