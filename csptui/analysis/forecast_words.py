"""The sentences of a forecast, never without the method."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING

from csptui.analysis.forecast import QUARTERS, Forecast, Method
from csptui.analysis.forecast_target import Needed, Reach
from csptui.domain.amounts import amount, trimmed
from csptui.domain.figure import at_places, digits
from csptui.domain.indicator import PeriodBasis
from csptui.domain.target import edge_text

if TYPE_CHECKING:
    from csptui.domain.indicator import Indicator
    from csptui.domain.target import Comparison

_FINER, _FINEST = 1, 3
"""Decimal places that an amount for each quarter has more than the indicator, and the most that any has."""


def forecast_words(found: Forecast) -> str:
    """Say the year-end with its method and range, what the target asks for, and what is not used."""
    parts = [_year_end(found)]
    if found.needed is not None:
        parts.append(_target(found, found.needed))
    if found.method is not Method.ACTUAL:
        parts.append(_range(found))
    if found.unused:
        parts.append(f"{found.unused}.")
    return " ".join(parts)


def method_words(found: Forecast) -> str:
    """Name the method: `run rate`, `the same quarters last year`."""
    return "the same quarters last year" if found.method is Method.LAST_YEAR else found.method.value


def _year_end(found: Forecast) -> str:
    value = amount(found.value, found.indicator, _places(found))
    if found.method is Method.ACTUAL:
        return f"{found.year} is complete: its year-end is {value}, and no forecast is made."
    low, high = _shown(found, found.lower), _shown(found, found.upper)
    told = f"Year-end {found.year} by {method_words(found)}: {value}, between {low} and {high};"
    held = "1 quarter is" if found.quarters == 1 else f"{found.quarters} quarters are"
    if found.method is Method.LAST_YEAR:
        come = "the quarter to come is" if found.to_come == 1 else f"the {found.to_come} quarters to come are"
        return f"{told} it stays where it is if {come} as last year."
    if found.sums:
        return f"{told} {held} held, {_shown(found, found.so_far)} together."
    return f"{told} {held} held, pooled by their fractions."


def _target(found: Forecast, needed: Needed) -> str:
    edge = needed.target.edge
    limit = _limit(found.indicator, needed)
    met = f"would be {'met' if needed.meets else 'missed'} at that"
    if edge is None or needed.reach is Reach.NOT_SAID:
        return f"{limit} {met}."
    if needed.each is not None:
        return f"{limit} {met}: {_each(found, needed.each, edge.comparison)}."
    alike = "" if found.counted else ", if the quarters to come count as many"
    told = "can no longer be met" if needed.reach is Reach.LOST else "is met whatever comes"
    return f"{limit} {told}{alike}."


def _limit(indicator: Indicator, needed: Needed) -> str:
    edge = needed.target.edge
    text = "" if edge is None else edge_text(edge, indicator, bare=needed.target.bare)
    if needed.by_quarter:
        return f"The target of {text} a quarter, {amount(needed.limit, indicator)} in the year,"
    return f"The target of {text}"


def _each(found: Forecast, each: Decimal, comparison: Comparison) -> str:
    """Say what each quarter to come has to be, rounded to the side on which the target is met."""
    indicator, upper = found.indicator, comparison.is_upper
    places = 0 if indicator.unit.counts else indicator.places + _FINER
    step = Decimal(1).scaleb(-places)
    rounded = each.quantize(step, rounding=ROUND_FLOOR if upper else ROUND_CEILING)
    if comparison.is_strict and rounded == each:
        rounded += -step if upper else step
    when = "the quarter to come" if found.to_come == 1 else f"each of the {found.to_come} quarters to come"
    if indicator.basis is not PeriodBasis.ROLLING:
        least = "at most" if upper else "at least"
        return f"it takes {least} {digits(rounded, places)}{indicator.unit.suffix} in {when}"
    unit = " points" if indicator.unit.is_percentage else ""
    way = "rise" if rounded > 0 else "fall"
    free = (rounded > 0) is upper
    may = f"may {way} by up to" if free else f"has to {way} by"
    if not rounded:
        return f"it may {'not rise' if upper else 'not fall'} any more"
    return f"it {may} {digits(abs(rounded), places)}{unit} in {when}"


def _range(found: Forecast) -> str:
    moves = digits(at_places(found.moving_range, found.indicator.places + _FINER))
    come = "the quarter to come" if found.to_come == 1 else f"the {found.to_come} quarters to come"
    told = f"2.66 × the average moving range ({moves}, of {found.held} quarters)"
    return f"Range: {told} × {_widening(found)}, for {come}."


def _widening(found: Forecast) -> str:
    """Say how much wider the range is than that of one quarter, so that anybody can work it out."""
    if found.method is Method.LAST_YEAR:
        wider = Decimal(2 * found.to_come).sqrt()
    else:
        wider = (Decimal(QUARTERS * found.to_come) / found.quarters).sqrt()
        wider = wider if found.sums else wider / QUARTERS
    return f"{trimmed(at_places(wider, _FINEST)):f}"


def _shown(found: Forecast, value: Decimal) -> str:
    return amount(value, found.indicator, found.indicator.places)


def _places(found: Forecast) -> int:
    """Give the places of the year-end: more where it would look like a target that it is not."""
    usual = found.indicator.places
    if found.needed is None:
        return usual
    value, limit = found.value, found.needed.limit
    finer = range(usual, usual + _FINEST)
    told = (places for places in finer if at_places(value, places) != at_places(limit, places))
    return usual if value == limit else next(told, usual + _FINEST)
