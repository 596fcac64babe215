"""C5: hold times."""

from __future__ import annotations

import pytest

from tracker.progression.steps import first_hold_seconds, next_hold_seconds
from tracker.progression.terms import Number


@pytest.mark.parametrize(
    ("target", "top", "pain", "then"),
    [
        (20, 30, 0, 25),
        (20, 30, 1.5, 25),
        (20, 30, 2, 22),
        (20, 30, 3, 22),
        (20, 30, 4, 20),
        (20, 30, None, 20),
        (27, 30, 0, 30),
        (28, 60, 0, 30),
        (30, 30, 0, 30),
        (15, 18, 0, 18),
        (40, 30, 0, 40),
    ],
)
def test_holds_grow_while_pain_is_inside_the_limit(
    target: int, top: int, pain: Number | None, then: int
) -> None:
    assert next_hold_seconds(target, top, pain, limit=3) == then


@pytest.mark.parametrize(("held", "start"), [(25, 20), (14, 14), (6, 10)])
def test_holds_start_where_form_is_good(held: int, start: int) -> None:
    assert first_hold_seconds(held, low=20) == start
