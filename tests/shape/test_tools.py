"""What ruff, mypy, import-linter and Django say about the code."""

import subprocess
import sys

import pytest

from config.places import ROOT


def ran(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=False, timeout=300
    )


def test_every_rule_of_ruff_holds() -> None:
    answer = ran("-m", "ruff", "check", "--output-format", "concise", "--no-cache")

    assert answer.returncode == 0, answer.stdout


def test_the_code_is_formatted() -> None:
    answer = ran("-m", "ruff", "format", "--check", "--no-cache")

    assert answer.returncode == 0, answer.stdout


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_the_types_are_right_in_strict_mode() -> None:
    answer = ran("-m", "mypy")

    assert answer.returncode == 0, answer.stdout


def test_imports_go_one_way() -> None:
    answer = ran("-c", "from importlinter.cli import lint_imports_command as lint; lint()")

    assert answer.returncode == 0, answer.stdout


def test_the_migrations_say_what_the_models_say() -> None:
    answer = ran("manage.py", "makemigrations", "--check", "--dry-run")

    assert answer.returncode == 0, answer.stdout
