"""What the fields of a programme file must be to each other.

Works on the values as read, beside the shape and not after it, so that a file's problems are told
all at once. A value of the wrong type is passed over here; the shape names it.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise

from exercises.loading.problems import Spot
from exercises.loading.reading import Value

Fields = dict[str, Value]
Finding = tuple[Spot, str]
GATES_OF_KIND = {
    "reps": {"G-K", "G-KT", "G-N", "G-M", "G-F", "two bouts tolerated"},
    "hold": {"G-H", "G-HT", "G-M", "G-F", "two bouts tolerated"},
    "minutes": {"G-W"},
    "flights": {"G-F"},
    "load_rm": {"L1-L5"},
    "record": {"none"},
}


def findings(root: Value) -> Iterator[Finding]:
    """Every broken relation of a programme file, with the path of the field to look at."""
    if not isinstance(root, dict):
        return
    yield from _sourced((), root)
    yield from _in_order((), root, "weeks_min", "weeks_max")
    yield from _in_order((), root, "rest_seconds_min", "rest_seconds_max")
    yield from _review_days(root)
    yield from _week_map(root)
    yield from _codes_once(root)
    for path, exercise in _entries((), root, "exercises"):
        yield from _exercise(path, exercise)


def _entries(path: Spot, parent: Fields, name: str) -> list[tuple[Spot, Fields]]:
    listed = parent.get(name)
    if not isinstance(listed, list):
        return []
    return [((*path, name, at), entry) for at, entry in enumerate(listed) if isinstance(entry, dict)]


def _sourced(path: Spot, entry: Fields) -> Iterator[Finding]:
    source, design = entry.get("source"), entry.get("design")
    says_design = isinstance(source, str) and re.search(r"\bdesign\b", source)
    if says_design and design is False:
        yield (*path, "design"), "must be true: the source says that a part is our own choice (design)"
    if entry.get("confidence") == "none" and design is False:
        yield (*path, "confidence"), "must be H, M or L; none is for our own choices (design: true)"


def _in_order(path: Spot, entry: Fields, low: str, high: str) -> Iterator[Finding]:
    least, most = entry.get(low), entry.get(high)
    if isinstance(most, int) and least is None:
        yield (*path, high), f"needs {low} as well"
    elif isinstance(least, int) and isinstance(most, int) and least > most:
        yield (*path, high), f"is less than {low} ({least})"


def _review_days(root: Fields) -> Iterator[Finding]:
    reviewed, due = root.get("reviewed_on"), root.get("next_review_on")
    if isinstance(reviewed, date) and isinstance(due, date) and due <= reviewed:
        yield ("next_review_on",), "must come after reviewed_on"


def _week_map(root: Fields) -> Iterator[Finding]:
    week_map = root.get("week_map")
    exercises = _entries((), root, "exercises")
    kinds = {level.get("kind") for path, entry in exercises for _, level in _entries(path, entry, "levels")}
    if isinstance(week_map, dict):
        if "load_rm" not in kinds:
            yield ("week_map",), "is only for programmes with levels of kind load_rm"
        yield from _sourced(("week_map",), week_map)
        yield from _weeks_without_gap(week_map, root.get("weeks_max"))
    elif "load_rm" in kinds:
        yield ("week_map",), "is missing, though there are levels of kind load_rm"


def _weeks_without_gap(week_map: Fields, last_week: Value) -> Iterator[Finding]:
    expected = 1
    last: Spot = ("week_map",)
    for last, row in _entries(("week_map",), week_map, "weeks"):
        start, end = row.get("from_week"), row.get("to_week")
        if not isinstance(start, int) or not isinstance(end, int):
            return
        if start != expected:
            yield (*last, "from_week"), f"must be {expected}: the weeks follow each other without a gap"
        if end < start:
            yield (*last, "to_week"), f"is less than from_week ({start})"
        expected = end + 1
    if isinstance(last_week, int) and expected != last_week + 1:
        yield last, f"must reach week {last_week}, the last of the programme"


def _codes_once(root: Fields) -> Iterator[Finding]:
    seen: set[str] = set()
    for path, exercise in _entries((), root, "exercises"):
        code = exercise.get("code")
        if isinstance(code, str) and code in seen:
            yield (*path, "code"), f"{code} is used twice in this programme"
        elif isinstance(code, str):
            seen.add(code)


def _exercise(path: Spot, exercise: Fields) -> Iterator[Finding]:
    levels = _entries(path, exercise, "levels")
    by_therapist = exercise.get("delivered_by") == "therapist"
    yield from _sourced(path, exercise)
    yield from _numbers_without_gap(levels)
    yield from _sides_never_join_again(levels)
    for at, level in levels:
        if by_therapist != (level.get("kind") == "record"):
            yield (*at, "kind"), "record is for exercises delivered by the therapist, and only record"
        for relation in LEVEL_RELATIONS:
            yield from relation(at, level)


def _numbers_without_gap(levels: list[tuple[Spot, Fields]]) -> Iterator[Finding]:
    for expected, (path, level) in enumerate(levels, start=1):
        number = level.get("level")
        if isinstance(number, int) and number != expected:
            yield (*path, "level"), f"must be {expected}: levels count 1, 2, 3 … in order"


def _sides_never_join_again(levels: list[tuple[Spot, Fields]]) -> Iterator[Finding]:
    # Two sides may stand on different levels; there is no single step up from there to "both".
    for (_, lower), (path, upper) in pairwise(levels):
        if lower.get("sides") == "each" and upper.get("sides") == "both":
            yield (*path, "sides"), "must be each: a ladder never goes back from each to both"


def _numbers_fit_the_kind(path: Spot, level: Fields) -> Iterator[Finding]:
    is_record = level.get("kind") == "record"
    for name in ("sets", "target"):
        if is_record and level.get(name) is not None:
            yield (*path, name), "a therapist's record has none"
        if not is_record and name not in level:
            yield (*path, name), "is missing"


def _gate_fits_the_kind(path: Spot, level: Fields) -> Iterator[Finding]:
    kind, gate = level.get("kind"), level.get("gate")
    known = {word for gates in GATES_OF_KIND.values() for word in gates}
    if isinstance(kind, str) and kind in GATES_OF_KIND and gate in known and gate not in GATES_OF_KIND[kind]:
        yield (*path, "gate"), f"{gate} does not fit levels of kind {kind}"


def _load_fits_the_rule(path: Spot, level: Fields) -> Iterator[Finding]:
    rule = level.get("load_rule")
    if (rule == "RM") != (level.get("kind") == "load_rm"):
        yield (*path, "load_rule"), "RM belongs to levels of kind load_rm, and only to them"
    for name in ("load_start_kg", "load_step_kg"):
        if level.get(name) is not None and rule != "L7":
            yield (*path, name), "needs load_rule: L7"


def _walks_are_counted_by_the_week(path: Spot, level: Fields) -> Iterator[Finding]:
    if level.get("kind") == "minutes" and level.get("sessions_per_week") is None:
        yield (*path, "sessions_per_week"), "is missing; walking is judged by the week"


def _sign_off_says_what_for(path: Spot, level: Fields) -> Iterator[Finding]:
    if level.get("sign_off") is True and not level.get("prerequisites"):
        yield (*path, "prerequisites"), "is missing; say what the therapist signs off"


LEVEL_RELATIONS: tuple[Callable[[Spot, Fields], Iterator[Finding]], ...] = (
    _sourced,
    _numbers_fit_the_kind,
    _gate_fits_the_kind,
    _load_fits_the_rule,
    _walks_are_counted_by_the_week,
    _sign_off_says_what_for,
)
