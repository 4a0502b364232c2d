"""Confidence intervals of shares, counts and rates, by the English public-health methods (RULES 7).

Shares: the score interval of Wilson (Journal of the American Statistical Association 22, 1927; Newcombe and
Altman in Statistics with Confidence, 2nd edition, 2000). Counts, and rates as counts over a base: Byar's
approximation from FEW events (Breslow and Day, Statistical Methods in Cancer Research II, 1987), below that
the exact limits of a Poisson count (Armitage and Berry, Statistical Methods in Medical Research, 4th
edition, 2002). The choice among them is that of the Public Health Technical Guide (Confidence Intervals,
2018), which Fingertips and the R package PHEindicatormethods follow.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from math import exp, fsum, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

USUAL = Decimal(95)
"""The level of an interval where none is asked for, in per cent."""
FEW = 10
"""Below so many events Byar's approximation is not close enough, and the exact limits are used."""
WILSON, BYAR, EXACT = "Wilson", "Byar's", "exact Poisson"
_WHOLE = 100
_Z_USUAL = 1.959963984540054
"""How many standard errors the usual level is: the module that computes it costs time at the first paint."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A value between its limits, the method, and the level in per cent."""

    value: float
    lower: float
    upper: float
    method: str
    level: Decimal = USUAL

    def times(self, factor: float) -> Interval:
        """Give the interval in another unit."""
        scaled = (self.value * factor, self.lower * factor, self.upper * factor)
        return Interval(*scaled, self.method, self.level)


def of_share(numerator: int, denominator: int, level: Decimal = USUAL) -> Interval:
    """Give Wilson's interval of a share, from 0 to 1; of none it begins at 0, of all it ends at 1."""
    if not 0 <= numerator <= denominator or denominator == 0:
        message = f"{numerator}/{denominator} is no share"
        raise ValueError(message)
    z2 = _z(level) ** 2
    middle = 2 * numerator + z2
    reach = sqrt(z2 * (z2 + 4 * numerator * (denominator - numerator) / denominator))
    across = 2 * (denominator + z2)
    # The lower limit as its product with the upper one has it: a difference would lose digits.
    lower = 2 * numerator * numerator / (denominator * (middle + reach))
    upper = 1.0 if numerator == denominator else (middle + reach) / across
    return Interval(numerator / denominator, lower, upper, WILSON, level)


def of_count(events: int, level: Decimal = USUAL) -> Interval:
    """Give the interval of a count of events: Byar's, or the exact one where they are few."""
    if events < 0:
        message = f"{events} is no count"
        raise ValueError(message)
    if events < FEW:
        return Interval(float(events), *_exact(events, level), EXACT, level)
    z = _z(level)
    return Interval(float(events), _byar(events, -z), _byar(events + 1, z), BYAR, level)


def of_rate(events: int, base: int, per: int, level: Decimal = USUAL) -> Interval:
    """Give the interval of a rate, events for each `per` of a base: that of the events over the base."""
    counted = of_count(events, level)
    scaled = (events * per / base, counted.lower * per / base, counted.upper * per / base)
    return Interval(*scaled, counted.method, level)


def _byar(events: int, z: float) -> float:
    return events * (1 - 1 / (9 * events) + z / (3 * sqrt(events))) ** 3


def _tail(level: Decimal) -> float:
    """Give the chance that is left out on either side."""
    return float((_WHOLE - level) / (2 * _WHOLE))


def _z(level: Decimal) -> float:
    if level == USUAL:
        return _Z_USUAL
    from statistics import NormalDist  # noqa: PLC0415 - the first paint asks for no other level

    return -NormalDist().inv_cdf(_tail(level))


def _exact(events: int, level: Decimal) -> tuple[float, float]:
    """Give the means at which so many events or more, and so many or fewer, are as rare as the tail."""
    tail = _tail(level)
    lower = 0.0 if events == 0 else _crossing(lambda mean: _at_least(events, mean) < tail)
    return lower, _crossing(lambda mean: _at_most(events, mean) > tail)


def _crossing(before: Callable[[float], bool]) -> float:
    """Halve the stretch in which a test turns, until no number lies between its ends."""
    low, high = 0.0, 1.0
    while before(high):
        low, high = high, 2 * high
    while low < (middle := (low + high) / 2) < high:
        low, high = (middle, high) if before(middle) else (low, middle)
    return high


def _at_most(events: int, mean: float) -> float:
    """Give the chance of so many events or fewer."""
    term, terms = 1.0, [1.0]
    for count in range(1, events + 1):
        term *= mean / count
        terms.append(term)
    return exp(-mean) * fsum(terms)


def _at_least(events: int, mean: float) -> float:
    """Give the chance of so many events or more; a small one keeps its digits, as no difference is taken."""
    term = 1.0
    for count in range(1, events + 1):
        term *= mean / count
    terms, count = [term], events
    while term > 0 and (count < mean or term > terms[0] * 1e-18):
        count += 1
        term *= mean / count
        terms.append(term)
    return exp(-mean) * fsum(terms)
