"""The sentences of a five-year trend."""

from __future__ import annotations

from decimal import Decimal
from math import expm1, floor, log10
from typing import TYPE_CHECKING

from csptui.analysis.five_year import COCHRAN_ARMITAGE, LIMIT, YEARS, Course, FiveYear
from csptui.domain.figure import digits
from csptui.domain.trend import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csptui.analysis.five_year_series import FiveYears

_MOST_PLACES, _PER_CENT = 6, 100
NUMBERED = tuple(f"point {number}" for number in range(1, YEARS + 1))
"""What the years are called where only a list was given."""


def five_year_words(trend: FiveYear, names: Sequence[str] = NUMBERED, verdict: Verdict = Verdict.NONE) -> str:
    """Say the trend, and by how much chi-square and which years decide it."""
    told = "" if verdict in {Verdict.NONE, Verdict.SAME} else f" and getting {verdict.value}"
    chi2, limit = _chi2(trend), f"{float(LIMIT):g}"
    if trend.course is not Course.NONE:
        way = f"{trend.course.value.capitalize()}{told}: {_slope(trend)}; chi-square {chi2} is over {limit}"
        return f"{way}, and the slope keeps its sign whichever year is left out."
    if not trend.steep:
        return f"No significant change: chi-square {chi2} is not over {limit}."
    without = _either([names[year] for year in trend.turned_by])
    return f"No significant change: chi-square {chi2} is over {limit}, but the slope turns without {without}."


def of_indicator(found: FiveYears) -> str:
    """Say the trend of an indicator, and of which years it is."""
    names = [year.name for year in found.years]
    return f"{names[0]} to {names[-1]}: {five_year_words(found.trend, names, found.verdict)}"


def _chi2(trend: FiveYear) -> str:
    """Print chi-square on its own side of the limit."""
    shown, places = Decimal(trend.chi2), 2
    while places < _MOST_PLACES and (round(trend.chi2, places) > LIMIT) is not trend.steep:
        places += 1
    return digits(shown, places)


def _slope(trend: FiveYear) -> str:
    if trend.method == COCHRAN_ARMITAGE:
        change = expm1(trend.slope) * _PER_CENT
        return f"the odds {'rise' if change > 0 else 'fall'} by {_short(abs(change))}% a year"
    return f"the slope is {'+' if trend.slope > 0 else '-'}{_short(abs(trend.slope))} a year"


def _short(size: float) -> str:
    """Print a size to three digits."""
    places = 2 if size == 0 else min(_MOST_PLACES, max(0, 2 - floor(log10(size))))
    return digits(Decimal(size), places)


def _either(names: Sequence[str]) -> str:
    return " or ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)
