"""What the blocks of a Word document are set with: styles, lists, places to link to, and the width."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from csptui.outputs.document.model import Heading, Table, Terms
from csptui.outputs.document.word.xml import W, run, w

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

    from csptui.outputs.document.model import Block, Document
    from csptui.outputs.document.word.lists import Lists
    from csptui.outputs.document.word.styles import Styles
    from csptui.outputs.document.word.widths import Widths
    from csptui.outputs.document.word.xml import Node

_LONGEST_NAME = 30
_NOT_IN_NAMES = re.compile(r"[^0-9A-Za-z_]+")


class Places:
    """The places of a document that links lead to: bookmarks, by the anchors of the model."""

    def __init__(self, document: Document, body: _Element) -> None:
        held = list(body.iter(f"{W}bookmarkStart"))
        names = {(node.get(f"{W}name") or "").lower() for node in held}
        numbers = [int(number) for node in held if (number := node.get(f"{W}id") or "").isdecimal()]
        self._next = max(numbers, default=-1) + 1
        self._names: dict[str, str] = {}
        for anchor in _anchors(document.blocks()):
            if anchor not in self._names:
                self._names[anchor] = _unused(_NOT_IN_NAMES.sub("_", anchor)[:_LONGEST_NAME], names)
        self._open = set(self._names)

    def begin(self, anchor: str, node: Node) -> None:
        """Make the first paragraph that asks for it the place of an anchor."""
        if anchor not in self._open:
            return
        self._open.discard(anchor)
        node.insert(1, w("bookmarkStart", id=self._next, name=self._names[anchor]))
        node.append(w("bookmarkEnd", id=self._next))
        self._next += 1

    def linked(self, text: str, anchor: str, style: str) -> Node:
        """Give a text that leads to an anchor; plain text where there is no such place."""
        if anchor not in self._names:
            return run(text)
        return w("hyperlink", run(text, style), anchor=self._names[anchor], history=1)


@dataclass(frozen=True, slots=True)
class Setting:
    """What every block is set with; widths are in twentieths of a point."""

    styles: Styles
    lists: Lists
    places: Places
    widths: Widths
    width: int
    indent: int = 0
    dense: bool = False
    prose: str = "Normal"
    """The style of running text."""

    def inside(self, indent: int) -> Setting:
        """Give the setting of what is said to a word, which stands further in by `indent`."""
        return replace(
            self, width=self.width - indent, indent=self.indent + indent, prose="Report Definition"
        )


def _anchors(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Heading):
            yield block.anchor
        elif isinstance(block, Terms):
            yield from (term.anchor for term in block.terms)
        elif isinstance(block, Table):
            yield from (row.anchor for row in block.rows)


def _unused(wish: str, names: set[str]) -> str:
    """Give a bookmark's name: letters, digits and lines, 40 at most, in no case used before."""
    name, count = f"r_{wish}", 1
    while name.lower() in names:
        count += 1
        name = f"r_{wish}_{count}"
    names.add(name.lower())
    return name
