"""Where a colour begins and ends, in the unit and in cases, and how far a row is from there (RULES 4)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING

from csptui.domain.amounts import MOST_EXACT, amount, size
from csptui.domain.figure import digits, places_of
from csptui.domain.indicator import Unit
from csptui.domain.rag import Colour, Ground, colour_of, distance_to, limit_in_cases, margin_of
from csptui.domain.target import Comparison, edge_text
from csptui.domain.typed import MOST_PLACES

if TYPE_CHECKING:
    from csptui.domain.indicator import Indicator
    from csptui.domain.rag import Distance, Rating
    from csptui.domain.scorecard import Row

_MET = {Colour.GREEN: (Colour.GREEN,), Colour.AMBER: (Colour.GREEN, Colour.AMBER)}
_INCLUSIVE = {Comparison.BELOW: Comparison.AT_MOST, Comparison.ABOVE: Comparison.AT_LEAST}


@dataclass(frozen=True, slots=True)
class EdgeOf:
    """The edge of a colour: how a value meets it, its limit in the unit, and the same in whole cases.

    `cases` is the most cases there may be, or the fewest there must be, out of `of` (None for a count);
    `words` say it, such as `up to 9.45%: 44 of 473 or fewer`; `reach` says how far that is.
    """

    colour: Colour
    comparison: Comparison
    limit: Decimal
    words: str
    reach: str
    cases: int | None
    of: int | None
    distance: Distance | None

    @property
    def sentence(self) -> str:
        """The edge with its distance."""
        return f"{self.words}; {self.reach}" if self.reach else self.words


def edge_of(colour: Colour, row: Row) -> EdgeOf | None:
    """Give the edge of green or amber; None without an edge, or where no value is amber."""
    rating, figure, indicator = row.rating, row.reading.figure, row.indicator
    edge, turns = rating.edge, rating.turns_at
    if edge is None or turns is None or colour not in _MET:
        return None
    if colour is Colour.AMBER and not has_amber(rating, indicator):
        return None
    cases, of = limit_in_cases(colour, rating, figure, indicator) or (None, None)
    if rating.ground is Ground.PART:
        # The cases would be out of what a part of the period has.
        cases, of = None, None
    words = _green(row) if colour is Colour.GREEN else _amber(rating, indicator)
    if cases is not None and of is not None:
        way = "fewer" if edge.comparison.is_upper else "more"
        words += f": {cases:,} of {of:,} or {way}"
    away = distance_to(colour, rating, figure, indicator)
    reach = _away(away, colour, row) if away is not None else ""
    if away is None and rating.colour is colour:
        reach = _margin(row)
    green = colour is Colour.GREEN
    comparison = edge.comparison if green else _INCLUSIVE.get(edge.comparison, edge.comparison)
    return EdgeOf(colour, comparison, edge.limit if green else turns, words, reach, cases, of, away)


def has_amber(rating: Rating, indicator: Indicator) -> bool:
    """Whether any value is amber: a strict target that is met exactly is; of a count, whole numbers."""
    edge = rating.edge
    if edge is None:
        return False
    if indicator.unit.counts:
        last = last_value(Colour.AMBER, rating, indicator)
        return colour_of(last, edge, rating.allowance) is Colour.AMBER
    return bool(rating.allowance or edge.comparison.is_strict)


def _green(row: Row) -> str:
    edge, indicator = row.rating.edge, row.indicator
    if edge is None:
        return ""
    upper = edge.comparison.is_upper
    if row.rating.group is not None:
        limit = limit_text(Colour.GREEN, row.rating, indicator)
    else:
        limit = edge_text(edge, indicator, bare=True)
    if edge.comparison is Comparison.WITHIN:
        return f"within ±{limit}"
    if edge.comparison.is_strict:
        return f"{'below' if upper else 'above'} {limit}"
    return f"{limit} or {'less' if upper else 'more'}"


def _amber(rating: Rating, indicator: Indicator) -> str:
    edge, limit = rating.edge, limit_text(Colour.AMBER, rating, indicator)
    if edge is None:
        return ""
    if not rating.allowance:
        return f"exactly {limit}"
    if edge.comparison is Comparison.WITHIN:
        return f"within ±{limit}"
    return f"{'up to' if edge.comparison.is_upper else 'down to'} {limit}"


def red_words(row: Row) -> str:
    """Say where red begins, such as `above 7.875`; empty without an edge."""
    rating, edge = row.rating, row.rating.edge
    if edge is None:
        return ""
    limit = limit_text(Colour.AMBER, rating, row.indicator)
    if edge.comparison is Comparison.WITHIN:
        return f"beyond ±{limit}"
    return f"{'above' if edge.comparison.is_upper else 'below'} {limit}"


def limit_text(colour: Colour, rating: Rating, indicator: Indicator) -> str:
    """Print the last value that still has a colour or a better one, with its unit (see `last_value`)."""
    return amount(last_value(colour, rating, indicator), indicator)


def last_value(colour: Colour, rating: Rating, indicator: Indicator) -> Decimal:
    """Give the last value of a colour that can be typed: of an average, which is computed, to six places.

    Of a count it is whole. A target's own limit, and the amber edge that it makes, are exact.
    """
    edge, turns = rating.edge, rating.turns_at
    if edge is None or turns is None:
        return Decimal(0)
    limit = edge.limit if colour is Colour.GREEN else turns
    whole = indicator.unit.counts and (colour is Colour.AMBER or rating.group is not None)
    if not whole and places_of(limit) <= MOST_EXACT:
        return limit
    step = Decimal(1) if whole else Decimal(1).scaleb(-MOST_PLACES)
    outward, inward = (
        (ROUND_CEILING, ROUND_FLOOR) if edge.comparison.is_upper else (ROUND_FLOOR, ROUND_CEILING)
    )
    beyond = limit.quantize(step, rounding=outward)
    if colour_of(beyond, edge, rating.allowance) in _MET[colour]:
        return beyond
    return limit.quantize(step, rounding=inward)


def wanted(distance: Distance, colour: Colour, row: Row) -> Decimal:
    """Give the value that a distance leads to, in the indicator's unit, as `last_value` has it."""
    last = last_value(colour, row.rating, row.indicator)
    return -last if distance.limit < 0 <= last else last


def wanted_text(distance: Distance, colour: Colour, row: Row) -> str:
    """Print the value that a distance leads to: a target's own limit with its own digits."""
    limit = wanted(distance, colour, row)
    if limit == distance.limit and row.rating.ground is Ground.TARGET:
        return digits(distance.limit) + row.indicator.unit.suffix
    return amount(limit, row.indicator)


def units_text(distance: Distance, colour: Colour, row: Row) -> str:
    """Print how far it is in the unit, to the very value that `wanted_text` prints."""
    value, units = row.rating.value, distance.units
    limit = wanted(distance, colour, row)
    return size(units if value is None or limit == distance.limit else value - limit, row.indicator)


def _away(away: Distance, colour: Colour, row: Row) -> str:
    """Say how far it is to a colour, in cases where they are known."""
    if away.cases is not None:
        return f"{away.cases:,} {'fewer' if away.fewer else 'more'} than now"
    more_than = "more than " if away.strict else ""
    return f"{more_than}{units_text(away, colour, row)} {'less' if away.fewer else 'more'} than now"


def _margin(row: Row) -> str:
    """Say how many cases worse would lose the colour."""
    margin = margin_of(row.rating, row.reading.figure, row.indicator)
    if margin is None or not _can_lose(margin, row):
        return ""
    noun = row.indicator.cases if margin != 1 else "case"
    lower = row.rating.edge is not None and row.rating.edge.comparison.is_upper
    return f"{margin:,} {'more' if lower else 'fewer'} {noun} would turn it from {row.rating.colour.value}"


def _can_lose(margin: int, row: Row) -> bool:
    """Whether so many cases can be lost: there are none below 0, and no share is above the whole."""
    edge, fraction, value = row.rating.edge, row.reading.figure.fraction, row.rating.value
    if edge is None or value is None:
        return False
    now = int(value) if fraction is None else fraction.numerator
    if not edge.comparison.is_upper:
        return margin <= now
    if fraction is None or row.indicator.unit is not Unit.PERCENT:
        return True
    return now + margin <= max(now, fraction.denominator)
