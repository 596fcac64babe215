"""Read a body into its shape, or say field by field why not, in words and without its values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from tracker.api.problems import FieldProblem, Invalid

Shape = TypeVar("Shape", bound=BaseModel)
MOST_ERRORS = 20
MOST_OF_A_NAME = 40

SENTENCES = {
    "missing": "This is required.",
    "extra_forbidden": "There is no such field.",
    "int_type": "Send a whole number.",
    "int_parsing_size": "Send a smaller number.",
    "bool_type": "Send true or false.",
    "string_type": "Send text.",
    "list_type": "Send a list.",
    "model_type": "Send a JSON object.",
    "greater_than_equal": "Send {ge} or more.",
    "less_than_equal": "Send {le} or less.",
    "string_too_short": "This is too short.",
    "string_too_long": "Send at most {max_length} characters.",
    "string_pattern_mismatch": "Send this in the form asked for; blank is none.",
    "too_short": "Send at least {min_length}.",
    "too_long": "Send at most {max_length}.",
    "literal_error": "Send one of {expected}.",
    "enum": "Send one of {expected}.",
    "value_error": "{error}",
}


def read(shape: type[Shape], found: Any) -> Shape:
    """The body in its shape. Raises Invalid, each wrong field named."""
    try:
        return shape.model_validate(found)
    except ValidationError as error:
        raise Invalid(problems_in(error)) from None


def problems_in(error: ValidationError) -> list[FieldProblem]:
    """The first wrong fields, as many as a person can use."""
    details = error.errors(include_url=False, include_input=False)[:MOST_ERRORS]
    return [FieldProblem(field=path(detail["loc"]), message=_sentence(detail)) for detail in details]


def path(place: Sequence[int | str]) -> str:
    """`exercises[0].sets[2].reps`; what cannot be a field's name is cut short."""
    parts = [f"[{part}]" if isinstance(part, int) else f".{part[:MOST_OF_A_NAME]}" for part in place]
    return "".join(parts).removeprefix(".")


def _sentence(detail: ErrorDetails) -> str:
    words = SENTENCES.get(detail["type"], "This cannot be taken.")
    return words.format_map(detail.get("ctx", {}))
