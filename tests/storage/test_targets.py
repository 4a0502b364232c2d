"""Targets in a file: each survives as it was written, and bad rows stay."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csptui.domain.indicator import Indicator, Polarity, Unit
from csptui.domain.period import Period, PeriodKind
from csptui.domain.quarter import EARLIEST, LATEST, FinancialYear
from csptui.domain.target import Comparison, Edge, NoTarget, Target, target_text
from csptui.domain.typed import MOST_PLACES
from csptui.storage import tables, targets
from csptui.storage.files import content_of
from csptui.storage.tables import Table
from csptui.storage.targets import ALL_COLUMNS, COLUMNS, Key, Targets, with_targets

LOWER = Indicator("A1", "A 1", "n", Unit.PER_1000, Polarity.LOWER)
HIGHER = Indicator("B2", "B 2", "n", Unit.PERCENT, Polarity.HIGHER)
ZERO = Indicator("D4", "D 4", "n", Unit.POINTS, Polarity.ZERO)
NEITHER = Indicator("E5", "E 5", "n", Unit.NUMBER, Polarity.NONE)
ALL = {one.id: one for one in (LOWER, HIGHER, ZERO, NEITHER)}
HEADER = ",".join(COLUMNS)
YEAR = FinancialYear(2009)

_BARE = {"A1": Comparison.AT_MOST, "B2": Comparison.AT_LEAST, "D4": Comparison.WITHIN}
years = st.integers(EARLIEST, LATEST).map(FinancialYear)
periods = years.map(Period.of_year) | st.builds(Period, st.just(PeriodKind.MONTH), st.just(2009), st.just(12))
limits = st.integers(0, MOST_PLACES).flatmap(
    lambda places: st.integers(-(10**9), 10**9).map(lambda n: Decimal(n).scaleb(-places))
)


@st.composite
def targets_of(draw: st.DrawFn, name: str) -> Target:
    """Draw a target that can be written for an indicator."""
    applies_to = draw(st.none() | periods)
    if draw(st.booleans()) and name in _BARE:
        comparison, bare = _BARE[name], True
    else:
        comparison, bare = draw(st.sampled_from(Comparison)), False
    limit = draw(limits)
    if comparison is Comparison.WITHIN:
        limit = abs(limit)
    absence = draw(st.none() | st.sampled_from(NoTarget))
    if absence is not None:
        return Target(absence=absence, applies_to=applies_to)
    return Target(Edge(comparison, limit), bare, None, applies_to)


keyed = st.dictionaries(st.tuples(st.sampled_from(sorted(ALL)), years), st.none(), max_size=5).flatmap(
    lambda keys: st.fixed_dictionaries({key: targets_of(key[0]) for key in keys})
)


def read(text: str) -> Targets:
    return targets.read(content_of(text.encode(), "targets.csv"), ALL)


def one(row: str) -> Targets:
    return read(f"{HEADER}\n{row}\n")


def written(held: dict[Key, Target]) -> str:
    table = Table(ALL_COLUMNS)
    for (name, year), target in held.items():
        table = with_targets(table, {(name, year): target})
    return tables.dumps(table)


def spelt(target: Target) -> tuple[Target, str]:
    return target, target_text(target, LOWER)


@given(keyed)
def test_targets_survive_a_write_and_a_read_to_the_digit(held: dict[Key, Target]) -> None:
    found = read(written(held))
    assert found.problems == ()
    assert {key: spelt(target) for key, target in found.targets.items()} == {
        key: spelt(target) for key, target in held.items()
    }


@given(keyed)
def test_an_open_and_save_in_a_spreadsheet_changes_nothing(held: dict[Key, Target]) -> None:
    """A spreadsheet drops the last zeros of a bare number; a sign before it makes a text that it leaves."""
    lines = []
    for line in written(held).splitlines():
        cells = line.split(",")
        if cells[2].replace("-", "").replace(".", "").isdigit() and "." in cells[2]:
            trimmed = cells[2].rstrip("0").rstrip(".")
            cells[2] = "0" if trimmed == "-0" else trimmed
        lines.append(";".join(cells))
    found = read("\ufeff" + "\r\n".join(lines) + "\r\n")
    assert {key: spelt(target) for key, target in found.targets.items()} == {
        key: spelt(target) for key, target in held.items()
    }


@pytest.mark.parametrize(
    ("row", "shown"),
    [
        ("A1,FY2009/10,2230,0,FY2008/09", "2,230 (2008/09)"),
        ("A1,FY2009/10,7.5,2,", "7.50"),
        ("A1,2009/10,7.5,2,", "7.50"),
        ("A1,FY2009/10,<0.0,1,", "<0.0"),
        ("D4,FY2009/10,±5,0,", "±5"),
        ("D4,FY2009/10,+/-5,0,", "±5"),
        ("A1,FY2009/10,n/a,,", "n/a"),
        ("A1,FY2009/10,See comment,,", "See comment"),
        ("A1,FY2009/10,,,", ""),
        ('A1,FY2009/10,"2,230",0,', "2,230"),
        ("A1,FY2009/10,>= 95,,", ">=95"),
    ],
)
def test_a_target_reads_as_it_is_printed(row: str, shown: str) -> None:
    found = one(row)
    assert found.problems == ()
    (target,) = found.targets.values()
    assert target_text(target, LOWER) == shown


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Z9,FY2009/10,1,0,", '"Z9" is not an indicator'),
        ("A1,2009,1,0,", 'the year "2009" is no financial year'),
        ("A1,FY2009/11,1,0,", "is no financial year"),
        ("A1,FY2009/10,soon,,", 'the target "soon" is refused'),
        ("A1,FY2009/10,30%,0,", "holds a sign of per cent"),
        ("A1,FY2009/10,30 (2009/10),0,", "put that in the column applies_to"),
        ("A1,FY2009/10,7.5,many,", 'the cell of places "many"'),
        ("A1,FY2009/10,7.5,1,31/03/2010", "is no period"),
        ("E5,FY2009/10,7.5,1,", "has no better direction"),
        ("D4,FY2009/10,-5,0,", "a band's limit cannot be negative"),
        ("A1,FY2009/10,7.5,1", "the row has 4 cells"),
    ],
)
def test_a_bad_row_is_a_problem_with_file_and_line_and_is_kept(row: str, said: str) -> None:
    found = read(f"{HEADER}\n{row}\nB2,FY2009/10,>75,0,\n")
    (problem,) = found.problems
    assert str(problem.where) == "targets.csv:2"
    assert said in problem.message
    assert set(found.targets) == {("B2", YEAR)}
    assert f"\n{row}\n" in tables.dumps(with_targets(found.table, {("B2", YEAR): Target()}))


def test_the_first_of_two_targets_for_a_year_stands() -> None:
    found = read(f"{HEADER}\nA1,FY2009/10,1,0,\nA1,2009/10,2,0,\nA1,FY2010/11,3,0,\n")
    (problem,) = found.problems
    assert str(problem.where) == "targets.csv:3"
    assert "line 2" in problem.message
    assert {year.start for _, year in found.targets} == {2009, 2010}


def test_a_comma_under_semicolons_is_refused() -> None:
    found = read(f"{HEADER.replace(',', ';')}\nA1;FY2009/10;7,5;1;\n")
    (problem,) = found.problems
    assert "may be meant as a decimal point" in problem.message


def test_an_emptied_target_keeps_its_row() -> None:
    found = one("A1,FY2009/10,7.50,2,")
    assert tables.dumps(with_targets(found.table, {("A1", YEAR): Target()})) == f"{HEADER}\nA1,FY2009/10,,,\n"


def test_a_year_in_another_spelling_is_the_same_row() -> None:
    found = one("A1,2009/10,7.50,2,")
    target = Target(Edge(Comparison.AT_MOST, Decimal(8)), bare=True, absence=None)
    assert tables.dumps(with_targets(found.table, {("A1", YEAR): target})) == f"{HEADER}\nA1,FY2009/10,8,0,\n"
