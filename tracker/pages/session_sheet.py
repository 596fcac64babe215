"""The session form of one plan: the questions about the whole session and one form for each prescription."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from patients.models import Patient
from tracker import wording
from tracker.flows.record_session import SessionBody
from tracker.flows.refusal import Refusal
from tracker.models import Prescription
from tracker.pages.exercise_form import ExerciseForm
from tracker.pages.fields import LocalMoment, offer

Shown = dict[str, Any]


class SessionForm(forms.Form):
    """The page makes the id, so the same form sent twice is one session."""

    client_id = forms.UUIDField(widget=forms.HiddenInput)
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=1000)
    red_flags = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, required=False)
    note = forms.CharField(
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "max_length": _("Write at most %(limit_value)d characters; these are %(show_value)d.")
        },
    )

    def __init__(self, zone: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["performed_at"] = LocalMoment(
            zone, error_messages={"required": _("Say when you started.")}
        )
        questions = [(flag["code"], flag["question"]) for flag in wording.red_flag_questions()]
        offer(self, "red_flags", questions)


class Sheet:
    """A session form, empty or as it was sent. Whatever was typed stays in it until it is stored."""

    def __init__(
        self,
        patient: Patient,
        exercises: Sequence[tuple[Prescription, Shown]],
        now: datetime,
        sent: QueryDict | None,
    ) -> None:
        self.patient = patient
        zone = patient.time_zone
        start = {"client_id": uuid.uuid4(), "revision": 1, "performed_at": now}
        self.session = SessionForm(zone, sent, initial=start)
        warned = bool(sent and sent.getlist("red_flags"))
        self.exercises = [
            (ExerciseForm(prescription, sent, only_a_warning=warned), shown)
            for prescription, shown in exercises
        ]

    def ladders(self) -> list[tuple[Shown, list[tuple[ExerciseForm, Shown]]]]:
        """Left and right of one exercise together, with what both share."""
        grouped = groupby(self.exercises, key=lambda pair: str(pair[1]["code"]))
        sides = [list(found) for _code, found in grouped]
        return [(found[0][1], found) for found in sides]

    def is_complete(self) -> bool:
        answers = [form.is_valid() for form, _shown in self.exercises]
        if not self.session.is_valid() or not all(answers):
            return False
        if not self.session.cleaned_data["red_flags"] and not any(
            form.was_done() for form, _shown in self.exercises
        ):
            self.session.add_error(
                None, gettext("You skipped every exercise, so there is no session to save.")
            )
            return False
        return True

    def body(self) -> SessionBody:
        """A warning sign belongs to the whole session; it is stored with the first exercise."""
        told = self.session.cleaned_data
        flags = told["red_flags"]
        return {
            "performed_at": told["performed_at"],
            "ended_at": None,
            "timezone": self.patient.time_zone,
            "revision": told["revision"],
            "note": told["note"],
            "exercises": [
                form.body(flags if position == 0 else [])
                for position, (form, _shown) in enumerate(self.exercises)
            ],
        }

    def refuse(self, refusal: Refusal) -> None:
        """Say it where it belongs, or at the top."""
        field = refusal.field if refusal.field in self.session.fields else None
        self.session.add_error(field, refusal.message)

    def problems(self) -> list[tuple[str, str]]:
        """Every error with the id of the field to go to, in the order of the page."""
        found = [("", str(error)) for error in self.session.non_field_errors()]
        found += [
            (str(self.session[name].auto_id), str(error))
            for name, errors in self.session.errors.items()
            if name != "__all__"
            for error in errors
        ]
        for form, shown in self.exercises:
            found += [
                (str(form[name].auto_id), f"{shown['name']}: {error}")
                for name, errors in form.errors.items()
                for error in errors
            ]
        return found
