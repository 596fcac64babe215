"""A programme file with a mistake is refused with its line, its field and the reason."""

import pytest

from tests.exercises.files import SMALL, Write, line_of, problems_of

LEVEL_2 = SMALL.index("      - level: 2")


def changed(old: str, new: str, text: str = SMALL) -> str:
    assert old in text
    return text.replace(old, new, 1)


def in_level_2(old: str, new: str) -> str:
    return SMALL[:LEVEL_2] + changed(old, new, SMALL[LEVEL_2:])


def test_the_small_programme_has_no_problem(write: Write) -> None:
    assert problems_of(write(SMALL)) == []


# What is wrong: the words of the small programme, what stands there instead, what is told.
MISTAKES = {
    "an unknown field": (
        "    cues: Knees",
        "    cuess: Knees",
        "exercises[S-SQ].cuess: unknown field; did you mean cues?",
    ),
    "a number as text": (
        "sessions_per_week: 3",
        'sessions_per_week: "3"',
        "sessions_per_week: must be a whole number",
    ),
    "a number as decimal": (
        "sessions_per_week: 3",
        "sessions_per_week: 3.0",
        "sessions_per_week: must be a whole number",
    ),
    "a number as true": (
        "sessions_per_week: 3",
        "sessions_per_week: true",
        "sessions_per_week: must be a whole number",
    ),
    "text as a number": (
        "title: A small programme",
        "title: 12",
        "title: must be text",
    ),
    "text as nothing": (
        "title: A small programme",
        "title:",
        "title: must be text",
    ),
    "no for false": (
        "design: true",
        "design: no",
        "design: must be true or false",
    ),
    "low over high": (
        "target: 8-10",
        "target: 10-8",
        "levels[1].target: runs backwards: 10 is more than 8",
    ),
    "a decimal target": (
        "target: 8-10",
        "target: 8.5",
        "levels[1].target: must be a whole number or a range",
    ),
    "a target of zero": (
        "target: 8-10",
        "target: 0",
        "levels[1].target: must lie between 1 and 1000",
    ),
    "an unknown gate": (
        "        gate: G-K",
        "        gate: G-X",
        "levels[1].gate: is not known; write one of: G-K, ",
    ),
    "an unknown kind": (
        "kind: reps",
        "kind: repps",
        "levels[1].kind: is not known",
    ),
    "unknown sides": (
        "sides: both",
        "sides: left",
        "levels[1].sides: is not known",
    ),
    "an unknown profile": (
        "pain_profile: KEMP",
        "pain_profile: KEMPE",
        "pain_profile: is not known",
    ),
    "weeks backwards": (
        "weeks_max: 12",
        "weeks_max: 5",
        "weeks_max: is less than weeks_min (6)",
    ),
    "a gap in the levels": (
        "- level: 2",
        "- level: 3",
        "levels[3].level: must be 2: levels count 1, 2, 3 … in order",
    ),
    "no day": (
        "reviewed_on: 2026-01-05",
        "reviewed_on: 2026-13-05",
        "reviewed_on: is no day of the calendar",
    ),
    "review before": (
        "next_review_on: 2027",
        "next_review_on: 2025",
        "next_review_on: must come after reviewed_on",
    ),
    "a list as text": (
        "equipment: []",
        "equipment: mat",
        "equipment: must be a list",
    ),
    "a word twice": (
        "tags:\n  - home",
        "tags: [home, home]",
        "tags: names one thing twice",
    ),
    "a strange code": (
        "code: S-SQ",
        "code: s sq",
        "code: must be capitals, digits and hyphens",
    ),
    "a tab in a text": (
        "title: A small programme",
        'title: "A\\tB"',
        "title: holds a line break, a tab",
    ),
    "a hidden design": (
        "source: seed 003 H\n",
        "source: seed 003 H; dose design\n",
        "levels[1].design: must be true",
    ),
    "a gate of holds": (
        "        gate: G-K",
        "        gate: G-H",
        "levels[1].gate: G-H does not fit levels of kind reps",
    ),
    "a load of nothing": (
        "load_step_kg: 0.5",
        "load_step_kg: 0",
        "load_step_kg: must be over 0",
    ),
}


@pytest.mark.parametrize(("old", "new", "expected"), list(MISTAKES.values()), ids=list(MISTAKES))
def test_a_mistake_is_told_with_field_and_reason(old: str, new: str, expected: str, write: Write) -> None:
    told = problems_of(write(changed(old, new)))

    assert any(expected in problem for problem in told), told


def test_a_mistake_is_told_with_its_line(write: Write) -> None:
    text = in_level_2("target: 8-10", "target: 10-8")

    [told] = problems_of(write(text))

    assert told.startswith(f"{line_of('target: 10-8', text)}: exercises[S-SQ].levels[2].target:")


def test_a_missing_field_is_told_with_the_line_of_its_entry(write: Write) -> None:
    text = in_level_2("        title: Split squat with weight\n", "")

    assert problems_of(write(text)) == [
        f"{line_of('- level: 2')}: exercises[S-SQ].levels[2].title: is missing"
    ]


def test_a_level_without_a_source_is_refused(write: Write) -> None:
    told = problems_of(write(changed("        source: seed 003 H\n", "")))

    assert told == [f"{line_of('- level: 1')}: exercises[S-SQ].levels[1].source: is missing"]


def test_every_problem_of_every_file_is_told_at_once(write: Write) -> None:
    one = changed("sessions_per_week: 3", "sessions_per_week: many")
    two = changed("target: 8-10", "target: 10-8", in_level_2("- level: 2", "- level: 7"))

    assert len(problems_of(write(one), write(two))) == 3


def test_a_field_written_twice_is_refused(write: Write) -> None:
    text = changed("focus: hip\n", "focus: hip\nfocus: knee\n")

    assert problems_of(write(text)) == ["5: focus: is written twice; first on line 4"]


def test_an_exercise_written_twice_in_a_programme_is_refused(write: Write) -> None:
    text = SMALL + SMALL[SMALL.index("  - code: S-SQ") :]

    assert "S-SQ is used twice in this programme" in problems_of(write(text))[0]


def test_one_code_in_two_files_is_refused(write: Write) -> None:
    first, second = write(SMALL), write(SMALL)

    assert [told.split(" is also in ")[0] for told in problems_of(first, second)] == [
        "1: programme: SMALL",
        f"{line_of('  - code: S-SQ')}: exercises[S-SQ].code: S-SQ",
    ]


def test_a_ladder_never_goes_back_from_each_side_to_both(write: Write) -> None:
    text = changed("sides: both", "sides: each", in_level_2("sides: each", "sides: both"))

    assert "levels[2].sides: must be each" in problems_of(write(text))[0]


def test_a_load_needs_its_rule(write: Write) -> None:
    assert (
        "load_step_kg: needs load_rule: L7" in problems_of(write(changed("        load_rule: L7\n", "")))[0]
    )


def test_a_sign_off_says_what_for(write: Write) -> None:
    text = in_level_2("gate: G-K", "gate: G-K\n        sign_off: true")

    assert "levels[2].prerequisites: is missing" in problems_of(write(text))[0]


def test_a_record_has_no_numbers_and_is_the_therapists(write: Write) -> None:
    told = " ".join(problems_of(write(in_level_2("kind: reps", "kind: record"))))

    assert "sets: a therapist's record has none" in told
    assert "kind: record is for exercises delivered by the therapist" in told


def test_walking_without_sessions_a_week_is_refused(write: Write) -> None:
    text = in_level_2("gate: G-K", "gate: G-W").replace("kind: reps", "kind: minutes")

    assert any("sessions_per_week: is missing" in told for told in problems_of(write(text)))


WEEKS = """\
week_map:
  new_target_rule: load x (1 + old/30)
  note: none
  source: design
  confidence: none
  design: true
  weeks:
    - {from_week: 1, to_week: 2, rm_target: 12, start_percent_of_1rm: 70}
    - {from_week: 4, to_week: 9, rm_target: 8, start_percent_of_1rm: 80}
"""


def test_a_week_map_has_no_gap_reaches_the_last_week_and_belongs_to_rm_levels(write: Write) -> None:
    told = problems_of(write(SMALL + WEEKS))

    assert [problem.split(": ", 1)[1] for problem in told] == [
        "week_map: is only for programmes with levels of kind load_rm",
        "week_map.weeks[#2]: must reach week 12, the last of the programme",
        "week_map.weeks[#2].from_week: must be 3: the weeks follow each other without a gap",
    ]


@pytest.mark.parametrize("word", ["no", "on", "010", "1:30", "1_000", ".nan", "0x1F", "<<"])
def test_words_that_yaml_would_turn_into_something_else_stay_words(word: str, write: Write) -> None:
    assert problems_of(write(changed("focus: hip", f"focus: {word}"))) == []
