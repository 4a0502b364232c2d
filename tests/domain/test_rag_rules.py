"""The rating rule against a second, exact telling of it, and the edge cases of its arithmetic."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction as Exact
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from csptui.domain.figure import Figure, Fraction
from csptui.domain.groups import GroupAverage
from csptui.domain.indicator import FractionUse, Indicator, Polarity, ToleranceBasis, Unit
from csptui.domain.rag import (
    DEFAULT_RULE,
    Colour,
    Ground,
    Rating,
    Rule,
    distance_to,
    margin_of,
    rate,
    rounding_interval,
)
from csptui.domain.target import UNSET, Comparison, Edge, Target

RATE = Indicator("R", "R", "n", Unit.PER_1000, Polarity.LOWER)
SHARE = Indicator("S", "S", "n", Unit.PERCENT, Polarity.LOWER, fraction=FractionUse.RATE)
COUNT = Indicator("C", "C", "n", Unit.COUNT, Polarity.LOWER)
GAP = Indicator("G", "G", "n", Unit.POINTS, Polarity.ZERO, fraction=FractionUse.SUPPORTING)
COMPARISONS = st.sampled_from(Comparison)


def rated(value: str, comparison: Comparison, limit: str, of: Indicator = RATE, tolerance: int = 5) -> Rating:
    edge = Edge(comparison, Decimal(limit))
    return rate(Figure(Decimal(value)), of, Target(edge, absence=None), Rule(Decimal(tolerance)))


def exact_colour(value: Exact, comparison: Comparison, limit: Exact, allowance: Exact) -> Colour:
    """RULES 4, told a second time: met, missed by the allowance at most, or by more."""
    met, missed = {
        Comparison.AT_MOST: (value <= limit, value - limit),
        Comparison.BELOW: (value < limit, value - limit),
        Comparison.AT_LEAST: (value >= limit, limit - value),
        Comparison.ABOVE: (value > limit, limit - value),
        Comparison.WITHIN: (abs(value) <= limit, abs(value) - limit),
    }[comparison]
    if met:
        return Colour.GREEN
    return Colour.AMBER if missed <= allowance else Colour.RED


def exact_outcomes(
    value: Exact, half: Exact, comparison: Comparison, limit: Exact, allowance: Exact
) -> set[Colour]:
    """Every colour of a value that rounds half up (away from zero) to the one that is stated."""
    low, high = value - half, value + half
    turns = {
        limit,
        limit + allowance,
        limit - allowance,
        -limit,
        -limit - allowance,
        allowance - limit,
        Exact(0),
    }
    points = sorted({low, high, *(turn for turn in turns if low < turn < high)})
    between = [(one + other) / 2 for one, other in pairwise(points)]
    ends = [low] if value > 0 else [high] if value < 0 else []
    tried = [*between, *(point for point in points if low < point < high), *ends]
    return {exact_colour(one, comparison, limit, allowance) for one in tried}


@given(
    st.integers(-12, 12) | st.integers(-300, 300),
    st.integers(-7, 7) | st.integers(-900, 900),
    COMPARISONS,
    st.sampled_from([0, 1, 5, 10]),
)
@example(10, -5, Comparison.AT_MOST, 5)
@example(-10, 5, Comparison.AT_LEAST, 5)
@example(5, -5, Comparison.AT_MOST, 5)
@example(5, 5, Comparison.AT_LEAST, 5)
@example(-5, 5, Comparison.AT_LEAST, 5)
@example(-5, -5, Comparison.AT_MOST, 5)
@example(-5, 0, Comparison.WITHIN, 5)
@example(5, 0, Comparison.WITHIN, 5)
@example(0, 3, Comparison.WITHIN, 0)
@example(0, 0, Comparison.WITHIN, 5)
@example(30, 1, Comparison.BELOW, 0)
@example(30, 1, Comparison.ABOVE, 0)
def test_colour_and_outcomes_are_exactly_what_the_rules_say(
    tenths: int, beside: int, comparison: Comparison, tolerance: int
) -> None:
    """A value of one place, edges of two beside it: no colour is left out, none that cannot be is named."""
    hundredths = tenths * 10 + beside
    limit = abs(hundredths) if comparison is Comparison.WITHIN else hundredths
    found = rated(f"{Decimal(tenths) / 10:.1f}", comparison, str(Decimal(limit) / 100), tolerance=tolerance)
    exact, edge = Exact(tenths, 10), Exact(limit, 100)
    allowance = abs(edge) * tolerance / 100
    assert found.colour is exact_colour(exact, comparison, edge, allowance)
    expected = exact_outcomes(exact, Exact(1, 20), comparison, edge, allowance) | {found.colour}
    assert set(found.outcomes) == expected
    assert found.outcomes[0] is found.colour
    assert len(found.outcomes) == len(expected)
    assert found.certain is (len(expected) == 1)
    assert Exact(found.allowance) == allowance


@pytest.mark.parametrize(
    ("value", "comparison", "limit", "variance", "percent", "turns"),
    [
        ("7.9", Comparison.AT_MOST, "7.50", "5.3", "105.3", "7.875"),
        ("90", Comparison.AT_LEAST, "100", "-10.0", "90.0", "95.00"),
        ("-6", Comparison.WITHIN, "5", "20.0", "-120.0", "5.25"),
        ("-6", Comparison.AT_MOST, "-5", "-20.0", None, "-4.75"),
        ("0.5", Comparison.AT_MOST, "0.5", "0.0", "100.0", "0.525"),
        ("3", Comparison.AT_MOST, "0", None, None, "0"),
        ("1", Comparison.BELOW, "0.5", "100.0", "200.0", "0.525"),
    ],
)
def test_variance_share_of_the_target_and_turning_point(
    value: str, comparison: Comparison, limit: str, variance: str | None, percent: str | None, turns: str
) -> None:
    found = rated(value, comparison, limit)
    shown = [None if one is None else f"{one:.1f}" for one in (found.variance, found.percent_of_target)]
    assert shown == [variance, percent]
    assert found.turns_at == Decimal(turns)


def test_without_a_value_or_an_edge_there_is_no_arithmetic() -> None:
    edge = Target(Edge(Comparison.AT_MOST, Decimal(5)), absence=None)
    for found in (
        rate(Figure(), RATE, edge, DEFAULT_RULE),
        rate(Figure(Decimal(5)), RATE, UNSET, DEFAULT_RULE),
    ):
        assert (found.variance, found.percent_of_target, found.colour) == (None, None, Colour.NONE)
        assert found.certain
    assert rate(Figure(), RATE, edge, DEFAULT_RULE).edge == edge.edge
    assert rate(Figure(), RATE, edge, DEFAULT_RULE).turns_at == Decimal("5.25")
    assert rate(Figure(Decimal(5)), RATE, UNSET, DEFAULT_RULE).turns_at is None


@pytest.mark.parametrize(
    ("tolerance", "basis", "expected"),
    [
        (None, None, (Decimal(5), ToleranceBasis.RELATIVE, DEFAULT_RULE.set_in)),
        (Decimal(3), None, (Decimal(3), ToleranceBasis.RELATIVE, "indicators.toml, P")),
        (None, ToleranceBasis.POINTS, (Decimal(5), ToleranceBasis.POINTS, "indicators.toml, P")),
        (Decimal(0), ToleranceBasis.POINTS, (Decimal(0), ToleranceBasis.POINTS, "indicators.toml, P")),
    ],
)
def test_an_indicators_own_tolerance_and_basis(
    tolerance: Decimal | None, basis: ToleranceBasis | None, expected: tuple[object, ...]
) -> None:
    own = Indicator("P", "P", "n", Unit.PERCENT, tolerance=tolerance, tolerance_basis=basis)
    found = DEFAULT_RULE.for_indicator(own)
    assert (found.tolerance, found.basis, found.set_in) == expected


def test_an_indicators_tolerance_keeps_the_partnerships_basis() -> None:
    points = Rule(Decimal(2), ToleranceBasis.POINTS)
    own = Indicator("P", "P", "n", Unit.PERCENT, tolerance=Decimal(7))
    assert points.for_indicator(own).basis is ToleranceBasis.POINTS
    edge = Edge(Comparison.AT_MOST, Decimal(50))
    assert points.allowance(edge, Unit.PERCENT) == 2
    assert points.allowance(edge, Unit.PER_1000) == 1
    assert Rule(Decimal(2)).allowance(edge, Unit.PERCENT) == 1


@pytest.mark.parametrize(
    ("polarity", "value", "colour", "comparison"),
    [
        (Polarity.LOWER, "10.5", Colour.AMBER, Comparison.AT_MOST),
        (Polarity.LOWER, "9", Colour.GREEN, Comparison.AT_MOST),
        (Polarity.HIGHER, "9.5", Colour.AMBER, Comparison.AT_LEAST),
        (Polarity.HIGHER, "11", Colour.GREEN, Comparison.AT_LEAST),
        (Polarity.ZERO, "-10", Colour.GREEN, Comparison.WITHIN),
        (Polarity.ZERO, "-10.6", Colour.RED, Comparison.WITHIN),
        (Polarity.NONE, "10", Colour.NONE, None),
    ],
)
def test_the_group_average_reads_by_polarity(
    polarity: Polarity, value: str, colour: Colour, comparison: Comparison | None
) -> None:
    of = Indicator("I", "I", "n", Unit.PER_1000, polarity)
    average = GroupAverage("Most Similar Group", Decimal(10), 2, 2, include_self=False)
    found = rate(Figure(Decimal(value)), of, UNSET, DEFAULT_RULE, average)
    assert found.colour is colour
    assert (None if found.edge is None else found.edge.comparison) is comparison
    assert found.ground is (Ground.NO_TARGET if comparison is None else Ground.GROUP)
    assert found.group is (None if comparison is None else average)
    if polarity is Polarity.ZERO:
        negative = GroupAverage("Most Similar Group", Decimal(-10), 2, 2, include_self=False)
        assert rate(Figure(Decimal(value)), of, UNSET, DEFAULT_RULE, negative).edge == found.edge


def test_the_words_of_grounds_and_colours() -> None:
    """They stand in the answers of the program."""
    assert [one.value for one in Colour] == ["red", "amber", "green", "none"]
    assert [one.value for one in Ground] == [
        "target",
        "group average",
        "no data",
        "not rated",
        "part of a period",
    ]
    assert Rule(Decimal(5), ToleranceBasis.RELATIVE, "the default") == DEFAULT_RULE


def test_the_interval_of_a_stated_value() -> None:
    assert rounding_interval(Figure(Decimal("7.9")), RATE) == (Decimal("7.85"), Decimal("7.95"))
    assert rounding_interval(Figure(Decimal(7)), RATE) == (Decimal("6.5"), Decimal("7.5"))
    assert rounding_interval(Figure(Decimal(7)), COUNT) is None
    assert rounding_interval(Figure(Decimal("13.1"), Fraction(62, 473)), SHARE) is None
    assert rounding_interval(Figure(Decimal("13.2"), Fraction(62, 473)), SHARE) is not None
    assert rounding_interval(Figure(None, Fraction(62, 473)), SHARE) is None


@pytest.mark.parametrize(
    ("value", "comparison", "limit", "colour", "expected"),
    [
        ("12", Comparison.AT_MOST, "9", Colour.GREEN, ("9", "3", False, True)),
        ("12", Comparison.AT_MOST, "9", Colour.AMBER, ("9.45", "2.55", False, True)),
        ("12", Comparison.BELOW, "9", Colour.GREEN, ("9", "3", True, True)),
        ("12", Comparison.BELOW, "9", Colour.AMBER, ("9.45", "2.55", False, True)),
        ("9", Comparison.BELOW, "9", Colour.GREEN, ("9", "0", True, True)),
        ("9", Comparison.ABOVE, "9", Colour.GREEN, ("9", "0", True, False)),
        ("5", Comparison.ABOVE, "9", Colour.AMBER, ("8.55", "3.55", False, False)),
        ("5", Comparison.AT_LEAST, "9", Colour.GREEN, ("9", "4", False, False)),
        ("-7", Comparison.WITHIN, "5", Colour.GREEN, ("-5", "2", False, False)),
        ("7", Comparison.WITHIN, "5", Colour.GREEN, ("5", "2", False, True)),
        ("7", Comparison.WITHIN, "5", Colour.AMBER, ("5.25", "1.75", False, True)),
        ("1", Comparison.WITHIN, "0", Colour.GREEN, ("0", "1", False, True)),
        ("0.8", Comparison.WITHIN, "0.5", Colour.GREEN, ("0.5", "0.3", False, True)),
        ("9", Comparison.AT_MOST, "9", Colour.GREEN, None),
        ("8", Comparison.BELOW, "9", Colour.GREEN, None),
        ("9.2", Comparison.AT_MOST, "9", Colour.AMBER, None),
        ("12", Comparison.AT_MOST, "9", Colour.RED, None),
        ("12", Comparison.AT_MOST, "9", Colour.NONE, None),
        ("-7", Comparison.AT_MOST, "-9", Colour.GREEN, ("-9", "2", False, True)),
        ("-12", Comparison.AT_LEAST, "-9", Colour.GREEN, ("-9", "3", False, False)),
    ],
)
def test_the_distance_to_a_colour(
    value: str,
    comparison: Comparison,
    limit: str,
    colour: Colour,
    expected: tuple[str, str, bool, bool] | None,
) -> None:
    """Limit, units, whether the limit itself is excluded, and whether fewer are needed."""
    found = distance_to(colour, rated(value, comparison, limit), Figure(Decimal(value)), RATE)
    if expected is None:
        assert found is None
        return
    assert found is not None
    assert (found.limit, found.units) == (Decimal(expected[0]), Decimal(expected[1]))
    assert (found.strict, found.fewer) == expected[2:]
    assert (found.cases, found.cases_limit, found.of) == (None, None, None)


@pytest.mark.parametrize(
    ("now", "comparison", "limit", "green", "margin"),
    [
        ("12", Comparison.AT_MOST, "9", (3, 9), None),
        ("12", Comparison.BELOW, "9", (4, 8), None),
        ("5", Comparison.AT_LEAST, "9", (4, 9), None),
        ("5", Comparison.ABOVE, "9", (5, 10), None),
        ("9", Comparison.AT_MOST, "9", None, 1),
        ("7", Comparison.AT_MOST, "9", None, 3),
        ("9", Comparison.AT_LEAST, "9", None, 1),
        ("12", Comparison.AT_LEAST, "9", None, 4),
        ("9", Comparison.BELOW, "9", (1, 8), 1),
    ],
)
def test_cases_of_a_count(
    now: str, comparison: Comparison, limit: str, green: tuple[int, int] | None, margin: int | None
) -> None:
    """A count is its own cases: out of nothing."""
    rating = rated(now, comparison, limit, COUNT)
    figure = Figure(Decimal(now))
    found = distance_to(Colour.GREEN, rating, figure, COUNT)
    assert (None if found is None else (found.cases, found.cases_limit)) == green
    assert found is None or found.of is None
    assert margin_of(rating, figure, COUNT) == margin


def test_cases_of_shares_and_what_has_none() -> None:
    def both(figure: Figure, of: Indicator, edge: Edge) -> tuple[int | None, int | None]:
        rating = rate(figure, of, Target(edge, absence=None), DEFAULT_RULE)
        found = distance_to(Colour.GREEN, rating, figure, of)
        return None if found is None else found.cases, margin_of(rating, figure, of)

    at_most = Edge(Comparison.AT_MOST, Decimal(10))
    assert both(Figure(None, Fraction(20, 100)), SHARE, at_most) == (10, None)
    assert both(Figure(None, Fraction(10, 100)), SHARE, at_most) == (None, 1)
    assert both(Figure(None, Fraction(5, 100)), SHARE, at_most) == (None, 6)
    # Stated only, contradicted by the fraction, or with a fraction that only stands behind it: no cases.
    assert both(Figure(Decimal(20)), SHARE, at_most) == (None, None)
    assert both(Figure(Decimal(20), Fraction(1, 100)), SHARE, at_most) == (None, None)
    assert both(Figure(Decimal("-7.0"), Fraction(20, 100)), GAP, Edge(Comparison.WITHIN, Decimal(5))) == (
        None,
        None,
    )
    assert both(Figure(Decimal(1), Fraction(20, 100)), GAP, Edge(Comparison.AT_MOST, Decimal(5))) == (
        None,
        None,
    )
    # Nobody can be below none, nor more than all where the unit is a share of them.
    assert both(Figure(None, Fraction(1, 100)), SHARE, Edge(Comparison.BELOW, Decimal(0)))[0] is None
    assert both(Figure(None, Fraction(99, 100)), SHARE, Edge(Comparison.ABOVE, Decimal(100)))[0] is None
    assert both(Figure(None, Fraction(99, 100)), SHARE, Edge(Comparison.AT_LEAST, Decimal(100)))[0] == 1
    per_1000 = Indicator("K", "K", "n", Unit.PER_1000, Polarity.HIGHER, fraction=FractionUse.RATE)
    assert both(Figure(None, Fraction(99, 100)), per_1000, Edge(Comparison.ABOVE, Decimal(1000)))[0] == 2
    # 12.7 is rated, and met; 60 of 473 are 12.68, so that no number of cases could be lost.
    assert both(
        Figure(Decimal("12.7"), Fraction(60, 473)), SHARE, Edge(Comparison.AT_LEAST, Decimal("12.7"))
    ) == (
        None,
        None,
    )
    band = Edge(Comparison.WITHIN, Decimal(10))
    assert both(Figure(None, Fraction(5, 100)), SHARE, band) == (None, None)
