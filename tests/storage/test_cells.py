"""Cells of the CSV files, one by one: what each is read as, and the whole sentence of each refusal."""

from __future__ import annotations

from decimal import Decimal

import pytest

from csptui.domain.figure import Absence, Figure, Fraction, Status
from csptui.domain.indicator import FractionUse, Indicator, Polarity, Unit
from csptui.domain.period import Period, PeriodKind
from csptui.domain.quarter import FinancialYear
from csptui.domain.scorecard import Reading
from csptui.domain.target import Comparison, Edge, Target
from csptui.storage import actuals, tables, targets
from csptui.storage.files import content_of
from csptui.storage.findings import BadCellError, BrokenFileError, Findings
from csptui.storage.tables import Row, Table

RATE = Indicator("A1", "A 1", "n", Unit.PER_1000, Polarity.LOWER, fraction=FractionUse.RATE)
COUNT = Indicator("B2", "B 2", "n", Unit.COUNT, Polarity.HIGHER)
GAP = Indicator("D4", "D 4", "n", Unit.POINTS, Polarity.ZERO, fraction=FractionUse.SUPPORTING)
DECEMBER = Period(PeriodKind.MONTH, 2009, 12)
COMMA = "has a comma, which may be meant as a decimal point: write plain digits"
PERIOD = "is no period: write it as FY2009/10, 2009/10 Q4, M2009-12, M2010-01x1, cohort 2005 or CY2009"


def reading_of(row: str, of: Indicator = RATE, delimiter: str = ",") -> Reading:
    return actuals.reading_of([of.id, *row.split("|")], of, delimiter)


@pytest.mark.parametrize(
    ("row", "of", "figure"),
    [
        ("7.5|2|||||", RATE, Figure(Decimal("7.50"))),
        ("7.50|2|||||", RATE, Figure(Decimal("7.50"))),
        ("7.50|0|||||", RATE, Figure(Decimal("7.50"))),
        ("7|6|||||", RATE, Figure(Decimal("7.000000"))),
        ("7|0|||||", RATE, Figure(Decimal(7))),
        ("7||||||", RATE, Figure(Decimal(7))),
        ("7| |||||", RATE, Figure(Decimal(7))),
        ("0|2|||||", RATE, Figure(Decimal("0.00"))),
        ("-0.0|1|||||", RATE, Figure(Decimal("0.0"))),
        (" 7.5 |2|||||", RATE, Figure(Decimal("7.50"))),
        ("-1,234.5|2|||||", RATE, Figure(Decimal("-1234.50"))),
        ("123456789012.123|3|||||", RATE, Figure(Decimal("123456789012.123"))),
        ("1,234|0|||||", COUNT, Figure(Decimal(1234))),
        ("1234|2|||||", COUNT, Figure(Decimal(1234))),
        ("[x]||||||", RATE, Figure(absence=Absence.NOT_AVAILABLE)),
        (" [c]||||||", COUNT, Figure(absence=Absence.CONFIDENTIAL)),
        ("||0|5|||", RATE, Figure(None, Fraction(0, 5))),
        ("||1,062| 4730 |||", RATE, Figure(None, Fraction(1062, 4730))),
        ("||999999999999|999999999999|||", RATE, Figure(None, Fraction(999999999999, 999999999999))),
        ("7||1|2|Dec 2009| REVISED |", RATE, Figure(Decimal(7), Fraction(1, 2), DECEMBER, Status.REVISED)),
        ("7|||||final|", RATE, Figure(Decimal(7))),
        ("||||M2009-12||", RATE, Figure(as_at=DECEMBER)),
        ("-4.6|1|338|442|||", GAP, Figure(Decimal("-4.6"), Fraction(338, 442))),
    ],
)
def test_a_row_of_figures(row: str, of: Indicator, figure: Figure) -> None:
    assert repr(reading_of(row, of)) == repr(Reading(figure))
    assert reading_of(row.removesuffix("|") + "|M2009-12", of).expected == DECEMBER


@pytest.mark.parametrize(
    ("row", "of", "delimiter", "words"),
    [
        ("7,5||||||", RATE, ";", f'the value "7,5" {COMMA}'),
        ("1,234||||||", RATE, "\t", f'the value "1,234" {COMMA}'),
        ("7%||||||", RATE, ",", 'the value "7%" is not plain digits, [x], [z] or [c]'),
        ("+7||||||", RATE, ",", 'the value "+7" is not plain digits'),
        ("2,47||||||", RATE, ",", 'the value "2,47" is not plain digits'),
        ("1234567890123||||||", RATE, ",", 'the value "1234567890123" is refused: at most 12 digits'),
        ("123456789012.1234||||||", RATE, ",", 'the value "123456789012.1234" is refused: at most 15 digits'),
        ("7.5||||||", COUNT, ",", 'the value "7.5" is refused: "." at character 2'),
        ("7|7|||||", RATE, ",", 'the cell of places "7" is not a whole number from 0 to 6'),
        ("7|-1|||||", RATE, ",", 'the cell of places "-1" is not a whole number from 0 to 6'),
        ("7|2.0|||||", RATE, ",", 'the cell of places "2.0" is not a whole number'),
        ("7||1||||", RATE, ",", "the denominator is missing: a fraction needs both its numbers"),
        ("7|||2|||", RATE, ",", "the numerator is missing: a fraction needs both its numbers"),
        ("7|| |2|||", RATE, ",", "a fraction needs both its numbers"),
        ("7||1|2|||", COUNT, ",", 'the numerator "1" does not belong to B2, a count'),
        ("[x]||1|2|||", RATE, ",", 'the numerator "1" stands beside [x], by which there is none'),
        ("||1|2|||", GAP, ",", 'the numerator "1" does not make the value of D4 by its fraction'),
        ("7||1,000|2|||", RATE, ";", f'the numerator "1,000" {COMMA}'),
        ("7||1|2,000|||", RATE, ";", f'the denominator "2,000" {COMMA}'),
        ("7||1.0|2|||", RATE, ",", 'the numerator "1.0" is refused: a whole number of cases is needed'),
        ("7||1|-2|||", RATE, ",", 'the denominator "-2" is refused: a whole number of cases is needed'),
        ("7||+1|2|||", RATE, ",", 'the numerator "+1" is refused: "+" does not belong here'),
        ("7||1|0|||", RATE, ",", 'the denominator "0" cannot be 0: correct it'),
        ("7||||sometime||", RATE, ",", f'the cell of as_at "sometime" {PERIOD}'),
        ("7||||" + "9" * 65 + "||", RATE, ",", "the cell of as_at"),
        ("7|||||maybe|", RATE, ",", 'the status "maybe" is none of provisional, revised, estimated'),
        ("7||||||soon", RATE, ",", f'the cell of expected "soon" {PERIOD}'),
    ],
)
def test_a_refused_cell_of_figures(row: str, of: Indicator, delimiter: str, words: str) -> None:
    with pytest.raises(BadCellError) as caught:
        reading_of(row, of, delimiter)
    assert words.replace(" is missing", "") in str(caught.value).replace(' "" is missing', "").replace(
        ' " " is missing', ""
    )


def test_a_row_comes_back_from_its_own_fields() -> None:
    figure = Figure(Decimal("7.50"), Fraction(3, 400), DECEMBER, Status.REVISED)
    reading = Reading(figure, Period(PeriodKind.YEAR, 2010))
    cells = actuals.cells_of("A1", reading)
    assert cells == ["A1", "7.50", "2", "3", "400", "M2009-12", "revised", "FY2010/11"]
    fields = dict(zip(("value", "as_at", "status", "expected"), (cells[1], *cells[5:]), strict=True))
    assert actuals.cells_from({**fields, "fraction": "3/400"}, RATE) == cells
    assert actuals.cells_of("A1", Reading()) == ["A1", *[""] * 7]
    assert actuals.cells_from({}, RATE) == ["A1", *[""] * 7]
    assert actuals.cells_from({"value": "[x]"}, RATE) == ["A1", "[x]", *[""] * 6]
    assert actuals.cells_from({"value": "7"}, RATE) == ["A1", "7", "0", *[""] * 5]


def test_rows_are_put_in_the_order_of_their_ids_and_others_stay() -> None:
    table = Table(
        ("indicator", "value"), tuple(Row(0, cells) for cells in (["B", "1"], ["D", "2"], ["B", "3"]))
    )
    put = actuals.put_row(table, ["C", "9"], 1, lambda cells: cells[0] == "C")
    assert [row.cells[0] for row in put.rows] == ["B", "C", "D", "B"]
    # Among equal keys the new one comes last, whatever the other cells hold.
    again = actuals.put_row(table, ["B", "0"], 1, lambda _cells: False)
    assert [row.cells[1] for row in again.rows] == ["1", "0", "2", "3"]
    first = actuals.put_row(table, ["B", "7"], 1, lambda cells: cells[0] == "B")
    assert [row.cells[1] for row in first.rows] == ["7", "2", "3"]
    ragged = Table(("indicator", "value"), (Row(2, ["B"], ragged=True),))
    assert [
        row.cells for row in actuals.put_row(ragged, ["B", "1"], 1, lambda cells: cells[0] == "B").rows
    ] == [
        ["B"],
        ["B", "1"],
    ]
    found = actuals.with_reading(Table(actuals.COLUMNS), "A1", Reading(Figure(Decimal(7))))
    assert found.rows[0].cells[:3] == ["A1", "7", "0"]


@pytest.mark.parametrize(("places", "padded"), [(0, "7.5"), (1, "7.5"), (2, "7.50"), (6, "7.500000")])
def test_padding_adds_noughts_and_takes_nothing(places: int, padded: str) -> None:
    assert str(actuals.padded(Decimal("7.5"), places)) == padded
    same = Decimal("7.5")
    assert places > 1 or actuals.padded(same, places) is same


def test_targets_from_fields_and_to_rows() -> None:
    aim = Target(Edge(Comparison.BELOW, Decimal("9.0")), absence=None, applies_to=DECEMBER)
    assert targets.target_from({"target": "<9.0", "applies_to": "M2009-12"}, RATE) == aim
    assert targets.target_from({}, RATE) == Target()
    thousand = targets.target_from({"target": "1,234"}, RATE)
    assert thousand.edge == Edge(Comparison.AT_MOST, Decimal(1234))
    year = FinancialYear(2009)
    table = targets.with_targets(Table(targets.ALL_COLUMNS), {("A1", year): aim})
    assert table.rows[0].cells == ["A1", "FY2009/10", "<9.0", "1", "M2009-12", ""]
    emptied = targets.with_targets(table, {("A1", year): Target()})
    assert emptied.rows[0].cells == ["A1", "FY2009/10", "", "", "", ""]
    assert [row.cells[1] for row in targets.with_targets(table, {("A1", FinancialYear(2008)): aim}).rows] == [
        "FY2008/09",
        "FY2009/10",
    ]


def test_a_band_below_0_is_refused_wherever_it_stands() -> None:
    """Also after a row of the same polarity, by which bare numbers are read the short way."""
    text = "indicator,year,target,places,applies_to\nD4,FY2009/10,5,0,\nD4,FY2008/09,-5,0,\n"
    found = targets.read(content_of(text.encode(), "targets.csv"), {"D4": GAP})
    assert [str(year) for _, year in found.targets] == ["2009/10"]
    assert [one.where.line for one in found.problems] == [3]
    assert "a band's limit cannot be negative" in found.problems[0].message


@pytest.mark.parametrize("head", ['"a"x,b', 'a,"b', '"a;b', '"'])
def test_a_header_that_is_no_csv_is_refused(head: str) -> None:
    with pytest.raises(BrokenFileError, match=r"^t\.csv:1: "):
        tables.parse(f"{head}\n1,2\n", ("a", "b"), Findings("t.csv"))


def test_lines_are_told_right_after_a_declared_delimiter() -> None:
    findings = Findings("t.csv")
    table = tables.parse("sep=;\na;b\n1;2\n\n3\n5;6\n", ("a", "b"), findings)
    assert [row.line for row in table.rows] == [3, 5, 6]
    assert [one.where.line for one in findings.problems()] == [5]
