"""What was decided, counted."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count

from tracker.models import ProgressionDecision


def verdicts_and_rules() -> list[tuple[str, str, int]]:
    """Each verdict with each of its rules and how often it decided."""
    counted = ProgressionDecision.objects.values_list("verdict", "rule").annotate(times=Count("pk"))
    return [(verdict, rule, times) for verdict, rule, times in counted.order_by("verdict", "rule")]


def table() -> Iterator[str]:
    """A line a verdict: “HOLD 812: H1 90, H2 41 …”."""
    counted = verdicts_and_rules()
    for verdict in dict.fromkeys(verdict for verdict, *_ in counted):
        rules = [(rule, times) for found, rule, times in counted if found == verdict]
        told = ", ".join(f"{rule} {times}" for rule, times in sorted(rules, key=lambda row: -row[1]))
        yield f"{verdict:<22}{sum(times for _, times in rules):>6}  {told}"
