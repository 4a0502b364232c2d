"""Red, amber or green: the rule, its arithmetic as data, and how sure it is (RULES 4)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction as Exact
from typing import TYPE_CHECKING

from csptui.domain.figure import fraction_agrees, fraction_value, places_of, value_of
from csptui.domain.indicator import Polarity, ToleranceBasis, Unit
from csptui.domain.target import Comparison, Edge

if TYPE_CHECKING:
    from csptui.domain.figure import Figure
    from csptui.domain.groups import GroupAverage
    from csptui.domain.indicator import Indicator
    from csptui.domain.target import Target

HUNDRED = Decimal(100)
ZERO = Decimal(0)
# Smaller than any step between a typed figure (6 places) and an edge (10): it stands for "just inside".
_JUST = Decimal("1e-15")
# An average such as 10/3 is cut after 28 digits; a value just at its amber edge must not turn red for that.
_SLACK = Decimal("1e-18")


class Colour(Enum):
    """The rating; NONE is both *no data* and *not rated*."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    NONE = "none"


class Ground(Enum):
    """What a rating stands on."""

    TARGET = "target"
    GROUP = "group average"
    NO_ACTUAL = "no data"
    NO_TARGET = "not rated"
    PART = "part of a period"


@dataclass(frozen=True, slots=True)
class Rule:
    """The tolerance (per cent of the target, or points) and the place where it is set."""

    tolerance: Decimal = Decimal(5)
    basis: ToleranceBasis = ToleranceBasis.RELATIVE
    set_in: str = "the default"

    def for_indicator(self, indicator: Indicator) -> Rule:
        """Give the rule with the indicator's own tolerance and basis in place of the partnership's."""
        if indicator.tolerance is None and indicator.tolerance_basis is None:
            return self
        return Rule(
            self.tolerance if indicator.tolerance is None else indicator.tolerance,
            indicator.tolerance_basis or self.basis,
            f"indicators.toml, {indicator.id}",
        )

    def in_points(self, unit: Unit) -> bool:
        """Whether the tolerance is in points for this unit; other units keep per cent of the target."""
        return self.basis is ToleranceBasis.POINTS and unit.is_percentage

    def allowance(self, edge: Edge, unit: Unit) -> Decimal:
        """Give how far a value may miss the edge and still be amber, in the unit."""
        return self.tolerance if self.in_points(unit) else self.tolerance * abs(edge.limit) / HUNDRED


DEFAULT_RULE = Rule()


@dataclass(frozen=True, slots=True)
class Rating:
    """A colour with the arithmetic that made it; amounts are in the indicator's unit.

    `value` is the value that is rated: a part of a period has none, and its edges wait for the whole.
    `shortfall` is the adverse distance to the edge (negative on the good side), `turns_at` the last
    value that is amber, `outcomes` every colour that the rounding of the figure allows, `group` the
    average that the edge is, where no target makes it.
    """

    colour: Colour
    ground: Ground
    rule: Rule
    value: Decimal | None = None
    edge: Edge | None = None
    shortfall: Decimal = ZERO
    allowance: Decimal = ZERO
    outcomes: tuple[Colour, ...] = ()
    interval: tuple[Decimal, Decimal] | None = None
    group: GroupAverage | None = None

    @property
    def certain(self) -> bool:
        """Whether no rounding of the figure could give another colour."""
        return len(self.outcomes) <= 1

    @property
    def turns_at(self) -> Decimal | None:
        """The value at which amber turns to red: the last that is amber."""
        if self.edge is None:
            return None
        if self.edge.comparison.is_upper:
            return self.edge.limit + self.allowance
        return self.edge.limit - self.allowance

    @property
    def variance(self) -> Decimal | None:
        """(actual − target) / |target| in per cent; a band's is of sizes; none for a target of 0."""
        if self.value is None or self.edge is None or self.edge.limit == 0:
            return None
        size = abs(self.value) if self.edge.comparison is Comparison.WITHIN else self.value
        return (size - self.edge.limit) / abs(self.edge.limit) * HUNDRED

    @property
    def percent_of_target(self) -> Decimal | None:
        """The actual as a percentage of the target; none where that means nothing."""
        if self.value is None or self.edge is None or self.edge.limit <= 0:
            return None
        return self.value / self.edge.limit * HUNDRED


def shortfall(value: Decimal, edge: Edge) -> Decimal:
    """Give the adverse distance from a value to an edge; negative or 0 on the good side."""
    match edge.comparison:
        case Comparison.WITHIN:
            return abs(value) - edge.limit
        case Comparison.AT_MOST | Comparison.BELOW:
            return value - edge.limit
        case Comparison.AT_LEAST | Comparison.ABOVE:
            return edge.limit - value


def colour_of(value: Decimal, edge: Edge, allowance: Decimal) -> Colour:
    """Rate one value: the target met is green, missed by the allowance at most amber, else red."""
    missed = shortfall(value, edge)
    if missed < 0 or (missed == 0 and not edge.comparison.is_strict):
        return Colour.GREEN
    return Colour.AMBER if missed <= allowance + _SLACK else Colour.RED


def rate(
    figure: Figure,
    indicator: Indicator,
    target: Target,
    rule: Rule,
    group: GroupAverage | None = None,
    *,
    whole: bool = True,
) -> Rating:
    """Rate a figure against its target, or against the group average where there is no target.

    One that does not cover the `whole` of its period is not rated.
    """
    rule = rule.for_indicator(indicator)
    value = value_of(figure, indicator)
    ground, edge = Ground.TARGET, target.edge
    if edge is None and group is not None:
        ground, edge = Ground.GROUP, _group_edge(group, indicator)
    if value is not None and not whole:
        allowance = ZERO if edge is None else rule.allowance(edge, indicator.unit)
        return Rating(Colour.NONE, Ground.PART, rule, edge=edge, allowance=allowance)
    if edge is None:
        none = Ground.NO_ACTUAL if value is None else Ground.NO_TARGET
        return Rating(Colour.NONE, none, rule, value=value)
    allowance = rule.allowance(edge, indicator.unit)
    if ground is Ground.TARGET:
        group = None
    if value is None:
        # The edges are where they are, whether a figure is held against them or not.
        return Rating(Colour.NONE, Ground.NO_ACTUAL, rule, edge=edge, allowance=allowance, group=group)
    colour = colour_of(value, edge, allowance)
    interval = rounding_interval(figure, indicator)
    return Rating(
        colour,
        ground,
        rule,
        value,
        edge,
        shortfall(value, edge),
        allowance,
        _outcomes(colour, figure, indicator, interval, edge, allowance),
        interval,
        group,
    )


def _group_edge(group: GroupAverage, indicator: Indicator) -> Edge | None:
    match indicator.polarity:
        case Polarity.LOWER:
            return Edge(Comparison.AT_MOST, group.average)
        case Polarity.HIGHER:
            return Edge(Comparison.AT_LEAST, group.average)
        case Polarity.ZERO:
            return Edge(Comparison.WITHIN, abs(group.average))
        case Polarity.NONE:
            return None


def rounding_interval(figure: Figure, indicator: Indicator) -> tuple[Decimal, Decimal] | None:
    """Give what a stated value may stand for (7.9: 7.85 to 7.95); None where rounding leaves no doubt.

    Counts, and values with the fraction that makes them, have no such doubt.
    """
    if figure.value is None or indicator.unit.counts or fraction_agrees(figure, indicator):
        return None
    half = Decimal(5).scaleb(-places_of(figure.value) - 1)
    return figure.value - half, figure.value + half


def _outcomes(
    colour: Colour,
    figure: Figure,
    indicator: Indicator,
    interval: tuple[Decimal, Decimal] | None,
    edge: Edge,
    allowance: Decimal,
) -> tuple[Colour, ...]:
    """Give the rated colour first, then any other that the figure's rounding allows.

    Half up rounds away from zero, so the end nearer to zero belongs to the interval and the other does
    not. A fraction settles the doubt; where its rate has another colour than the stated value, both
    are given.
    """
    if interval is None:
        exact = fraction_value(figure, indicator)
        tried = [] if exact is None else [exact]
    else:
        tried = _within(interval, edge, allowance)
    found = [colour]
    for value in tried:
        other = colour_of(value, edge, allowance)
        if other not in found:
            found.append(other)
    return tuple(found)


def _within(interval: tuple[Decimal, Decimal], edge: Edge, allowance: Decimal) -> list[Decimal]:
    """Give values of the rounding interval of which one has each colour in it: its ends and all edges."""
    low, high = interval
    spans_zero = low < 0 < high
    ends = [
        low + _JUST if high <= 0 or spans_zero else low,
        high - _JUST if low >= 0 or spans_zero else high,
    ]
    past = edge.limit + allowance if edge.comparison.is_upper else edge.limit - allowance
    turns = {edge.limit, past}
    if edge.comparison is Comparison.WITHIN:
        turns |= {-edge.limit, -past, ZERO}
    near = [turn + step for turn in sorted(turns) for step in (-_JUST, ZERO, _JUST)]
    return [*ends, *(value for value in near if ends[0] < value < ends[1])]


@dataclass(frozen=True, slots=True)
class Distance:
    """How far to a colour: the limit in the unit, and in whole cases where they are known.

    `units` is the change needed (0 or more); `limit` the value to reach, itself excluded if `strict`;
    `cases` how many cases more or fewer, `cases_limit` how many there may (or must) be, `of` the
    denominator (None for a count).
    """

    limit: Decimal
    units: Decimal
    strict: bool
    fewer: bool
    cases: int | None = None
    cases_limit: int | None = None
    of: int | None = None


def distance_to(colour: Colour, rating: Rating, figure: Figure, indicator: Indicator) -> Distance | None:
    """Give the distance to green or amber; None where there is no edge or the value is there already."""
    edge = _edge_of(colour, rating)
    if edge is None or rating.value is None:
        return None
    missed = shortfall(rating.value, edge)
    if missed < 0 or (missed == 0 and not edge.comparison.is_strict):
        return None
    negative = edge.comparison is Comparison.WITHIN and rating.value < 0
    limit = -edge.limit if negative else edge.limit
    fewer = rating.value > limit or (rating.value == limit and edge.comparison.is_upper)
    distance = Distance(limit, missed, edge.comparison.is_strict, fewer)
    cases = _cases(figure, indicator)
    if cases is None or edge.comparison is Comparison.WITHIN:
        return distance
    now, of, multiplier = cases
    wanted = _cases_limit(colour, rating, of, multiplier)
    beyond_all = indicator.unit is Unit.PERCENT and wanted > max(of, now)
    # A stated value may lie on the other side of an edge than its fraction: then no count of cases is true.
    contradicts = wanted == now or (wanted < now) is not fewer
    if wanted < 0 or beyond_all or contradicts:
        return distance
    denominator = None if figure.fraction is None else of
    return Distance(limit, missed, edge.comparison.is_strict, fewer, abs(wanted - now), wanted, denominator)


def margin_of(rating: Rating, figure: Figure, indicator: Indicator) -> int | None:
    """Give how many cases worse would lose the colour (NI 46: 2); None for red or without cases."""
    edge = _edge_of(rating.colour, rating)
    cases = _cases(figure, indicator)
    if edge is None or cases is None or edge.comparison is Comparison.WITHIN:
        return None
    now, of, multiplier = cases
    last = _cases_limit(rating.colour, rating, of, multiplier)
    margin = (last - now if edge.comparison.is_upper else now - last) + 1
    return margin if margin > 0 else None


def _edge_of(colour: Colour, rating: Rating) -> Edge | None:
    """Give the edge of a colour's region: the target's for green, the inclusive last amber for amber."""
    if rating.edge is None or rating.turns_at is None or colour in {Colour.RED, Colour.NONE}:
        return None
    if colour is Colour.GREEN:
        return rating.edge
    inclusive = {Comparison.BELOW: Comparison.AT_MOST, Comparison.ABOVE: Comparison.AT_LEAST}
    comparison = inclusive.get(rating.edge.comparison, rating.edge.comparison)
    return Edge(comparison, rating.turns_at)


def _cases(figure: Figure, indicator: Indicator) -> tuple[int, int, int] | None:
    """Give numerator, denominator and multiplier; a count is itself over 1."""
    if indicator.unit.counts and figure.value is not None:
        return int(figure.value), 1, 1
    multiplier = indicator.unit.multiplier
    if figure.fraction is None or multiplier is None or fraction_value(figure, indicator) is None:
        return None
    if fraction_agrees(figure, indicator) is False:
        return None
    return figure.fraction.numerator, figure.fraction.denominator, multiplier


def limit_in_cases(
    colour: Colour, rating: Rating, figure: Figure, indicator: Indicator
) -> tuple[int, int | None] | None:
    """Give the most cases that green or amber allows, or the fewest that it needs, and out of how many.

    Of a count there is no such whole (None). None where no number of cases is held or none would do.
    """
    edge, cases = _edge_of(colour, rating), _cases(figure, indicator)
    if edge is None or cases is None or edge.comparison is Comparison.WITHIN:
        return None
    now, of, multiplier = cases
    limit = _cases_limit(colour, rating, of, multiplier)
    if limit < 0 or (indicator.unit is Unit.PERCENT and limit > max(of, now)):
        return None
    return limit, None if figure.fraction is None else of


def _cases_limit(colour: Colour, rating: Rating, of: int, multiplier: int) -> int:
    """Give the most cases out of `of` within an upper edge, or the fewest that reach a lower one.

    The exact quotient is tried with the rule itself, since rates and averages end after 28 digits.
    """
    edge, turns = rating.edge, rating.turns_at
    if edge is None or turns is None:
        return -1
    limit = edge.limit if colour is Colour.GREEN else turns
    worse = 1 if edge.comparison.is_upper else -1
    last = int(Exact(limit) * of / multiplier)

    def counts(cases: int) -> bool:
        found = colour_of(Decimal(cases) * multiplier / Decimal(of), edge, rating.allowance)
        return found is Colour.GREEN or found is colour

    while counts(last + worse):
        last += worse
    while not counts(last):
        last -= worse
    return last
