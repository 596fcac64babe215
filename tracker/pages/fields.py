"""Form fields that invent nothing: what was not answered stays unknown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

PAIN = [(str(value), str(value)) for value in range(11)]
PARTS_OF_A_MOMENT = 2
SURE = [("yes", _("Yes")), ("no", _("No")), ("unsure", _("I cannot say"))]


def offer(form: forms.Form, name: str, choices: Sequence[tuple[str, Any]]) -> None:
    """Give a field of this form its choices, which only the form's own case can know."""
    cast(forms.ChoiceField, form.fields[name]).choices = list(choices)


class ZeroToTen(forms.TypedChoiceField):
    """Eleven radio buttons with none chosen; None is unknown, never 0."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            choices=PAIN, coerce=int, empty_value=None, widget=forms.RadioSelect, required=False, **options
        )


class YesNoUnsure(forms.TypedChoiceField):
    """True, False, or None for “I cannot say”. `answered` tells that apart from no answer."""

    def __init__(self, **options: Any) -> None:
        asked: dict[str, Any] = {
            "choices": SURE,
            "coerce": {"yes": True, "no": False}.get,
            "empty_value": None,
        }
        super().__init__(widget=forms.RadioSelect, required=False, **asked, **options)


class Count(forms.IntegerField):
    """Repetitions, seconds, minutes or flights of one set."""

    def __init__(self, high: int = 1000, **options: Any) -> None:
        messages = {
            "invalid": _("Write a whole number."),
            "min_value": _("Write 0 or more."),
            "max_value": _("Write at most %(limit_value)s."),
        }
        super().__init__(min_value=0, max_value=high, required=False, error_messages=messages, **options)
        self.widget.attrs |= {"inputmode": "numeric", "autocomplete": "off"}


class Kilograms(forms.DecimalField):
    """A load; blank is unknown."""

    def __init__(self, **options: Any) -> None:
        messages = {"invalid": _("Write the load in kilograms, such as 2.5.")}
        bounds: dict[str, Any] = {"min_value": 0, "max_value": 500, "max_digits": 6, "decimal_places": 2}
        super().__init__(required=False, error_messages=messages, **bounds, **options)
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off", "step": "any"}


class LocalMoment(forms.Field):
    """A day and a time on one person's own clock, to the minute: two inputs, as large text needs."""

    def __init__(self, zone: str, **options: Any) -> None:
        self.zone = ZoneInfo(zone)
        widget = forms.SplitDateTimeWidget(
            date_attrs={"type": "date", "aria-label": gettext("Day")},
            time_attrs={"type": "time", "aria-label": gettext("Time")},
            date_format="%Y-%m-%d",
            time_format="%H:%M",
        )
        super().__init__(widget=widget, **options)

    def to_python(self, value: Any) -> datetime | None:
        parts = [str(part).strip() for part in value or [] if part]
        return self._moment("T".join(parts)) if len(parts) == PARTS_OF_A_MOMENT else None

    def _moment(self, text: str) -> datetime:
        try:
            told = datetime.fromisoformat(text)
        except ValueError:
            raise ValidationError(
                _("Write a day and a time, such as 2026-03-02, 09:00."), code="invalid"
            ) from None
        if told.tzinfo is not None:
            raise ValidationError(_("Write the time on your own clock, without a zone."), code="invalid")
        local = told.replace(tzinfo=self.zone)
        if local.astimezone(UTC).astimezone(self.zone).replace(tzinfo=None) != told:
            raise ValidationError(_("This time does not exist: the clocks went forward."), code="invalid")
        return local
