"""Rolling 12 months out of whole quarters, and a quarter against the same quarter a year ago (RULES 5).

Nothing is rounded before it is summed, nothing is summed that is not whole, follows on and shares no
month, and where a number cannot be given the reason is.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from csptui.domain.covered import QUARTER, YEAR, Cohort, Span, Unknown
from csptui.domain.figure import Fraction, at_places, fraction_agrees, places_of
from csptui.domain.indicator import FractionUse, PeriodBasis, Unit
from csptui.domain.trend import Verdict, change, verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csptui.domain.covered import Covered
    from csptui.domain.indicator import Indicator
    from csptui.domain.series import Point
    from csptui.domain.trend import Change

_QUARTERS = YEAR // QUARTER
SUMMED = frozenset({Unit.COUNT, Unit.NUMBER})
"""Units whose quarters add up to a year."""
OF_POPULATION = frozenset({Unit.PER_1000, Unit.PER_10000, Unit.PER_100000, Unit.PER_MILLION})
"""Units of a rate whose denominator is the same people in every quarter, so that cases alone add up."""

_OTHER_BASES = {
    PeriodBasis.ROLLING: "each figure is itself of rolling 12 months",
    PeriodBasis.ANNUAL: "each figure is itself of a year",
    PeriodBasis.SNAPSHOT: "a snapshot has no months to sum",
    PeriodBasis.COHORT: "a cohort has no months to sum",
}


@dataclass(frozen=True, slots=True)
class Rolling:
    """Rolling 12 months to a quarter at printed precision, or why there are none; `why` ends a sentence.

    `fraction` is of the four numerators and the four denominators, each summed. It is `odd` where four
    quarters are held that follow on, and there are none all the same.
    """

    value: Decimal | None = None
    fraction: Fraction | None = None
    why: str = ""
    odd: bool = False


@dataclass(frozen=True, slots=True)
class YearOnYear:
    """A quarter against the same quarter a year ago, or why it cannot be; `why` ends a sentence.

    `places` are those at which the two are printed: a change in their unit is printed at them too. It is
    `odd` where both are held without a break between, and it cannot be all the same.
    """

    change: Change | None = None
    verdict: Verdict = Verdict.NONE
    why: str = ""
    places: int = 0
    odd: bool = False


def never_rolling(indicator: Indicator) -> str:
    """Say why an indicator's quarters make no rolling 12 months, whatever is held; empty where they may."""
    if indicator.basis in _OTHER_BASES:
        return _OTHER_BASES[indicator.basis]
    if indicator.unit in SUMMED or _has_rates(indicator):
        return ""
    if indicator.fraction is FractionUse.SUPPORTING:
        return "its fractions stand behind the values and do not make them, and its values do not add up"
    return f'quarters in "{indicator.unit.value}" do not add up'


def _has_rates(indicator: Indicator) -> bool:
    """Whether a fraction makes the value, so that fractions can be summed in its place."""
    return indicator.unit.multiplier is not None and indicator.fraction is not FractionUse.SUPPORTING


def rolling(stretch: Sequence[Point], indicator: Indicator) -> Rolling:
    """Give the rolling 12 months to the last point of a stretch of quarters that follow on without a break.

    Counts are added up. Of shares and averages the fractions are summed, numerators and denominators
    apart; a rate of a population is that of a year's cases over the mean of the denominators.
    """
    if why := never_rolling(indicator) or _too_few(stretch):
        return Rolling(why=why)
    year = stretch[-_QUARTERS:]
    if why := _not_in_step(year):
        return Rolling(why=why, odd=True)
    fractions = [point.reading.figure.fraction for point in year]
    if indicator.fraction is FractionUse.RATE or any(fractions) or indicator.unit not in SUMMED:
        return _of_fractions(year, fractions, indicator)
    values = [point.value for point in year if point.value is not None]
    return Rolling(sum(values, start=Decimal(0)))


def _too_few(stretch: Sequence[Point]) -> str:
    """Say why a stretch holds no year; empty where it does."""
    if not stretch:
        return "no whole figure is held for this quarter"
    if len(stretch) < _QUARTERS:
        return f"four quarters that follow on without a break are needed, and {len(stretch)} held"
    return ""


def _not_in_step(year: Sequence[Point]) -> str:
    """Say why four points are no four quarters apart; empty where they are."""
    before: Point | None = None
    for point in year:
        now = point.covers
        if not isinstance(now, Span) or now.length != QUARTER:
            return f"the figure of {point.quarter} covers {covered_words(now)}, and no quarter alone"
        last = before.covers if before is not None else None
        if before is not None and isinstance(last, Span) and now.first != last.last + 1:
            covered = f"{last.words} and {now.words}, which do not follow on"
            return f"the figures of {before.quarter} and {point.quarter} cover {covered}"
        before = point
    return ""


def _of_fractions(
    year: Sequence[Point], fractions: Sequence[Fraction | None], indicator: Indicator
) -> Rolling:
    multiplier = indicator.unit.multiplier
    held = [one for one in fractions if one is not None]
    if multiplier is None or len(held) < _QUARTERS:
        why = f"a rate needs the fractions of all four quarters, and {len(held)} are held"
        return Rolling(why=why, odd=True)
    for point in year:
        if fraction_agrees(point.reading.figure, indicator) is False:
            return Rolling(why=f"the value of {point.quarter} does not round from its fraction", odd=True)
    whole = Fraction(sum(one.numerator for one in held), sum(one.denominator for one in held))
    times = _QUARTERS if indicator.unit in OF_POPULATION else 1
    return Rolling(at_places(whole.rate(multiplier * times), indicator.places), whole)


def year_on_year(now: Point, before: Point | None, indicator: Indicator) -> YearOnYear:
    """Give the change of a quarter on the same quarter a year ago, in full precision as any change is."""
    if now.exact is None:
        return YearOnYear(why="no whole figure is held for this quarter")
    if before is None or before.exact is None:
        return YearOnYear(why="no whole figure is held for the same quarter a year ago")
    if indicator.breaks_between(before.quarter, now.quarter):
        return YearOnYear(why="a break in series lies between")
    if why := _not_a_year_apart(before.covers, now.covers, indicator.basis):
        return YearOnYear(why=why, odd=True)
    judged = verdict(before.exact, now.exact, indicator.polarity)
    places = max(places_of(value) for value in (before.value, now.value) if value is not None)
    return YearOnYear(change(before.exact, now.exact, indicator.unit), judged, places=places)


def _not_a_year_apart(before: Covered, now: Covered, basis: PeriodBasis) -> str:
    match before, now:
        case (Unknown(reason), _) | (_, Unknown(reason)):
            return reason
        case Span(), Span():
            # A snapshot is of the end of its months, however many are named.
            if before.length != now.length and basis is not PeriodBasis.SNAPSHOT:
                return f"one figure covers {before.words} and the other {now.words}"
            return _year_apart(now.last - before.last == YEAR, before.words, now.words)
        case Cohort(year), Cohort(then):
            return _year_apart(then - year == 1, f"the {year} cohort", f"the {then} cohort")
        case _:
            return "one figure follows a cohort and the other covers a period"


def _year_apart(is_so: bool, before: str, now: str) -> str:  # noqa: FBT001 - the answer to the name's question
    if is_so:
        return ""
    if before == now:
        return f"both figures are of {now}"
    return f"{before} and {now} are not a year apart"


def covered_words(found: Covered) -> str:
    """Give what a figure covers in words: `January to March 2010`, `the 2005 cohort`, `an unknown period`."""
    match found:
        case Span():
            return found.words
        case Cohort(year):
            return f"the {year} cohort"
        case Unknown():
            return "an unknown period"
