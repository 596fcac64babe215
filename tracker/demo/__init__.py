"""A living demo clinic: invented people, simulated behaviour, real flows."""

from tracker.demo.sign_in import accounts

__all__ = ["accounts"]
