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
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from csptui.analysis.history import HistoryTable
    from csptui.analysis.xmr import Chart
    from csptui.domain.indicator import Indicator
    from csptui.domain.series import Point
    from csptui.outputs.appearance import Look
    from csptui.outputs.line import Line

SIGNALS = {
    Call.IMPROVEMENT: Signal(Shape.TRIANGLE, "special cause: improvement", "better"),
    Call.CONCERN: Signal(Shape.SQUARE, "special cause: concern", "worse"),
    Call.NEUTRAL: Signal(Shape.ARROW, "special cause, neither better nor worse", "strong"),
}


def figure_drawing(table: HistoryTable, width: int, height: int, look: Look) -> list[Line]:
    """Draw the figure of every quarter, with the target and the group average of each."""
    points = [row.point for row in table.rows]
    named = "rolling 12 months" if table.indicator.basis is PeriodBasis.ROLLING else "figure"
    figures = Plotted(named, [point.value for point in points])
    return _drawing(table.indicator, points, [*_levels(points), figures], width, height, look)


def rolling_drawing(table: HistoryTable, width: int, height: int, look: Look) -> list[Line]:
    """Draw the rolling 12 months to each quarter; a target is of another period, and is left out."""
    points = [row.point for row in table.rows]
    rolling = Plotted("rolling 12 months", [row.rolling.value for row in table.rows], Shape.SQUARE)
    return _drawing(table.indicator, points, [rolling], width, height, look)


def control_drawing(
    chart: Chart, width: int, height: int, look: Look, indicator: Indicator | None = None
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
        Level("warning lines", [one.upper_warning for one in limits], Stroke.SPARSE),
        Level("warning lines", [one.lower_warning for one in limits], Stroke.SPARSE),
        Level("limits", [one.upper for one in limits], Stroke.DOTTED),
        Level("limits", [one.lower for one in limits], Stroke.DOTTED),
        Level("mean", [one.mean for one in limits], Stroke.SOLID),
        *(Level("target", [edge] * count, Stroke.DASHED) for edge in edges),
        Plotted("figure", [one.value for one in chart.points], signals=signals),
    ]
    quarters = [point.quarter for point in chart.points if point.quarter is not None]
    labels = Labels([str(at + 1) for at in range(count)])
    if len(quarters) == count:
        labels = quarter_labels(quarters)

    def text(value: Decimal) -> str:
        return digits(value) if indicator is None else amount(value, indicator)

    breaks = Breaks([number - 1 for number in chart.rebases], "limits begin anew")
    return chart_lines(series, labels, width, height, look, y_text=text, breaks=breaks)


def _levels(points: Sequence[Point]) -> list[Level]:
    """Give the lines of targets, two for a band round zero, and of the group average."""
    edges = [point.target.edge for point in points]
    limits = [None if edge is None else edge.limit for edge in edges]
    levels = [Level("target", limits, Stroke.DASHED)]
    if any(edge is not None and edge.comparison is Comparison.WITHIN for edge in edges):
        below = [
            -edge.limit if edge is not None and edge.comparison is Comparison.WITHIN else None
            for edge in edges
        ]
        levels.append(Level("target", below, Stroke.DASHED))
    averages = [None if point.average is None else point.average.average for point in points]
    return [Level("group average", averages, Stroke.DOTTED), *levels]


def _drawing(
    indicator: Indicator,
    points: Sequence[Point],
    series: Sequence[Plotted | Level],
    width: int,
    height: int,
    look: Look,
) -> list[Line]:
    labels = quarter_labels([point.quarter for point in points])
    breaks = Breaks([at for at, point in enumerate(points) if point.breaks])

    def text(value: Decimal) -> str:
        return amount(value, indicator)

    return chart_lines(series, labels, width, height, look, y_text=text, breaks=breaks)
