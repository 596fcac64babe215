"""`manage.py test …` is `pytest …`, with servers and a browser seen to first."""

import os
import sys

from django.core.management.base import BaseCommand

from config.browser import see_to_chromium
from config.places import ROOT


class Command(BaseCommand):
    help = "Run the tests; every argument goes to pytest."
    requires_system_checks = []

    def run_from_argv(self, argv: list[str]) -> None:
        """Django would refuse pytest's options, so they are passed on unread."""
        see_to_chromium(argv[2:])
        os.chdir(ROOT)
        os.environ.pop("DJANGO_SETTINGS_MODULE", None)
        os.execv(sys.executable, [sys.executable, "-m", "pytest", *argv[2:]])
