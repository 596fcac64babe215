"""Friendly pages when something is wrong; none of them needs the database."""

import pytest
from django.template.loader import render_to_string
from django.test import Client

from tests.pages.reading import links, words
from tests.people import PASSWORD


def test_a_missing_page_leads_back(client: Client, db: None) -> None:
    page = client.get("/nowhere/")

    assert page.status_code == 404
    assert "not yours to see" in words(page)
    assert "/" in links(page)


def test_a_form_that_was_open_too_long_explains_itself(db: None) -> None:
    strict = Client(enforce_csrf_checks=True)
    page = strict.post("/sign-in/", {"username": "ana", "password": PASSWORD})

    assert page.status_code == 403
    assert "open for too long" in words(page)


@pytest.mark.parametrize("code", ["400", "403", "403_csrf", "404", "500"])
def test_a_mishap_page_needs_no_request_and_no_database(code: str) -> None:
    assert "<h1>" in render_to_string(f"{code}.html")


def test_pages_carry_no_inline_script_or_style(client: Client, db: None) -> None:
    page = client.get("/sign-in/").content.decode()

    assert "<script" not in page
    assert "style=" not in page
