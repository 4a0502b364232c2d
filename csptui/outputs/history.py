"""The history of one indicator as a page: a chart, a line a quarter, and what is to be known of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from csptui.domain.figure import digits, number_text
from csptui.domain.target import target_text
from csptui.domain.trend import TrendKind, Verdict
from csptui.domain.why import polarity_words
from csptui.legend import ARROWS, ASCII_ARROWS, TREND_WORDS, VERDICT_STYLES
from csptui.outputs.drawings import figure_drawing
from csptui.outputs.layout import Cell, Column, cut, flow, lay_row, rule, spread, words_of
from csptui.outputs.line import Line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from csptui.analysis.history import HistoryRow, HistoryTable
    from csptui.analysis.twelve_months import YearOnYear
    from csptui.domain.dataset import Dataset
    from csptui.domain.groups import GroupAverage
    from csptui.domain.indicator import Indicator
    from csptui.domain.trend import Trend
    from csptui.outputs.appearance import Look

_GAP, _LEAST_GAP = 2, 1
_CHART = 14
"""Lines of the chart, about."""
_LEAST = 4
"""Columns that the last column has in any case."""
_FIRST = 5
"""What is to spare before gaps grow narrower."""


class _Shown(NamedTuple):
    """One column: its head, and a text with its style for each row; the most `spare` goes first."""

    head: str
    cells: Sequence[tuple[str, str]]
    right: bool = False
    spare: int = 0

    @property
    def is_empty(self) -> bool:
        return not any(text for text, _ in self.cells)

    def width(self, look: Look) -> int:
        """Give the columns of the page that it needs."""
        return max(len(self.head), *(cell_len(look.line(text)) for text, _ in self.cells))


def history_page(dataset: Dataset, history: HistoryTable, notes: Sequence[str], look: Look) -> list[Line]:
    """Give one indicator's history."""
    indicator = history.indicator
    title = Line(look.line(indicator.code), "strong")
    lines = spread(title, Line(look.line(f"{dataset.partnership.label}, history")), look.width)
    lines += flow(words_of(look.line(indicator.name), "strong"), look.width)
    described = (indicator.unit.value, polarity_words(indicator.polarity), indicator.basis.words)
    lines += [*flow(words_of(look.line("; ".join(described))), look.width), rule(look)]
    shown = history.for_reading()
    if shown.rows:
        if len(shown.rows) > 1:
            lines += [*figure_drawing(shown, look.width, _CHART, look), rule(look)]
        lines += [*_table(shown, look), rule(look)]
    for note in notes:
        lines += flow(words_of(look.line(note)), look.width)
    return lines


def _table(history: HistoryTable, look: Look) -> list[Line]:
    """Give a line for each quarter; a column that nothing stands in is left out."""
    indicator, rows = history.indicator, history.rows
    nothing = look.pick("–", "-")
    rolling = [(number(row.rolling.value, indicator), "") for row in rows]
    targets = [(target_text(row.point.target, indicator), "") for row in rows]
    averages = [(average_text(row.point.average, indicator), "") for row in rows]
    columns = [
        _Shown("Quarter", [(str(row.quarter), "") for row in rows]),
        _Shown("Actual", [(value_text(row, indicator) or nothing, "strong") for row in rows], right=True),
        _Shown("", [(" ".join(row.marks), "") for row in rows]),
        _Shown("As at", [(_as_at(row), "") for row in rows], spare=_FIRST),
        _Shown("12 months", rolling, right=True, spare=1),
        _Shown("On a year ago", [_year(row.year_on_year, look) for row in rows], spare=2),
        _Shown("Target", targets, right=True, spare=3),
        _Shown("Average", averages, right=True, spare=4),
        _Shown("Trend", [_trend(row.trend, look) for row in rows]),
    ]
    return _laid([one for one in columns if not one.is_empty], look)


def _fitting(shown: Sequence[_Shown], look: Look) -> tuple[list[_Shown], int]:
    """Leave out what is to spare until the rest has room, first without narrower gaps; give the gap too."""
    kept, gap = list(shown), _GAP
    while sum(one.width(look) for one in kept) + gap * (len(kept) - 1) > look.width:
        spare = max(kept, key=lambda one: one.spare)
        if gap > _LEAST_GAP and spare.spare < _FIRST:
            gap = _LEAST_GAP
        elif spare.spare:
            kept.remove(spare)
        else:
            break
    return kept, gap


def _laid(shown: Sequence[_Shown], look: Look) -> list[Line]:
    """Set columns side by side as wide as what stands in them; a page that is too narrow cuts the last."""
    whole = shown
    shown, gap = _fitting(whole, look)
    widths = [one.width(look) for one in shown]
    widths[-1] = max(_LEAST, min(widths[-1], look.width - sum(widths[:-1]) - gap * (len(shown) - 1)))
    columns = [Column(one.head, width, one.right) for one, width in zip(shown, widths, strict=True)]
    heads = [Cell([cut(column.head, column.width, look)], "quiet") for column in columns]
    lines = lay_row(columns, heads, gap)
    for cells in zip(*(one.cells for one in shown), strict=True):
        texts = [
            Cell([cut(look.line(text), column.width, look)], style)
            for column, (text, style) in zip(columns, cells, strict=True)
        ]
        lines += lay_row(columns, texts, gap)
    if left_out := ", ".join(one.head for one in whole if one not in shown):
        lines += flow(words_of(f"Left out for want of room: {left_out}.", "quiet"), look.width)
    return lines


def number(value: Decimal | None, indicator: Indicator) -> str:
    """Print a number in the indicator's unit; nothing for none."""
    if value is None:
        return ""
    return digits(value, signed=indicator.signed) + indicator.unit.suffix


def value_text(row: HistoryRow, indicator: Indicator) -> str:
    """Print a quarter's figure; what is no whole one, and compared with none, stands in brackets."""
    text = number_text(row.point.reading.figure, indicator)
    part = row.point.missing and row.point.reading.figure.absence is None
    return f"({text})" if part and text else text


def average_text(average: GroupAverage | None, indicator: Indicator) -> str:
    """Print a group's average, of counts with a tenth."""
    if average is None:
        return ""
    places = 1 if indicator.unit.counts else indicator.places
    return digits(average.average, places, signed=indicator.signed) + indicator.unit.suffix


def year_text(found: YearOnYear) -> str:
    """Print a change on the same quarter a year ago: `+2.6 points worse`, `-3.2% better`, `+4`."""
    moved = found.change
    if moved is None:
        return ""
    if moved.points is not None:
        text = f"{digits(moved.points, max(1, found.places), signed=True)} points"
    elif moved.percent is not None:
        text = f"{digits(moved.percent, 1, signed=True)}%"
    else:
        text = digits(moved.units, found.places, signed=True)
    return f"{text} {found.verdict.value}" if found.verdict is not Verdict.NONE else text


def _as_at(row: HistoryRow) -> str:
    as_at = row.point.reading.figure.as_at
    return "" if as_at is None else str(as_at)


def _year(found: YearOnYear, look: Look) -> tuple[str, str]:
    return look.line(year_text(found)), VERDICT_STYLES[found.verdict]


def trend_text(found: Trend, *, ascii_only: bool = False) -> str:
    """Print a trend: `↑ worsening`, `↓↓ improving` where it is sustained, `→ static` as the board has it."""
    if found.kind is TrendKind.NONE:
        return ""
    arrow = (ASCII_ARROWS if ascii_only else ARROWS)[found.direction]
    return f"{arrow * 2 if found.sustained else arrow} {TREND_WORDS[found.kind]}"


def _trend(found: Trend, look: Look) -> tuple[str, str]:
    style = "worse" if found.kind is TrendKind.WORSENING else ""
    return trend_text(found, ascii_only=look.ascii_only), style
