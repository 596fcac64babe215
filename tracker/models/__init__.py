from tracker.models.alert import Alert
from tracker.models.decision import DecisionAnswer, Override, ProgressionDecision, Stop
from tracker.models.plan import LimitChange, Plan, PlanPause, Prescription
from tracker.models.session import ExerciseLog, NextDayReport, SessionLog, SessionRevision, SetLog

__all__ = [
    "Alert",
    "DecisionAnswer",
    "ExerciseLog",
    "LimitChange",
    "NextDayReport",
    "Override",
    "Plan",
    "PlanPause",
    "Prescription",
    "ProgressionDecision",
    "SessionLog",
    "SessionRevision",
    "SetLog",
    "Stop",
]
