"""The rating rule: RULES 4's table, its arithmetic, its certainty and its distances."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csptui.domain.figure import Figure, Fraction
from csptui.domain.groups import AreaValue, AreaValues, Group, GroupAverage, OwnValue, average_of
from csptui.domain.indicator import FractionUse, Indicator, Polarity, ToleranceBasis, Unit
from csptui.domain.quarter import FinancialYear, Quarter
from csptui.domain.rag import (
    DEFAULT_RULE,
    Colour,
    Ground,
    Rating,
    Rule,
    colour_of,
    distance_to,
    margin_of,
    rate,
    shortfall,
)
from csptui.domain.target import UNSET, Comparison, Edge, Target, parse_target
from csptui.domain.typed import parse_figure

if TYPE_CHECKING:
    from collections.abc import Callable

LETTERS = {Colour.RED: "R", Colour.AMBER: "A", Colour.GREEN: "G", Colour.NONE: "–"}


def indicator(
    unit: Unit = Unit.PERCENT,
    polarity: Polarity = Polarity.LOWER,
    fraction: FractionUse | None = None,
    places: int = 2,
) -> Indicator:
    return Indicator("X1", "X 1", "Example", unit, polarity, fraction=fraction, places=places)


def rated(actual: str, target: str, of: Indicator, rule: Rule = DEFAULT_RULE) -> Rating:
    figure, aim = parse_figure(actual, of), parse_target(target, of)
    assert isinstance(figure, Figure), figure
    assert isinstance(aim, Target), aim
    return rate(figure, of, aim, rule)


def averaged(members: dict[str, str], own: str = "") -> GroupAverage | None:
    """Average the group of A, B and C in 2009/10 Q4; the area's own value is counted where it has one."""
    held = AreaValues({area: AreaValue(Decimal(value)) for area, value in members.items()})
    area = OwnValue("Derby", Decimal(own) if own else None)
    group, quarter = Group("MSG", "Most Similar Group", ("A", "B", "C")), Quarter(FinancialYear(2009), 4)
    return average_of(group, quarter, held, area, indicator(), by_default=bool(own))


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("<=100", "100 G · 105 A · 105.0001 R"),
        (">=100", "95 A · 94.9999 R"),
        ("<=7.5", "7.875 A"),
        ("<=0.7", "0.735 A"),
        ("<=8.2", "8.61 A"),
        ("<9", "9 A · 9.45 A · 9.46 R"),
        (">95", "95 A · 90.25 A · 90.24 R"),
        ("<=0", "0 G · 1 R"),
        ("<0", "0 A · −0.1 G · 0.1 R"),
        ("±5", "5 G · −5 G · 5.25 A · −5.26 R"),
        (">=−10", "−10.5 A · −10.6 R"),
    ],
)
def test_the_table_of_the_rules(target: str, expected: str) -> None:
    """RULES 4's vectors come out, to the colour."""
    for case in expected.split(" · "):
        actual, letter = case.split()
        assert LETTERS[rated(actual, target, indicator()).colour] == letter, case


def test_green_beats_amber() -> None:
    """Two per cent better than the target is green, though also within five per cent of it."""
    assert rated("98", "100", indicator()).colour is Colour.GREEN


@pytest.mark.parametrize(
    ("actual", "target", "unit", "colour"),
    [
        ("13.11", "<9", Unit.PERCENT, Colour.AMBER),
        ("14", "<9", Unit.PERCENT, Colour.AMBER),
        ("14.01", "<9", Unit.PERCENT, Colour.RED),
        ("11.73", "11.08", Unit.PER_1000, Colour.RED),
        ("4", "0", Unit.PERCENT, Colour.AMBER),
    ],
)
def test_points_touch_only_percentages(actual: str, target: str, unit: Unit, colour: Colour) -> None:
    """With `basis = "points"` the tolerance is in points for percentages and relative for all else."""
    rule = Rule(Decimal(5), ToleranceBasis.POINTS)
    assert rated(actual, target, indicator(unit), rule).colour is colour


def test_an_indicator_has_its_own_tolerance() -> None:
    """An indicator's own tolerance replaces the partnership's, and the rating says where it is set."""
    own = Indicator("X1", "X 1", "n", Unit.NUMBER, Polarity.LOWER, tolerance=Decimal(10))
    found = rated("110", "100", own)
    assert found.colour is Colour.AMBER
    assert found.rule.set_in == "indicators.toml, X1"


def test_no_actual_and_no_target_are_two_things() -> None:
    """An empty or absent figure is *no data*; a figure without target or group is *not rated*."""
    of = indicator()
    assert rated("", "9", of).ground is Ground.NO_ACTUAL
    assert rated("[x]", "9", of).ground is Ground.NO_ACTUAL
    assert rated("12", "n/a", of).ground is Ground.NO_TARGET
    assert rated("12", "See comment", of).colour is Colour.NONE


def test_the_group_average_takes_a_missing_targets_place() -> None:
    """RULES 4.1: without a target the group's average of the same period is the edge."""
    average = averaged({"A": "10", "B": "12"}, "20")
    assert average is not None
    assert (average.average, average.present, average.members) == (Decimal(14), 3, 4)
    found = rate(Figure(Decimal("14.7")), indicator(), UNSET, DEFAULT_RULE, average)
    assert (found.colour, found.ground) == (Colour.AMBER, Ground.GROUP)
    with_target = rate(
        Figure(Decimal(9)), indicator(), Target(Edge(Comparison.AT_MOST, Decimal(1))), DEFAULT_RULE, average
    )
    assert with_target.ground is Ground.TARGET


def test_a_group_without_members_values_gives_no_average() -> None:
    """The area's own value alone is not a comparison."""
    assert averaged({"Z": "1"}, "2") is None


@pytest.mark.parametrize(
    ("actual", "target", "outcomes"),
    [
        ("7.9", "7.50", "RA"),
        ("3.6", ">=3.75", "AR"),
        ("7.875", "7.5", "AR"),
        ("8.0", "7.5", "R"),
        ("7.5", "7.5", "GA"),
        ("7.4", "7.45", "G"),
        ("7.45", "7.45", "GA"),
        ("-7.5", "±7.45", "AG"),
        ("0.0", "±0.01", "GRA"),
        ("0.3", "0.3", "GRA"),
        ("4", ">=4", "GRA"),
    ],
)
def test_what_rounding_leaves_open(actual: str, target: str, outcomes: str) -> None:
    """A stated value stands for its rounding interval: every colour in it is named, the rated one first."""
    assert "".join(LETTERS[one] for one in rated(actual, target, indicator()).outcomes) == outcomes


def test_the_far_end_of_the_interval_does_not_belong_to_it() -> None:
    """7.9 stands for 7.85 up to, not including, 7.95: a target of <7.95 is certainly met."""
    assert rated("7.9", "<7.95", indicator()).certain
    assert not rated("7.9", "<7.94", indicator()).certain
    assert rated("-7.9", ">-7.95", indicator()).certain


def test_counts_and_made_fractions_have_no_doubt() -> None:
    """A count is what it is; a value with the fraction that makes it is settled by the fraction."""
    assert rated("5", "<=5", indicator(Unit.COUNT)).certain
    percent = indicator(fraction=FractionUse.RATE)
    assert rated("95.3 (387/406)", ">95.3", percent).outcomes == (Colour.AMBER, Colour.GREEN)
    assert rated("95.3 (387/406)", ">95.2", percent).certain
    supporting = indicator(Unit.POINTS, Polarity.ZERO, FractionUse.SUPPORTING)
    assert not rated("-4.6 (338/442)", "±4.6", supporting).certain


def test_a_stated_value_is_the_one_that_is_rated() -> None:
    """13.48% (31/230) is rated as 13.48; 31/230 alone as the fraction in full."""
    percent = indicator(fraction=FractionUse.RATE)
    assert rated("13.48% (31/230)", "30", percent).value == Decimal("13.48")
    assert rated("31/230", "30", percent).value == Decimal(31) * 100 / Decimal(230)


def test_cases_to_green_and_to_losing_a_colour() -> None:
    """NI 43: 42 of 473 or fewer, 20 fewer than now; NI 46: two young people from amber."""
    custody = indicator(fraction=FractionUse.RATE)
    figure = Figure(Decimal("13.11"), Fraction(62, 473))
    found = rate(figure, custody, Target(Edge(Comparison.BELOW, Decimal(9))), DEFAULT_RULE)
    green = distance_to(Colour.GREEN, found, figure, custody)
    amber = distance_to(Colour.AMBER, found, figure, custody)
    assert green is not None
    assert amber is not None
    assert (green.cases_limit, green.of, green.cases, green.fewer) == (42, 473, 20, True)
    assert amber.cases_limit == 44
    homes = indicator(polarity=Polarity.HIGHER, fraction=FractionUse.RATE)
    housed = Figure(Decimal("95.3"), Fraction(387, 406))
    near = rate(housed, homes, Target(Edge(Comparison.ABOVE, Decimal(95))), DEFAULT_RULE)
    assert margin_of(near, housed, homes) == 2


NUMBERS = st.decimals(-1000, 1000, allow_nan=False, allow_infinity=False, places=3)
COMPARISONS = st.sampled_from(Comparison)
RANK = {Colour.GREEN: 0, Colour.AMBER: 1, Colour.RED: 2}


@given(st.lists(NUMBERS, min_size=2, max_size=6), NUMBERS, COMPARISONS, st.integers(0, 50))
def test_rating_is_monotone_in_the_actual(
    values: list[Decimal], limit: Decimal, comparison: Comparison, tolerance: int
) -> None:
    """The worse the value, never the better the colour."""
    edge = Edge(comparison, abs(limit) if comparison is Comparison.WITHIN else limit)
    allowance = Rule(Decimal(tolerance)).allowance(edge, Unit.NUMBER)
    worse_last = sorted(values, key=lambda value: shortfall(value, edge))
    ranks = [RANK[colour_of(value, edge, allowance)] for value in worse_last]
    assert ranks == sorted(ranks)


@given(NUMBERS, NUMBERS, COMPARISONS)
def test_the_edges_are_where_the_colour_turns(value: Decimal, limit: Decimal, comparison: Comparison) -> None:
    """The last amber value is amber (or green), and the smallest step past it is red."""
    edge = Edge(comparison, abs(limit) if comparison is Comparison.WITHIN else limit)
    found = rate(Figure(value), indicator(Unit.NUMBER), Target(edge), DEFAULT_RULE)
    turns = found.turns_at
    assert turns is not None
    step = Decimal("1e-9") if comparison.is_upper else Decimal("-1e-9")
    allowance = found.allowance
    assert colour_of(turns, edge, allowance) is not Colour.RED
    assert colour_of(turns + step, edge, allowance) is Colour.RED


@given(
    st.integers(0, 60),
    st.integers(1, 60),
    st.integers(0, 1000),
    st.sampled_from([c for c in Comparison if c is not Comparison.WITHIN]),
)
def test_distance_in_cases_equals_brute_force(
    numerator: int, denominator: int, tenths: int, comparison: Comparison
) -> None:
    """The cases to green and amber, and the margin, are what trying every whole number gives."""
    of = indicator(fraction=FractionUse.RATE)
    edge = Edge(comparison, Decimal(tenths) / 10)
    figure = Figure(fraction=Fraction(numerator, denominator))
    found = rate(figure, of, Target(edge), DEFAULT_RULE)

    def colour(cases: int) -> Colour:
        return rate(Figure(fraction=Fraction(cases, denominator)), of, Target(edge), DEFAULT_RULE).colour

    def nearest(good: Callable[[int], bool]) -> int | None:
        tried = [n for n in range(max(numerator, denominator) + 1) if good(n)]
        return min((abs(n - numerator) for n in tried), default=None)

    for wanted, ranks in ((Colour.GREEN, {0}), (Colour.AMBER, {0, 1})):
        distance = distance_to(wanted, found, figure, of)
        if RANK[found.colour] in ranks:
            assert distance is None
        else:
            assert distance is not None
            assert distance.cases == nearest(lambda n, ranks=ranks: RANK[colour(n)] in ranks)  # type: ignore[misc]
    margin = margin_of(found, figure, of)
    worse = 1 if comparison.is_upper else -1
    if found.colour is not Colour.RED:
        assert margin is not None
        assert RANK[colour(numerator + worse * (margin - 1))] == RANK[found.colour]
        if numerator + worse * margin >= 0:
            assert RANK[colour(numerator + worse * margin)] > RANK[found.colour]


@given(st.integers(1, 99), st.integers(-60, 60), COMPARISONS, st.sampled_from([1, 5]))
def test_no_colour_near_an_edge_is_left_out(
    tenths: int, offset: int, comparison: Comparison, tolerance: int
) -> None:
    """With the edge in or beside the rounding interval, a fine grid finds no colour that is not named."""
    stated = Decimal(tenths) / 10
    edge = Edge(comparison, abs(stated + Decimal(offset) / 1000))
    found = rate(Figure(stated), indicator(Unit.NUMBER), Target(edge), Rule(Decimal(tolerance)))
    assert found.interval is not None
    low, high = found.interval
    steps = {low + (high - low) * n / 2000 for n in range(1, 2000)} | {edge.limit}
    tried = {colour_of(value, edge, found.allowance) for value in steps if low < value < high}
    assert tried <= set(found.outcomes)


@given(st.decimals(-999, 999, allow_nan=False, allow_infinity=False, places=2), NUMBERS, COMPARISONS)
def test_outcomes_are_what_trying_the_interval_gives(
    stated: Decimal, limit: Decimal, comparison: Comparison
) -> None:
    """Every colour found on a fine grid of the rounding interval is among the outcomes, and no other."""
    edge = Edge(comparison, abs(limit) if comparison is Comparison.WITHIN else limit)
    found = rate(Figure(stated), indicator(Unit.NUMBER), Target(edge), DEFAULT_RULE)
    assert found.interval is not None
    low, high = found.interval
    steps = [low + (high - low) * n / 1000 for n in range(1, 1000)]
    tried = {colour_of(value, edge, found.allowance) for value in [*steps, stated]}
    assert tried <= set(found.outcomes)
    assert found.outcomes[0] is found.colour


def test_an_average_that_no_decimal_holds_makes_no_false_red() -> None:
    """3.5 is exactly 5% above 10/3: amber."""
    average = averaged({"A": "3", "B": "3", "C": "4"})
    assert rate(Figure(Decimal("3.500")), indicator(), UNSET, DEFAULT_RULE, average).colour is Colour.AMBER
    assert rate(Figure(Decimal("3.501")), indicator(), UNSET, DEFAULT_RULE, average).colour is Colour.RED


def test_a_fraction_on_the_other_side_of_the_edge_gives_no_cases() -> None:
    """13% (60/473) is rated as 13, not below 13; its cases already are, so no number of cases is told."""
    custody = indicator(fraction=FractionUse.RATE)
    figure = Figure(Decimal(13), Fraction(60, 473))
    found = rate(figure, custody, Target(Edge(Comparison.BELOW, Decimal(13))), DEFAULT_RULE)
    green = distance_to(Colour.GREEN, found, figure, custody)
    assert green is not None
    assert green.cases is None
