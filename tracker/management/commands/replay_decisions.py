"""Decide every stored decision again from its stored evidence: a decision is what its evidence says."""

from __future__ import annotations

import sys
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand

from tracker.flows.verdicts import redecide
from tracker.models import ProgressionDecision

ROWS_AT_ONCE = 500


class Command(BaseCommand):
    """Rows stream, so memory does not grow with their number."""

    help = "Decide all stored decisions again from their evidence; print what differs and exit 1."

    def handle(self, *args: Any, **options: Any) -> None:
        decided = differing = 0
        stored = ProgressionDecision.objects.order_by("pk").values_list(
            "pk", "verdict", "rule", "rulebook", "evidence"
        )
        for pk, verdict, rule, rulebook, evidence in stored.iterator(ROWS_AT_ONCE):
            decided += 1
            now = decided_now(evidence)
            if now != f"{verdict} {rule}":
                differing += 1
                self.say_difference(pk, f"{verdict} {rule}", rulebook, now)
        self.stderr.write(f"{decided} decisions replayed, {differing} differ")
        if differing:
            sys.exit(1)

    def say_difference(self, pk: UUID, stored: str, rulebook: str, now: str) -> None:
        self.stdout.write(f"{pk}: stored {stored} (rulebook {rulebook}), decided {now}")


def decided_now(evidence: dict[str, Any]) -> str:
    """Verdict and rule, or why there is none."""
    try:
        decision = redecide(evidence)
    except (ValueError, KeyError, TypeError) as trouble:
        return f"nothing: the evidence cannot be read ({trouble})"
    return f"{decision.verdict} {decision.rule}" if decision else "nothing: the week is not over"
