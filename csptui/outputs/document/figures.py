"""Rows of indicators as a table of a document."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from csptui.domain.amounts import amount
from csptui.domain.figure import figure_text, number_text, value_of
from csptui.domain.series_words import broken
from csptui.domain.target import target_text
from csptui.domain.trend import Verdict
from csptui.legend import (
    BREAK,
    OTHER_BASIS,
    PART,
    mark_of,
    movement_text,
    target_marks,
    variance_text,
)
from csptui.outputs.document.model import Align, Cell, Column, Table, TableRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csptui.domain.indicator import Indicator
    from csptui.domain.scorecard import Reading, Row

_RIGHT = Align.RIGHT


def anchor_of(indicator: Indicator) -> str:
    """Give the anchor of an indicator's place in the document."""
    return f"indicator-{indicator.id}"


def comment_anchor(indicator: Indicator) -> str:
    """Give the anchor of what was written of an indicator."""
    return f"comment-{indicator.id}"


def exception_anchor(indicator: Indicator) -> str:
    """Give the anchor of an indicator's place among the exceptions."""
    return f"exception-{indicator.id}"


def moved_head(rows: Sequence[Row]) -> str:
    """Give the head of the column that says better or worse: a trend, or the change on last year."""
    if any(row.has_trend for row in rows) or not rows:
        return "Trend"
    return f"On {rows[0].quarter.baseline().year.short}"


def figures_table(rows: Sequence[Row], title: str, description: str) -> Table:
    """Give the table of some rows of a theme, of which there is at least one; links lead here."""
    columns = (
        Column("Rating", 1.3),
        Column("Ref", 1.2),
        Column("Indicator", 4.0),
        *_figure_columns(rows),
    )
    return Table(title, description, columns, tuple(_row(row, rows) for row in rows))


def exception_table(row: Row, among: Sequence[Row], title: str, description: str, *, linked: bool) -> Table:
    """Give the table of one exception, which its title names; it leads to its theme where there is one."""
    columns = (Column("Ref", 1.1), Column("Rating", 1.3), *_figure_columns(among, wide=2.2))
    ref = Cell(row.indicator.code, head=True, link=anchor_of(row.indicator) if linked else "")
    cells = (ref, _rating(row), *map(_on_one_line, _figures(row, among, _average(row))))
    return Table(title, description, columns, (TableRow(cells, exception_anchor(row.indicator)),))


def _on_one_line(cell: Cell) -> Cell:
    return replace(cell, text=" ".join(part for part in (cell.text, cell.detail) if part), detail="")


def _figure_columns(rows: Sequence[Row], wide: float = 1.4) -> tuple[Column, ...]:
    return (
        Column(rows[0].quarter.baseline().year.short, wide, _RIGHT),
        Column("Target", 1.4, _RIGHT),
        Column("Actual", wide, _RIGHT),
        Column("v target", 1.2, _RIGHT),
        Column(moved_head(rows), 1.3),
    )


def brief_table(rows: Sequence[Row], title: str, description: str) -> Table:
    """Give the rows of a summary, each on one line, which lead to the exceptions."""
    columns = (
        Column("Rating", 1.4),
        Column("Ref", 1.1),
        Column("Indicator", 5.0),
        Column("Target", 1.2, _RIGHT),
        Column("Actual", 1.5, _RIGHT),
        Column("v target", 1.2, _RIGHT),
        Column(moved_head(rows), 1.2),
    )
    return Table(title, description, columns, tuple(_brief_row(row, rows) for row in rows))


def _row(row: Row, among: Sequence[Row]) -> TableRow:
    indicator = row.indicator
    others = [code for code in indicator.codes if code != indicator.code]
    name = Cell(indicator.name, "; ".join(others), head=True)
    return TableRow((_rating(row), Cell(indicator.code), name, *_figures(row, among)), anchor_of(indicator))


def _figures(row: Row, among: Sequence[Row], average: str = "") -> tuple[Cell, ...]:
    indicator = row.indicator
    number = target_text(row.target, indicator, period=False)
    period = row.target_text[len(number) :].strip()
    return (
        _figure(row.baseline, indicator, row.baseline_part),
        Cell(number, " ".join(part for part in (period, *target_marks(row), average) if part)),
        _figure(row.reading, indicator, row.part),
        Cell(variance_text(row)),
        Cell(_moved(row, among)),
    )


def _brief_row(row: Row, among: Sequence[Row]) -> TableRow:
    indicator = row.indicator
    target = target_text(row.target, indicator, period=False)
    cells = (
        _rating(row),
        Cell(indicator.code),
        Cell(indicator.label, head=True, link=exception_anchor(indicator)),
        Cell(" ".join(part for part in (target, *target_marks(row), _average(row)) if part)),
        brief_figure(row),
        Cell(variance_text(row)),
        Cell(_moved(row, among)),
    )
    return TableRow(cells)


def _average(row: Row) -> str:
    """Give the average that a row without a target is held against."""
    group = row.rating.group
    if group is None:
        return ""
    return f"average {amount(group.average, row.indicator, row.indicator.places)}"


def brief_figure(row: Row) -> Cell:
    """Give the actual with no more than its marks: a part of the period, and not final."""
    figure, indicator = row.reading.figure, row.indicator
    marks = (PART if row.part else "", figure.status.mark)
    shown = " ".join(one for one in (number_text(figure, indicator), *marks) if one)
    return Cell(shown, value=value_of(figure, indicator))


def _moved(row: Row, among: Sequence[Row]) -> str:
    """Say how a row moved, with marks where that is on another basis than the head says, or over a break."""
    other = any(one.has_trend for one in among) and not row.has_trend and row.movement is not Verdict.NONE
    marks = ((OTHER_BASIS, other), (BREAK, broken(row) is not None))
    return " ".join((movement_text(row), *(mark for mark, stands in marks if stands))).strip()


def _rating(row: Row) -> Cell:
    mark = mark_of(row.rating)
    return Cell(f"{mark.glyph} {mark.word}", mark=mark)


def _figure(reading: Reading, indicator: Indicator, part: str) -> Cell:
    figure = reading.figure
    number = number_text(figure, indicator)
    rest = figure_text(figure, indicator).removeprefix(number).strip()
    return Cell(f"{number} {PART}" if part else number, rest, value=value_of(figure, indicator))
