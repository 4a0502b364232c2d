"""What moved a rate between its fractions: numerator's part and denominator's, adding up (RULES 5)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction as Exact
from typing import TYPE_CHECKING

from csptui.domain.figure import digits, fraction_value, number_text, places_of

if TYPE_CHECKING:
    from csptui.domain.figure import Fraction
    from csptui.domain.indicator import Indicator
    from csptui.domain.scorecard import Row

PLACES = 10
"""Places to which the parts are cut; the second is what is left of the total, so that they add up."""
LEAST_SHOWN = 2


@dataclass(frozen=True, slots=True)
class Moved:
    """A change between two fractions in parts, in the indicator's unit (points where it is a percentage).

    `numerator_part` is what the new numerator does over the old denominator, `denominator_part` what the
    new denominator does then; `stated` is the change of the stated values.
    """

    before: Fraction
    now: Fraction
    numerator_part: Decimal
    denominator_part: Decimal
    stated: Decimal

    @property
    def total(self) -> Decimal:
        """The change between the fractions: exactly the sum of the parts."""
        return self.numerator_part + self.denominator_part


def split(before: Fraction, now: Fraction, multiplier: int) -> tuple[Decimal, Decimal]:
    """Give the numerator's and the denominator's part of a change; their sum is the change to PLACES."""
    first = Exact(before.numerator, before.denominator)
    turned = Exact(now.numerator, before.denominator)
    last = Exact(now.numerator, now.denominator)
    numerator_part = _cut((turned - first) * multiplier)
    return numerator_part, _cut((last - first) * multiplier) - numerator_part


def _cut(value: Exact) -> Decimal:
    """Round an exact number half up (away from zero) to PLACES."""
    scaled = abs(value) * 10**PLACES
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(whole if value >= 0 else -whole).scaleb(-PLACES)


def moved(row: Row) -> Moved | None:
    """Split a row's change on its baseline; None unless both figures have the fractions that make them."""
    indicator, before, now = row.indicator, row.baseline.figure, row.reading.figure
    multiplier = indicator.unit.multiplier
    makes = fraction_value(before, indicator) is not None and fraction_value(now, indicator) is not None
    if row.change is None or multiplier is None or not makes:
        return None
    if before.fraction is None or now.fraction is None:
        return None
    parts = split(before.fraction, now.fraction, multiplier)
    stated = row.change.units
    if before.value is None or now.value is None:
        stated = stated.quantize(Decimal(1).scaleb(-PLACES), rounding=ROUND_HALF_UP)
    return Moved(before.fraction, now.fraction, *parts, stated)


def names(indicator: Indicator) -> tuple[str, str]:
    """Give what the numerator and the denominator count."""
    return indicator.cases, indicator.of or "denominator"


def shown_places(found: Moved, indicator: Indicator) -> int:
    """Give the places at which the parts are printed: those of the values, and two at least."""
    return max(
        LEAST_SHOWN, indicator.places, places_of(found.stated) if places_of(found.stated) < PLACES else 0
    )


def part_lines(found: Moved, indicator: Indicator) -> tuple[tuple[str, str], ...]:
    """Give the parts and their sum, each with its name: `convictions 620 to 473`, `+3.11 points`."""
    upper, lower = names(indicator)
    before, now = found.before, found.now
    return (
        (f"{upper} {before.numerator:,} to {now.numerator:,}", _size(found.numerator_part, found, indicator)),
        (
            f"{lower} {before.denominator:,} to {now.denominator:,}",
            _size(found.denominator_part, found, indicator),
        ),
        ("together", _size(found.total, found, indicator)),
    )


def _size(part: Decimal, found: Moved, indicator: Indicator) -> str:
    points = " points" if indicator.unit.is_percentage else ""
    return f"{digits(part, shown_places(found, indicator), signed=True)}{points}"


def moved_words(found: Moved, indicator: Indicator) -> str:
    """Say the parts and their sum in one line: `convictions 620 to 473, +3.11 points; together …`."""
    *parts, (_, total) = part_lines(found, indicator)
    return f"{'; '.join(f'{name}, {size}' for name, size in parts)}; together {total}"


def moved_sentence(row: Row, found: Moved) -> str:
    """Say what moved the rate, and which difference the stated values have where it is another."""
    stated = stated_words(row, found)
    told = f" The stated values {stated}." if stated else ""
    return f"Between the fractions: {moved_words(found, row.indicator)}.{told}"


def sum_words(found: Moved) -> str:
    """Give the sum with every digit, such as `-0.4838709677 + 3.1078224101 = 2.6239514424`."""
    second = found.denominator_part
    sign = "−" if second < 0 else "+"
    return f"{digits(found.numerator_part)} {sign} {digits(abs(second))} = {digits(found.total)}"


def stated_words(row: Row, found: Moved) -> str:
    """Say by how much the stated values differ, where the parts make something else; else nothing."""
    places = places_of(found.stated)
    if digits(found.total, places, signed=True) == digits(found.stated, signed=True):
        return ""
    first = number_text(row.baseline.figure, row.indicator)
    last = number_text(row.reading.figure, row.indicator)
    return f"{first} and {last} differ by {digits(abs(found.stated))}"
