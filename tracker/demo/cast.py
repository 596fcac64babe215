"""Who the demo clinic is made of: the files of seeds/demo as values. Everybody in them is invented."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

from patients.models import Region, Sides
from tracker.models.plan import Mode

FOLDER = Path(__file__).resolve().parents[2] / "seeds" / "demo"

Share = Annotated[float, Field(ge=0, le=1)]
DaysAgo = Annotated[float, Field(ge=0)]
Weekday = Annotated[int, Field(ge=1, le=7)]


class Told(BaseModel):
    """A part of a file; a field that nobody knows is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Behaviour(Told):
    """How somebody trains and answers.

    `gain`: levels won by a week of full training. `room`: how far the body is above the first level at the
    start, in levels. `eases`: the share of the usual pain that goes away each week. `hurts`: points of pain
    that a level adds which is one too hard. `noise`: how much ratings scatter, in points. `pushes`: how
    often the last set goes on past the range.
    """

    comes: Share
    answers: Share
    late: Share = 0.1
    gain: float
    room: float = 0.2
    eases: Share = 0.04
    hurts: float = 0.9
    noise: float = 0.7
    pushes: Share = 0.1
    shortens: Share = 0.05
    forgets: Share = 0.03


class Flare(Told):
    """Pain that rises by `rise` points for some days and settles; `only` one exercise, if named."""

    does: Literal["flare"]
    days_ago: DaysAgo
    lasts_days: float
    rise: float
    only: str | None = None


class Away(Told):
    """No sessions for some days; with a reason it is a pause that the plan knows of."""

    does: Literal["away"]
    days_ago: DaysAgo
    lasts_days: float
    reason: str = ""


class Offline(Told):
    """Sessions of these days are done without a net and arrive together, later."""

    does: Literal["offline"]
    days_ago: DaysAgo
    arrives_days_ago: DaysAgo


class RedFlag(Told):
    """A warning sign is ticked in the first session from that day on."""

    does: Literal["red_flag"]
    days_ago: DaysAgo
    code: str


class Correction(Told):
    """The first session from that day on is corrected an hour after it was sent."""

    does: Literal["correction"]
    days_ago: DaysAgo


class Overrules(Told):
    does: Literal["override"]
    days_ago: DaysAgo
    ladder: str
    verdict: Literal["PROGRESS", "HOLD", "REGRESS"]
    reason: str
    lasts_days: float = 7


class Limits(Told):
    does: Literal["limits"]
    days_ago: DaysAgo
    ladder: str
    pain_during: int
    reason: str


Event = Annotated[
    Flare | Away | Offline | RedFlag | Correction | Overrules | Limits, Field(discriminator="does")
]


class Load(Told):
    kg: Decimal
    step: Decimal


class Start(Told):
    """A plan: each ladder with the level it starts at.

    `days` are ISO weekdays; `days_ago` count back from the last day.
    """

    programme: str
    weeks_ago: float
    days: list[Weekday] = []
    days_ago: list[int] = []
    per_week: int | None = None
    hour: float
    ladders: dict[str, int]
    modes: dict[str, Mode] = {}
    loads: dict[str, Load] = {}


class Person(Told):
    """`proposals`: what the therapist answers to a proposed step. `look`: why a visitor should look here."""

    name: str
    user: str | None = None
    clinic: str = "harbour"
    therapist: str
    born: int
    zone: str = "Europe/Copenhagen"
    region: Region
    sides: Sides
    usual_pain: int | None
    complaint: str
    behaves: str
    plans: list[Start] = []
    story: list[Event] = []
    proposals: Literal["accept", "decline", "wait"] = "accept"
    stops: Literal["clear", "wait"] = "clear"
    ready: bool = False
    leaves_today: bool = False
    look: str = ""


class Practitioner(Told):
    user: str
    name: str


class Place(Told):
    key: str
    name: str
    time_zone: str
    phone: str
    emergency_number: str
    therapists: list[Practitioner]


class Cast(Told):
    clinics: list[Place]
    behaviours: dict[str, Behaviour]
    patients: list[Person]

    def behaviour_of(self, person: Person) -> Behaviour:
        return self.behaviours[person.behaves]


@cache
def the_cast() -> Cast:
    """Raises pydantic's ValidationError, naming the entry, when a file is no cast."""
    return Cast(
        clinics=_read("clinics.yaml"),
        behaviours=_read("behaviours.yaml"),
        patients=_read("patients.yaml"),
    )


def _read(name: str) -> Any:
    return yaml.safe_load((FOLDER / name).read_text())
