"""The demo clinic: about forty invented patients with twelve weeks behind them, ending now."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from patients import calendar
from patients.models import Patient
from tracker.demo import seeding
from tracker.demo.sign_in import accounts
from tracker.demo.tally import table
from tracker.models import SessionLog

WIDTH = 30
MOST_WEEKS = 12


class Command(BaseCommand):
    help = "Make the demo clinic through the real flows, with the clock moved along; ends at this moment."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--weeks", type=weeks, default=MOST_WEEKS, help="how much history (1 to 12, default 12)"
        )
        parser.add_argument("--seed", type=int, default=7, help="another number, other days (default 7)")
        parser.add_argument(
            "--until", type=instant, help="the last instant, with its offset; now when not given"
        )

    def handle(self, *args: Any, weeks: int, seed: int, until: datetime | None, **options: Any) -> None:
        if seeding.is_seeded():
            self.stdout.write("The demo clinic is there already.")
            return
        try:
            seeding.seed(weeks, seed, until or calendar.now(), self.show_progress)
        except seeding.CannotSeed as problem:
            raise CommandError(str(problem)) from problem
        self.say("\r\033[K" if self.is_watched() else "")
        self.stdout.write(
            f"{Patient.objects.count()} patients, {SessionLog.objects.count()} sessions. Decided:"
        )
        for line in table():
            self.stdout.write(f"  {line}")
        self.stdout.write(accounts())

    def is_watched(self) -> bool:
        return bool(self.stdout.isatty())

    def show_progress(self, share: float) -> None:
        if self.is_watched():
            done = round(min(1, share) * WIDTH)
            self.say(f"\rliving through the weeks {'█' * done}{'░' * (WIDTH - done)} {share:4.0%}")

    def say(self, text: str) -> None:
        self.stdout.write(text, ending="")
        self.stdout.flush()


def weeks(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= MOST_WEEKS:
        raise ArgumentTypeError("give 1 to 12 weeks")
    return int(text)


def instant(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError("give an instant such as 2026-03-04T18:00+01:00") from None
    if at.tzinfo is None:
        raise ArgumentTypeError("give the instant with its offset, such as +01:00 or Z")
    return at.astimezone(UTC)
