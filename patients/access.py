"""Who may see whose record. The only place that answers it; every query of the edges starts here.

A patient reaches their own record; a therapist the patients in their care, in their own
clinic, while the care lasts. Anything else is as if it did not exist.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.db.models import F, Model, Q, QuerySet

from patients.models import Patient, Therapist

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.contrib.auth.models import AnonymousUser

    Someone = AbstractBaseUser | AnonymousUser

Record = TypeVar("Record", bound=Model)


def own_record(user: Someone) -> Patient | None:
    """The patient that this user is, if any."""
    return Patient.objects.filter(user_id=user.pk).first() if user.pk else None


def therapist(user: Someone) -> Therapist | None:
    """The therapist that this user is, if any."""
    return Therapist.objects.select_related("clinic").filter(user_id=user.pk).first() if user.pk else None


def in_care_of(user: Someone) -> QuerySet[Patient]:
    """The patients whom this user treats now."""
    return Patient.objects.filter(
        Q(care__therapist__user_id=user.pk)
        & Q(care__ended_at__isnull=True)
        & Q(clinic_id=F("care__therapist__clinic_id"))
    )


def patients_of(user: Someone) -> QuerySet[Patient]:
    """Every patient whose record this user may see."""
    if not user.pk:
        return Patient.objects.none()
    return Patient.objects.filter(Q(user_id=user.pk) | Q(pk__in=in_care_of(user).values("pk")))


def within_reach(records: QuerySet[Record], user: Someone, patient: str = "patient") -> QuerySet[Record]:
    """The records, of any kind with a path to a patient, that this user may see."""
    return records.filter(**{f"{patient}__in": patients_of(user)})


def to_be_answered_by(records: QuerySet[Record], user: Someone, patient: str = "patient") -> QuerySet[Record]:
    """The records on which this user may act as the therapist."""
    return records.filter(**{f"{patient}__in": in_care_of(user)})
