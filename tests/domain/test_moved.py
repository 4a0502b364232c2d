"""What moved a rate: parts that add up exactly, named, beside what the stated values say (RULES 5)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction as Exact

from drawn_rows import Q4, row_typed
from hypothesis import given
from hypothesis import strategies as st

from csptui.domain.figure import Fraction
from csptui.domain.indicator import FractionUse, Indicator, Polarity, Unit
from csptui.domain.moved import PLACES, moved, moved_sentence, split, sum_words

CUSTODY = Indicator(
    "N",
    "NI 43",
    "Custody",
    Unit.PERCENT,
    Polarity.LOWER,
    places=2,
    fraction=FractionUse.RATE,
    cases="custodial sentences",
    of="convictions",
)
FRACTIONS = st.builds(Fraction, st.integers(0, 10**6), st.integers(1, 10**6))


@given(FRACTIONS, FRACTIONS, st.sampled_from([1, 100, 1000, 100_000, 1_000_000]))
def test_the_parts_add_up_exactly(before: Fraction, now: Fraction, multiplier: int) -> None:
    """Their sum is the change to ten places, and the first is the change of the numerator alone."""
    first, second = split(before, now, multiplier)
    exact = Exact(now.numerator, now.denominator) - Exact(before.numerator, before.denominator)
    half = Exact(1, 2 * 10**PLACES)
    assert abs(Exact(first + second) - exact * multiplier) <= half
    alone = Exact(now.numerator - before.numerator, before.denominator) * multiplier
    assert abs(Exact(first) - alone) <= half
    assert {first.as_tuple().exponent, (first + second).as_tuple().exponent} == {-PLACES}


@given(FRACTIONS, st.integers(1, 1000))
def test_a_part_that_did_not_change_moves_nothing(one: Fraction, more: int) -> None:
    """With the same denominator all is the numerator's, with the same numerator all the denominator's."""
    assert split(one, replace(one, numerator=one.numerator + more), 100)[1] == 0
    assert split(one, replace(one, denominator=one.denominator + more), 100)[0] == 0


def test_custody_as_the_rules_have_it() -> None:
    """NI 43: -0.48 and +3.11 points, together +2.62; the stated values differ by 2.63."""
    row = row_typed(CUSTODY, "13.11% (62/473)", "10.48% (65/620)")
    found = moved(row)
    assert found is not None
    assert (found.numerator_part, found.denominator_part) == (
        Decimal("-0.4838709677"),
        Decimal("3.1078224101"),
    )
    assert (found.total, found.stated) == (Decimal("2.6239514424"), Decimal("2.63"))
    assert moved_sentence(row, found) == (
        "Between the fractions: custodial sentences 65 to 62, -0.48 points; convictions 620 to 473, +3.11"
        " points; together +2.62 points. The stated values 10.48% and 13.11% differ by 2.63."
    )
    assert sum_words(found) == "-0.4838709677 + 3.1078224101 = 2.6239514424"


def test_stated_values_that_say_the_same_are_not_told_twice() -> None:
    row = row_typed(replace(CUSTODY, of=""), "13.1% (62/473)", "10.5% (65/620)")
    found = moved(row)
    assert found is not None
    assert moved_sentence(row, found).endswith("denominator 620 to 473, +3.11 points; together +2.62 points.")


def test_no_parts_without_two_fractions_that_make_the_value() -> None:
    """A missing fraction, one that stands behind the value, and a break in series have no parts."""
    assert moved(row_typed(CUSTODY, "13.11%", "10.48% (65/620)")) is None
    assert moved(row_typed(CUSTODY, "13.11% (62/473)")) is None
    behind = replace(CUSTODY, fraction=FractionUse.SUPPORTING)
    assert moved(row_typed(behind, "-4.6% (338/442)", "-1.0% (641/801)")) is None
    broken = replace(CUSTODY, breaks=(Q4,))
    assert moved(row_typed(broken, "13.11% (62/473)", "10.48% (65/620)")) is None


def test_the_parts_of_a_rate_for_every_thousand_are_in_the_rate() -> None:
    of = Indicator("R", "R", "n", Unit.PER_1000, Polarity.LOWER, places=2, fraction=FractionUse.RATE)
    row = row_typed(of, "30/2000", "20/1000")
    found = moved(row)
    assert found is not None
    assert (found.numerator_part, found.denominator_part, found.stated) == tuple(map(Decimal, (10, -15, -5)))
    assert "together -5.00." in moved_sentence(row, found)
