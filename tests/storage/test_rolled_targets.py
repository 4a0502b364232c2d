"""The column rolled_from of targets.csv: there only while it is needed, and never in the way of anything."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csptui.domain.indicator import Indicator, Polarity, Unit
from csptui.domain.quarter import FinancialYear
from csptui.domain.target import Comparison, Edge, Target
from csptui.storage import merging, tables, targets
from csptui.storage.files import content_of
from csptui.storage.merging import Kind

if TYPE_CHECKING:
    from csptui.storage.targets import Targets

A1 = Indicator("A1", "A 1", "n", Unit.PER_1000, Polarity.LOWER)
B2 = Indicator("B2", "B 2", "n", Unit.PERCENT, Polarity.HIGHER)
ALL = {one.id: one for one in (A1, B2)}
HEADER = "indicator,year,target,places,applies_to"
WIDE = f"{HEADER},rolled_from"
YEAR, NEXT = FinancialYear(2009), FinancialYear(2010)
SEVEN = Target(Edge(Comparison.AT_MOST, Decimal("7.50")), bare=True, absence=None)
ROLLED = replace(SEVEN, rolled_from=YEAR)


def read(text: str | bytes) -> Targets:
    data = text.encode() if isinstance(text, str) else text
    return targets.read(content_of(data, "targets.csv"), ALL)


def with_rolled(held: Targets) -> str:
    return tables.dumps(targets.with_targets(held.table, {("A1", NEXT): ROLLED}))


def test_a_mark_is_read_and_written_and_goes_with_the_last_one() -> None:
    held = read(f"{WIDE}\nA1,FY2009/10,7.50,2,,\nA1,FY2010/11,7.50,2,,FY2009/10\n")
    assert held.problems == ()
    assert held.targets == {("A1", YEAR): SEVEN, ("A1", NEXT): ROLLED}
    text = tables.dumps(targets.with_targets(held.table, {("A1", NEXT): SEVEN}))
    assert text == f"{HEADER}\nA1,FY2009/10,7.50,2,\nA1,FY2010/11,7.50,2,\n"


@pytest.mark.parametrize(
    "text",
    [
        f"{HEADER}\nA1,FY2009/10,7.50,2,\n",
        f"{HEADER}\n",
        f"{HEADER}\nA1,FY2009/10,7.50,2,\nA1,2010,nonsense,,\n",
    ],
)
def test_a_file_without_the_column_stays_as_it_is(text: str) -> None:
    assert tables.dumps(read(text).table) == text


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("places", [True, False])
def test_either_optional_column_may_be_missing(delimiter: str, places: bool) -> None:  # noqa: FBT001 - a table
    columns = [one for one in WIDE.split(",") if places or one != "places"]
    cells = ["A1", "FY2010/11", "7.50", *(["2"] if places else []), "", "FY2009/10"]
    held = read(f"{delimiter.join(columns)}\r\n{delimiter.join(cells)}\r\n")
    assert held.targets == {("A1", NEXT): ROLLED}
    bare = read(f"{delimiter.join(columns[:-1])}\n{delimiter.join(cells[:-1])}\n")
    assert bare.targets == {("A1", NEXT): SEVEN}


def test_trailing_empty_cells_of_a_spreadsheet_are_no_column() -> None:
    held = read(f"{HEADER},,\nA1,FY2009/10,7.50,2,,,\n")
    assert held.problems == ()
    assert tables.dumps(held.table) == f"{HEADER}\nA1,FY2009/10,7.50,2,\n"


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("2009", "is no financial year: write it as FY2009/10, or empty the cell"),
        ("yes", "is no financial year"),
        ("FY2009/11", "is no financial year"),
        ("=1+1", "is no financial year"),
        ("x" * 70, "is no financial year"),
        ("\u202eFY2009/10", "is no financial year"),
        ("FY2010/11", "is not a year before 2010/11"),
        ("FY2011/12", "is not a year before 2010/11"),
    ],
)
def test_a_hostile_cell_is_a_problem_with_its_line_and_stays(cell: str, said: str) -> None:
    text = f"{WIDE}\nA1,FY2010/11,7.50,2,,{cell}\nB2,FY2010/11,>75,0,,FY2009/10\n"
    held = read(text)
    (problem,) = held.problems
    assert str(problem.where) == "targets.csv:2"
    assert said in problem.message
    assert set(held.targets) == {("B2", NEXT)}
    assert tables.dumps(held.table) == text


@pytest.mark.parametrize("text", ["", "n/a", "See comment"])
def test_what_is_no_target_cannot_be_rolled_on(text: str) -> None:
    (problem,) = read(f"{WIDE}\nA1,FY2010/11,{text},,,FY2009/10\n").problems
    assert "stands beside no target" in problem.message


@pytest.mark.parametrize("cell", ["2009/10", "09/10", "fy2009-10", " FY2009/10 "])
def test_a_year_in_another_spelling_is_the_same(cell: str) -> None:
    held = read(f"{WIDE}\nA1,FY2010/11,7.50,2,,{cell}\n")
    assert held.targets == {("A1", NEXT): ROLLED}


def test_ragged_rows_keep_their_meaning_or_nothing_is_written() -> None:
    """A row of six cells in a file of five must not become a row that is read."""
    for row in ("A1,FY2009/10,7.5", "B2,FY2009/10,>75,0,,FY2008/09"):
        held = read(f"{HEADER}\n{row}\nA1,FY2009/10,7.50,2,\n")
        assert len(held.problems) == 1
        again = read(with_rolled(held))
        assert row in with_rolled(held)
        assert again.targets.items() >= {("A1", YEAR): SEVEN, ("A1", NEXT): ROLLED}.items()
        changed = tables.dumps(targets.with_targets(held.table, {("A1", YEAR): Target()}))
        assert changed.startswith(f"{HEADER}\n"), "no column comes without need"
        assert row in changed


def test_the_column_does_not_go_beside_a_ragged_row() -> None:
    """A row of five cells in a file of six must not become a row that is read, when the last mark goes."""
    row = "B2,FY2009/10,>75,0,"
    held = read(f"{WIDE}\n{row}\nA1,FY2010/11,7.50,2,,FY2009/10\n")
    assert len(held.problems) == 1
    confirmed = tables.dumps(targets.with_targets(held.table, {("A1", NEXT): ROLLED.confirmed()}))
    assert confirmed == f"{WIDE}\n{row}\nA1,FY2010/11,7.50,2,,\n"
    assert read(confirmed).targets == {("A1", NEXT): ROLLED.confirmed()}


def test_the_header_that_is_asked_for_is_the_short_one() -> None:
    with pytest.raises(Exception, match=f"the first line must be {HEADER}$"):
        read("indicator,year,goal\n")


keys = st.tuples(st.sampled_from(sorted(ALL)), st.integers(2000, 2030).map(FinancialYear))
made = st.dictionaries(keys, st.integers(0, 10**6), max_size=12)


@given(made, made, st.booleans())
def test_many_at_once_are_the_same_as_one_after_another(
    held: dict[targets.Key, int],
    new: dict[targets.Key, int],
    marks: bool,  # noqa: FBT001 - drawn
) -> None:
    def target(key: targets.Key, number: int) -> Target:
        edge = Edge(Comparison.AT_MOST if key[0] == "A1" else Comparison.AT_LEAST, Decimal(number))
        rolled = FinancialYear(key[1].start - 1) if marks and number % 2 else None
        return Target(edge, bare=True, absence=None, rolled_from=rolled)

    table = targets.with_targets(
        tables.Table(targets.ALL_COLUMNS), {k: target(k, n) for k, n in held.items()}
    )
    table = read(tables.dumps(table)).table
    at_once = targets.with_targets(table, {key: target(key, number) for key, number in new.items()})
    by_one = table
    for key, number in new.items():
        by_one = targets.with_targets(by_one, {key: target(key, number)})
    assert tables.dumps(at_once) == tables.dumps(by_one)
    again = read(tables.dumps(at_once))
    assert again.problems == ()
    assert again.targets == {key: target(key, number) for key, number in {**held, **new}.items()}


# Merging

BASE = f"{HEADER}\nA1,FY2009/10,7.50,2,\n"
BEGUN = f"{WIDE}\nA1,FY2009/10,7.50,2,,\nA1,FY2010/11,7.50,2,,FY2009/10\n"
CONFIRMED = f"{HEADER}\nA1,FY2009/10,7.50,2,\nA1,FY2010/11,7.50,2,\n"


def merged(base: str, ours: str, theirs: str) -> merging.Merged:
    return merging.merge(Kind.TARGETS, [one.encode() for one in (base, ours, theirs)], "targets.csv")


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "wanted"),
    [
        (BASE, BEGUN, BASE, BEGUN),
        (BASE, BEGUN, BEGUN, BEGUN),
        (BEGUN, CONFIRMED, BEGUN, CONFIRMED),
        (BEGUN, CONFIRMED, CONFIRMED, CONFIRMED),
        (BASE, BASE, BASE, BASE),
        (BEGUN, CONFIRMED, BEGUN + "B2,FY2009/10,>75,0,,\n", CONFIRMED + "B2,FY2009/10,>75,0,\n"),
        (BASE, BASE + "B2,FY2009/10,>75,0,\n", BEGUN, BEGUN + "B2,FY2009/10,>75,0,,\n"),
        (
            BEGUN,
            CONFIRMED.replace("11,7.50", "11,8.00"),
            BEGUN + "B2,FY2009/10,>75,0,,\n",
            CONFIRMED.replace("11,7.50", "11,8.00") + "B2,FY2009/10,>75,0,\n",
        ),
    ],
)
def test_marks_merge_like_any_field_in_either_order(base: str, ours: str, theirs: str, wanted: str) -> None:
    for sides in ((ours, theirs), (theirs, ours)):
        found = merged(base, *sides)
        assert found.clashes == ()
        assert found.data.decode() == wanted


def test_in_a_clash_each_side_keeps_the_mark_of_its_own_target() -> None:
    """One set 8 by hand where the other rolled 7.50 on: choosing 8 chooses no mark."""
    theirs = f"{BASE}A1,FY2010/11,8,0,\n"
    found = merged(BASE, BEGUN, theirs)
    (clash,) = found.clashes
    assert (clash.field, clash.ours, clash.theirs) == ("target", "7.50", "8")
    text = found.data.decode()
    assert text == (
        f"{WIDE}\nA1,FY2009/10,7.50,2,,\n<<<<<<< ours\nA1,FY2010/11,7.50,2,,FY2009/10\n=======\n"
        "A1,FY2010/11,8,0,,\n>>>>>>> theirs\n"
    )


def test_to_confirm_a_target_is_not_to_confirm_what_somebody_else_makes_of_it() -> None:
    """One confirmed 7.50, the other wrote 8.00 over it and left the mark: each side keeps its own row."""
    other = BEGUN.replace("FY2010/11,7.50", "FY2010/11,8.00")
    found = merged(BEGUN, CONFIRMED, other)
    (clash,) = found.clashes
    assert clash.field == "target rolled on from"
    assert found.data.decode() == (
        f"{WIDE}\nA1,FY2009/10,7.50,2,,\n<<<<<<< ours\nA1,FY2010/11,7.50,2,,\n=======\n"
        "A1,FY2010/11,8.00,2,,FY2009/10\n>>>>>>> theirs\n"
    )


def test_the_file_is_known_by_either_header() -> None:
    for text in (BASE, BEGUN):
        assert merging.kind_of("a.b", [text.encode()]) is Kind.TARGETS
