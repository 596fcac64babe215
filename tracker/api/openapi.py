"""Pydantic writes JSON Schema 2020; OpenAPI 3.0 says null, constants and examples in its own way."""

from __future__ import annotations

from typing import Any

NULL = {"type": "null"}
Node = Any


def in_openapi_3_0(result: Node, **_given: Any) -> Node:
    """drf-spectacular's last step: the whole schema in the words of 3.0."""
    if isinstance(result, list):
        return [in_openapi_3_0(entry) for entry in result]
    if not isinstance(result, dict):
        return result
    said = {name: in_openapi_3_0(value) for name, value in result.items()}
    return _example(_constant(_nullable(said)))


def _nullable(node: dict[str, Node]) -> dict[str, Node]:
    choices = node.get("anyOf")
    if not isinstance(choices, list) or NULL not in choices:
        return node
    left = [choice for choice in choices if choice != NULL]
    rest = {name: value for name, value in node.items() if name != "anyOf"}
    if len(left) > 1:
        return {**rest, "anyOf": left, "nullable": True}
    only = {"allOf": left} if "$ref" in left[0] else dict(left[0])
    if "enum" in only:
        only["enum"] = [*only["enum"], None]
    return {**only, **rest, "nullable": True}


def _constant(node: dict[str, Node]) -> dict[str, Node]:
    """Only a schema has a constant; a property may be called so."""
    if "const" not in node or isinstance(node["const"], dict):
        return node
    return {**{name: value for name, value in node.items() if name != "const"}, "enum": [node["const"]]}


def _example(node: dict[str, Node]) -> dict[str, Node]:
    if not isinstance(node.get("examples"), list):
        return node
    first, *_ = node["examples"]
    return {**{name: value for name, value in node.items() if name != "examples"}, "example": first}
