"""What every call of the API shares: who asks, JSON in, JSON out, nothing cached by others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, TypeVar

import orjson
from pydantic import BaseModel
from rest_framework.authentication import SessionAuthentication
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import BaseParser
from rest_framework.permissions import IsAuthenticated
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from patients import access
from patients.models import Patient, Therapist
from tracker.api.problems import FieldProblem, Invalid
from tracker.api.reading import read
from tracker.api.strict_json import StrictJSONParser
from tracker.flows.refusal import Missing

Shape = TypeVar("Shape", bound=BaseModel)
NOTHING_HERE = "There is nothing here."


class CookieSession(SessionAuthentication):
    """Django's session with CSRF; signed out is 401, so that a phone knows to ask for a sign-in."""

    def authenticate_header(self, request: Request) -> str:
        return "Session"


class JSONOut(BaseRenderer):
    media_type = "application/json"
    format = "json"
    charset = None

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        return b"" if data is None else rendered(data)


class OnlyJSON(BaseContentNegotiation):
    """There is one form in and one form out, whatever a client says it prefers."""

    def select_parser(self, request: Request, parsers: Iterable[BaseParser]) -> BaseParser | None:
        media_type = (request.content_type or "").partition(";")[0].strip().lower()
        return next((parser for parser in parsers if parser.media_type == media_type), None)

    def select_renderer(
        self, request: Request, renderers: Iterable[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        renderer = next(iter(renderers))
        return renderer, str(renderer.media_type)


class Endpoint(APIView):
    """A call for signed-in people. A caller without the role that it needs finds nothing there."""

    authentication_classes = (CookieSession,)
    permission_classes = (IsAuthenticated,)
    parser_classes = (StrictJSONParser,)
    renderer_classes = (JSONOut,)
    content_negotiation_class = OnlyJSON
    metadata_class = None

    @property
    def default_response_headers(self) -> dict[str, str]:
        # Not Allow: it would tell a foreign record's 404 from an unknown address's.
        return {}

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        response.headers.setdefault("Cache-Control", "private, no-store")
        return super().finalize_response(request, response, *args, **kwargs)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        self.accept_address(request)

    def accept_address(self, request: Request) -> None:
        """Raise for an address that says more than this call understands."""
        if request.META.get("QUERY_STRING"):
            raise Invalid([FieldProblem(field="", message="This call takes no query parameters.")])


def rendered(answer: Any) -> bytes:
    """JSON as it goes out; decimals as numbers."""
    return orjson.dumps(answer, default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    raise TypeError(type(value).__name__)


def body(request: Request, shape: type[Shape]) -> Shape:
    """What was sent, in its shape; raises Invalid."""
    return read(shape, request.data)


def asking_patient(request: Request) -> Patient:
    """The patient who asks; raises Missing for anyone else."""
    if found := access.own_record(request.user):
        return found
    raise Missing(NOTHING_HERE)


def asking_therapist(request: Request) -> Therapist:
    """The therapist who asks; raises Missing for anyone else."""
    if found := access.therapist(request.user):
        return found
    raise Missing(NOTHING_HERE)


class Nowhere(Endpoint):
    """Every address that is none: the same answer as a record that is not yours."""

    schema = None

    def accept_address(self, request: Request) -> None:
        raise Missing(NOTHING_HERE)
