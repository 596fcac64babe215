"""Every page for everyone: axe finds nothing, nothing runs off the screen, text may be twice as desk."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any, Literal, cast

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from patients import calendar
from patients.models import Patient, Therapist
from tests.browser.conftest import PHONE, sign_in
from tests.people import DAY, a_plan, a_prescription, a_session, an_exercise, log, prescriptions_of
from tracker.flows.evaluate import evaluate_all
from tracker.flows.record_next_day import record_next_day
from tracker.flows.record_session import record_session
from tracker.models import Plan, ProgressionDecision, Stop
from tracker.models.plan import Mode

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
TEXT_TWICE_AS_LARGE = "document.documentElement.style.fontSize = '225%'"  # the pages' own size is 112.5 %
UNFOLD = "document.querySelectorAll('details').forEach(details => { details.open = true })"
RUNS_OFF = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def now() -> datetime:
    return calendar.now()


@pytest.fixture
def plan(ana: Patient, now: datetime) -> Plan:
    """A plan with sides and loads, one session with its answer and one without."""
    started = now - 5 * DAY
    found = a_plan(ana, {"T-01": 1, "T-02": 2, "T-03": 1, "T-04": 1}, now=started, mode=Mode.PROPOSE)
    for days_ago, reps, pain in ((4, "20 20 20", 1), (2, "20 20 20", 1), (1, "9 9 -", 4)):
        exercises = [an_exercise(each, reps, pain_during=pain) for each in prescriptions_of(found)]
        at, session = now - days_ago * DAY, uuid.uuid4()
        record_session(ana, session, a_session(*exercises, at=at), at)
        if days_ago > 1:
            record_next_day(ana, session, 1, at + DAY, at + DAY)
    evaluate_all(lambda: now)
    return found


@pytest.fixture
def stop(cleo: Patient, now: datetime) -> Stop:
    log(a_prescription(cleo, now=now - DAY), red_flags=["RF1"], at=now - DAY / 24)
    return Stop.objects.get()


@pytest.fixture
def patient_pages(ana: Patient, plan: Plan) -> list[str]:
    session = ana.sessions.latest("performed_at").client_id
    return [
        "/today/",
        f"/plans/{plan.pk}/session/",
        f"/sessions/{session}/",
        f"/sessions/{session}/next-day/",
        "/history/",
        "/nowhere/",
    ]


@pytest.fixture
def clinic_pages(ana: Patient, cleo: Patient, plan: Plan, stop: Stop) -> list[str]:
    decision = ProgressionDecision.objects.filter(patient=ana).latest("decided_at")
    return [
        "/caseload/",
        "/caseload/?name=nobody",
        f"/patients/{ana.pk}/",
        f"/patients/{cleo.pk}/",
        f"/patients/{ana.pk}/usual-pain/",
        f"/patients/{ana.pk}/plans/new/",
        f"/patients/{ana.pk}/plans/new/?programme=SMALL",
        f"/decisions/{decision.pk}/answer/",
        f"/stops/{stop.pk}/clear/",
        f"/prescriptions/{prescriptions_of(plan)[0].pk}/change/",
    ]


@pytest.fixture
def desk(phone: Page) -> Page:
    phone.set_viewport_size({"width": 1280, "height": 800})
    return phone


def faults(page: Page) -> list[str]:
    """What axe finds in light and, of contrast, in dark; with everything unfolded."""
    page.evaluate(UNFOLD)
    found = [*violations(page, "light", RULES), *violations(page, "dark", CONTRAST)]
    return [f"{page.url} {fault['id']}: {fault['nodes'][0]['html'][:120]}" for fault in found]


def violations(page: Page, scheme: Literal["light", "dark"], rules: dict[str, Any]) -> list[dict[str, Any]]:
    page.emulate_media(color_scheme=scheme)
    return list(Axe().run(page, options=cast(Any, rules)).response["violations"])


def runs_off(page: Page, path: str) -> list[str]:
    """The sizes at which something runs off the side of the screen."""
    page.goto(path)
    page.evaluate(UNFOLD)
    found = [f"{path} at {PHONE['width']}"] if page.evaluate(RUNS_OFF) else []
    page.evaluate(TEXT_TWICE_AS_LARGE)
    return found + ([f"{path} at 200 %"] if page.evaluate(RUNS_OFF) else [])


def test_axe_finds_nothing_on_the_patients_pages(phone: Page, patient_pages: list[str]) -> None:
    phone.goto("/sign-in/")
    found = faults(phone)
    sign_in(phone, "ana")
    for path in patient_pages:
        phone.goto(path)
        found += faults(phone)

    assert found == []


def test_axe_finds_nothing_on_a_stop(phone: Page, stop: Stop) -> None:
    sign_in(phone, "cleo")

    assert faults(phone) == []


def test_axe_finds_nothing_on_a_refused_form(phone: Page, patient_pages: list[str], plan: Plan) -> None:
    sign_in(phone, "ana")
    phone.goto(f"/plans/{plan.pk}/session/")
    phone.get_by_role("button", name="Save session").click()
    phone.get_by_role("alert").wait_for()

    assert faults(phone) == []


def test_axe_finds_nothing_on_the_clinics_pages(desk: Page, tess: Therapist, clinic_pages: list[str]) -> None:
    sign_in(desk, "tess")
    found = []
    for path in clinic_pages:
        desk.goto(path)
        found += faults(desk)

    assert found == []


def test_nothing_runs_off_a_phone(
    phone: Page, tess: Therapist, patient_pages: list[str], clinic_pages: list[str]
) -> None:
    sign_in(phone, "ana")
    found = [fault for path in patient_pages for fault in runs_off(phone, path)]
    phone.context.clear_cookies()
    sign_in(phone, "tess")
    found += [fault for path in clinic_pages for fault in runs_off(phone, path)]

    assert found == []


def test_nothing_runs_off_the_narrowest_screen(phone: Page, patient_pages: list[str]) -> None:
    phone.set_viewport_size({"width": 320, "height": 640})
    sign_in(phone, "ana")

    for path in patient_pages:
        phone.goto(path)
        assert phone.evaluate(RUNS_OFF) == 0, path
