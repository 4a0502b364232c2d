"""The table of indicators: its columns for a width, its head, and a row as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.text import Text

from csptui.domain.figure import figure_text, number_text
from csptui.domain.target import target_text
from csptui.domain.trend import Verdict
from csptui.legend import (
    OTHER_PERIOD,
    VERDICT_STYLES,
    mark_of,
    movement_text,
    tally_parts,
    variance_text,
)
from csptui.outputs.appearance import STYLES
from csptui.outputs.layout import Cell, Column, cut, cut_lines, flow, indented, lay_row, rule, words_of, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csptui.domain.indicator import Indicator
    from csptui.domain.scorecard import Reading, Row, Tally
    from csptui.outputs.appearance import Look

OTHER_BASIS = "*"
"""Marks a movement on baseline in a column of trends."""

_NAME_LINES = 4
_LEAST_NAME = 16


class Table(NamedTuple):
    """The columns that suit some rows, and what their last column is measured on."""

    columns: tuple[Column, ...]
    gap: int
    look: Look
    trends: bool
    full: bool

    @property
    def margin(self) -> int:
        """Where the names begin, which is where texts under a row begin too."""
        return self.columns[0].width + self.columns[1].width + 2 * self.gap


class Parts(NamedTuple):
    """A figure in two: its number, and what stands under or behind it."""

    number: str
    rest: str


def table_for(rows: Sequence[Row], look: Look, *, full: bool = False) -> Table:
    """Choose columns for rows; `full` puts fractions and periods under the figures where there is room."""
    trends = any(row.has_trend for row in rows)
    year = rows[0].quarter.baseline().year.short if rows else "Before"
    gap = 2 if look.roomy else 1
    most = 14 if look.roomy else 9
    figures = [_figure_parts(row, look) for row in rows]
    widths = [
        _width([parts[index] for parts in figures], head, most, full=full and look.roomy)
        for index, head in enumerate((year, "Target", "Actual"))
    ]
    variance = [cell_len(variance_text(row, ascii_only=look.ascii_only)) for row in rows]
    movement = [cell_len(_movement(row, look, trends=trends)) for row in rows]
    marks = 0 if full else max((cell_len(_marks(row)) for row in rows), default=0)
    code = [cell_len(look.line(row.indicator.code)) for row in rows]
    heads = ["v target", "Trend" if trends else f"On {year}"]
    fixed = [
        Column("RAG", 5 if look.roomy else 3),
        Column("Ref", min(10, max([3, *code]))),
        Column(year, widths[0], right=True),
        Column("Target", widths[1], right=True),
        Column("Actual", widths[2], right=True),
        Column(heads[0], max([len(heads[0]), *variance]), right=True),
        Column(heads[1], max([len(heads[1]), *movement])),
    ]
    if marks:
        fixed.append(Column("", marks))
    left = look.width - sum(column.width for column in fixed) - gap * len(fixed)
    name = Column("Indicator", max(_LEAST_NAME, left))
    return Table((*fixed[:2], name, *fixed[2:]), gap, look, trends, full)


def _width(parts: Sequence[Parts], head: str, most: int, *, full: bool) -> int:
    wanted = [len(head)]
    for part in parts:
        wanted += [cell_len(word) for word in part.number.split()]
        if full:
            wanted.append(cell_len(part.rest))
    return min(most, max(wanted))


def head_lines(table: Table) -> list[Text]:
    """Give the head of a table over a hairline."""
    cells = [Cell((column.head,), "bold") for column in table.columns]
    return [*lay_row(table.columns, cells, table.gap), rule(table.look)]


def row_lines(row: Row, table: Table, *, in_words: bool = False) -> list[Text]:
    """Give one row of the table; `in_words` prints the whole name and every code of the indicator.

    A full table that is too narrow for fractions and periods has a line of its own for them.
    """
    look = table.look
    columns = table.columns
    mark = mark_of(row.rating)
    badge = mark.badge(ascii_only=look.ascii_only)
    width = columns[2].width
    name = cut_lines(wrap(look.line(_name(row, in_words=in_words)), width), _NAME_LINES, width, look)
    codes = f"({'; '.join(row.indicator.codes)})" if in_words and row.indicator.codes else ""
    name += cut_lines(wrap(look.line(codes), width), _NAME_LINES, width, look)
    parts = [
        _figure_cell(part, column.width, table)
        for part, column in zip(_figure_parts(row, look), columns[3:6], strict=True)
    ]
    variance = variance_text(row, ascii_only=look.ascii_only)
    moved = _movement(row, look, trends=table.trends)
    cells = [
        Cell((f" {badge} " if look.roomy else badge,), STYLES[mark.style]),
        Cell((cut(look.line(row.indicator.code), columns[1].width, look),)),
        Cell(name),
        *parts[:2],
        parts[2]._replace(style="bold"),
        Cell((variance,)),
        Cell((moved,), STYLES[VERDICT_STYLES[row.movement]]),
        Cell((_marks(row),)),
    ]
    lines = lay_row(columns, cells[: len(columns)], table.gap)
    if table.full and not look.roomy and (whole := figures_in_full(row, look)):
        lines += indented(flow(words_of(whole), look.width - table.margin), table.margin)
    return lines


def _name(row: Row, *, in_words: bool) -> str:
    return row.indicator.name if in_words else row.indicator.label


def _figure_cell(part: Parts, width: int, table: Table) -> Cell:
    lines = wrap(part.number, width)
    if table.full and table.look.roomy and part.rest:
        lines += wrap(part.rest, width)
    return Cell(cut_lines(lines, _NAME_LINES, width, table.look), rest="dim")


def _figure_parts(row: Row, look: Look) -> tuple[Parts, Parts, Parts]:
    number = target_text(row.target, row.indicator, period=False)
    period = target_text(row.target, row.indicator)[len(number) :].strip()
    other = f" {OTHER_PERIOD}" if row.target_is_for_another_period else ""
    return (
        split_figure(row.baseline, row.indicator, look),
        Parts(look.line(number), look.line(period + other)),
        split_figure(row.reading, row.indicator, look),
    )


def split_figure(reading: Reading, indicator: Indicator, look: Look) -> Parts:
    """Give a figure's number, and apart from it the fraction, period and marks."""
    figure = reading.figure
    number, whole = number_text(figure, indicator), figure_text(figure, indicator)
    rest = whole.removeprefix(number)
    return Parts(look.line(number), look.line(rest))


def figures_in_full(row: Row, look: Look) -> str:
    """Give the figures with fraction, period and marks, where a narrow row has no room for them."""
    baseline = split_figure(row.baseline, row.indicator, look)
    actual = split_figure(row.reading, row.indicator, look)
    parts = []
    if baseline.rest:
        parts.append(f"{row.quarter.baseline().year.short} {row.baseline_text}")
    if row.target.applies_to is not None:
        parts.append(f"target {row.target_text}")
    if actual.rest:
        parts.append(f"actual {row.actual_text}")
    return look.line(f"{'; '.join(parts)}.") if parts else ""


def _movement(row: Row, look: Look, *, trends: bool) -> str:
    text = movement_text(row, ascii_only=look.ascii_only)
    other = trends and not row.has_trend and row.movement is not Verdict.NONE
    return f"{text} {OTHER_BASIS}" if other else text


def _marks(row: Row) -> str:
    marks = [row.reading.figure.status.mark, OTHER_PERIOD if row.target_is_for_another_period else ""]
    return " ".join(mark for mark in marks if mark)


def tally_line(tally: Tally, look: Look) -> Text:
    """Give the counts of the colours: `■5  ▲2  ●10  –7`, each in words too."""
    line = Text()
    words = ("red", "amber", "green", "not rated")
    counts = (tally.red, tally.amber, tally.green, tally.none)
    for (text, style), word, count in zip(
        tally_parts(tally, ascii_only=look.ascii_only), words, counts, strict=True
    ):
        if line:
            line.append("   ")
        line.append(f" {text[0]} ", STYLES[style])
        line.append(f" {count} {word}")
    return line
