"""Stops as a therapist reads them: the reason in words, and the warning signs that were ticked."""

from __future__ import annotations

from typing import Any

from patients.models import Patient
from tracker import wording
from tracker.queries import standing


def in_words(patient: Patient, stops: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The stops, each with its `reason` and `questions`."""
    reasons = standing.stops_in_words(patient)
    return [
        stop | {"reason": reasons[stop["id"]], "questions": _questions(stop["red_flags"])} for stop in stops
    ]


def _questions(codes: list[str]) -> list[str]:
    return [flag["question"] for flag in wording.red_flag_questions() if flag["code"] in codes]
