"""The first sheet of the workbook: what the figures are, in lines of one column."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from csptui.outputs.document.model import (
    Bullets,
    Chart,
    Heading,
    Kept,
    Paragraph,
    Table,
    Terms,
    Tone,
    plain,
)
from csptui.outputs.document.text.writer import warnings_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from csptui.outputs.document.model import Block, DataTable, Document, Item, Part, Term

NOTED = ("cover", "method")
"""The parts that are told on the sheet, by their ids; all others are in the tables."""


class Look(Enum):
    """How a line is set."""

    TITLE = "title"
    HEADING = "heading"
    BODY = "body"
    WARNING = "warning"
    LINK = "link"


class Note(NamedTuple):
    """A line of the sheet: a word that leads it, its text, its look, and the sheet that it links to."""

    text: str
    look: Look = Look.BODY
    lead: str = ""
    sheet: int | None = None


def notes(document: Document, tables: Sequence[DataTable]) -> Iterator[Note]:
    """Give the lines of the sheet in reading order, an empty one before each heading."""
    yield Note(document.title, Look.TITLE)
    yield Note(document.partnership)
    yield Note(f"{document.quarter} ({document.period})")
    for warning in warnings_of(document):
        yield Note(warning, Look.WARNING)
    if document.compiled:
        yield Note(document.compiled)
    yield Note(f"Data version {document.version}")
    yield from _headed("Sheets")
    for number, table in enumerate(tables):
        yield Note(table.title, Look.LINK, sheet=number)
        yield Note(table.description)
    for part in document.parts:
        if part.id in NOTED:
            yield from _part(part)


def _headed(text: str) -> Iterator[Note]:
    yield Note("")
    yield Note(text, Look.HEADING)


def _part(part: Part) -> Iterator[Note]:
    for block in part.blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[Note]:
    match block:
        case Heading():
            yield from _headed(block.text)
        case Paragraph():
            yield Note(plain(block.spans), Look.BODY if block.tone is not Tone.WARNING else Look.WARNING)
        case Bullets():
            yield from _items(block.items, "")
        case Terms():
            for term in block.terms:
                yield from _term(term)
        case Table():
            yield from _table(block)
        case Chart():
            yield from _table(block.numbers)
        case Kept():
            for one in block.blocks:
                yield from _block(one)


def _items(items: Iterable[Item], indent: str) -> Iterator[Note]:
    for item in items:
        yield Note(f"{indent}{item.number or '•'} {plain(item.spans)}")
        yield from _items(item.items, f"{indent}    ")


def _term(term: Term) -> Iterator[Note]:
    """Give a word and what is said to it, on one line where that is a single paragraph."""
    word = f"{term.mark.glyph} {term.word}" if term.mark else term.word
    match term.blocks:
        case (Paragraph(spans),):
            yield Note(plain(spans), lead=word)
        case _:
            yield Note("", lead=word)
            for block in term.blocks:
                yield from _block(block)


def _table(table: Table) -> Iterator[Note]:
    """Give a table as lines, each cell after the head of its column: the sheet has no columns."""
    yield Note("", lead=table.title)
    for row in table.rows:
        told = (
            f"{column.head}: {' '.join(filter(None, (cell.text, cell.detail)))}"
            for column, cell in zip(table.columns, row.cells, strict=True)
            if cell.text or cell.detail
        )
        yield Note("; ".join(told))
