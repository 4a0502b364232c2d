"""The numbers of a history, a line a quarter; columns go one by one where a window is too narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.cells import cell_len

from csptui.domain.shown import show_line
from csptui.domain.target import target_text
from csptui.domain.trend import TrendKind
from csptui.legend import VERDICT_STYLES
from csptui.outputs.history import average_text, number, trend_text, value_text, year_text
from csptui.tui.cells import fit
from csptui.tui.widgets.indicator_table import HEADER
from csptui.tui.widgets.line_list import HeadedList, Parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csptui.analysis.history import HistoryRow, HistoryTable
    from csptui.domain.indicator import Indicator
    from csptui.domain.trend import Trend

SCROLLBAR = 1
WIDEST = 22
"""Columns that no cell but the first goes beyond."""


class _Column(NamedTuple):
    """Heading, texts with their inks, whether they stand to the right, and how soon it is left out."""

    heading: str
    cells: Sequence[tuple[str, str]]
    right: bool = False
    rank: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it."""
        return not any(text for text, _ in self.cells)

    @property
    def width(self) -> int:
        """The columns that its widest text takes."""
        return min(WIDEST, max(cell_len(text) for text, _ in ((self.heading, ""), *self.cells)))


class QuarterList(HeadedList[str, int]):
    """Quarters, oldest first, with a cursor; an entry is the place of its row in the history."""

    header: ClassVar[int] = HEADER

    def __init__(self, *, ascii_only: bool = False, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(ascii_only=ascii_only, id=id)
        self._columns: tuple[_Column, ...] = ()
        self._shown: tuple[_Column, ...] = ()
        self._gap = 2

    def put_history(self, table: HistoryTable, at: int) -> None:
        """Show a history, with the cursor on one of its rows."""
        self._columns = _columns(table, ascii_only=self.ascii_only)
        self.put([(None, range(len(table.rows)))], at=at, empty=" No figure is held in any quarter.")

    def width_within(self, most: int) -> int:
        """Give the columns of the window that the list takes of at most so many, scrollbar included."""
        self.fit_columns(most - SCROLLBAR)
        return _taken(self._shown, self._gap) + SCROLLBAR

    def fit_columns(self, width: int) -> None:
        """Leave out what there is no room for: first wide gaps, then the columns that can be missed."""
        kept = list(self._columns)
        for gap in (2, 1):
            self._gap = gap
            if _taken(kept, gap) <= width:
                break
        while _taken(kept, self._gap) > width and any(one.rank for one in kept):
            kept.remove(max(kept, key=lambda one: one.rank))
        self._shown = tuple(kept)

    def header_parts(self) -> Parts:
        """Give the names of the columns."""
        return [(" ", "dim"), *((self._cell(one, one.heading), "dim") for one in self._shown)]

    def parts(self, item: int) -> Parts:
        """Give a quarter's numbers."""
        return [(self._cell(one, one.cells[item][0]), one.cells[item][1]) for one in self._shown]

    def _cell(self, column: _Column, text: str) -> str:
        shown = fit(text, column.width, right=column.right, ascii_only=self.ascii_only)
        return (" " * self._gap if column is not self._shown[0] else "") + shown


def _taken(columns: Sequence[_Column], gap: int) -> int:
    return 1 + sum(one.width + gap for one in columns) - gap + 1


def _columns(table: HistoryTable, *, ascii_only: bool) -> tuple[_Column, ...]:
    indicator, rows = table.indicator, table.rows
    dash = "-" if ascii_only else "–"
    targets = [target_text(row.point.target, indicator) for row in rows]
    averages = [average_text(row.point.average, indicator) for row in rows]
    found = [
        _Column("Quarter", [(str(row.quarter), "ink") for row in rows]),
        _Column("Actual", [(value_text(row, indicator) or dash, "strong") for row in rows], right=True),
        _Column("", [("".join(row.marks), "note") for row in rows], rank=1),
        _Column("12 months", [(_rolling(row, indicator), "ink") for row in rows], right=True, rank=2),
        _Column("On a year ago", [_year(row) for row in rows], rank=3),
        _Column("Target", [(one, "dim") for one in targets], right=True, rank=5),
        _Column("Average", [(one, "dim") for one in averages], right=True, rank=6),
        _Column("Trend", [_trend(row.trend, ascii_only=ascii_only) for row in rows], rank=4),
    ]
    safe = [one._replace(cells=[(str(show_line(text)), ink) for text, ink in one.cells]) for one in found]
    return tuple(one for one in safe if not one.is_empty)


def _rolling(row: HistoryRow, indicator: Indicator) -> str:
    return number(row.rolling.value, indicator)


def _year(row: HistoryRow) -> tuple[str, str]:
    return year_text(row.year_on_year), VERDICT_STYLES[row.year_on_year.verdict]


def _trend(found: Trend, *, ascii_only: bool) -> tuple[str, str]:
    styles = {TrendKind.IMPROVING: "better", TrendKind.WORSENING: "worse"}
    return trend_text(found, ascii_only=ascii_only), styles.get(found.kind, "same")
