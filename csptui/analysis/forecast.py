"""The year-end that a part of a year points to: a run rate or last year's quarters, with a range (RULES 7).

Quarters alone: those to come are as the ones held so far on average. Counts add up, and so do rates of a
population; of other rates the fractions are pooled. Quarters to come are to have denominators as those
held. Rolling 12 months: R(q) - R(q-1) = x(q) - x(q-4), so with each quarter to come as the same quarter
last year the figure stays as it is.

The range is that of a control chart: 2.66 × the average moving range is three standard errors of one
quarter. Of k quarters to come after n held, both the quarters and the rate they are expected at are in
doubt, which is k·4/n quarters' worth of squared error; the rolling figure takes k steps, each of a quarter
that comes and one that goes, which is 2k. Seasons are in the moving range and not in the run rate. Nothing
is rounded before it is printed. A forecast is no statement of a target and decides no colour.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from csptui.analysis.forecast_target import Needed, needed_of, never_negative
from csptui.analysis.refused import Refused
from csptui.analysis.twelve_months import SUMMED, never_rolling
from csptui.domain.covered import covered
from csptui.domain.figure import EMPTY, fraction_agrees
from csptui.domain.groups import as_decimal
from csptui.domain.indicator import FractionUse, PeriodBasis

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csptui.domain.indicator import Indicator
    from csptui.domain.quarter import FinancialYear, Quarter
    from csptui.domain.series import Point, Series

LEAST = 5
"""The fewest quarters in a row whose moving range says anything."""
QUARTERS = 4
_LIMIT = Decimal("2.66")
_ALL = Decimal(100)


class Method(Enum):
    """How the year-end is come by; ACTUAL is no forecast, for the year is over."""

    RUN_RATE = "run rate"
    LAST_YEAR = "same quarters last year"
    ACTUAL = "actual"


@dataclass(frozen=True, slots=True)
class Forecast:
    """A year-end in the indicator's unit, between `lower` and `upper`.

    `so_far` is the sum or the pooled rate of the `quarters` held of the year, or the rolling figure;
    `held` how many quarters in a row the moving range is of; `unused` ends a sentence on a later quarter.
    """

    indicator: Indicator
    year: FinancialYear
    method: Method
    value: Decimal
    lower: Decimal
    upper: Decimal
    so_far: Decimal
    quarters: int
    held: int
    moving_range: Decimal
    needed: Needed | None = None
    unused: str = ""

    @property
    def to_come(self) -> int:
        """How many quarters of the year are still to come."""
        return QUARTERS - self.quarters

    @property
    def sums(self) -> bool:
        """Whether the year-end is the sum of its quarters."""
        return sums(self.indicator)

    @property
    def counted(self) -> bool:
        """Whether the year-end is a sum of cases, which no denominator can change."""
        return _counted(self.indicator)


def sums(indicator: Indicator) -> bool:
    """Whether an indicator's quarters add up to the year: counts, and rates of a population."""
    return indicator.adds_up


def _counted(indicator: Indicator) -> bool:
    alone = indicator.basis is PeriodBasis.QUARTER and indicator.unit in SUMMED
    return alone and indicator.fraction is not FractionUse.RATE


def forecast_of(series: Series, quarter: Quarter) -> Forecast | Refused:
    """Give the year-end of a quarter's year as it looked from there, or why none is given."""
    indicator = series.indicator
    if why := _no_year(indicator):
        return Refused(f"forecast needs quarters that make a year; {indicator.code} has none: {why}")
    series = series.up_to(quarter)
    rolling = indicator.basis is PeriodBasis.ROLLING
    runs = series.runs() if rolling else series.apart()
    run = _following(runs[-1]) if runs else ()
    if not run or run[-1].quarter.year != quarter.year:
        return Refused(
            f"forecast needs a whole quarter of {quarter.year}; none is held{_why(series, quarter)}"
        )
    number = run[-1].quarter.number
    if not rolling and len(run) < number:
        return Refused(_missing(series, run))
    if number < QUARTERS and len(run) < LEAST:
        few = f"{len(run)} {'is' if len(run) == 1 else 'are'} held"
        return Refused(f"forecast needs {LEAST} quarters that follow on; {few}")
    return _rolling(series, run) if rolling else _alone(series, run)


def _no_year(indicator: Indicator) -> str:
    match indicator.basis:
        case PeriodBasis.ROLLING:
            return ""
        case PeriodBasis.ANNUAL:
            return "it is annual"
        case _:
            return never_rolling(indicator)


def _following(run: Sequence[Point]) -> Sequence[Point]:
    """Give the end of a run in which each figure covers the months up to its own quarter's end."""
    kept: list[Point] = []
    for point in reversed(run):
        if point.covers != covered(EMPTY, point.basis, point.quarter):
            break
        kept.append(point)
    return kept[::-1]


def _why(series: Series, quarter: Quarter) -> str:
    """Say what stands in the quarter instead."""
    last = series.points[-1] if series.points else None
    if last is None or last.quarter != quarter or not last.missing:
        return ""
    return f" ({quarter}: {last.missing})"


def _missing(series: Series, run: Sequence[Point]) -> str:
    """Say which quarter of the year keeps the others from adding up."""
    first = run[0].quarter
    told = f"forecast needs every quarter of {first.year} up to {run[-1].quarter}"
    if first in series.indicator.breaks:
        return f"{told}; a break in series lies at {first}"
    before = next((one for one in series.points if one.quarter == first.previous()), None)
    why = before.missing if before is not None and before.missing else "no figure is held"
    return f"{told}; {first.previous()} is missing: {why}"


def _unused(series: Series, run: Sequence[Point]) -> str:
    """Say of a later quarter of the year, such as a part of one, that it is not used and why."""
    later = [
        one for one in series.points if one.quarter > run[-1].quarter and not one.reading.figure.is_empty
    ]
    return f"{later[0].quarter} is not used: {later[0].missing}" if later and later[0].missing else ""


def _moving_range(run: Sequence[Point]) -> Decimal:
    """Give the average of the moves from quarter to quarter."""
    values = [Fraction(point.exact) for point in run if point.exact is not None]
    moves = [abs(later - earlier) for earlier, later in pairwise(values)]
    return as_decimal(sum(moves, Fraction(0)) / len(moves)) if moves else Decimal(0)


def _rolling(series: Series, run: Sequence[Point]) -> Forecast:
    """Give the figure as it stands, which is where last year's quarters would leave it."""
    now, number = run[-1], run[-1].quarter.number
    value = now.exact or Decimal(0)
    moves = _moving_range(run)
    reach = _LIMIT * moves * Decimal(2 * (QUARTERS - number)).sqrt()
    method = Method.LAST_YEAR if number < QUARTERS else Method.ACTUAL
    return _made(series, run, method, (value, value, reach), moves)


def _alone(series: Series, run: Sequence[Point]) -> Forecast | Refused:
    """Give the year at the rate of the quarters held."""
    indicator, number = series.indicator, run[-1].quarter.number
    so_far = _so_far(run[-number:], indicator)
    if isinstance(so_far, Refused):
        return so_far
    moves = _moving_range(run)
    to_come = Decimal(QUARTERS - number)
    reach = _LIMIT * moves * (to_come * QUARTERS / number).sqrt()
    value = so_far
    if sums(indicator):
        value = so_far * QUARTERS / number
    else:
        reach /= QUARTERS
    method = Method.RUN_RATE if to_come else Method.ACTUAL
    return _made(series, run, method, (value, so_far, reach), moves)


def _so_far(quarters: Sequence[Point], indicator: Indicator) -> Decimal | Refused:
    """Add up the quarters held of a year, or pool their fractions; of a population each counts anew."""
    if _counted(indicator):
        return sum((point.exact for point in quarters if point.exact is not None), Decimal(0))
    fractions = [point.reading.figure.fraction for point in quarters]
    for point, fraction in zip(quarters, fractions, strict=True):
        if fraction is None:
            what = "held without its numerator and denominator, and rates do not add up"
            return Refused(f"forecast needs the fraction of each quarter; {point.quarter} is {what}")
        if fraction_agrees(point.reading.figure, indicator) is False:
            return Refused(f"forecast needs fractions that make the rates; that of {point.quarter} does not")
    numerator = sum(one.numerator for one in fractions if one is not None)
    denominator = sum(one.denominator for one in fractions if one is not None)
    times = len(quarters) if sums(indicator) else 1
    return Decimal(numerator) * (indicator.unit.multiplier or 1) * times / Decimal(denominator)


def _made(
    series: Series,
    run: Sequence[Point],
    method: Method,
    found: tuple[Decimal, Decimal, Decimal],
    moves: Decimal,
) -> Forecast:
    indicator, last = series.indicator, run[-1].quarter
    value, so_far, reach = found
    low, high = _bounds(indicator, so_far, series)
    lower, upper = value - reach, value + reach
    lower = lower if low is None else max(low, lower)
    upper = upper if high is None else min(high, upper)
    needed = None
    if method is not Method.ACTUAL:
        needed = needed_of(series, last, so_far, value, totals=sums(indicator))
    number = last.number
    told = _unused(series, run)
    return Forecast(
        indicator, last.year, method, value, lower, upper, so_far, number, len(run), moves, needed, told
    )


def _bounds(indicator: Indicator, so_far: Decimal, series: Series) -> tuple[Decimal | None, Decimal | None]:
    """Give what the year-end cannot leave: the cases held already, none, or all."""
    if not never_negative(series):
        return None, None
    share = indicator.unit.is_percentage and indicator.fraction is FractionUse.RATE
    return so_far if sums(indicator) else Decimal(0), _ALL if share else None
