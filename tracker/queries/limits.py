"""The pain limits of one prescription and what to do in each band, for the page and the phone to show."""

from __future__ import annotations

from typing import Any

from patients.models import Patient
from tracker import wording
from tracker.models import Prescription
from tracker.progression import pain, policy, terms
from tracker.queries import history


def lacks_usual_pain(patient: Patient, pain_profile: str) -> bool:
    """True when the profile compares with a usual pain that nobody has noted: nothing can move up then."""
    return policy.PAIN_LIMIT_NEXT_DAY[terms.PainProfile(pain_profile)] is None and patient.usual_pain is None


def shown(prescription: Prescription) -> dict[str, Any]:
    """The limits in force: this person's own where the therapist set them, else the profile's.

    `next_day` null: the limit is the person's usual pain, and nobody has recorded it.
    """
    case = history.case_of(prescription, prescription.started_at)
    bands = pain.bands_during(case.pain_profile, case.pain_limit_during)
    return {
        "profile": case.pain_profile.value,
        "during": pain.limit_during(case),
        "next_day": pain.limit_next_day(case),
        "usual_pain": case.usual_pain,
        "bands": [
            {"band": band.value, "up_to": up_to, "advice": wording.band_advice(policy.BAND_ADVICE[band])}
            for band, up_to in bands
        ],
    }
