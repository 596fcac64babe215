"""Whom a visitor of the demo can be."""

from __future__ import annotations

from tracker.demo.cast import the_cast
from tracker.demo.opening import ADMIN, PASSWORD, is_open


def accounts() -> str:
    """Sign-in names with what to see there, and the one password, as text for a terminal."""
    cast = the_cast()
    if not is_open(cast):
        return "This database holds no demo clinic; sign in with an account of your own."
    patients = [
        (person.user, person.name, person.look) for person in cast.patients if person.user and person.look
    ]
    therapists = [
        (practitioner.user, practitioner.name, f"therapist, {place.name}")
        for place in cast.clinics
        for practitioner in place.therapists
    ]
    rows = [*therapists, *patients, (ADMIN, "administrator", "the library, at /admin/")]
    lines = [f"  {user:<8} {name}: {look}" for user, name, look in rows]
    return "\n".join([f"Sign in with the password “{PASSWORD}” as", *lines])
