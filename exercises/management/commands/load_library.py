from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from exercises.loading.checking import checked, files_under
from exercises.loading.problems import LibraryRefused
from exercises.loading.storing import load

PROGRAMMES = Path(__file__).resolve().parents[3] / "seeds" / "programmes"


class Command(BaseCommand):
    help = (
        "Load the programmes of seeds/programmes (or the files and folders named) into the library. Tells "
        "what changed; refuses every file when one has a mistake; never alters a version that a plan uses."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", default=[])
        parser.add_argument("--check", action="store_true", help="only look; write nothing")

    def handle(self, *args: Any, paths: list[Path], check: bool, **options: Any) -> None:
        files = files_under(paths or [PROGRAMMES])
        if not files:
            raise CommandError("There is no programme file there.")
        try:
            changes = load(checked(files), only_look=check)
        except LibraryRefused as refusal:
            count = len(refusal.problems)
            raise CommandError(
                f"{refusal}\n{count} problem{'s' * (count > 1)}; nothing was changed.",
            ) from refusal
        for change in changes:
            self.stdout.write("\n  ".join([change.headline, *change.fields]))
        if not changes:
            self.stdout.write("nothing changed")
        elif check:
            self.stdout.write("checked only; nothing was written")
