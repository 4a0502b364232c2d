"""Tables of a Word document: heads that repeat, rows that do not split, a title and a description."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.domain.shown import show_line
from csptui.outputs.document import palette
from csptui.outputs.document.model import Align
from csptui.outputs.document.word.xml import begun, colour, keep_with_next, paragraph, run, w

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csptui.outputs.document.model import Cell, Table, TableRow
    from csptui.outputs.document.word.setting import Setting
    from csptui.outputs.document.word.xml import Node

_LONG_ROW = 1500
"""Characters from which a row may split: it could be taller than a page."""

_KEPT_ROWS = 2
"""Rows that stay with the heads."""

_LOOK, _HEADS_FIRST = 0x0620, 0x0080


def table_nodes(table: Table, setting: Setting) -> list[Node]:
    """Give a table below its title."""
    widths = setting.widths.of(table, setting.width)
    rows = [_row(row, table, widths, setting) for row in table.rows]
    for node in rows[: _KEPT_ROWS - 1] if len(rows) > _KEPT_ROWS else rows[:-1]:
        keep_with_next(node)
    grid = w("tblGrid", *(w("gridCol", w=width) for width in widths))
    node = w("tbl", _properties(table, sum(widths), setting), grid, _heads(table, widths, setting), *rows)
    title = paragraph(setting.styles["caption"], run(table.title), ind=w("ind", left=setting.indent))
    return [title, node] if table.title else [node]


def _properties(table: Table, width: int, setting: Setting) -> Node:
    heads_first = bool(table.rows) and all(row.cells and row.cells[0].head for row in table.rows)
    look = _LOOK | _HEADS_FIRST if heads_first else _LOOK
    return w(
        "tblPr",
        w("tblStyle", val=setting.styles["Report Table"]),
        w("tblW", w=width, type="dxa"),
        w("tblInd", w=setting.indent, type="dxa"),
        w("tblLayout", type="fixed"),
        w("tblLook", val=f"{look:04X}", firstRow=1, lastRow=0, firstColumn=int(heads_first), lastColumn=0),
        w("tblCaption", val=show_line(table.title)),
        w("tblDescription", val=show_line(table.description)),
    )


def _heads(table: Table, widths: Sequence[int], setting: Setting) -> Node:
    names = {Align.LEFT: "Table Head", Align.RIGHT: "Table Head Figure"}
    cells = [
        begun(
            "tc",
            w("tcPr", w("tcW", w=width, type="dxa")),
            paragraph(setting.styles[names[column.align]], run(column.head)),
        )
        for column, width in zip(table.columns, widths, strict=True)
    ]
    return w("tr", w("trPr", w("cantSplit"), w("tblHeader")), *cells)


def _row(row: TableRow, table: Table, widths: Sequence[int], setting: Setting) -> Node:
    cells = [
        _cell(cell, column.align, width, setting)
        for cell, column, width in zip(row.cells, table.columns, widths, strict=True)
    ]
    if row.anchor:
        setting.places.begin(row.anchor, cells[0][0])
    long = sum(len(cell.text) + len(cell.detail) for cell in row.cells) > _LONG_ROW
    return w("tr", *(() if long else (w("trPr", w("cantSplit")),)), *cells)


def _cell(cell: Cell, align: Align, width: int, setting: Setting) -> Node:
    styles = setting.styles
    text, detail = ("Figure", " Figure") if align is Align.RIGHT else ("Text", "")
    properties = w("tcPr", w("tcW", w=width, type="dxa"))
    ink = ""
    if cell.mark is not None:
        ink = styles[f"Rating {cell.mark.style}"]
        properties.append(
            w("shd", val="clear", color="auto", fill=colour(palette.RATINGS[cell.mark.style].back))
        )
    content = (
        setting.places.linked(cell.text, cell.link, styles["Hyperlink"]) if cell.link else run(cell.text, ink)
    )
    lines = [paragraph(styles[f"Table {text}"], *((content,) if cell.text else ()))]
    if cell.detail:
        lines.append(paragraph(styles[f"Table Detail{detail}"], run(cell.detail)))
    return begun("tc", properties, *lines)
