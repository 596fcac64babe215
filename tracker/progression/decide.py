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
    for code, applies, verdict in RULES:
        if applies(evidence):
            return Decision(verdict or overriding_verdict(evidence), code)
    raise AssertionError("the last rule always applies")


def overriding_verdict(evidence: Evidence) -> Verdict:
    override = evidence.case.override
    assert override is not None, "O1 applies only with an override"
    return override.verdict
