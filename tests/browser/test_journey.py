"""A person's way through the pages, in a real browser."""

import uuid

import pytest
from playwright.sync_api import Page, expect

from patients import calendar
from patients.models import Patient, Therapist
from tests.browser.conftest import sign_in
from tests.people import DAY, PASSWORD, a_prescription, a_session, an_exercise
from tracker.flows.record_session import record_session
from tracker.models import ExerciseLog, NextDayReport, Prescription, SetLog

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def squat(ana: Patient) -> Prescription:
    """A squat at level 2, prescribed yesterday."""
    return a_prescription(ana, "T-01", level=2, now=calendar.now() - DAY)


def test_a_session_done_as_written_takes_two_taps_and_save(phone: Page, squat: Prescription) -> None:
    sign_in(phone, "ana")
    phone.get_by_role("link", name="session").first.click()
    exercise = phone.get_by_role("group", name="Squat", exact=True)
    exercise.get_by_text("3 × 9").click()
    exercise.get_by_role("group", name="Worst pain while doing it").get_by_role(
        "radio", name="2", exact=True
    ).check()
    phone.get_by_role("button", name="Save session").click()

    expect(phone.get_by_role("heading", name="Your session is saved")).to_be_visible()
    assert list(SetLog.objects.values_list("reps", flat=True)) == [9, 9, 9]
    assert ExerciseLog.objects.get().pain_during == 2


def test_only_what_belongs_to_the_answer_is_shown(phone: Page, squat: Prescription) -> None:
    sign_in(phone, "ana")
    phone.goto(f"/plans/{squat.plan_id}/session/")
    first_set = phone.get_by_label("Set 1: repetitions")
    pain = phone.get_by_role("group", name="Worst pain while doing it")

    expect(first_set).to_be_hidden()
    phone.get_by_text("Different").click()
    expect(first_set).to_be_visible()
    phone.get_by_text("Skipped").click()
    expect(pain).to_be_hidden()


def test_the_day_after_is_answered_from_today_with_one_tap(phone: Page, squat: Prescription) -> None:
    yesterday = calendar.now() - DAY
    record_session(squat.patient, uuid.uuid4(), a_session(an_exercise(squat), at=yesterday), yesterday)
    sign_in(phone, "ana")
    phone.get_by_role("group", name="Worst pain from 0 to 10").get_by_role(
        "button", name="1", exact=True
    ).click()

    expect(phone.get_by_role("status")).to_contain_text("Your answer is saved: 1 of 10.")
    assert NextDayReport.objects.get().pain == 1


def test_a_warning_sign_is_answered_at_once_with_a_number_to_call(phone: Page, squat: Prescription) -> None:
    sign_in(phone, "ana")
    phone.goto(f"/plans/{squat.plan_id}/session/")
    phone.get_by_text("is anything on this list new or unusual?").click()
    phone.get_by_label("New numbness between the legs").check()
    phone.get_by_role("button", name="Save session").click()

    expect(phone.get_by_role("alert")).to_contain_text("Call the emergency services now.")
    expect(phone.get_by_role("link", name="Call 112")).to_have_attribute("href", "tel:112")


def test_signing_in_needs_no_mouse(phone: Page, ana: Patient) -> None:
    phone.goto("/sign-in/")
    while not phone.evaluate("document.activeElement.name == 'username'"):
        phone.keyboard.press("Tab")
    phone.keyboard.type("ana")
    phone.keyboard.press("Tab")
    phone.keyboard.type(PASSWORD)
    phone.keyboard.press("Enter")

    expect(phone.get_by_role("heading", name="Hello Ana")).to_be_visible()


def test_a_therapist_overrides_from_the_caseload_in_a_few_steps(
    phone: Page, tess: Therapist, squat: Prescription
) -> None:
    sign_in(phone, "tess")
    phone.get_by_role("link", name="Ana").click()
    phone.get_by_role("link", name="Change Squat").click()
    phone.get_by_text("Override the rules").click()
    form = phone.locator("form", has=phone.get_by_label("In force until the end of"))
    form.get_by_text("Stay", exact=True).click()
    form.get_by_label("Reason").fill("travelling this week")
    form.get_by_role("button", name="Save").click()

    expect(phone.get_by_role("status")).to_contain_text("The override is stored.")
    expect(phone.get_by_text("travelling this week")).to_be_visible()
