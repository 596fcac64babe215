"""The form that starts a plan: when, for which complaint, and each exercise at its starting level."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from exercises import library
from exercises.models import Ladder, Level, Programme
from patients.models import EpisodeOfCare, Patient
from tracker.flows.begin_care import Rhythm
from tracker.flows.start_plan import Choice
from tracker.models.plan import Mode, Side
from tracker.pages.fields import offer

DAYS = [
    ("1", _("Mon")),
    ("2", _("Tue")),
    ("3", _("Wed")),
    ("4", _("Thu")),
    ("5", _("Fri")),
    ("6", _("Sat")),
    ("7", _("Sun")),
]
SIDES = [("", _("Both")), ("left", _("Left only")), ("right", _("Right only"))]
YEAR = timedelta(days=366)
NEW = "new"


class PlanForm(forms.Form):
    started_on = forms.DateField(
        label=_("First day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Choose the first day."),
            "invalid": _("Write a day, such as 2026-03-02."),
        },
    )
    sessions_per_week = forms.IntegerField(
        label=_("Sessions a week"),
        min_value=1,
        max_value=14,
        error_messages={
            "required": _("Write how many sessions a week."),
            "invalid": _("Write a whole number."),
        },
    )
    days = forms.TypedMultipleChoiceField(
        label=_("On these days"),
        choices=DAYS,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    episode = forms.ChoiceField(label=_("Complaint"), widget=forms.RadioSelect)
    complaint = forms.CharField(label=_("New complaint"), max_length=200, required=False)

    def __init__(self, patient: Patient, programme: Programme, today: date, sent: Any = None) -> None:
        self.today = today
        self.episodes = {str(episode.pk): episode for episode in _open_episodes(patient)}
        start = {
            "started_on": today,
            "sessions_per_week": programme.sessions_per_week,
            "episode": next(iter(self.episodes), NEW),
        }
        super().__init__(sent, initial=start)
        offer(
            self,
            "episode",
            [
                *((pk, str(each.complaint)) for pk, each in self.episodes.items()),
                (NEW, _("A new complaint")),
            ],
        )

    def clean_started_on(self) -> date:
        started_on: date = self.cleaned_data["started_on"]
        if abs(started_on - self.today) > YEAR:
            raise forms.ValidationError(_("Choose a day within a year from today."))
        return started_on

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if told.get("episode") == NEW and not told.get("complaint"):
            self.add_error("complaint", _("Say what the complaint is."))
        if len(told.get("days", [])) not in {0, told.get("sessions_per_week", 0)}:
            self.add_error("days", _("Choose as many days as sessions, or none for any days."))
        return told

    def rhythm(self) -> Rhythm:
        told = self.cleaned_data
        return Rhythm(told["started_on"], told["sessions_per_week"], told["days"])

    def reason_for_care(self) -> EpisodeOfCare | str:
        """The episode that runs already, or the words for a new one."""
        return self.episodes.get(self.cleaned_data["episode"]) or str(self.cleaned_data["complaint"])


def _open_episodes(patient: Patient) -> list[EpisodeOfCare]:
    return list(
        EpisodeOfCare.objects.filter(patient=patient, ended_on__isnull=True).order_by("-started_on", "pk")
    )


class LadderForm(forms.Form):
    """Where one ladder starts; no level leaves it out of the plan."""

    level = forms.ChoiceField(label=_("Starts at"), required=False)
    sides = forms.ChoiceField(label=_("Sides"), choices=SIDES, required=False)
    mode = forms.ChoiceField(label=_("Steps up"), choices=[(mode.value, mode.label) for mode in Mode])

    def __init__(self, ladder: Ladder, sent: Any = None) -> None:
        self.ladder = ladder
        self.levels: dict[str, Level] = {str(level.number): level for level in ladder.levels.all()}
        first = next(iter(self.levels.values()))
        start = {"level": "" if first.needs_sign_off else str(first.number), "mode": Mode.AUTOMATIC}
        super().__init__(sent, prefix=ladder.code, initial=start)
        steps = [
            (number, f"{number} – {level.title} ({level.dose_text})") for number, level in self.levels.items()
        ]
        offer(self, "level", [("", _("Not in this plan")), *steps])

    @property
    def has_sides(self) -> bool:
        return any(level.laterality == "each" for level in self.levels.values())

    def choice(self) -> Choice | None:
        told = self.cleaned_data
        if not told["level"]:
            return None
        sides = [Side(told["sides"])] if told["sides"] else []
        return Choice(self.levels[told["level"]], sides, Mode(told["mode"]))


def ladder_forms(programme: Programme, sent: Any = None) -> list[LadderForm]:
    """One form for each ladder that is a patient's own."""
    return [
        LadderForm(ladder, sent) for ladder in programme.ladders.all() if library.is_for_the_patient(ladder)
    ]
