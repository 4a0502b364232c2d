"""How amounts are printed in the unit of an indicator, never so short as to mislead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.domain.figure import at_places, digits, places_of

if TYPE_CHECKING:
    from decimal import Decimal

    from csptui.domain.indicator import Indicator
    from csptui.domain.scorecard import Row

MOST_SHOWN, MOST_EXACT = 4, 16
"""Places at which computed amounts are cut, and up to which they are printed as they are."""


def amount(value: Decimal, indicator: Indicator, places: int | None = None, *, signed: bool = False) -> str:
    """Print a value in the indicator's unit, without needless noughts where no places are asked for."""
    return digits(plain(value) if places is None else value, places, signed=signed) + indicator.unit.suffix


def size(value: Decimal, indicator: Indicator) -> str:
    """Print a difference in words: `0.65`, `2.63 points`, `24` for counts."""
    shown = digits(plain(abs(value)))
    return f"{shown} points" if indicator.unit.is_percentage else shown


def exact_size(value: Decimal, indicator: Indicator) -> str:
    """Print a difference with every digit that it has."""
    shown = digits(trimmed(abs(value)))
    return f"{shown} points" if indicator.unit.is_percentage else shown


def plain(value: Decimal) -> Decimal:
    """Drop the noughts at the end of computed edges, and digits that no reader can use.

    A small amount keeps as many digits as a large one has places, so that none but 0 is printed as 0.
    """
    rounded = value
    if places_of(value) > MOST_EXACT:
        rounded = at_places(value, max(MOST_SHOWN, MOST_SHOWN - 1 - value.adjusted()))
    return trimmed(rounded)


def trimmed(value: Decimal) -> Decimal:
    """Drop the noughts at the end, and no other digit."""
    digits_of = value.as_tuple().digits
    places = places_of(value)
    noughts = next((at for at, digit in enumerate(reversed(digits_of)) if digit), places)
    return at_places(value, max(0, places - noughts))


def compared_places(row: Row) -> int:
    """Give the places at which a row's figure and last year's are compared: those of the longer one."""
    figures = (row.reading.figure, row.baseline.figure)
    return max(row.indicator.places if one.places is None else one.places for one in figures)
