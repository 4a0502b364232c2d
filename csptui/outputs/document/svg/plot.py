"""An indicator through its quarters as a line with points; gaps and breaks in series are left open."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from csptui.legend import BREAK
from csptui.outputs.document.palette import ACCENT, HAIRLINE, PAPER, QUIET, TEXT
from csptui.outputs.document.svg.text import LINE, SIZE, number, shortened, text_at, width_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from csptui.outputs.document.model import Plot, Plotted

_TOP, _FOOT, _GAP = 22.0, 26.0, 8.0
_YEAR = 4
_MANY = 30
"""From so many points on they are drawn smaller."""


class _Box(NamedTuple):
    """Where a text stands."""

    left: float
    top: float
    right: float
    foot: float

    def meets(self, other: _Box) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.foot
            and other.top < self.foot
        )


@dataclass(frozen=True, slots=True)
class _Field:
    """The field that a line is drawn on: its edges, and what its sides stand for."""

    width: float
    left: float
    right: float
    foot: float
    count: int
    low: Decimal
    high: Decimal

    def x(self, at: float) -> float:
        """Give the place of a quarter; half a step is kept free at both sides."""
        return self.left + (at + 0.5) * (self.right - self.left) / max(self.count, 1)

    def y(self, value: Decimal) -> float:
        span = self.high - self.low
        share = float((value - self.low) / span) if span else 0.5
        return self.foot - share * (self.foot - _TOP)


def drawn_plot(drawing: Plot, width: float) -> tuple[list[str], float]:
    """Give the elements of a drawing of a line, and its height."""
    height = max(170.0, min(260.0, width * 0.4))
    field = _field(drawing, width, height)
    parts = [*_ticks(drawing, field), *_labels(drawing.points, field), *_breaks(drawing.points, field)]
    runs = _target_runs(drawing.points)
    parts += [
        _line(field.x(start - 0.5), field.y(value), field.x(end + 0.5), field.y(value), QUIET, dashes="6 4")
        for start, end, value in runs
    ]
    parts += _through(drawing.points, field)
    parts += _target_name(drawing, field, runs)
    return parts, height


def _field(drawing: Plot, width: float, height: float) -> _Field:
    points = drawing.points
    values = [value for value, _ in drawing.ticks]
    values += [value for one in points for value in (one.value, one.target) if value is not None]
    side = max((width_of(text) for _, text in drawing.ticks), default=0.0)
    last = _last(points)
    named = width_of(points[last].text) if last is not None else 0.0
    left = min(side + _GAP, width * 0.3)
    right = width - min(named + _GAP, width * 0.3)
    values = values or [Decimal(0)]
    return _Field(width, left, right, height - _FOOT, len(points), min(values), max(values))


def _last(points: Sequence[Plotted]) -> int | None:
    return next((at for at in range(len(points) - 1, -1, -1) if points[at].value is not None), None)


def _line(
    x: float, y: float, to_x: float, to_y: float, stroke: str, *, wide: float = 1.0, dashes: str = ""
) -> str:
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<line x1="{number(x)}" y1="{number(y)}" x2="{number(to_x)}" y2="{number(to_y)}"'
        f' stroke="{stroke}" stroke-width="{number(wide)}"{dashed}/>'
    )


def _ticks(drawing: Plot, field: _Field) -> Iterator[str]:
    """Draw a hairline for each tick; its text is left out where it would touch the one before."""
    free = field.foot + LINE
    for value, text in sorted(drawing.ticks, key=lambda tick: tick[0]):
        y = field.y(value)
        yield _line(field.left, y, field.right, y, "#d9d9d9")
        if y <= free - LINE:
            told = shortened(text, field.left - _GAP)
            yield text_at(field.left - _GAP, y + 4.5, told, anchor="end", fill=QUIET)
            free = y


def _labels(points: Sequence[Plotted], field: _Field) -> Iterator[str]:
    """Name the last quarter, and those before it at even steps, so wide that no two names touch."""
    yield _line(field.left, field.foot, field.right, field.foot, HAIRLINE)
    if not points:
        return
    widest = max(width_of(one.label[:100]) for one in points) + _GAP * 1.5
    step = (field.right - field.left) / len(points)
    every = max(1, int(-(-widest // step)))
    # Whole years where not every or every other quarter has room: the same quarter of each is named.
    every = every if every <= _YEAR // 2 else -(-every // _YEAR) * _YEAR
    free = field.width
    for at in range(len(points) - 1, -1, -every):
        said = shortened(points[at].label, field.width / 2)
        half = width_of(said) / 2
        # The outermost names are moved inwards, where they would be cut.
        x = min(max(field.x(at), half), field.width - half)
        if x + half > free:
            continue
        free = x - half - _GAP
        yield _line(field.x(at), field.foot, field.x(at), field.foot + 4, HAIRLINE)
        yield text_at(x, field.foot + 18, said, anchor="middle", fill=QUIET)


def _breaks(points: Sequence[Plotted], field: _Field) -> Iterator[str]:
    for at, one in enumerate(points):
        if one.breaks and at:
            x = field.x(at - 0.5)
            yield _line(x, _TOP - 6, x, field.foot, HAIRLINE, dashes="2 3")
            yield text_at(x, _TOP - 9, BREAK, anchor="middle", fill=QUIET)


def _through(points: Sequence[Plotted], field: _Field) -> Iterator[str]:
    """Draw the line where two quarters that follow each other are held, then the points, then the last's."""
    places = [
        None if one.value is None else (field.x(at), field.y(one.value)) for at, one in enumerate(points)
    ]
    for at in range(1, len(points)):
        before, here = places[at - 1], places[at]
        if before and here and not points[at].breaks:
            yield _line(*before, *here, ACCENT, wide=2)
    last = _last(points)
    small = 2.0 if len(points) >= _MANY else 3.0
    for at, place in enumerate(places):
        if place:
            radius = small + 1.5 if at == last else small
            yield (
                f'<circle cx="{number(place[0])}" cy="{number(place[1])}" r="{number(radius)}"'
                f' fill="{ACCENT}" stroke="{PAPER}"/>'
            )
    if last is not None and (place := places[last]):
        said = shortened(points[last].text, field.right)
        yield text_at(place[0] + 8, place[1] + 4.5, said, fill=TEXT, strong=True)


def _target_runs(points: Sequence[Plotted]) -> list[tuple[int, int, Decimal]]:
    """Give each stretch of quarters with the same target: its first, its last, and the target."""
    runs: list[tuple[int, int, Decimal]] = []
    for at, one in enumerate(points):
        if one.target is None:
            continue
        if runs and runs[-1][1] == at - 1 and runs[-1][2] == one.target:
            runs[-1] = (runs[-1][0], at, one.target)
        else:
            runs.append((at, at, one.target))
    return runs


def _target_name(drawing: Plot, field: _Field, runs: Sequence[tuple[int, int, Decimal]]) -> Iterator[str]:
    """Set the target's name at a stretch of its line, above or below, where it covers least of the rest."""
    if not runs or not drawing.target_label:
        return
    said = shortened(drawing.target_label, field.right - field.left)
    wide = width_of(said)
    furthest = max(field.left, field.right - wide)
    choices = [
        (min(max(field.left, x), furthest), base)
        for start, end, value in reversed(runs)
        for base in (field.y(value) - 5, field.y(value) + SIZE + 2)
        if base - SIZE > 0 and base < field.foot
        for x in _along(field.x(start - 0.5), field.x(end + 0.5), wide)
    ] or [(furthest, field.y(runs[-1][2]) - 5)]
    taken = [*_taken(drawing.points, field), *_lines(runs, field)]
    x, base = min(
        choices,
        key=lambda at: sum(_Box(at[0], at[1] - SIZE, at[0] + wide, at[1] + 3).meets(one) for one in taken),
    )
    yield text_at(x, base, said, fill=QUIET)


def _along(start: float, end: float, wide: float) -> tuple[float, float, float]:
    """Give the places of a name at the end, the start and the middle of a stretch."""
    return end - wide, start, (start + end - wide) / 2


def _lines(runs: Sequence[tuple[int, int, Decimal]], field: _Field) -> Iterator[_Box]:
    """Give the places of the target's stretches."""
    for start, end, value in runs:
        y = field.y(value)
        yield _Box(field.x(start - 0.5), y - 1, field.x(end + 0.5), y + 1)


def _taken(points: Sequence[Plotted], field: _Field) -> Iterator[_Box]:
    """Give the places of the line, cut into short pieces, and of the last point's text."""
    for at, one in enumerate(points):
        if one.value is None:
            continue
        x, y = field.x(at), field.y(one.value)
        yield _Box(x - 4, y - 4, x + 4, y + 4)
        before = points[at - 1].value if at else None
        if before is None or one.breaks:
            continue
        from_x, from_y = field.x(at - 1), field.y(before)
        for step in range(1, 6):
            middle_x, middle_y = x + (from_x - x) * step / 6, y + (from_y - y) * step / 6
            yield _Box(middle_x - 3, middle_y - 3, middle_x + 3, middle_y + 3)
    last = _last(points)
    if last is not None and (value := points[last].value) is not None:
        x, y = field.x(last), field.y(value)
        yield _Box(x, y - SIZE, x + width_of(points[last].text) + 10, y + SIZE / 2)
