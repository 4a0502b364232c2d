"""Rows of indicators as a table of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.domain.figure import figure_text, number_text, value_of
from csptui.domain.target import target_text
from csptui.legend import PART, mark_of, movement_text, target_marks, variance_text
from csptui.outputs.document.model import Align, Cell, Column, Table, TableRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csptui.domain.indicator import Indicator
    from csptui.domain.scorecard import Reading, Row


def anchor_of(indicator: Indicator) -> str:
    """Give the anchor of an indicator's place in the document."""
    return f"indicator-{indicator.id}"


def figures_table(rows: Sequence[Row], title: str, description: str, *, anchors: bool) -> Table:
    """Give the table of some rows; `anchors` where this is the place that links to an indicator lead to."""
    year = rows[0].quarter.baseline().year.short if rows else "Before"
    moved = "Trend" if any(row.has_trend for row in rows) else f"On {year}"
    right = Align.RIGHT
    columns = (
        Column("Rating", 1.3),
        Column("Ref", 1.2),
        Column("Indicator", 4.0),
        Column(year, 1.4, right),
        Column("Target", 1.4, right),
        Column("Actual", 1.4, right),
        Column("v target", 1.2, right),
        Column(moved, 1.3),
    )
    return Table(title, description, columns, tuple(_row(row, anchors=anchors) for row in rows))


def _row(row: Row, *, anchors: bool) -> TableRow:
    indicator, mark = row.indicator, mark_of(row.rating)
    number = target_text(row.target, indicator, period=False)
    period = row.target_text[len(number) :].strip()
    others = [code for code in indicator.codes if code != indicator.code]
    cells = (
        Cell(f"{mark.glyph} {mark.word}", mark=mark),
        Cell(indicator.code),
        Cell(indicator.name, "; ".join(others), head=True, link="" if anchors else anchor_of(indicator)),
        _figure(row.baseline, indicator, row.baseline_part),
        Cell(number, " ".join((period, *target_marks(row))).strip()),
        _figure(row.reading, indicator, row.part),
        Cell(variance_text(row)),
        Cell(movement_text(row)),
    )
    return TableRow(cells, anchor_of(indicator) if anchors else "")


def _figure(reading: Reading, indicator: Indicator, part: str) -> Cell:
    figure = reading.figure
    number = number_text(figure, indicator)
    rest = figure_text(figure, indicator).removeprefix(number).strip()
    return Cell(f"{number}{PART}" if part else number, rest, value=value_of(figure, indicator))
