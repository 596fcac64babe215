"""Tell the worker to look now. Losing a ring costs seconds: the sweep looks anyway."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import transaction

_ringers: list[Callable[[], None]] = []


def connect(ringer: Callable[[], None]) -> None:
    """Let `ringer` be called after each commit that made work due; the broker's edge connects itself here."""
    if ringer not in _ringers:
        _ringers.append(ringer)


@contextmanager
def silenced() -> Iterator[None]:
    """Nobody is woken inside: for whoever writes a history and decides all that is due in it."""
    ringers = _ringers.copy()
    _ringers.clear()
    try:
        yield
    finally:
        _ringers[:] = ringers


def ring_after_commit() -> None:
    """Ring once what the present transaction makes due is durable; a broken bell never fails the request."""
    for ringer in _ringers:
        transaction.on_commit(ringer, robust=True)
