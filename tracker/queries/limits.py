"""The pain limits of one prescription and what to do in each band, for the page and the phone to show."""

from __future__ import annotations

from typing import Any

from tracker import wording
from tracker.models import Prescription
from tracker.progression import pain, policy, terms


def shown(prescription: Prescription) -> dict[str, Any]:
    """The limits in force: this person's own where the therapist set them, else the profile's."""
    profile = terms.PainProfile(prescription.pain_profile)
    during, next_day = in_force(prescription)
    return {
        "profile": profile.value,
        "during": during,
        "next_day": next_day,
        "usual_pain": prescription.patient.usual_pain,
        "bands": [
            {
                "band": band.band.value,
                "up_to": band.up_to,
                "advice": wording.band_advice(policy.BAND_ADVICE[band.band]),
            }
            for band in policy.PAIN_BANDS[profile]
        ],
    }


def in_force(prescription: Prescription) -> tuple[float, float | None]:
    """Pain up to these values passes; next day None: no usual pain is known to compare with."""
    profile = terms.PainProfile(prescription.pain_profile)
    during = pain.limit_during(profile, prescription.pain_limit_during)
    next_day = pain.limit_next_day(profile, prescription.pain_limit_next_day, prescription.patient.usual_pain)
    return during, next_day
