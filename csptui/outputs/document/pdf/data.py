"""A document as the data that the typesetter's template reads: plain values, every text a string."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, assert_never

from csptui.outputs.document.model import (
    SENSITIVE,
    Align,
    Bullets,
    Chart,
    Heading,
    Kept,
    Paragraph,
    Table,
    Terms,
    plain,
)
from csptui.outputs.document.palette import RATINGS
from csptui.outputs.document.pdf.room import (
    MOST_LINES,
    TABLE_WIDTH,
    TEXT_WIDTH,
    block_lines,
    broken,
    column_widths,
    lines_of,
    rooms_of,
    row_lines,
    shortened,
    width_of,
)
from csptui.outputs.document.pdf.tags import TableTags
from csptui.outputs.document.svg.drawing import WIDE, svg_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from csptui.legend import Mark
    from csptui.outputs.document.model import Block, Cell, Column, Document, Item, Spans, TableRow, Term

Data = dict[str, Any]

NAMELESS = "–"
_RUNNING_NAME, _MOST_LEADING = 30.0, 3
_USUAL_TERM, _WIDEST_TERM, _BOLD = 6.5, 10.0, 1.12
_SMALL_TABLE, _MOST_BESIDE, _BESIDE = 12, 16, 0.34
_ALONE = {"summary"}
"""The parts that are read by themselves: on one page, where they fit on one."""


class Setting:
    """Turns one document into data; `drawings` are the charts as files that the template reads.

    `tables` are what is to be added to the tags of the tables, in reading order.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._places = _places(document)
        self._widths = _widths(document)
        self._set: set[str] = set()
        self._said = ""
        self._deepest = 1  # that of the document's title
        self.drawings: dict[str, bytes] = {}
        self.tables: list[TableTags] = []

    def data(self) -> Data:
        """Give the whole document."""
        document = self._document
        parts = [
            {"alone": part.id in _ALONE, "blocks": self._blocks(part.blocks, TEXT_WIDTH)}
            for part in document.parts
        ]
        names = [shortened(line(name), _RUNNING_NAME) for name in (document.partnership, document.title)]
        sensitive = [SENSITIVE] if document.sensitive else []
        return {
            "kind": document.kind.value,
            "heading": line(document.heading) or NAMELESS,
            "title": self._heading(document.title, TEXT_WIDTH / 2.6),
            "partnership": broken(document.partnership, TEXT_WIDTH / 1.5),
            "quarter": f"{document.quarter}, {line(document.period)}",
            "running": " · ".join((*names, str(document.quarter))),
            "author": line(document.author),
            "compiled": broken(document.author, TEXT_WIDTH),
            "keywords": [line(word) for word in document.keywords],
            "date": [document.date.year, document.date.month, document.date.day],
            "warnings": [line(text) for text in (document.draft, *sensitive) if text],
            "version": line(document.version),
            "parts": parts,
        }

    def _heading(self, text: str, room: float) -> str:
        """Give the text of a heading, which may not be empty in a tagged file."""
        return broken(text, room) if text.strip() else NAMELESS

    def _place(self, anchor: str) -> str:
        """Give the label of an anchor where it is first used; two of one name could not be linked to."""
        if not anchor or anchor in self._set:
            return ""
        self._set.add(anchor)
        return self._places[anchor]

    def _blocks(self, blocks: Sequence[Block], room: float) -> list[Data]:
        """Give blocks; a line that leads to what follows stays with it."""
        given = [self._block(block, room) for block in blocks]
        for before, data, one, following in zip((None, *blocks), given, blocks, blocks[1:], strict=False):
            if isinstance(one, Paragraph) and _leads(before, plain(one.spans), following):
                data["leads"] = lines_of(plain(one.spans), room) <= _MOST_LEADING
        return given

    def _block(self, block: Block, room: float) -> Data:
        data = self._block_data(block, room)
        self._said = block.text if isinstance(block, Heading) else ""
        return data

    def _block_data(self, block: Block, room: float) -> Data:
        match block:
            case Heading():
                text, at = self._heading(block.text, room * 0.55), self._place(block.anchor)
                data: Data = {"kind": "heading", "text": text, "level": self._level(block.level), "at": at}
            case Paragraph():
                spans = self._spans(block.spans, room)
                data = {"kind": "paragraph", "spans": spans, "tone": block.tone.value, "leads": False}
            case Bullets():
                data = {"kind": "bullets", "items": self._items(block.items, room - 2)}
            case Terms():
                data = self._terms(block, room)
            case Table():
                data = self._table(block)
            case Chart():
                data = self._chart(block)
            case Kept():
                blocks = self._blocks(block.blocks, room)
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
                "text": broken(span.text, room),
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
                "number": line(item.number),
                "items": self._items(item.items, room - 2),
            }
            for item in items
        ]

    def _terms(self, block: Terms, room: float) -> Data:
        wide = max((width_of(term.word) * _BOLD + 0.8 for term in block.terms), default=0.0)
        terms = [self._term(term, room - _WIDEST_TERM) for term in block.terms]
        return {
            "kind": "terms",
            "beside": max(wide, _USUAL_TERM) if wide <= _WIDEST_TERM else 0,
            "terms": terms,
        }

    def _term(self, term: Term, room: float) -> Data:
        return {
            "word": broken(term.word, room),
            "blocks": self._blocks(term.blocks, room),
            "mark": _looks(term.mark) | {"glyph": term.mark.glyph} if term.mark else None,
            "at": self._place(term.anchor),
        }

    def _table(self, table: Table) -> Data:
        """Give a table; its title is not said twice where the heading or the chart above has the same."""
        self.tables.append(_tags(table))
        widths = self._widths[table.columns]
        rooms = rooms_of(widths)
        heads = list(zip((column.head for column in table.columns), rooms, strict=True))
        tall = max((lines_of(head, room) for head, room in heads), default=1)
        return {
            "kind": "table",
            "title": "" if table.title == self._said else broken(table.title, TEXT_WIDTH),
            "heads": [broken(head, room) for head, room in heads],
            "whole": block_lines(table) <= _SMALL_TABLE,
            "widths": widths,
            "width": sum(widths) / TABLE_WIDTH,
            "right": [column.align is Align.RIGHT for column in table.columns],
            "repeat": tall <= MOST_LINES // 3,
            "rows": [self._row(row, rooms) for row in table.rows],
        }

    def _row(self, row: TableRow, rooms: Sequence[float]) -> Data:
        cells = [self._cell(cell, room) for cell, room in zip(row.cells, rooms, strict=True)]
        return {"cells": cells, "at": self._place(row.anchor), "whole": row_lines(row, rooms) <= MOST_LINES}

    def _cell(self, cell: Cell, room: float) -> Data:
        data: Data = {"text": broken(cell.text, room)}
        if cell.detail:
            data["detail"] = broken(cell.detail, room * 1.1)
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
        wide = sum(self._widths[chart.numbers.columns]) / TABLE_WIDTH
        beside = wide <= _BESIDE and len(chart.numbers.rows) <= _MOST_BESIDE
        width = WIDE * (1 - wide if beside else 1)
        self.drawings[name] = svg_of(chart, width=width, font="Libertinus Serif").encode()
        return {
            "kind": "chart",
            "title": broken(chart.title, TEXT_WIDTH),
            "alternative": line(chart.alternative),
            "drawing": name,
            "beside": beside,
            "whole": block_lines(chart) <= MOST_LINES + 15,
            "numbers": self._table(chart.numbers),
        }


def _leads(before: Block | None, text: str, following: Block) -> bool:
    """Tell whether a paragraph is nothing without what follows it."""
    if isinstance(following, Bullets):
        return text.rstrip().endswith(":")
    if isinstance(before, Heading) and isinstance(following, Kept | Heading):
        return isinstance(following, Kept) or following.level > before.level
    return isinstance(following, Table | Chart)


def _tags(table: Table) -> TableTags:
    heads = (next((at for at, cell in enumerate(row.cells) if cell.head), None) for row in table.rows)
    return TableTags(line(table.description), tuple(heads))


def _looks(mark: Mark) -> Data:
    ink = RATINGS[mark.style]
    return {"fore": ink.fore, "back": ink.back}


def line(text: str) -> str:
    """Give a text on one line."""
    return " ".join(text.split())


def _places(document: Document) -> dict[str, str]:
    """Give a label to each anchor; the names of anchors come from data, labels do not."""
    anchors = dict.fromkeys(anchor for block in document.blocks() for anchor in _anchors(block) if anchor)
    return {anchor: f"place-{number}" for number, anchor in enumerate(anchors, 1)}


def _widths(document: Document) -> dict[tuple[Column, ...], list[float]]:
    """Give the widths of columns; tables with the same heads have the same, wherever they stand."""
    alike: dict[tuple[Column, ...], list[Table]] = {}
    for block in document.blocks():
        if isinstance(block, Table):
            alike.setdefault(block.columns, []).append(block)
    return {columns: column_widths(tables) for columns, tables in alike.items()}


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
