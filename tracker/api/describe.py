"""Say in the schema what a call does: what it takes, what it answers, and how it refuses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from pydantic import BaseModel

from tracker.api.fields import MADE_BY_CLIENT
from tracker.api.problems import MEDIA_TYPE, Problem

View = TypeVar("View", bound=Callable[..., Any])
ALWAYS = (400, 401, 404, 503)
WITH_BODY = (403, 413, 415)
MEANING = {
    400: "The request makes no sense as it stands; the wrong fields are named.",
    401: "Nobody is signed in.",
    403: "The CSRF token is missing.",
    404: "There is no such thing, or it is not yours to see: the answer is the same.",
    409: "Something else is stored already; nothing was overwritten.",
    413: "The body is over 256 KiB.",
    415: "The body is not application/json in UTF-8.",
    503: "The database cannot be reached; nothing was changed.",
}
CLIENT_ID = OpenApiParameter(
    "client_id",
    {"type": "string", "pattern": MADE_BY_CLIENT},
    OpenApiParameter.PATH,
    description="The session's id, made by the client: a UUID of version 4 or 7 in lower case.",
    required=True,
)


def call(
    name: str,
    summary: str,
    answers: dict[int, type[BaseModel] | None],
    *,
    takes: type[BaseModel] | None = None,
    refuses: tuple[int, ...] = (),
    parameters: tuple[OpenApiParameter, ...] = (),
) -> Callable[[View], View]:
    """Describe one method of an endpoint; its docstring becomes the description."""
    told = {status: _answer(shape) for status, shape in answers.items()}
    writes = WITH_BODY if takes else ()
    problems = {(status, MEDIA_TYPE): _problem(status) for status in sorted({*ALWAYS, *writes, *refuses})}
    return extend_schema(
        operation_id=name,
        summary=summary,
        request={"application/json": takes} if takes else None,
        responses={**told, **problems},
        parameters=list(parameters),
        tags=[name.partition("_")[0]],
    )


def _answer(shape: type[BaseModel] | None) -> OpenApiResponse:
    return OpenApiResponse(
        shape, description=(shape.__doc__ or "").strip() if shape else "Nothing has changed."
    )


def _problem(status: int) -> OpenApiResponse:
    return OpenApiResponse(Problem, description=MEANING[status])
