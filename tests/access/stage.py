"""Everyone who might ask, and something of Ana's for each address to find."""

from __future__ import annotations

import uuid

from django.contrib.auth.models import User
from django.test import Client

from patients.models import CareAssignment, Patient, Therapist
from tests.people import (
    DAY,
    MONDAY,
    a_clinic,
    a_patient,
    a_plan,
    a_therapist,
    a_user,
    log,
    prescriptions_of,
)
from tracker.flows.evaluate import evaluate_all
from tracker.models import ProgressionDecision, Stop
from tracker.models.plan import Mode

EVERYONE = frozenset({"nobody", "inactive", "neither", "ana", "ben", "tess", "otto", "ended", "moved"})
SIGNED_OUT = frozenset({"nobody", "inactive"})
SIGNED_IN = EVERYONE - SIGNED_OUT
PATIENTS = frozenset({"ana", "ben"})
THERAPISTS = frozenset({"tess", "otto", "ended", "moved"})
ANA, TESS = frozenset({"ana"}), frozenset({"tess"})
NO_ONE: frozenset[str] = frozenset()

Names = dict[str, str]


def people() -> dict[str, Client]:
    """A browser for each; Ana is in Tess's care, was in that of “ended”, and “moved” works elsewhere now."""
    tess = a_therapist("Tess", a_clinic())
    users = {
        "ana": a_patient("Ana", tess.clinic, in_care_of=tess).user,
        "ben": a_patient("Ben", tess.clinic).user,
        "tess": tess.user,
        "otto": a_therapist("Otto", a_clinic("Riverside")).user,
        "ended": _once_had_ana("Ended", tess, ended=True).user,
        "moved": _once_had_ana("Moved", tess, ended=False).user,
        "neither": a_user("Neither"),
        "inactive": _now_inactive(tess),
    }
    return {"nobody": Client()} | {name: _browser(user) for name, user in users.items()}


def record_of_ana() -> Names:
    """The ids of a plan, an open prescription, a proposal, a stop and a session."""
    ana = Patient.objects.get(name="Ana")
    plan = a_plan(ana, {"T-01": 1}, mode=Mode.PROPOSE, now=MONDAY - 14 * DAY)
    (squat,) = prescriptions_of(plan)
    for days_ago in (9, 6, 3):
        log(squat, at=MONDAY - days_ago * DAY, next_day=0)
    evaluate_all(lambda: MONDAY)
    proposal = ProgressionDecision.objects.get(effect="proposed")
    (hold,) = prescriptions_of(a_plan(ana, {"T-03": 1}, now=MONDAY - 14 * DAY))
    session = log(hold, "20 20 20", at=MONDAY - DAY)
    stop = Stop.objects.create(
        patient=ana, plan=hold.plan, prescription=hold, rule="S2", tier="URGENT", opened_at=MONDAY
    )
    return {
        "patient_id": str(ana.pk),
        "plan": str(plan.pk),
        "prescription_id": str(squat.pk),
        "decision_id": str(proposal.pk),
        "stop_id": str(stop.pk),
        "client_id": str(session.client_id),
        "episode": str(plan.episode_id),
    }


def unknown(names: Names) -> Names:
    """Ids of nothing."""
    return {name: str(uuid.uuid4()) for name in names}


def _once_had_ana(name: str, tess: Therapist, *, ended: bool) -> Therapist:
    therapist = a_therapist(name, tess.clinic)
    CareAssignment.objects.create(
        patient=Patient.objects.get(name="Ana"),
        therapist=therapist,
        started_at=MONDAY - 28 * DAY,
        ended_at=MONDAY - DAY if ended else None,
    )
    if not ended:
        therapist.clinic = a_clinic("Elsewhere")
        therapist.save()
    return therapist


def _now_inactive(tess: Therapist) -> User:
    therapist = a_therapist("Inactive", tess.clinic)
    CareAssignment.objects.create(
        patient=Patient.objects.get(name="Ana"), therapist=therapist, started_at=MONDAY - 28 * DAY
    )
    return therapist.user


def _browser(user: User | None) -> Client:
    assert user is not None
    client = Client()
    client.force_login(user)
    if user.username == "inactive":
        User.objects.filter(pk=user.pk).update(is_active=False)
    return client
