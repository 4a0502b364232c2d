"""Whether a change could be chance: a test, or the reason why none is made (RULES 5).

Shares are compared by the pooled two-proportion z test, two-sided: z = (p2 − p1) / √(p(1 − p)(1/d1 + 1/d2))
with p = (n1 + n2) / (d1 + d2) (Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions, 3rd
edition, section 3.3, without the correction for continuity). Counts are compared as Poisson counts by the
conditional test (Przyborowski and Wilenski, Biometrika 31, 1940): if nothing changed, n2 of n1 + n2 is
binomial with one half; exact up to EXACT events, by the normal curve with half a case of correction above.
No test decides a colour, so binary floats do.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

from csptui.domain.covered import Span, covered, overlap, part_only
from csptui.domain.figure import Fraction, digits, fraction_agrees, number_text, value_of
from csptui.domain.indicator import FractionUse, PeriodBasis, Unit
from csptui.domain.scorecard import BREAK_BETWEEN

if TYPE_CHECKING:
    from csptui.domain.figure import Figure
    from csptui.domain.indicator import Indicator
    from csptui.domain.quarter import Quarter
    from csptui.domain.scorecard import Row

LEVEL = 0.05
"""Below this p a change is hardly chance: one chance in twenty."""
EXACT = 1_000
"""The most events, both periods together, that are summed one by one."""
FEW = 5
"""The least number of cases to be expected everywhere for the curve to fit well (Cochran's rule)."""
SHARES = "two-proportion test (pooled z, two-sided)"
COUNTS = "Poisson test (conditional, two-sided)"
_MEANS = frozenset({Unit.NUMBER, Unit.SCORE, Unit.DAYS, Unit.POUNDS})


class Held(NamedTuple):
    """A figure, the quarter in which it is held, and what that is called: `2008/09`, `2009/10 Q3`."""

    figure: Figure
    quarter: Quarter
    name: str


@dataclass(frozen=True, slots=True)
class Chance:
    """The outcome of a test, or why there is none.

    `p` (0 to 1) is how often chance alone makes a change of this size or more; `tested` names what was
    compared; `note` what limits it; `refused` ends a sentence; `what` was tested is on what `on` names.
    """

    p: float | None
    method: str
    refused: str = ""
    tested: str = ""
    note: str = ""
    on: str = ""
    what: str = "change"

    @property
    def can_be(self) -> bool | None:
        """Whether the change can be chance; None where it is not tested."""
        return None if self.p is None else self.p >= LEVEL


def chance(row: Row) -> Chance:
    """Test the change of a row on its baseline, if the two figures allow a test."""
    year_end = row.quarter.baseline()
    before = Held(row.baseline.figure, year_end, str(year_end.year))
    return chance_between(before, _now(row), row.indicator)


def chance_on_quarter(row: Row) -> Chance | None:
    """Test the move of a row on the quarter before; None where a figure of either is not held."""
    if row.value is None or value_of(row.before.figure, row.indicator) is None:
        return None
    before = row.quarter.previous()
    return chance_between(Held(row.before.figure, before, str(before)), _now(row), row.indicator, "move")


def _now(row: Row) -> Held:
    return Held(row.reading.figure, row.quarter, str(row.quarter))


def chance_between(before: Held, now: Held, indicator: Indicator, what: str = "change") -> Chance:
    """Test what lies between two figures of one indicator, if they are whole and their periods apart."""
    refused = _no_pair(before, now, indicator) or _periods(before, now, indicator)
    if refused:
        found = Chance(None, "", refused)
    elif indicator.unit.counts:
        found = _of_counts(before.figure, now.figure, indicator)
    else:
        found = _of_shares(before, now, indicator)
    return replace(found, on=before.name, what=what)


def chance_words(found: Chance) -> str:
    """Say the outcome alone: `can be chance (p = 0.18)`; empty where it is not tested."""
    if found.p is None:
        return ""
    return f"{'can be' if found.can_be else 'hardly'} chance ({p_text(found.p)})"


def chance_sentence(found: Chance) -> str:
    """Say whether the change can be chance and what was compared, or why that is not tested."""
    if found.p is None:
        told = "" if found.what == "change" else f" of the {found.what} on {found.on}"
        return f"Chance{told} is not tested: {found.refused}."
    said = f"{'' if found.can_be else 'is '}{chance_words(found)}"
    note = f"; {found.note}" if found.note else ""
    return f"The {found.what} on {found.on} {said}: {found.method} of {found.tested}{note}."


def chance_brief(found: Chance) -> str:
    """Say the outcome in a short sentence, or why there is none."""
    return f"{chance_words(found).capitalize()}." if found.p is not None else chance_sentence(found)


def p_text(p: float) -> str:
    """Print a probability on its own side of LEVEL: `p = 0.18`, `p = 0.058`, `p < 0.001`."""
    least = 0.001
    if p < least:
        return "p < 0.001"
    places = 2 if p >= 2 * LEVEL else 3
    while places < 9 and (round(p, places) >= LEVEL) is not (p >= LEVEL):  # noqa: PLR2004 - digits of a float
        places += 1
    return f"p = {p:.{places}f}"


def share_p(before: Fraction, now: Fraction) -> float:
    """Give the p of two shares, each a numerator of at most its denominator; 1 where both are 0 or all."""
    together = before.numerator + now.numerator
    of = before.denominator + now.denominator
    if together in {0, of}:
        return 1.0
    pooled = together / of
    spread = sqrt(pooled * (1 - pooled) * (1 / before.denominator + 1 / now.denominator))
    return _both_tails((now.numerator / now.denominator - before.numerator / before.denominator) / spread)


def count_p(before: int, now: int) -> float:
    """Give the p of two counts of events over periods of one length; 1 where they are equal."""
    events, fewer = before + now, min(before, now)
    if before == now:
        return 1.0
    if events <= EXACT:
        tail = ways = 1
        for some in range(fewer):
            ways = ways * (events - some) // (some + 1)
            tail += ways
        return min(1.0, 2 * tail / (1 << events))
    return _both_tails((abs(now - before) - 1) / sqrt(events))


def _both_tails(z: float) -> float:
    from statistics import NormalDist  # noqa: PLC0415 - the first paint need not wait for it

    return 2 * NormalDist().cdf(-abs(z))


def _no_pair(before: Held, now: Held, indicator: Indicator) -> str:
    """Say why there are not two whole figures to compare; empty where there are."""
    if indicator.breaks_between(before.quarter, now.quarter):
        return BREAK_BETWEEN
    for one in (now, before):
        if value_of(one.figure, indicator) is None:
            return f"no figure is held for {one.name}"
    for one in (now, before):
        if part := part_only(one.figure, indicator.basis, one.quarter):
            return f"the figure of {one.name} {part.removeprefix('it ')}"
    return ""


def _periods(before: Held, now: Held, indicator: Indicator) -> str:
    """Say why the periods are not apart, or not alike; empty where they are both."""
    basis = indicator.basis
    first, last = (covered(one.figure, basis, one.quarter) for one in (before, now))
    shared = overlap(first, last)
    if shared or not (isinstance(first, Span) and isinstance(last, Span)):
        return shared
    if indicator.unit.counts and basis is not PeriodBasis.SNAPSHOT and first.length != last.length:
        return f"counts over {first.length} and {last.length} months are not alike"
    return ""


def _of_counts(before: Figure, now: Figure, indicator: Indicator) -> Chance:
    base, value = before.value, now.value
    for one in (base, value):
        if one is None or one < 0 or one != one.to_integral_value():
            return Chance(None, COUNTS, "a figure is not a whole number of cases")
    if base is None or value is None or base == value:
        return Chance(None, COUNTS, "the two counts are the same")
    tested = f"{digits(base)} and {digits(value)} {indicator.cases}"
    return Chance(count_p(int(base), int(value)), COUNTS, tested=tested)


def _of_shares(before: Held, now: Held, indicator: Indicator) -> Chance:
    refused, first, last = _not_shares(before, now, indicator), before.figure.fraction, now.figure.fraction
    if refused or first is None or last is None:
        return Chance(None, SHARES, refused)
    tested = f"{first} and {last}"
    if indicator.fraction is FractionUse.SUPPORTING:
        shares = " to ".join(f"{digits(one.rate(100), 1)}%" for one in (first, last))
        tested += f", the shares that stand behind the value ({shares})"
    few = _least_expected(first, last) < FEW
    note = f"fewer than {FEW} cases are expected somewhere, so p is rough" if few else ""
    return Chance(share_p(first, last), SHARES, tested=tested, note=note)


def _not_shares(before: Held, now: Held, indicator: Indicator) -> str:
    """Say why the two fractions are no shares of wholes; empty where they are."""
    if before.figure.fraction is None and now.figure.fraction is None:
        return "neither figure is held with its numerator and denominator"
    for one in (before, now):
        figure = one.figure
        if figure.fraction is None:
            return f"the figure of {one.name} is held without its numerator and denominator"
        supporting = indicator.fraction is FractionUse.SUPPORTING
        if not supporting and fraction_agrees(figure, indicator) is False:
            return f"{figure.fraction} does not make the stated {number_text(figure, indicator)}"
        if indicator.unit in _MEANS:
            return f"{figure.fraction} is an average and not a share"
        if figure.fraction.numerator > figure.fraction.denominator:
            return f"{figure.fraction} is more than a whole, so it is not a share"
    first, last = before.figure.fraction, now.figure.fraction
    same = first and last and first.numerator * last.denominator == last.numerator * first.denominator
    return "the two shares are the same" if same else ""


def _least_expected(before: Fraction, now: Fraction) -> float:
    """Give the smallest number of cases, or of others, that either period would have if nothing changed."""
    together, of = before.numerator + now.numerator, before.denominator + now.denominator
    return min(before.denominator, now.denominator) * min(together, of - together) / of
