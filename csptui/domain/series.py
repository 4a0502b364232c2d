"""An indicator through the quarters: one point for each, and the stretches that may be compared (RULES 5, 7).

A gap is never bridged, a break in series never crossed, and a figure that covers a part of its period is
no point: those three rules stand here, and whatever draws, sums or tests a history takes its points from
`runs` or `apart`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from csptui.domain.covered import Cohort, Covered, Span, covered, no_move, part_only
from csptui.domain.figure import at_places, value_of
from csptui.domain.indicator import PeriodBasis
from csptui.domain.scorecard import NO_READING, Reading
from csptui.domain.target import UNSET, Target

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from decimal import Decimal

    from csptui.domain.groups import GroupAverage
    from csptui.domain.indicator import Indicator
    from csptui.domain.quarter import FinancialYear, Quarter


_NOT_HELD = "no figure is held"


@dataclass(frozen=True, slots=True)
class Point:
    """One quarter of an indicator.

    `value` is at printed precision, as trends compare, and None where there is no whole figure; `missing`
    then says why, and ends a sentence. `exact` is the same in full precision, as changes and charts take it:
    the two differ where a fraction alone makes the value. `breaks` marks the first quarter after a break in
    series.
    """

    quarter: Quarter
    reading: Reading
    value: Decimal | None
    basis: PeriodBasis
    missing: str = ""
    breaks: bool = False
    target: Target = UNSET
    average: GroupAverage | None = None
    exact: Decimal | None = None

    @property
    def covers(self) -> Covered:
        """The months or the cohort that the figure covers."""
        return covered(self.reading.figure, self.basis, self.quarter)


@dataclass(frozen=True, slots=True)
class Series:
    """An indicator with a point for every quarter from the first held to the last, oldest first."""

    indicator: Indicator
    points: tuple[Point, ...] = ()

    @property
    def held(self) -> tuple[Point, ...]:
        """The points that have a whole figure."""
        return tuple(point for point in self.points if point.value is not None)

    def up_to(self, quarter: Quarter) -> Series:
        """Give the series as it was at a quarter: nothing later."""
        return Series(self.indicator, tuple(point for point in self.points if point.quarter <= quarter))

    def runs(self) -> tuple[tuple[Point, ...], ...]:
        """Give the stretches of whole figures of quarters that follow on, with no gap and no break within."""
        return self._split(self.points, _next_quarter)

    def apart(self) -> tuple[tuple[Point, ...], ...]:
        """Give the stretches of whole figures whose periods follow on, are as long, and share no month.

        An annual figure that is held in several quarters is one point, its last reading; of rolling
        12 months no two quarters in a row are apart, so each stretch is a single point. Snapshots follow on
        where their quarters do.
        """
        last_of: dict[Covered, Point] = {}
        for point in self.held:
            covers = point.covers
            if isinstance(covers, (Span, Cohort)):
                last_of.pop(covers, None)
                last_of[covers] = point
        return self._split(sorted(last_of.values(), key=_end), _next_period)

    def _split(
        self, points: Sequence[Point], follows: Callable[[Point, Point], bool]
    ) -> tuple[tuple[Point, ...], ...]:
        runs: list[list[Point]] = []
        before: Point | None = None
        for point in points:
            if point.value is None:
                continue
            if before is not None and follows(before, point) and not self._broken(before, point):
                runs[-1].append(point)
            else:
                runs.append([point])
            before = point
        return tuple(tuple(run) for run in runs)

    def _broken(self, one: Point, other: Point) -> bool:
        quarters = sorted((one.quarter, other.quarter))
        return self.indicator.breaks_between(quarters[0], quarters[1])


def series_of(
    indicator: Indicator,
    readings: Mapping[Quarter, Reading],
    quarters: Sequence[Quarter],
    targets: Mapping[tuple[str, FinancialYear], Target],
    averages: Mapping[Quarter, GroupAverage] | None = None,
) -> Series:
    """Make a series of what is held, from the first quarter of `quarters` to the last, gaps included."""
    points: list[Point] = []
    if quarters:
        quarter, last = min(quarters), max(quarters)
        while quarter <= last:
            reading = readings.get(quarter, NO_READING)
            target = targets.get((indicator.id, quarter.year), UNSET)
            average = None if averages is None else averages.get(quarter)
            points.append(point_of(indicator, quarter, reading, target, average))
            quarter = quarter.next()
    return Series(indicator, tuple(points))


def point_of(
    indicator: Indicator,
    quarter: Quarter,
    reading: Reading,
    target: Target = UNSET,
    average: GroupAverage | None = None,
) -> Point:
    """Make one point, with the reason where its figure is not a whole one."""
    figure = reading.figure
    if reading is NO_READING:
        breaks = quarter in indicator.breaks
        return Point(quarter, reading, None, indicator.basis, _NOT_HELD, breaks, target, average)
    value, missing = value_of(figure, indicator), ""
    if figure.absence is not None:
        missing = f"the figure is {figure.absence.words} {figure.absence.mark}"
    elif value is None:
        missing = _NOT_HELD
    elif not indicator.runs_in(quarter):
        missing = "the indicator is not reported then"
    else:
        missing = part_only(figure, indicator.basis, quarter)
    exact = value = None if missing else value
    if value is not None and figure.value is None:
        value = at_places(value, indicator.places)
    breaks = quarter in indicator.breaks
    return Point(quarter, reading, value, indicator.basis, missing, breaks, target, average, exact)


def _next_quarter(before: Point, point: Point) -> bool:
    return point.quarter.follows(before.quarter)


def _next_period(before: Point, point: Point) -> bool:
    if point.basis is PeriodBasis.SNAPSHOT and not _next_quarter(before, point):
        return False
    # Rolling years may share months where a trend is told, and never here.
    basis = PeriodBasis.ANNUAL if point.basis is PeriodBasis.ROLLING else point.basis
    return not no_move(before.covers, point.covers, basis)


def _end(point: Point) -> tuple[int, int]:
    match point.covers:
        case Span(first, last):
            return last, first
        case Cohort(year):
            return year, 0
        case _:
            return 0, 0
