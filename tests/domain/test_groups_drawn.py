"""What holds of every group: a missing member is no member, order means nothing, ranks add up."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction as Exact

from hypothesis import given
from hypothesis import strategies as st

from csptui.domain.compared import Compared, InLine, compared
from csptui.domain.figure import Fraction
from csptui.domain.group_words import brief, in_line_sentence, missing_sentence, sentence
from csptui.domain.groups import AreaValue, AreaValues, AverageKind, Group, OwnValue, Term
from csptui.domain.indicator import Indicator, Polarity, Unit
from csptui.domain.quarter import FinancialYear, Quarter

Q4 = Quarter(FinancialYear(2009), 4)
VALUES = st.decimals(-100, 100, places=1) | st.integers(-3, 3).map(Decimal)
POLARITIES = st.sampled_from(list(Polarity))
FRACTIONS = st.builds(Fraction, st.integers(0, 500), st.integers(1, 500))


def indicator(polarity: Polarity) -> Indicator:
    return Indicator("A", "A", "a", Unit.PER_1000, polarity, places=1)


def rates(fractions: dict[str, Fraction]) -> AreaValues:
    return AreaValues({area: AreaValue(one.rate(1000), one) for area, one in fractions.items()})


def of(
    values: dict[str, Decimal],
    own: Decimal | None,
    polarity: Polarity,
    *,
    members: tuple[str, ...] | None = None,
    counts: bool = True,
) -> Compared:
    held = AreaValues({area: AreaValue(one) for area, one in values.items()})
    group = Group("G", "G", tuple(values) if members is None else members)
    mine = OwnValue("Own", own, missing="" if own is not None else "no figure is held")
    return compared(group, Q4, held, mine, indicator(polarity), by_default=counts)


def answers(found: Compared) -> tuple[object, ...]:
    """Give all that is said of the area's own value."""
    average = None if found.average is None else found.average.average
    return (average, found.rank, found.quartile, found.distance, found.spread, found.present)


HELD = st.dictionaries(st.text("ABCDEFGH", min_size=1, max_size=2), VALUES, min_size=1, max_size=12)


@given(HELD, VALUES, POLARITIES, st.booleans(), st.sets(st.text("XYZ", min_size=1, max_size=2), max_size=4))
def test_a_missing_member_is_as_no_member_but_for_being_named(
    values: dict[str, Decimal],
    own: Decimal,
    polarity: Polarity,
    counts: bool,  # noqa: FBT001 - drawn
    absent: set[str],
) -> None:
    members = (*values, *sorted(absent))
    with_missing = of(values, own, polarity, members=members, counts=counts)
    without = of(values, own, polarity, counts=counts)
    assert answers(with_missing) == answers(without)
    assert with_missing.standings == without.standings
    assert set(with_missing.missing) == absent
    assert with_missing.of == without.of + len(absent)


@given(HELD, VALUES, POLARITIES, st.booleans(), st.data())
def test_the_order_of_members_means_nothing(
    values: dict[str, Decimal],
    own: Decimal,
    polarity: Polarity,
    counts: bool,  # noqa: FBT001 - drawn
    data: st.DataObject,
) -> None:
    turned = dict(data.draw(st.permutations(list(values.items()))))
    one, other = (of(held, own, polarity, counts=counts) for held in (values, turned))
    assert answers(one) == answers(other)
    assert one.standings == other.standings


@given(HELD, VALUES, POLARITIES)
def test_a_rank_is_one_more_than_those_that_are_before(
    values: dict[str, Decimal], own: Decimal, polarity: Polarity
) -> None:
    """Ties share their first place; where none tie, the ranks are 1 to n and their sum n (n + 1) / 2."""
    found = of(values, own, polarity)

    def is_before(one: Decimal, other: Decimal) -> bool:
        if polarity is Polarity.HIGHER:
            return one > other
        return abs(one) < abs(other) if polarity is Polarity.ZERO else one < other

    everyone = [*values.values(), own]
    for area in found.standings:
        assert area.rank == 1 + sum(is_before(one, area.value) for one in everyone)
    count = len(found.standings)
    ranks = [one.rank for one in found.standings]
    assert ranks == sorted(ranks)
    assert ranks[0] == 1
    if len(set(ranks)) == count:
        assert sum(ranks) == count * (count + 1) // 2
    assert sum(ranks) <= count * (count + 1) // 2


@given(HELD, VALUES, POLARITIES, st.booleans())
def test_the_average_and_the_distance_are_exact(
    values: dict[str, Decimal],
    own: Decimal,
    polarity: Polarity,
    counts: bool,  # noqa: FBT001 - drawn
) -> None:
    """Held against fractions: what is printed is the exact number cut after 28 digits."""
    found = of(values, own, polarity, counts=counts)
    averaged = [*values.values(), *([own] if counts else [])]
    exact = sum(map(Exact, averaged), start=Exact(0)) / len(averaged)
    assert found.average is not None
    assert abs(Exact(found.average.average) - exact) <= abs(exact) * Exact(1, 10**27)
    if found.distance is not None:
        assert (found.distance > 0) is (Exact(own) > Exact(found.average.average))
        assert (found.distance == 0) is (Exact(own) == Exact(found.average.average))


@given(HELD, VALUES, st.booleans())
def test_in_line_is_inside_the_printed_limits(
    values: dict[str, Decimal],
    own: Decimal,
    counts: bool,  # noqa: FBT001 - drawn
) -> None:
    found = of(values, own, Polarity.LOWER, counts=counts)
    if len(values) + counts < 3:
        assert found.spread is None
        return
    assert found.spread is not None
    near = Decimal("1e-20")
    lower, upper = found.spread.lower, found.spread.upper
    assert abs((lower + upper) / 2 - found.spread.mean) < near
    match found.in_line:
        case InLine.INSIDE:
            assert lower - near <= own <= upper + near
        case InLine.ABOVE:
            assert own > upper - near
        case InLine.BELOW:
            assert own < lower + near
        case None:
            raise AssertionError


@given(HELD, VALUES)
def test_a_value_counted_among_fewer_than_six_is_always_in_line_and_that_is_said(
    values: dict[str, Decimal], own: Decimal
) -> None:
    """None of n values is further than (n - 1) / sqrt(n) deviations from their mean: 1.79 of five."""
    found = of(dict(list(values.items())[:4]), own, Polarity.LOWER)
    assert found.in_line in {InLine.INSIDE, None}
    said = in_line_sentence(found)
    assert said.endswith("none of fewer than 6 values that are all counted can be outside.") is (
        found.in_line is InLine.INSIDE
    )


@given(st.dictionaries(st.sampled_from("ABCDE"), FRACTIONS, min_size=1), FRACTIONS, st.booleans())
def test_the_pooled_average_is_of_all_cases_and_lies_among_the_rates(
    fractions: dict[str, Fraction],
    own: Fraction,
    counts: bool,  # noqa: FBT001 - drawn
) -> None:
    group = Group("G", "G", tuple("ABCDE"), average=AverageKind.POOLED)
    mine = OwnValue("Own", own.rate(1000), own)
    found = compared(group, Q4, rates(fractions), mine, indicator(Polarity.LOWER), by_default=counts)
    assert found.average is not None
    assert found.average.kind is AverageKind.POOLED
    pooled = [*fractions.values(), *([own] if counts else [])]
    above, below = sum(one.numerator for one in pooled), sum(one.denominator for one in pooled)
    assert found.average.average == Decimal(above) * 1000 / Decimal(below)
    values = [one.rate(1000) for one in pooled]
    assert min(values) - Decimal("1e-20") <= found.average.average <= max(values) + Decimal("1e-20")


@given(st.sets(st.sampled_from("ABCDEF")), st.dictionaries(st.sampled_from("ABCDEF"), VALUES), VALUES)
def test_a_member_that_has_left_is_as_one_that_never_was(
    gone: set[str], values: dict[str, Decimal], own: Decimal
) -> None:
    held = AreaValues({area: AreaValue(one) for area, one in values.items()})
    mine = OwnValue("Own", own)
    terms = tuple(Term(area, None, Q4.previous()) for area in sorted(gone))
    dated = Group("G", "G", tuple("ABCDEF"), terms=terms)
    plain = Group("G", "G", tuple(area for area in "ABCDEF" if area not in gone))
    one, other = (compared(group, Q4, held, mine, indicator(Polarity.LOWER)) for group in (dated, plain))
    assert answers(one) == answers(other)
    assert (one.standings, one.missing, one.of) == (other.standings, other.missing, other.of)


@given(HELD, VALUES | st.none(), POLARITIES, st.booleans())
def test_whatever_is_held_can_be_said(
    values: dict[str, Decimal],
    own: Decimal | None,
    polarity: Polarity,
    counts: bool,  # noqa: FBT001 - drawn
) -> None:
    """No number is left out of the sentence, and equal ones are never told apart."""
    found = of(values, own, polarity, members=(*values, "Missing"), counts=counts)
    said = sentence(found)
    assert said.endswith(".")
    assert "None" not in said + brief(found)
    assert "Missing" in missing_sentence(found)
    by_text = {one.text: one.value for one in found.standings}
    assert len(by_text) == len({one.value for one in found.standings})
