"""The least that could be done: the same rows for a signed-in patient, no check, no answer, no thought."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, JsonResponse

from tracker.models import ExerciseLog, NextDayReport, SessionLog, SetLog


@transaction.atomic
def store(request: HttpRequest, client_id: UUID) -> JsonResponse:
    sent = json.loads(request.body)
    patient = request.user.patient  # type: ignore[union-attr]  # the bench signs in a patient
    at = datetime.fromisoformat(sent["performed_at"])
    session = SessionLog.objects.create(
        patient=patient,
        client_id=client_id,
        revision=sent["revision"],
        performed_at=at,
        timezone=sent["timezone"],
        local_day=at.date(),
        note=sent["note"],
        content_sha256=b"",
        received_at=at,
        first_received_at=at,
    )
    exercises = ExerciseLog.objects.bulk_create(
        ExerciseLog(
            session=session,
            prescription_id=exercise["prescription"],
            position=position,
            pain_during=exercise["pain_during"],
            effort=exercise["effort"],
            control_ok=exercise["control_ok"],
            red_flags=exercise["red_flags"],
        )
        for position, exercise in enumerate(sent["exercises"])
    )
    SetLog.objects.bulk_create(
        SetLog(exercise=exercise, position=position, target_low=8, reps=done["reps"], load_kg=done["load_kg"])
        for exercise, told in zip(exercises, sent["exercises"], strict=True)
        for position, done in enumerate(told["sets"])
    )
    opens, due, closes = (at + timedelta(hours=hours) for hours in (18, 24, 48))
    NextDayReport.objects.create(
        session=session, patient=patient, opens_at=opens, due_at=due, expires_at=closes
    )
    return JsonResponse({"id": str(client_id)}, status=201)
