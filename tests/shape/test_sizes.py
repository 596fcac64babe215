"""Functions and files stay short enough to be read at one go."""

import ast
from collections.abc import Iterator
from pathlib import Path

from config.places import ROOT

LONGEST_FUNCTION = 40
LONGEST_FILE = 300
FOLDERS = ("config", "exercises", "patients", "tracker", "tests")


def sources() -> Iterator[Path]:
    for folder in FOLDERS:
        yield from (path for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts)


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def test_no_function_is_longer_than_a_screen() -> None:
    long = {
        f"{path.relative_to(ROOT)}:{function.name}": lines_of(function)
        for path in sources()
        for function in functions(path)
        if lines_of(function) > LONGEST_FUNCTION
    }

    assert long == {}


def test_no_file_is_longer_than_a_short_chapter() -> None:
    lengths = {path.relative_to(ROOT): len(path.read_text().splitlines()) for path in sources()}

    assert {path: length for path, length in lengths.items() if length > LONGEST_FILE} == {}
