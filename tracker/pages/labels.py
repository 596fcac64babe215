"""Short words for codes, as labels on pages. Clinical sentences are in tracker/wording.py."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Labels = Mapping[str, "Promise | str"]

SIDE: Labels = {"left": _("Left"), "right": _("Right"), "both": _("Both sides"), "alike": _("Left and right")}
REGION: Labels = {"hip": _("Hip"), "knee": _("Knee"), "low_back": _("Low back")}
PAIN_SIDES: Labels = {
    "left": _("left"),
    "right": _("right"),
    "both": _("both sides"),
    "central": _("central"),
}
UNIT: Labels = {
    "reps": _("repetitions"),
    "hold": _("seconds"),
    "minutes": _("minutes"),
    "flights": _("flights"),
    "load_rm": _("repetitions"),
}
VERDICT: Labels = {
    "PROGRESS": _("Step up"),
    "HOLD": _("Stay"),
    "REGRESS": _("Step down"),
    "INSUFFICIENT_EVIDENCE": _("Not enough known"),
    "STOP_AND_REVIEW": _("Stopped for review"),
}
EFFECT: Labels = {
    "none": _("Nothing changes"),
    "moved": _("Changed at once"),
    "proposed": _("Proposed to the therapist"),
    "informed": _("Therapist informed"),
    "stopped": _("Exercise stopped"),
}
MODE: Labels = {
    "automatic": _("Automatic: steps up by itself"),
    "propose": _("Propose: waits for your answer"),
    "manual": _("Manual: only tells you"),
}
CHANGED: Labels = {
    "level": _("Another level"),
    "dose": _("Another dose"),
    "limits": _("Other limits"),
    "mode": _("Another mode"),
}
NEED: Labels = {
    "red_flag": _("Red flag"),
    "stop": _("Stopped"),
    "pain": _("Pain over the limit"),
    "answer": _("Waits for your answer"),
    "look": _("Have a look"),
    "ask": _("Awaited"),
    "quiet": _("Gone quiet"),
    "well": _("All well"),
    "no_plan": _("No plan"),
}
TIER: Labels = {
    "EMERGENCY": _("Emergency"),
    "URGENT": _("Urgent: same day"),
    "REVIEW": _("Review within two days"),
}
BAND: Labels = {
    "safe": _("Safe"),
    "acceptable": _("Acceptable"),
    "amber": _("Over your limit"),
    "high": _("High"),
    "severe": _("Severe"),
}
CRITERION: Labels = {
    "during": _("Pain during"),
    "next_day": _("Pain next day"),
    "dose": _("Sets that reached the dose"),
    "control": _("In control, effort"),
}
TRUTH: Labels = {"TRUE": _("met"), "FALSE": _("not met"), "UNKNOWN": _("unknown")}
REPORT: Labels = {
    "PENDING": _("awaited"),
    "MISSING": _("never came"),
    "TOO_EARLY": _("given too early to count"),
    "ON_TIME": _("on time"),
    "LATE_ACCEPTED": _("late, still counts"),
    "TOO_LATE": _("too late to count"),
    "FAIL": _("pain of 6 or more"),
}
MISSING: Labels = {
    "pain_during": _("Pain during the exercise"),
    "next_day": _("The answer the day after"),
    "usual_pain": _("The usual pain to compare with"),
    "set_values": _("What was done in each set"),
    "control_ok": _("Whether the movement was in control"),
    "effort": _("How hard it was"),
}
WOULD_CHANGE: Labels = {
    "clinician_clears_stop": _("A clinician clears the stop"),
    "override_ends": _("The override ends"),
    "high_pain_after_override": _("Pain of 6 or more after the override"),
    "clean_bouts_at_easier_level": _("Good sessions at the easier level"),
    "new_bouts_at_this_level": _("New sessions at this level"),
    "bouts_with_less_pain": _("Sessions with less pain"),
    "bouts_with_less_pain_next_day": _("Sessions with less pain the day after"),
    "bouts_with_full_dose": _("Sessions with the full dose"),
    "bouts_with_control": _("Sessions in control with little effort"),
    "more_bouts": _("More sessions"),
    "missing_items": _("The missing answers, while they can still be given"),
    "load_or_review": _("A load, or a review by the therapist"),
}
TEMPO: Labels = {
    "up": _("up: %(value)s"),
    "up_seconds": _("up in %(value)s s"),
    "pause_seconds": _("pause for %(value)s s"),
    "down_seconds": _("down in %(value)s s"),
}
LABELS: Mapping[str, Labels] = {
    "side": SIDE,
    "region": REGION,
    "pain_sides": PAIN_SIDES,
    "unit": UNIT,
    "verdict": VERDICT,
    "effect": EFFECT,
    "mode": MODE,
    "changed": CHANGED,
    "need": NEED,
    "tier": TIER,
    "band": BAND,
    "criterion": CRITERION,
    "truth": TRUTH,
    "report": REPORT,
    "missing": MISSING,
    "would_change": WOULD_CHANGE,
}
