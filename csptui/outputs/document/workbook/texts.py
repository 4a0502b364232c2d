"""Texts that are longer than a cell may be: they go on in a sheet of their own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from csptui.domain.shown import show
from csptui.outputs.document.model import DataTable, Field, FieldType
from csptui.outputs.document.workbook.names import cut, units

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from csptui.outputs.document.model import Value

MOST = 32_767
"""How many units of UTF-16 a cell of Excel holds."""
_ROOM = 32_000
SHEET = "Continued texts"

_FIELDS = (
    Field("number", "Text", "The number that the cell's last line names.", FieldType.WHOLE, required=True),
    Field("part", "Part", "Which part of the text this is; part 1 is in the cell.", FieldType.WHOLE),
    Field("sheet", "Sheet", "The sheet that the text begins on."),
    Field("row", "Row", "The row of that sheet, as the spreadsheet numbers it.", FieldType.WHOLE),
    Field("column", "Column", "The head of the column that the text begins in."),
    Field("text", "Words", "The words of this part."),
)


def fitted(tables: Sequence[DataTable]) -> list[DataTable]:
    """Give the tables with texts made safe, and short enough for a cell; what is left over is one more."""
    more: list[tuple[Value, ...]] = []
    made = []
    for table in tables:
        rows = []
        for at, row in enumerate(table.rows, start=2):
            where = (table.title, at)
            named = zip(table.fields, row, strict=True)
            rows.append(tuple(_fitted(value, (*where, field.title), more) for field, value in named))
        made.append(replace(table, rows=tuple(rows)))
    if more:
        told = f"What of a text is beyond the {MOST:,} characters that a cell holds."
        made.append(DataTable("continued_texts", SHEET, told, _FIELDS, tuple(more)))
    return made


def pieces(text: str, room: int = _ROOM) -> Iterator[str]:
    """Give a text in pieces that a cell holds; together they are the text."""
    while text:
        piece = cut(text, room)
        yield piece
        text = text[len(piece) :]


def _fitted(value: Value, where: tuple[str, int, str], more: list[tuple[Value, ...]]) -> Value:
    if not isinstance(value, str):
        return value
    text = show(value)
    if len(text) * 2 <= MOST or units(text) <= MOST:
        return text
    number = 1 if not more else int(str(more[-1][0])) + 1
    first, *others = pieces(text)
    more += [(number, part, *where, piece) for part, piece in enumerate(others, start=2)]
    return f"{first}\n[The text goes on in the sheet {SHEET}, as text {number}.]"
