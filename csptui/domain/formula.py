"""The rating as arithmetic, in steps: doing it again with the printed numbers gives what is printed.

A value that is computed (a fraction's, a group's average) is cut to as few places as leave the colour
and the percentages what they are; every further step is then made from the numbers that are printed.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from typing import TYPE_CHECKING, NamedTuple

from csptui.domain.amounts import MOST_EXACT, MOST_SHOWN, exact_size, trimmed
from csptui.domain.figure import at_places, digits, number_text, places_of
from csptui.domain.rag import HUNDRED, Colour, shortfall
from csptui.domain.target import Comparison, Edge, edge_text

if TYPE_CHECKING:
    from csptui.domain.indicator import Indicator
    from csptui.domain.rag import Rating
    from csptui.domain.scorecard import Row

_CUTS, _LONG = (MOST_SHOWN, 6, 10), (14, 18, 28)
_WIDE = Context(prec=80)
_PERCENT_PLACES = 1


class Step(NamedTuple):
    """One line of the arithmetic: what it gives, and the sum itself."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Numbers:
    """What is printed of a rating: value, limit, shortfall and allowance, each as the next step uses it."""

    value: Decimal
    limit: Decimal
    shortfall: Decimal
    allowance: Decimal

    def colour(self, comparison: Comparison) -> Colour:
        """Give the colour that the printed numbers make."""
        if self.shortfall < 0 or (self.shortfall == 0 and not comparison.is_strict):
            return Colour.GREEN
        return Colour.AMBER if self.shortfall <= self.allowance else Colour.RED

    def variance(self, comparison: Comparison) -> Decimal | None:
        """Give (value − limit) ÷ |limit| in per cent; None for a limit of 0."""
        if self.limit == 0:
            return None
        size_of = abs(self.value) if comparison is Comparison.WITHIN else self.value
        return (size_of - self.limit) / abs(self.limit) * HUNDRED

    def percent_of_target(self) -> Decimal | None:
        """Give value ÷ limit in per cent; None for a limit of 0 or less."""
        return None if self.limit <= 0 else self.value / self.limit * HUNDRED

    def says(self, rating: Rating, comparison: Comparison) -> bool:
        """Whether the printed numbers give the rating's own colour and percentages, and miss as it does."""
        return (
            self.colour(comparison) is rating.colour
            and (self.shortfall == 0) is (rating.shortfall == 0)
            and _percent(self.variance(comparison)) == _percent(rating.variance)
            and _percent(self.percent_of_target()) == _percent(rating.percent_of_target)
        )


def numbers(row: Row) -> Numbers | None:
    """Give the numbers of a rating, cut where they are computed; None where nothing is rated."""
    rating = row.rating
    edge, value = rating.edge, rating.value
    if edge is None or value is None:
        return None
    least = row.indicator.places
    for places in (least, *(one for one in _CUTS if one > least)):
        found = _cut(row, edge, value, places)
        if found.says(rating, edge.comparison):
            return found
    # A percentage half way between two printed ones is met by no cut: then the colour alone has to be.
    for places in (least, *_CUTS, *_LONG):
        found = _cut(row, edge, value, places)
        if found.colour(edge.comparison) is rating.colour:
            return found
    return found


def _cut(row: Row, edge: Edge, value: Decimal, places: int) -> Numbers:
    shown = Edge(edge.comparison, _at(edge.limit, places))
    with localcontext(_WIDE):
        value = _at(value, places)
        allowance = row.rating.rule.allowance(shown, row.indicator.unit)
        return Numbers(value, shown.limit, shortfall(value, shown), allowance)


def _at(value: Decimal, places: int) -> Decimal:
    return value if places_of(value) <= MOST_EXACT else trimmed(at_places(value, places))


def _percent(value: Decimal | None) -> str:
    return "" if value is None else digits(value, _PERCENT_PLACES, signed=True)


def value_text(row: Row) -> str:
    """Print the value that is rated: as stated, or a fraction's to as many places as the arithmetic needs."""
    found, indicator = numbers(row), row.indicator
    if row.reading.figure.value is not None or found is None:
        return number_text(row.reading.figure, indicator)
    return _padded(found.value, indicator, signed=indicator.signed)


def limit_of(row: Row) -> str:
    """Print what the value is held against: a target's limit as written, an average as it is used."""
    edge, found = row.rating.edge, numbers(row)
    if edge is None:
        return ""
    if row.rating.group is not None:
        limit = _at(edge.limit, row.indicator.places) if found is None else found.limit
        return _padded(limit, row.indicator)
    return edge_text(edge, row.indicator, bare=True)


def _padded(value: Decimal, indicator: Indicator, *, signed: bool = False) -> str:
    """Print a computed number with the places usual for the indicator, or with all that it has."""
    return digits(value, max(indicator.places, places_of(value)), signed=signed) + indicator.unit.suffix


def formula(row: Row) -> tuple[Step, ...]:
    """Give the steps from the figure to its colour; none where nothing is rated."""
    edge, found = row.rating.edge, numbers(row)
    if found is None or edge is None:
        return ()
    steps = [*_first(row), Step("Shortfall", _shortfall(row, edge, found))]
    value, limit = _value(row, edge), limit_of(row)
    variance = found.variance(edge.comparison)
    if variance is not None:
        steps.append(Step("Variance", f"({value} − {_second(limit)}) ÷ |{limit}| = {_percent(variance)}%"))
    if (percent := found.percent_of_target()) is not None:
        shown = digits(percent, _PERCENT_PLACES)
        steps.append(Step("% of target", f"{value_text(row)} ÷ {limit} = {shown}%"))
    steps.append(Step("Allowance", _allowance(row, limit, found)))
    steps.append(Step("So", _test(row, found)))
    return tuple(steps)


def formula_text(row: Row) -> str:
    """Give the steps that decide the colour in one line; empty where nothing is rated."""
    steps = [step for step in formula(row) if step.name not in {"Variance", "% of target"}]
    named = [f"{step.name.lower()} {step.words}" for step in steps[:-1]]
    said = "; ".join([*named, *(step.words for step in steps[-1:])])
    return f"{said[:1].upper()}{said[1:]}." if said else ""


def brief_sum(row: Row) -> str:
    """Give shortfall, allowance and where the rule is set, in few words; empty where nothing is rated."""
    steps = {step.name: step.words for step in formula(row)}
    if not steps:
        return ""
    allowed = f"{steps['Shortfall']}; allowed {steps['Allowance']} ({row.rating.rule.set_in})"
    return f"{steps['Value']}; {allowed}" if "Value" in steps else allowed


def _first(row: Row) -> list[Step]:
    """Give the step that makes a value of its fraction, where none is stated."""
    fraction, multiplier = row.reading.figure.fraction, row.indicator.unit.multiplier
    if row.reading.figure.value is not None or fraction is None or multiplier is None:
        return []
    times = "" if multiplier == 1 else f" × {multiplier:,}"
    made = f"{fraction.numerator:,} ÷ {fraction.denominator:,}{times} = {value_text(row)}"
    return [Step("Value", made)]


def _value(row: Row, edge: Edge) -> str:
    bare = value_text(row)
    return f"|{bare}|" if edge.comparison is Comparison.WITHIN else bare


def _second(number: str) -> str:
    """Set a number that has a sign of its own in brackets, where it follows a minus."""
    return f"({number})" if number.startswith(("-", "+")) else number


def _shortfall(row: Row, edge: Edge, found: Numbers) -> str:
    value, limit = _value(row, edge), limit_of(row)
    first, second = (value, limit) if edge.comparison.is_upper else (limit, value)
    return f"{first} − {_second(second)} = {_signed(found.shortfall, row)}"


def _allowance(row: Row, limit: str, found: Numbers) -> str:
    rule, allowance = row.rating.rule, exact_size(found.allowance, row.indicator)
    if rule.in_points(row.indicator.unit):
        return allowance
    return f"{digits(rule.tolerance)}% × |{limit}| = {allowance}"


def _signed(difference: Decimal, row: Row) -> str:
    return ("-" if difference < 0 else "") + exact_size(difference, row.indicator)


def _test(row: Row, found: Numbers) -> str:
    """Say which comparison decides."""
    missed, allowance = _signed(found.shortfall, row), exact_size(found.allowance, row.indicator)
    strict = row.rating.edge is not None and row.rating.edge.comparison.is_strict
    match row.rating.colour:
        case Colour.GREEN:
            met = "below" if strict else "not above"
            return f"a shortfall of {missed} is {met} 0: the target is met, green"
        case Colour.AMBER:
            return f"a shortfall of {missed} is within the allowance of {allowance}: amber"
        case Colour.RED:
            return f"a shortfall of {missed} is more than the allowance of {allowance}: red"
        case Colour.NONE:
            return "there is nothing to compare"
