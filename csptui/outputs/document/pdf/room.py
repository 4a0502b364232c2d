"""How much room texts take on a page: where long words may be broken, what is too tall to be kept whole."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, assert_never

from csptui.outputs.document.model import (
    Align,
    Bullets,
    Chart,
    Heading,
    Kept,
    Paragraph,
    Table,
    TableRow,
    Terms,
    plain,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csptui.outputs.document.model import Block, Item

BREAK = "\u200b"
"""Where a line may be broken within a word; `show` spells this character out, so that no text holds it."""

TEXT_WIDTH, TABLE_WIDTH = 51.0, 60.0
"""The width between the margins, in sizes of the letters of running text and of tables."""
MOST_LINES = 30
"""A block or a row of more lines may be divided between pages; a page has more than 50 of running text."""

_PADDING, _TURNED = 1.2, 0.8
"""The room at the sides of a cell, and what is added where a column at the left follows one at the right."""
_BOLD = 1.12
_FEW, _SHORT, _SHORT_DETAIL, _LEAST_WIDEST = 0.6, 11.5, 8.0, 0.3
_MOST_MEASURED = 60
_SLIM, _BROAD = frozenset(" iljtfI.,:;'|!()[]/-"), frozenset("mwMWOQ%@–—…→←↑↓■▲●")
_WORD = re.compile(r"[^\s\-–—]+")


def broken(text: str, room: float) -> str:
    """Give a text with breaks in the words that are wider than the room, which is in sizes of its letters."""
    if len(text) <= room:
        return text
    return _WORD.sub(lambda found: _in_pieces(found[0], room), text)


def _in_pieces(word: str, room: float) -> str:
    if len(word) * 0.3 <= room and width_of(word) * _BOLD <= room:
        return word
    most = max(int(room), 1)
    return BREAK.join(word[at : at + most] for at in range(0, len(word), most))


def width_of(text: str) -> float:
    """Tell about how wide a text is in sizes of its letters."""
    return sum(map(_width, text))


@lru_cache(maxsize=4096)
def _width(one: str) -> float:
    if one in _SLIM:
        return 0.33
    if one in _BROAD:
        return 0.96
    return 0.71 if one.isupper() else 0.48 if one.isdigit() else 0.53


def shortened(text: str, room: float) -> str:
    """Give the beginning of a text that has room, with three dots where there is more of it."""
    taken = 0.0
    for at, one in enumerate(text):
        taken += _width(one)
        if taken > room:
            return text[: max(at - 1, 1)].rstrip() + "…"
    return text


def lines_of(text: str, room: float) -> int:
    """Tell about how many lines a text takes."""
    return sum(1 + int(len(line) * 0.6 / max(room, 1)) for line in text.split("\n"))


def column_widths(tables: Sequence[Table]) -> list[float]:
    """Give the widths of columns of tables with the same heads, in sizes of a table's letters.

    A column of short texts is as wide as they are, one of long texts as wide as its share, and the widest has
    what is left. Where there is little in all of them, they are no wider than they need, so that the eye
    finds from one column to the next.
    """
    columns = tables[0].columns
    shares = sum(column.share for column in columns) or 1
    shared = [column.share / shares * TABLE_WIDTH for column in columns]
    needed = [max(_needed(table, at) for table in tables) for at in range(len(columns))]
    if sum(needed) <= TABLE_WIDTH * _FEW:
        return needed
    widest = max(range(len(columns)), key=lambda at: (needed[at], shared[at]))
    widths = [min(need, max(share, _SHORT)) for need, share in zip(needed, shared, strict=True)]
    others = sum(widths) - widths[widest]
    most = TABLE_WIDTH - min(shared[widest], TABLE_WIDTH * _LEAST_WIDEST)
    if others > most:
        widths = [width * most / others for width in widths]
    widths[widest] = TABLE_WIDTH - (sum(widths) - widths[widest])
    return widths


def _needed(table: Table, at: int) -> float:
    """Tell how wide a column is whose texts are each on one line; long ones may be broken."""
    cells = [row.cells[at] for row in table.rows if at < len(row.cells)]
    texts = [table.columns[at].head, *(cell.text for cell in cells)]
    details = [cell.detail for cell in cells if cell.detail]
    wide = max(map(_width_of_short, texts)) * _BOLD
    below = min(max(map(_width_of_short, details), default=0.0), _SHORT_DETAIL)
    turned = at > 0 and (table.columns[at - 1].align, table.columns[at].align) == (Align.RIGHT, Align.LEFT)
    return max(wide, below) + _PADDING + (_TURNED if turned else 0.0)


def _width_of_short(text: str) -> float:
    return width_of(text) if len(text) <= _MOST_MEASURED else TABLE_WIDTH


def rooms_of(widths: Sequence[float]) -> list[float]:
    """Give the room within columns, in sizes of a table's letters."""
    return [max(width - _PADDING, 1.5) for width in widths]


def row_lines(row: TableRow, rooms: Sequence[float]) -> int:
    """Tell about how many lines a row of a table takes."""
    taken = (
        lines_of(cell.text, room) + (lines_of(cell.detail, room) if cell.detail else 0)
        for cell, room in zip(row.cells, rooms, strict=False)
    )
    return max(taken, default=1)


def block_lines(block: Block) -> int:
    """Tell about how many lines of running text a block takes."""
    lines = 1
    match block:
        case Heading(text):
            lines = 2 * lines_of(text, TEXT_WIDTH * 0.7)
        case Paragraph(spans):
            lines += lines_of(plain(spans), TEXT_WIDTH)
        case Bullets(items):
            lines = sum(map(_item_lines, items))
        case Terms(terms):
            lines = sum(1 + _all_lines(term.blocks) for term in terms)
        case Table(title=title, rows=rows):
            rooms = rooms_of(column_widths([block]))
            lines = 4 + lines_of(title, TEXT_WIDTH) + sum(row_lines(row, rooms) for row in rows)
        case Chart(numbers=numbers):
            lines = 16 + block_lines(numbers)
        case Kept(blocks):
            lines = _all_lines(blocks)
        case never:
            assert_never(never)
    return lines


def _all_lines(blocks: Sequence[Block]) -> int:
    return sum(map(block_lines, blocks))


def _item_lines(item: Item) -> int:
    return lines_of(plain(item.spans), TEXT_WIDTH) + sum(map(_item_lines, item.items))
