"""A checked form as the columns of its rows."""

from dataclasses import dataclass

from exercises.loading.shape import ExerciseForm, LevelForm, ProgrammeForm, Sourced, Tempo, WeekMap
from exercises.models import Ladder, Level, Programme

Columns = dict[str, object]
TEMPO_COLUMNS = {"up": "con", "up_seconds": "con_s", "pause_seconds": "pause_s", "down_seconds": "ecc_s"}


@dataclass(frozen=True)
class LadderContent:
    columns: Columns
    levels: dict[int, Columns]


@dataclass(frozen=True)
class Content:
    """Everything that a programme version says, whether from a file or from the database."""

    columns: Columns
    ladders: dict[str, LadderContent]


def content_of_form(form: ProgrammeForm) -> Content:
    ladders = {
        exercise.code: LadderContent(
            _ladder(exercise, position),
            {level.level: _level(level, is_top=level is exercise.levels[-1]) for level in exercise.levels},
        )
        for position, exercise in enumerate(form.exercises, start=1)
    }
    return Content(_programme(form), ladders)


def content_of_row(programme: Programme, like: Content) -> Content:
    """What a stored version says, in the columns that `like` names."""
    ladder_columns, level_columns = column_names(like)
    ladders = {
        ladder.code: LadderContent(
            _picked(ladder, ladder_columns),
            {level.number: _picked(level, level_columns) for level in ladder.levels.all()},
        )
        for ladder in programme.ladders.prefetch_related("levels")
    }
    return Content(_picked(programme, list(like.columns)), ladders)


def column_names(content: Content) -> tuple[list[str], list[str]]:
    """The columns that loading writes, of a ladder and of a level."""
    ladder = next(iter(content.ladders.values()))
    return list(ladder.columns), list(next(iter(ladder.levels.values())))


def _picked(row: Programme | Ladder | Level, names: list[str]) -> Columns:
    return {name: getattr(row, name) for name in names}


def _sourced(entry: Sourced) -> Columns:
    return {
        "source": entry.source,
        "confidence": _letter(entry.confidence),
        "is_design": entry.design,
    }


def _letter(confidence: str) -> str:
    return "" if confidence == "none" else confidence


def _programme(form: ProgrammeForm) -> Columns:
    return {
        "title": form.title,
        "for_whom": form.for_whom,
        "focus": form.focus,
        "tags": form.tags,
        "frequency_text": form.frequency,
        "sessions_per_week": form.sessions_per_week,
        "duration_weeks_min": form.weeks_min,
        "duration_weeks_max": form.weeks_max,
        "rest_text": form.rest,
        "rest_seconds_min": form.rest_seconds_min,
        "rest_seconds_max": form.rest_seconds_max,
        "pain_profile": form.pain_profile,
        "pain_text": form.pain,
        "default_gate": form.default_gate,
        "evidence_note": form.evidence_note,
        "note": form.note,
        "intake_exclusions": [
            {"text": entry.text, "source": entry.source, "confidence": _letter(entry.confidence)}
            for entry in form.intake_exclusions
        ],
        "week_map": _week_map(form.week_map),
        "reviewed_on": form.reviewed_on,
        "next_review_on": form.next_review_on,
        "signed_off_by": form.signed_off_by,
        **_sourced(form),
    }


def _week_map(week_map: WeekMap | None) -> Columns:
    if week_map is None:
        return {}
    return {
        "new_target_rule": week_map.new_target_rule,
        "note": week_map.note,
        "weeks": [row.model_dump() for row in week_map.weeks],
        **_sourced(week_map),
    }


def _ladder(exercise: ExerciseForm, position: int) -> Columns:
    return {
        "position": position,
        "name": exercise.name,
        "region": exercise.region,
        "laterality_text": exercise.laterality,
        "equipment": exercise.equipment,
        "dosage_type": exercise.dosage_type,
        "cues": exercise.cues,
        "cautions": exercise.cautions,
        "delivered_by": exercise.delivered_by,
        "tags": exercise.tags,
        **_sourced(exercise),
    }


def _level(level: LevelForm, *, is_top: bool) -> Columns:
    sets_min, sets_max = level.sets or (None, None)
    low, high = level.target or (None, None)
    hold_min, hold_max = level.rep_hold_seconds or (None, None)
    return {
        "is_top": is_top,
        "title": level.title,
        "kind": level.kind,
        "sets_min": sets_min,
        "sets_max": sets_max,
        "low": low,
        "high": high,
        "sessions_per_week": level.sessions_per_week,
        "dose_text": level.dose,
        "effort_text": level.effort or "",
        "gate": level.gate,
        "load_rule": level.load_rule,
        "load_start_kg": level.load_start_kg,
        "load_step_kg": level.load_step_kg,
        "rep_hold_seconds_min": hold_min,
        "rep_hold_seconds_max": hold_max,
        "tempo": _tempo(level.tempo),
        "laterality": level.sides,
        "side_text": level.side_note or "",
        "equipment": level.equipment,
        "range_text": level.range or "",
        "needs_sign_off": level.sign_off,
        "prerequisites": level.prerequisites or "",
        "tags": level.tags,
        **_sourced(level),
    }


def _tempo(tempo: Tempo | None) -> Columns:
    if tempo is None:
        return {}
    given = tempo.model_dump(exclude_none=True)
    return {TEMPO_COLUMNS[name]: value for name, value in given.items()}
