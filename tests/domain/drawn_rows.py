"""Rows of a made-up partnership of one indicator, drawn at random or made of texts."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from csptui.domain.dataset import Dataset, Partnership, QuarterRecord
from csptui.domain.figure import EMPTY, Figure, Fraction
from csptui.domain.groups import Group
from csptui.domain.indicator import FractionUse, Indicator, Polarity, Section, Theme, ToleranceBasis, Unit
from csptui.domain.quarter import FinancialYear, Quarter
from csptui.domain.rag import Rule
from csptui.domain.scorecard import Reading
from csptui.domain.target import UNSET, Comparison, Edge
from csptui.domain.typed import parse_figure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csptui.domain.scorecard import Row

YEAR = FinancialYear(2009)
Q4 = Quarter(YEAR, 4)
RULE = Rule()


def typed(text: str, indicator: Indicator) -> Figure:
    """Read a figure as an officer types it."""
    figure = parse_figure(text, indicator)
    assert isinstance(figure, Figure), figure
    return figure


def row_with(
    indicator: Indicator,
    now: Figure,
    before: Figure = EMPTY,
    *,
    edge: Edge | None = None,
    rule: Rule = RULE,
    others: Sequence[Decimal] = (),
    quarter: Quarter = Q4,
) -> Row:
    """Give the row of one indicator; `others` are a comparator group's values of the same period."""
    held = {f"area {number}": value for number, value in enumerate(others)}
    groups = (Group("G", "Group", tuple(held)),) if others else ()
    readings = {quarter: now, quarter.baseline(): before}
    data = Dataset(
        Partnership("P", rule=rule, groups=groups, include_self=False),
        (Theme("t", "Theme", "T", (Section("", (indicator,)),)),),
        quarter,
        targets={} if edge is None else {(indicator.id, quarter.year): replace(UNSET, edge=edge)},
        quarters={one: QuarterRecord({indicator.id: Reading(figure)}) for one, figure in readings.items()},
        comparators={("G", indicator.id): held},
    )
    row = data.scorecard().row(indicator.id)
    assert row is not None
    return row


def row_typed(
    indicator: Indicator, now: str, before: str = "", *, edge: Edge | None = None, quarter: Quarter = Q4
) -> Row:
    """Give the row of one indicator from figures as they are typed."""
    return row_with(indicator, typed(now, indicator), typed(before, indicator), edge=edge, quarter=quarter)


TOLERANCES = st.sampled_from(["0", "1", "5", "7.5", "10", "0.333333", "12.345678", "100"]).map(Decimal)
UNITS = st.sampled_from(
    [Unit.PERCENT, Unit.POINTS, Unit.PER_1000, Unit.PER_MILLION, Unit.RATIO, Unit.NUMBER, Unit.COUNT]
)
POLARITIES = st.sampled_from([Polarity.LOWER, Polarity.HIGHER, Polarity.ZERO])


def numbers(most: int = 500) -> st.SearchStrategy[Decimal]:
    """Draw numbers as they can be typed: small or large, with up to six places."""
    few = st.integers(-20, most).map(Decimal)
    wide = st.tuples(st.integers(-(10**6), 10**7), st.integers(1, 6))
    return few | wide.map(lambda two: Decimal(two[0]).scaleb(-two[1]))


@st.composite
def indicators(draw: st.DrawFn) -> Indicator:
    """Draw an indicator of any unit, polarity and places."""
    unit = draw(UNITS)
    fraction = None if unit is Unit.COUNT else draw(st.sampled_from([FractionUse.RATE, None]))
    places = 0 if unit is Unit.COUNT else draw(st.integers(0, 4))
    signed, polarity = draw(st.booleans()), draw(POLARITIES)
    return Indicator("I", "I 1", "name", unit, polarity, places=places, fraction=fraction, signed=signed)


@st.composite
def edges(draw: st.DrawFn, indicator: Indicator) -> Edge:
    """Draw a target's edge."""
    comparison = draw(st.sampled_from(Comparison))
    limit = draw(numbers())
    if indicator.unit is Unit.COUNT:
        limit = draw(st.integers(0, 400).map(Decimal) | st.just(limit))
    return Edge(comparison, abs(limit) if comparison is Comparison.WITHIN else limit)


@st.composite
def figures(draw: st.DrawFn, indicator: Indicator, near: Sequence[Decimal]) -> Figure:
    """Draw a figure: a value, often beside one of the numbers `near`, a fraction, or both."""
    if indicator.unit is Unit.COUNT:
        around = [abs(int(one)) for one in near]
        return Figure(Decimal(draw(st.integers(0, 500) | st.sampled_from(around).flatmap(_beside))))
    made = indicator.fraction is FractionUse.RATE and draw(st.booleans())
    if made:
        whole = draw(st.integers(1, 700))
        figure = Figure(fraction=Fraction(draw(st.integers(0, 700)), whole))
        multiplier = indicator.unit.multiplier
        if multiplier is None or draw(st.booleans()):
            return figure
        exact = Decimal(figure.fraction.numerator) * multiplier / whole if figure.fraction else Decimal(0)
        return replace(figure, value=exact.quantize(Decimal(1).scaleb(-draw(st.integers(0, 3)))))
    offsets = st.tuples(st.sampled_from([*near]), st.integers(-3, 3), st.integers(0, 6))
    beside = offsets.map(lambda drawn: _six_places(drawn[0] + Decimal(drawn[1]).scaleb(-drawn[2])))
    value = draw(numbers() | beside)
    exponent = value.as_tuple().exponent
    return Figure(value.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else value)


def _six_places(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-6)).normalize()


def _beside(number: int) -> st.SearchStrategy[int]:
    return st.integers(max(0, number - 2), number + 2)


@st.composite
def rated_rows(draw: st.DrawFn) -> Row:
    """Draw a row that is rated by a target or by a group's average, by any rule."""
    indicator = draw(indicators())
    basis = draw(st.sampled_from(ToleranceBasis))
    rule = Rule(draw(TOLERANCES), basis, "partnership.toml, rag")
    if draw(st.integers(0, 3)) == 0:
        others = draw(st.lists(numbers(60), min_size=1, max_size=7))
        average = sum(others, Decimal(0)) / len(others)
        figure = draw(figures(indicator, [average, average * (1 + rule.tolerance / 100)]))
        return row_with(indicator, figure, rule=rule, others=others)
    edge = draw(edges(indicator))
    allowance = rule.allowance(edge, indicator.unit)
    turn = edge.limit + allowance if edge.comparison.is_upper else edge.limit - allowance
    return row_with(indicator, draw(figures(indicator, [edge.limit, turn])), edge=edge, rule=rule)
