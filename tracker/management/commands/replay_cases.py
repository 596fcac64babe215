"""Decide worked cases again: how a rule is tried, a regression reported, the rulebook verified."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tracker.progression.replay import Replayed, replay_line


class Command(BaseCommand):
    help = "Decide cases (one JSON object a line) and print id, verdict and rule of each. Needs no database."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="a file with one case a line, or - for standard input")
        parser.add_argument(
            "--check", action="store_true", help="compare with expect; print only what differs"
        )

    def handle(self, *_: object, **options: Any) -> None:
        self.bad_lines = self.differing = self.decided = 0
        for number, line in self.lines(options["file"]):
            self.replay(number, line, check=options["check"])
        if options["check"]:
            self.stderr.write(f"{self.decided} cases decided, {self.differing} differ", ending="\n")
        if self.bad_lines or self.differing:
            sys.exit(1)

    def lines(self, name: str) -> Iterator[tuple[int, bytes]]:
        try:
            source = sys.stdin.buffer if name == "-" else Path(name).open("rb")  # noqa: SIM115 — closed below
        except OSError as error:
            raise CommandError(f"{name}: {error.strerror}") from None
        with source:
            for number, line in enumerate(source, start=1):
                if line.strip():
                    yield number, line

    def replay(self, number: int, line: bytes, *, check: bool) -> None:
        """A bad line is named and counted; the others still run."""
        try:
            replayed = replay_line(line)
        except ValueError as error:
            self.bad_lines += 1
            self.stderr.write(f"line {number}: {error}")
            return
        self.decided += 1
        if check:
            self.report_difference(replayed)
        else:
            self.stdout.write(replayed.as_json())

    def report_difference(self, replayed: Replayed) -> None:
        difference = replayed.difference()
        if difference:
            self.differing += 1
            self.stdout.write(difference)
