"""A page read for tests with the standard library's own reader: its elements, their places, and its text."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

from csptui.outputs.document.formats import Wanted
from csptui.outputs.document.web.writer import files

if TYPE_CHECKING:
    from csptui.outputs.document.model import Document

VOID = {"meta", "col", "br"}


class Page(HTMLParser):
    """The elements of a page in order, with their attributes; a tag not closed in its turn is noted."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.source = data.decode()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.unbalanced: list[str] = []
        self._open: list[str] = []
        self.feed(self.source)
        self.close()
        self.unbalanced += self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.unbalanced.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        if not self._open or self._open[-1] != "style":
            self.texts.append(data)

    def all(self, *tags: str) -> list[dict[str, str]]:
        """Give the attributes of every element with one of these tags."""
        return [given for tag, given in self.elements if tag in tags]

    @property
    def text(self) -> str:
        return "".join(self.texts)


def data_of(document: Document) -> bytes:
    """Give the bytes of a document's page."""
    (data,) = files(document, Wanted()).values()
    return data


def page_of(document: Document) -> Page:
    """Write a document and read it back."""
    return Page(data_of(document))
