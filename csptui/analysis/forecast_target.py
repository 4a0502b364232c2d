"""What a year's target asks of the quarters still to come."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING

from csptui.domain.indicator import FractionUse, PeriodBasis
from csptui.domain.period import Period, PeriodKind
from csptui.domain.rag import Colour, colour_of
from csptui.domain.target import Comparison

if TYPE_CHECKING:
    from csptui.domain.indicator import Indicator
    from csptui.domain.quarter import Quarter
    from csptui.domain.series import Series
    from csptui.domain.target import Edge, Target

_QUARTERS, _ALL = 4, Decimal(100)


class Reach(Enum):
    """Whether the quarters to come can still decide it."""

    OPEN = "open"
    MET = "met whatever comes"
    LOST = "can no longer be met"
    NOT_SAID = "not said"


@dataclass(frozen=True, slots=True)
class Needed:
    """A target for the year: its limit there, and what each quarter to come may or must be.

    `limit` is for the whole year, four times that of a quarter where `by_quarter`. `each` is a quarter's
    count or rate, or of rolling 12 months the move in each quarter; None where it decides nothing.
    `meets` is whether the forecast meets the target.
    """

    target: Target
    limit: Decimal
    meets: bool
    reach: Reach
    each: Decimal | None
    by_quarter: bool = False


def needed_of(
    series: Series, last: Quarter, so_far: Decimal, forecast: Decimal, *, totals: bool
) -> Needed | None:
    """Give what the target of the year asks for; None where there is none for this year.

    Of quarters alone a target is for each quarter, as the rating has it, unless it says that it is for the
    year; then the limit of counts is the year's.
    """
    indicator = series.indicator
    point = next((one for one in reversed(series.points) if one.quarter.year == last.year), None)
    target = None if point is None else point.target
    if target is None or target.edge is None or not _for_year(target, last):
        return None
    of_year = target.applies_to is not None and target.applies_to.kind is PeriodKind.YEAR
    by_quarter = totals and not of_year
    limit = target.edge.limit * (_QUARTERS if by_quarter else 1)
    meets = _is_met(target.edge, limit, forecast)
    each = _each(indicator, limit, so_far, last.number, totals=totals)
    if target.edge.comparison is Comparison.WITHIN:
        return Needed(target, limit, meets, Reach.NOT_SAID, None, by_quarter)
    reach = _reach(indicator, target.edge, each, signed=not never_negative(series))
    return Needed(target, limit, meets, reach, each if reach is Reach.OPEN else None, by_quarter)


def _is_met(edge: Edge, limit: Decimal, value: Decimal) -> bool:
    """Whether a value meets a target with its limit in another measure, bounds as RULES 4 has them."""
    return colour_of(value, replace(edge, limit=limit), Decimal(0)) is Colour.GREEN


def _for_year(target: Target, quarter: Quarter) -> bool:
    """Whether a target is for the year of a quarter; one that does not say is."""
    period = target.applies_to
    if period is None or period == Period.of_quarter(quarter):
        return True
    return period.financial_year() == quarter.year and period.kind is PeriodKind.YEAR


def _each(indicator: Indicator, limit: Decimal, so_far: Decimal, held: int, *, totals: bool) -> Decimal:
    """Give what each quarter to come has to be for the year to end just on the limit."""
    to_come = _QUARTERS - held
    if indicator.basis is PeriodBasis.ROLLING or totals:
        return (limit - so_far) / to_come
    return (limit * _QUARTERS - so_far * held) / to_come


def never_negative(series: Series) -> bool:
    """Whether no figure is below 0: a count, a rate of a fraction, or a number that never was."""
    return all(point.exact >= 0 for point in series.points if point.exact is not None)


def _reach(indicator: Indicator, edge: Edge, each: Decimal, *, signed: bool) -> Reach:
    """Tell whether any quarter to come could be on the other side of what is needed."""
    if signed or indicator.basis is PeriodBasis.ROLLING:
        return Reach.OPEN
    share = indicator.unit.is_percentage and indicator.fraction is not FractionUse.SUPPORTING
    if each < 0 or (each == 0 and edge.comparison is Comparison.BELOW):
        return Reach.LOST if edge.comparison.is_upper else Reach.MET
    if each == 0 and edge.comparison is Comparison.AT_LEAST:
        return Reach.MET
    if share and each > _ALL:
        return Reach.MET if edge.comparison.is_upper else Reach.LOST
    return Reach.OPEN
