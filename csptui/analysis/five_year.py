"""The five-year trend of an annual series: its slope, whether that can be chance, and whether it is steady.

The rule is that of the recent trends of Fingertips (Trend markers, in the Public Health Technical Guide;
assign_trend_markers in the R package PHEindicatormethods). Of values with 95% intervals: the slope of a
straight line through five years, each weighted by the inverse square of its standard error, and chi-square
as the slope's square over its variance. Of shares with their counts: the Cochran-Armitage test for trend
(Armitage, Biometrics 11, 1955), and the unweighted slope of the log odds. There is a trend where chi-square
is over LIMIT (p = 0.002) and the slope keeps its sign whichever year is left out. Equality decides, so the
sums are exact, and the sign of the log odds' slope is that of a product of whole powers.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from math import fsum, log, prod
from typing import TYPE_CHECKING

from csptui.analysis.refused import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

YEARS = 5
LIMIT = Fraction("9.5495")
"""Chi-square has to be over this; with one degree of freedom chance alone is in one case of 500."""
_ERRORS_WIDE = Fraction("3.92")
"""How many standard errors wide a 95% interval is, as the rule has it."""
_ALL = range(YEARS)

WEIGHTED = "weighted slope"
COCHRAN_ARMITAGE = "Cochran-Armitage"


class Course(Enum):
    """Which way the numbers go; whether that is better is the indicator's to say."""

    INCREASING = "increasing"
    DECREASING = "decreasing"
    NONE = "no significant change"


@dataclass(frozen=True, slots=True)
class Estimate:
    """A year's value with the limits of its 95% interval."""

    value: Fraction
    lower: Fraction
    upper: Fraction


@dataclass(frozen=True, slots=True)
class Share:
    """A year's cases out of all."""

    numerator: int
    denominator: int

    @property
    def odds(self) -> Fraction:
        """The cases over the others."""
        return Fraction(self.numerator, self.denominator - self.numerator)


@dataclass(frozen=True, slots=True)
class FiveYear:
    """The answer: `turned_by` are the years (0 to 4) without which the slope loses its sign.

    `slope` is for one year, of the values or of the log odds; `steep` whether chi-square is over the limit.
    """

    course: Course
    slope: float
    chi2: float
    steep: bool
    turned_by: tuple[int, ...]
    method: str


def trend_of_values(points: Sequence[Estimate]) -> FiveYear | Refused:
    """Give the trend of the last five values, oldest first, by their intervals."""
    points = points[-YEARS:]
    if len(points) < YEARS:
        return too_few(len(points), "points", "given")
    for number, point in enumerate(points, start=1):
        if point.lower >= point.upper:
            return Refused(f"the interval of point {number} of {YEARS} has no width, so it has no weight")
    weights = [(_ERRORS_WIDE / (point.upper - point.lower)) ** 2 for point in points]
    rise, spread, weight = _sums(points, weights, _ALL)
    chi2 = rise**2 / (spread * weight)
    return _answer(
        chi2, float(rise / spread), lambda years: _sums(points, weights, years)[0], method=WEIGHTED
    )


def trend_of_shares(shares: Sequence[Share]) -> FiveYear | Refused:
    """Give the trend of the last five shares, oldest first, by their counts."""
    shares = shares[-YEARS:]
    if len(shares) < YEARS:
        return too_few(len(shares), "fractions", "given")
    for share in shares:
        if not 0 < share.numerator < share.denominator:
            kind = "cases" if share.numerator == 0 else "others"
            told = f"{share.numerator:,}/{share.denominator:,} has no {kind}, so its odds have no logarithm"
            return Refused(f"five-year trend of shares needs cases and others in each year; {told}")
    logs = [log(share.numerator) - log(share.denominator - share.numerator) for share in shares]
    across = sum(year * year for year in _ALL) - Fraction(sum(_ALL) ** 2, YEARS)
    rise = fsum(step * one for step, one in zip(_steps(_ALL), logs, strict=True))
    # Logarithms that cancel out leave a rounding error, which would have a sign.
    slope = rise / float(YEARS * across) if _odds_way(shares, _ALL) else 0.0
    return _answer(
        _cochran_armitage(shares), slope, lambda years: _odds_way(shares, years), method=COCHRAN_ARMITAGE
    )


def too_few(held: int, what: str, how: str) -> Refused:
    """Say that there are not five: `five-year trend needs 5 points; 3 are given`."""
    return Refused(f"five-year trend needs {YEARS} {what}; {held} {'is' if held == 1 else 'are'} {how}")


def _answer(
    chi2: Fraction, slope: float, way: Callable[[Sequence[int]], Fraction], *, method: str
) -> FiveYear:
    whole = _sign(way(_ALL))
    turned = tuple(year for year in _ALL if _sign(way([one for one in _ALL if one != year])) != whole)
    course = Course.NONE
    if chi2 > LIMIT and not turned and whole:
        course = Course.INCREASING if whole > 0 else Course.DECREASING
    return FiveYear(course, slope, float(chi2), chi2 > LIMIT, turned, method)


def _sums(
    points: Sequence[Estimate], weights: Sequence[Fraction], years: Sequence[int]
) -> tuple[Fraction, Fraction, Fraction]:
    """Give the parts of the weighted slope of some years: what is divided, by what, and all weight."""
    weight = sum((weights[year] for year in years), Fraction(0))
    at = sum((weights[year] * year for year in years), Fraction(0))
    value = sum((weights[year] * points[year].value for year in years), Fraction(0))
    both = sum((weights[year] * points[year].value * year for year in years), Fraction(0))
    squares = sum((weights[year] * year * year for year in years), Fraction(0))
    return weight * both - at * value, weight * squares - at * at, weight


def _cochran_armitage(shares: Sequence[Share]) -> Fraction:
    cases, of = sum(one.numerator for one in shares), sum(one.denominator for one in shares)
    cases_at = sum(one.numerator * year for year, one in enumerate(shares))
    of_at = sum(one.denominator * year for year, one in enumerate(shares))
    squares = sum(one.denominator * year * year for year, one in enumerate(shares))
    return Fraction(
        of * (of * cases_at - cases * of_at) ** 2, cases * (of - cases) * (of * squares - of_at * of_at)
    )


def _steps(years: Sequence[int]) -> list[int]:
    """Give how far each year is from their mean, times how many there are, so that it is a whole number."""
    return [len(years) * year - sum(years) for year in years]


def _odds_way(shares: Sequence[Share], years: Sequence[int]) -> Fraction:
    """Give a number with the sign of the slope of the log odds: a sum of logarithms is that of a product."""
    steps = zip(years, _steps(years), strict=True)
    return prod((shares[year].odds ** step for year, step in steps), start=Fraction(1)) - 1


def _sign(number: Fraction) -> int:
    return (number > 0) - (number < 0)
