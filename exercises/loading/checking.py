"""From files to checked programmes, or every problem of every file at once."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from exercises.loading import relations
from exercises.loading.problems import LibraryRefused, Problem, Spot
from exercises.loading.reading import Document, Value, read
from exercises.loading.shape import (
    ExerciseForm,
    IntakeExclusion,
    LevelForm,
    ProgrammeForm,
    TargetWeeks,
    Tempo,
    WeekMap,
)

REASONS = {
    "missing": "is missing",
    "string_type": 'must be text; write "quotes" round a number, a day, true, false or null',
    "string_unicode": "holds a character that is not text",
    "string_too_short": "must not be empty",
    "string_too_long": "is too long",
    "int_type": "must be a whole number",
    "bool_type": "must be true or false",
    "list_type": "must be a list: lines that begin with a hyphen",
    "model_type": "must be a block of fields",
    "date_type": "must be a day such as 2026-11-21",
}
FORMS: dict[str, type[BaseModel]] = {
    "exercises": ExerciseForm,
    "levels": LevelForm,
    "intake_exclusions": IntakeExclusion,
    "week_map": WeekMap,
    "weeks": TargetWeeks,
    "tempo": Tempo,
}


@dataclass(frozen=True)
class CheckedFile:
    document: Document
    form: ProgrammeForm


def files_under(paths: Iterable[Path]) -> list[Path]:
    """The files named, and the *.yaml files of the folders named."""
    return [file for path in paths for file in (sorted(path.glob("*.yaml")) if path.is_dir() else [path])]


def checked(paths: Iterable[Path]) -> list[CheckedFile]:
    """Every file read and valid, and fitting each other; raises LibraryRefused with all problems."""
    problems: list[Problem] = []
    accepted: list[CheckedFile] = []
    for path in paths:
        document = read(path)
        form = _form_of(document)
        problems += document.problems
        if form is not None:
            accepted.append(CheckedFile(document, form))
    problems += _codes_shared_by_files(accepted)
    if problems:
        raise LibraryRefused(problems)
    return accepted


def _form_of(document: Document) -> ProgrammeForm | None:
    if document.problems and document.value is None:
        return None
    for path, reason in relations.findings(document.value):
        document.complain(document.line_of(path), _name_of(path, document.value), reason)
    try:
        return ProgrammeForm.model_validate(document.value)
    except ValidationError as error:
        for entry in error.errors(include_url=False, include_context=True):
            path = tuple(entry["loc"])
            document.complain(document.line_of(path), _name_of(path, document.value), _reason(entry))
        return None


def _reason(error: ErrorDetails) -> str:
    if error["type"] == "extra_forbidden":
        return f"unknown field{_did_you_mean(tuple(error['loc']))}"
    message = REASONS.get(error["type"], error["msg"])
    return message[0].lower() + message[1:] if message.startswith("Input") else message


def _did_you_mean(path: Spot) -> str:
    around = [str(part) for part in path[:-1] if isinstance(part, str)]
    form = FORMS[around[-1]] if around else ProgrammeForm
    near = difflib.get_close_matches(str(path[-1]), form.model_fields, n=1)
    return f"; did you mean {near[0]}?" if near else ""


def _name_of(path: Spot, value: Value) -> str:
    """The path in the words of the file: exercises[K-ADD].levels[2].gate."""
    name = ""
    for part in path:
        if isinstance(part, str):
            name += f".{part}" if name else part
            value = value.get(part) if isinstance(value, dict) else None
        else:
            value = value[part] if isinstance(value, list) else None
            name += f"[{_label(value, part)}]"
    return name or "file"


def _label(entry: Value, position: int) -> str:
    label = entry.get("code", entry.get("level")) if isinstance(entry, dict) else None
    return str(label) if isinstance(label, str | int) else f"#{position + 1}"


def _codes_shared_by_files(files: list[CheckedFile]) -> list[Problem]:
    problems: list[Problem] = []
    first: dict[str, str] = {}
    for file in files:
        named: list[tuple[Spot, str]] = [(("programme",), file.form.programme)]
        named += [
            (("exercises", at, "code"), exercise.code) for at, exercise in enumerate(file.form.exercises)
        ]
        for path, code in named:
            if first.setdefault(code, file.document.file) != file.document.file:
                line, name = file.document.line_of(path), _name_of(path, file.document.value)
                problems.append(Problem(file.document.file, line, name, f"{code} is also in {first[code]}"))
    return problems
