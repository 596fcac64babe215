"""A body that trains: what somebody truly can do, and what they will rate. Numbers are our own choice.

Ability is counted in levels of the ladder, so `ease` = ability minus level: 0 is a level that can just be
done, below 0 it is too hard. Nothing here knows the rules; the rules find out.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from exercises.terms import DoseKind, LoadRule
from tracker.demo.cast import Behaviour, Flare
from tracker.models import Prescription
from tracker.progression import policy

Trained = tuple[str, str]

REPS_A_LEVEL = 2.5
SECONDS_A_LEVEL = 7.0
FATIGUE_A_SET = 0.3
LOSES_CONTROL = -0.6
OTHER_SIDE_AHEAD = 0.4  # the leg that does not hurt
GIVE_A_WEEK = 0.15  # levels lost in a week without training
RM_GAIN = 0.035  # share of the maximum won by the training that wins a level


@dataclass
class Body:
    """`pain` is what hurts on an ordinary day at the start."""

    behaviour: Behaviour
    pain: float
    painful_side: str
    starts_at: datetime
    flares: list[Flare]
    until: datetime
    rng: Random
    ability: dict[str, float] = field(default_factory=dict)
    maximum_kg: dict[Trained, float] = field(default_factory=dict)
    trained_at: dict[str, datetime] = field(default_factory=dict)
    first_load: dict[Trained, float] = field(default_factory=dict)

    def pain_now(self, at: datetime, ladder: str) -> float:
        """What hurts at rest: the usual pain, easing over the weeks, and what flares up."""
        weeks = max(0.0, (at - self.starts_at) / timedelta(weeks=1))
        ordinary = self.pain * max(0.25, math.exp(-self.behaviour.eases * weeks))
        return ordinary + max((self._flared(flare, at, ladder) for flare in self.flares), default=0.0)

    def ease(self, prescription: Prescription) -> float:
        """How far above the level (and its load) this person is today."""
        side_ahead = OTHER_SIDE_AHEAD if prescription.side not in {self.painful_side, "both"} else 0.0
        ladder = prescription.level.ladder.code
        start = prescription.level.number + self.behaviour.room + self.rng.gauss(0, 0.15)
        ability = self.ability.setdefault(ladder, start)
        return ability + side_ahead - prescription.level.number - self._heavier(prescription)

    def train(self, prescription: Prescription, at: datetime, per_week: int) -> None:
        """Grow by one session, after what a break took away."""
        ladder = prescription.level.ladder.code
        last = self.trained_at.get(ladder, at)
        idle_weeks = max(0.0, (at - last) / timedelta(weeks=1) - 1.2)
        share = 0.5 if prescription.side in {"left", "right"} else 1.0
        won = self.behaviour.gain * share / max(1, per_week)
        self.ability[ladder] = self.ability.get(ladder, 1.0) + won - GIVE_A_WEEK * idle_weeks * share
        self.trained_at[ladder] = at
        if prescription.kind == DoseKind.LOAD_RM:
            key = ladder, prescription.side
            grown = self.behaviour.gain / max(1, per_week) * RM_GAIN - 0.02 * idle_weeks
            self.maximum_kg[key] = self._maximum(prescription) * (1 + grown)

    def reps(self, prescription: Prescription, position: int) -> int:
        """One set; who can do more stops at the top of the range, but for a last set that is pushed."""
        if prescription.kind == DoseKind.LOAD_RM:
            return self._to_failure(prescription, position)
        middle = (prescription.low + prescription.high) / 2
        can = middle + 1 + REPS_A_LEVEL * self.ease(prescription) - FATIGUE_A_SET * position + self._slip()
        is_last = position == max(prescription.sets, prescription.gate_sets) - 1
        pushes = is_last and prescription.level.load_rule == LoadRule.L7
        top = prescription.high + (3 if pushes and self.rng.random() < self.behaviour.pushes else 0)
        return max(0, min(top, round(can)))

    def seconds(self, prescription: Prescription, position: int) -> int:
        middle = (prescription.low + prescription.high) / 2
        can = middle + 2 + SECONDS_A_LEVEL * self.ease(prescription) - position + 2 * self._slip()
        return max(3, min(prescription.high, round(can)))

    def minutes(self, prescription: Prescription) -> int:
        cut_short = self.rng.random() < self.behaviour.shortens
        return round(prescription.low * (self.rng.uniform(0.5, 0.8) if cut_short else 1))

    def pain_during(self, prescription: Prescription, at: datetime, mood: float) -> int:
        strain = self.behaviour.hurts * max(0.0, -self.ease(prescription))
        rest = 0.75 * self.pain_now(at, prescription.level.ladder.code)
        return _rated(rest + strain + mood + 0.3 * self._slip())

    def pain_next_day(self, prescriptions: list[Prescription], at: datetime) -> int:
        """The worst of what was trained, as it feels a day later."""
        worst = max(
            0.7 * self.pain_now(at, one.level.ladder.code)
            + 0.5 * self.behaviour.hurts * max(0.0, -self.ease(one))
            for one in prescriptions
        )
        return _rated(worst + self.rng.gauss(0, self.behaviour.noise * 0.8))

    def effort(self, prescription: Prescription) -> int:
        return _rated(2.3 - 1.5 * self.ease(prescription) + 0.6 * self._slip())

    def is_in_control(self, prescription: Prescription) -> bool:
        return self.ease(prescription) + self.rng.gauss(0, 0.3) > LOSES_CONTROL

    def mood(self) -> float:
        """How a whole session is rated higher or lower than it is."""
        return self.rng.gauss(0, self.behaviour.noise)

    def _to_failure(self, prescription: Prescription, position: int) -> int:
        load = float(prescription.load_kg or 1)
        can = policy.EPLEY_REPS * (self._maximum(prescription) / load - 1)
        return max(1, math.floor(can + 0.6 * self._slip() - 0.8 * position))

    def _maximum(self, prescription: Prescription) -> float:
        """The true one-repetition maximum; at the start the load fits the target and the room above it."""
        target = prescription.rm_target or prescription.high
        load = float(prescription.load_kg or 1)
        fits = load * (1 + (target + 0.5) / policy.EPLEY_REPS) * (1 + RM_GAIN * self.behaviour.room)
        return self.maximum_kg.setdefault((prescription.level.ladder.code, prescription.side), fits)

    def _heavier(self, prescription: Prescription) -> float:
        """A load above the level's first one is as hard as a part of a level."""
        if not prescription.load_kg or prescription.kind == DoseKind.LOAD_RM:
            return 0.0
        load = float(prescription.load_kg)
        return math.log(load / self.first_load.setdefault((prescription.level.code, prescription.side), load))

    def _flared(self, flare: Flare, at: datetime, ladder: str) -> float:
        if flare.only not in {None, ladder}:
            return 0.0
        started_at = self.until - timedelta(days=flare.days_ago)
        share = (at - started_at) / timedelta(days=flare.lasts_days)
        return flare.rise * (1 - 0.3 * share) if 0 <= share < 1 else 0.0

    def _slip(self) -> float:
        return self.rng.gauss(0, 1)


def _rated(pain: float) -> int:
    return max(0, min(10, round(pain)))
