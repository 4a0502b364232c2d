"""Every refusal of a typed figure, number or target: its first words, and the place that it points to."""

from __future__ import annotations

from decimal import Decimal

import pytest

from csptui.domain.figure import Absence, Figure, Fraction, Status
from csptui.domain.indicator import FractionUse, Indicator, Polarity, Unit
from csptui.domain.period import Period, PeriodKind
from csptui.domain.problem import Fault
from csptui.domain.target import Comparison, Edge, NoTarget, Target, edge_text, parse_target, target_text
from csptui.domain.typed import name_character, parse_figure, parse_number, parse_whole

SHARE = Indicator("NI43", "NI 43", "n", Unit.PERCENT, Polarity.LOWER, fraction=FractionUse.RATE)
COUNT = Indicator("NI40", "NI 40", "n", Unit.COUNT, Polarity.HIGHER)
GAP = Indicator("NI44a", "NI 44a", "n", Unit.POINTS, Polarity.ZERO, fraction=FractionUse.SUPPORTING)
NUMBER = Indicator("NI33", "NI 33", "n", Unit.PER_1000, Polarity.LOWER)
NEITHER = Indicator("X1", "X 1", "n", Unit.NUMBER, Polarity.NONE)


@pytest.mark.parametrize(
    ("typed", "of", "position", "words"),
    [
        ("  7.9x", SHARE, 5, '"x" at character 6: it is not part of a figure'),
        ("7.9 ٣", SHARE, 4, '"٣" at character 5: neither a fraction nor a period'),
        ("٣", SHARE, 0, '"٣" at character 1: only the digits 0 to 9 are read'),
        ("x", SHARE, 0, '"x" at character 1: it is not part of a figure'),
        ("é", SHARE, 0, '"é" at character 1: it is not part of a figure'),
        ("+", SHARE, 1, "a number is needed here"),
        ("-x", SHARE, 1, '"x" at character 2: it is not part of a figure'),
        (" 2,47", SHARE, 2, '"," at character 3: commas stand before groups of three digits'),
        ("1,2345", SHARE, 1, '"," at character 2: commas stand before groups of three digits'),
        ("7.", SHARE, 1, '"." needs a digit after it'),
        ("1234567890123", SHARE, 12, "at most 12 digits are read before the point"),
        ("0.1234567", SHARE, 8, "at most 6 digits are read after the point"),
        ("123456789012.1234", SHARE, 16, "at most 15 digits are read, since a spreadsheet keeps no more"),
        (" 12.5", COUNT, 3, '"." at character 4: NI 40 is a count, in whole numbers'),
        (" -3", COUNT, 1, '"-" at character 2: NI 40 is a count, in whole numbers'),
        (" 12  %", COUNT, 5, '"%" at character 6: NI 40 is in "count", not in per cent'),
        ("12%", NUMBER, 2, '"%" at character 3: NI 33 is in "per 1,000", not in per cent'),
        (" (2009", SHARE, 1, '"(" at character 2: it is not part of a figure'),
        ("7 (2009", SHARE, 2, '"(" has no ")" after it'),
        ("7.9 [q]", SHARE, 4, '"[" at character 5: marks are [p] [r] [e] and [x] [z] [c]'),
        ("7.9 [p", SHARE, 4, '"[" at character 5: marks are'),
        ("7.9 [pp]", SHARE, 4, '"[" at character 5: marks are'),
        ("7.9 [p][r]", SHARE, 7, '"[r]" at character 8 contradicts what stands before it'),
        ("7.9 [x]", SHARE, 4, '"[x]" at character 5 contradicts what stands before it'),
        ("[x][z]", SHARE, 3, '"[z]" at character 4 contradicts what stands before it'),
        ("7.9 ( foo)", SHARE, 6, '"f" at character 7: neither a fraction nor a period such as Dec 2009'),
        ("7.9 ()", SHARE, 5, '")" at character 6: neither a fraction nor a period'),
        ("7.9  foo [p]", SHARE, 5, '"f" at character 6: neither a fraction nor a period'),
        ("7.9 (2008) (2009)", SHARE, 12, "a figure is as at one period only"),
        ("7.9 (1/2) (3/4)", SHARE, 11, '"3" at character 12: neither a fraction nor a period'),
        ("2008/09", SHARE, 0, "2008/09 is a year: the figure comes before it"),
        ("1/02", SHARE, 2, '"0" at character 3: a fraction\'s numbers do not begin with 0'),
        ("012/20", SHARE, 0, '"0" at character 1: a fraction\'s numbers do not begin with 0'),
        ("3/4", COUNT, 0, "NI 40 is a count and takes no fraction"),
        ("12 (3/4)", COUNT, 4, "NI 40 is a count and takes no fraction"),
        ("1/1234567890123", SHARE, 14, "at most 12 digits are read in a fraction"),
        ("1234567890123/1", SHARE, 12, "at most 12 digits are read in a fraction"),
        ("31/0", SHARE, 3, "the denominator cannot be 0"),
        ("1/2,00", SHARE, 3, '"," at character 4: commas stand before groups of three digits'),
        ("7 (3/4)x", SHARE, 7, '"x" at character 8: neither a fraction nor a period'),
        ("7.9 (Xfoo)", SHARE, 5, '"X" at character 6: neither a fraction nor a period'),
        ("7.9 (X2009)", SHARE, 5, '"X" at character 6: neither a fraction nor a period'),
        ("[p]", SHARE, 0, "a number is needed before its marks"),
        ("338/442", GAP, 7, "the fraction does not make NI 44a's value: type the value too"),
        ("[x] (3/4)", SHARE, 0, "[x] says that there is no value, yet a fraction is given"),
        ("7" * 65, SHARE, 64, "at most 64 characters are read; this has 65"),
    ],
)
def test_a_refused_figure(typed: str, of: Indicator, position: int, words: str) -> None:
    found = parse_figure(typed, of)
    assert isinstance(found, Fault), found
    assert (found.message[: len(words)], found.position) == (words, position)


@pytest.mark.parametrize(
    ("typed", "of", "figure"),
    [
        ("", SHARE, Figure()),
        ("   ", SHARE, Figure()),
        ("+7.50%", SHARE, Figure(Decimal("7.50"))),
        ("7.50  %", SHARE, Figure(Decimal("7.50"))),
        ("\u22127\u00a0%", SHARE, Figure(Decimal(-7))),
        ("\u20137", SHARE, Figure(Decimal(-7))),
        (".5", SHARE, Figure(Decimal("0.5"))),
        ("-0.0", SHARE, Figure(Decimal("0.0"))),
        ("123456789012.123", SHARE, Figure(Decimal("123456789012.123"))),
        ("1234567890.12345", SHARE, Figure(Decimal("1234567890.12345"))),
        ("0012.500", SHARE, Figure(Decimal("12.500"))),
        ("123456789012", COUNT, Figure(Decimal(123456789012))),
        ("7%[r]", SHARE, Figure(Decimal(7), status=Status.REVISED)),
        (
            "7 [E] (Dec 2009)",
            SHARE,
            Figure(Decimal(7), None, Period(PeriodKind.MONTH, 2009, 12), Status.ESTIMATED),
        ),
        ("7(3/4)", SHARE, Figure(Decimal(7), Fraction(3, 4))),
        ("7%3/4", SHARE, Figure(Decimal(7), Fraction(3, 4))),
        ("7 3/4 [p]", SHARE, Figure(Decimal(7), Fraction(3, 4), status=Status.PROVISIONAL)),
        ("( 3/4 )", SHARE, None),
        ("7 ( 3 / 4 ) 2008/09", SHARE, Figure(Decimal(7), Fraction(3, 4), Period(PeriodKind.YEAR, 2008))),
        ("7 (09/10)", SHARE, Figure(Decimal(7), None, Period(PeriodKind.YEAR, 2009))),
        ("7 (2008/09)", SHARE, Figure(Decimal(7), None, Period(PeriodKind.YEAR, 2008))),
        ("123456789012/123456789012", SHARE, Figure(None, Fraction(123456789012, 123456789012))),
        ("0/4", SHARE, Figure(None, Fraction(0, 4))),
        (
            "[X] (2008)",
            SHARE,
            Figure(None, None, Period(PeriodKind.CALENDAR, 2008), Status.FINAL, Absence.NOT_AVAILABLE),
        ),
        ("7" + " " * 63, SHARE, Figure(Decimal(7))),
        ("-4.6 (338/442)", GAP, Figure(Decimal("-4.6"), Fraction(338, 442))),
    ],
)
def test_a_figure_that_is_read(typed: str, of: Indicator, figure: Figure | None) -> None:
    found = parse_figure(typed, of)
    if figure is None:
        assert isinstance(found, Fault)
    else:
        assert repr(found) == repr(figure)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("7.50", Decimal("7.50")),
        ("\u22121,234", Decimal(-1234)),
        ("-0.00", Decimal("0.00")),
        ("0" * 63 + ".", Fault('"." needs a digit after it', 63)),
        ("7 ", Fault("U+0020 at character 2: it is not part of a figure", 1)),
        ("", Fault("a number is needed here", 0)),
        ("+", Fault("a number is needed here", 1)),
        ("7" * 65, Fault("at most 64 characters are read; this has 65", 64)),
        ("7" * 64, Fault("at most 12 digits are read before the point", 12)),
    ],
)
def test_numbers(typed: str, number: Decimal | Fault) -> None:
    assert repr(parse_number(typed)) == repr(number)


@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        ("0", 0),
        (" 62 ", 62),
        ("1,234", 1234),
        ("-1", Fault("a whole number of cases is needed", 0)),
        ("1.0", Fault("a whole number of cases is needed", 0)),
        ("1.5", Fault("a whole number of cases is needed", 0)),
        ("x", Fault('"x" at character 1: it is not part of a figure', 0)),
    ],
)
def test_whole_numbers(typed: str, whole: int | Fault) -> None:
    assert parse_whole(typed) == whole


def test_characters_are_named_so_that_they_can_be_found() -> None:
    names = [name_character(one) for one in ("x", " ", "\u202e", "\x1b", "é")]
    assert names == ['"x"', "U+0020", "U+202E", "U+001B", '"é"']


@pytest.mark.parametrize(
    ("typed", "of", "position", "words"),
    [
        (" about 9", SHARE, 1, '"a" at character 1'),
        (" <<9", SHARE, 2, '"<" at character 1'),
        ("X9", SHARE, 0, '"X" at character 1'),
        ("9X", SHARE, 1, '"X" at character 2'),
        ("9%%", SHARE, 0, "a target is a number, with < <= > >= or ± before it, or n/a, or See comment"),
        (" 9 %%", SHARE, 1, "a target is a number"),
        (" < 9 %", NUMBER, 5, '"%": NI 33 is in "per 1,000", not in per cent'),
        (" 9 (foo)", SHARE, 4, "not a period such as Dec 2009"),
        ("±-5", SHARE, 0, "a band's limit cannot be negative"),
        ("  -5", GAP, 2, "a band's limit cannot be negative"),
        (" 9", NEITHER, 1, "X 1 has no better direction: put < <= > >= or ± before the number"),
        ("9" * 65, SHARE, 64, "at most 64 characters are read; this has 65"),
        ("9" * 64, SHARE, 12, "at most 12 digits"),
    ],
)
def test_a_refused_target(typed: str, of: Indicator, position: int, words: str) -> None:
    found = parse_target(typed, of)
    assert isinstance(found, Fault), found
    assert (found.message[: len(words)], found.position) == (words, position)


@pytest.mark.parametrize(
    ("typed", "of", "comparison", "limit", "bare"),
    [
        ("9", SHARE, Comparison.AT_MOST, "9", True),
        ("9", COUNT, Comparison.AT_LEAST, "9", True),
        ("9", GAP, Comparison.WITHIN, "9", True),
        ("0", GAP, Comparison.WITHIN, "0", True),
        ("<9", NEITHER, Comparison.BELOW, "9", False),
        ("<=9", SHARE, Comparison.AT_MOST, "9", False),
        ("≤ 9.0", SHARE, Comparison.AT_MOST, "9.0", False),
        (">9", SHARE, Comparison.ABOVE, "9", False),
        (">= 9%", SHARE, Comparison.AT_LEAST, "9", False),
        ("≥9", SHARE, Comparison.AT_LEAST, "9", False),
        ("±7.50", SHARE, Comparison.WITHIN, "7.50", False),
        ("+/- 5", SHARE, Comparison.WITHIN, "5", False),
        ("+-5", SHARE, Comparison.WITHIN, "5", False),
        ("±0", SHARE, Comparison.WITHIN, "0", False),
        ("  -10.5  ", SHARE, Comparison.AT_MOST, "-10.5", True),
    ],
)
def test_a_target_that_is_read(
    typed: str, of: Indicator, comparison: Comparison, limit: str, *, bare: bool
) -> None:
    assert repr(parse_target(typed, of)) == repr(Target(Edge(comparison, Decimal(limit)), bare, None, None))


@pytest.mark.parametrize(
    ("typed", "absence"),
    [
        ("", NoTarget.EMPTY),
        ("  ", NoTarget.EMPTY),
        ("n/a", NoTarget.NOT_APPLICABLE),
        (" NA ", NoTarget.NOT_APPLICABLE),
        ("see  COMMENT", NoTarget.SEE_COMMENT),
    ],
)
def test_an_absent_target(typed: str, absence: NoTarget) -> None:
    assert parse_target(typed, SHARE) == Target(absence=absence)


def test_targets_in_print() -> None:
    edge = Edge(Comparison.BELOW, Decimal("7.50"))
    assert edge_text(edge, SHARE) == "<7.50%"
    assert edge_text(edge, SHARE, bare=True) == "7.50%"
    assert not Target().bare
    of_year = Target(edge, applies_to=Period(PeriodKind.YEAR, 2009), absence=None)
    assert target_text(of_year, SHARE) == "<7.50% (2009/10)"
    assert target_text(of_year, SHARE, period=False) == "<7.50%"
    assert target_text(Target(absence=None), SHARE) == ""
    assert target_text(Target(absence=NoTarget.SEE_COMMENT), SHARE) == "See comment"
