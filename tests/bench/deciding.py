"""Evaluating many due prescriptions, beside merely reading their rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from tests.bench.measure import Cost, in_a_process, together

# What the rules need of a set and of its session, a row a set, and nothing made of it.
ROWS = """
SELECT e.prescription_id, s.client_id, s.performed_at, s.received_at, e.pain_during, e.control_ok, e.effort,
       n.pain, n.reported_at, t.position, t.reps, t.load_kg, t.pain, t.to_failure
FROM tracker_setlog t JOIN tracker_exerciselog e ON e.id = t.exercise_id
JOIN tracker_sessionlog s ON s.id = e.session_id LEFT JOIN tracker_nextdayreport n ON n.session_id = s.id
"""
SETS = "SELECT exercise_id, position, reps, load_kg, pain, to_failure FROM tracker_setlog"
STORIES = 40
PRESCRIPTIONS_A_PATIENT = 5


def fill(prescriptions: int) -> None:
    """A clinic with so many due prescriptions."""
    from tests import people
    from tests.bench import copies, stories

    therapist = people.a_therapist("Tess", people.a_clinic())
    stories.tell(therapist, STORIES)
    copies.multiply(prescriptions // PRESCRIPTIONS_A_PATIENT // STORIES - 1)


def read(statement: str) -> int:
    """Every row through psycopg, in a stream, kept nowhere."""
    from django.db import connection

    count = 0
    assert connection.connection
    with connection.connection.cursor() as cursor:
        for _ in cursor.stream(statement):
            count += 1
    return count


def read_at_once(statement: str) -> int:
    """Every row through psycopg, by one fetch."""
    from django.db import connection

    assert connection.connection
    with connection.connection.cursor() as cursor:
        return len(cursor.execute(statement).fetchall())


def evaluate(limit: int | None = None) -> dict[str, Any]:
    """Batch after batch, as worker and sweep do; `limit` stops after so many prescriptions."""
    from django.db import connection

    from tests.bench.stories import EVALUATED_AT
    from tracker.flows.evaluate import evaluate as batch

    queries: list[int] = []

    def counting(execute: Callable[..., Any], *arguments: Any) -> Any:
        queries[-1] += 1
        return execute(*arguments)

    looked_at = 0
    with connection.execute_wrapper(counting):
        while limit is None or looked_at < limit:
            queries.append(0)
            if not (count := batch(EVALUATED_AT)):
                break
            looked_at += count
    return {"looked_at": looked_at, "batches": len(queries), "queries": Counter(queries).most_common(4)}


def verdicts() -> str:
    """What was decided, in shares."""
    from tracker.models import Prescription, ProgressionDecision

    rules = Counter(ProgressionDecision.objects.values_list("verdict", "rule"))
    opened = Prescription.objects.filter(opened="decision").count()
    total = sum(rules.values()) or 1
    shares = ", ".join(f"{verdict} {rule} {count / total:.0%}" for (verdict, rule), count in rules.most_common())
    return f"{total} decisions ({shares}), {opened} next prescriptions"


def run(prescriptions: int) -> None:
    fill(prescriptions)
    print(f"{prescriptions} due prescriptions")
    for name, reader, statement in (
        ("read, set rows at once", read_at_once, SETS),
        ("read, joined at once", read_at_once, ROWS),
        ("read, joined, streamed", read, ROWS),
    ):
        cost = in_a_process(reader, statement)
        print(f"{name:24} {cost}  {cost.told} rows")
    cost = in_a_process(evaluate)
    print(f"{'evaluate':24} {cost}  {cost.told}")
    print(verdicts())
