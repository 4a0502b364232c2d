"""Figures and targets as typed: what is read, what is refused and at which character."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csptui.domain.figure import Absence, Figure, Fraction, Status, figure_text, fraction_agrees
from csptui.domain.indicator import FractionUse, Indicator, Polarity, Unit
from csptui.domain.period import Period, PeriodKind
from csptui.domain.problem import Fault
from csptui.domain.quarter import EARLIEST, LATEST, FinancialYear, Quarter
from csptui.domain.target import NoTarget, Target, parse_target, target_text
from csptui.domain.typed import MOST_PLACES, parse_figure, parse_number

RATE = Indicator("NI43", "NI 43", "n", Unit.PERCENT, Polarity.LOWER, places=2, fraction=FractionUse.RATE)
COUNT = Indicator("NI40", "NI 40", "n", Unit.COUNT, Polarity.HIGHER)
GAP = Indicator(
    "NI44a", "NI 44a", "n", Unit.POINTS, Polarity.ZERO, signed=True, fraction=FractionUse.SUPPORTING
)

years = st.integers(EARLIEST, LATEST)
quarters = st.builds(Quarter, st.builds(FinancialYear, years), st.integers(1, 4))
periods = st.one_of(
    st.builds(Period, st.just(PeriodKind.YEAR), years),
    st.builds(Period, st.just(PeriodKind.QUARTER), years, st.integers(1, 4)),
    st.builds(Period, st.just(PeriodKind.MONTH), years, st.integers(1, 12)),
    st.builds(Period, st.just(PeriodKind.COHORT), years),
    st.builds(Period, st.just(PeriodKind.CALENDAR), years),
)
values = st.integers(0, MOST_PLACES).flatmap(
    lambda places: st.integers(-(10**9), 10**9).map(lambda n: Decimal(n).scaleb(-places))
)
fractions = st.builds(Fraction, st.integers(0, 10**9), st.integers(1, 10**9))
statuses = st.sampled_from(Status)
figures = st.one_of(
    st.builds(Figure, values, st.none() | fractions, st.none() | periods, statuses),
    st.builds(Figure, st.none(), fractions, st.none() | periods, statuses),
    st.builds(Figure, st.none(), st.none(), st.none() | periods, statuses, st.sampled_from(Absence)),
)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("2,475", "2,475%"),
        ("2475", "2,475%"),
        ("-24.1%", "-24.1%"),
        ("−24.1%", "-24.1%"),
        ("+3.68%", "3.68%"),
        ("31/230", "31/230"),
        ("13.48% (31/230)", "13.48% (31/230)"),
        ("0.76 Dec 2009", "0.76% (Dec 2009)"),
        ("2,020 (2007/08)", "2,020% (2007/08)"),
        ("88.9% (2005 cohort)", "88.9% (2005 cohort)"),
        ("+3.68% (Mar 09)", "3.68% (Mar 2009)"),
        ("-1.0% (641/801) 2008/09", "-1.0% (641/801) 2008/09"),
        ("7.50", "7.50%"),
        ("[x]", "[x]"),
        ("[Z] (2008/09)", "[z] (2008/09)"),
        ("12.0[p]", "12.0% [p]"),
        ("0.30 [e]", "0.30% [e]"),
        (".5", "0.5%"),
        ("  7.9  ", "7.9%"),
        ("90.9 (10/11)", "90.9% (10/11)"),
        ("90% 09/10", "90% (2009/10)"),
    ],
)
def test_what_an_officer_may_type(typed: str, shown: str) -> None:
    """RULES 2's forms are read, and printed with their digits as typed."""
    figure = parse_figure(typed, RATE)
    assert isinstance(figure, Figure), figure
    assert figure_text(figure, RATE) == shown


@pytest.mark.parametrize(
    ("typed", "position", "word"),
    [
        ("NaN", 0, '"N"'),
        ("Infinity", 0, '"I"'),
        ("1e308", 1, '"e"'),
        ("٣", 0, "0 to 9"),
        ("1٣", 1, "0 to 9"),
        ("12\u202e", 2, "U+202E"),
        ("12\x1b[31m", 2, "U+001B"),
        ("12\x00", 2, "U+0000"),
        ("2,47", 1, "groups of three"),
        ("7.", 1, "digit"),
        ("7.9.1", 3, '"."'),
        ("7.9x", 3, '"x"'),
        ("1" * 13, 12, "12 digits"),
        ("1.1234567", 8, "6 digits"),
        ("123456789012.1234", 16, "15 digits"),
        ("1,234,567,890.123456", 19, "15 digits"),
        ("9" * 5000, 64, "64"),
        ("31/0", 3, "0"),
        ("7.9 Foo 2009", 4, "period"),
        ("7.9 (31/230", 4, '")"'),
        ("7.9 [q]", 4, "marks"),
        ("[p]", 0, "number"),
        ("7.9 [x]", 4, "contradicts"),
        ("--7", 1, '"-"'),
        ("=7", 0, '"="'),
        ("2008/09", 0, "year"),
        ("2010/11", 0, "year"),
        ("09/10", 0, "begin with 0"),
    ],
)
def test_a_mistyped_figure_names_the_character(typed: str, position: int, word: str) -> None:
    """A refusal is a sentence with the place of the character at fault."""
    fault = parse_figure(typed, RATE)
    assert isinstance(fault, Fault), fault
    assert fault.position == position
    assert word in fault.message


@pytest.mark.parametrize(
    ("typed", "word"), [("12%", '"%"'), ("12.5", '"."'), ("-3", '"-"'), ("3/4", "fraction")]
)
def test_a_count_takes_whole_numbers_only(typed: str, word: str) -> None:
    """A per cent, a fraction, a sign or a point on a count is refused."""
    fault = parse_figure(typed, COUNT)
    assert isinstance(fault, Fault)
    assert word in fault.message


def test_a_supporting_fraction_makes_no_value() -> None:
    """NI 44's fraction stands behind the value, so it is refused alone."""
    assert isinstance(parse_figure("338/442", GAP), Fault)
    figure = parse_figure("-4.6% (338/442)", GAP)
    assert isinstance(figure, Figure)
    assert fraction_agrees(figure, GAP) is None


def test_a_stated_value_must_round_from_its_fraction() -> None:
    """13.48 is 31/230 to two places; 13.49 is not."""
    for typed, agrees in (("13.48 (31/230)", True), ("13.49 (31/230)", False), ("13.5 (31/230)", True)):
        figure = parse_figure(typed, RATE)
        assert isinstance(figure, Figure)
        assert fraction_agrees(figure, RATE) is agrees


@given(figures)
def test_printing_and_parsing_a_figure_gives_the_same_figure(figure: Figure) -> None:
    """No figure is lost in print, to the last nought."""
    if figure.fraction is not None and len(figure_text(figure, RATE)) > 64:
        return
    again = parse_figure(figure_text(figure, RATE), RATE)
    assert again == figure
    assert isinstance(again, Figure)
    assert again.places == figure.places


@given(values, st.sampled_from(["", "<", "<=", ">", ">="]), st.none() | periods)
def test_printing_and_parsing_a_target_gives_the_same_target(
    value: Decimal, sign: str, period: Period | None
) -> None:
    """Targets keep their sign, digits and period."""
    text = f"{sign}{value:f}" + ("" if period is None else f" ({period})")
    target = parse_target(text, RATE)
    assert isinstance(target, Target), target
    assert parse_target(target_text(target, RATE), RATE) == target


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("2,230", "2,230%"),
        ("<9%", "<9%"),
        ("< 9%", "<9%"),
        ("≤9", "<=9%"),
        (">75%", ">75%"),
        (">=95", ">=95%"),
        ("+/-5%", "±5%"),
        ("±5", "±5%"),
        ("0", "0%"),
        ("<0.0%", "<0.0%"),
        ("7.50", "7.50%"),
        ("30% (2009/10)", "30% (2009/10)"),
        ("n/a", "n/a"),
        ("N/A", "n/a"),
        ("see comment", "See comment"),
        ("", ""),
    ],
)
def test_targets_are_printed_as_written(typed: str, shown: str) -> None:
    """RULES 3's forms are read and printed."""
    target = parse_target(typed, RATE)
    assert isinstance(target, Target), target
    assert target_text(target, RATE) == shown


def test_the_three_absences_of_a_target_are_apart() -> None:
    """`n/a`, `See comment` and empty give no edge, and stay what they were."""
    found = [parse_target(text, RATE) for text in ("n/a", "See comment", "")]
    assert [one.absence for one in found if isinstance(one, Target)] == [
        NoTarget.NOT_APPLICABLE,
        NoTarget.SEE_COMMENT,
        NoTarget.EMPTY,
    ]


@pytest.mark.parametrize("typed", ["<", "9%%", "=9", "<<9", "±-5", "9 (foo)", "about 9", "9" * 80, "<٣"])
def test_a_bad_target_is_refused(typed: str) -> None:
    """What is no target is refused with a sentence."""
    assert isinstance(parse_target(typed, RATE), Fault)


def test_a_bare_target_needs_a_polarity() -> None:
    """Without a better direction a bare number says nothing."""
    neutral = Indicator("X", "X", "n", Unit.NUMBER, Polarity.NONE)
    assert isinstance(parse_target("9", neutral), Fault)
    assert isinstance(parse_target("<9", neutral), Target)


@given(quarters)
def test_quarters_survive_every_form(quarter: Quarter) -> None:
    """A quarter is read again from its label, folder and (in the two-digit window) its short form."""
    assert Quarter.parse(str(quarter)) == quarter
    assert Quarter.parse(quarter.folder) == quarter
    if 1950 <= quarter.year.start <= 2049:
        assert Quarter.parse(quarter.short) == quarter
    assert quarter.next().previous() == quarter


@given(periods)
def test_periods_survive_both_forms(period: Period) -> None:
    """A period is read again as people write it and as it is stored."""
    assert Period.parse(str(period)) == period
    assert Period.parse(period.stored) == period


@pytest.mark.parametrize(
    "text", ["2009/11", "2009/10 Q5", "0009/10", "9/10", "Q4", "", "2009-10-Q4x", "1234567/68"]
)
def test_what_is_no_quarter(text: str) -> None:
    """Years that do not follow on, quarters past 4 and anything longer are refused."""
    assert Quarter.parse(text) is None


@given(st.text(max_size=70))
def test_any_text_is_a_figure_or_a_fault_within_it(text: str) -> None:
    """No text makes the readers fail, and a fault lies inside the text or at its end."""
    for of in (RATE, COUNT, GAP):
        for found in (parse_figure(text, of), parse_target(text, of), parse_number(text)):
            if isinstance(found, Fault):
                assert 0 <= found.position <= len(text)
                assert found.message
