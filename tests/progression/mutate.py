"""Mutation testing of the rules: plant one small fault at a time, expect the tests to notice.

    python -m tests.progression.mutate [module …]

Faults are cosmic-ray's own operators. Every mutant runs in a fork of a warm process and lives in memory only:
no file is touched, so it is safe beside other work. Left out: type annotations, which nothing evaluates, and
swaps between kinds of operators (`<` by `in`, `+` by `@`), which any call would notice.
Prints each survivor and the share killed; exits 1 under 95 %.
"""

from __future__ import annotations

import ast
import importlib.abc
import importlib.util
import os
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import hypothesis  # noqa: F401 — warm before the forks
import pytest
from cosmic_ray.ast import ast_nodes, get_ast  # type: ignore[import-untyped]  # ships no types
from cosmic_ray.mutating import mutate_code  # type: ignore[import-untyped]  # ships no types
from cosmic_ray.plugins import get_operator, operator_names  # type: ignore[import-untyped]  # ships no types

RULES = Path(__file__).parents[2] / "tracker" / "progression"
TESTS = Path(__file__).parent
PACKAGE = "tracker.progression"
# The first two need arguments; the third cannot plant its fault in `except (A, B)`.
LEFT_OUT = ("core/VariableReplacer", "core/VariableInserter", "core/ExceptionReplacer")
KINDS = (
    {"Lt", "LtE", "Gt", "GtE", "Eq", "NotEq"},
    {"Is", "IsNot"},
    {"In", "NotIn"},
    {"Add", "Sub", "Mul", "Div", "FloorDiv", "Mod"},
    {"BitOr", "BitAnd", "BitXor"},
)
SECONDS_PER_MUTANT = 40
LEAST_KILLED = 0.95
SURVIVED, KILLED = 0, 1
Place = tuple[int, int]


class Mutant(NamedTuple):
    """`occurrence` counts the places where the operator could act in this module."""

    module: str
    operator: str
    occurrence: int
    start: Place


class Planted(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Hands out the changed source instead of the file's own."""

    def __init__(self, module: str, source: str) -> None:
        self.name, self.source = f"{PACKAGE}.{module}", source

    def find_spec(
        self, fullname: str, _: Sequence[str] | None, __: ModuleType | None = None
    ) -> ModuleSpec | None:
        origin = str(RULES / f"{self.name.rpartition('.')[2]}.py")
        return (
            importlib.util.spec_from_loader(fullname, self, origin=origin) if fullname == self.name else None
        )

    def exec_module(self, module: ModuleType) -> None:
        module.__file__ = str(RULES / f"{self.name.rpartition('.')[2]}.py")
        exec(compile(self.source, module.__file__, "exec"), module.__dict__)  # noqa: S102 — the mutant itself


def mutants(module: str) -> Iterator[Mutant]:
    source = (RULES / f"{module}.py").read_text()
    nodes, unread = list(ast_nodes(get_ast(source))), types_in(source)
    for name in filter(is_of_one_kind, operator_names()):
        operator = get_operator(name)()
        places = [start for node in nodes for start, _ in operator.mutation_positions(node)]
        for occurrence, start in enumerate(places):
            if not any(begin <= start < end for begin, end in unread):
                yield Mutant(module, name, occurrence, start)


def is_of_one_kind(operator: str) -> bool:
    _, *swapped = operator.split("_")
    if len(swapped) != len(("from", "to")):
        return operator not in LEFT_OUT
    return "Unary" in operator or any(kind.issuperset(swapped) for kind in KINDS)


def types_in(source: str) -> list[tuple[Place, Place]]:
    """Types of arguments, results and fields, and `X = A | B` at the top of a module."""
    found: list[ast.expr] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.arg | ast.AnnAssign) and node.annotation:
            found.append(node.annotation)
        if isinstance(node, ast.FunctionDef) and node.returns:
            found.append(node.returns)
    return [((e.lineno, e.col_offset), (e.end_lineno or 0, e.end_col_offset or 0)) for e in found]


def is_killed(mutant: Mutant) -> bool:
    """A mutant that cannot be imported, or runs for ever, is noticed as well."""
    source = (RULES / f"{mutant.module}.py").read_text()
    changed = mutate_code(source, get_operator(mutant.operator)(), mutant.occurrence)
    if changed is None or changed == source:
        return True
    planted = Planted(mutant.module, changed)
    return any(is_noticed(planted, files) for files in test_files(mutant.module))


def is_noticed(planted: Planted, files: list[str]) -> bool:
    child = os.fork()
    if child == 0:
        signal.alarm(SECONDS_PER_MUTANT)
        os._exit(SURVIVED if the_tests_pass(planted, files) else KILLED)
    _, status = os.waitpid(child, 0)
    return status != 0


def the_tests_pass(planted: Planted, files: list[str]) -> bool:
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    sys.meta_path.insert(0, planted)
    try:
        return pytest.main([*OPTIONS, *files]) == pytest.ExitCode.OK
    except BaseException:  # noqa: BLE001 — a mutant may raise anything at import
        return False


OPTIONS = [
    *("-x", "-q", "-c", os.devnull, f"--rootdir={TESTS}", f"--confcutdir={TESTS}"),
    *("-p", "no:cacheprovider", "--import-mode=importlib", "--assert=plain"),
]
OWN = {
    "bouts": "bouts vectors",
    "cases": "reading",
    "decide": "vectors",
    "evidence": "bouts vectors",
    "fingerprints": "clock",
    "gates": "gates bouts",
    "load": "load kilograms",
    "maximum": "kilograms",
    "pain": "gates bouts",
    "policy": "rulebook",
    "red_flags": "edges",
    "rules": "vectors bouts",
    "steps": "steps holds journeys",
    "steps_of_load": "kilograms load",
    "terms": "bouts vectors",
    "timers": "clock",
    "trends": "adherence",
    "trimming": "invariants",
    "truth": "gates",
    "withhold": "edges",
}
# What every decision goes through is seen by these as well.
CORE = ("bouts", "cases", "evidence", "gates", "pain", "reading", "rules", "terms", "timers", "fingerprints")
SEE_THE_CORE = "cases_file invariants clock explain load walking gates"


def test_files(module: str) -> Iterator[list[str]]:
    """The module's own tests first; for the core then those that look through it."""
    yield [str(TESTS / f"test_{name}.py") for name in OWN.get(module, module).split()]
    if module in CORE:
        yield [str(TESTS / f"test_{name}.py") for name in SEE_THE_CORE.split()]


def described(mutant: Mutant) -> str:
    line, column = mutant.start
    code = (RULES / f"{mutant.module}.py").read_text().splitlines()[line - 1].strip()
    return (
        f"{mutant.module}.py:{line}:{column} {mutant.operator.partition('/')[2]} #{mutant.occurrence}: {code}"
    )


def main(modules: list[str]) -> int:
    chosen = modules or sorted(path.stem for path in RULES.glob("*.py") if path.stem != "__init__")
    began, tried, survivors = time.monotonic(), 0, 0
    for module in chosen:
        for mutant in mutants(module):
            tried += 1
            if not is_killed(mutant):
                survivors += 1
                print(described(mutant), flush=True)  # noqa: T201 — the report of this command
        seconds = round(time.monotonic() - began)
        print(f"# {module}: {tried} mutants, {survivors} survived, {seconds} s", flush=True)  # noqa: T201
    return 0 if tried == 0 or 1 - survivors / tried >= LEAST_KILLED else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
