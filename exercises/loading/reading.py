"""Read one programme file into plain values, and remember the line of each of them.

A small, unambiguous YAML: `no` is text and not false, `010` is text and not eight, `1:30` is text
and not ninety. Anchors, aliases, tags and second documents are refused before anything is built,
so that neither a bomb nor a Python object can come in with a file.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

import yaml

from exercises.loading.problems import Problem, Spot

MOST_BYTES = 512 * 1024
DEEPEST = 12

Value = str | int | bool | Decimal | date | None | list["Value"] | dict[str, "Value"]


class FormLoader(yaml.SafeLoader):
    """PyYAML's parser with only the plain scalars of the form: true/false, null, 12, 0.5, 2026-11-21."""

    yaml_implicit_resolvers = {}


def _resolve(tag: str, pattern: str, first: str) -> None:
    FormLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), list(first))


_resolve("bool", r"(?:true|false)\Z", "tf")
_resolve("null", r"(?:null|~|)\Z", "n~")
FormLoader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"\Z"), [""])
_resolve("int", r"-?(?:0|[1-9][0-9]{0,8})\Z", "-0123456789")
_resolve("float", r"-?(?:0|[1-9][0-9]{0,8})\.[0-9]{1,9}\Z", "-0123456789")
_resolve("timestamp", r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z", "0123456789")


@dataclass
class Document:
    """The values of a file and the line (from 1) of each, by path; `problems` when it cannot be read."""

    file: str
    value: Value = None
    lines: dict[Spot, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def complain(self, line: int, name: str, reason: str) -> None:
        self.problems.append(Problem(self.file, line, name, reason))

    def line_of(self, path: Spot) -> int:
        """The line of `path`, or of the nearest entry around it that the file does contain."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read(path: Path) -> Document:
    document = Document(str(path))
    text = _text_of(path, document)
    if document.problems:
        return document
    _refuse_tabs(text, document)
    if not document.problems:
        _parse(text, document)
    return document


def _text_of(path: Path, document: Document) -> str:
    try:
        with path.open("rb") as stream:
            raw = stream.read(MOST_BYTES + 1)
    except OSError as error:
        document.complain(1, "file", f"cannot be read: {error.strerror}")
        return ""
    if len(raw) > MOST_BYTES:
        document.complain(1, "file", f"is larger than {MOST_BYTES // 1024} KiB")
        return ""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        document.complain(raw[: error.start].count(b"\n") + 1, "file", "is not UTF-8 text")
        return ""


def _refuse_tabs(text: str, document: Document) -> None:
    for number, line in enumerate(text.split("\n"), start=1):
        indent = line[: len(line) - len(line.lstrip())]
        if "\t" in indent:
            document.complain(number, "indentation", "holds a tab; indent with spaces")


def _parse(text: str, document: Document) -> None:
    try:
        _refuse_what_the_form_does_not_use(text, document)
        if document.problems:
            return
        root = yaml.compose(text, Loader=FormLoader)
    except yaml.reader.ReaderError as error:
        document.complain(text[: error.position].count("\n") + 1, "file", "holds a control character")
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        document.complain(_line(mark), "file", f"is not YAML: {error.problem}")
    else:
        if root is None:
            document.complain(1, "file", "is empty")
        else:
            document.value = _value_of(root, (), document)


def _refuse_what_the_form_does_not_use(text: str, document: Document) -> None:
    depth = documents = 0
    for event in yaml.parse(text, Loader=FormLoader):
        line = _line(event.start_mark)
        documents += isinstance(event, yaml.DocumentStartEvent)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        for name, reason in _unused(event):
            document.complain(line, name, reason)
        if documents > 1:
            document.complain(line, "---", "begins a second document; one file holds one programme")
            return
        if depth > DEEPEST:
            document.complain(line, "file", f"is nested deeper than {DEEPEST}")
            return


def _line(mark: object) -> int:
    # PyYAML's marks are of two classes, one from C; the parser may also have none.
    return int(getattr(mark, "line", 0)) + 1


def _unused(event: yaml.Event) -> Iterator[tuple[str, str]]:
    anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
    if isinstance(event, yaml.AliasEvent):
        yield f"*{anchor}", "aliases are not allowed; write the value out"
    elif anchor:
        yield f"&{anchor}", "anchors are not allowed"
    if tag:
        yield str(tag), "tags are not allowed"


def _value_of(node: yaml.Node, path: Spot, document: Document) -> Value:
    document.lines.setdefault(path, _line(node.start_mark))
    if isinstance(node, yaml.SequenceNode):
        return [_value_of(item, (*path, at), document) for at, item in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        return _mapping_of(node, path, document)
    return _scalar_of(node, path, document)


def _mapping_of(node: yaml.MappingNode, path: Spot, document: Document) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for key, value in node.value:
        line = _line(key.start_mark)
        name = str(key.value) if isinstance(key, yaml.ScalarNode) else "key"
        if not isinstance(key, yaml.ScalarNode):
            document.complain(line, name, "must be a single word")
        elif name in values:
            document.complain(line, name, f"is written twice; first on line {document.lines[*path, name]}")
        else:
            document.lines[*path, name] = line
            values[name] = _value_of(value, (*path, name), document)
    return values


def _scalar_of(node: yaml.Node, path: Spot, document: Document) -> Value:
    text = str(node.value)
    match node.tag.rpartition(":")[2]:
        case "bool":
            return text == "true"
        case "null":
            return None
        case "int":
            return int(text)
        case "float":
            return Decimal(text)
        case "timestamp":
            return _day_of(text, path, document)
    return text


def _day_of(text: str, path: Spot, document: Document) -> Value:
    try:
        return date.fromisoformat(text)
    except ValueError:
        document.complain(document.line_of(path), str(path[-1]), "is no day of the calendar")
        return text
