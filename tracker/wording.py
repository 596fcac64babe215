"""Reason code → sentence, translatable. The only clinical prose; nothing here decides anything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import nullcontext
from datetime import date
from functools import cache
from types import SimpleNamespace
from typing import Any, Protocol

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

TIERS = ("EMERGENCY", "URGENT", "REVIEW")

RED_FLAG_QUESTIONS = {  # rules.md C9; the sources stand beside each code there and in the rulebook
    "RF1": gettext_lazy(
        "New numbness between the legs, loss of bladder or bowel control, or weakness in both legs?"
    ),
    "RF2": gettext_lazy("After a fall or blow: you cannot put weight on the leg, or it looks out of shape?"),
    "RF3": gettext_lazy("A hot, red, swollen joint and fever, or feeling very ill?"),
    "RF4": gettext_lazy("Growing weakness or numbness in a leg, or a foot that drops?"),
    "RF5": gettext_lazy("Constant pain, also at night and at rest, that no change of position eases?"),
    "RF6": gettext_lazy("Weight loss without trying, night sweats, or new pain after a cancer?"),
    "RF7": gettext_lazy("Fever, shivers, a recent infection or a weak immune system, with worse pain?"),
    "RF8": gettext_lazy("Sudden groin pain with running or with fragile bones, worse with each step?"),
    "RF9": gettext_lazy(
        "A cold, pale leg; one calf swollen and painful; or chest pain or breathlessness at rest?"
    ),
    "RF10": gettext_lazy("A leg that locks or gives way again and again, or a fall in the last week?"),
    "RF11": gettext_lazy("After surgery: a wound that leaks or is red, or new calf pain?"),
    "RF12": gettext_lazy("Under 18, with hip or knee pain and a limp?"),
}

TIER_INSTRUCTIONS = {
    "EMERGENCY": gettext_lazy("Stop all exercise. Call the emergency services now."),
    "URGENT": gettext_lazy(
        "Stop all exercise. Contact your clinic or a doctor today; your therapist has been told."
    ),
    "REVIEW": gettext_lazy(
        "Pause your exercises. Your therapist has been told and will look at this within two days."
    ),
}

PLAN_STOP_INSTRUCTIONS = {  # S2-S4 halt the plan of the exercise; the others go on (rules.md C2)
    "S2": gettext_lazy(
        "Stop the exercises of this plan. Contact your clinic today; your therapist has been told."
    ),
    "S3": gettext_lazy("Pause the exercises of this plan until your therapist has looked, within two days."),
    "S4": gettext_lazy("Pause the exercises of this plan until your therapist has looked, within two days."),
}

BAND_ADVICE = {
    "carry_on": gettext_lazy("Safe. Carry on."),
    "carry_on_and_watch": gettext_lazy("Acceptable. Carry on, and watch how tomorrow feels."),
    "ease_next_time": gettext_lazy("Over your limit. Finish gently, and ease a little next time."),
    "stop_for_today": gettext_lazy("High. Stop this exercise for today."),
    "stop_and_call": gettext_lazy("Severe. Stop, and call your clinic."),
}

FOR_PATIENT = {
    "S0": gettext_lazy("Exercise is paused until your therapist has looked."),
    "S1": gettext_lazy("You ticked a warning sign, so exercise is stopped until a clinician has looked."),
    "S2": gettext_lazy("Your pain was severe (%(peak)s of 10), so we stopped. Your therapist has been told."),
    "S3": gettext_lazy("Pain was high twice in a row, so we stopped. Your therapist has been told."),
    "S4": gettext_lazy(
        "This is the third setback in three weeks, so your therapist will look before you go on."
    ),
    "O1": gettext_lazy("Your therapist decided this step."),
    "R1": gettext_lazy("Pain was high (%(peak)s of 10), so the exercise becomes easier."),
    "R2": gettext_lazy("Pain was over your limit twice, so the exercise becomes easier."),
    "R3": gettext_lazy("The exercise was too hard twice, so it becomes easier. That is no step lost."),
    "R4": gettext_lazy("After four weeks without this exercise we start again one step easier."),
    "I3": gettext_lazy("After two weeks without this exercise, repeat this level first."),
    "H1": gettext_lazy(
        "Pain during the exercise was %(pain_during)s; the limit is %(limit_during)s. Ease a little."
    ),
    "H2": gettext_lazy(
        "Pain the next day was %(pain_next_day)s; the limit is %(limit_next_day)s. Stay at this level."
    ),
    "H3": gettext_lazy("Stay at this level until you reach %(gate_sets)s × %(gate_value)s in one session."),
    "H4": gettext_lazy("Stay at this level until the movement is in control with little effort."),
    "I1": gettext_lazy("%(qualifying)s of %(required)s good sessions so far."),
    "I2": gettext_lazy("Almost there: %(missing)s is still missing."),
    "H5": gettext_lazy("You have reached the top level. Keep it up."),
    "P1": gettext_lazy("Well done: %(required)s good sessions in a row. You move up."),
    "L1": gettext_lazy("More repetitions than the target: the load goes up."),
    "L2": gettext_lazy("Right on target. Keep the load."),
    "L3": gettext_lazy("Fewer repetitions than the target: the load goes down a little."),
    "L4": gettext_lazy("Pain was over 5, so the load goes down."),
    "L5": gettext_lazy("The next weight would be too big a step. Keep the load and add repetitions."),
    "L6": gettext_lazy("Keep the load until the last set is well over the range twice in a row."),
    "L7": gettext_lazy("The last set was well over the range twice in a row: the load goes up a little."),
    "L8": gettext_lazy("A new phase of the programme: fewer repetitions with more load."),
    "W1": gettext_lazy("A good week of walking. You move up one step."),
    "W2": gettext_lazy("Repeat this week: some walks were missing or shorter than planned."),
    "W-FLARE": gettext_lazy("During a flare-up nothing moves up. Take it easy."),
    "W-DELOAD": gettext_lazy("This is a lighter week. Nothing moves up."),
    "W-SIDE": gettext_lazy("This side waits for the other side to catch up."),
    "W-WORSE": gettext_lazy(
        "Pain has been rising over the last weeks, so nothing moves up until your therapist has looked."
    ),
    "W-LATE": gettext_lazy("A session that arrived late changes the picture, so this level stays for now."),
}

FOR_THERAPIST = {
    "S0": gettext_lazy("A stop is open."),
    "S1": gettext_lazy("A red flag was ticked (%(red_flags)s)."),
    "S2": gettext_lazy("Latest pain %(peak)s of 10 (severe from 8)."),
    "S3": gettext_lazy("The two latest bouts each had pain of 6 or more."),
    "S4": gettext_lazy("Third setback within 21 days."),
    "O1": gettext_lazy("Your override decided."),
    "R1": gettext_lazy("Latest pain %(peak)s of 10 (high from 6)."),
    "R2": gettext_lazy("The two latest bouts each broke the pain limit."),
    "R3": gettext_lazy("The two latest bouts reached under 75 %% of the dose with pain inside the limits."),
    "R4": gettext_lazy("No bout for 28 days or more."),
    "I3": gettext_lazy("No bout for 14 days or more; the old evidence has expired."),
    "H1": gettext_lazy("Pain during %(pain_during)s, limit %(limit_during)s."),
    "H2": gettext_lazy("Pain next day %(pain_next_day)s, limit %(limit_next_day)s."),
    "H3": gettext_lazy(
        "Dose not reached: %(gate_sets)s sets of at least %(gate_value)s in one session are needed."
    ),
    "H4": gettext_lazy("Control not given, or effort over the limit."),
    "I1": gettext_lazy("%(qualifying)s of %(required)s qualifying bouts."),
    "I2": gettext_lazy("Unknown: %(missing)s."),
    "H5": gettext_lazy("All criteria met at the top level: offer load, or review."),
    "P1": gettext_lazy("%(required)s qualifying bouts in a row."),
    "L1": gettext_lazy("First set over the RM target with pain inside the limits."),
    "L2": gettext_lazy("First set on target or one below."),
    "L3": gettext_lazy("First set two or more below target."),
    "L4": gettext_lazy("Pain during above 5."),
    "L5": gettext_lazy("The smallest load step is over 10 %%."),
    "L6": gettext_lazy("Two-for-two not met yet."),
    "L7": gettext_lazy("Two-for-two met: last set two or more over the range in two bouts running."),
    "L8": gettext_lazy("The programme week changes the RM target."),
    "W1": gettext_lazy("The week's walks were done and tolerated."),
    "W2": gettext_lazy("Fewer than 80 %% of the week's walks at 90 %% of their minutes."),
    "W-FLARE": gettext_lazy("All criteria met, but a flare-up is running."),
    "W-DELOAD": gettext_lazy("All criteria met, but this is a planned deload week."),
    "W-SIDE": gettext_lazy("All criteria met, but the sides may differ by one level at most."),
    "W-WORSE": gettext_lazy("All criteria met, but pain is rising over the weeks (E-WORSENING)."),
    "W-LATE": gettext_lazy("A late or corrected session would have held an earlier PROGRESS back."),
}

MISSING = {
    "pain_during": gettext_lazy("pain during the exercise"),
    "next_day": gettext_lazy("the answer the day after"),
    "usual_pain": gettext_lazy("your usual pain"),
    "set_values": gettext_lazy("what was done in each set"),
    "control_ok": gettext_lazy("whether the movement was in control"),
    "effort": gettext_lazy("how hard it was"),
}

CASELOAD_REASONS = {
    "no_plan": gettext_lazy("No plan yet."),
    "not_started": gettext_lazy("No session logged yet."),
    "well": gettext_lazy("All well."),
    "answer_missing": gettext_lazy("The next-day answer is missing; the question is still open."),
}


NTH = {2: gettext_lazy("second"), 3: gettext_lazy("third"), 4: gettext_lazy("fourth")}
COUNT = {2: gettext_lazy("two"), 3: gettext_lazy("three"), 4: gettext_lazy("four")}


class Dosed(Protocol):
    """Anything with a dose."""

    kind: str
    sets: int
    low: int
    high: int


DOSE_WORDS = {
    "reps": gettext_lazy("%(sets)s × %(range)s"),
    "hold": gettext_lazy("%(sets)s × %(range)s s"),
    "minutes": gettext_lazy("%(range)s min"),
    "flights": gettext_lazy("%(range)s flights of stairs"),
    "load_rm": gettext_lazy("%(sets)s sets to failure at about %(range)s repetitions"),
}


def in_language(code: str) -> Any:
    """A context in which sentences are said in this language."""
    return nullcontext() if code == translation.get_language() else translation.override(code)


def sentence(rule: str, facts: Mapping[str, Any], *, step: str = "", therapist: bool = False) -> str:
    """What decided, in one plain sentence, and what changes. A fact that is not known is said with a dash."""
    said = _template(rule, translation.get_language(), therapist=therapist) % _Known(facts)
    return f"{said} {_('Change: %(step)s.') % {'step': step}}" if step else said


@cache
def _template(rule: str, language: str | None, *, therapist: bool) -> str:  # noqa: ARG001  the key
    """The words of a rule in the language that is spoken now; a batch says each a hundred times."""
    return str((FOR_THERAPIST if therapist else FOR_PATIENT)[rule])


class _Known(dict[str, Any]):
    def __getitem__(self, key: str) -> Any:
        value = self.get(key)
        if key == "missing":
            return missing(value or ())
        return "–" if value is None else number(value)


def number(value: Any) -> Any:
    """Whole values without decimals."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def missing(items: Iterable[str]) -> str:
    """The missing items in words, each once."""
    return ", ".join(dict.fromkeys(str(MISSING.get(item, item)) for item in items)) or _("something")


def change(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """What a step changes, as a readable difference: a level with its new dose, or what differs in it."""
    parts = []
    doses = [dose(SimpleNamespace(**told)) for told in (before, after)]
    if before["level"] != after["level"]:
        parts.append(_("level %(before)s → %(after)s") % {"before": before["level"], "after": after["level"]})
        parts.append(doses[1])
    elif doses[0] != doses[1]:
        parts.append(f"{doses[0]} → {doses[1]}")
    if after["load_kg"] is not None and before["load_kg"] != after["load_kg"]:
        parts.append(_load_change(before["load_kg"], after["load_kg"]))
    return ", ".join(parts)


def _load_change(before: float | None, after: float) -> str:
    if before is None:
        return _("load %(after)s kg") % {"after": number(after)}
    return _("load %(before)s → %(after)s kg") % {"before": number(before), "after": number(after)}


def dose(dosed: Dosed) -> str:
    """“3 × 8–10” and its like."""
    span = str(dosed.low) if dosed.low == dosed.high else f"{dosed.low}–{dosed.high}"
    return str(DOSE_WORDS[dosed.kind]) % {"sets": dosed.sets, "range": span}


def more_sets(prescribed: int, needed: int) -> str:
    """What a gate asks for beyond the prescribed sets; empty when those are enough."""
    if needed <= prescribed:
        return ""
    said = ngettext(
        "Add a %(nth)s set to qualify for the next level.",
        "Add %(count)s more sets to qualify for the next level.",
        needed - prescribed,
    )
    more = needed - prescribed
    return said % {"nth": NTH.get(needed, f"{needed}th"), "count": COUNT.get(more, more)}


def band_advice(key: str) -> str:
    """What to do when pain is in this band."""
    return str(BAND_ADVICE[key])


def red_flag_questions() -> list[dict[str, str]]:
    """The warning signs to ask about before a session, in the order of the rulebook."""
    return [{"code": code, "question": str(question)} for code, question in RED_FLAG_QUESTIONS.items()]


def instruction(tier: str, plan_rule: str = "") -> str:
    """What to do now; `plan_rule` is the rule that halted one plan while the others go on."""
    return str(PLAN_STOP_INSTRUCTIONS[plan_rule] if plan_rule else TIER_INSTRUCTIONS[tier])


def sign_off(by: str, review_on: date) -> str:
    """Whether a clinician stands behind a programme, and when it is reviewed next."""
    said = _("Signed off by %(by)s.") % {"by": by} if by else _("Not yet signed off by a clinician.")
    return f"{said} {_('Next review: %(day)s.') % {'day': date_format(review_on, 'j F Y')}}"


def stop_reason(rule: str, red_flags: Iterable[str], exercise: str) -> str:
    """Why a stop is open, for the therapist's list."""
    flags = ", ".join(red_flags)
    if flags:
        return _("Red flag %(flags)s while doing %(exercise)s.") % {"flags": flags, "exercise": exercise}
    return f"{exercise}: {FOR_THERAPIST[rule] % _Known()}"


def caseload_reason(key: str, days: int = 0) -> str:
    """The one reason in words."""
    if key == "quiet":
        return ngettext("No session for %(days)s day.", "No session for %(days)s days.", days) % {
            "days": days
        }
    return str(CASELOAD_REASONS[key])
