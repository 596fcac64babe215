"""Evaluating many due prescriptions, beside merely reading their rows."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from typing import Any

import psycopg

from tests.bench.measure import Cost, both_at_once, in_a_process, together

OF_A_SET = "t.position, t.reps, t.hold_seconds, t.load_kg, t.pain, t.to_failure"
JOINED = """
SELECT {} FROM tracker_setlog t JOIN tracker_exerciselog e ON e.id = t.exercise_id
JOIN tracker_sessionlog s ON s.id = e.session_id LEFT JOIN tracker_nextdayreport n ON n.session_id = s.id
"""
READINGS = {
    "read set rows alone": "SELECT * FROM tracker_setlog",
    "read sets with their session": JOINED.format(
        f"e.prescription_id, s.performed_at, e.pain_during, n.pain, {OF_A_SET}"
    ),
    "read all that evaluation reads": JOINED.format(
        "e.prescription_id, s.client_id, s.revision, s.performed_at, s.ended_at, s.received_at, "
        f"e.pain_during, e.control_ok, e.effort, e.red_flags, n.pain, n.reported_at, {OF_A_SET}"
    ),
}
AT_A_TIME = 20_000
STORIES = 40
PRESCRIPTIONS_A_PATIENT = 5


def fill(prescriptions: int) -> None:
    """A clinic with so many due prescriptions."""
    from tests import copies, people
    from tests.bench import stories

    therapist = people.a_therapist("Tess", people.a_clinic())
    stories.tell(therapist, STORIES)
    copies.multiply(prescriptions // PRESCRIPTIONS_A_PATIENT // STORIES - 1)


def read(statement: str) -> int:
    """Every row through plain psycopg, kept nowhere."""
    count = 0
    with psycopg.connect(os.environ["DATABASE_URL"]) as line, line.cursor("rows") as cursor:
        cursor.execute(statement)
        while rows := cursor.fetchmany(AT_A_TIME):
            count += len(rows)
    return count


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
    shares = ", ".join(
        f"{verdict} {rule} {count / total:.0%}" for (verdict, rule), count in rules.most_common()
    )
    return f"{total} decisions ({shares}), {opened} next prescriptions"


def run(prescriptions: int, workers: int = 1) -> None:
    fill(prescriptions)
    print(f"{prescriptions} due prescriptions, eight sessions of three sets each")
    readings = {name: _shown(name, _quickest(statement)) for name, statement in READINGS.items()}
    first = _shown(
        "evaluate a tenth", both_at_once(together(workers, evaluate, prescriptions // 10 // workers))
    )
    _vacuum()
    rest = _shown("evaluate the others", both_at_once(together(workers, evaluate)))
    print(f"    {rest.told}")
    whole = _shown(f"evaluate all, {workers} at work", first + rest)
    print(f"    {verdicts()}")
    for name, reading in readings.items():
        wall, cpu = whole.wall / reading.wall, whole.cpu / reading.cpu
        print(f"    evaluate : {name} = {wall:.1f} x wall, {cpu:.1f} x CPU")


def _vacuum() -> None:
    """As the server does by itself every minute: until then it takes the decisions for a handful."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _quickest(statement: str) -> Cost:
    return min((in_a_process(read, statement) for _ in range(2)), key=lambda cost: cost.wall)


def _shown(name: str, cost: Cost) -> Cost:
    print(f"{name:32} {cost}", flush=True)
    return cost
