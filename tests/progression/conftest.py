"""Property tests here draw whole histories: no time limit for one of them, and nothing left on disk."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("rulebook", deadline=None, database=None)
settings.load_profile("rulebook")
