"""A line of moments that are still to come, each told the instant at which it happens."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

Happening = Callable[[datetime], None]


@dataclass
class Timeline:
    """Moments after `until` never happen: they are the visitor's future."""

    until: datetime
    _line: list[tuple[datetime, int, Happening]] = field(default_factory=list)
    _numbers: count[int] = field(default_factory=count)

    def plan(self, at: datetime, happening: Happening) -> None:
        """Let something happen then; of two at one instant the one planned first goes first."""
        if at <= self.until:
            heapq.heappush(self._line, (at, next(self._numbers), happening))

    def run(self, before_each: Happening) -> None:
        """Until nothing is left; a moment may plan others."""
        while self._line:
            at, _, happening = heapq.heappop(self._line)
            before_each(at)
            happening(at)
