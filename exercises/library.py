"""Reading the library: programmes with their ladders and levels, in a constant number of queries."""

from django.db.models import Prefetch, QuerySet

from exercises.models import Ladder, Level, Programme
from exercises.terms import DeliveredBy

Json = dict[str, object]


def current_programmes() -> QuerySet[Programme]:
    """The newest version of each programme, ladders and levels prefetched in order (three queries)."""
    return _with_ladders(Programme.objects.filter(is_current=True).order_by("code"))


def programme_version(code: str, version: int | None = None) -> Programme:
    """One version, or the current one; raises Programme.DoesNotExist."""
    chosen = {"is_current": True} if version is None else {"version": version}
    return _with_ladders(Programme.objects.filter(code=code)).get(**chosen)


def start_levels(programme: Programme) -> list[Level]:
    """Level 1 of every ladder that a patient may begin without more ado, in programme order.

    Leaves out what a therapist delivers and what needs a therapist's sign-off first.
    """
    first = [ladder.levels.all()[0] for ladder in programme.ladders.all() if is_for_the_patient(ladder)]
    return [level for level in first if not level.needs_sign_off]


def is_for_the_patient(ladder: Ladder) -> bool:
    return ladder.delivered_by == DeliveredBy.PATIENT


def programme_as_json(programme: Programme) -> Json:
    """A programme as plain values, whole; expects the prefetch of this module."""
    return {
        **programme_summary_as_json(programme),
        **_values(programme, PROGRAMME_DETAILS),
        "ladders": [_ladder_as_json(ladder) for ladder in programme.ladders.all()],
    }


def programme_summary_as_json(programme: Programme) -> Json:
    return _values(programme, PROGRAMME_SUMMARY)


def _ladder_as_json(ladder: Ladder) -> Json:
    return {
        **_values(ladder, LADDER_FIELDS),
        "levels": [_level_as_json(level) for level in ladder.levels.all()],
    }


def _level_as_json(level: Level) -> Json:
    return {"code": level.code, **_values(level, LEVEL_FIELDS)}


def _values(row: Programme | Ladder | Level, names: list[str]) -> Json:
    return {name: getattr(row, name) for name in names}


def _with_ladders(programmes: QuerySet[Programme]) -> QuerySet[Programme]:
    levels = Prefetch("levels", Level.objects.order_by("number"))
    ladders = Prefetch("ladders", Ladder.objects.order_by("position").prefetch_related(levels))
    return programmes.prefetch_related(ladders)


def _fields_of(model: type[Programme | Ladder | Level], *, without: set[str]) -> list[str]:
    return [field.name for field in model._meta.concrete_fields if field.name not in without]  # noqa: SLF001 public API


PROGRAMME_SUMMARY = ["code", "version", "title", "for_whom", "focus", "tags", "pain_profile", "confidence"]
PROGRAMME_DETAILS = _fields_of(
    Programme,
    without={"id", "is_current", "loaded_at", "in_use_since", *PROGRAMME_SUMMARY},
)
LADDER_FIELDS = _fields_of(Ladder, without={"id", "programme", "exercise"})
LEVEL_FIELDS = _fields_of(Level, without={"id", "ladder"})
