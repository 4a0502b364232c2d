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

from csptui.outputs.axes import Labels, group_row, name_row, places, scale_of
from csptui.outputs.layout import cut, padded
from csptui.outputs.line import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from decimal import Decimal
    from fractions import Fraction

    from csptui.domain.quarter import Quarter
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
]

LEAST_ROWS = 3
"""Rows that the points have in any case, however low the chart is asked to be."""

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
    DOTTED = (". ", ". ")
    SPARSE = (".   ", ".   ")


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


def quarter_labels(quarters: Sequence[Quarter]) -> Labels:
    """Give the labels of an axis of quarters: `Q1` under each, and the year where it begins."""
    return Labels(tuple(f"Q{one.number}" for one in quarters), tuple(one.year.short for one in quarters))


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
    labels = Labels(tuple(map(look.line, named.names)), tuple(map(look.line, named.groups)))
    held = [value for one in series for value in one.values if value is not None]
    if not any(value is not None for one in series if isinstance(one, Plotted) for value in one.values):
        return [Line(cut("No figure to draw.", width, look), "quiet")]
    legend = _legend(series, breaks.name if any(breaks.at) else "", width, look)
    rows = max(LEAST_ROWS, height - len(legend) - (3 if labels.groups else 2))
    scale = scale_of(held, rows, lambda value: look.line(y_text(value)))
    margin = max(len(text) for _, text in scale.ticks)
    room = max(1, width - margin - 2)
    columns = places(len(labels.names), room)
    ticks = dict(scale.ticks)
    body = []
    for row, cells in enumerate(drawn(series, scale, columns, room, breaks.at, ascii_only=look.ascii_only)):
        tick = ticks.get(rows - 1 - row)
        axis = look.pick("┤", "+") if tick is not None else look.pick("│", "|")
        line = Line.of((padded(tick or "", margin, right=True) + " " + axis, "quiet"))
        for sign, style in cells:
            line.append(sign, style)
        body.append(line)
    return [*body, *_axis(labels, columns, margin, room, look), *legend]


def _axis(labels: Labels, columns: Sequence[int], margin: int, room: int, look: Look) -> list[Line]:
    names, ticked = name_row(labels, columns, room)
    groups, grouped = group_row(labels, columns, room)
    signs = [look.hairline] * room
    for column in (*ticked, *grouped):
        signs[column] = look.pick("┬", "+")
    blank = " " * (margin + 2)
    lines = [Line(" " * (margin + 1) + look.pick("└", "+") + "".join(signs), "quiet")]
    lines += [Line.of(blank, (one.rstrip(), "quiet")) for one in (names, groups) if one.strip()]
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
    for one in series:
        held = [at for at, value in enumerate(one.values) if value is not None]
        if isinstance(one, Level):
            sign = (look.pick(*one.stroke.value) * 3)[:5].rstrip()
            found |= {(sign, one.name): one.style} if held and one.name else {}
            continue
        for at in held:
            signal = one.signals.get(at)
            shape, name, style = signal or (one.shape, one.name, one.style)
            if name:
                found.setdefault((look.pick(*shape.value), name), style)
    if break_name:
        found[(look.pick("│", "|"), break_name)] = "quiet"
    return [(sign, name, style) for (sign, name), style in found.items()]
