"""Whether a change can be chance: tests, the periods that they need, and reasons to refuse (RULES 5)."""

from __future__ import annotations

from dataclasses import replace
from math import erfc, sqrt
from random import Random

import pytest
from drawn_rows import Q4, YEAR, row_typed
from hypothesis import given
from hypothesis import strategies as st

from csptui.domain import chance as room
from csptui.domain.chance import (
    COUNTS,
    LEVEL,
    SHARES,
    chance,
    chance_brief,
    chance_sentence,
    count_p,
    p_text,
    share_p,
)
from csptui.domain.covered import Cohort, Span, Unknown, covered, overlap
from csptui.domain.figure import Figure, Fraction
from csptui.domain.indicator import FractionUse, Indicator, PeriodBasis, Polarity, Unit
from csptui.domain.period import Period
from csptui.domain.quarter import Quarter

SHARE = Indicator("S", "S", "n", Unit.PERCENT, Polarity.LOWER, places=2, fraction=FractionUse.RATE)
GAP = replace(SHARE, unit=Unit.POINTS, fraction=FractionUse.SUPPORTING, basis=PeriodBasis.ANNUAL)
COUNT = Indicator("C", "C", "n", Unit.COUNT, Polarity.LOWER, cases="people")
RATE = Indicator("R", "R", "n", Unit.PER_1000, Polarity.LOWER, places=2)


@pytest.mark.parametrize(
    ("indicator", "before", "now", "p"),
    [
        (SHARE, "20.3% (41/202)", "13.48% (31/230)", 0.058),
        (SHARE, "10.48% (65/620)", "13.11% (62/473)", 0.180),
        (GAP, "-1.0% (641/801)", "-4.6% (338/442)", 0.142),
        (SHARE, "83.6% (320/383)", "88.6% (287/324)", 0.056),
        (SHARE, "96.5% (436/452)", "95.3% (387/406)", 0.399),
    ],
)
def test_the_report_year_on_year(indicator: Indicator, before: str, now: str, p: float) -> None:
    """NI 32, 43, 44a, 45 and 46: all of it can be chance."""
    found = chance(row_typed(indicator, now, before))
    assert found.p == pytest.approx(p, abs=0.0005)
    assert found.method == SHARES
    assert found.can_be
    assert " can be chance (p = 0." in chance_sentence(found)
    assert "no change" not in chance_sentence(found)


def test_of_a_supporting_fraction_it_is_said_what_is_tested() -> None:
    """NI 44a is a gap; what is tested are the shares that stand behind it."""
    said = chance_sentence(chance(row_typed(GAP, "-4.6% (338/442)", "-1.0% (641/801)")))
    assert "641/801 and 338/442, the shares that stand behind the value (80.0% to 76.5%)" in said


def test_counts_are_tested_as_poisson() -> None:
    """475 to 188 is hardly chance; 1,248 to 1,302 can be."""
    fell, rose = chance(row_typed(COUNT, "188", "475")), chance(row_typed(COUNT, "1302", "1248"))
    assert (fell.method, fell.can_be, rose.can_be) == (COUNTS, False, True)
    assert chance_brief(fell) == "Hardly chance (p < 0.001)."
    assert "is hardly chance (p < 0.001)" in chance_sentence(fell)
    assert rose.p == pytest.approx(0.294, abs=0.0005)
    assert "1,248 and 1,302 people" in chance_sentence(rose)


def share_by_trial(before: Fraction, now: Fraction, rounds: int, seed: int) -> float:
    """How often shares drawn from one pool differ by as much as those held, by drawing them."""
    draw = Random(seed)  # noqa: S311 - a trial, not a secret
    pooled = (before.numerator + now.numerator) / (before.denominator + now.denominator)
    held = abs(now.numerator / now.denominator - before.numerator / before.denominator)

    def drawn(of: int) -> float:
        return sum(draw.random() < pooled for _ in range(of)) / of

    found = sum(abs(drawn(now.denominator) - drawn(before.denominator)) >= held for _ in range(rounds))
    return found / rounds


def test_the_test_of_shares_is_what_drawing_them_gives() -> None:
    one, other = Fraction(41, 202), Fraction(31, 230)
    assert share_p(one, other) == pytest.approx(share_by_trial(one, other, 800, 4), abs=0.03)


@given(st.integers(0, 60), st.integers(0, 60))
def test_the_exact_test_of_counts_equals_adding_up_both_tails(before: int, now: int) -> None:
    """Of so many events each in either period alike: as far from half as now, or farther."""
    events = before + now
    ways = [1]
    for _ in range(events):
        ways = [a + b for a, b in zip([0, *ways], [*ways, 0], strict=True)]
    far = sum(count for at, count in enumerate(ways) if abs(2 * at - events) >= abs(now - before))
    assert count_p(before, now) == pytest.approx(far / 2**events)


@given(st.integers(1, 400), st.integers(1, 300), st.integers(1, 400), st.integers(1, 300))
def test_p_is_a_probability_and_the_same_both_ways(a: int, of_a: int, b: int, of_b: int) -> None:
    """Neither the order of the periods nor counting the others instead changes it."""
    one, other = Fraction(min(a, of_a), of_a), Fraction(min(b, of_b), of_b)
    p = share_p(one, other)
    assert 0 <= p <= 1
    assert share_p(other, one) == pytest.approx(p)
    rest = [Fraction(each.denominator - each.numerator, each.denominator) for each in (one, other)]
    assert share_p(*rest) == pytest.approx(p)
    assert 0 <= count_p(a, b) <= 1
    assert count_p(a, b) == count_p(b, a)


def test_sums_and_curve_meet_where_one_takes_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """At the bound the exact and the normal p differ by less than what is printed."""
    for now in (450, 480, 499):
        exact = count_p(1000 - now, now)
        with monkeypatch.context() as changed:
            changed.setattr(room, "EXACT", 0)
            assert count_p(1000 - now, now) == pytest.approx(exact, abs=0.0005)
        assert erfc((abs(1000 - 2 * now) - 1) / sqrt(2000)) == pytest.approx(exact, abs=0.0005)


@pytest.mark.parametrize(
    ("p", "text"),
    [
        (0.18, "p = 0.18"),
        (0.0581, "p = 0.058"),
        (0.0034, "p = 0.003"),
        (0.00099, "p < 0.001"),
        (0.0, "p < 0.001"),
        (1.0, "p = 1.00"),
        (0.04996, "p = 0.04996"),
        (0.05, "p = 0.050"),
    ],
)
def test_p_is_printed_on_its_own_side_of_the_level(p: float, text: str) -> None:
    assert p_text(p) == text


@given(st.floats(0.001, 1))
def test_what_is_printed_of_p_never_crosses_the_level(p: float) -> None:
    assert (float(p_text(p).removeprefix("p = ")) >= LEVEL) is (p >= LEVEL) or abs(p - LEVEL) < 1e-8


@pytest.mark.parametrize(
    ("indicator", "before", "now", "reason"),
    [
        (COUNT, "231 (2008/09)", "151 (Dec 2009)", "the two periods share 3 months (January to March 2009)"),
        (SHARE, "65/620 (Mar 2009)", "62/473 (Apr 2009)", "share 11 months (May 2008 to March 2009)"),
        (SHARE, "65/620 (2008/09)", "62/473 (2009)", "share 3 months (January to March 2009)"),
        (SHARE, "65/620 2008/09", "62/473 2008/09", "cover the same period (April 2008 to March 2009)"),
        (RATE, "7.28", "7.9", "neither figure is held with its numerator and denominator"),
        (SHARE, "10.48%", "13.11% (62/473)", "the figure of 2008/09 is held without"),
        (SHARE, "10.48% (65/620)", "13.11%", "the figure of 2009/10 Q4 is held without"),
        (SHARE, "10.48% (65/620)", "15% (62/473)", "62/473 does not make the stated 15%"),
        (SHARE, "", "62/473", "no figure is held for 2008/09"),
        (SHARE, "65/620", "", "no figure is held for 2009/10 Q4"),
        (SHARE, "65/620", "[x]", "no figure is held for 2009/10 Q4"),
        (COUNT, "7", "7", "the two counts are the same"),
        (SHARE, "10/20", "20/40", "the two shares are the same"),
        (SHARE, "30/20", "20/40", "30/20 is more than a whole"),
        (replace(SHARE, unit=Unit.DAYS), "300/20", "200/40", "300/20 is an average and not a share"),
        (
            replace(SHARE, basis=PeriodBasis.COHORT),
            "10/20 (2005 cohort)",
            "20/30",
            "does not say which cohort",
        ),
        (
            replace(SHARE, basis=PeriodBasis.COHORT),
            "10/20 (2005 cohort)",
            "20/30 (2005 cohort)",
            "both figures follow the 2005 cohort",
        ),
        (SHARE, "10/20 (2005 cohort)", "20/30", "one figure follows a cohort"),
        (COUNT, "20", "30 (2009 cohort)", "one figure follows a cohort"),
        (replace(COUNT, basis=PeriodBasis.QUARTER), "20 (2008)", "30", "counts over 12 and 3 months"),
        (replace(SHARE, breaks=(Q4,)), "65/620", "62/473", "a break in series lies between"),
    ],
)
def test_a_refusal_says_why(indicator: Indicator, before: str, now: str, reason: str) -> None:
    found = chance(row_typed(indicator, now, before))
    assert found.p is None
    assert found.can_be is None
    assert reason in found.refused
    assert chance_sentence(found) == f"Chance is not tested: {found.refused}."
    assert chance_brief(found) == chance_sentence(found)


@pytest.mark.parametrize(("number", "shared"), [(1, 9), (2, 6), (3, 3), (4, 0)])
def test_a_rolling_figure_shares_months_with_the_year_end_until_the_next(number: int, shared: int) -> None:
    """Nine, six and three months in the first three quarters; in the fourth the two years are apart."""
    found = chance(row_typed(SHARE, "62/473", "65/620", quarter=Quarter(YEAR, number)))
    assert (f"share {shared} months" in found.refused) is bool(shared)
    assert (found.p is None) is bool(shared)


def test_an_annual_figure_within_the_year_could_be_of_any_year() -> None:
    """Without an as at it is refused; with one it is tested."""
    annual, third = replace(SHARE, basis=PeriodBasis.ANNUAL), Quarter(YEAR, 3)
    refused = chance(row_typed(annual, "62/473", "65/620", quarter=third))
    assert "the annual figure of 2009/10 Q3 does not say which year it covers" in refused.refused
    assert chance(row_typed(annual, "62/473 (2009/10)", "65/620", quarter=third)).p is not None


def test_quarters_alone_and_snapshots_are_apart() -> None:
    for basis in (PeriodBasis.QUARTER, PeriodBasis.SNAPSHOT):
        row = row_typed(replace(SHARE, basis=basis), "62/473", "65/620", quarter=Quarter(YEAR, 1))
        assert chance(row).p is not None


def test_different_cohorts_are_apart() -> None:
    cohorts = replace(SHARE, basis=PeriodBasis.COHORT)
    assert chance(row_typed(cohorts, "20/30 (2006 cohort)", "10/20 (2005 cohort)")).p is not None


def test_few_cases_are_said_to_make_p_rough() -> None:
    found = chance(row_typed(SHARE, "3/40", "1/40"))
    assert "fewer than 5 cases are expected" in chance_sentence(found)


@pytest.mark.parametrize(
    ("basis", "as_at", "first", "last"),
    [
        (PeriodBasis.ROLLING, "Dec 2009", (2009, 1), (2009, 12)),
        (PeriodBasis.ROLLING, "", (2009, 4), (2010, 3)),
        (PeriodBasis.ROLLING, "2009/10 Q3", (2009, 1), (2009, 12)),
        (PeriodBasis.ROLLING, "2008/09", (2008, 4), (2009, 3)),
        (PeriodBasis.ANNUAL, "2008", (2008, 1), (2008, 12)),
        (PeriodBasis.ANNUAL, "", (2009, 4), (2010, 3)),
        (PeriodBasis.QUARTER, "", (2010, 1), (2010, 3)),
        (PeriodBasis.QUARTER, "Dec 2009", (2009, 10), (2009, 12)),
        (PeriodBasis.QUARTER, "2009/10 Q1", (2009, 4), (2009, 6)),
        (PeriodBasis.SNAPSHOT, "Dec 2009", (2009, 12), (2009, 12)),
        (PeriodBasis.SNAPSHOT, "", (2010, 1), (2010, 3)),
    ],
)
def test_what_a_figure_covers(
    basis: PeriodBasis, as_at: str, first: tuple[int, int], last: tuple[int, int]
) -> None:
    """By the basis of its indicator, and by its as at where it has one."""
    months = [year * 12 + month - 1 for year, month in (first, last)]
    assert covered(Figure(as_at=Period.parse(as_at)), basis, Q4) == Span(*months)


def test_cohorts_and_periods_that_nobody_named() -> None:
    cohort = Figure(as_at=Period.parse("2005 cohort"))
    assert covered(cohort, PeriodBasis.ROLLING, Q4) == Cohort(2005)
    assert isinstance(covered(Figure(), PeriodBasis.COHORT, Q4), Unknown)
    assert overlap(Cohort(2005), Cohort(2006)) == ""
    assert overlap(Span(0, 1), Span(2, 3)) == ""
    assert overlap(Span(0, 2), Span(2, 3)) == "the two periods share 1 month (March 0)"
