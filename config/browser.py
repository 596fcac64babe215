"""The Chromium that browser tests drive."""

import shutil
from collections.abc import Sequence

from config import debian

NAMES = ("chromium", "chromium-browser", "google-chrome")
HOW = "Browser tests need Chromium: apt install chromium (root on Debian: manage.py test does it)."


def chromium() -> str | None:
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def see_to_chromium(arguments: Sequence[str]) -> None:
    """Before a run that may hold browser tests; a run without it says `HOW` and fails there."""
    if chromium() is None and may_need_a_browser(arguments) and debian.can_install():
        debian.install("chromium")


def may_need_a_browser(arguments: Sequence[str]) -> bool:
    """All tests, or named ones among those of the browser."""
    named = [argument for argument in arguments if argument.startswith("tests")]
    return not named or any(name.rstrip("/") == "tests" or "browser" in name for name in named)
