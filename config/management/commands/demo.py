"""`manage.py demo`: the whole system on this machine."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config import demo


class Command(BaseCommand):
    help = "Run everything here, with a demo clinic: web, worker, beat, sweep, PostgreSQL and Valkey."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, help="where the site answers (8000 or the next free one)")
        parser.add_argument("--fresh", action="store_true", help="throw the demo's data away first")

        parser.add_argument("--weeks", type=int, default=12, help="history of a new clinic: 1 to 12 weeks")

    def handle(self, *args: Any, port: int | None, fresh: bool, weeks: int, **options: Any) -> None:
        try:
            demo.run(demo.Wish(port, fresh, weeks))
        except demo.CannotRun as problem:
            raise CommandError(str(problem)) from problem
