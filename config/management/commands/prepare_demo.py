"""What `manage.py demo` does before serving: schema, library, clinic, static files."""

import hashlib
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError

from config.places import LOCAL
from patients.models import Patient
from tracker.demo.sign_in import accounts

COLLECTED = LOCAL / "static.stamp"


class Command(BaseCommand):
    help = "(part of `demo`)"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("who", type=Path, help="where to write whom to sign in as")
        parser.add_argument("--weeks", type=int, default=12)

    def handle(self, *args: Any, who: Path, weeks: int, **options: Any) -> None:
        try:
            call_command("migrate", verbosity=0, interactive=False)
        except OperationalError as problem:
            raise CommandError(f"the database does not answer: {str(problem).splitlines()[0]}") from problem
        call_command("load_library")
        if not Patient.objects.exists():
            self.stdout.write(f"Making the demo clinic: {weeks} weeks of it take a minute or two.")
            call_command("seed_demo", weeks=weeks)
        collect_static_files()
        who.write_text(accounts())


def collect_static_files() -> None:
    """Only when a source file changed: hashing and compressing all of them takes seconds."""
    found = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            path = Path(storage.path(name))
            found.update(f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}\n".encode())
    if not COLLECTED.exists() or COLLECTED.read_text() != found.hexdigest():
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        COLLECTED.write_text(found.hexdigest())
