"""What a person finds on a page: its words, and its fields with what stands in them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html.parser import HTMLParser
from typing import Any

from tracker.models import Prescription

SILENT = {"script", "style", "svg", "title"}


class Reader(HTMLParser):
    """Collects the visible words and every control."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.controls: list[dict[str, str | None]] = []
        self.links: list[str] = []
        self._silent = 0
        self._area: dict[str, str | None] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self._silent += tag in SILENT
        if tag in {"input", "textarea", "select", "button"}:
            self.controls.append({"tag": tag, **told})
        if tag == "textarea":
            self._area = self.controls[-1]
        if tag == "a" and told.get("href"):
            self.links.append(str(told["href"]))

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in SILENT
        if tag == "textarea":
            self._area = None

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self._area["value"] = data.removeprefix("\n")
        if not self._silent:
            self.words.append(data)


def read(response: Any) -> Reader:
    reader = Reader()
    reader.feed(response.content.decode())
    return reader


def words(response: Any) -> str:
    """All that is written on the page, in one line."""
    return re.sub(r"\s+", " ", " ".join(read(response).words)).replace(" .", ".").strip()


def links(response: Any) -> list[str]:
    return read(response).links


def values(response: Any, name: str) -> list[str | None]:
    """What stands in the fields of this name; of radio buttons and boxes only what is chosen."""
    found = [control for control in read(response).controls if control.get("name") == name]
    return [
        control.get("value")
        for control in found
        if control.get("type") not in {"radio", "checkbox"} or "checked" in control
    ]


def sheet(prescriptions: Iterable[Prescription], response: Any, **answers: Any) -> dict[str, Any]:
    """A session form as a browser sends it: its hidden fields, and the same answers for each exercise."""
    hidden = {
        name: values(response, name)[0]
        for name in ("client_id", "revision", "performed_at_0", "performed_at_1")
    }
    listed = list(prescriptions)
    answered = {f"{each.pk.hex}-{name}": value for each in listed for name, value in answers.items()}
    return {"prescription": [str(each.pk) for each in listed], "note": "", **hidden, **answered}
