"""Reads a finished file of Markdown and tells what would keep somebody from reading it.

Markdown has no place for a language, and none for the colours that a contrast is of: these two rules
cannot be read off it. A colour in HTML is a fault whatever it says, since a reader may drop it.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from csptui.outputs.document.access.fault import AccessRule, Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

MOST = 4_000_000
"""Bytes of a file that is read: a report of 500 indicators has an eighth of it."""
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_COLOURS = re.compile(r"(?:^|[;\s])(?:color|background(?:-color)?)\s*:", re.IGNORECASE)
_ATTRIBUTES = frozenset({"color", "bgcolor"})


def faults(data: bytes) -> list[Fault]:
    """Give what is wrong with a file, in the order of its lines."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return [_unreadable(f"byte {error.start:,}", "It is not UTF-8; write it again.")]
    if "\0" in text or len(data) > MOST:
        return [_unreadable("the file", "It holds what no text does; write it again.")]
    from markdown_it import MarkdownIt  # noqa: PLC0415 - heavy; read when a file is checked

    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(text)
    found = [*_headings(tokens), *_tables(tokens), *_html(tokens)]
    if not any(token.type == "heading_open" and token.tag == "h1" for token in tokens):
        found.insert(0, Fault(AccessRule.TITLE, "the file", "It has no heading of level 1; begin with one."))
    return found


def _unreadable(where: str, message: str) -> Fault:
    return Fault(AccessRule.UNREADABLE, where, message)


def _at(token: Token) -> str:
    return "the file" if token.map is None else f"line {token.map[0] + 1:,}"


def _headings(tokens: Sequence[Token]) -> Iterator[Fault]:
    """Find headings that go down by more than one level; the first may have any but what `title` says."""
    last = 1
    for token in tokens:
        if token.type != "heading_open":
            continue
        level = int(token.tag[1:])
        if level > last + 1:
            told = f"A heading of level {level} follows one of level {last}; give it level {last + 1}."
            yield Fault(AccessRule.HEADING_ORDER, _at(token), told)
        last = level


def _tables(tokens: Sequence[Token]) -> Iterator[Fault]:
    """Find heads of columns that say nothing, and pictures without words."""
    head = ""
    line: Token | None = None
    for token in tokens:
        if token.type == "tr_open":
            line = token
        head = "th" if token.type == "th_open" else "" if token.type == "th_close" else head
        if token.type != "inline":
            continue
        if head and not _said(token):
            where = _at(line or token)
            yield Fault(AccessRule.HEADER_ROW, where, "A column has an empty head; name the column.")
        for child in token.children or ():
            if child.type == "image" and not child.content.strip():
                told = "A picture has no text in its place; describe it between the square brackets."
                yield Fault(AccessRule.ALTERNATIVE_TEXT, _at(token), told)


def _said(token: Token) -> bool:
    return any(child.content.strip() for child in token.children or () if child.type != "html_inline")


def _html(tokens: Sequence[Token]) -> Iterator[Fault]:
    """Find in HTML: colours, pictures without words, tables without heads."""
    for token in tokens:
        inner = (token.children or ()) if token.type == "inline" else (token,)
        for one in inner:
            if one.type in {"html_inline", "html_block"}:
                reader = _Tags()
                # Python's reader stops at declarations that it does not know; none of them is looked for.
                reader.feed(_COMMENT.sub("", one.content).replace("<!", ""))
                for rule, told in reader.found:
                    yield Fault(rule, _at(token), told)


class _Tags(HTMLParser):
    """Looks at the tags of a piece of HTML."""

    def __init__(self) -> None:
        """Begin with nothing found."""
        super().__init__()
        self.found: list[tuple[AccessRule, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one tag."""
        held = {name: value or "" for name, value in attrs}
        if held.keys() & _ATTRIBUTES or _COLOURS.search(held.get("style", "")) is not None:
            told = "A tag sets a colour, which Markdown need not show; say it in words and drop the tag."
            self.found.append((AccessRule.COLOUR_ALONE, told))
        if tag == "img" and not held.get("alt", "").strip():
            self.found.append(
                (AccessRule.ALTERNATIVE_TEXT, "A picture has no text in its place; give it alt.")
            )
        if tag == "table":
            told = "A table is in HTML, whose heads cannot be trusted here; write it with pipes."
            self.found.append((AccessRule.HEADER_ROW, told))
