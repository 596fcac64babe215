"""What was done of one prescription, as its patient says it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from exercises.terms import DoseKind
from tracker import wording
from tracker.flows.record_session import ExerciseBody, SetBody
from tracker.models import Prescription
from tracker.pages.fields import Count, Kilograms, YesNoUnsure, ZeroToTen

COUNTED_BY = {DoseKind.HOLD: "hold_seconds", DoseKind.MINUTES: "minutes", DoseKind.FLIGHTS: "flights"}
MOST_SETS = 10
FEW_CHOICES = 5
OTHER, UNCOUNTED, SKIPPED = "other", "uncounted", "skipped"


@dataclass
class Done:
    """One way to have done the dose: the same count in every set."""

    kind: str
    sets: int
    low: int
    high: int


def counts_on_offer(prescription: Prescription) -> list[int]:
    """The counts of the written range to choose from; a set to failure has none, it must be told."""
    low, high = prescription.low, prescription.high
    if prescription.kind == DoseKind.LOAD_RM:
        return []
    if high - low <= FEW_CHOICES:
        return list(range(low, high + 1))
    return sorted({*range(low, high, 5), high})


class ExerciseForm(forms.Form):
    """Nothing is chosen beforehand: the patient says that it was done as written, or what was done."""

    def __init__(
        self, prescription: Prescription, sent: QueryDict | None, *, only_a_warning: bool = False
    ) -> None:
        super().__init__(sent, prefix=prescription.pk.hex)
        self.prescription = prescription
        self.only_a_warning = only_a_warning
        self.asks_load = prescription.load_kg is not None or bool(prescription.level.load_rule)
        self.rows = min(prescription.sets + 1, MOST_SETS)
        self._add_fields()

    def _add_fields(self) -> None:
        self.fields["done"] = forms.ChoiceField(
            choices=self._ways(), widget=forms.RadioSelect, required=False
        )
        for row in range(self.rows):
            self.fields[f"count_{row}"] = Count()
            self.fields[f"load_{row}"] = Kilograms()
        self.fields["sets"] = Count(high=MOST_SETS)
        self.fields["load"] = Kilograms()
        self.fields["pain"] = ZeroToTen()
        self.fields["pain_unknown"] = forms.BooleanField(required=False)
        self.fields["control"] = YesNoUnsure()
        self.fields["effort"] = ZeroToTen()
        self.fields["effort_unknown"] = forms.BooleanField(required=False)
        self.fields["to_failure"] = YesNoUnsure()

    def _ways(self) -> list[tuple[str, Any]]:
        written = self.prescription
        as_written = [
            (str(count), wording.dose(Done(written.kind, written.sets, count, count)))
            for count in counts_on_offer(written)
        ]
        other = _("Different") if as_written else _("I did it")
        return [*as_written, (OTHER, other), (UNCOUNTED, _("Done, not counted")), (SKIPPED, _("Skipped"))]

    # What the page asks -------------------------------------------------------------------------

    def set_rows(self) -> Iterator[tuple[int, forms.BoundField, forms.BoundField | None]]:
        for row in range(self.rows):
            yield row + 1, self[f"count_{row}"], self[f"load_{row}"] if self.asks_load else None

    def set_errors(self) -> bool:
        return any(name.startswith(("count_", "load_")) for name in self.errors)

    def asks_one_load(self) -> bool:
        """A load that nobody has prescribed yet is asked once, whatever was done."""
        return self.asks_load and self.prescription.load_kg is None

    def asks_failure(self) -> bool:
        return self.prescription.kind == DoseKind.LOAD_RM

    # What was answered --------------------------------------------------------------------------

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        done = told.get("done")
        if not done and "done" not in self.errors and not self.only_a_warning:
            self.add_error("done", _("Say how it went, or choose “Skipped”."))
        if done == OTHER and not self._told_counts() and not self.set_errors():
            self.add_error("done", _("Write what you did in at least one set."))
        if done == UNCOUNTED and not told.get("sets") and "sets" not in self.errors:
            self.add_error("sets", _("Write how many sets you did."))
        if done and done != SKIPPED:
            self._ask_for_answers(told)
        self._refuse_both(told, "pain")
        self._refuse_both(told, "effort")
        return told

    def _ask_for_answers(self, told: dict[str, Any]) -> None:
        if told.get("pain") is None and not told["pain_unknown"]:
            self.add_error("pain", _("Choose your worst pain, or tick “I cannot say”."))
        if self.prescription.needs_control and not self.data.get(self.add_prefix("control")):
            self.add_error("control", _("Say whether the movement was in control."))
        if (
            self.prescription.max_effort is not None
            and told.get("effort") is None
            and not told["effort_unknown"]
        ):
            self.add_error("effort", _("Choose how hard it was, or tick “I cannot say”."))

    def _refuse_both(self, told: dict[str, Any], name: str) -> None:
        if told.get(name) is not None and told.get(f"{name}_unknown"):
            self.add_error(name, _("You chose a number and “I cannot say”. Keep one of them."))

    def _told_counts(self) -> list[tuple[int, Decimal | None]]:
        told = (
            (self.cleaned_data.get(f"count_{row}"), self.cleaned_data.get(f"load_{row}"))
            for row in range(self.rows)
        )
        return [(count, load) for count, load in told if count is not None]

    # What is stored -----------------------------------------------------------------------------

    def was_done(self) -> bool:
        return self.cleaned_data.get("done") not in {None, "", SKIPPED}

    def body(self, red_flags: list[str]) -> ExerciseBody:
        """The exercise as the flow takes it; a skipped one has no sets."""
        told = self.cleaned_data
        return {
            "prescription": self.prescription.pk,
            "pain_during": told["pain"],
            "effort": told["effort"],
            "control_ok": told["control"],
            "red_flags": red_flags,
            "sets": self._sets(told),
        }

    def _sets(self, told: dict[str, Any]) -> list[SetBody]:
        load = self.prescription.load_kg if self.prescription.load_kg is not None else told["load"]
        match told["done"]:
            case "" | "skipped":
                return []
            case "other":
                return [
                    self._set(count, own if own is not None else told["load"])
                    for count, own in self._told_counts()
                ]
            case "uncounted":
                return [self._set(None, told["load"]) for _each in range(told["sets"])]
            case count:
                return [self._set(int(count), load) for _each in range(self.prescription.sets)]

    def _set(self, count: int | None, load: Decimal | None) -> SetBody:
        counted = COUNTED_BY.get(DoseKind(self.prescription.kind), "reps")
        known = {counted: count, "load_kg": load, "to_failure": self.cleaned_data["to_failure"]}
        return cast(SetBody, dict.fromkeys(SetBody.__annotations__) | known)
