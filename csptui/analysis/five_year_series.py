"""The five-year trend of an indicator: which years it is of, with what intervals, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from csptui.analysis.five_year import (
    YEARS,
    Course,
    Estimate,
    FiveYear,
    Share,
    too_few,
    trend_of_shares,
    trend_of_values,
)
from csptui.analysis.held_intervals import interval_of, why_no_interval
from csptui.analysis.refused import Refused
from csptui.domain.covered import YEAR, Cohort, Span
from csptui.domain.indicator import PeriodBasis, Polarity
from csptui.domain.quarter import FinancialYear
from csptui.domain.trend import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csptui.analysis.intervals import Interval
    from csptui.domain.covered import Covered
    from csptui.domain.indicator import Indicator
    from csptui.domain.series import Point, Series

_MARCH, _DECEMBER = 2, 11
_BETTER = {
    (Polarity.LOWER, Course.DECREASING): Verdict.BETTER,
    (Polarity.LOWER, Course.INCREASING): Verdict.WORSE,
    (Polarity.HIGHER, Course.INCREASING): Verdict.BETTER,
    (Polarity.HIGHER, Course.DECREASING): Verdict.WORSE,
}


@dataclass(frozen=True, slots=True)
class Year:
    """One of the five: what it is called, its figure, and the interval that gives its weight."""

    name: str
    point: Point
    interval: Interval


@dataclass(frozen=True, slots=True)
class FiveYears:
    """The trend of an indicator's last five years, and whether the way it goes is better."""

    trend: FiveYear
    years: tuple[Year, ...]
    verdict: Verdict


def five_year_of(series: Series) -> FiveYears | Refused:
    """Give the five-year trend of the last five years held, if the series allows one."""
    indicator = series.indicator
    if indicator.basis not in {PeriodBasis.ANNUAL, PeriodBasis.COHORT}:
        return Refused(_not_annual(indicator))
    runs = series.apart()
    points = runs[-1][-YEARS:] if runs else ()
    if len(points) < YEARS:
        return too_few(len(points), "years that follow on", f"held{_why_so_few(runs, indicator)}")
    if (odd := next((one for one in points if _months(one.covers) != YEAR), None)) is not None:
        return Refused(f"five-year trend is of whole years; the figure of {odd.quarter} is of another period")
    years: list[Year] = []
    for point in points:
        interval = interval_of(point.reading.figure, indicator)
        name = period_name(point.covers)
        if interval is None:
            why = why_no_interval(point.reading.figure, indicator)
            return Refused(f"five-year trend needs the interval of each year; of {name} there is none: {why}")
        years.append(Year(name, point, interval))
    trend = _trend(years, indicator)
    if isinstance(trend, Refused):
        return trend
    return FiveYears(trend, tuple(years), _verdict(trend, years, indicator.polarity))


def period_name(covers: Covered) -> str:
    """Name a year as reports do: `2012/13`, `2012`, `2012 cohort`, else by its months."""
    match covers:
        case Cohort(year):
            return f"{year} cohort"
        case Span(_, last) if covers.length == YEAR and last % YEAR == _MARCH:
            return str(FinancialYear(last // YEAR - 1))
        case Span(_, last) if covers.length == YEAR and last % YEAR == _DECEMBER:
            return str(last // YEAR)
        case Span():
            return covers.words
        case _:
            return "a period that cannot be told"


def _months(covers: Covered) -> int:
    """Give how many months a figure covers; a cohort is one of its year."""
    match covers:
        case Span():
            return covers.length
        case Cohort():
            return YEAR
        case _:
            return 0


def _not_annual(indicator: Indicator) -> str:
    told = f"five-year trend is of annual figures that share no month; {indicator.code} is held as"
    if indicator.basis is PeriodBasis.ROLLING:
        return f"{told} rolling 12 months, of which two quarters in a row share nine"
    return f"{told} {indicator.basis.words}"


def _why_so_few(runs: Sequence[Sequence[Point]], indicator: Indicator) -> str:
    """Say what keeps earlier years out: a break, or a year that is missing."""
    if len(runs) < 2:  # noqa: PLR2004 - one run has nothing before it
        return ""
    before, first = runs[-2][-1], runs[-1][0]
    quarters = sorted((before.quarter, first.quarter))
    at = next((one for one in sorted(indicator.breaks) if quarters[0] < one <= quarters[1]), None)
    if at is not None:
        return f" since the break in series at {at}"
    return f" since {period_name(first.covers)}, with a gap before that"


def _trend(years: Sequence[Year], indicator: Indicator) -> FiveYear | Refused:
    if indicator.unit.is_percentage:
        held = (year.point.reading.figure.fraction for year in years)
        return trend_of_shares([Share(one.numerator, one.denominator) for one in held if one is not None])
    return trend_of_values([_estimate(year.interval) for year in years])


def _estimate(interval: Interval) -> Estimate:
    return Estimate(Fraction(interval.value), Fraction(interval.lower), Fraction(interval.upper))


def _verdict(trend: FiveYear, years: Sequence[Year], polarity: Polarity) -> Verdict:
    """Say whether the way is better; towards zero it is, if all five are on one side of it."""
    if trend.course is Course.NONE:
        return Verdict.SAME
    if polarity is Polarity.ZERO:
        if all(year.interval.value > 0 for year in years):
            polarity = Polarity.LOWER
        elif all(year.interval.value < 0 for year in years):
            polarity = Polarity.HIGHER
    return _BETTER.get((polarity, trend.course), Verdict.NONE)
