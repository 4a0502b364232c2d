"""What is printed of a rating, read back and done again, is what the rating is."""

from __future__ import annotations

import ast
import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction as Exact
from typing import TYPE_CHECKING

import pytest
from drawn_rows import TOLERANCES, numbers, rated_rows, row_with
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from csptui.domain.edges import edge_of, red_words
from csptui.domain.figure import Figure, Fraction
from csptui.domain.formula import formula, formula_text
from csptui.domain.indicator import FractionUse, Indicator, Polarity, Unit
from csptui.domain.rag import Colour, Ground, Rule, colour_of
from csptui.domain.target import Comparison, Edge
from csptui.domain.why import (
    amber_sentence,
    certainty_sentence,
    colour_sentence,
    distance_sentence,
    sureness_sentence,
)

if TYPE_CHECKING:
    from csptui.domain.scorecard import Row

EXAMPLES = 120
NUMBER = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?")
THREES = [Decimal(3), Decimal(3), Decimal(4)]
"""Values of which the mean is no decimal number."""
STEP = Decimal("0.000001")
HALF_A_TENTH = Decimal("0.0500000001")
ORDER = [Colour.GREEN, Colour.AMBER, Colour.RED]
SHARE = Indicator("S", "S", "n", Unit.PERCENT, Polarity.LOWER, places=2, fraction=FractionUse.RATE)
COUNT = Indicator("C", "C", "n", Unit.COUNT, Polarity.LOWER)


def read(text: str) -> Decimal:
    """Give the first number of a text."""
    found = NUMBER.search(text)
    assert found is not None, text
    return Decimal(found[0].replace(",", ""))


def done_again(words: str) -> Exact:
    """Work out a sum as printed, such as `(7.9 − 7.50) ÷ |7.50|`, exactly."""
    held: list[Exact] = []

    def name(found: re.Match[str]) -> str:
        held.append(Exact(found[0].replace(",", "")))
        return f"n{len(held) - 1}"

    words = words.replace(" points", "").replace("%", "")
    words = re.sub(r"(?<![\d.])[-+]?\d[\d,]*(?:\.\d+)?", name, words)
    words = re.sub(r"\|(n\d+)\|", r"abs(\1)", words)
    return _worked_out(ast.parse(words.translate(str.maketrans("−×÷", "-*/")), mode="eval").body, held)


def _worked_out(node: ast.expr, held: list[Exact]) -> Exact:
    match node:
        case ast.Name(id):
            return held[int(id[1:])]
        case ast.Call(args=[inner]):
            return abs(_worked_out(inner, held))
        case ast.BinOp(left, operator, right):
            one, other = _worked_out(left, held), _worked_out(right, held)
            match operator:
                case ast.Sub():
                    return one - other
                case ast.Mult():
                    return one * other
                case _:
                    return one / other
        case _:
            raise AssertionError(ast.dump(node))


def shown_as(exact: Exact, like: str) -> Decimal:
    """Round an exact number half up to the places that a printed one has."""
    places = len(like.partition(".")[2])
    scaled = abs(exact) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(whole if exact >= 0 else -whole).scaleb(-places)


@settings(max_examples=EXAMPLES, deadline=None)
@given(rated_rows())
def test_the_printed_formula_done_again_gives_the_printed_result(row: Row) -> None:
    """Each step is worked out from the numbers in it; the last one gives the colour of the rating."""
    steps = dict(formula(row))
    assert row.rating.colour is not Colour.NONE
    for name in ("Value", "Shortfall", "Allowance"):
        if " = " in steps.get(name, ""):
            left, right = steps[name].split(" = ")
            found = NUMBER.search(right)
            assert found is not None
            exact = done_again(left) / (100 if name == "Allowance" else 1)
            printed = Decimal(found[0].replace(",", ""))
            assert (shown_as(exact, found[0]) if name == "Value" else exact) == printed, steps
    for name in ("Variance", "% of target"):
        if name in steps:
            left, right = steps[name].split(" = ")
            assert shown_as(done_again(left) * 100, right.strip("%")) == read(right), steps
            rated = row.rating.variance if name == "Variance" else row.rating.percent_of_target
            assert rated is not None
            assert abs(rated - read(right)) <= HALF_A_TENTH
    last = steps["So"]
    missed, allowed = read(steps["Shortfall"].split(" = ")[1]), read(steps["Allowance"].split(" = ")[-1])
    assert read(last) == missed
    strict = row.rating.edge is not None and row.rating.edge.comparison.is_strict
    met = missed < 0 or (missed == 0 and not strict)
    colour = Colour.GREEN if met else Colour.AMBER if missed <= allowed else Colour.RED
    assert last.endswith(colour.value)
    assert colour is row.rating.colour
    assert last.endswith(formula_text(row).split()[-1].rstrip("."))


@settings(max_examples=EXAMPLES, deadline=None)
@given(rated_rows())
def test_the_sentence_done_again_gives_the_printed_per_cent(row: Row) -> None:
    """`7.9 is 5.3% above the target of 7.50`: 5.3 comes of the two numbers, and the side is right."""
    said = colour_sentence(row)
    edge = row.rating.edge
    assert edge is not None
    value = abs(read(said)) if edge.comparison is Comparison.WITHIN else read(said)
    named = r"average of Group \([0-9 of]+: " if row.rating.ground is Ground.GROUP else "the target of "
    limit = read(re.split(named, said)[1].lstrip("<>=±≤≥"))
    equal = " exactly the " in said or " only equals " in said
    assert not equal or row.rating.shortfall == 0
    beyond = re.search(r" is ([\d,.]+)(%| points|) (above|below|outside|inside) the ", said)
    if beyond is None:
        assert any(
            words in said for words in (" meets ", " misses ", "exactly", "only equals", " is inside ")
        )
        return
    assert (value > limit) is (beyond[3] in {"above", "outside"})
    if beyond[2] == "%":
        exact = abs(Exact(value) - Exact(limit)) / abs(Exact(limit)) * 100
        assert shown_as(exact, beyond[1]) == read(beyond[1])
    else:
        assert abs(value - limit) == read(beyond[1])


def last_that_counts(row: Row, colour: Colour, printed: Decimal) -> bool:
    """Whether a value has the colour or a better one, and the next that can be typed has not."""
    edge = row.rating.edge
    assert edge is not None
    step = Decimal(1) if row.indicator.unit.counts else STEP

    def has(value: Decimal) -> bool:
        found = colour_of(value, edge, row.rating.allowance)
        return ORDER.index(found) <= ORDER.index(colour)

    beyond = printed + (step if edge.comparison.is_upper else -step)
    signs = (1, -1) if edge.comparison is Comparison.WITHIN else (1,)
    if colour is Colour.GREEN and edge.comparison.is_strict:
        inside = printed - (STEP if edge.comparison.is_upper else -STEP)
        return not has(printed) and has(inside)
    return all(has(sign * printed) and not has(sign * beyond) for sign in signs)


@settings(max_examples=EXAMPLES, deadline=None)
@given(rated_rows())
def test_the_printed_edges_are_exactly_where_the_colour_turns(row: Row) -> None:
    """The number printed has its colour, and the next value that can be typed has not."""
    edge = row.rating.edge
    assert edge is not None
    green, amber = edge_of(Colour.GREEN, row), edge_of(Colour.AMBER, row)
    assert green is not None
    whole = row.indicator.unit.counts and green.limit != green.limit.to_integral_value()
    if not whole:
        assert last_that_counts(row, Colour.GREEN, read(green.words)), green.words
    if amber is None:
        ends = (edge.limit, edge.limit + row.rating.allowance, edge.limit - row.rating.allowance)
        near = {sign * int(end) + step for end in ends for sign in (1, -1) for step in range(-2, 3)}
        found = {colour_of(Decimal(one), edge, row.rating.allowance) for one in near}
        assert row.rating.allowance == 0 or (row.indicator.unit.counts and Colour.AMBER not in found)
        return
    assert last_that_counts(row, Colour.AMBER, read(amber.words)), amber.words
    assert read(red_words(row)) == read(amber.words)
    runs = re.search(r"amber runs (?:down )?to ±?(-?[\d,.]*\d)", colour_sentence(row))
    assert runs is None or read(runs[1]) == read(amber.words)


@settings(max_examples=EXAMPLES, deadline=None)
@given(rated_rows())
def test_what_is_said_of_certainty_holds_in_the_whole_interval(row: Row) -> None:
    """All of a certain interval has the colour; of an uncertain one the side that is named has the other."""
    rating, said = row.rating, sureness_sentence(row)
    edge = rating.edge
    assert edge is not None
    if rating.interval is None:
        assert " stands for " not in said
        return
    low, high = rating.interval
    inside = [low + (high - low) * part / 97 for part in range(1, 97)]
    inside += [turn for turn in (edge.limit, rating.turns_at) if turn is not None and low < turn < high]
    assert [read(part) for part in re.split(" stands for | to ", said)[1:3]] == [low, high]
    if rating.certain:
        assert said.endswith(f"all of it {rating.colour.value}.")
        assert {colour_of(value, edge, rating.allowance) for value in inside} == {rating.colour}
        return
    assert said == certainty_sentence(row)
    side = re.search(r"; (below|above|at) (-?[\d,.]*\d)%? it is (\w+)\.", said)
    if side is None:
        assert ", which may be " in said
        return
    turn, other = read(side[2]), Colour(side[3])
    chosen = {
        "below": [value for value in inside if value < turn],
        "above": [value for value in inside if value > turn],
        "at": [turn],
    }[side[1]]
    near = [value for value in chosen if abs(value - turn) > STEP or side[1] == "at"]
    assert {colour_of(value, edge, rating.allowance) for value in near} <= {other}


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    st.integers(0, 80),
    st.integers(1, 80),
    st.sampled_from([Unit.PERCENT, Unit.PER_1000, Unit.RATIO]),
    st.lists(numbers(60), min_size=1, max_size=7),
    st.sampled_from([one for one in Comparison if one is not Comparison.WITHIN]),
    TOLERANCES,
    st.sampled_from(["target", "group"]),
)
@example(2, 30, Unit.PERCENT, THREES, Comparison.AT_MOST, Decimal(5), "group")
@example(2, 30, Unit.PERCENT, THREES, Comparison.AT_LEAST, Decimal(100), "group")
def test_cases_are_what_trying_every_whole_number_gives(
    numerator: int,
    denominator: int,
    unit: Unit,
    others: list[Decimal],
    comparison: Comparison,
    tolerance: Decimal,
    ground: str,
) -> None:
    """Distance and edge in cases, of rates and against targets and averages, equal brute force."""
    polarity = Polarity.LOWER if comparison.is_upper else Polarity.HIGHER
    of = Indicator("I", "I 1", "name", unit, polarity, fraction=FractionUse.RATE)
    edge, rule = Edge(comparison, others[0]), Rule(tolerance)

    def made(cases: int) -> Row:
        figure = Figure(fraction=Fraction(cases, denominator))
        return (
            row_with(of, figure, rule=rule, others=others)
            if ground == "group"
            else row_with(of, figure, edge=edge, rule=rule)
        )

    row = made(numerator)
    assume(row.rating.edge is not None)
    most = max(numerator, denominator) if unit is Unit.PERCENT else 3 * (numerator + denominator)
    colours = [made(cases).rating.colour for cases in range(most + 1)]
    for colour in (Colour.GREEN, Colour.AMBER):
        found = edge_of(colour, row)
        good = [cases for cases, one in enumerate(colours) if ORDER.index(one) <= ORDER.index(colour)]
        if found is None or found.cases is None:
            assert found is None or unit is not Unit.PERCENT or len(good) in {0, len(colours)}
            continue
        if found.cases <= most:
            assert found.cases == (max(good) if comparison.is_upper else min(good))
        if found.distance is not None and found.distance.cases is not None and found.cases <= most:
            assert found.distance.cases == min(abs(cases - numerator) for cases in good)


@settings(max_examples=EXAMPLES, deadline=None)
@given(rated_rows())
def test_the_way_to_green_leads_to_green(row: Row) -> None:
    """The value that is named is green, and as far from the figure as is said."""
    said, edge = distance_sentence(row), row.rating.edge
    assert edge is not None
    if not said.startswith("Green ") or " than now" not in said.replace("more than", "") or row.value is None:
        return
    if " fewer than now" in said or (" more than now" in said and row.indicator.unit.counts):
        return
    limit, far = read(said), read(said.split(":")[1])
    assert colour_of(limit, edge, row.rating.allowance) is Colour.GREEN
    if row.reading.figure.value is not None:
        assert abs(row.value - limit) == far


def test_a_computed_value_is_told_with_the_places_that_its_per_cent_needs() -> None:
    """One third at no places against 34: 33% would be 2.9% below, and it is 2.0%."""
    of = Indicator("T", "T", "n", Unit.PERCENT, Polarity.LOWER, fraction=FractionUse.RATE)
    row = row_with(of, Figure(fraction=Fraction(1, 3)), edge=Edge(Comparison.AT_MOST, Decimal(34)))
    assert colour_sentence(row) == "33.3333% is 2.0% below the target of <=34%."
    assert dict(formula(row))["Value"] == "1 ÷ 3 × 100 = 33.3333%"


def test_an_average_that_no_decimal_holds_turns_where_it_is_said() -> None:
    """Against 10/3 the last green is 3.333333, and 3.5 is amber still."""
    of = Indicator("A", "A", "n", Unit.PER_1000, Polarity.LOWER, places=2)
    row = row_with(of, Figure(Decimal("3.6")), others=THREES)
    green, amber = edge_of(Colour.GREEN, row), edge_of(Colour.AMBER, row)
    assert green is not None
    assert amber is not None
    assert (green.words, amber.words) == ("3.333333 or less", "up to 3.5")
    assert colour_sentence(row) == (
        "3.6 is 8.0% above the average of Group (3 of 3: 3.3333, unweighted mean); amber runs to 3.5."
    )


def test_a_miss_too_small_for_four_places_is_not_told_as_nothing() -> None:
    """1/90001 above a target of 0 is told with the digits that it has."""
    of = Indicator("Z", "Z", "n", Unit.RATIO, Polarity.LOWER, places=2, fraction=FractionUse.RATE)
    row = row_with(of, Figure(fraction=Fraction(1, 90_001)), edge=Edge(Comparison.AT_MOST, Decimal(0)))
    assert row.rating.colour is Colour.RED
    assert (
        colour_sentence(row)
        == "0.000011 misses the target of <=0 by 0.000011; a target of 0 has no amber band."
    )
    assert read(dict(formula(row))["So"]) > 0
    band = row_with(of, Figure(fraction=Fraction(1, 90_001)), edge=Edge(Comparison.WITHIN, Decimal(0)))
    assert distance_sentence(band) == "Green within ±0: 0.00001111 less than now."


@pytest.mark.parametrize(
    ("comparison", "value", "said", "amber"),
    [
        (Comparison.AT_MOST, 11, "11 is 10.0% above the target of <=10; no whole number is amber.", False),
        (Comparison.AT_LEAST, 9, "9 is 10.0% below the target of >=10; no whole number is amber.", False),
        (Comparison.WITHIN, 11, "11 is 10.0% outside the target of ±10; no whole number is amber.", False),
        (Comparison.BELOW, 11, "11 is 10.0% above the target of <10; amber runs to 10.", True),
    ],
)
def test_of_a_count_less_than_one_case_is_no_room_for_amber(
    comparison: Comparison, value: int, said: str, *, amber: bool
) -> None:
    """5% of 10 is half a case: 10 is green and 11 red, so that amber runs to nothing."""
    of = Indicator("Z", "Z", "n", Unit.COUNT, Polarity.LOWER)
    row = row_with(of, Figure(Decimal(value)), edge=Edge(comparison, Decimal(10)))
    assert row.rating.colour is Colour.RED
    assert colour_sentence(row) == said
    assert (edge_of(Colour.AMBER, row) is not None) is amber


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("9.2", "Green within ±7.5: 1.7 less than now."),
        ("-9.2", "Green within ±7.5: 1.7 more than now."),
    ],
)
def test_a_band_is_green_between_its_ends_alone(value: str, said: str) -> None:
    """A value past the other end is 7.5 or less as well, and red."""
    of = Indicator("Z", "Z", "n", Unit.NUMBER, Polarity.ZERO, places=1)
    row = row_with(of, Figure(Decimal(value)), edge=Edge(Comparison.WITHIN, Decimal("7.5")))
    assert row.rating.colour is Colour.RED
    assert distance_sentence(row) == said


def test_a_computed_value_beside_its_target_is_not_called_equal_to_it() -> None:
    """1,999/3,000 is 0.66633; at four places it would be the target of 0.6663."""
    of = Indicator("E", "E", "n", Unit.RATIO, Polarity.HIGHER, places=2, fraction=FractionUse.RATE)
    edge = Edge(Comparison.AT_LEAST, Decimal("0.6663"))
    row = row_with(of, Figure(fraction=Fraction(1999, 3000)), edge=edge)
    assert colour_sentence(row) == "0.666333 is 0.000033 above the target of >=0.6663."


def test_the_edge_that_doubt_turns_on_is_the_one_between_the_two_colours() -> None:
    """An amber 7.5 may be green below 7.48, far from the amber edge."""
    of = Indicator("A", "A", "n", Unit.PER_1000, Polarity.LOWER)
    row = row_with(of, Figure(Decimal("7.5")), edge=Edge(Comparison.AT_MOST, Decimal("7.48")))
    assert certainty_sentence(row) == "Not certain: 7.5 stands for 7.45 to 7.55; below 7.48 it is green."


def test_an_edge_that_28_digits_miss_is_still_the_one_that_the_rule_has() -> None:
    """398/3 less 25% is 99.5, and computed a hair more: 99.5 is amber, and said to be."""
    of = Indicator("A", "A", "n", Unit.PER_1000, Polarity.HIGHER)
    held = [Decimal(132), Decimal(133), Decimal(133)]
    row = row_with(of, Figure(Decimal("99.5")), others=held, rule=Rule(Decimal(25)))
    amber = edge_of(Colour.AMBER, row)
    assert row.rating.colour is Colour.AMBER
    assert amber is not None
    assert amber.words == "down to 99.5"


def test_no_cases_are_lost_that_cannot_be() -> None:
    """There are none below 0, and no more than the whole of a share; of a rate there may be."""
    least = Edge(Comparison.AT_LEAST, Decimal(-100))
    most = Edge(Comparison.AT_MOST, Decimal(100))
    assert distance_sentence(row_with(SHARE, Figure(fraction=Fraction(0, 1)), edge=least)) == ""
    assert distance_sentence(row_with(SHARE, Figure(fraction=Fraction(1, 1)), edge=most)) == ""
    rate = replace(SHARE, unit=Unit.PER_1000)
    row = row_with(rate, Figure(fraction=Fraction(1, 10)), edge=most)
    assert distance_sentence(row) == "1 more case would turn it from green."


def test_edges_of_a_count_are_whole_cases() -> None:
    """1,302 against 1,321 or more: 1,255 is the last amber, though 5% is 66.05."""
    of = Indicator("C", "C", "n", Unit.COUNT, Polarity.HIGHER)
    row = row_with(of, Figure(Decimal(1302)), edge=Edge(Comparison.AT_LEAST, Decimal(1321)))
    amber = edge_of(Colour.AMBER, row)
    assert amber is not None
    assert (amber.words, amber.cases) == ("down to 1,255", 1255)
    assert amber_sentence(row) == ""
    assert distance_sentence(row) == "Green at 1,321 or more: 19 more than now."


def test_a_strict_target_of_nought_is_amber_at_nought_alone() -> None:
    """RULES 4: only a strict target of 0 missed by exactly 0 is amber."""
    row = row_with(SHARE, Figure(Decimal("0.1")), edge=Edge(Comparison.BELOW, Decimal(0)))
    amber = edge_of(Colour.AMBER, row)
    assert amber is not None
    assert (amber.words, red_words(row)) == ("exactly 0%", "above 0%")
