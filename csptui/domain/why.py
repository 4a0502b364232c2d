"""The sentences that say why a row has its colour, how surely, and what would change it (RULES 4, 5)."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING

from csptui.domain.figure import at_places, digits, fraction_agrees, fraction_value, number_text, places_of
from csptui.domain.indicator import Indicator, Polarity, Unit
from csptui.domain.rag import Colour, Distance, Ground, Rating, Rule, distance_to, margin_of
from csptui.domain.target import Comparison, edge_text
from csptui.domain.trend import TrendKind, Verdict

if TYPE_CHECKING:
    from csptui.domain.scorecard import Row
    from csptui.domain.target import Edge

MOST_SHOWN, MOST_PLACES, MOST_EXACT = 4, 6, 16
LEAST_PERCENT = Decimal("0.05")
"""Below it a variance is told in the unit, since 0.0% would say nothing."""


def amount(value: Decimal, indicator: Indicator, places: int | None = None, *, signed: bool = False) -> str:
    """Print a value in the indicator's unit, without needless noughts where no places are asked for."""
    return digits(_plain(value) if places is None else value, places, signed=signed) + indicator.unit.suffix


def _plain(value: Decimal) -> Decimal:
    """Drop the noughts at the end of computed edges, and digits that no reader can use."""
    rounded = value if places_of(value) <= MOST_EXACT else at_places(value, MOST_SHOWN)
    return (
        rounded.quantize(rounded.to_integral_value())
        if rounded == rounded.to_integral_value()
        else rounded.normalize()
    )


def size(value: Decimal, indicator: Indicator) -> str:
    """Print a difference in words: `0.65`, `2.63 points`, `24 cases` for counts."""
    shown = digits(_plain(abs(value)))
    return f"{shown} points" if indicator.unit.is_percentage else shown


def colour_sentence(row: Row) -> str:
    """Say why the row has its colour, such as `7.9 is 5.3% above the target of 7.50; amber runs to 7.875`."""
    rating, indicator = row.rating, row.indicator
    actual = number_text(row.reading.figure, indicator)
    match rating.ground:
        case Ground.NO_ACTUAL:
            absence = row.reading.figure.absence
            return (
                "No figure is held for this quarter."
                if absence is None
                else f"The figure is {absence.words}."
            )
        case Ground.NO_TARGET:
            wrote = f' (the report prints "{row.target_text}")' if row.target_text else ""
            return f"{actual} is not rated: there is no target{wrote} and no group average."
        case Ground.TARGET | Ground.GROUP:
            return f"{actual} {_stands(row)}{_runs_to(rating, indicator)}."


def _stands(row: Row) -> str:
    rating, indicator = row.rating, row.indicator
    edge = rating.edge
    if edge is None:
        return ""
    bare = row.target.bare or rating.ground is Ground.GROUP
    limit = edge_text(edge, indicator, bare=bare)
    named = f"the target of {limit}"
    if rating.group is not None:
        held = f"{rating.group.present} of {rating.group.members}"
        named = (
            f"the {rating.group.group} average of {amount(edge.limit, indicator, indicator.places)} ({held})"
        )
    if edge.comparison is Comparison.WITHIN and rating.colour is Colour.GREEN:
        return f"is inside {named}"
    if rating.shortfall == 0:
        return f"is exactly {named}" if not edge.comparison.is_strict else f"only equals {named}"
    if rating.rule.in_points(indicator.unit):
        return f"is {_side(rating, size(rating.shortfall, indicator))} {named}"
    variance = rating.variance
    if variance is None:
        if rating.colour is Colour.GREEN:
            return f"meets {named}"
        return f"misses {named} by {size(rating.shortfall, indicator)}"
    if abs(variance) < LEAST_PERCENT:
        return f"is {_side(rating, size(rating.shortfall, indicator))} {named}"
    return f"is {_side(rating, f'{digits(abs(variance), 1)}%')} {named}"


def _side(rating: Rating, how_far: str) -> str:
    edge, value = rating.edge, rating.value
    if edge is None or value is None:
        return how_far
    if edge.comparison is Comparison.WITHIN:
        return f"{how_far} {'outside' if abs(value) > edge.limit else 'inside'}"
    return f"{how_far} {'above' if value > edge.limit else 'below'}"


def _runs_to(rating: Rating, indicator: Indicator) -> str:
    edge, turns = rating.edge, rating.turns_at
    if edge is None or turns is None or rating.colour is Colour.GREEN:
        return ""
    if rating.allowance == 0:
        if rating.colour is Colour.AMBER:
            return ""
        return (
            "; a target of 0 has no amber band"
            if edge.limit == 0
            else "; with a tolerance of 0 none is amber"
        )
    sign = "±" if edge.comparison is Comparison.WITHIN else ""
    runs = "runs to" if edge.comparison.is_upper else "runs down to"
    return f"; amber {runs} {sign}{amount(_whole(turns, edge, indicator), indicator)}"


def _whole(turns: Decimal, edge: Edge, indicator: Indicator) -> Decimal:
    """Give the last whole number of cases within an edge, for counts; other units keep the edge."""
    if not indicator.unit.counts:
        return turns
    return turns.to_integral_value(ROUND_FLOOR if edge.comparison.is_upper else ROUND_CEILING)


def certainty_sentence(row: Row) -> str:
    """Say what the rounding of the figure leaves open; empty where the colour is certain."""
    rating, indicator = row.rating, row.indicator
    if rating.certain:
        return ""
    others = " or ".join(colour.value for colour in rating.outcomes[1:])
    actual = number_text(row.reading.figure, indicator)
    if rating.interval is None:
        exact = fraction_value(row.reading.figure, indicator)
        made = "" if exact is None else f", which makes {amount(exact, indicator, 4)}"
        return f"Not certain: the fraction is {row.reading.figure.fraction}{made}; that would be {others}."
    low, high = rating.interval
    stands = f"Not certain: {actual} stands for {amount(low, indicator)} to {amount(high, indicator)}"
    turn = _turn(rating, indicator)
    return f"{stands}; {turn} it is {others}." if turn else f"{stands}, which may be {others}."


def _turn(rating: Rating, indicator: Indicator) -> str:
    """Say on which side of which edge the other colour lies, where there is one such edge."""
    edge, turns = rating.edge, rating.turns_at
    if edge is None or turns is None or len(rating.outcomes) != 2:  # noqa: PLR2004 - one other colour
        return ""
    if edge.comparison is Comparison.WITHIN:
        return ""
    pair = {rating.outcomes[0], rating.outcomes[1]}
    at = turns if pair == {Colour.AMBER, Colour.RED} else edge.limit
    better_is_other = rating.outcomes[0] is Colour.RED or rating.outcomes[1] is Colour.GREEN
    below = better_is_other is edge.comparison.is_upper
    side = "at" if rating.interval is not None and at in rating.interval else "below" if below else "above"
    return f"{side} {amount(at, indicator)}"


def distance_sentence(row: Row) -> str:
    """Say what would make the row green, or how near a green or amber row is to losing its colour."""
    rating, figure, indicator = row.rating, row.reading.figure, row.indicator
    to_green = distance_to(Colour.GREEN, rating, figure, indicator)
    if to_green is not None:
        at = "" if to_green.strict and to_green.cases is None else "at "
        return f"Green {at}{reach(to_green, indicator)}."
    margin = margin_of(rating, figure, indicator)
    if margin is None:
        return ""
    lower = rating.edge is not None and rating.edge.comparison.is_upper
    noun = indicator.cases if margin != 1 else "case"
    return f"{margin:,} {'more' if lower else 'fewer'} {noun} would turn it from {rating.colour.value}."


def reach(distance: Distance, indicator: Indicator) -> str:
    """Say what must be reached and how far it is, such as `42 of 473 or fewer: 20 fewer than now`."""
    way = "fewer" if distance.fewer else "more"
    if distance.cases is not None and distance.cases_limit is not None:
        of = "" if distance.of is None else f" of {distance.of:,}"
        return f"{distance.cases_limit:,}{of} or {way}: {distance.cases:,} {way} than now"
    less = "less" if distance.fewer else "more"
    limit = _as_set(distance.limit, indicator)
    if distance.strict:
        side = "below" if distance.fewer else "above"
        return f"{side} {limit}: more than {size(distance.units, indicator)} {less}"
    return f"{limit} or {less}: {size(distance.units, indicator)} {less} than now"


def _as_set(limit: Decimal, indicator: Indicator) -> str:
    """Print a target's limit with its own digits; an average, which is computed, is cut short."""
    return (
        digits(limit) + indicator.unit.suffix if places_of(limit) <= MOST_PLACES else amount(limit, indicator)
    )


def change_sentence(row: Row) -> str:
    """Say how the figure moved on last year's actual, such as `7.28 to 7.9 is +8.5% on 2008/09: worse`."""
    moved, indicator = row.change, row.indicator
    year = row.quarter.baseline().year
    if indicator.breaks_between(row.quarter.baseline(), row.quarter):
        return f"No change on {year}: a break in series lies between."
    if moved is None:
        return f"No figure is held for {year}." if row.baseline.figure.is_empty else f"No change on {year}."
    first = number_text(row.baseline.figure, indicator)
    last = number_text(row.reading.figure, indicator)
    parts = []
    if moved.points is not None:
        parts.append(f"{digits(moved.points, max(_places(row), 1), signed=True)} points")
    if moved.percent is not None:
        parts.append(f"{digits(moved.percent, 1, signed=True)}%")
    if not parts:
        parts.append(digits(moved.units, signed=True))
    judged = "" if row.verdict is Verdict.NONE else f": {row.verdict.value}"
    if moved.units == 0:
        return f"{first} to {last} is no change on {year}."
    return f"{first} to {last} is {', '.join(parts)} on {year}{judged}."


def _places(row: Row) -> int:
    figures = (row.reading.figure, row.baseline.figure)
    return max(row.indicator.places if one.places is None else one.places for one in figures)


def trend_sentence(row: Row) -> str:
    """Say what the trend is by the partnership's rule, or why there is none."""
    found = row.trend
    if found.kind is TrendKind.NONE:
        return f"No trend data: {found.reason}."
    held = "the last three moves agree" if found.sustained else f"rule: {found.rule.value.replace('-', ' ')}"
    note = f"; {found.note}" if found.note else ""
    return f"Trend {found.kind.value} ({held}){note}."


def rule_sentence(rule: Rule, unit: Unit) -> str:
    """Say which tolerance applies and where it is set."""
    in_points = rule.in_points(unit)
    width = (
        f"{_plain(rule.tolerance):f} percentage points"
        if in_points
        else f"{_plain(rule.tolerance):f}% of the target"
    )
    return f"Tolerance {width}, set in {rule.set_in}."


def flags(row: Row) -> tuple[str, ...]:
    """Give what a reader should be told besides: another period's target, a fraction that disagrees."""
    told = []
    figure, indicator = row.reading.figure, row.indicator
    if row.target_is_for_another_period:
        own = figure.as_at or row.quarter.year
        told.append(f"The target is for {row.target.applies_to}, the actual for {own}: rated as printed.")
    if fraction_agrees(figure, indicator) is False:
        exact = fraction_value(figure, indicator)
        made = "" if exact is None else amount(exact, indicator, max(_places(row), 2))
        stated = number_text(figure, indicator)
        told.append(f"{figure.fraction} makes {made}, not {stated}: the stated value is rated.")
    if figure.status.mark:
        due = "" if row.reading.expected is None else f", final figure expected {row.reading.expected}"
        told.append(f"The figure is {figure.status.value}{due}.")
    return tuple(told)


def sentence_why(row: Row) -> str:
    """Give the whole reason in one paragraph, as the list of exceptions prints it."""
    parts = [colour_sentence(row), certainty_sentence(row), distance_sentence(row)]
    parts.append(trend_sentence(row) if row.has_trend else change_sentence(row))
    return " ".join(part for part in (*parts, *flags(row)) if part)


def polarity_words(polarity: Polarity) -> str:
    """Say which way is better."""
    return {
        Polarity.LOWER: "lower is better",
        Polarity.HIGHER: "higher is better",
        Polarity.ZERO: "nearest to zero is better",
        Polarity.NONE: "no direction is better",
    }[polarity]
