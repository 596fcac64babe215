"""The form of a programme file: which fields there are and what each may hold.

Strict: no unknown field, no coercion ("3" is not 3). What fields mean to each other is in relations.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from exercises.terms import DeliveredBy, DoseKind, Gate, Laterality, LoadRule, PainProfile

RANGE = re.compile(r"([0-9]{1,4})-([0-9]{1,4})")
LARGEST_TARGET = 1000
CODE = re.compile(r"[A-Z][A-Z0-9]*(-[A-Z0-9]+)*")


def _refuse(reason: str) -> PydanticCustomError:
    # The reason is a value of the template, so that braces in it stay as they are.
    return PydanticCustomError("form", "{reason}", {"reason": reason})


def _plain(text: str) -> str:
    if any(unicodedata.category(character) in {"Cc", "Cs"} for character in text):
        raise _refuse("holds a line break, a tab or another control character")
    if text != text.strip():
        raise _refuse("begins or ends with a space")
    return text


def _a_code(text: str) -> str:
    if not CODE.fullmatch(text):
        raise _refuse("must be capitals, digits and hyphens, such as K-ADD")
    return text


def _a_range(value: object) -> tuple[int, int]:
    match = RANGE.fullmatch(value) if isinstance(value, str) else None
    if match:
        low, high = int(match[1]), int(match[2])
    elif isinstance(value, int) and not isinstance(value, bool):
        low = high = value
    else:
        raise _refuse("must be a whole number or a range such as 8-10")
    if low > high:
        raise _refuse(f"runs backwards: {low} is more than {high}")
    if not 1 <= low <= high <= LARGEST_TARGET:
        raise _refuse(f"must lie between 1 and {LARGEST_TARGET}")
    return low, high


def _kilograms(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise _refuse("must be a number of kilograms such as 0.5")
    if not Decimal(0) < value <= Decimal(500) or value != round(Decimal(value), 2):
        raise _refuse("must be over 0, at most 500, with at most two decimals")
    return Decimal(value).quantize(Decimal("0.01"))


def _one_of(known: list[str]) -> Callable[[str], str]:
    def check(text: str) -> str:
        if text not in known:
            raise _refuse(f"is not known; write one of: {', '.join(word for word in known if word)}")
        return text

    return check


def _no_word_twice(words: list[str]) -> list[str]:
    if len(set(words)) != len(words):
        raise _refuse("names one thing twice")
    return words


Words = Annotated[str, StringConstraints(min_length=1, max_length=2000), AfterValidator(_plain)]
MaybeWords = Annotated[str, StringConstraints(max_length=2000), AfterValidator(_plain)]
Code = Annotated[str, StringConstraints(max_length=40), AfterValidator(_a_code)]
Range = Annotated[tuple[int, int], BeforeValidator(_a_range)]
Kilograms = Annotated[Decimal, BeforeValidator(_kilograms)]
WordList = Annotated[list[Words], Field(max_length=30), AfterValidator(_no_word_twice)]
Seconds = Annotated[int, Field(ge=1, le=600)]
Weeks = Annotated[int, Field(ge=1, le=104)]
Sessions = Annotated[int, Field(ge=1, le=14)]


class Form(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Sourced(Form):
    source: Words
    confidence: Literal["H", "M", "L", "none"]
    design: bool


class IntakeExclusion(Form):
    text: Words
    source: Words
    confidence: Literal["H", "M", "L", "none"]


class TargetWeeks(Form):
    from_week: Weeks
    to_week: Weeks
    rm_target: Annotated[int, Field(ge=1, le=30)]
    start_percent_of_1rm: Annotated[int, Field(ge=1, le=100)]


class WeekMap(Sourced):
    new_target_rule: Words
    note: Words
    weeks: Annotated[list[TargetWeeks], Field(min_length=1)]


class Tempo(Form):
    up: Literal["fast"] | None = None
    up_seconds: Seconds | None = None
    pause_seconds: Seconds | None = None
    down_seconds: Seconds | None = None


class LevelForm(Sourced):
    level: Annotated[int, Field(ge=1, le=50)]
    title: Words
    sides: Annotated[str, AfterValidator(_one_of(Laterality.values))]
    side_note: Words | None = None
    kind: Annotated[str, AfterValidator(_one_of(DoseKind.values))]
    sets: Range | None = None
    target: Range | None = None
    sessions_per_week: Sessions | None = None
    dose: Words
    effort: Words | None = None
    rep_hold_seconds: Range | None = None
    tempo: Tempo | None = None
    load_rule: Annotated[str, AfterValidator(_one_of(LoadRule.values))] = ""
    load_start_kg: Kilograms | None = None
    load_step_kg: Kilograms | None = None
    range: Words | None = None
    equipment: WordList
    gate: Annotated[str, AfterValidator(_one_of(Gate.values))]
    sign_off: bool = False
    prerequisites: Words | None = None
    tags: WordList = []


class ExerciseForm(Sourced):
    code: Code
    name: Words
    region: Words
    laterality: Words
    equipment: WordList
    dosage_type: Words
    cues: Words
    cautions: Words
    delivered_by: Annotated[str, AfterValidator(_one_of(DeliveredBy.values))]
    tags: WordList
    levels: Annotated[list[LevelForm], Field(min_length=1, max_length=50)]


class ProgrammeForm(Sourced):
    programme: Code
    title: Words
    for_whom: Words
    focus: Words
    tags: WordList
    frequency: Words
    sessions_per_week: Sessions | None
    weeks_min: Weeks | None
    weeks_max: Weeks | None
    rest: MaybeWords
    rest_seconds_min: Seconds | None
    rest_seconds_max: Seconds | None
    pain_profile: Annotated[str, AfterValidator(_one_of(PainProfile.values))]
    pain: Words
    default_gate: Annotated[str, AfterValidator(_one_of(Gate.values))]
    evidence_note: Words
    note: MaybeWords
    reviewed_on: date
    next_review_on: date
    signed_off_by: MaybeWords
    intake_exclusions: list[IntakeExclusion]
    week_map: WeekMap | None = None
    exercises: Annotated[list[ExerciseForm], Field(min_length=1, max_length=100)]
