"""For how many quarters on end an indicator has had its colour, each rated on its own target (RULES 4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from csptui.domain.covered import covered, part_only
from csptui.domain.groups import unlike
from csptui.domain.rag import Ground, rate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from csptui.domain.indicator import Indicator
    from csptui.domain.quarter import Quarter
    from csptui.domain.rag import Colour, Rule
    from csptui.domain.scorecard import Row
    from csptui.domain.series import Point, Series


@dataclass(frozen=True, slots=True)
class Age:
    """How many figures in a row have the colour, the quarter of the first, and what comes before it.

    `ended` says that in words, such as `2009/10 Q3 is not held`; `yearly` where there is one figure a year.
    """

    colour: Colour
    figures: int
    since: Quarter
    ended: str
    yearly: bool = False

    @property
    def sentence(self) -> str:
        """The age in words: `red for 3 quarters held, since 2009/10 Q2; amber in 2009/10 Q1`."""
        name = self.colour.value
        if self.figures == 1:
            return f"{name} {'this year' if self.yearly else 'in this quarter'}; {self.ended}"
        noun, since = ("years", self.since.year) if self.yearly else ("quarters", self.since)
        return f"{name} for {self.figures:,} {noun} held, since {since}; {self.ended}"


def age(row: Row, series: Series, rule: Rule) -> Age:
    """Give for how long a rated row has had its colour.

    A quarter without a figure, one with a part of its period, and a break in series end the run: nothing is
    bridged. Of what is measured once a year, the quarters in which nothing is due are no gap, and a figure
    that is held in several quarters is one figure, its last reading.
    """
    yearly = row.indicator.basis.is_yearly
    figures, since, ended = 1, row.quarter, ""
    earlier = [point for point in reversed(series.points) if point.quarter < row.quarter]
    if yearly:
        earlier = list(_one_a_year(earlier, row))
    for point in earlier:
        ended = _ended(point, since, row.rating.colour, series.indicator, rule)
        if ended:
            break
        figures, since = figures + 1, point.quarter
    before = any(not point.reading.figure.is_empty for point in earlier if point.quarter < since)
    return Age(row.rating.colour, figures, since, ended if before else "no earlier quarter is held", yearly)


def _one_a_year(earlier: Sequence[Point], row: Row) -> Iterator[Point]:
    """Give of earlier quarters, the last first, those that hold another year's figure or owe one."""
    indicator, year = row.indicator, row.quarter.year
    covers = covered(row.reading.figure, indicator.basis, row.quarter)
    for point in earlier:
        is_one = point.value is not None or indicator.due_in(point.quarter)
        if is_one and point.quarter.year != year and point.covers != covers:
            year, covers = point.quarter.year, point.covers
            yield point


def _ended(point: Point, since: Quarter, colour: Colour, indicator: Indicator, rule: Rule) -> str:
    """Say why a quarter does not have the colour too; empty where it has."""
    figure, quarter = point.reading.figure, point.quarter
    if indicator.breaks_between(quarter, since):
        return f"a break in series lies before {since}"
    whole = not part_only(figure, indicator.basis, quarter)
    average = point.average if whole and not unlike(figure, indicator, quarter) else None
    found = rate(figure, indicator, point.target, rule, average, whole=whole)
    if found.colour is colour:
        return ""
    match found.ground:
        case Ground.NO_ACTUAL:
            absence = figure.absence
            return f"{quarter} is {'not held' if absence is None else absence.words}"
        case Ground.NO_TARGET:
            return f"no target is held for {quarter}"
        case Ground.PART:
            return f"{quarter} is held in part"
        case Ground.TARGET | Ground.GROUP:
            return f"{found.colour.value} in {quarter}"
