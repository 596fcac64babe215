"""The therapists' working days: stops are cleared, proposals answered, loads chosen, stories told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from uuid import UUID
from zoneinfo import ZoneInfo

from exercises.terms import LoadRule
from patients import calendar
from patients.models import CareAssignment, Clinic, Patient, Therapist
from tracker.demo.cast import Away, Event, Limits, Overrules, Person
from tracker.demo.moments import Timeline
from tracker.flows.answer_decision import answer_decision
from tracker.flows.override import override
from tracker.flows.steer import Change, change_dose, change_limits
from tracker.flows.stops import clear_stop
from tracker.models import Plan, PlanPause, Prescription, ProgressionDecision, Stop
from tracker.queries.caseload import decisions_waiting

DAY = timedelta(days=1)
BEGINS = time(9, 10)
LAST_WORKDAY = 5
STOPS_REST = timedelta(hours=30)  # from a stop to the call that clears it
PROPOSALS_REST = timedelta(hours=20)
PROPOSALS_WAIT_FROM = timedelta(days=8)  # what is newer still waits at the end, where the story says so
FIRST_LOAD, LOAD_STEP = Decimal(8), Decimal("0.5")
CLEARED = "Talked it through by phone: pain is back to normal. Go on at this level and stop above 5."
ACCEPTED = "Moves well in the clinic; agreed."
DECLINED = "Not yet: the knee still falls inwards. Two more weeks here."


@dataclass
class Rounds:
    """One clinic's therapists, looking through their patients each working morning."""

    clinic: Clinic
    people: Mapping[UUID, Person]
    timeline: Timeline

    def begin(self, since: datetime) -> None:
        day = calendar.local_day(since, self.clinic.time_zone)
        while (at := self._morning(day)) <= self.timeline.until:
            if at > since and day.isoweekday() <= LAST_WORKDAY:
                self.timeline.plan(at, self.look)
            day += DAY

    def _morning(self, day: date) -> datetime:
        return datetime.combine(day, BEGINS, ZoneInfo(self.clinic.time_zone)).astimezone(UTC)

    def look(self, now: datetime) -> None:
        """One morning."""
        self._clear_stops(now)
        self._answer_proposals(now)
        self._choose_loads(now)

    def _clear_stops(self, now: datetime) -> None:
        stops = Stop.objects.filter(
            patient__clinic=self.clinic, cleared_at__isnull=True, opened_at__lte=now - STOPS_REST
        )
        for stop in stops.order_by("opened_at", "pk"):
            if self.people[stop.patient_id].stops == "clear":
                clear_stop(stop, therapist_of(stop.patient_id), CLEARED, now)

    def _answer_proposals(self, now: datetime) -> None:
        waiting = decisions_waiting(Patient.objects.filter(clinic=self.clinic))
        old = waiting.filter(decided_at__lte=now - PROPOSALS_REST).select_related("prescription")
        for decision in old.order_by("decided_at", "pk"):
            self._answer(decision, now)

    def _answer(self, decision: ProgressionDecision, now: datetime) -> None:
        habit = self.people[decision.patient_id].proposals
        if habit == "wait" and now > self.timeline.until - PROPOSALS_WAIT_FROM:
            return
        accepted = habit != "decline"
        answer_decision(
            decision,
            therapist_of(decision.patient_id),
            accepted=accepted,
            reason=ACCEPTED if accepted else DECLINED,
            now=now,
        )

    def _choose_loads(self, now: datetime) -> None:
        """A level that is done with a weight has none until the therapist says how much."""
        without = Prescription.objects.filter(
            patient__clinic=self.clinic,
            ended_at__isnull=True,
            level__load_rule=LoadRule.L7,
            load_kg__isnull=True,
        )
        for prescription in without.select_related("level", "plan", "patient").order_by("started_at", "pk"):
            why = Change(therapist_of(prescription.patient_id), "First load, tried in the clinic.", now)
            change_dose(prescription, {"load_kg": FIRST_LOAD, "load_step_kg": LOAD_STEP}, why)


def therapist_of(patient: UUID) -> Therapist:
    return CareAssignment.objects.select_related("therapist").get(patient=patient).therapist


def tell_story(person: Person, patient: Patient, timeline: Timeline) -> None:
    """Plan what the therapist does for one person alone, and what the plan is told of days away."""
    for event in person.story:
        timeline.plan(timeline.until - timedelta(days=event.days_ago), partial(_tell, patient, event))


def _tell(patient: Patient, event: Event, now: datetime) -> None:
    match event:
        case Overrules():
            _overrule(patient, event, now)
        case Limits():
            _limit(patient, event, now)
        case Away(reason=reason) if reason:
            _pause(patient, event, now)


def _overrule(patient: Patient, event: Overrules, now: datetime) -> None:
    if prescription := _open(patient, event.ladder):
        override(
            prescription,
            therapist_of(patient.pk),
            verdict=event.verdict,
            reason=event.reason,
            now=now,
            expires_at=now + timedelta(days=event.lasts_days),
        )


def _limit(patient: Patient, event: Limits, now: datetime) -> None:
    if prescription := _open(patient, event.ladder):
        limits: dict[str, int | None] = {"pain_limit_during": event.pain_during}
        change_limits(prescription, limits, Change(therapist_of(patient.pk), event.reason, now))


def _pause(patient: Patient, event: Away, now: datetime) -> None:
    """A pause is written where the patient asks for it: no flow decides anything on it."""
    from_on = calendar.local_day(now, patient.time_zone)
    until_on = calendar.local_day(now + timedelta(days=event.lasts_days), patient.time_zone) - DAY
    for plan in Plan.objects.filter(patient=patient, ended_on__isnull=True):
        PlanPause.objects.create(plan=plan, from_on=from_on, until_on=until_on, reason=event.reason)


def _open(patient: Patient, ladder: str) -> Prescription | None:
    found = Prescription.objects.filter(patient=patient, ladder__code=ladder, ended_at__isnull=True)
    return found.select_related("level", "plan", "patient").order_by("side").first()
