"""Draws points and lines on plotille's canvas, and gives them in signs that every terminal has.

Plotille's own lines are Braille dots, which many fonts lack and no reader of a print-out knows. So a line
is drawn on a small canvas with a dot for each character that it goes through, and read back from there.
This module brings the library in, and is itself imported only when a chart is asked for.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from plotille import Canvas

from csptui.outputs.chart import Level, Plotted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from csptui.outputs.axes import Scale

    Cell = tuple[str, str]
    """A sign and its style."""
    Place = tuple[int, int]
    """A column, and a row from below."""

_ACROSS, _UP = 2, 4
"""Dots of a character, which a canvas counts in."""
_BLANK, _MARKS = 0x2800, 0xE000
"""The character without dots, and the first of those that stand for a sign and its style."""
_DOTS = ((64, 4, 2, 1), (128, 32, 16, 8))
"""The bits of a character's dots, by column and then from below."""

CROWDED = 0.8
"""Points to a column from which lines between them would hide more than they show."""

_SIGNS = {"─": "-", "│": "|"}


def drawn(
    series: Sequence[Plotted | Level],
    scale: Scale,
    columns: Sequence[int],
    room: int,
    breaks: Sequence[int],
    *,
    ascii_only: bool,
) -> list[list[Cell]]:
    """Draw levels, then breaks, then series with their points on top; give the rows from above."""
    sheet = _Sheet(room, scale.rows, ascii_only=ascii_only)
    for one in series:
        if isinstance(one, Level):
            sheet.level(one, scale, columns)
    for at in breaks:
        if 0 < at < len(columns):
            sheet.upright((columns[at - 1] + columns[at] + 1) // 2)
    plotted = [one for one in series if isinstance(one, Plotted)]
    for one in plotted if room * CROWDED >= len(columns) else ():
        sheet.joins(one, scale, columns, frozenset(breaks))
    for one in plotted:
        sheet.points(one, scale, columns)
    return sheet.rows()


class _Sheet:
    """One canvas; each character on it stands for a sign and a style."""

    def __init__(self, columns: int, rows: int, *, ascii_only: bool) -> None:
        self._canvas = Canvas(columns, rows, 0, 0, columns * _ACROSS, rows * _UP)
        self._size = (columns, rows)
        self._cells: dict[Cell, int] = {}
        self._pick = int(ascii_only)

    def put(self, place: Place, sign: str, style: str) -> None:
        """Put a sign at a place, over what stands there."""
        number = self._cells.setdefault((sign, style), len(self._cells))
        self._canvas.point(place[0] * _ACROSS, place[1] * _UP, marker=chr(_MARKS + number))

    def upright(self, column: int) -> None:
        """Draw a line from top to bottom."""
        for row in range(self._size[1]):
            self.put((column, row), "│|"[self._pick], "quiet")

    def level(self, level: Level, scale: Scale, columns: Sequence[int]) -> None:
        """Draw a level, each place's over the columns that are nearest to it."""
        pattern = level.stroke.value[self._pick]
        at = 0
        for column in range(self._size[0]):
            while at + 1 < len(columns) and columns[at + 1] - column <= column - columns[at]:
                at += 1
            value, sign = level.values[at], pattern[column % len(pattern)]
            if value is not None and sign != " ":
                self.put((column, scale.row(value)), sign, level.style)

    def joins(self, one: Plotted, scale: Scale, columns: Sequence[int], breaks: frozenset[int]) -> None:
        """Join each point to the one before it, where both are held and no break is between."""
        before: Place | None = None
        for at, value in enumerate(one.values):
            place = None if value is None or not one.joined else (columns[at], scale.row(value))
            if place is not None and before is not None and at not in breaks:
                for where, sign in strokes(before, place):
                    self.put(where, _SIGNS.get(sign, sign) if self._pick else sign, "quiet")
            before = place

    def points(self, one: Plotted, scale: Scale, columns: Sequence[int]) -> None:
        """Put the points, those with a sign of their own last."""
        held = [(at, value) for at, value in enumerate(one.values) if value is not None]
        for at, value in sorted(held, key=lambda point: point[0] in one.signals):
            signal = one.signals.get(at)
            shape, style = (one.shape, one.style) if signal is None else (signal.shape, signal.style)
            self.put((columns[at], scale.row(value)), shape.value[self._pick], style)

    def rows(self) -> list[list[Cell]]:
        """Give what is drawn, from above."""
        cells = list(self._cells)
        lines = self._canvas.plot(linesep="\n").split("\n")
        return [
            [(" ", "") if ord(sign) == _BLANK else cells[ord(sign) - _MARKS] for sign in one] for one in lines
        ]


def strokes(one: Place, other: Place) -> Iterator[tuple[Place, str]]:
    """Give the strokes between two places, from left to right, without the two themselves."""
    across, up = other[0] - one[0], other[1] - one[1]
    width, height = across // _ACROSS + 1, abs(up) // _UP + 1
    canvas = Canvas(width, height, 0, 0, width * _ACROSS, height * _UP)
    canvas.line(0, max(0, -up), across, max(0, up))
    dots = sorted(_dots(canvas), key=lambda dot: (dot[0], dot[1] if up >= 0 else -dot[1]))
    slope, low = "/" if up > 0 else "\\", min(one[1], other[1])
    for before, dot in pairwise(dots[:-1]):
        sign = "─" if dot[1] == before[1] else "│" if dot[0] == before[0] else slope
        yield (one[0] + dot[0], low + dot[1]), sign


def _dots(canvas: Canvas) -> Iterator[Place]:
    """Give the place of every dot of a canvas."""
    for row, line in enumerate(reversed(canvas.plot(linesep="\n").split("\n"))):
        for column, sign in enumerate(line):
            for right in range(_ACROSS):
                for up in range(_UP):
                    if (ord(sign) - _BLANK) & _DOTS[right][up]:
                        yield column * _ACROSS + right, row * _UP + up
