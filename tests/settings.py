"""config.settings with what only tests need; everything else is what production runs."""

from config.settings import *  # noqa: F403

# Hashing a password is slow on purpose; the cast of the tests signs in thousands of times.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# The test server answers from the source folders, where names carry no hash.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
