"""The charts of an indicator: its figures, its rolling 12 months, its control chart; each as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.analysis.xmr import Call
from csptui.domain.amounts import amount
from csptui.domain.figure import digits
from csptui.domain.indicator import PeriodBasis
from csptui.domain.target import Comparison
from csptui.outputs.chart import (
    Breaks,
    Labels,
    Level,
    Plotted,
    Shape,
    Signal,
    Stroke,
    chart_lines,
    quarter_labels,
    year_labels,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from decimal import Decimal

    from csptui.analysis.history import HistoryTable
    from csptui.analysis.xmr import Chart
    from csptui.domain.indicator import Indicator
    from csptui.domain.quarter import FinancialYear, Quarter
    from csptui.domain.series import Point
    from csptui.outputs.appearance import Look
    from csptui.outputs.line import Line

SIGNALS = {
    Call.IMPROVEMENT: Signal(Shape.TRIANGLE, "improvement", "better"),
    Call.CONCERN: Signal(Shape.SQUARE, "concern", "worse"),
    Call.NEUTRAL: Signal(Shape.ARROW, "special cause", "strong"),
}


def figure_drawing(
    table: HistoryTable, width: int, height: int, look: Look, mark: Quarter | None = None
) -> list[Line]:
    """Draw every figure, with target and group average: by quarter, or by year where one is of a year.

    A quarter may have a mark on the axis.
    """
    if table.is_yearly:
        named, places = "figure of the year", _years(table)
        labels = year_labels([year for year, _ in places], mark)
        points = [point for _, point in places]
    else:
        named = "rolling 12 months" if table.indicator.basis is PeriodBasis.ROLLING else "figure"
        points = [row.point for row in table.rows]
        labels = quarter_labels([row.quarter for row in table.rows], mark)
    figures = Plotted(named, [None if point is None else point.value for point in points])
    breaks = Breaks(_breaks(table.indicator, points))
    series: list[Plotted | Level] = [*_levels(points), figures]
    return chart_lines(series, labels, width, height, look, y_text=_text(table.indicator), breaks=breaks)


def _years(table: HistoryTable) -> list[tuple[FinancialYear, Point | None]]:
    """Give each year with the last whole figure that was held in it, one that was held before only there.

    A figure that is held in several quarters is one point, as in `Series.apart`.
    """
    last = {row.point.covers: row.point for row in table.rows if row.point.value is not None}
    held: dict[FinancialYear, Point] = {}
    for point in sorted(last.values(), key=lambda one: one.quarter):
        held[point.quarter.year] = point
    if not held:
        return []
    every = [min(held)]
    while every[-1] < max(held):
        every.append(every[-1].next())
    return [(year, held.get(year)) for year in every]


def _breaks(indicator: Indicator, points: Sequence[Point | None]) -> list[int]:
    """Give the places before which there is a break in series, counted from 0."""
    found, before = [], None
    for at, point in enumerate(points):
        if point is None:
            continue
        if before is not None and indicator.breaks_between(before.quarter, point.quarter):
            found.append(at)
        before = point
    return found


def _text(indicator: Indicator) -> Callable[[Decimal], str]:
    return lambda value: amount(value, indicator)


def rolling_drawing(
    table: HistoryTable, width: int, height: int, look: Look, mark: Quarter | None = None
) -> list[Line]:
    """Draw the rolling 12 months to each quarter; a target is of another period, and is left out."""
    rolling = Plotted("rolling 12 months", [row.rolling.value for row in table.rows], Shape.SQUARE)
    labels = quarter_labels([row.quarter for row in table.rows], mark)
    breaks = Breaks(_breaks(table.indicator, [row.point for row in table.rows]))
    return chart_lines([rolling], labels, width, height, look, y_text=_text(table.indicator), breaks=breaks)


def control_drawing(
    chart: Chart,
    width: int,
    height: int,
    look: Look,
    indicator: Indicator | None = None,
    mark: Quarter | None = None,
) -> list[Line]:
    """Draw a control chart: points with their signals, mean, limits and warning lines, and the target.

    The limits of each group stand over its own points.
    """
    limits = [point.limits for point in chart.points]
    signals = {at: SIGNALS[one.call] for at, one in enumerate(chart.points) if one.call in SIGNALS}
    edges = [] if chart.edge is None else [chart.edge.limit]
    if chart.edge is not None and chart.edge.comparison is Comparison.WITHIN:
        edges.append(-chart.edge.limit)
    count = len(chart.points)
    series: list[Plotted | Level] = [
        Level("warning", [one.upper_warning for one in limits], Stroke.SPARSE),
        Level("warning", [one.lower_warning for one in limits], Stroke.SPARSE),
        Level("limits", [one.upper for one in limits], Stroke.DOTTED),
        Level("limits", [one.lower for one in limits], Stroke.DOTTED),
        Level("mean", [one.mean for one in limits], Stroke.SOLID),
        *(Level("target", [edge] * count, Stroke.DASHED) for edge in edges),
        Plotted("figure", [one.value for one in chart.points], signals=signals),
    ]
    labels = _charted_labels(chart, mark)
    breaks = Breaks([number - 1 for number in chart.rebases], "limits begin anew")
    text = digits if indicator is None else _text(indicator)
    return chart_lines(series, labels, width, height, look, y_text=text, breaks=breaks)


def _charted_labels(chart: Chart, mark: Quarter | None) -> Labels:
    """Give the quarters of a chart, its years where each has one point, or the numbers of its points."""
    quarters = [point.quarter for point in chart.points if point.quarter is not None]
    if len(quarters) < len(chart.points):
        return Labels([str(at) for at in range(1, len(chart.points) + 1)])
    years = [quarter.year for quarter in quarters]
    return year_labels(years, mark) if len(set(years)) == len(years) else quarter_labels(quarters, mark)


def _levels(points: Sequence[Point | None]) -> list[Level]:
    """Give the lines of targets, two for a band round zero, and of the group average."""
    edges = [None if point is None else point.target.edge for point in points]
    averages = [None if point is None else point.average for point in points]
    limits = [None if edge is None else edge.limit for edge in edges]
    below = [
        None if edge is None or edge.comparison is not Comparison.WITHIN else -edge.limit for edge in edges
    ]
    return [
        Level("group average", [None if one is None else one.average for one in averages], Stroke.DOTTED),
        Level("target", below, Stroke.DASHED),
        Level("target", limits, Stroke.DASHED),
    ]
