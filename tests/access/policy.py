"""Who may ask what: every address of the project, declared. An address that is not here fails the tests."""

from __future__ import annotations

from typing import Any, NamedTuple

from tests.access.stage import ANA, EVERYONE, NO_ONE, PATIENTS, SIGNED_IN, TESS, THERAPISTS
from tests.people import MONDAY

REASON = {"reason": "It is time"}
ENDED_AT = MONDAY.isoformat()
A_SESSION = {
    "performed_at": ENDED_AT,
    "timezone": "Europe/Copenhagen",
    "revision": 2,
    "exercises": [{"prescription": "{prescription_id}", "sets": []}],
}
AN_ANSWER = {"pain": 0, "reported_at": ENDED_AT}
A_PLAN = {
    "programme": "SMALL",
    "started_on": "2026-03-02",
    "sessions_per_week": 3,
    "choices": [{"ladder": "T-02", "level": 1}],
    "episode": "{episode}",
}


class Call(NamedTuple):
    """One method on one address, and who gets an answer; the others find nothing there."""

    method: str
    allowed: frozenset[str]
    body: Any = None


V1 = "api/v1/"
ONE = f"{V1}prescriptions/<uuid:prescription_id>/"
ADDRESSES: dict[str, list[Call]] = {
    "livez": [Call("GET", EVERYONE)],
    "readyz": [Call("GET", EVERYONE)],
    f"{V1}schema/": [Call("GET", EVERYONE)],
    f"{V1}docs/": [Call("GET", EVERYONE)],
    f"{V1}sessions/<str:client_id>/": [Call("GET", ANA), Call("PUT", ANA, A_SESSION)],
    f"{V1}sessions/<str:client_id>/next-day/": [Call("PUT", ANA, AN_ANSWER)],
    f"{V1}sync/": [Call("POST", PATIENTS, {"items": [None]})],
    f"{V1}today/": [Call("GET", PATIENTS)],
    f"{V1}caseload/": [Call("GET", THERAPISTS)],
    f"{V1}patients/<uuid:patient_id>/": [Call("GET", TESS)],
    f"{V1}patients/<uuid:patient_id>/plans/": [Call("GET", TESS), Call("POST", TESS, A_PLAN)],
    f"{V1}patients/<uuid:patient_id>/usual-pain/": [Call("POST", TESS, {"usual_pain": 3})],
    f"{ONE}decisions/": [Call("GET", ANA | TESS)],
    f"{ONE}override/": [Call("POST", TESS, {"verdict": "HOLD", **REASON})],
    f"{ONE}level/": [Call("POST", TESS, {"level": 2, **REASON})],
    f"{ONE}dose/": [Call("POST", TESS, {"sets": 2, **REASON})],
    f"{ONE}limits/": [Call("POST", TESS, {"pain_limit_during": 2, **REASON})],
    f"{ONE}mode/": [Call("POST", TESS, {"mode": "manual", **REASON})],
    f"{V1}decisions/<uuid:decision_id>/accept/": [Call("POST", TESS, REASON)],
    f"{V1}decisions/<uuid:decision_id>/decline/": [Call("POST", TESS, REASON)],
    f"{V1}stops/<uuid:stop_id>/clear/": [Call("POST", TESS, {"confirm": True, **REASON})],
    f"{V1}programmes/": [Call("GET", SIGNED_IN)],
    f"{V1}programmes/<str:code>/": [Call("GET", SIGNED_IN)],
    V1: [Call("GET", NO_ONE), Call("POST", NO_ONE, {})],
}
# The pages: a form is asked for, and then sent empty. Two say of an empty one that it is none of theirs.
PAGES: dict[str, list[Call]] = {
    "": [Call("GET", SIGNED_IN)],
    "sign-in/": [Call("GET", EVERYONE)],
    "sign-out/": [Call("POST", EVERYONE)],
    "today/": [Call("GET", PATIENTS)],
    "history/": [Call("GET", PATIENTS)],
    "plans/<uuid:plan>/session/": [Call("GET", ANA), Call("POST", NO_ONE)],
    "sessions/<uuid:client_id>/": [Call("GET", ANA)],
    "sessions/<uuid:client_id>/next-day/": [Call("GET", ANA), Call("POST", ANA)],
    "caseload/": [Call("GET", THERAPISTS)],
    "patients/<uuid:patient_id>/": [Call("GET", TESS)],
    "patients/<uuid:patient_id>/plans/new/": [Call("GET", TESS), Call("POST", TESS)],
    "patients/<uuid:patient_id>/usual-pain/": [Call("GET", TESS), Call("POST", TESS)],
    "decisions/<uuid:decision_id>/answer/": [Call("GET", TESS), Call("POST", TESS)],
    "stops/<uuid:stop_id>/clear/": [Call("GET", TESS), Call("POST", TESS)],
    "prescriptions/<uuid:prescription_id>/change/": [Call("GET", TESS), Call("POST", NO_ONE)],
}
