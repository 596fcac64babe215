"""The therapist's changes to one prescription, one small form each."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exercises.models import Level
from patients import calendar
from patients.models import Therapist
from tracker.flows import steer
from tracker.flows.override import override
from tracker.models import Prescription
from tracker.pages import labels
from tracker.pages.answers import Reason
from tracker.pages.fields import Count, Kilograms, offer
from tracker.progression import policy
from tracker.queries import limits


class Change(forms.Form):
    """One kind of change; `make` stores it through its flow."""

    name: ClassVar[str]
    title: ClassVar[Any]
    done: ClassVar[Any]

    def __init__(
        self, prescription: Prescription, therapist: Therapist, now: datetime, sent: Any = None
    ) -> None:
        self.prescription, self.therapist, self.now = prescription, therapist, now
        super().__init__(sent, prefix=self.name, initial=self.as_it_is())
        self.prepare()

    def as_it_is(self) -> dict[str, Any]:
        return {}

    def prepare(self) -> None:
        """Choices that depend on the prescription."""

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not self.changed():
            raise forms.ValidationError(_("This is how it is now; nothing would change."))
        return told

    def changed(self) -> dict[str, Any]:
        """What is new, without the words that say why."""
        return {name: self.cleaned_data[name] for name in self.changed_data if name != "reason"}

    def signed(self) -> steer.Change:
        return steer.Change(self.therapist, self.cleaned_data["reason"], self.now)

    def make(self) -> None:
        raise NotImplementedError


class OverrideForm(Change):
    name = "override"
    title = gettext_lazy("Override the rules")
    done = gettext_lazy("The override is stored. It is looked at now.")
    verdict = forms.ChoiceField(
        label=gettext_lazy("Instead of what the rules say"),
        choices=[(code, labels.VERDICT[code]) for code in ("PROGRESS", "HOLD", "REGRESS")],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose step up, stay or step down.")},
    )
    until = forms.DateField(
        label=gettext_lazy("In force until the end of"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": gettext_lazy("Say when the override ends.")},
    )
    reason = Reason()

    def as_it_is(self) -> dict[str, Any]:
        return {
            "until": calendar.local_day(self.now + policy.OVERRIDE_LASTS, self.prescription.patient.time_zone)
        }

    def make(self) -> None:
        told = self.cleaned_data
        ends_at = calendar.day_starts_at(
            told["until"] + timedelta(days=1), self.prescription.patient.time_zone
        )
        override(
            self.prescription,
            self.therapist,
            verdict=told["verdict"],
            reason=told["reason"],
            now=self.now,
            expires_at=ends_at,
        )


class LevelForm(Change):
    name = "level"
    title = gettext_lazy("Change the level")
    done = gettext_lazy("The level is changed. Evidence starts anew there.")
    level = forms.TypedChoiceField(label=gettext_lazy("Level"), coerce=int)
    load_kg = Kilograms(label=gettext_lazy("Load in kg, if it is not the level's own"))
    reason = Reason()

    def as_it_is(self) -> dict[str, Any]:
        return {"level": self.prescription.level.number}

    def prepare(self) -> None:
        self.levels = {
            level.number: level for level in Level.objects.filter(ladder=self.prescription.ladder_id)
        }
        steps = [(str(number), f"{number} – {level.title}") for number, level in sorted(self.levels.items())]
        offer(self, "level", steps)

    def make(self) -> None:
        level = self.levels[self.cleaned_data["level"]]
        steer.change_level(self.prescription, level, self.signed(), load_kg=self.cleaned_data["load_kg"])


class DoseForm(Change):
    name = "dose"
    title = gettext_lazy("Change the dose")
    done = gettext_lazy("The dose is changed. Evidence starts anew, because it was for another dose.")
    sets = Count(label=gettext_lazy("Sets"))
    low = Count(label=gettext_lazy("From"))
    high = Count(label=gettext_lazy("To"))
    load_kg = Kilograms(label=gettext_lazy("Load in kg"))
    reason = Reason()

    def as_it_is(self) -> dict[str, Any]:
        return {name: getattr(self.prescription, name) for name in ("sets", "low", "high", "load_kg")}

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        for name in ("sets", "low", "high"):
            if told.get(name) is None and name not in self.errors:
                self.add_error(name, _("Write a whole number."))
        return told

    def make(self) -> None:
        steer.change_dose(self.prescription, self.changed(), self.signed())


class LimitsForm(Change):
    name = "limits"
    title = gettext_lazy("Change the limits for this person")
    done = gettext_lazy("The limits are changed, and the reason is kept.")
    pain_limit_during = Count(high=10, label=gettext_lazy("Pain during, at most"))
    pain_limit_next_day = Count(high=10, label=gettext_lazy("Pain next day, at most"))
    bouts_required = Count(high=10, label=gettext_lazy("Good sessions in a row for a step"))
    reason = Reason()

    def as_it_is(self) -> dict[str, Any]:
        names = ("pain_limit_during", "pain_limit_next_day", "bouts_required")
        return {name: getattr(self.prescription, name) for name in names}

    def prepare(self) -> None:
        now = limits.shown(self.prescription)
        for name, limit in {
            "pain_limit_during": now["during"],
            "pain_limit_next_day": now["next_day"],
        }.items():
            told = "–" if limit is None else f"{limit:g}"
            self.fields[name].help_text = _("Now %(limit)s. Empty: as the pain profile says.") % {
                "limit": told
            }

    def make(self) -> None:
        steer.change_limits(self.prescription, self.changed(), self.signed())


class ModeForm(Change):
    name = "mode"
    title = gettext_lazy("Change how a step up takes effect")
    done = gettext_lazy("Changed. The evidence goes on.")
    mode = forms.ChoiceField(
        label=gettext_lazy("Mode"), choices=list(labels.MODE.items()), widget=forms.RadioSelect
    )
    reason = Reason()

    def as_it_is(self) -> dict[str, Any]:
        return {"mode": self.prescription.mode}

    def make(self) -> None:
        steer.change_mode(self.prescription, self.cleaned_data["mode"], self.signed())


CHANGES: dict[str, type[Change]] = {
    form.name: form for form in (LevelForm, DoseForm, LimitsForm, ModeForm, OverrideForm)
}
