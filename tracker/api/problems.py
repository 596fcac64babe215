"""Every error in one shape: RFC 9457 problem+json that names the field and never repeats the value."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Annotated, Any, NamedTuple

from django.core.exceptions import (
    BadRequest,
    ObjectDoesNotExist,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
)
from django.db import DataError, IntegrityError, InterfaceError, OperationalError
from django.http import Http404, UnreadablePostError
from pydantic import BaseModel, Field
from rest_framework.exceptions import APIException
from rest_framework.response import Response

from tracker.flows.refusal import Conflict, Missing, Refusal

log = logging.getLogger(__name__)
MEDIA_TYPE = "application/problem+json"
RETRY_AFTER_SECONDS = "5"


class FieldProblem(BaseModel):
    """`field` is a path such as `exercises[0].sets[2].reps`; empty when the body as a whole is meant."""

    field: str
    message: str


class Problem(BaseModel):
    """What was wrong, in words for the person who asked (RFC 9457)."""

    type: Annotated[str, Field(pattern="^urn:stepwise:[a-z-]+$")]
    title: str
    status: Annotated[int, Field(ge=400, le=599)]
    detail: str
    errors: list[FieldProblem]


class Invalid(Exception):
    """The body is JSON but not what this call takes."""

    def __init__(self, errors: Sequence[FieldProblem]) -> None:
        super().__init__("invalid")
        self.errors = errors


class Told(NamedTuple):
    """A problem before it becomes a response."""

    status: int
    code: str
    detail: str
    errors: tuple[FieldProblem, ...] = ()


NOTHING_HERE = Told(404, "missing", "There is nothing here.")
TOLD_BY_STATUS = {
    401: Told(401, "signed-out", "Sign in first."),
    403: Told(403, "forbidden", "The request carries no valid CSRF token."),
    404: NOTHING_HERE,
    405: Told(405, "method", "This address does not take this method."),
    413: Told(413, "too-large", "The body is too large."),
    415: Told(415, "media-type", "Send application/json in UTF-8, not compressed."),
    500: Told(500, "fault", "Something went wrong on our side. Nothing was changed; send it again later."),
    503: Told(
        503, "unavailable", "The database cannot be reached. Nothing was changed; send it again later."
    ),
}
STATUS_OF_ERROR: dict[type[Exception], int] = {
    Http404: 404,
    ObjectDoesNotExist: 404,
    PermissionDenied: 403,
    RequestDataTooBig: 413,
    OperationalError: 503,
    InterfaceError: 503,
}
UNREADABLE = (SuspiciousOperation, BadRequest, UnreadablePostError, DataError)


def problem_response(error: Exception, context: Mapping[str, Any]) -> Response:
    """DRF's exception handler: whatever went wrong, one problem; an unforeseen fault is logged."""
    told = tell(error)
    if told is None:
        log.error("fault in %s", type(context.get("view")).__name__, exc_info=error)
        told = TOLD_BY_STATUS[500]
    response = respond(told)
    if told.status == HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = "Session"
    if told.status == HTTPStatus.METHOD_NOT_ALLOWED:
        response["Allow"] = ", ".join(
            method for method in context["view"].allowed_methods if method != "OPTIONS"
        )
    if told.status == HTTPStatus.SERVICE_UNAVAILABLE:
        response["Retry-After"] = RETRY_AFTER_SECONDS
    return response


def tell(error: Exception) -> Told | None:
    """What to say about an error that has an answer; None for one that nobody foresaw."""
    if isinstance(error, Invalid):
        return Told(400, "invalid", "Some fields cannot be taken.", tuple(error.errors))
    if isinstance(error, Refusal):
        return _tell_refusal(error)
    if isinstance(error, APIException):
        return _tell_api_error(error)
    if isinstance(error, IntegrityError):
        return Told(
            409, "conflict", "Something else changed this at the same moment. Look at it as it is now."
        )
    if isinstance(error, UNREADABLE) and not isinstance(error, RequestDataTooBig):
        return Told(400, "malformed", "The request cannot be read.")
    return next(
        (TOLD_BY_STATUS[status] for kind, status in STATUS_OF_ERROR.items() if isinstance(error, kind)), None
    )


def _tell_refusal(error: Refusal) -> Told:
    errors = (FieldProblem(field=error.field, message=error.message),) if error.field else ()
    if isinstance(error, Missing):
        return NOTHING_HERE._replace(errors=errors)
    return Told(409 if isinstance(error, Conflict) else 400, error.code, error.message, errors)


def _tell_api_error(error: APIException) -> Told:
    status = error.status_code
    if status == HTTPStatus.BAD_REQUEST:
        return Told(400, "malformed", str(error.detail))
    return TOLD_BY_STATUS.get(status) or Told(status, "refused", "This cannot be done.")


def respond(told: Told) -> Response:
    return Response(as_json(told), status=told.status, content_type=MEDIA_TYPE)


def as_json(told: Told) -> dict[str, Any]:
    """The members of a problem, in RFC 9457's order."""
    return {
        "type": f"urn:stepwise:{told.code}",
        "title": HTTPStatus(told.status).phrase,
        "status": told.status,
        "detail": told.detail,
        "errors": [error.model_dump() for error in told.errors],
    }
