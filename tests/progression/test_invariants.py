"""What must hold for every history, whatever it is."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from tests.progression.build import days
from tests.progression.histories import a_history
from tracker.progression.bouts import counted
from tracker.progression.cases import case_from_json, trim
from tracker.progression.decide import decide, decide_from
from tracker.progression.evidence import weigh
from tracker.progression.fingerprints import fingerprint
from tracker.progression.rules import the_dose_was_far_off_twice
from tracker.progression.terms import Case, Session, Verdict
from tracker.progression.timers import next_look_at
from tracker.progression.truth import TRUE

KINDNESS = {
    Verdict.PROGRESS: 0,
    Verdict.HOLD: 1,
    Verdict.INSUFFICIENT_EVIDENCE: 1,
    Verdict.REGRESS: 2,
    Verdict.STOP_AND_REVIEW: 3,
}


@st.composite
def cases(draw: st.DrawFn) -> Case:
    return case_from_json(a_history(draw(st.integers(0, 10**9))))


def worse(session: Session, by: float) -> Session:
    """Every rating that was given, raised; what was not said stays unsaid."""
    report = session.next_day
    return session._replace(
        pain_during=None if session.pain_during is None else min(10, session.pain_during + by),
        next_day=report and report._replace(pain=min(10, report.pain + by)),
        sets=tuple(s._replace(pain=None if s.pain is None else min(10, s.pain + by)) for s in session.sets),
    )


@given(cases())
def test_up_only_on_full_known_evidence(case: Case) -> None:
    evidence = weigh(case)
    truths = {
        truth for bout in evidence.run for truth in (bout.dose, bout.during, bout.next_day, bout.control)
    }

    if decide_from(evidence).rule in ("P1", "H5"):
        assert (len(evidence.run), truths) == (case.bouts_required, {TRUE})


@given(cases())
def test_never_up_on_silence(case: Case) -> None:
    unreported = tuple(session._replace(next_day=None) for session in case.sessions)
    case = case._replace(sessions=unreported, override=None)

    assert decide(case).verdict is not Verdict.PROGRESS


@given(cases(), st.floats(0.1, 10), st.integers(0, 10))
def test_more_pain_never_gives_a_kinder_verdict(case: Case, by: float, which: int) -> None:
    """But for R3: "too hard, no harm" asks for pain inside the limits; more pain makes it H1 or H2."""
    at = which % max(1, len(case.sessions))
    hurt = tuple(worse(s, by) if i == at else s for i, s in enumerate(case.sessions))

    kinder = KINDNESS[decide(case._replace(sessions=hurt)).verdict] < KINDNESS[decide(case).verdict]

    assert not kinder or the_dose_was_far_off_twice(weigh(case))


@given(cases(), st.floats(0.1, 10))
def test_more_pain_never_leads_up(case: Case, by: float) -> None:
    hurt = tuple(worse(session, by) for session in case.sessions)

    went_up = decide(case._replace(sessions=hurt)).verdict is Verdict.PROGRESS

    assert not went_up or decide(case).verdict is Verdict.PROGRESS


@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(case: Case, dice: Random) -> None:
    shuffled = list(case.sessions)
    dice.shuffle(shuffled)
    again = case._replace(sessions=tuple(shuffled))

    assert (decide(again), fingerprint(again)) == (decide(case), fingerprint(case))


@given(cases())
def test_the_stored_part_of_a_history_gives_the_same_decision(case: Case) -> None:
    stored = trim(case)

    assert decide(stored) == decide(case)
    assert fingerprint(stored) == fingerprint(case)
    assert len(stored.sessions) <= len(counted(case))


@given(cases())
def test_trimming_again_changes_nothing(case: Case) -> None:
    assert trim(trim(case)) == trim(case)


@given(cases(), st.floats(0, 1))
def test_until_the_next_look_time_changes_nothing(case: Case, share: float) -> None:
    due = next_look_at(case) or case.now + days(1000)
    later = case._replace(now=min(case.now + (due - case.now) * share, due - timedelta(microseconds=1)))

    assert decide(later) == decide(case)
    assert case.open_stop or fingerprint(later) == fingerprint(case)


@given(cases(), st.floats(-40, 40))
def test_equal_fingerprints_mean_equal_decisions(case: Case, later: float) -> None:
    again = case._replace(now=case.now + days(later))

    if fingerprint(again) == fingerprint(case):
        assert decide(again) == decide(case)


@given(cases())
def test_the_same_case_is_decided_the_same(case: Case) -> None:
    assert decide(case) == decide(case._replace(sessions=tuple(case.sessions)))
