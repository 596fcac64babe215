"""The README, the change log and the locks keep what they promise."""

import re
import tomllib
from itertools import chain

import pytest
from django.core.management import get_commands

from config.places import ROOT

README = ROOT / "README.md"
LOCKS = ("requirements.txt", "requirements-dev.txt")


def test_the_readme_is_read_in_one_sitting() -> None:
    assert len(README.read_text().splitlines()) <= 150


def test_every_command_of_the_readme_exists() -> None:
    named = set(re.findall(r"manage\.py ([a-z_]+)", README.read_text()))

    assert {"demo", "test"} <= named
    assert named <= set(get_commands())


def test_every_setting_read_from_the_environment_is_in_the_readme() -> None:
    read = re.findall(r'env_\w+\("([A-Z_]+)"', (ROOT / "config" / "settings.py").read_text())
    missing = [name for name in read if f"`{name}`" not in README.read_text()]

    assert read
    assert missing == []


def test_every_path_of_the_readme_exists() -> None:
    named = re.findall(r"`([a-z_./]+/[a-z_./]*)`", README.read_text())

    assert [path for path in named if not (ROOT / path).exists()] == []


def test_the_change_log_has_an_entry() -> None:
    assert re.search(r"^## .+\n+- .+", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_index_and_pins_every_file(lock: str) -> None:
    entries = re.split(r"\n(?=\S)", (ROOT / lock).read_text().strip())

    assert "//" not in "".join(entries)
    assert [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []


def test_the_lock_holds_every_library_that_the_project_names() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = [*project["dependencies"], *chain(*project["optional-dependencies"].values())]
    named = {re.split(r"[\[<>=]", each)[0].lower() for each in wanted}
    locked = set(re.findall(r"^([\w.-]+)==", (ROOT / LOCKS[1]).read_text(), re.MULTILINE))

    assert named - locked == set()
