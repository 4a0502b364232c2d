"""The axes of a chart: a scale of round numbers, and labels that never meet."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from rich.cells import cell_len

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Number: TypeAlias = "Decimal | Fraction | int | float"

_TRIES = 60
_NEAR = Fraction(35, 100)
"""Figures of which the least is within this part of the greatest are drawn from 0 on."""
_STRIDES = (1, 2, 4, 5, 10, 20, 40, 50, 100, 200, 400, 500, 1000)


class Labels(NamedTuple):
    """What stands under the places of a chart: a name each, and the group that it belongs to, if any.

    The place that is `marked`, counted from 0, has a mark on the axis.
    """

    names: Sequence[str]
    groups: Sequence[str] = ()
    marked: int | None = None


class Scale(NamedTuple):
    """The figures from the lowest line of a chart to its highest, and the text of some lines from below."""

    low: Fraction
    high: Fraction
    rows: int
    ticks: tuple[tuple[int, str], ...]

    def row(self, value: Number) -> int:
        """Give the line of a figure, counted from below."""
        return round((Fraction(value) - self.low) / (self.high - self.low) * (self.rows - 1))


def scale_of(held: Sequence[Number], rows: int, text: Callable[[Decimal], str]) -> Scale:
    """Give a scale that all figures held fit in, with as many round numbers as read well.

    It begins at 0 where that costs the figures little of their room, and has some room round a single
    figure, or figures that are all alike.
    """
    low, high = _reach([Fraction(one) for one in held])
    most = max(2, min(rows // 2, rows // 3 + 2))
    scale = Scale(low, high, rows, ())
    for step in islice(_steps(high - low), _TRIES):
        first, last = -(-low // step), high // step
        if last - first >= most:
            continue
        if first >= last:
            first, last = low // step, -(-high // step)
        scale = Scale(min(low, first * step), max(high, last * step), rows, ())
        ticks = [(scale.row(at * step), text(_decimal(at * step))) for at in range(first, last + 1)]
        scale = scale._replace(ticks=tuple(ticks))
        if len(dict(ticks)) == len({said for _, said in ticks}) == len(ticks):
            break
    return scale


def _reach(values: Sequence[Fraction]) -> tuple[Fraction, Fraction]:
    """Give the least and the greatest figure that a scale has, which are not the same."""
    low, high = min(values), max(values)
    if low == high:
        spread = abs(low) / 10 or Fraction(1)
        return low - spread, high + spread
    if 0 < low <= high * _NEAR:
        return Fraction(0), high
    if high < 0 and high >= low * _NEAR:
        return low, Fraction(0)
    return low, high


def _steps(spread: Fraction) -> Iterator[Fraction]:
    """Give 1, 2 and 5 of each power of ten, from a tenth of the spread on; without end."""
    power = len(str(spread.numerator)) - len(str(spread.denominator)) - 2
    while True:
        for times in (1, 2, 5):
            yield times * Fraction(10) ** power
        power += 1


def _decimal(mark: Fraction) -> Decimal:
    """Give a round number, exactly: its denominator has no other factor than 2 and 5."""
    if mark.denominator == 1:
        return Decimal(mark.numerator)
    places = len(str(mark.denominator)) * 4
    scaled = mark * 10**places
    return Decimal(f"{int(scaled)}e-{places}").normalize()


def places(count: int, room: int) -> tuple[int, ...]:
    """Give the column of each place, evenly from the left edge to the right."""
    if count <= 1:
        return (room // 2,) * count
    edge = 1 if room > 2 * count else 0
    last = room - 1 - 2 * edge
    return tuple(edge + (2 * at * last + count - 1) // (2 * (count - 1)) for at in range(count))


def name_row(labels: Labels, columns: Sequence[int], room: int) -> tuple[str, tuple[int, ...]]:
    """Give the row of names and the columns that they are for: all, or every second.

    Where there are groups, their first places keep a name, and where not even every second name has room
    there are none. Without groups there are fewer and fewer, in round steps.
    """
    names = labels.names
    begins = 0
    if labels.groups:
        begins = next((at for at in range(1, len(names)) if labels.groups[at] != labels.groups[at - 1]), 0)
    for stride in _STRIDES:
        if labels.groups and stride > 2:  # noqa: PLR2004 - every second
            break
        chosen = [at for at in range(len(names)) if (at - begins) % stride == 0]
        row = _set_out([(columns[at] - (cell_len(names[at]) - 1) // 2, names[at]) for at in chosen], room)
        if row is not None:
            return row, tuple(columns[at] for at in chosen)
    return "", ()


def group_row(labels: Labels, columns: Sequence[int], room: int) -> tuple[str, tuple[int, ...]]:
    """Give the row of groups, each under its first place, and the columns that they begin at."""
    groups = labels.groups
    starts = [at for at in range(len(groups)) if at == 0 or groups[at] != groups[at - 1]]
    for some in (starts, starts[1:]):
        for stride in _STRIDES:
            chosen = some[::stride]
            row = _set_out([(columns[at], groups[at]) for at in chosen], room)
            if chosen and row is not None:
                return row, tuple(columns[at] for at in chosen)
    return "", ()


def _set_out(texts: Sequence[tuple[int, str]], room: int) -> str | None:
    """Set texts at their columns, moved in from the edges; None where two would meet."""
    row = ""
    for column, text in texts:
        at = max(0, min(column, room - cell_len(text)))
        if at < cell_len(row) + (1 if row else 0) or at + cell_len(text) > room:
            return None
        row += " " * (at - cell_len(row)) + text
    return row
