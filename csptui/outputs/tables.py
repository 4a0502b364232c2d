"""The table of indicators: its columns for a width, its head, and a row as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from csptui.domain.figure import figure_text, number_text
from csptui.domain.series_words import broken
from csptui.domain.target import target_text
from csptui.domain.trend import Verdict
from csptui.legend import (
    BREAK,
    OTHER_BASIS,
    PART,
    VERDICT_STYLES,
    mark_of,
    movement_text,
    tally_parts,
    target_marks,
    variance_text,
)
from csptui.outputs.layout import Cell, Column, cut, cut_lines, flow, indented, lay_row, rule, words_of, wrap
from csptui.outputs.line import Line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csptui.domain.indicator import Indicator
    from csptui.domain.scorecard import Reading, Row, Tally
    from csptui.outputs.appearance import Look


_NAME_LINES = 4
_LEAST_NAME = 16
_LABEL = len("Comment")
_NAME, _GIVE_WAY = 2, (3, 6, 8, 7)
"""The place of the names among the columns, and the places of those that give way to it, in turn."""


class Table(NamedTuple):
    """The columns that suit some rows, and what their last column is measured on."""

    columns: tuple[Column, ...]
    gap: int
    look: Look
    shown: tuple[int, ...]
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
    moved = "Trend" if trends else f"On {year}"
    columns = [
        Column("RAG", 5),
        Column("Ref", min(10, max([_LABEL if full else 3, *code]))),
        Column("Indicator", 0),
        Column(year, widths[0], right=True),
        Column("Target", widths[1], right=True),
        Column("Actual", widths[2], right=True),
        Column("v target", max([len("v target"), *variance]), right=True),
        Column(moved, max([len(moved), *movement])),
        Column("", marks),
    ]
    return Table(*_fitted(columns, look, gap), trends, full)


def _fitted(
    columns: list[Column], look: Look, gap: int
) -> tuple[tuple[Column, ...], int, Look, tuple[int, ...]]:
    """Give the names what the others leave; on a very narrow page some columns give way."""
    shown = [index for index, column in enumerate(columns) if column.head or column.width]
    for index in (*_GIVE_WAY, None):
        others = [columns[one].width + gap for one in shown if one != _NAME]
        room = look.width - sum(others)
        if room >= _LEAST_NAME or index is None:
            break
        shown = [one for one in shown if one != index]
    columns[_NAME] = columns[_NAME]._replace(width=max(_LEAST_NAME, room))
    return tuple(columns[one] for one in shown), gap, look, tuple(shown)


def _width(parts: Sequence[Parts], head: str, most: int, *, full: bool) -> int:
    wanted = [len(head)]
    for part in parts:
        wanted += [cell_len(word) for word in part.number.split()]
        if full:
            wanted.append(cell_len(part.rest))
    return min(most, max(wanted))


def head_lines(table: Table) -> list[Line]:
    """Give the head of a table over a hairline."""
    cells = [Cell((column.head,), "strong") for column in table.columns]
    return [*lay_row(table.columns, cells, table.gap), rule(table.look)]


def row_lines(row: Row, table: Table) -> list[Line]:
    """Give one row of the table.

    A full table that is too narrow for fractions and periods has a line of its own for them.
    """
    look = table.look
    width = {index: column.width for index, column in zip(table.shown, table.columns, strict=True)}
    mark = mark_of(row.rating)
    strong = "strong" if table.full else ""
    figures = [
        _figure_cell(part, width.get(index, 1), table)
        for index, part in enumerate(_figure_parts(row, look), start=_NAME + 1)
    ]
    cells = [
        Cell((f" {mark.badge(ascii_only=look.ascii_only)} ",), mark.style),
        Cell((cut(look.line(row.indicator.code), width[1], look),), strong),
        _name_cell(row, width[_NAME], table),
        *figures[:2],
        figures[2]._replace(style="strong"),
        Cell((variance_text(row, ascii_only=look.ascii_only),)),
        Cell((_movement(row, look, trends=table.trends),), VERDICT_STYLES[row.movement]),
        Cell((_marks(row),)),
    ]
    lines = lay_row(table.columns, [cells[index] for index in table.shown], table.gap)
    if table.full and not look.roomy and (whole := figures_in_full(row, look)):
        lines += labelled("Figures", flow(words_of(whole), look.width - table.margin), table)
    return lines


def _name_cell(row: Row, width: int, table: Table) -> Cell:
    look = table.look
    name = cut_lines(wrap(look.line(row.indicator.label), width), _NAME_LINES, width, look)
    return Cell(name, "strong" if table.full else "", upper=len(name))


def labelled(label: str, lines: Sequence[Line], table: Table) -> list[Line]:
    """Set lines under the name of a row, with a label under its reference."""
    before = table.columns[0].width + table.gap
    return indented(lines, table.margin, " " * before + label)


def _figure_cell(part: Parts, width: int, table: Table) -> Cell:
    lines = wrap(part.number, width)
    upper = len(lines)
    if table.full and table.look.roomy and part.rest:
        lines += wrap(part.rest, width)
    return Cell(cut_lines(lines, _NAME_LINES, width, table.look), rest="quiet", upper=upper)


def _figure_parts(row: Row, look: Look) -> tuple[Parts, Parts, Parts]:
    number = target_text(row.target, row.indicator, period=False)
    period = target_text(row.target, row.indicator)[len(number) :].strip()
    other = "".join(f" {mark}" for mark in target_marks(row))
    return (
        _of_part(split_figure(row.baseline, row.indicator, look), row.baseline_part),
        Parts(look.line(number), look.line(period + other)),
        _of_part(split_figure(row.reading, row.indicator, look), row.part),
    )


def _of_part(figure: Parts, part: str) -> Parts:
    return figure._replace(number=f"{figure.number}{PART}") if part else figure


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
    if row.target.applies_to is not None or row.target.is_rolled:
        parts.append(f"target {' '.join((row.target_text, *target_marks(row)))}")
    if actual.rest:
        parts.append(f"actual {row.actual_text}")
    return look.line(f"{'; '.join(parts)}.") if parts else ""


def _movement(row: Row, look: Look, *, trends: bool) -> str:
    text = movement_text(row, ascii_only=look.ascii_only)
    other = trends and not row.has_trend and row.movement is not Verdict.NONE
    marks = (OTHER_BASIS if other else "", BREAK if broken(row) is not None else "")
    return " ".join(part for part in (text, *marks) if part)


def _marks(row: Row) -> str:
    marks = [row.reading.figure.status.mark, *target_marks(row)]
    return " ".join(mark for mark in marks if mark)


def tally_lines(tally: Tally, look: Look) -> list[Line]:
    """Give the counts of the colours in words beside their badges, and of the figures still owed."""
    line = Line()
    words = ("red", "amber", "green", "not rated")
    counts = (tally.red, tally.amber, tally.green, tally.none)
    parts = tally_parts(tally, ascii_only=look.ascii_only)
    for (text, style), word, count in zip(parts, words, counts, strict=True):
        if line:
            line.append("   ")
        line.append(f" {text[0]} ", style)
        line.append(f" {count:,} {word}")
    if not tally.owed:
        return [line]
    owed = "1 figure is still owed" if tally.owed == 1 else f"{tally.owed:,} figures are still owed"
    return [line, Line(f"{owed}.")]
