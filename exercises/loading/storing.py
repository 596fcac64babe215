"""Bring the stored library to what the files say, without touching a version that a plan uses."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import connection, transaction
from django.db.models.functions import Now

from exercises.loading.checking import CheckedFile
from exercises.loading.columns import Columns, Content, column_names, content_of_form, content_of_row
from exercises.loading.problems import LibraryRefused, Problem
from exercises.models import Exercise, Ladder, Level, Programme

# One loading at a time; the number only has to be ours.
LOADING_LOCK = 7_301_001
LONGEST_VALUE_SHOWN = 100


@dataclass(frozen=True)
class Change:
    """What loading one programme does: `headline` and the fields that differ; none when nothing does."""

    headline: str
    fields: list[str] = field(default_factory=list)


def load(files: list[CheckedFile], *, only_look: bool = False) -> list[Change]:
    """Store the files in one transaction and say what changed; with `only_look` nothing is written.

    Raises LibraryRefused when an exercise code already belongs to another programme.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOADING_LOCK])
        _refuse_exercises_of_other_programmes(files)
        changes = [_load_one(file, only_look=only_look) for file in files]
    return [change for change in changes if change is not None]


def _refuse_exercises_of_other_programmes(files: list[CheckedFile]) -> None:
    owners = dict(Ladder.objects.values_list("code", "programme__code").distinct())
    problems = [
        Problem(
            file.document.file,
            file.document.line_of(("exercises", at, "code")),
            f"exercises[{exercise.code}].code",
            f"{exercise.code} belongs to programme {owners[exercise.code]}",
        )
        for file in files
        for at, exercise in enumerate(file.form.exercises)
        if owners.get(exercise.code, file.form.programme) != file.form.programme
    ]
    if problems:
        raise LibraryRefused(problems)


def _load_one(file: CheckedFile, *, only_look: bool) -> Change | None:
    code, wanted = file.form.programme, content_of_form(file.form)
    current = Programme.objects.select_for_update().filter(code=code, is_current=True).first()
    if current is None:
        change, version = Change(f"{code}: new, version 1{_size(wanted)}"), 1
    else:
        fields = list(_differences(content_of_row(current, wanted), wanted))
        if not fields:
            return None
        version = current.version + (current.in_use_since is not None)
        change = Change(f"{code}: {_what_happens(current, version)}", fields)
    if not only_look:
        _store(code, version, wanted, current)
    return change


def _size(content: Content) -> str:
    levels = sum(len(ladder.levels) for ladder in content.ladders.values())
    return f" ({len(content.ladders)} ladders, {levels} levels)"


def _what_happens(current: Programme, version: int) -> str:
    if version == current.version:
        return f"version {version} changed (no plan uses it yet)"
    return f"version {version} made; version {current.version} is in use and stays as it is"


def _differences(old: Content, new: Content) -> Iterator[str]:
    yield from _field_differences("", old.columns, new.columns)
    for code in sorted(old.ladders.keys() | new.ladders.keys()):
        if code not in old.ladders or code not in new.ladders:
            yield f"{code}: {'added' if code in new.ladders else 'removed'}"
            continue
        before, after = old.ladders[code], new.ladders[code]
        yield from _field_differences(f"{code} ", before.columns, after.columns)
        for number in sorted(before.levels.keys() | after.levels.keys()):
            if number in before.levels and number in after.levels:
                yield from _field_differences(
                    f"{code}.{number} ",
                    before.levels[number],
                    after.levels[number],
                )
            else:
                yield f"{code}.{number}: {'added' if number in after.levels else 'removed'}"


def _field_differences(prefix: str, old: Columns, new: Columns) -> Iterator[str]:
    for name, value in new.items():
        if old[name] != value:
            yield f"{prefix}{name}: {_shown(old[name])} → {_shown(value)}"


def _shown(value: object) -> str:
    text = json.dumps(value, default=str, ensure_ascii=False)
    return text if len(text) <= LONGEST_VALUE_SHOWN else text[:LONGEST_VALUE_SHOWN] + "…"


def content_hash(content: Content) -> str:
    """The same for the same words and numbers, whatever the layout of the file."""
    ladders = {code: [ladder.columns, ladder.levels] for code, ladder in content.ladders.items()}
    text = json.dumps([content.columns, ladders], default=str, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _store(code: str, version: int, wanted: Content, current: Programme | None) -> None:
    if current is not None and current.version != version:
        Programme.objects.filter(pk=current.pk).update(is_current=False)
    columns = {**wanted.columns, "content_hash": content_hash(wanted), "loaded_at": Now()}
    programme, _ = Programme.objects.update_or_create(code=code, version=version, defaults=columns)
    Level.objects.filter(ladder__programme=programme).exclude(ladder__code__in=wanted.ladders).delete()
    programme.ladders.exclude(code__in=wanted.ladders).delete()
    _store_levels(_store_ladders(programme, wanted), wanted)


def _store_ladders(programme: Programme, wanted: Content) -> dict[str, Ladder]:
    exercises = [
        Exercise(code=code, name=str(content.columns["name"])) for code, content in wanted.ladders.items()
    ]
    Exercise.objects.bulk_create(
        exercises,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name"],
    )
    ladders = [
        Ladder(programme=programme, exercise=exercise, code=code, **content.columns)
        for exercise, (code, content) in zip(exercises, wanted.ladders.items(), strict=True)
    ]
    Ladder.objects.bulk_create(
        ladders,
        update_conflicts=True,
        unique_fields=["programme", "code"],
        update_fields=column_names(wanted)[0],
    )
    return {ladder.code: ladder for ladder in ladders}


def _store_levels(ladders: dict[str, Ladder], wanted: Content) -> None:
    # Upwards, after the removals, so that no moment has two top levels.
    levels: list[Level] = []
    for code, content in wanted.ladders.items():
        ladders[code].levels.exclude(number__in=content.levels).delete()
        levels += [
            Level(ladder=ladders[code], number=number, **columns)
            for number, columns in sorted(content.levels.items())
        ]
    names = column_names(wanted)[1]
    Level.objects.bulk_create(
        levels,
        update_conflicts=True,
        unique_fields=["ladder", "number"],
        update_fields=names,
    )
