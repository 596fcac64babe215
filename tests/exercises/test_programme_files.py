"""The six shipped programmes hold everything that the clinical reference says."""

from collections.abc import Iterator
from functools import cache

import pytest

from exercises.loading.columns import Columns, Content
from tests.exercises.files import facts, shipped

WALKING = ("WK1", "WK2")
NUMBERS = ("kind", "sets_min", "sets_max", "low", "high", "sessions_per_week")


@cache
def library() -> dict[str, Content]:
    return shipped()


@cache
def levels() -> dict[str, Columns]:
    return {code: columns for programme in library().values() for code, columns in _levels_of(programme)}


def _levels_of(programme: Content) -> Iterator[tuple[str, Columns]]:
    for code, ladder in programme.ladders.items():
        for number, columns in ladder.levels.items():
            yield f"{code}.{number}", columns


def test_there_are_six_programmes_44_ladders_and_147_levels() -> None:
    ladders = [ladder for programme in library().values() for ladder in programme.ladders.values()]

    assert (len(library()), len(ladders), len(levels())) == (6, 44, 147)


def test_no_level_is_missing_and_none_is_invented() -> None:
    assert list(levels().keys() - {code for code, *_ in facts("levels")}) == []
    assert len(facts("levels")) == len(levels())


@pytest.mark.parametrize(("code", "title", "dose", "advance", "source", "numbers"), facts("levels"))
def test_each_level_says_what_the_reference_says(
    code: str, title: str, dose: str, advance: str, source: str, numbers: str
) -> None:
    level = levels()[code]

    assert (level["title"], level["source"]) == (title, source)
    assert level["effort_text" if code.startswith(WALKING) else "dose_text"] == dose
    assert level["is_top"] if advance == "top" else level["gate"] == advance
    assert _numbers_of(code, level) == numbers


def _numbers_of(code: str, level: Columns) -> str:
    values = [level[name] for name in NUMBERS]
    if code.startswith(WALKING):
        values[1] = values[2] = None
    return " ".join("-" if value is None or value == "record" else str(value) for value in values)


@pytest.mark.parametrize("fact", facts("exercises"), ids=lambda fact: fact[1])
def test_each_exercise_says_what_the_reference_says(fact: list[str]) -> None:
    programme, code, *words = fact
    said = library()[programme].ladders[code].columns

    names = ["name", "region", "equipment", "dosage_type", "cues", "cautions", "source"]
    assert [said[name] for name in names] == [*words[:2], words[2].split("; "), *words[3:]]


FIELDS = {
    "title": "title",
    "who": "for_whom",
    "freq": "frequency_text",
    "rest": "rest_text",
    "pain": "pain_text",
    "note": "note",
}


@pytest.mark.parametrize(("programme", "name", "text"), facts("programmes"))
def test_each_programme_says_what_the_reference_says(programme: str, name: str, text: str) -> None:
    assert library()[programme].columns[FIELDS[name]] == text


@pytest.mark.parametrize(
    ("programme", "profile", "gate", "sessions", "weeks"),
    [
        ("KEMP-HIP", "KEMP", "G-K", 3, (12, None)),
        ("NEMEX-HIP", "THOMEE", "G-N", 2, (12, 12)),
        ("PRT-HIP", "HIP_BOOSTER", "L1-L5", 2, (12, 12)),
        ("MASH-HIP", "THOMEE", "G-M", 2, (8, 8)),
        ("PFP-HIPKNEE", "KEMP", "G-F", 3, (6, 12)),
        ("WALK", "THOMEE", "G-W", None, (16, None)),
    ],
)
def test_each_programme_has_its_pain_profile_gate_sessions_and_weeks(
    programme: str, profile: str, gate: str, sessions: int | None, weeks: tuple[int, int | None]
) -> None:
    said = library()[programme].columns

    assert [said["pain_profile"], said["default_gate"], said["sessions_per_week"]] == [
        profile,
        gate,
        sessions,
    ]
    assert (said["duration_weeks_min"], said["duration_weeks_max"]) == weeks


SIDES = {
    # b: both legs together, e: each side on its own; one letter a level.
    "K-ADD": "eeeeee",
    "K-ABD": "beee",
    "K-EXT": "bbeee",
    "K-FLX": "eeee",
    "K-TRS": "eee",
    "K-TRF": "bbb",
    "K-TRP": "eee",
    "K-TRC": "eee",
    "K-SQ": "bbbb",
    "K-SL": "eeee",
    "K-HOP": "bbee",
    "N1": "bbbe",
    "N2": "bbbb",
    "N3": "eeee",
    "N4": "eeee",
    "N5": "eeee",
    "N6": "eee",
    "N7": "eee",
    "N8": "eee",
    "N9": "bbbb",
    "N10": "eeee",
    "PRT1": "b",
    "PRT2": "e",
    "PRT3": "e",
    "PRT4": "e",
    "PRT5": "e",
    "MA0": "e",
    "MA1": "ee",
    "MA2": "ee",
    "MA3": "bb",
    "MA4": "bbe",
    "MA5": "eeee",
    "MA6": "eee",
    "MA7": "bbb",
    "MA8": "eee",
    "MA9": "bee",
    "PF1": "eeeeee",
    "PF2": "eee",
    "PF3": "bbe",
    "PF4": "bbe",
    "PF5": "eee",
    "PF6": "bbeee",
    "WK1": "bbbbbbbb",
    "WK2": "bbbbb",
}


@pytest.mark.parametrize(("ladder", "sides"), list(SIDES.items()))
def test_each_level_is_for_both_legs_or_for_each_side(ladder: str, sides: str) -> None:
    said = [columns["laterality"] for code, columns in levels().items() if code.split(".")[0] == ladder]

    assert said == [{"b": "both", "e": "each"}[letter] for letter in sides]


def test_prt_maps_its_twelve_weeks_to_rm_targets_and_start_loads() -> None:
    week_map = library()["PRT-HIP"].columns["week_map"]

    assert isinstance(week_map, dict)
    assert [tuple(row.values()) for row in week_map["weeks"]] == [
        (1, 1, 12, 70),
        (2, 4, 11, 72),
        (5, 7, 10, 75),
        (8, 9, 9, 78),
        (10, 12, 8, 80),
    ]


@pytest.mark.parametrize("code", ["PRT1.1", "PRT2.1", "PRT3.1", "PRT4.1", "PRT5.1"])
def test_prt_is_lifted_fast_and_lowered_in_three_seconds(code: str) -> None:
    assert levels()[code]["tempo"] == {"con": "fast", "ecc_s": 3}


def test_loaded_levels_of_kemp_mash_and_pfp_carry_the_two_for_two_rule() -> None:
    loaded = {code for code, columns in levels().items() if columns["load_rule"] == "L7"}

    assert loaded == {
        *("K-ADD.2", "K-ABD.4", "K-EXT.2", "K-EXT.5", "K-SQ.4", "K-SL.2"),
        *("MA7.3", "PF3.3", "PF5.3"),
    }


def test_only_manual_therapy_is_delivered_by_the_therapist() -> None:
    ladders = {code: ladder for programme in library().values() for code, ladder in programme.ladders.items()}

    assert [code for code, ladder in ladders.items() if ladder.columns["delivered_by"] == "therapist"] == [
        "MA0"
    ]


def test_hops_and_closed_eyes_on_foam_need_a_sign_off() -> None:
    signed = {code for code, columns in levels().items() if columns["needs_sign_off"]}

    assert signed == {"K-HOP.1", "K-HOP.2", "K-HOP.3", "K-HOP.4", "N4.4"}


@pytest.mark.parametrize("code", ["KEMP-HIP", "NEMEX-HIP", "PRT-HIP", "MASH-HIP", "PFP-HIPKNEE", "WALK"])
def test_each_programme_carries_the_nine_intake_exclusions_with_their_sources(code: str) -> None:
    exclusions = library()[code].columns["intake_exclusions"]

    assert isinstance(exclusions, list)
    assert [entry["source"] for entry in exclusions] == ["found F3 H"] * 6 + ["found F1 H"] * 3


def test_no_programme_claims_a_clinicians_signature_before_there_is_one() -> None:
    assert {programme.columns["signed_off_by"] for programme in library().values()} == {""}
