"""A document as the data that the typesetter's template reads: plain values, every text a string."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, assert_never

from csptui.outputs.document.model import (
    Align,
    Bullets,
    Chart,
    Heading,
    Kept,
    Paragraph,
    Span,
    Table,
    Terms,
    Tone,
)
from csptui.outputs.document.palette import RATINGS
from csptui.outputs.document.pdf_room import (
    MOST_LINES,
    TEXT_WIDTH,
    block_lines,
    broken,
    cell_rooms,
    lines_of,
    row_lines,
)
from csptui.outputs.document.pdf_tags import TableTags
from csptui.outputs.document.svg import svg_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from csptui.legend import Mark
    from csptui.outputs.document.model import Block, Cell, Document, Item, Spans, TableRow, Term
    from csptui.outputs.document.pdf_letters import Letters

Data = dict[str, Any]

SPELT = "Letters that the fonts of this file lack are written as their numbers in Unicode, such as <U+4E2D>."
SENSITIVE = "Holds sensitive parts: not for publication"
_SHORT_NAME, _ASIDE_TERM = 60, 14


class Setting:
    """Turns one document into data; `drawings` are the charts as files that the template reads.

    `tables` are what is to be added to the tags of the tables, in reading order.
    """

    def __init__(self, document: Document, letters: Letters) -> None:
        self._letters = letters
        self._document = document
        self._places = _places(document)
        self._set: set[str] = set()
        self._said = ""
        self._deepest = 1  # that of the document's title
        self.drawings: dict[str, bytes] = {}
        self.tables: list[TableTags] = []

    def data(self) -> Data:
        """Give the whole document."""
        document, line = self._document, self._letters.line
        parts = [[self._block(block, TEXT_WIDTH) for block in part.blocks] for part in document.parts]
        if self._letters.spelt and parts:
            parts[-1].append(self._block(Paragraph((Span(SPELT),), Tone.ASIDE), TEXT_WIDTH))
        sensitive = [SENSITIVE] if document.sensitive else []
        return {
            "heading": line(document.heading),
            "title": self._text(document.title, TEXT_WIDTH / 2.2),
            "partnership": self._text(document.partnership, TEXT_WIDTH / 1.5),
            "quarter": f"{document.quarter}, {line(document.period)}",
            "running": " · ".join(
                (_short(line(document.partnership)), _short(line(document.title)), str(document.quarter))
            ),
            "author": line(document.author),
            "compiled": self._text(document.author, TEXT_WIDTH),
            "keywords": [line(word) for word in document.keywords],
            "date": [document.date.year, document.date.month, document.date.day],
            "warnings": [line(text) for text in (document.draft, *sensitive) if text],
            "version": line(document.version),
            "parts": parts,
        }

    def _text(self, text: str, room: float) -> str:
        return broken(self._letters.fitted(text), room)

    def _place(self, anchor: str) -> str:
        """Give the label of an anchor where it is first used; two of one name could not be linked to."""
        if not anchor or anchor in self._set:
            return ""
        self._set.add(anchor)
        return self._places[anchor]

    def _block(self, block: Block, room: float) -> Data:
        data = self._block_data(block, room)
        self._said = block.text if isinstance(block, Heading) else ""
        return data

    def _block_data(self, block: Block, room: float) -> Data:
        match block:
            case Heading():
                text, at = self._text(block.text, room * 0.7), self._place(block.anchor)
                data: Data = {"kind": "heading", "text": text, "level": self._level(block.level), "at": at}
            case Paragraph():
                spans = self._spans(block.spans, room)
                data = {"kind": "paragraph", "spans": spans, "tone": block.tone.value}
            case Bullets():
                data = {"kind": "bullets", "items": self._items(block.items, room - 2)}
            case Terms():
                data = self._terms(block, room)
            case Table():
                data = self._table(block)
            case Chart():
                data = self._chart(block)
            case Kept():
                blocks = [self._block(one, room) for one in block.blocks]
                data = {"kind": "kept", "whole": block_lines(block) <= MOST_LINES, "blocks": blocks}
            case never:
                assert_never(never)
        return data

    def _level(self, level: int) -> int:
        """Give a heading's level, which is deeper by one at most than that of the heading before."""
        self._deepest = min(level, self._deepest + 1)
        return self._deepest

    def _spans(self, spans: Spans, room: float) -> list[Data]:
        return [
            {
                "text": self._text(span.text, room),
                "strong": span.strong,
                "to": self._places.get(span.link, ""),
            }
            for span in spans
            if span.text
        ]

    def _items(self, items: Sequence[Item], room: float) -> list[Data]:
        return [
            {
                "spans": self._spans(item.spans, room),
                "number": self._letters.line(item.number),
                "items": self._items(item.items, room - 2),
            }
            for item in items
        ]

    def _terms(self, block: Terms, room: float) -> Data:
        beside = all(len(term.word) <= _ASIDE_TERM for term in block.terms)
        return {
            "kind": "terms",
            "beside": beside,
            "terms": [self._term(term, room - 7) for term in block.terms],
        }

    def _term(self, term: Term, room: float) -> Data:
        return {
            "word": self._text(term.word, room),
            "blocks": [self._block(block, room) for block in term.blocks],
            "mark": _looks(term.mark) | {"glyph": term.mark.glyph} if term.mark else None,
            "at": self._place(term.anchor),
        }

    def _table(self, table: Table) -> Data:
        """Give a table; its title is not said twice where the heading or the chart above has the same."""
        self.tables.append(_tags(table, self._letters))
        rooms = cell_rooms(table)
        heads = list(zip((column.head for column in table.columns), rooms, strict=True))
        tall = max((lines_of(head, room) for head, room in heads), default=1)
        return {
            "kind": "table",
            "title": "" if table.title == self._said else self._text(table.title, TEXT_WIDTH),
            "heads": [self._text(head, room) for head, room in heads],
            "shares": [column.share for column in table.columns],
            "right": [column.align is Align.RIGHT for column in table.columns],
            "repeat": tall <= MOST_LINES // 3,
            "rows": [self._row(row, rooms) for row in table.rows],
        }

    def _row(self, row: TableRow, rooms: Sequence[float]) -> Data:
        cells = [self._cell(cell, room) for cell, room in zip(row.cells, rooms, strict=True)]
        return {"cells": cells, "at": self._place(row.anchor), "whole": row_lines(row, rooms) <= MOST_LINES}

    def _cell(self, cell: Cell, room: float) -> Data:
        data: Data = {"text": self._text(cell.text, room)}
        if cell.detail:
            data["detail"] = self._text(cell.detail, room * 1.1)
        if cell.mark:
            data["mark"] = _looks(cell.mark)
        if cell.head:
            data["head"] = True
        if to := self._places.get(cell.link, ""):
            data["to"] = to
        return data

    def _chart(self, chart: Chart) -> Data:
        name = f"chart-{len(self.drawings) + 1}.svg"
        self._said = chart.title
        self.drawings[name] = self._letters.drawing(svg_of(chart, font="Libertinus Serif")).encode()
        return {
            "kind": "chart",
            "title": self._text(chart.title, TEXT_WIDTH),
            "alternative": self._letters.line(chart.alternative),
            "drawing": name,
            "whole": block_lines(chart) <= MOST_LINES + 15,
            "numbers": self._table(chart.numbers),
        }


def _tags(table: Table, letters: Letters) -> TableTags:
    heads = (next((at for at, cell in enumerate(row.cells) if cell.head), None) for row in table.rows)
    return TableTags(letters.line(table.description), tuple(heads))


def _looks(mark: Mark) -> Data:
    ink = RATINGS[mark.style]
    return {"fore": ink.fore, "back": ink.back}


def _short(text: str) -> str:
    return text if len(text) <= _SHORT_NAME else text[: _SHORT_NAME - 1].rstrip() + "…"


def _places(document: Document) -> dict[str, str]:
    """Give a label to each anchor; the names of anchors come from data, labels do not."""
    anchors = dict.fromkeys(anchor for block in document.blocks() for anchor in _anchors(block) if anchor)
    return {anchor: f"place-{number}" for number, anchor in enumerate(anchors, 1)}


def _anchors(block: Block) -> Iterable[str]:
    match block:
        case Heading():
            return (block.anchor,)
        case Table():
            return (row.anchor for row in block.rows)
        case Terms():
            return (term.anchor for term in block.terms)
        case _:
            return ()
