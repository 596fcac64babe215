"""The page a clinician signs and the code say the same."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import pytest

from tracker.progression import policy
from tracker.progression.load import LOAD_RULES
from tracker.progression.red_flags import RED_FLAGS
from tracker.progression.rules import RULES
from tracker.progression.terms import PainProfile
from tracker.progression.trends import TREND_RULES
from tracker.progression.walking import WALK_RULES
from tracker.progression.withhold import WITHHOLDINGS

PAGE = (Path(policy.__file__).parent / "README.md").read_text()
UNITS = {"h": timedelta(hours=1), "days": timedelta(days=1), "min": timedelta(minutes=1)}


def table(heading: str) -> list[list[str]]:
    """The rows of the first table under a heading, without its head."""
    lines = PAGE.split(f"\n## {heading}\n")[1].split("\n## ")[0].splitlines()
    rows = [line for line in lines if line.startswith("|")][2:]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


def columns(heading: str, *wanted: int) -> list[tuple[str, ...]]:
    return [tuple(row[at] for at in wanted) for row in table(heading)]


@pytest.mark.parametrize(
    ("heading", "rules"),
    [("2. The main table", RULES), ("6. Load work (PRT)", LOAD_RULES), ("7. Walking", WALK_RULES)],
)
def test_each_table_has_the_same_rules_in_the_same_order(
    heading: str, rules: Iterable[tuple[object, ...]]
) -> None:
    assert columns(heading, 0, 2) == [(rule[0], str(rule[2] or "the override's")) for rule in rules]


def test_every_row_says_when_and_from_where() -> None:
    for heading in ("2. The main table", "6. Load work (PRT)", "7. Walking"):
        assert all(row[1] and row[3] and row[4] for row in table(heading))


def test_the_page_has_the_pain_limits() -> None:
    limits = [
        (str(p), str(policy.PAIN_LIMIT_DURING[p]), str(policy.PAIN_LIMIT_NEXT_DAY[p] or "usual pain"))
        for p in PainProfile
    ]

    assert columns("4. Pain limits", 0, 1, 2) == limits


def test_the_page_has_the_gates() -> None:
    gates = [
        (
            code,
            str(g.gate),
            str(g.sets or "as written"),
            "yes" if g.needs_control else "no",
            str(g.max_effort or "-"),
        )
        for code, g in policy.GATES.items()
    ]

    assert columns("5. Gates", 0, 1, 2, 3, 4) == gates


def test_the_page_has_the_reasons_to_withhold() -> None:
    held = [(row.code, ", ".join(sorted(row.also_holds)) or "-") for row in WITHHOLDINGS]

    assert columns("8. What holds a PROGRESS back", 0, 2) == held


def test_the_page_has_the_red_flags() -> None:
    assert columns("10. Red flags", 0, 1, 2) == [(f.code, str(f.tier), f.action) for f in RED_FLAGS]


def test_the_page_has_the_trends() -> None:
    assert columns("11. Trends", 0, 2) == [(rule.code, str(rule.trend)) for rule in TREND_RULES]


def written(value: str) -> float | timedelta:
    number, _, unit = value.partition(" ")
    if unit == "%":
        return round(float(number) / 100, 9)
    return float(number) * UNITS[unit] if unit else float(number)


def test_the_page_has_every_number_of_the_policy() -> None:
    numbers = {name: v for name, v in vars(policy).items() if isinstance(v, int | float | timedelta)}

    assert {name.strip("`"): written(value) for name, value in columns("12. Numbers", 0, 1)} == numbers


def test_the_page_has_the_bands_of_the_scale() -> None:
    bands = [(str(p), str(b.band), str(b.up_to)) for p, row in policy.PAIN_BANDS.items() for b in row]

    assert columns("13. Tables", 0, 1, 2) == bands


def test_the_page_has_the_repetition_maxima() -> None:
    weeks = [(int(week), int(target)) for week, target in columns("14. Repetition maximum by week", 0, 1)]
    shares = {int(reps): written(share) for reps, share in columns("15. Share of the maximum", 0, 1)}

    assert weeks == list(policy.RM_TARGET_BY_WEEK)
    assert shares == dict(policy.RM_SHARE_OF_MAXIMUM)


def test_the_page_has_the_elastic_bands_in_their_order() -> None:
    pulls = [(colour, float(pull)) for colour, pull in columns("16. Elastic bands", 0, 1)]

    assert pulls == list(policy.BAND_PULL_LB.items())


def test_the_page_has_the_shares_elsewhere() -> None:
    shares = {name: written(share) for name, share in columns("17. Adherence elsewhere", 0, 1)}

    assert shares == dict(policy.ADHERENCE_BENCHMARKS)
