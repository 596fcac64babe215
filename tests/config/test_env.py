"""An odd setting is refused with its name; a missing one takes its default."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.env import env_bool, env_choice, env_database, env_int, env_list, env_secret


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in ("THING", "THING_FILE"):
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


@pytest.mark.parametrize(("text", "meant"), [("on", True), ("Yes", True), ("0", False), ("", True)])
def test_a_switch_is_read_in_the_usual_spellings(given: pytest.MonkeyPatch, text: str, meant: bool) -> None:
    given.setenv("THING", text)

    assert env_bool("THING", default=True) is meant


@pytest.mark.parametrize("text", ["maybe", "2", "truee"])
def test_an_odd_switch_is_refused(given: pytest.MonkeyPatch, text: str) -> None:
    given.setenv("THING", text)

    with pytest.raises(ImproperlyConfigured, match="THING must be true or false"):
        env_bool("THING", default=False)


@pytest.mark.parametrize("text", ["1.5", "-1", "3601", "ten", "٣", "1e3"])
def test_an_odd_number_is_refused(given: pytest.MonkeyPatch, text: str) -> None:
    given.setenv("THING", text)

    with pytest.raises(ImproperlyConfigured, match="THING must be a whole number"):
        env_int("THING", 30, high=3600)


def test_a_missing_number_takes_its_default(given: pytest.MonkeyPatch) -> None:
    given.setenv("THING", " ")

    assert env_int("THING", 30) == 30


def test_a_list_with_a_hole_is_refused(given: pytest.MonkeyPatch) -> None:
    given.setenv("THING", "a.example,,b.example")

    with pytest.raises(ImproperlyConfigured, match="empty value"):
        env_list("THING")


def test_a_word_outside_its_list_is_refused(given: pytest.MonkeyPatch) -> None:
    given.setenv("THING", "loud")

    with pytest.raises(ImproperlyConfigured, match="THING must be one of INFO, ERROR"):
        env_choice("THING", "INFO", among=("INFO", "ERROR"))


def test_a_secret_may_be_a_file(given: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("hush\n")
    given.setenv("THING_FILE", str(tmp_path / "secret"))

    assert env_secret("THING") == "hush"


def test_a_secret_given_twice_is_refused(given: pytest.MonkeyPatch) -> None:
    given.setenv("THING_FILE", "somewhere")
    given.setenv("THING", "hush")

    with pytest.raises(ImproperlyConfigured, match="not both"):
        env_secret("THING")


def test_a_secret_file_that_is_not_there_is_named_by_its_setting(given: pytest.MonkeyPatch) -> None:
    given.setenv("THING_FILE", "/nowhere/at/all")

    with pytest.raises(ImproperlyConfigured, match="THING_FILE cannot be read: No such file"):
        env_secret("THING")


def test_a_database_address_is_taken_apart(given: pytest.MonkeyPatch) -> None:
    given.setenv("THING", "postgresql://ana:p%40ss@db.example:5433/step")

    found = env_database("THING")

    assert found == {
        "NAME": "step",
        "USER": "ana",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": "5433",
    }


@pytest.mark.parametrize("text", ["sqlite:///x.db", "postgresql://host", "mysql://a/b"])
def test_another_kind_of_database_is_refused(given: pytest.MonkeyPatch, text: str) -> None:
    given.setenv("THING", text)

    with pytest.raises(ImproperlyConfigured, match="THING must look like postgresql"):
        env_database("THING")
