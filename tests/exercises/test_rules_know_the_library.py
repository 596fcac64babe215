"""The rulebook and the programme files say the same where they speak of the same."""

from exercises.terms import Gate
from tests.exercises.files import shipped
from tracker.progression import policy


def test_every_gate_of_the_library_is_in_the_rulebook() -> None:
    assert set(Gate.values) <= set(policy.GATES)


def test_the_rules_use_the_week_map_of_the_prt_programme() -> None:
    week_map = shipped()["PRT-HIP"].columns["week_map"]

    assert isinstance(week_map, dict)
    assert [(row["to_week"], row["rm_target"]) for row in week_map["weeks"]] == list(policy.RM_TARGET_BY_WEEK)


def test_the_rules_use_the_start_loads_of_the_prt_programme() -> None:
    week_map = shipped()["PRT-HIP"].columns["week_map"]

    assert isinstance(week_map, dict)
    shares = {row["rm_target"]: row["start_percent_of_1rm"] / 100 for row in week_map["weeks"]}
    assert shares.items() <= policy.RM_SHARE_OF_MAXIMUM.items()
