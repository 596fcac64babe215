"""The environment is made once, by one, from the lock alone."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config import bootstrap, browser
from config.places import ROOT


def test_the_lock_pins_the_installer_too() -> None:
    pinned = bootstrap.pinned_uv()

    assert pinned.startswith("uv==")
    assert "--hash=sha256:" in pinned


def test_a_changed_lock_is_installed_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = bootstrap.wanted()
    (tmp_path / "lock").write_text("other")
    monkeypatch.setattr(bootstrap, "LOCK", tmp_path / "lock")

    assert bootstrap.wanted() != before


def test_the_command_line_works_from_another_folder(tmp_path: Path) -> None:
    answer = subprocess.run(
        [sys.executable, ROOT / "manage.py", "version"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert answer.stdout.startswith("5.2")


def test_without_an_index_it_says_so_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    failed = subprocess.CompletedProcess([], 1, "", "long story\nno route to host\n")
    monkeypatch.setattr(bootstrap, "run", lambda _command: failed)

    with pytest.raises(bootstrap.CannotSetUp, match=r"package index within reach.*no route to host"):
        bootstrap.install()


@pytest.mark.parametrize(
    ("arguments", "needs"),
    [([], True), (["tests"], True), (["-q", "tests/browser"], True), (["tests/flows", "-x"], False)],
)
def test_a_browser_is_seen_to_only_when_it_may_be_needed(arguments: list[str], needs: bool) -> None:
    assert browser.may_need_a_browser(arguments) is needs


def test_a_second_start_waits_for_the_first(capfd: pytest.CaptureFixture[str]) -> None:
    with bootstrap.one_at_a_time():
        script = "from config import bootstrap\nwith bootstrap.one_at_a_time(): print('mine')"
        second = subprocess.Popen(
            [sys.executable, "-c", script],
            cwd=ROOT,
            stderr=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ,
        )
        assert second.stderr
        assert b"waiting for another start" in second.stderr.readline()

    assert second.communicate()[0] == b"mine\n"
