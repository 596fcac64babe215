"""config.settings with the bare view beside the real ones, and static files from their source folders."""

from tests.settings import *  # noqa: F403

ROOT_URLCONF = "tests.bench.urls"
