"""Figures as values: their places, how they are printed, what their fractions make."""

from __future__ import annotations

from decimal import Decimal

import pytest

from csptui.domain.figure import (
    EMPTY,
    Absence,
    Figure,
    Fraction,
    Status,
    at_places,
    digits,
    figure_text,
    fraction_agrees,
    fraction_value,
    number_text,
    places_of,
    value_of,
)
from csptui.domain.indicator import FractionUse, Indicator, Polarity, Unit
from csptui.domain.period import Period, PeriodKind

SHARE = Indicator("S", "S", "n", Unit.PERCENT, Polarity.LOWER, fraction=FractionUse.RATE, places=2)
GAP = Indicator("G", "G", "n", Unit.POINTS, Polarity.ZERO, fraction=FractionUse.SUPPORTING, signed=True)
COUNT = Indicator("C", "C", "n", Unit.COUNT)
DECEMBER = Period(PeriodKind.MONTH, 2009, 12)


def test_marks_and_words_of_statuses_and_absences() -> None:
    assert [(one.value, one.mark) for one in Status] == [
        ("final", ""),
        ("provisional", "[p]"),
        ("revised", "[r]"),
        ("estimated", "[e]"),
    ]
    assert [(one.mark, one.words) for one in Absence] == [
        ("[x]", "not available"),
        ("[z]", "not applicable"),
        ("[c]", "confidential"),
    ]


@pytest.mark.parametrize(
    ("value", "places"), [("7.50", 2), ("7", 0), ("0.000001", 6), ("1E+3", 0), ("-0.5", 1), ("NaN", 0)]
)
def test_places(value: str, places: int) -> None:
    assert places_of(Decimal(value)) == places


@pytest.mark.parametrize(
    ("value", "places", "signed", "shown"),
    [
        ("1234567.5", None, False, "1,234,567.5"),
        ("7.5", 2, False, "7.50"),
        ("2.675", 2, False, "2.68"),
        ("2.5", 0, False, "3"),
        ("-2.5", 0, False, "-3"),
        ("-0.04", 1, False, "0.0"),
        ("-0.04", 1, True, "0.0"),
        ("0.04", 1, True, "0.0"),
        ("3.68", None, True, "+3.68"),
        ("-3.68", None, True, "-3.68"),
        ("-3.68", None, False, "-3.68"),
        ("123456789012", 6, False, "123,456,789,012.000000"),
    ],
)
def test_numbers_are_printed_with_commas_and_rounded_half_up(
    value: str, places: int | None, *, signed: bool, shown: str
) -> None:
    assert digits(Decimal(value), places, signed=signed) == shown


def test_a_rate_of_many_digits_is_rounded_too() -> None:
    """Thirty-odd digits before the point, as no figure but a rate can have them."""
    assert at_places(Decimal(10) ** 40 + Decimal("0.25"), 1) == Decimal(10) ** 40 + Decimal("0.3")


@pytest.mark.parametrize(
    ("figure", "of", "value", "made", "agrees"),
    [
        (Figure(Decimal("13.1"), Fraction(62, 473)), SHARE, "13.1", "13.108", True),
        (Figure(Decimal("13.2"), Fraction(62, 473)), SHARE, "13.2", "13.108", False),
        (Figure(None, Fraction(62, 473)), SHARE, "13.108", "13.108", None),
        (Figure(Decimal("13.1")), SHARE, "13.1", None, None),
        (Figure(Decimal("-4.6"), Fraction(338, 442)), GAP, "-4.6", None, None),
        (Figure(Decimal(5)), COUNT, "5", None, None),
        (Figure(Decimal(5), Fraction(1, 2)), COUNT, "5", None, None),
        (EMPTY, SHARE, None, None, None),
    ],
)
def test_what_is_rated_and_what_the_fraction_makes(
    figure: Figure, of: Indicator, value: str | None, made: str | None, *, agrees: bool | None
) -> None:
    def rounded(found: Decimal | None) -> str | None:
        return None if found is None else str(found.quantize(Decimal(1).scaleb(-3)).normalize())

    assert rounded(value_of(figure, of)) == value
    assert rounded(fraction_value(figure, of)) == made
    assert fraction_agrees(figure, of) is agrees


@pytest.mark.parametrize(
    ("figure", "of", "number", "whole"),
    [
        (EMPTY, SHARE, "", ""),
        (Figure(Decimal("7.50")), SHARE, "7.50%", "7.50%"),
        (Figure(Decimal(1234)), COUNT, "1,234", "1,234"),
        (Figure(None, Fraction(1062, 4730)), SHARE, "22.45%", "1,062/4,730"),
        (Figure(Decimal("13.1"), Fraction(62, 473)), SHARE, "13.1%", "13.1% (62/473)"),
        (Figure(Decimal("13.1"), None, DECEMBER), SHARE, "13.1%", "13.1% (Dec 2009)"),
        (Figure(Decimal("13.1"), Fraction(62, 473), DECEMBER), SHARE, "13.1%", "13.1% (62/473) Dec 2009"),
        (Figure(None, Fraction(62, 473), DECEMBER), SHARE, "13.11%", "62/473 (Dec 2009)"),
        (Figure(absence=Absence.CONFIDENTIAL, as_at=DECEMBER), SHARE, "[c]", "[c] (Dec 2009)"),
        (Figure(Decimal("3.68"), status=Status.PROVISIONAL), GAP, "+3.68 pts", "+3.68 pts [p]"),
    ],
)
def test_figures_are_printed_as_they_are_typed(
    figure: Figure, of: Indicator, number: str, whole: str
) -> None:
    suffix = " pts" if of is GAP else ""
    assert number_text(figure, of) == number.removesuffix(suffix) + (of.unit.suffix if suffix else "")
    expected = whole.replace(" pts", GAP.unit.suffix)
    assert figure_text(figure, of) == expected
    assert figure_text(figure, of, marks=False) == expected.removesuffix(" [p]")


def test_what_is_empty() -> None:
    assert EMPTY.is_empty
    assert Figure(as_at=DECEMBER, status=Status.REVISED).is_empty
    assert EMPTY.places is None
    for figure in (Figure(Decimal(0)), Figure(None, Fraction(0, 1)), Figure(absence=Absence.NOT_APPLICABLE)):
        assert not figure.is_empty
    assert Figure(Decimal("7.50")).places == 2
