"""Figures as values, and how they are printed (RULES 2); `typed` reads them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import Enum
from typing import TYPE_CHECKING

from csptui.domain.indicator import FractionUse, Indicator

if TYPE_CHECKING:
    from csptui.domain.period import Period


class Status(Enum):
    """How settled a figure is."""

    FINAL = "final"
    PROVISIONAL = "provisional"
    REVISED = "revised"
    ESTIMATED = "estimated"

    @property
    def mark(self) -> str:
        """The marker that is typed and printed: `[p]`, `[r]`, `[e]`, or nothing."""
        return "" if self is Status.FINAL else f"[{self.value[0]}]"


class Absence(Enum):
    """Why there is no value; none of them is an empty cell or 0."""

    NOT_AVAILABLE = "x"
    NOT_APPLICABLE = "z"
    CONFIDENTIAL = "c"

    @property
    def mark(self) -> str:
        """The marker that is typed and printed."""
        return f"[{self.value}]"

    @property
    def words(self) -> str:
        """The absence in words."""
        return self.name.lower().replace("_", " ")


@dataclass(frozen=True, slots=True)
class Fraction:
    """A whole numerator (0 or more) over a whole denominator (1 or more)."""

    numerator: int
    denominator: int

    def rate(self, multiplier: int) -> Decimal:
        """Give numerator over denominator times a multiplier, to 28 digits."""
        return Decimal(self.numerator) * multiplier / Decimal(self.denominator)

    def __str__(self) -> str:
        return f"{self.numerator:,}/{self.denominator:,}"


@dataclass(frozen=True, slots=True)
class Figure:
    """One value as typed: its digits, its fraction, the period it covers and how settled it is.

    A stated value keeps the places that were typed in its exponent. A figure has a value, a fraction
    or both; or an absence alone; or, when it is empty, none of them.
    """

    value: Decimal | None = None
    fraction: Fraction | None = None
    as_at: Period | None = None
    status: Status = Status.FINAL
    absence: Absence | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was given, not even that there is nothing to give."""
        return self.value is None and self.fraction is None and self.absence is None

    @property
    def places(self) -> int | None:
        """How many digits follow the point of the stated value."""
        return None if self.value is None else places_of(self.value)


EMPTY = Figure()
# Room for the places asked for after the longest whole number that a rate can have.
_WIDE = Context(prec=80)


def places_of(value: Decimal) -> int:
    """Give how many digits follow the point."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def at_places(value: Decimal, places: int) -> Decimal:
    """Round half up to a number of places, which is done only to show (RULES 2)."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=_WIDE)


def digits(value: Decimal, places: int | None = None, *, signed: bool = False) -> str:
    """Print a number with thousands commas, rounded half up to `places` where they are given."""
    shown = value if places is None else at_places(value, places)
    if shown.is_zero():
        shown = abs(shown)
    return f"{shown:+,f}" if signed and not shown.is_zero() else f"{shown:,f}"


def value_of(figure: Figure, indicator: Indicator) -> Decimal | None:
    """Give the value that is rated: the stated one, else the fraction's rate in full precision."""
    if figure.value is not None:
        return figure.value
    return fraction_value(figure, indicator)


def fraction_value(figure: Figure, indicator: Indicator) -> Decimal | None:
    """Give what the fraction makes; None without one, or where it only stands behind the value."""
    multiplier = indicator.unit.multiplier
    if figure.fraction is None or multiplier is None or indicator.fraction is FractionUse.SUPPORTING:
        return None
    return figure.fraction.rate(multiplier)


def fraction_agrees(figure: Figure, indicator: Indicator) -> bool | None:
    """Tell whether the stated value rounds from its fraction; None where there are not both."""
    exact = fraction_value(figure, indicator)
    if exact is None or figure.value is None:
        return None
    return at_places(exact, places_of(figure.value)) == figure.value


def number_text(figure: Figure, indicator: Indicator) -> str:
    """Print the value alone, with its unit, or the marker of its absence; empty for an empty figure."""
    if figure.absence is not None:
        return figure.absence.mark
    value = value_of(figure, indicator)
    if value is None:
        return ""
    places = None if figure.value is not None else indicator.places
    return digits(value, places, signed=indicator.signed) + indicator.unit.suffix


def figure_text(figure: Figure, indicator: Indicator, *, marks: bool = True) -> str:
    """Print a figure with unit, fraction, as-at and marks, so that parsing it gives the same figure."""
    parts = [] if figure.value is None and figure.absence is None else [number_text(figure, indicator)]
    if figure.fraction is not None:
        parts.append(f"({figure.fraction})" if parts else str(figure.fraction))
    if figure.as_at is not None:
        bare = figure.fraction is not None and figure.value is not None
        parts.append(str(figure.as_at) if bare else f"({figure.as_at})")
    if marks and figure.status.mark:
        parts.append(figure.status.mark)
    return " ".join(parts)
