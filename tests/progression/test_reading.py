"""A case is read strictly: no coercion, and every refusal names its field."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import pytest

from tests.progression.build import REPS, a_case
from tracker.progression.cases import case_from_json, case_to_json
from tracker.progression.terms import Dose, DoseKind, Override, Verdict

GOOD = case_to_json(a_case("10 10 10 @1/1 control effort2 flag:RF1"))


def changed(path: str, value: object) -> dict[str, Any]:
    raw = deepcopy(GOOD)
    *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    place: Any = raw
    for step in way:
        place = place[step]
    place[last] = value
    return raw


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("now", None, "now: missing"),
        ("now", 5, "now: must be a time"),
        ("now", "yesterday", "now: must be a time such as"),
        ("now", "2026-03-04T10:00:00", "now: the time needs its offset"),
        ("pain_profile", "kemp", "pain_profile: must be one of KEMP, THOMEE, HIP_BOOSTER, SILBERNAGEL"),
        ("gate", ["RANGE_MIN"], "gate: must be one of"),
        ("usual_pain", "3", "usual_pain: must be a number"),
        ("usual_pain", True, "usual_pain: must be a number"),
        ("usual_pain", float("nan"), "usual_pain: must be a number"),
        ("usual_pain", float("inf"), "usual_pain: must be a number"),
        ("usual_pain", 10.1, "usual_pain: must be from 0 to 10"),
        ("usual_pian", 3, "usual_pian: unknown field"),
        ("max_effort", -1, "max_effort: must be from 0 to 10"),
        ("needs_control", 1, "needs_control: must be true or false"),
        ("bouts_required", 0, "bouts_required: must be from 1 to 50"),
        ("bouts_required", 51, "bouts_required: must be from 1 to 50"),
        ("bouts_required", 2.5, "bouts_required: must be a whole number"),
        ("open_stop", "no", "open_stop: must be true or false"),
        ("is_top_level", 0, "is_top_level: must be true or false"),
        ("level_started_at", "", "level_started_at: must be a time"),
        ("regressed_at", "2026", "regressed_at: must be a list"),
        ("regressed_at", [None], r"regressed_at\[0\]: must be a time"),
        ("pain_limit_during", 11, "pain_limit_during: must be from 0 to 10"),
        ("pain_limit_next_day", -1, "pain_limit_next_day: must be from 0 to 10"),
        ("override", [], "override: must be an object"),
        ("override", {"verdict": "UP"}, "override.verdict: must be one of"),
        ("override", {"verdict": "HOLD", "by": "me"}, "override.by: unknown field"),
        ("override", {"verdict": "HOLD", "made_at": None}, "override.made_at: missing"),
        ("dose", None, "dose: missing"),
        ("dose.kind", "miles", "dose.kind: must be one of"),
        ("dose.sets", 0, "dose.sets: must be from 1 to 100"),
        ("dose.sets", None, "dose.sets: missing"),
        ("dose.sets", 101, "dose.sets: must be from 1 to 100"),
        ("dose.low", None, "dose.low: missing"),
        ("dose.low", -1, "dose.low: must be from 0"),
        ("dose.high", 7, "dose.high: must not be under dose.low"),
        ("dose.load_kg", 1001, "dose.load_kg: must be from 0 to 1000"),
        ("dose.load_step_kg", -0.5, "dose.load_step_kg: must be from 0 to 1000"),
        ("dose.load_step_kg", "1", "dose.load_step_kg: must be a number"),
        ("dose.sets_prescribed", 0, "dose.sets_prescribed: must be from 1 to 100"),
        ("dose.rm_target", 51, "dose.rm_target: must be from 1 to 50"),
        ("sessions", {}, "sessions: must be a list"),
        ("sessions.0", 3, r"sessions\[0\]: must be an object"),
        ("sessions.0.id", "", r"sessions\[0\].id: must be a text"),
        ("sessions.0.id", 7, r"sessions\[0\].id: must be a text"),
        ("sessions.0.performed_at", None, r"sessions\[0\].performed_at: missing"),
        ("sessions.0.ended_at", "2026-03-02T09:00:00+00:00", r"sessions\[0\].ended_at: must not be before"),
        ("sessions.0.received_at", 1, r"sessions\[0\].received_at: must be a time"),
        ("sessions.0.pain_during", 11, r"sessions\[0\].pain_during: must be from 0 to 10"),
        ("sessions.0.effort", 10.5, r"sessions\[0\].effort: must be from 0 to 10"),
        ("sessions.0.control_ok", "yes", r"sessions\[0\].control_ok: must be true or false"),
        ("sessions.0.red_flags", [""], r"sessions\[0\].red_flags\[0\]: must be a text"),
        ("sessions.0.red_flags", [1], r"sessions\[0\].red_flags\[0\]: must be a text"),
        ("sessions.0.mood", 1, r"sessions\[0\].mood: unknown field"),
        ("sessions.0.next_day", 3, r"sessions\[0\].next_day: must be an object"),
        ("sessions.0.next_day.pain", 11, r"sessions\[0\].next_day.pain: must be from 0 to 10"),
        ("sessions.0.next_day.reported_at", None, r"sessions\[0\].next_day.reported_at: missing"),
        ("sessions.0.sets.1", None, r"sessions\[0\].sets\[1\]: must be an object"),
        ("sessions.0.sets.1.reps", "10", r"sessions\[0\].sets\[1\].reps: must be a number"),
        ("sessions.0.sets.1.reps", 100_001, r"sessions\[0\].sets\[1\].reps: must be from 0 to 100000"),
        (
            "sessions.0.sets.1.hold_seconds",
            20,
            r"sessions\[0\].sets\[1\].hold_seconds: this dose counts reps",
        ),
        ("sessions.0.sets.1.load_kg", -5, r"sessions\[0\].sets\[1\].load_kg: must be from 0"),
        ("sessions.0.sets.1.pain", 10.5, r"sessions\[0\].sets\[1\].pain: must be from 0 to 10"),
        ("sessions.0.sets.1.to_failure", 1, r"sessions\[0\].sets\[1\].to_failure: must be true or false"),
        ("sessions.0.sets.1.rpe", 1, r"sessions\[0\].sets\[1\].rpe: unknown field"),
    ],
)
def test_nonsense_is_refused_by_name(path: str, value: object, message: str) -> None:
    with pytest.raises(ValueError, match="^" + message):
        case_from_json(changed(path, value))


@pytest.mark.parametrize("raw", [None, [], "case", 3])
def test_only_an_object_is_a_case(raw: object) -> None:
    with pytest.raises(ValueError, match=r"^case: must be an object"):
        case_from_json(raw)


def test_the_ends_of_every_range_are_inside() -> None:
    for path, value in [
        ("usual_pain", 0),
        ("usual_pain", 10),
        ("usual_pain", 3.1),
        ("bouts_required", 1),
        ("bouts_required", 50),
        ("dose.sets", 1),
        ("dose.sets", 100),
        ("dose.high", 8),
        ("dose.load_step_kg", 0.5),
        ("dose.load_step_kg", 0),
        ("dose.load_kg", 1000),
        ("dose.rm_target", 1),
        ("dose.rm_target", 50),
        ("sessions.0.sets.0.reps", 100_000),
        ("sessions.0.sets.0.hold_seconds", None),
        ("sessions.0.ended_at", "2026-03-02T10:00:00+00:00"),
    ]:
        assert case_from_json(changed(path, value))


def test_what_may_be_left_out_is_unknown_or_the_rule() -> None:
    short = {key: GOOD[key] for key in ("now", "pain_profile", "dose", "gate")} | {"title": "short"}
    case = case_from_json(short)

    assert (case.bouts_required, case.sessions, case.open_stop, case.usual_pain) == (2, (), False, None)
    assert (case.needs_control, case.is_top_level, case.override, case.regressed_at) == (
        False,
        False,
        None,
        (),
    )


def test_a_range_without_a_top_is_one_number() -> None:
    dose = {"kind": "reps", "sets": 3, "low": 12}

    assert case_from_json(changed("dose", dose)).dose == Dose(DoseKind.REPS, 3, 12, 12)


def test_a_range_may_be_nothing_at_all() -> None:
    dose = {"kind": "reps", "sets": 3, "low": 0, "high": 0}

    assert case_from_json(changed("dose", dose)).dose.high == 0


def test_a_report_without_a_value_is_no_report() -> None:
    assert case_from_json(changed("sessions.0.next_day.pain", None)).sessions[0].next_day is None


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("reps", "reps"),
        ("hold", "hold_seconds"),
        ("minutes", "minutes"),
        ("flights", "flights"),
        ("load_rm", "reps"),
    ],
)
def test_each_dose_counts_in_its_own_unit(kind: str, key: str) -> None:
    raw = changed("dose.kind", kind)
    raw["sessions"][0]["sets"] = [{key: 12}, {key: None}, {}]
    case = case_from_json(raw)

    assert [entry.value for entry in case.sessions[0].sets] == [12, None, None]
    assert case_to_json(case)["sessions"][0]["sets"][0] == {key: 12, "load_kg": None}


def test_everything_that_is_known_is_written() -> None:
    case = a_case(
        "10!3 8 8 @1/1 control effort2 flag:RF5 failure", pain_limit_during=5, pain_limit_next_day=4
    )
    case = case._replace(
        override=Override(Verdict.HOLD, case.now, case.now),
        regressed_at=(case.now,),
        level_started_at=case.now,
        dose=REPS._replace(load_step_kg=2.5, rm_target=12, sets_prescribed=2),
        sessions=(case.sessions[0]._replace(ended_at=case.now, received_at=case.now),),
    )

    assert case_from_json(json.loads(json.dumps(case_to_json(case)))) == case


def test_keys_that_are_not_used_are_not_written() -> None:
    written = case_to_json(a_case("10 @1/-"))

    assert "pain_limit_during" not in written
    assert set(written["dose"]) == {"kind", "sets", "low", "high", "load_kg"}
    assert set(written["sessions"][0]) == {"id", "performed_at", "sets", "pain_during", "next_day"}
    assert set(written["sessions"][0]["sets"][0]) == {"reps", "load_kg"}
