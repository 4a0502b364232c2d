"""Figures in a file: each survives, a spreadsheet's respelling changes nothing, bad rows stay."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csptui.domain.draft import same_reading
from csptui.domain.figure import EMPTY, Absence, Figure, Fraction, Status
from csptui.domain.indicator import FractionUse, Indicator, Polarity, Unit
from csptui.domain.period import Period, PeriodKind
from csptui.domain.problem import Severity
from csptui.domain.quarter import EARLIEST, LATEST, FinancialYear, Quarter
from csptui.domain.scorecard import Reading
from csptui.domain.typed import MOST_PLACES
from csptui.storage import actuals, tables
from csptui.storage.actuals import COLUMNS, Actuals, empty_table, with_reading
from csptui.storage.files import content_of
from csptui.storage.tables import Table

if TYPE_CHECKING:
    from random import Random

RATE = Indicator("A1", "A 1", "n", Unit.PER_1000, Polarity.LOWER, places=2)
COUNT = Indicator("B2", "B 2", "n", Unit.COUNT, Polarity.HIGHER)
SHARE = Indicator("C3", "C 3", "n", Unit.PERCENT, Polarity.LOWER, places=1, fraction=FractionUse.RATE)
GAP = Indicator("D4", "D 4", "n", Unit.POINTS, Polarity.ZERO, signed=True, fraction=FractionUse.SUPPORTING)
ALL = {one.id: one for one in (RATE, COUNT, SHARE, GAP)}
HEADER = ",".join(COLUMNS)

years = st.integers(EARLIEST, LATEST)
periods = st.one_of(
    st.builds(Period, st.just(PeriodKind.YEAR), years),
    st.builds(Period.of_quarter, st.builds(Quarter, st.builds(FinancialYear, years), st.integers(1, 4))),
    st.builds(Period, st.just(PeriodKind.MONTH), years, st.integers(1, 12)),
    st.builds(Period, st.just(PeriodKind.PART), years, st.integers(1, 12), st.integers(1, 11)),
    st.builds(Period, st.just(PeriodKind.COHORT), years),
    st.builds(Period, st.just(PeriodKind.CALENDAR), years),
)
numbers = st.integers(0, MOST_PLACES).flatmap(
    lambda places: st.integers(-(10**12) + 1, 10**12 - 1).map(lambda n: Decimal(n).scaleb(-places))
)
counts = st.integers(0, 10**12 - 1).map(Decimal)
fractions = st.builds(Fraction, st.integers(0, 10**12 - 1), st.integers(1, 10**12 - 1))
absences = st.builds(Figure, absence=st.sampled_from(Absence))
stated = {
    "A1": st.builds(Figure, numbers, st.none() | fractions)
    | st.builds(Figure, fraction=fractions)
    | absences,
    "B2": st.builds(Figure, counts) | absences,
    "C3": st.builds(Figure, numbers, st.none() | fractions)
    | st.builds(Figure, fraction=fractions)
    | absences,
    "D4": st.builds(Figure, numbers, st.none() | fractions) | absences,
}


def _reading(figure: Figure, as_at: Period | None, status: Status, expected: Period | None) -> Reading:
    whole = Figure(figure.value, figure.fraction, as_at, status, figure.absence)
    return Reading(whole, expected)


def readings_of(name: str) -> st.SearchStrategy[Reading]:
    figures = stated[name] | st.just(EMPTY)
    return st.builds(_reading, figures, st.none() | periods, st.sampled_from(Status), st.none() | periods)


all_readings = st.fixed_dictionaries({}, optional={name: readings_of(name) for name in ALL})


def read(text: str) -> Actuals:
    return actuals.read(content_of(text.encode(), "actuals.csv"), "actuals.csv", ALL)


def one(row: str) -> Actuals:
    return read(f"{HEADER}\n{row}\n")


def table_of(readings: dict[str, Reading]) -> Table:
    table = Table(COLUMNS)
    for name, reading in readings.items():
        table = with_reading(table, name, reading)
    return table


@given(all_readings)
def test_figures_survive_a_write_and_a_read_to_the_digit(readings: dict[str, Reading]) -> None:
    found = read(tables.dumps(table_of(readings)))
    assert not [problem for problem in found.problems if problem.severity is Severity.ERROR]
    assert found.readings.keys() == readings.keys()
    assert all(same_reading(found.readings[name], reading) for name, reading in readings.items())


@given(all_readings, st.randoms(use_true_random=False))
def test_the_order_of_entry_does_not_change_the_bytes(readings: dict[str, Reading], random: Random) -> None:
    names = list(readings)
    random.shuffle(names)
    shuffled = {name: readings[name] for name in names}
    assert tables.dumps(table_of(shuffled)) == tables.dumps(table_of(dict(sorted(readings.items()))))


def respelt(text: str, delimiter: str) -> str:
    """Spell a file as a spreadsheet does: no zeros after the last digit, CRLF, another delimiter, a BOM."""
    lines = []
    for line in text.splitlines():
        cells = line.split(",")
        cells = [_spreadsheet(cell) if at in {1, 3, 4} else cell for at, cell in enumerate(cells)]
        lines.append(delimiter.join(cells))
    return "\ufeff" + "\r\n".join(lines) + "\r\n"


def _spreadsheet(cell: str) -> str:
    if "." not in cell:
        return cell
    trimmed = cell.rstrip("0").rstrip(".")
    return "0" if trimmed == "-0" else trimmed


@given(all_readings, st.sampled_from([",", ";", "\t"]))
def test_an_open_and_save_in_a_spreadsheet_changes_nothing(
    readings: dict[str, Reading], delimiter: str
) -> None:
    found = read(respelt(tables.dumps(table_of(readings)), delimiter))
    assert found.readings.keys() == readings.keys()
    assert all(same_reading(found.readings[name], reading) for name, reading in readings.items())


def test_places_bring_back_the_zeros_that_a_spreadsheet_drops() -> None:
    (reading,) = one("A1,7.5,2,,,,,").readings.values()
    assert str(reading.figure.value) == "7.50"


def test_no_digit_is_dropped_where_places_are_fewer() -> None:
    (reading,) = one("A1,7.553,2,,,,,").readings.values()
    assert str(reading.figure.value) == "7.553"


def test_thousands_commas_are_read_between_quotes() -> None:
    assert one('B2,"2,475",0,,,,,').readings["B2"].figure.value == 2475
    assert one('C3,13.1,1,"1,062","8,100",,,').readings["C3"].figure.fraction == Fraction(1062, 8100)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Z9,1,0,,,,,", '"Z9" is not an indicator of indicators.toml'),
        ("a-1,1,0,,,,,", 'write it as "A1"'),
        (",1,0,,,,,", "the row has no indicator"),
        ("A1,7.9x,1,,,,,", 'the value "7.9x" is not plain digits'),
        ("A1,+7.9,1,,,,,", "without a sign of per cent or plus"),
        ("C3,7.9%,1,,,,,", "without a sign of per cent or plus"),
        ("A1,7.90 [p],2,,,,,", "is not plain digits"),
        ("A1,31/230,2,,,,,", "is not plain digits"),
        ("A1,NaN,,,,,,", "is not plain digits"),
        ("A1,1e308,,,,,,", "is not plain digits"),
        ("A1,٣,,,,,,", "is not plain digits"),
        ("A1," + "9" * 5000 + ",,,,,,", "the value"),
        ("A1,1234567890123,,,,,,", "at most 12 digits"),
        ("A1,0.1234567,,,,,,", "at most 6 digits"),
        ('A1,"24,75",,,,,,', "is not plain digits"),
        ("A1,=1+1,,,,,,", "is not plain digits"),
        ("B2,7.5,1,,,,,", "whole numbers"),
        ("B2,-7,0,,,,,", "whole numbers"),
        ("A1,7.9,x,,,,,", 'the cell of places "x" is not a whole number'),
        ("A1,7.9,7,,,,,", 'the cell of places "7" is not a whole number'),
        ("C3,13.1,1,62,,,,", "a fraction needs both its numbers"),
        ("C3,13.1,1,,473,,,", "a fraction needs both its numbers"),
        ("C3,13.1,1,62,0,,,", "cannot be 0"),
        ("C3,13.1,1,6.2,473,,,", "a whole number of cases"),
        ("C3,13.1,1,+62,473,,,", '"+" does not belong'),
        ("B2,13,0,62,473,,,", "a count"),
        ("C3,[x],,62,473,,,", "empty one of them"),
        ("D4,,,62,473,,,", "give the value too"),
        ("A1,7.9,1,,,31/12/2009,,", "is no period"),
        ("A1,7.9,1,,,,,soon", 'the cell of expected "soon" is no period'),
        ("A1,7.9,1,,,,maybe,", 'the status "maybe" is none of'),
        ("A1,7.9,1,,,,", "the row has 7 cells"),
    ],
)
def test_a_bad_row_is_a_problem_with_file_and_line_is_not_used_and_is_kept(row: str, said: str) -> None:
    other = "A1" if row.startswith("D4") else "D4"
    found = read(f"{HEADER}\n{row}\n{other},1,0,,,,,\n")
    errors = [problem for problem in found.problems if problem.severity is Severity.ERROR]
    assert len(errors) == 1
    assert str(errors[0].where) == "actuals.csv:2"
    assert said in errors[0].message
    assert len(errors[0].message) < 220
    assert set(found.readings) == {other}
    table = with_reading(found.table, "E5", Reading(Figure(Decimal(1))))
    assert f"\n{row}\n" in tables.dumps(table)


@pytest.mark.parametrize("row", ["A1;7,9;1;;;;;", "C3;13.1;1;1,062;8100;;;", 'A1;"2,475";0;;;;;'])
def test_a_comma_in_a_number_under_semicolons_is_refused_and_kept_for_good(row: str) -> None:
    found = read(f"{HEADER.replace(',', ';')}\n{row}\n")
    (problem,) = found.problems
    assert "may be meant as a decimal point" in problem.message
    again = read(tables.dumps(with_reading(found.table, "B2", Reading(Figure(Decimal(2))))))
    assert set(again.readings) == {"B2"}
    assert "may be meant as a decimal point" in again.problems[0].message


def test_the_first_of_two_rows_stands_and_both_are_kept() -> None:
    text = f"{HEADER}\nA1,1,0,,,,,\nB2,5,0,,,,,\nA1,2,0,,,,,\n"
    found = read(text)
    (problem,) = found.problems
    assert str(problem.where) == "actuals.csv:4"
    assert "line 2" in problem.message
    assert found.readings["A1"].figure.value == 1
    changed = tables.dumps(with_reading(found.table, "A1", Reading(Figure(Decimal(3)))))
    assert changed == text.replace("A1,1,0", "A1,3,0")


def test_a_bad_first_row_is_mended_by_a_new_figure() -> None:
    found = one("A1,7.9x,1,,,,,")
    again = read(tables.dumps(with_reading(found.table, "A1", Reading(Figure(Decimal("7.9"))))))
    assert again.problems == ()
    assert again.readings["A1"].figure.value == Decimal("7.9")


def test_untouched_rows_keep_their_own_spelling() -> None:
    text = f'{HEADER}\nA1,7.5,2,,,Dec 2009,,\nB2,"2,475",0,,,,,\nD4,1,0,,,,,\n'
    found = read(text)
    changed = tables.dumps(with_reading(found.table, "D4", Reading(Figure(Decimal("2.0")))))
    assert changed == text.replace("D4,1,0", "D4,2.0,1")


def test_a_new_row_goes_where_the_order_of_ids_has_it() -> None:
    found = read(f"{HEADER}\nA1,1,0,,,,,\nD4,1,0,,,,,\n")
    changed = tables.dumps(with_reading(found.table, "C3", Reading(Figure(Decimal(2)))))
    assert [line.partition(",")[0] for line in changed.splitlines()] == ["indicator", "A1", "C3", "D4"]


def test_a_value_that_does_not_round_from_its_fraction_is_a_warning_and_is_used() -> None:
    found = one("C3,13.2,1,62,473,,,")
    (problem,) = found.problems
    assert problem.severity is Severity.WARNING
    assert str(problem.where) == "actuals.csv:2"
    assert "62/473 makes 13.11, not the 13.2" in problem.message
    assert found.readings["C3"].figure.value == Decimal("13.2")


def test_an_emptied_figure_keeps_its_row_so_that_it_is_owed() -> None:
    found = one("A1,7.9,1,,,,,")
    changed = tables.dumps(with_reading(found.table, "A1", Reading()))
    assert changed == f"{HEADER}\nA1,,,,,,,\n"
    assert read(changed).readings["A1"].figure.is_empty


def test_an_empty_quarter_has_a_row_for_each_indicator() -> None:
    found = read(tables.dumps(empty_table(["B2", "A1"])))
    assert found.problems == ()
    assert list(found.readings) == ["A1", "B2"]
    assert all(reading.figure.is_empty for reading in found.readings.values())


def test_thousands_of_bad_rows_are_counted_not_listed() -> None:
    found = read(f"{HEADER}\n" + "Z9,1,0,,,,,\n" * 5000)
    assert len(found.problems) == 101
    assert "4,900 more problems" in found.problems[-1].message
