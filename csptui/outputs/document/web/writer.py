"""The document as a web page: one file without script, and without anything from elsewhere.

Every text of the data goes through `show` and is escaped on its way out, whatever a template does with it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from csptui.domain.shown import show
from csptui.outputs.document.formats import stem
from csptui.outputs.document.model import SENSITIVE, Align, Heading, Paragraph, Table, Terms, plain
from csptui.outputs.document.palette import (
    ACCENT,
    HAIRLINE,
    PAPER,
    QUIET,
    RATINGS,
    STRIPE,
    TEXT,
    WARNING,
)
from csptui.outputs.document.svg.drawing import NARROW, WIDE, svg_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from csptui.outputs.document.formats import Wanted
    from csptui.outputs.document.model import Block, Cell, Chart, Column, Document, Part, Term

_NOT_IN_IDS = re.compile(r"[^A-Za-z0-9_-]+")
_SHORT, _WORD = 8, 24
_BROAD, _LONG, _BRIEF = 5, 12, 100
"""Columns that scroll on a narrow screen, rows that may go over a page, and letters that are few."""


def files(document: Document, wanted: Wanted) -> Mapping[str, bytes]:
    """Write the page; a template of Word's is nothing to it."""
    del wanted
    page = _environment().get_template("page.html").render(document=document, setting=_setting(document))
    return {f"{stem(document)}.html": page.encode()}


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("csptui.outputs.document.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        finalize=_shown,
    )
    made.globals.update(
        text=TEXT,
        quiet=QUIET,
        paper=PAPER,
        accent=ACCENT,
        hairline=HAIRLINE,
        stripe=STRIPE,
        sensitive=SENSITIVE,
        warning=WARNING,
        ratings=RATINGS,
    )
    return made


def _shown(value: object) -> object:
    """Show every text of the data; what the templates made themselves has been through here."""
    return show(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@dataclass(slots=True)
class _Setting:
    """What one page needs beyond the model: ids that stand once each, levels of headings, and drawings."""

    ids: Mapping[str, str]
    given: set[str] = field(default_factory=set)
    level: int = 1
    shift: int = 0
    count: int = 0

    def part(self, part: Part) -> str:
        """Begin a part, and give its id; one without a heading of its own is the title's."""
        first = part.blocks[0] if part.blocks else None
        self.shift = 1 if isinstance(first, Heading) and first.level == 1 else 0
        return self.ids[part.id]

    def heading(self, heading: Heading) -> int:
        """Give the level of a heading below the title, which is the first; none is ever skipped."""
        self.level = min(max(heading.level + self.shift, 2), self.level + 1, 6)
        return self.level

    def here(self, anchor: str) -> str:
        """Give the id of a place, once: where an anchor stands twice, the first is the place."""
        made = self.ids.get(anchor, "")
        if not made or made in self.given:
            return ""
        self.given.add(made)
        return made

    def target(self, anchor: str) -> str:
        """Give the id that a link leads to, or nothing where the document has no such place."""
        return self.ids.get(anchor, "")

    def next_id(self, begins: str) -> str:
        """Give an id that nothing else has."""
        self.count += 1
        return f"{begins}.{self.count}"

    def drawings(self, chart: Chart) -> tuple[tuple[str, Markup], ...]:
        """Draw a chart for a page and for a narrow screen, of which a style sheet shows one."""
        return tuple(
            (name, Markup(svg_of(chart, name=self.next_id("chart"), width=width)))  # noqa: S704 - escaped there
            for name, width in (("wide", WIDE), ("narrow", NARROW))
        )

    @staticmethod
    def kind(block: Block) -> str:
        """Tell what a block is."""
        return type(block).__name__.casefold()

    @staticmethod
    def shares(table: Table) -> tuple[str, ...]:
        """Give the width of each column in per cent."""
        whole = sum(column.share for column in table.columns) or 1.0
        return tuple(f"{100 * column.share / whole:.2f}%" for column in table.columns)

    @staticmethod
    def cell(cell: Cell, column: Column) -> str:
        """Name how a cell is set: its side, whether on one line, and whether broken within words."""
        names = ["right"] if column.align is Align.RIGHT else []
        if len(cell.text) <= _SHORT:
            names.append("tight")
        if any(len(word) > _WORD for text in (cell.text, cell.detail) for word in text.split()):
            names.append("loose")
        return " ".join(names)

    @staticmethod
    def shape(table: Table) -> str:
        """Tell whether a table is too broad for a narrow screen, and whether it stays on one page."""
        length = "" if len(table.rows) > _LONG else " whole"
        return f"{'broad' if len(table.columns) >= _BROAD else 'slim'}{length}"

    @staticmethod
    def brief(terms: tuple[Term, ...]) -> bool:
        """Whether words and what is said to them are so short that they are set side by side."""
        blocks = [term.blocks[0] for term in terms if len(term.blocks) == 1 and term.mark is None]
        return len(blocks) == len(terms) >= _BROAD and all(
            isinstance(block, Paragraph) and len(plain(block.spans)) <= _BRIEF for block in blocks
        )


def _setting(document: Document) -> _Setting:
    """Give each anchor an id of its own, which needs no escaping in a link."""
    ids: dict[str, str] = {}
    taken: set[str] = {"content", "contents", "title"}
    for anchor in _anchors(document):
        if anchor in ids:
            continue
        made = base = _NOT_IN_IDS.sub("-", anchor).strip("-") or "place"
        more = 2
        while made in taken:
            made, more = f"{base}-{more}", more + 1
        taken.add(made)
        ids[anchor] = made
    return _Setting(ids)


def _anchors(document: Document) -> Iterator[str]:
    """Give every anchor of a document; those of its parts come first, which the contents lead to."""
    yield from (part.id for part in document.parts)
    for block in document.blocks():
        match block:
            case Heading(anchor=anchor) if anchor:
                yield anchor
            case Table(rows=rows):
                yield from (row.anchor for row in rows if row.anchor)
            case Terms(terms=terms):
                yield from (term.anchor for term in terms if term.anchor)
            case _:
                pass


__all__ = ["files"]
