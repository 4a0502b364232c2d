"""Whether the change on the baseline could be chance: a test, or the reason why none is made (RULES 5).

Shares are compared by the pooled two-proportion z test, two-sided: z = (p2 − p1) / √(p(1 − p)(1/d1 + 1/d2))
with p = (n1 + n2) / (d1 + d2) (Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions, 3rd
edition, section 3.3, without the correction for continuity). Counts are compared as Poisson counts by the
conditional test (Przyborowski and Wilenski, Biometrika 31, 1940): if nothing changed, n2 of n1 + n2 is
binomial with one half; exact up to EXACT events, by the normal curve with half a case of correction above.
No test decides a colour, so binary floats do.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from csptui.domain.covered import Span, covered, overlap
from csptui.domain.figure import Fraction, digits, fraction_agrees, number_text
from csptui.domain.indicator import FractionUse, PeriodBasis, Unit

if TYPE_CHECKING:
    from csptui.domain.figure import Figure
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


@dataclass(frozen=True, slots=True)
class Chance:
    """The outcome of a test, or why there is none.

    `p` (0 to 1) is how often chance alone makes a change of this size or more; `tested` names what was
    compared; `note` what limits it; `refused` ends a sentence; `year` is the baseline's.
    """

    p: float | None
    method: str
    refused: str = ""
    tested: str = ""
    note: str = ""
    year: str = ""

    @property
    def can_be(self) -> bool | None:
        """Whether the change can be chance; None where it is not tested."""
        return None if self.p is None else self.p >= LEVEL


def chance(row: Row) -> Chance:
    """Test the change of a row on its baseline, if the two figures allow a test."""
    year = str(row.quarter.baseline().year)
    refused = _no_pair(row) or _periods(row)
    if refused:
        return Chance(None, "", refused, year=year)
    if row.indicator.unit.counts:
        return _of_counts(row, year)
    return _of_shares(row, year)


def chance_words(found: Chance) -> str:
    """Say the outcome alone: `can be chance (p = 0.18)`; empty where it is not tested."""
    if found.p is None:
        return ""
    return f"{'can be' if found.can_be else 'hardly'} chance ({p_text(found.p)})"


def chance_sentence(found: Chance) -> str:
    """Say whether the change can be chance and what was compared, or why that is not tested."""
    if found.p is None:
        return f"Chance is not tested: {found.refused}."
    said = f"{'' if found.can_be else 'is '}{chance_words(found)}"
    note = f"; {found.note}" if found.note else ""
    return f"The change on {found.year} {said}: {found.method} of {found.tested}{note}."


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


def _no_pair(row: Row) -> str:
    """Say why there are not two figures to compare; empty where there are."""
    baseline = row.quarter.baseline()
    if row.indicator.breaks_between(baseline, row.quarter):
        return "a break in series lies between"
    if row.change is None:
        return f"no figure is held for {row.quarter if row.value is None else baseline.year}"
    return ""


def _periods(row: Row) -> str:
    """Say why the periods are not apart, or not alike; empty where they are both."""
    basis = row.indicator.basis
    before = covered(row.baseline.figure, basis, row.quarter.baseline())
    now = covered(row.reading.figure, basis, row.quarter)
    shared = overlap(before, now)
    if shared or not (isinstance(before, Span) and isinstance(now, Span)):
        return shared
    if row.indicator.unit.counts and basis is not PeriodBasis.SNAPSHOT and before.length != now.length:
        return f"counts over {before.length} and {now.length} months are not alike"
    return ""


def _of_counts(row: Row, year: str) -> Chance:
    base, value = row.baseline.figure.value, row.reading.figure.value
    for one in (base, value):
        if one is None or one < 0 or one != one.to_integral_value():
            return Chance(None, COUNTS, "a figure is not a whole number of cases", year=year)
    if base is None or value is None or base == value:
        return Chance(None, COUNTS, "the two counts are the same", year=year)
    tested = f"{digits(base)} and {digits(value)} {row.indicator.cases}"
    return Chance(count_p(int(base), int(value)), COUNTS, tested=tested, year=year)


def _of_shares(row: Row, year: str) -> Chance:
    before, now = row.baseline.figure, row.reading.figure
    refused = _not_shares(row)
    if refused or before.fraction is None or now.fraction is None:
        return Chance(None, SHARES, refused, year=year)
    tested = f"{before.fraction} and {now.fraction}"
    if row.indicator.fraction is FractionUse.SUPPORTING:
        shares = " to ".join(f"{digits(one.rate(100), 1)}%" for one in (before.fraction, now.fraction))
        tested += f", the shares that stand behind the value ({shares})"
    few = _least_expected(before.fraction, now.fraction) < FEW
    note = f"fewer than {FEW} cases are expected somewhere, so p is rough" if few else ""
    return Chance(share_p(before.fraction, now.fraction), SHARES, tested=tested, note=note, year=year)


def _not_shares(row: Row) -> str:
    """Say why the two fractions are no shares of wholes; empty where they are."""
    indicator = row.indicator
    if row.baseline.figure.fraction is None and row.reading.figure.fraction is None:
        return "neither figure is held with its numerator and denominator"
    pair = ((row.baseline.figure, str(row.quarter.baseline().year)), (row.reading.figure, str(row.quarter)))
    for figure, when in pair:
        if figure.fraction is None:
            return f"the figure of {when} is held without its numerator and denominator"
        if indicator.fraction is not FractionUse.SUPPORTING and (said := _not_its_own(figure, row)):
            return said
        if indicator.unit in _MEANS:
            return f"{figure.fraction} is an average and not a share"
        if figure.fraction.numerator > figure.fraction.denominator:
            return f"{figure.fraction} is more than a whole, so it is not a share"
    first, last = (figure.fraction for figure, _ in pair)
    same = first and last and first.numerator * last.denominator == last.numerator * first.denominator
    return "the two shares are the same" if same else ""


def _not_its_own(figure: Figure, row: Row) -> str:
    if fraction_agrees(figure, row.indicator) is False:
        return f"{figure.fraction} does not make the stated {number_text(figure, row.indicator)}"
    return ""


def _least_expected(before: Fraction, now: Fraction) -> float:
    """Give the smallest number of cases, or of others, that either period would have if nothing changed."""
    together, of = before.numerator + now.numerator, before.denominator + now.denominator
    return min(before.denominator, now.denominator) * min(together, of - together) / of
