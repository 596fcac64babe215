"""One case in, one decision out. Same case, same decision, on any machine and at any time."""

from __future__ import annotations

from .evidence import Evidence, weigh
from .rules import RULES
from .terms import Case, Decision, Verdict


def decide(case: Case) -> Decision:
    """The main table (C2) with its exact readings (C2b)."""
    return decide_from(weigh(case))


def decide_from(evidence: Evidence) -> Decision:
    """For callers that need the evidence again, for its fingerprint or its explanation."""
    rule = next(rule for rule in RULES if rule.applies(evidence))
    return Decision(rule.verdict or overriding_verdict(evidence), rule.code)


def overriding_verdict(evidence: Evidence) -> Verdict:
    """Raises ValueError where nobody overrode: O1 applies only with an override."""
    if evidence.case.override is None:
        raise ValueError("no override")
    return evidence.case.override.verdict
