"""About how long the parts of a document are, so that short themes share a page."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, assert_never

from csptui.outputs.document.model import Bullets, Chart, Heading, Kept, Kind, Paragraph, Table, Terms, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from csptui.outputs.document.model import Block, Document, TableRow

_PAGE = 50
"""Lines that have room on a page."""

_LINE, _COLUMN = 100, 28
"""Characters of a line of text, and of one in a column of names."""

_THEME = "theme-"


def page_beginners(document: Document) -> frozenset[str]:
    """Give the ids of the parts that begin a page: all after the cover, but themes that fit below others."""
    if document.kind is Kind.EXCEPTIONS:
        return frozenset()
    begin, used, before = set(), 0.0, ""
    for at, part in enumerate(document.parts):
        length = lines_of(part.blocks)
        joins = part.id.startswith(_THEME) and before.startswith(_THEME) and used + length <= _PAGE
        if at and not joins:
            begin.add(part.id)
        used, before = used + length if joins else length, part.id
    return frozenset(begin)


def lines_of(blocks: Iterable[Block]) -> float:
    """Give about how many lines of text some blocks are as high as."""
    return sum(_lines(block) for block in blocks)


def _lines(block: Block) -> float:  # noqa: PLR0911 - a case for each kind of block
    match block:
        case Heading():
            return 2.5
        case Paragraph():
            return _wrapped(plain(block.spans)) + 0.5
        case Bullets():
            return sum(_wrapped(plain(one.spans)) for item in block.items for one in (item, *item.items))
        case Terms():
            return sum(max(lines_of(term.blocks), 1.0) for term in block.terms)
        case Table():
            return 3 + sum(map(_row, block.rows))
        case Chart():
            return _lines(block.numbers)
        case Kept():
            return lines_of(block.blocks)
        case _ as never:
            assert_never(never)


def _wrapped(text: str) -> float:
    return sum(max(ceil(len(line) / _LINE), 1) for line in text.split("\n"))


def _row(row: TableRow) -> float:
    heights = (ceil(len(cell.text) / _COLUMN) + bool(cell.detail) for cell in row.cells)
    return max(heights, default=1) + 0.4
