"""Model instances without the price of Django's constructor, for flows that make hundreds at a time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model
from django.db.models.base import ModelState

Made = TypeVar("Made", bound=Model)


def column_values(model: type[Model]) -> list[str]:
    """The names of all that a row of the model holds."""
    return [field.attname for field in model._meta.concrete_fields]  # noqa: SLF001  Django documents it


def stored(model: type[Made], facts: Mapping[str, Any], **related: Model) -> Made:
    """A row that was read: every one of `column_values`, and the rows it points to that are at hand."""
    instance = unstored(model, facts, **related)
    instance._state.adding, instance._state.db = False, DEFAULT_DB_ALIAS  # noqa: SLF001  as Model.from_db does
    return instance


def unstored(model: type[Made], facts: Mapping[str, Any], **related: Model) -> Made:
    """A row to be: every one of `column_values`, as no default is filled in."""
    instance = model.__new__(model)
    state = ModelState()
    state.fields_cache = related
    instance.__dict__.update(facts, _state=state)
    return instance
