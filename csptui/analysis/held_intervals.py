"""The interval of a figure that is held with its fraction or as a count, and the one way to say it."""

from __future__ import annotations

from decimal import Decimal
from math import floor, log10
from typing import TYPE_CHECKING

from csptui.analysis.intervals import USUAL, Interval, of_count, of_rate, of_share
from csptui.domain.amounts import trimmed
from csptui.domain.figure import digits, fraction_agrees, number_text
from csptui.domain.indicator import FractionUse, Unit

if TYPE_CHECKING:
    from csptui.domain.figure import Figure, Fraction
    from csptui.domain.indicator import Indicator
    from csptui.domain.scorecard import Row

_RATES = frozenset({Unit.PER_1000, Unit.PER_10000, Unit.PER_100000, Unit.PER_MILLION, Unit.RATIO})
_PER_CENT = 100
_FINE, _MOST_PLACES = 100, 6
"""Limits below this are printed with a decimal place at least; none with more places than that."""


def interval_of(figure: Figure, indicator: Indicator, level: Decimal = USUAL) -> Interval | None:
    """Give the interval of a figure's value, in its unit; None where none can be computed.

    A percentage is a share and has Wilson's; a rate and a count have Byar's or the exact one. An average
    (days, pounds, a score) has none, nor has a value that its fraction does not make.
    """
    if indicator.unit.counts:
        value = figure.value
        if value is None or value < 0 or value != value.to_integral_value():
            return None
        return of_count(int(value), level)
    if figure.fraction is None or indicator.fraction is FractionUse.SUPPORTING:
        return None
    return None if fraction_agrees(figure, indicator) is False else _made(figure.fraction, indicator, level)


def why_no_interval(figure: Figure, indicator: Indicator) -> str:
    """Say why a figure has no interval, ending a sentence; empty where it has one."""
    if interval_of(figure, indicator) is not None:
        return ""
    fraction, share = figure.fraction, indicator.unit.is_percentage
    reasons = (
        (figure.value is None and fraction is None, "no figure is held"),
        (indicator.unit.counts, "the figure is not a whole number of cases"),
        (indicator.fraction is FractionUse.SUPPORTING, "a fraction stands behind the value, none makes it"),
        (fraction is None, "the figure is held without its numerator and denominator"),
        (
            fraction_agrees(figure, indicator) is False,
            f"{fraction} does not make the stated {number_text(figure, indicator)}",
        ),
        (share, f"{fraction} is more than a whole, so it is no share"),
    )
    return next((why for holds, why in reasons if holds), f"{fraction} is an average")


def interval_words(figure: Figure, indicator: Indicator, level: Decimal = USUAL) -> str:
    """Say the interval: `95% interval 10.4% to 16.4% (Wilson)`; empty where there is none.

    Where a fraction only stands behind the value the interval is of that share, and it is said to be.
    """
    found = interval_of(figure, indicator, level)
    if found is not None:
        return words_of(found, indicator.unit.suffix)
    behind = figure.fraction if indicator.fraction is FractionUse.SUPPORTING else None
    share = None if behind is None else _share(behind, level)
    if share is None:
        return ""
    return f"{words_of(share, '%')}, of the share {behind} that stands behind the value"


def row_interval(row: Row) -> Interval | None:
    """Give the 95% interval of a row's value; a part of a period, compared with nothing, has none."""
    return None if row.part else interval_of(row.reading.figure, row.indicator)


def row_words(row: Row) -> str:
    """Say the interval of a row's value in the words that stand everywhere; empty where there is none."""
    return "" if row.part else interval_words(row.reading.figure, row.indicator)


def words_of(interval: Interval, suffix: str = "") -> str:
    """Say an interval in the unit that it is in."""
    places = places_for(interval, least=1 if suffix else 0)
    low, high = (_limit(one, places) + suffix for one in (interval.lower, interval.upper))
    return f"{level_text(interval.level)} interval {low} to {high} ({interval.method})"


def _limit(value: float, places: int) -> str:
    return digits(Decimal(value), places if value else 0)


def places_for(interval: Interval, least: int = 0) -> int:
    """Give the places that print two digits of an interval's width, and no more than a reader can use."""
    least = max(least, 1 if interval.upper < _FINE else 0)
    width = interval.upper - interval.lower
    return least if width <= 0 else min(_MOST_PLACES, max(least, 1 - floor(log10(width))))


def level_text(level: Decimal) -> str:
    """Print a level: `95%`, `99.8%`."""
    return f"{digits(trimmed(level))}%"


def _made(fraction: Fraction, indicator: Indicator, level: Decimal) -> Interval | None:
    """Give the interval of a value that a fraction makes."""
    if indicator.unit.is_percentage:
        return _share(fraction, level)
    per = indicator.unit.multiplier if indicator.unit in _RATES else None
    return None if per is None else of_rate(fraction.numerator, fraction.denominator, per, level)


def _share(fraction: Fraction, level: Decimal) -> Interval | None:
    if fraction.numerator > fraction.denominator:
        return None
    return of_share(fraction.numerator, fraction.denominator, level).times(_PER_CENT)
