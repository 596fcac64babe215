"""One patient from day to day: training, sending, answering, through the same flows as the phone."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache, partial
from random import Random
from uuid import UUID

from exercises.models import Level
from patients.models import Patient, Sides
from tracker.demo import diary
from tracker.demo.body import Body
from tracker.demo.cast import Behaviour, Correction, Flare, Person, RedFlag, Start
from tracker.demo.moments import Timeline
from tracker.demo.opening import identity
from tracker.demo.sessions import Sitting, sitting
from tracker.flows.record_next_day import record_next_day
from tracker.flows.record_session import SessionBody, record_session
from tracker.models import Plan, Prescription
from tracker.queries.standing import may_be_logged

SENDS_AFTER = timedelta(seconds=50)
FORGETS_TO_SEND = 0.04
CORRECTS_AFTER = timedelta(hours=1)
READY_HOURS_AGO = (75, 26)
ANSWERS_WHEN_READY = timedelta(hours=23)


@dataclass
class Life:
    person: Person
    patient: Patient
    behaviour: Behaviour
    timeline: Timeline
    rng: Random
    body: Body
    still_to_tell: list[RedFlag | Correction] = field(default_factory=list)
    last_seen: dict[UUID, list[Prescription]] = field(default_factory=dict)

    @property
    def until(self) -> datetime:
        return self.timeline.until

    def look_forward(self, start: Start, plan: Plan) -> None:
        """Plan every session of one plan."""
        for at in diary.trainings(self.person, self.behaviour, start, self.until, self.rng):
            self.timeline.plan(at, partial(self.train, plan))
        if self.person.ready:
            for hours in READY_HOURS_AGO:
                at = diary.awake(self.until - timedelta(hours=hours), self.person.zone)
                self.timeline.plan(at, partial(self.train, plan, good=True))

    def train(self, plan: Plan, at: datetime, *, good: bool = False) -> None:
        """A session with what is prescribed now, or what the phone last saw while it has no net."""
        prescriptions = self._prescriptions(plan, at)
        if not prescriptions:
            return
        done = sitting(self.body, prescriptions, at, self.person.zone, good=good)
        client_id = identity("session", f"{self.person.name}/{plan.programme.code}/{at.isoformat()}")
        self._tick_red_flag(done.body, at)
        sent_at = self._sent_at(done.ended_at)
        self.timeline.plan(sent_at, partial(self._send, client_id, done.body))
        self._plan_correction(client_id, done.body, sent_at)
        self._plan_answer(client_id, done, sent_at, good=good)

    def _prescriptions(self, plan: Plan, at: datetime) -> list[Prescription]:
        if diary.offline_spell(self.person, at, self.until) and plan.pk in self.last_seen:
            return self.last_seen[plan.pk]
        if not may_be_logged(plan, at):
            return []
        found = list(Prescription.objects.filter(plan=plan, ended_at__isnull=True))
        for prescription in found:
            prescription.plan, prescription.level = plan, level_of(prescription.level_id)
        found.sort(key=lambda prescription: (prescription.level.ladder.position, prescription.side))
        self.last_seen[plan.pk] = found
        return found

    def _sent_at(self, ended_at: datetime) -> datetime:
        if spell := diary.offline_spell(self.person, ended_at, self.until):
            return self.until - timedelta(days=spell.arrives_days_ago)
        late = self.rng.uniform(2, 15) if self.rng.random() < FORGETS_TO_SEND else 0
        return ended_at + SENDS_AFTER + timedelta(hours=late)

    def _send(self, client_id: UUID, body: SessionBody, now: datetime) -> None:
        record_session(self.patient, client_id, body, now)

    def _plan_answer(self, client_id: UUID, done: Sitting, sent_at: datetime, *, good: bool) -> None:
        answers_at = diary.answers_at(self.behaviour, self.person.zone, done.ended_at, self.rng)
        if good:
            still_open = done.ended_at + timedelta(hours=48) > self.until
            answers_at = None if still_open else done.ended_at + ANSWERS_WHEN_READY
        if answers_at is not None:
            arrives_at = max(answers_at, sent_at + SENDS_AFTER)
            self.timeline.plan(arrives_at, partial(self._answer, client_id, done.pain_next_day, answers_at))

    def _answer(self, client_id: UUID, pain: int, reported_at: datetime, now: datetime) -> None:
        record_next_day(self.patient, client_id, pain, reported_at, now)

    def _tick_red_flag(self, body: SessionBody, at: datetime) -> None:
        if (flag := self._due(RedFlag, at)) and isinstance(flag, RedFlag):
            body["exercises"][0]["red_flags"] = [flag.code]

    def _plan_correction(self, client_id: UUID, body: SessionBody, sent_at: datetime) -> None:
        if not self._due(Correction, body["performed_at"]):
            return
        corrected: SessionBody = {**body, "revision": 2, "note": "I had mistyped the pain."}
        first, *others = corrected["exercises"]
        corrected["exercises"] = [{**first, "pain_during": min(3, first["pain_during"] or 1)}, *others]
        self.timeline.plan(sent_at + CORRECTS_AFTER, partial(self._send, client_id, corrected))

    def _due(self, kind: type[RedFlag | Correction], at: datetime) -> RedFlag | Correction | None:
        """What was still to be told by `at`, once."""
        for event in self.still_to_tell:
            if isinstance(event, kind) and at >= self.until - timedelta(days=event.days_ago):
                self.still_to_tell.remove(event)
                return event
        return None


@cache
def level_of(pk: int) -> Level:
    """Read once: no level changes while plans use it, and none is read twice here."""
    return Level.objects.select_related("ladder").get(pk=pk)


def begin(person: Person, patient: Patient, behaviour: Behaviour, timeline: Timeline, seed: int) -> Life:
    """A life with its own dice, so that nobody's day changes another's."""
    rng = Random(f"{seed}/{person.name}")  # noqa: S311  a simulation, no secret
    body = Body(
        behaviour=behaviour,
        pain=float(3 if person.usual_pain is None else person.usual_pain),
        painful_side=person.sides if person.sides in {Sides.LEFT, Sides.RIGHT} else "",
        starts_at=timeline.until
        - timedelta(weeks=max([start.weeks_ago for start in person.plans], default=0)),
        flares=[event for event in person.story if isinstance(event, Flare)],
        until=timeline.until,
        rng=rng,
    )
    told = [event for event in person.story if isinstance(event, RedFlag | Correction)]
    return Life(person, patient, behaviour, timeline, rng, body, told)
