"""config.settings with the bare view beside the real one, and a cheap hash for people who do not exist."""

from config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ROOT_URLCONF = "tests.bench.urls"
