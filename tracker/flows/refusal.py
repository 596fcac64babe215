"""Why a flow did not do what was asked: said once, in words for the person who asked."""

from __future__ import annotations


class Refusal(Exception):
    """The request makes no sense as it stands. `field` is a path such as `exercises[0].prescription`."""

    code = "refused"

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class Conflict(Refusal):
    """The same id or the same question already has another answer; nothing was overwritten."""

    code = "conflict"


class Missing(Refusal):
    """No such record within reach: the same answer whether it does not exist or is not yours."""

    code = "missing"
