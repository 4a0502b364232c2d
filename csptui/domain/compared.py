"""An indicator beside a comparator group: rank, quartile, distance, and whether it is in line (RULES 6).

Where equality decides (ties, the average, the edge of *in line*) all arithmetic is exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction as Exact
from typing import TYPE_CHECKING, NamedTuple

from csptui.domain.figure import EMPTY, at_places, digits, places_of
from csptui.domain.groups import (
    AreaValues,
    Group,
    GroupAverage,
    OwnValue,
    as_decimal,
    average_of,
    exact_mean,
    groups_of,
    own_of,
)
from csptui.domain.indicator import Polarity
from csptui.domain.typed import MOST_PLACES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from csptui.domain.dataset import Dataset
    from csptui.domain.indicator import Indicator
    from csptui.domain.quarter import Quarter

LIMITS = Decimal("1.96")
"""Sample standard deviations on either side of the mean within which a value is in line."""
FEWEST_IN_LINE, QUARTERS = 3, 4
"""Values without which a spread says nothing; and the parts that a quartile is one of."""
_MORE_PLACES = 2


class InLine(Enum):
    """Where the area's own value lies by the spread of its group."""

    INSIDE = "in line"
    ABOVE = "above"
    BELOW = "below"


class Standing(NamedTuple):
    """An area in the order of a group: the value as it is printed, and its rank from 1."""

    area: str
    value: Decimal
    text: str
    is_self: bool
    rank: int


class Spread(NamedTuple):
    """Mean ± 1.96 sample standard deviations of a group's values, cut after 28 digits."""

    mean: Decimal
    lower: Decimal
    upper: Decimal
    place: InLine | None


@dataclass(frozen=True, slots=True)
class Compared:
    """One indicator beside one group in one quarter.

    `standings` are the values held in the order of rank, the area's own always among them where it can be
    compared, whether the average counts it or not. `average` and what follows from it are None where no
    member's value is held; rank, quartile and distance where one's own cannot be compared.
    """

    indicator: Indicator
    quarter: Quarter
    group: Group
    own: OwnValue
    standings: tuple[Standing, ...] = ()
    missing: tuple[str, ...] = ()
    include_self: bool = True
    average: GroupAverage | None = None
    places: int = 0
    spread: Spread | None = None

    @property
    def of(self) -> int:
        """How many areas the average would be of if each value were held."""
        return len(self.group.members_in(self.quarter)) + self.include_self

    @property
    def present(self) -> int:
        """How many values the average is of."""
        return 0 if self.average is None else self.average.present

    @property
    def rank(self) -> int | None:
        """The area's own rank among the values held: ties share the better place."""
        return next((one.rank for one in self.standings if one.is_self), None)

    @property
    def quartile(self) -> int | None:
        """The quarter of the order that the rank lies in, from 1; None with fewer than four values.

        Of n values the rank r is in quartile 1 + ⌊4(r − 1) / n⌋: the first holds rank 1, and of a number
        that four does not divide the first ones hold one more. Ties share the better quartile.
        """
        count = len(self.standings)
        if self.rank is None or count < QUARTERS:
            return None
        return 1 + QUARTERS * (self.rank - 1) // count

    @property
    def distance(self) -> Decimal | None:
        """(own − average) / |average| in per cent; None of an average of 0."""
        if self.own.value is None or self.average is None or self.average.average == 0:
            return None
        average = Exact(self.average.average)
        return as_decimal((Exact(self.own.value) - average) / abs(average) * 100)

    @property
    def in_line(self) -> InLine | None:
        """Whether the area's own value is in line with the group."""
        return None if self.spread is None else self.spread.place


def direction(indicator: Indicator) -> str:
    """Say what rank 1 is: the best where one way is better, else the lowest."""
    match indicator.polarity:
        case Polarity.HIGHER:
            return "1 = highest"
        case Polarity.ZERO:
            return "1 = nearest to zero"
        case Polarity.LOWER | Polarity.NONE:
            return "1 = lowest"


def comparisons(dataset: Dataset, indicator: Indicator) -> tuple[Compared, ...]:
    """Set an indicator of the quarter shown beside each of its groups, in its order.

    An indicator that names no groups has those of which a value is held.
    """
    partnership, quarter = dataset.partnership, dataset.shown
    reading = dataset.record.readings.get(indicator.id)
    figure = EMPTY if reading is None else reading.figure
    own = own_of(figure, indicator, quarter, partnership.area)
    values = dataset.area_values(indicator)
    found = tuple(
        compared(group, quarter, values, own, indicator, by_default=partnership.include_self)
        for group in groups_of(indicator, partnership.groups, quarter)
    )
    if indicator.groups is not None:
        return found
    return tuple(one for one in found if one.average is not None) or found


def compared(
    group: Group,
    quarter: Quarter,
    values: AreaValues,
    own: OwnValue,
    indicator: Indicator,
    *,
    by_default: bool = True,
) -> Compared:
    """Set the area's own value beside a group's of the same quarter; a missing member is only named.

    `by_default` is the partnership's include_self, which a group's own overrides.
    """
    held = {area: one.value for area, one in values.of(group, quarter).items()}
    counts = group.counts_self(by_default=by_default)
    missing = tuple(area for area in group.members_in(quarter) if area not in held)
    average = average_of(group, quarter, values, own, indicator, by_default=by_default)
    if average is None:
        return Compared(indicator, quarter, group, own, (), missing, counts)
    averaged = list(held.values())
    if own.value is not None:
        if counts:
            averaged.append(own.value)
        held[own.name] = own.value
    places = places_for(list(held.values()), indicator)
    standings = _standings(held, own, indicator, places)
    spread = _spread(averaged, own.value)
    return Compared(indicator, quarter, group, own, standings, missing, counts, average, places, spread)


def places_for(values: Sequence[Decimal], indicator: Indicator) -> int:
    """Give the places at which values are printed: one more where some that differ would look alike."""
    stated = [places_of(one) for one in values]
    least = max([indicator.places, *(one for one in stated if one <= MOST_PLACES)])
    apart = len(set(values))
    return next(
        (
            places
            for places in range(least, least + _MORE_PLACES)
            if len({at_places(one, places) for one in values}) == apart
        ),
        least,
    )


def order_key(indicator: Indicator) -> Callable[[Decimal], Decimal]:
    """Give what values are ordered by, the least first: the value itself, its negative, or its size."""
    match indicator.polarity:
        case Polarity.HIGHER:
            return Decimal.copy_negate
        case Polarity.ZERO:
            return Decimal.copy_abs
        case Polarity.LOWER | Polarity.NONE:
            return Decimal.__pos__


def _standings(
    held: dict[str, Decimal], own: OwnValue, indicator: Indicator, places: int
) -> tuple[Standing, ...]:
    """Rank by competition: an area's rank is one more than the number of areas that are before it."""
    key = order_key(indicator)
    keys = sorted(key(one) for one in held.values())
    first_at: dict[Decimal, int] = {}
    for at, one in enumerate(keys, start=1):
        first_at.setdefault(one, at)
    standings = [
        Standing(
            area,
            value,
            digits(value, places, signed=indicator.signed) + indicator.unit.suffix,
            own.value is not None and area == own.name,
            first_at[key(value)],
        )
        for area, value in held.items()
    ]
    return tuple(sorted(standings, key=lambda one: (one.rank, one.area.casefold(), one.area)))


def _spread(values: Sequence[Decimal], own: Decimal | None) -> Spread | None:
    """Give mean ± 1.96 sample standard deviations; None of fewer than three values.

    Whether a value is outside is decided on squares, without a root: on the limit it is inside.
    """
    if len(values) < FEWEST_IN_LINE:
        return None
    mean = exact_mean(values)
    variance = sum(((Exact(one) - mean) ** 2 for one in values), start=Exact(0)) / (len(values) - 1)
    reach = LIMITS * as_decimal(variance).sqrt()
    middle = as_decimal(mean)
    place = None
    if own is not None:
        away = Exact(own) - mean
        outside = away**2 > Exact(LIMITS) ** 2 * variance
        place = InLine.INSIDE if not outside else InLine.ABOVE if away > 0 else InLine.BELOW
    return Spread(middle, middle - reach, middle + reach, place)
