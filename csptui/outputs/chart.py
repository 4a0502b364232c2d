"""A chart in the characters of a terminal: what `csptui history`, `csptui spc` and the screen all show.

`chart_lines` takes figures by place (a quarter, or any label), never a gap filled in: a value of None is
no point, no line is drawn through it, and none across a break. Nothing on the chart needs colour: a series
has its own shape, a level its own stroke, and the legend under the chart names each that is there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from rich.cells import cell_len

from csptui.outputs.axes import Labels, Scale, group_row, name_row, places, scale_of
from csptui.outputs.layout import cut, padded
from csptui.outputs.line import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from decimal import Decimal
    from fractions import Fraction

    from csptui.domain.quarter import FinancialYear, Quarter
    from csptui.outputs.appearance import Look

    Number: TypeAlias = "Decimal | Fraction | int | float"

__all__ = [
    "LEAST_ROWS",
    "Breaks",
    "Labels",
    "Level",
    "Plotted",
    "Shape",
    "Signal",
    "Stroke",
    "chart_lines",
    "quarter_labels",
    "year_labels",
]

LEAST_ROWS = 3
"""Rows that the points have in any case, however low the chart is asked to be."""

ROOMY = 10
"""Lines of a chart from which quarters have a row of labels above their years."""
LINES_A_LEGEND = 6
"""A line of legend to so many lines of a chart, one in any case; what is drawn first is left out first."""

_APART = 3


class Shape(Enum):
    """The sign of a point: as drawn, and in plain ASCII."""

    DOT = ("●", "o")
    SQUARE = ("■", "#")
    TRIANGLE = ("▲", "^")
    ARROW = ("►", ">")


class Stroke(Enum):
    """The pattern of a level line: as drawn, and in plain ASCII."""

    SOLID = ("─", "-")
    DASHED = ("–– ", "-- ")
    DOTTED = (".", ".")
    SPARSE = (". ", ". ")


class Signal(NamedTuple):
    """How one point differs from its series: its sign, and the word for it in the legend."""

    shape: Shape
    name: str
    style: str = "strong"


@dataclass(frozen=True, slots=True)
class Plotted:
    """Figures as points, each joined to the one before it where both are held and no break is between."""

    name: str
    values: Sequence[Number | None]
    shape: Shape = Shape.DOT
    style: str = ""
    joined: bool = True
    signals: Mapping[int, Signal] = field(default_factory=dict)
    """Points, by their place from 0, that have a sign of their own."""


@dataclass(frozen=True, slots=True)
class Level:
    """A line that is no series: a target, an average, a mean, a limit; it may change from place to place."""

    name: str
    values: Sequence[Number | None]
    stroke: Stroke = Stroke.SOLID
    style: str = "quiet"


class Breaks(NamedTuple):
    """The places from which on figures are of another kind than before, and the word for it in the legend."""

    at: Sequence[int] = ()
    name: str = "break in series"


def quarter_labels(quarters: Sequence[Quarter], mark: Quarter | None = None) -> Labels:
    """Give the labels of an axis of quarters: `Q1` under each, and the year where it begins."""
    names = tuple(f"Q{one.number}" for one in quarters)
    return Labels(names, tuple(one.year.short for one in quarters), _place(quarters, mark))


def year_labels(years: Sequence[FinancialYear], mark: Quarter | None = None) -> Labels:
    """Give the labels of an axis of years."""
    return Labels([one.short for one in years], marked=_place(years, None if mark is None else mark.year))


def _place(labelled: Sequence[object], mark: object) -> int | None:
    return labelled.index(mark) if mark in labelled else None


def chart_lines(
    series: Sequence[Plotted | Level],
    labels: Labels | Sequence[str],
    width: int,
    height: int,
    look: Look,
    *,
    y_text: Callable[[Decimal], str],
    breaks: Breaks | None = None,
) -> list[Line]:
    """Draw figures over their labels in at most `width` columns and about `height` lines.

    What is given last is drawn last, on top; points are always on top of lines. `y_text` prints a figure as
    its unit does. At each of the `breaks` a mark stands from top to bottom, and no line goes through it.
    Under the axis are the labels and the legend. The points have at least LEAST_ROWS lines, whatever the
    height. No figure at all gives one sentence.
    """
    from csptui.outputs.plot import drawn  # noqa: PLC0415 - the plotting library, only where a chart is drawn

    named = labels if isinstance(labels, Labels) else Labels(labels)
    breaks = breaks or Breaks()
    labels = named._replace(
        names=tuple(map(look.line, named.names)), groups=tuple(map(look.line, named.groups))
    )
    held = [value for one in series for value in one.values if value is not None]
    if not any(value is not None for one in series if isinstance(one, Plotted) for value in one.values):
        return [Line(cut("No figure to draw.", width, look), "quiet")]
    legend = _legend(series, breaks.name if any(breaks.at) else "", width, look)
    legend = legend[: max(1, height // LINES_A_LEGEND)]
    spare = height - len(legend)
    # How many lines the labels take follows from the scale, and how high that is from their number.
    frame = _frame(held, labels, _Asked(width, max(LEAST_ROWS, spare - 2), height < ROOMY), look, y_text)
    asked = _Asked(width, max(LEAST_ROWS, spare - len(frame.under)), height < ROOMY)
    frame = _frame(held, labels, asked, look, y_text)
    ticks = dict(frame.scale.ticks)
    lines = []
    rows = drawn(series, frame.scale, frame.columns, frame.room, breaks.at, ascii_only=look.ascii_only)
    for row, cells in enumerate(rows):
        tick = ticks.get(asked.rows - 1 - row)
        sign = look.pick("│", "|") if tick is None else look.pick("┤", "+")
        line = Line(look.text(f"{padded(tick or '', frame.margin, right=True)} {sign}"), "quiet")
        for text, style in cells:
            line.append(text, style)
        lines.append(line)
    return [*lines, *frame.under, *legend]


class _Asked(NamedTuple):
    """The columns of a chart, the rows of its points, and whether there is no room for two rows of labels."""

    width: int
    rows: int
    is_low: bool


class _Frame(NamedTuple):
    """The scale and the width that its texts take, the columns of the places, and the lines under them."""

    scale: Scale
    margin: int
    columns: Sequence[int]
    room: int
    under: list[Line]


def _frame(
    held: Sequence[Number], labels: Labels, asked: _Asked, look: Look, y_text: Callable[[Decimal], str]
) -> _Frame:
    widest = max(1, asked.width // 2)
    scale = scale_of(held, asked.rows, lambda value: cut(look.line(y_text(value)), widest, look))
    margin = max(cell_len(text) for _, text in scale.ticks)
    room = max(1, asked.width - margin - 2)
    columns = places(len(labels.names), room)
    under = _axis(labels, columns, margin, room, look)
    if asked.is_low and len(under) > 2:  # noqa: PLR2004 - the line itself and two rows of labels
        del under[1]
    return _Frame(scale, margin, columns, room, under)


def _axis(labels: Labels, columns: Sequence[int], margin: int, room: int, look: Look) -> list[Line]:
    names, ticked = name_row(labels, columns, room)
    groups, grouped = group_row(labels, columns, room)
    signs = [look.hairline] * room
    for column in (*ticked, *grouped):
        signs[column] = look.pick("┬", "+")
    blank = " " * (margin + 2)
    axis = Line(" " * (margin + 1) + look.pick("└", "+"), "quiet")
    mark = None if labels.marked is None else columns[labels.marked]
    for column, sign in enumerate(signs):
        axis.append(*((look.pick("▲", "^"), "strong") if column == mark else (sign, "quiet")))
    lines = [axis]
    lines += [Line.of(blank, (look.text(one.rstrip()), "quiet")) for one in (names, groups) if one.strip()]
    return lines


def _legend(series: Sequence[Plotted | Level], break_name: str, width: int, look: Look) -> list[Line]:
    """Name each sign that is on the chart, as many to a line as there is room for."""
    lines: list[Line] = []
    for sign, name, style in _entries(series, break_name, look):
        text = f" {look.line(name)}"
        size = cell_len(sign) + cell_len(text)
        if not lines or lines[-1].cells + _APART + size > width:
            lines.append(Line())
        elif lines[-1]:
            lines[-1].append(" " * _APART)
        lines[-1].append(sign, style)
        lines[-1].append(cut(text, max(1, width - cell_len(sign)), look), "quiet")
    return lines


def _entries(series: Sequence[Plotted | Level], break_name: str, look: Look) -> list[tuple[str, str, str]]:
    """Give sign, name and style of all that is drawn, each once."""
    found: dict[tuple[str, str], str] = {}
    plotted = [one for one in reversed(series) if isinstance(one, Plotted)]
    for one in plotted:
        for at, value in enumerate(one.values):
            shape, name, style = one.signals.get(at) or (one.shape, one.name, one.style)
            if name and value is not None:
                found.setdefault((look.pick(*shape.value), name), style)
    if break_name:
        found[look.pick("│", "|"), break_name] = "quiet"
    for level in (one for one in reversed(series) if isinstance(one, Level)):
        sign = (look.pick(*level.stroke.value) * 3)[:5].rstrip()
        if level.name and any(value is not None for value in level.values):
            found.setdefault((sign, level.name), level.style)
    return [(sign, name, style) for (sign, name), style in found.items()]
