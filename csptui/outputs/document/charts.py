"""Charts as data: how many have each rating, and an indicator through its quarters."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from csptui.domain.amounts import amount
from csptui.domain.figure import digits, number_text
from csptui.domain.scorecard import tally
from csptui.domain.target import target_text
from csptui.domain.trend import Verdict, verdict
from csptui.legend import BREAK, COLOURS
from csptui.outputs.axes import scale_of
from csptui.outputs.document.model import (
    Align,
    Bar,
    Bars,
    Cell,
    Chart,
    Column,
    Plot,
    Plotted,
    Table,
    TableRow,
)
from csptui.outputs.document.words import tally_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csptui.domain.indicator import Indicator
    from csptui.domain.scorecard import Scorecard, Tally
    from csptui.domain.series import Point, Series

FEWEST = 3
"""So many figures make a history that a picture says more of than its numbers."""
LONGEST = 20
"""Quarters that a chart goes back: five years."""
_LINES = 12
"""The lines that a scale is made for, which is a name at every third."""
_RIGHT = Align.RIGHT
_TARGET, _AVERAGE = "Target", "Group average"


def ratings_chart(card: Scorecard) -> Chart:
    """Give the counts of ratings by theme, with the total under them."""
    counted = [(theme.name, tally(card.in_theme(theme.id))) for theme in card.themes]
    bars = tuple(
        Bar(name, tuple((mark, counts.of(colour)) for colour, mark in COLOURS.items()))
        for name, counts in counted
    )
    told = "; ".join(f"{name}: {tally_words(counts) or 'none'}" for name, counts in counted)
    rows = (*(_tally_row(name, counts) for name, counts in counted), _tally_row("All themes", card.tally()))
    columns = (
        Column("Theme", 3),
        *(Column(mark.word, 1, _RIGHT) for mark in COLOURS.values()),
        Column("Indicators", 1, _RIGHT),
    )
    title = "Ratings by theme"
    numbers = Table(title, "How many indicators of each theme have each rating.", columns, rows)
    return Chart(title, f"{told}.", Bars(bars), numbers)


def _tally_row(name: str, counts: Tally) -> TableRow:
    numbers = (*(counts.of(colour) for colour in COLOURS), counts.total)
    return TableRow((Cell(name, head=True), *(Cell(f"{one:,}", value=Decimal(one)) for one in numbers)))


def history_chart(series: Series, name: str) -> Chart | None:
    """Give an indicator through its last quarters; None where too few whole figures are held."""
    points, indicator = _drawn(series), series.indicator
    held = [point for point in points if point.exact is not None]
    if len(held) < FEWEST:
        return None
    beside = _beside(points)
    limits = [limit for point in points if (limit := _limit(point, beside)) is not None]
    ticks = _ticks([*(point.exact for point in held if point.exact is not None), *limits], indicator)
    plot = Plot(tuple(_plotted(point, indicator, beside) for point in points), ticks, beside)
    title = f"{name}, {_when(points[0], indicator)} to {_when(points[-1], indicator)}"
    return Chart(title, _told(held, len(points), indicator), plot, _numbers(points, indicator, title, beside))


def _beside(points: Sequence[Point]) -> str:
    """Name what the figures are held against: their targets, or the group average where none is held."""
    if any(point.target.edge is not None for point in points):
        return _TARGET
    return _AVERAGE if any(point.average is not None for point in points) else ""


def _limit(point: Point, beside: str) -> Decimal | None:
    if beside == _AVERAGE:
        return None if point.average is None else point.average.average
    return None if point.target.edge is None else point.target.edge.limit


def _drawn(series: Series) -> tuple[Point, ...]:
    """Give the points of the last years from the first held on; of what is yearly, those of its years."""
    points = (_of_years(series) if series.indicator.basis.is_yearly else series.points)[-LONGEST:]
    first = next((at for at, point in enumerate(points) if point.exact is not None), len(points))
    return points[first:]


def _of_years(series: Series) -> tuple[Point, ...]:
    """Give a point a year: its last reading, or that none is held; a break is that between two of them."""
    indicator = series.indicator
    found: list[Point] = []
    for one in series.points:
        same = bool(found) and found[-1].quarter.year == one.quarter.year
        is_held = one.exact is not None and (same or not found or one.covers != found[-1].covers)
        if is_held or (not same and indicator.due_in(one.quarter)):
            found[-1 if same else len(found) :] = [one]
    return tuple(
        replace(one, breaks=before is not None and indicator.breaks_between(before.quarter, one.quarter))
        for before, one in zip((None, *found), found, strict=False)
    )


def _ticks(values: Sequence[Decimal], indicator: Indicator) -> tuple[tuple[Decimal, str], ...]:
    """Give the round numbers that are named at the side, spanning all figures."""
    named: dict[str, Decimal] = {}

    def text(value: Decimal) -> str:
        said = digits(value, signed=indicator.signed) + indicator.unit.suffix
        named[said] = value
        return said

    ticks = sorted(named[said] for _, said in scale_of(values, _LINES, text).ticks)
    if len(ticks) > 1:
        step = ticks[1] - ticks[0]
        below = [ticks[0] - step] if min(values) < ticks[0] else []
        above = [ticks[-1] + step] if max(values) > ticks[-1] else []
        ticks = [*below, *ticks, *above]
    return tuple((value, text(value)) for value in ticks)


def _plotted(point: Point, indicator: Indicator, beside: str) -> Plotted:
    return Plotted(
        point.quarter.year.short if indicator.basis.is_yearly else point.quarter.short,
        point.exact,
        number_text(point.reading.figure, indicator),
        _limit(point, beside),
        point.breaks,
    )


def _when(point: Point, indicator: Indicator) -> str:
    return str(point.quarter.year if indicator.basis.is_yearly else point.quarter)


def _told(held: Sequence[Point], of: int, indicator: Indicator) -> str:
    """Say what the picture shows: from what to what, the lowest and the highest, and what is missing."""
    first, last = held[0], held[-1]

    def at(point: Point) -> str:
        return f"{number_text(point.reading.figure, indicator)} in {_when(point, indicator)}"

    parts = [f"{at(first)} to {at(last)}{_direction(first, last, indicator)}"]
    low, high = min(held, key=_exact), max(held, key=_exact)
    if _exact(low) != _exact(high):
        parts.append(f"lowest {at(low)}, highest {at(high)}")
    if len(held) < of:
        parts.append(
            f"{of - len(held):,} of {of:,} {'years' if indicator.basis.is_yearly else 'quarters'} missing"
        )
    told = f"{'; '.join(parts)}."
    return told[:1].upper() + told[1:]


def _exact(point: Point) -> Decimal:
    return Decimal(0) if point.exact is None else point.exact


def _direction(first: Point, last: Point, indicator: Indicator) -> str:
    if (at := indicator.break_between(first.quarter, last.quarter)) is not None:
        return f", not compared across the break in series at {at.at}"
    before, now = _exact(first), _exact(last)
    if before == now:
        return ", the same"
    judged = verdict(before, now, indicator.polarity)
    way = "up" if now > before else "down"
    return f", {way}" if judged is Verdict.NONE else f", {way} and {judged.value}"


def _numbers(points: Sequence[Point], indicator: Indicator, title: str, beside: str) -> Table:
    """Give the numbers of the picture, a row for each year."""
    yearly = indicator.basis.is_yearly
    heads: tuple[str, ...] = ("Actual",) if yearly else ("Q1", "Q2", "Q3", "Q4")
    columns = (
        Column("Year", 1.2),
        *(Column(head, 1, _RIGHT) for head in (*heads, *([beside] if beside else []))),
    )
    years = dict.fromkeys(point.quarter.year for point in points)
    by_quarter = {(point.quarter.year, 0 if yearly else point.quarter.number): point for point in points}
    rows = []
    for year in years:
        mine = [by_quarter.get((year, number)) for number in ((0,) if yearly else (1, 2, 3, 4))]
        cells = [_number(one, indicator) for one in mine]
        if beside:
            cells.append(Cell(_beside_text([one for one in mine if one is not None], indicator, beside)))
        rows.append(TableRow((Cell(str(year), head=True), *cells)))
    return Table(title, "The figures of the picture, year by year.", columns, tuple(rows))


def _beside_text(points: Sequence[Point], indicator: Indicator, beside: str) -> str:
    """Give the target of a year, or the last average in it."""
    if beside == _TARGET:
        return target_text(points[0].target, indicator)
    averages = [point.average.average for point in points if point.average is not None]
    return amount(averages[-1], indicator, indicator.places) if averages else ""


def _number(point: Point | None, indicator: Indicator) -> Cell:
    if point is None:
        return Cell("")
    marks = [point.reading.figure.status.mark, BREAK if point.breaks else ""]
    text = number_text(point.reading.figure, indicator)
    return Cell(text, " ".join(filter(None, marks)), value=point.exact)
