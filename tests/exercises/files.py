"""Programme files for tests: a small valid one, and the ways to change and load it."""

from collections.abc import Callable
from pathlib import Path

from exercises.loading.checking import checked, files_under
from exercises.loading.columns import Content, content_of_form
from exercises.loading.problems import LibraryRefused
from exercises.loading.storing import Change, load

SEEDS = Path(__file__).resolve().parents[2] / "seeds" / "programmes"
FACTS = Path(__file__).parent / "facts"

SMALL = """\
programme: SMALL
title: A small programme
for_whom: Tests
focus: hip
tags:
  - home
frequency: 3 a week
sessions_per_week: 3
weeks_min: 6
weeks_max: 12
rest: 1-2 min
rest_seconds_min: 60
rest_seconds_max: 120
pain_profile: KEMP
pain: up to 3
default_gate: G-K
evidence_note: none yet
note: ""
source: design
confidence: none
design: true
reviewed_on: 2026-01-05
next_review_on: 2027-01-05
signed_off_by: ""
intake_exclusions:
  - text: severe heart disease
    source: found F3 H
    confidence: H
exercises:
  - code: S-SQ
    name: Squat
    region: functional
    laterality: bilateral then unilateral
    equipment: []
    dosage_type: reps
    cues: Knees over feet
    cautions: None specific
    delivered_by: patient
    tags: []
    source: seed 003
    confidence: H
    design: false
    levels:
      - level: 1
        title: Squat
        sides: both
        kind: reps
        sets: 2-3
        target: 8-10
        dose: 2-3 x 8-10
        equipment: []
        gate: G-K
        source: seed 003 H
        confidence: H
        design: false
      - level: 2
        title: Split squat with weight
        sides: each
        kind: reps
        sets: 3
        target: 8-10
        dose: 3 x 8-10; load rule L7
        load_rule: L7
        load_step_kg: 0.5
        equipment:
          - weight
        gate: G-K
        source: design
        confidence: none
        design: true
"""

Write = Callable[[str], Path]


def line_of(words: str, text: str = SMALL) -> int:
    """The line (from 1) on which these words first stand."""
    return text[: text.index(words)].count("\n") + 1


def problems_of(*files: Path) -> list[str]:
    """Each problem as "line: field: reason"."""
    try:
        checked(files)
    except LibraryRefused as refusal:
        return [f"{problem.line}: {problem.field}: {problem.reason}" for problem in refusal.problems]
    return []


def load_files(*files: Path) -> list[Change]:
    return load(checked(files))


def shipped() -> dict[str, Content]:
    """What the six programme files say, by programme code."""
    return {file.form.programme: content_of_form(file.form) for file in checked(files_under([SEEDS]))}


def facts(name: str) -> list[list[str]]:
    """The lines of a facts file, cut into their columns."""
    lines = (FACTS / f"{name}.txt").read_text().splitlines()
    return [line.split(" | ") for line in lines if not line.startswith("#")]
