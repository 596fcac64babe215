"""Open the clinics: rooms, people who may sign in, care, complaints. No plan and no session yet."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User

from patients.models import CareAssignment, Clinic, EpisodeOfCare, Patient, Therapist
from tracker.demo.cast import Cast, Person

# Public on purpose: it opens a clinic of invented people on one's own machine.
PASSWORD = "one step at a time"  # noqa: S105
ADMIN = "admin"
CARE_BEFORE = timedelta(days=5)


def identity(what: str, name: str) -> UUID:
    """The same thing has the same id in every demo."""
    return uuid5(NAMESPACE_URL, f"stepwise-demo/{what}/{name}")


def is_open(cast: Cast) -> bool:
    return Clinic.objects.filter(pk=identity("clinic", cast.clinics[0].key)).exists()


def open_clinics(cast: Cast, since: datetime) -> dict[str, Patient]:
    """Store everybody; the patients by name."""
    password = make_password(PASSWORD)  # hashed once: it is slow on purpose
    User.objects.create(
        username=ADMIN, password=password, is_staff=True, is_superuser=True, date_joined=since
    )
    for place in cast.clinics:
        facts = place.model_dump(exclude={"key", "therapists"})
        Clinic.objects.create(pk=identity("clinic", place.key), **facts)
    staff = {
        practitioner.user: _therapist(place.key, practitioner.user, practitioner.name, password, since)
        for place in cast.clinics
        for practitioner in place.therapists
    }
    return {
        person.name: _patient(person, staff[person.therapist], password, since) for person in cast.patients
    }


def _therapist(clinic: str, username: str, name: str, password: str, since: datetime) -> Therapist:
    user = User.objects.create(username=username, password=password, date_joined=since)
    return Therapist.objects.create(
        pk=identity("therapist", username), user=user, clinic_id=identity("clinic", clinic), name=name
    )


def _patient(person: Person, therapist: Therapist, password: str, since: datetime) -> Patient:
    user = person.user and User.objects.create(username=person.user, password=password, date_joined=since)
    patient = Patient.objects.create(
        pk=identity("patient", person.name),
        user=user or None,
        clinic=therapist.clinic,
        name=person.name,
        born_on=date(person.born, 1 + len(person.name) % 12, 1 + person.born % 28),
        time_zone=person.zone,
        pain_region=person.region,
        pain_sides=person.sides,
        usual_pain=person.usual_pain,
        usual_pain_on=None if person.usual_pain is None else since.date(),
    )
    CareAssignment.objects.create(patient=patient, therapist=therapist, started_at=since)
    EpisodeOfCare.objects.create(
        patient=patient,
        complaint=person.complaint,
        region=person.region,
        sides=person.sides,
        started_on=since.date(),
    )
    return patient
