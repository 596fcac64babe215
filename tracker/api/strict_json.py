"""JSON as it should have been: one meaning for every body, and a bound on what reading it costs.

The standard parser takes duplicate keys (the last wins), NaN, lone surrogates and U+0000, and falls
over deep nesting; each of these is one clear 400 here (reliability.md 0.4, B.0.9).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import IO, Any, NoReturn

from django.http import UnreadablePostError
from rest_framework.exceptions import APIException, ParseError, UnsupportedMediaType
from rest_framework.parsers import BaseParser

MAX_BYTES = 256 * 1024
MAX_DEPTH = 8
MAX_NODES = 20_000  # a session of 30 exercises with 50 sets of 7 values each is some 13,000
PLAIN_PARAMETERS: tuple[dict[str, str], ...] = ({}, {"charset": "utf-8"})


class TooLarge(APIException):
    status_code = 413
    default_detail = f"Send at most {MAX_BYTES // 1024} KiB at once."
    default_code = "too-large"


class StrictJSONParser(BaseParser):
    """The one parser of the API: UTF-8, `application/json`, not compressed."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        """The values sent, numbers with a point as Decimal; ParseError, TooLarge or UnsupportedMediaType."""
        request = (parser_context or {})["request"]
        _refuse_other_media(request)
        return read_strictly(_body_of(stream))


def read_strictly(raw: bytes) -> Any:
    """The values in one JSON text. Raises ParseError, which never repeats what was sent."""
    if raw.startswith(b"\xef\xbb\xbf"):
        raise ParseError("Send JSON without a byte order mark.")
    try:
        text = raw.decode()
        found = json.loads(
            text, object_pairs_hook=_without_duplicates, parse_float=Decimal, parse_constant=_refuse_constant
        )
    except (ValueError, ArithmeticError, RecursionError):
        raise ParseError("The body is not valid JSON in UTF-8.") from None
    # Only an escape can write U+0000 or half a surrogate pair: the decoder refuses the raw ones.
    _refuse_excess(found, strings_too=b"\\u" in raw)
    return found


def _refuse_other_media(request: Any) -> None:
    content_type = request.META.get("CONTENT_TYPE", "")
    parameters = {name.lower(): value.lower() for name, value in request.content_params.items()}
    if request.META.get("HTTP_CONTENT_ENCODING") or parameters not in PLAIN_PARAMETERS or "," in content_type:
        raise UnsupportedMediaType("", "Send application/json in UTF-8, not compressed.")


def _body_of(stream: IO[bytes]) -> bytes:
    """Read no more than allowed, whatever the headers promised."""
    try:
        raw = stream.read(MAX_BYTES + 1)
    except UnreadablePostError:
        raise ParseError("The body did not arrive in full.") from None
    if len(raw) > MAX_BYTES:
        raise TooLarge
    return raw


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ParseError("A field is there twice. Send each once.")
    return found


def _refuse_constant(_name: str) -> NoReturn:
    raise ParseError("NaN and Infinity are not JSON.")


def _refuse_excess(found: Any, *, strings_too: bool) -> None:
    """Walk breadth first, level by level, so that depth needs no recursion."""
    level, depth, nodes = [found], 0, 0
    while level:
        nodes += len(level)
        if nodes > MAX_NODES:
            raise ParseError("The body has too many values.")
        if strings_too:
            _refuse_bad_text(level)
        level = [child for node in level for child in _children(node)]
        containers = any(isinstance(node, dict | list) for node in level)
        depth += 1
        if depth >= MAX_DEPTH and containers:
            raise ParseError(f"The body is nested deeper than {MAX_DEPTH} levels.")


def _children(node: Any) -> list[Any]:
    if isinstance(node, dict):
        return [*node.keys(), *node.values()]
    return node if isinstance(node, list) else []


def _refuse_bad_text(level: list[Any]) -> None:
    for node in level:
        if isinstance(node, str) and ("\0" in node or not _is_whole(node)):
            raise ParseError("Text may hold neither U+0000 nor half a surrogate pair.")


def _is_whole(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
