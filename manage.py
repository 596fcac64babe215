#!/usr/bin/env python3
"""Stepwise's command line. `demo` runs the whole system, `test` every test."""

import os
import sys

from config import bootstrap


def main() -> None:
    bootstrap.prepare(sys.argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
