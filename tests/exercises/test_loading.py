"""load_library: what changes, what never changes, and that a second run changes nothing."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from exercises.models import Exercise, Ladder, Level, Programme
from tests.exercises.files import SEEDS, SMALL, Write, load_files, shipped

WIDER_CUES = SMALL.replace("Knees over feet", "Knees over feet, slowly")
LEVEL_3 = (
    SMALL[SMALL.index("      - level: 2") :].replace("level: 2", "level: 3").replace("Split", "Deep split")
)
pytestmark = pytest.mark.django_db


def test_the_shipped_library_is_loaded_whole() -> None:
    call_command("load_library", verbosity=0)

    assert [Programme.objects.count(), Ladder.objects.count(), Level.objects.count()] == [6, 44, 147]


def test_what_is_stored_is_what_the_files_say() -> None:
    call_command("load_library")

    stored = Level.objects.get(ladder__code="K-ADD", number=2)
    said = shipped()["KEMP-HIP"].ladders["K-ADD"].levels[2]
    assert {name: getattr(stored, name) for name in said} == said
    assert (stored.load_step_kg, stored.confidence, stored.is_design) == (Decimal("0.50"), "H", True)


def test_a_second_run_writes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_library")
    capsys.readouterr()

    with CaptureQueriesContext(connection) as queries:
        call_command("load_library")

    assert capsys.readouterr().out == "nothing changed\n"
    assert [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))] == []


def test_a_check_tells_the_changes_and_writes_nothing(
    write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("load_library", str(write(SMALL)), check=True)

    assert capsys.readouterr().out.splitlines()[0] == "SMALL: new, version 1 (1 ladders, 2 levels)"
    assert not Programme.objects.exists()


def test_one_bad_file_keeps_every_file_out(write: Write) -> None:
    with pytest.raises(
        CommandError, match=r"sessions_per_week: must be a whole number\n1 problem; nothing was"
    ):
        call_command("load_library", SEEDS, str(write(SMALL.replace("week: 3", "week: x"))))

    assert not Programme.objects.exists()


def test_a_folder_without_programmes_is_an_error(tmp_path_factory: pytest.TempPathFactory) -> None:
    with pytest.raises(CommandError, match="no programme file"):
        call_command("load_library", str(tmp_path_factory.mktemp("empty")))


def test_a_version_nobody_uses_is_changed_in_place(small: Programme, write: Write) -> None:
    [change] = load_files(write(WIDER_CUES))

    assert change.headline == "SMALL: version 1 changed (no plan uses it yet)"
    assert change.fields == ['S-SQ cues: "Knees over feet" → "Knees over feet, slowly"']
    assert [ladder.cues for ladder in Ladder.objects.all()] == ["Knees over feet, slowly"]


def test_an_unused_version_keeps_its_rows_when_levels_come_and_go(small: Programme, write: Write) -> None:
    before = list(Level.objects.values_list("pk", flat=True))

    added = load_files(write(SMALL + LEVEL_3))
    removed = load_files(write(SMALL))

    assert "S-SQ.3: added" in added[0].fields
    assert "S-SQ.3: removed" in removed[0].fields
    assert list(Level.objects.values_list("pk", "is_top")) == [(before[0], False), (before[1], True)]


def test_ladders_can_be_added_swapped_and_removed(small: Programme, write: Write) -> None:
    ladder = SMALL[SMALL.index("  - code: S-SQ") :]
    hop, squat = ladder.replace("S-SQ", "S-HOP"), ladder
    start = SMALL[: SMALL.index("  - code: S-SQ")]

    load_files(write(start + squat + hop))
    load_files(write(start + hop + squat))
    swapped = list(small.ladders.values_list("code", flat=True))
    load_files(write(start + hop))

    assert swapped == ["S-HOP", "S-SQ"]
    assert [ladder.code for ladder in small.ladders.all()] == ["S-HOP"]


def test_a_version_in_use_stays_and_the_change_becomes_the_next(
    small_in_use: Programme, write: Write
) -> None:
    [change] = load_files(write(WIDER_CUES))

    old, new = Programme.objects.order_by("version")
    assert change.headline == "SMALL: version 2 made; version 1 is in use and stays as it is"
    assert [old.is_current, new.is_current, new.in_use_since] == [False, True, None]
    assert [old.ladders.get().cues, new.ladders.get().cues] == ["Knees over feet", "Knees over feet, slowly"]


def test_a_version_in_use_with_the_same_content_makes_no_new_one(
    small_in_use: Programme, write: Write
) -> None:
    assert load_files(write("# another layout\n" + SMALL)) == []
    assert Programme.objects.count() == 1


def test_versions_share_the_exercise(small_in_use: Programme, write: Write) -> None:
    load_files(write(SMALL.replace("name: Squat", "name: Squats")))

    assert Exercise.objects.get().name == "Squats"
    assert [ladder.name for ladder in Exercise.objects.get().ladders.all()] == ["Squat", "Squats"]


def test_an_exercise_of_another_programme_is_refused(small: Programme, write: Write) -> None:
    text = SMALL.replace("programme: SMALL", "programme: OTHER")

    with pytest.raises(CommandError, match="S-SQ belongs to programme SMALL"):
        call_command("load_library", str(write(text)))


def _raise_a_target(programme: Programme) -> object:
    return Level.objects.filter(ladder__programme=programme, number=1).update(high=12)


def _change_a_cue(programme: Programme) -> object:
    return programme.ladders.update(cues="Other")


def _remove_a_level(programme: Programme) -> object:
    return Level.objects.filter(ladder__programme=programme, number=2).delete()


def _remove_the_ladders(programme: Programme) -> object:
    Level.objects.filter(ladder__programme=programme)._raw_delete("default")
    return programme.ladders.all()._raw_delete("default")


def _add_a_level(programme: Programme) -> object:
    level = Level.objects.get(ladder__programme=programme, number=2)
    level.pk, level.number, level.is_top = None, 3, False
    level.save()
    return level


def _move_a_ladder_out(programme: Programme) -> object:
    programme.pk, programme.code, programme.in_use_since = None, "COPY", None
    programme.save()
    return Ladder.objects.update(programme=programme)


def _rename(programme: Programme) -> object:
    return Programme.objects.filter(pk=programme.pk).update(title="Other")


def _thaw(programme: Programme) -> object:
    return Programme.objects.filter(pk=programme.pk).update(in_use_since=None)


Meddle = Callable[[Programme], object]
MEDDLING: list[Meddle] = [
    _raise_a_target,
    _change_a_cue,
    _remove_a_level,
    _remove_the_ladders,
    _add_a_level,
    _move_a_ladder_out,
    _rename,
    _thaw,
]


@pytest.mark.parametrize("meddle", MEDDLING)
def test_the_database_refuses_to_change_a_version_in_use(meddle: Meddle, small_in_use: Programme) -> None:
    with pytest.raises(IntegrityError, match="SMALL version 1 is in use"), transaction.atomic():
        meddle(small_in_use)


def test_a_version_nobody_uses_may_change(small: Programme) -> None:
    assert _raise_a_target(small) == 1
