"""Strict CSV: any text comes back, a spreadsheet's spelling changes nothing, all else is refused."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from csptui.storage.files import decode
from csptui.storage.findings import BrokenFileError, Findings
from csptui.storage.tables import MOST_ROWS, Row, Table, dumps, parse

COLUMNS = ("indicator", "value", "places")
cells = st.lists(st.text(max_size=12) | st.text(',;\t"\r\n =a1', max_size=6), min_size=3, max_size=3)


def read(text: str) -> Table:
    """Read a table that has nothing wrong in it."""
    findings = Findings("t.csv")
    table = parse(text, COLUMNS, findings)
    assert findings.problems() == ()
    return table


def held(table: Table) -> list[list[str]]:
    return [row.cells for row in table.rows]


def refusal(text: str) -> str:
    with pytest.raises(BrokenFileError) as caught:
        parse(text, COLUMNS, Findings("t.csv"))
    return str(caught.value)


@given(st.lists(cells.filter(any), max_size=5))
@example([["a\r\nb", 'say "x"', "\r"]])
@example([["", "", " "]])
@example([["sep=;", "\ufeff", "\u2028"]])
def test_any_text_in_any_cell_comes_back(rows: list[list[str]]) -> None:
    table = Table(COLUMNS, tuple(Row(0, row) for row in rows))
    again = read(dumps(table))
    assert held(again) == rows
    assert dumps(again) == dumps(table)


@pytest.mark.parametrize(
    "text",
    [
        "indicator,value,places\r\nA1,7.5,2\r\nB2,8,0\r\n",
        "indicator,value,places\nA1,7.5,2\nB2,8,0",
        "indicator;value;places\nA1;7.5;2\nB2;8;0\n",
        "indicator\tvalue\tplaces\nA1\t7.5\t2\nB2\t8\t0\n",
        "sep=;\nindicator;value;places\nA1;7.5;2\nB2;8;0\n",
        '"indicator","value","places"\n"A1","7.5","2"\n"B2","8","0"\n',
        "indicator,value,places,,\nA1,7.5,2,,\nB2,8,0,,\n",
        "indicator,value,places,,\nA1,7.5,2\nB2,8,0,,,\n",
        "indicator,value,places\n\nA1,7.5,2\n,,\nB2,8,0\n\n",
    ],
    ids=[
        "crlf",
        "no last line end",
        "semicolon",
        "tab",
        "sep",
        "quoted",
        "empty columns",
        "uneven",
        "blank rows",
    ],
)
def test_a_spreadsheets_spelling_is_read_and_written_back_as_our_own(text: str) -> None:
    table = read(text)
    assert held(table) == [["A1", "7.5", "2"], ["B2", "8", "0"]]
    assert dumps(table) == "indicator,value,places\nA1,7.5,2\nB2,8,0\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "t.csv:1: has no header"),
        ("\n", "t.csv:1: has no header"),
        ("A1,7.5,2\n", 't.csv:1: unknown column "A1"'),
        ("indicator,valeu,places\n", 't.csv:1: unknown column "valeu"'),
        ("indicator,value,places,note\n", 't.csv:1: unknown column "note"'),
        ("indicator,places\n", 't.csv:1: the column "value" is missing'),
        ("indicator,value,value\n", 't.csv:1: the column "value" stands twice'),
        ("value,indicator,places\n", "t.csv:1: the columns stand in another order"),
        ("indicator,value;places\n", 't.csv:1: unknown column "value;places"'),
        ("sep=;\nindicator;valeu\n", 't.csv:2: unknown column "valeu"'),
        ('indicator,value,places\nA1,7.5,2\n"B2,8,0\nC3,1,0\n', "t.csv:3: a quotation mark"),
        ('indicator,value,places\n\n"A1"x,8,0\n', "t.csv:3: a quotation mark"),
        ("indicator,value,places\nA1,7.5,2\rB2,8,0\n", "t.csv:2: a line ends in a bare carriage return"),
        ("indicator,value,places\nA1," + "9" * 200_000 + ",2\n", "t.csv:2: a cell is longer"),
    ],
)
def test_a_table_that_is_not_ours_is_refused_with_file_line_and_what_to_do(text: str, said: str) -> None:
    assert refusal(text).startswith(said)


@pytest.mark.parametrize(
    ("row", "count"), [("B2,8", 2), ("B2", 1), ("B2,8,0,more", 4), ("B2,8,0,,more", 5), ("B2;8;0", 1)]
)
def test_a_ragged_row_is_a_problem_with_its_line_and_is_kept(row: str, count: int) -> None:
    findings = Findings("t.csv")
    text = f"indicator,value,places\nA1,7.5,2\n{row}\nC3,9,0\n"
    table = parse(text, COLUMNS, findings)
    (problem,) = findings.problems()
    assert str(problem.where) == "t.csv:3"
    assert f"{count} cell{'' if count == 1 else 's'} where the header has 3" in problem.message
    assert [one.ragged for one in table.rows] == [False, True, False]
    assert dumps(table) == text.replace("B2;8;0", '"B2;8;0"')


def test_more_rows_than_any_report_has_are_refused() -> None:
    said = refusal("indicator,value,places\n" + "a,,\n" * (MOST_ROWS + 1))
    assert said == f"t.csv:{MOST_ROWS + 1}: has more than 250,000 rows, far beyond any report: take some out"


@pytest.mark.parametrize("mark", ["<<<<<<< x", ">>>>>>>", "||||||| base"])
def test_a_quoted_cell_like_the_mark_of_a_merge_is_written_so_that_it_can_be_read(mark: str) -> None:
    """Without its quotation marks it would begin a line, and the file would be refused."""
    text = f'indicator,value,places\n"{mark}",8,0\nA1,{mark},0\n'
    table = read(text)
    again, _ = decode(dumps(table).encode(), "t.csv")
    assert held(read(again)) == held(table) == [[mark, "8", "0"], ["A1", mark, "0"]]


def test_places_may_be_missing_and_is_written() -> None:
    table = read("indicator,value\nA1,7.50\n")
    assert held(table) == [["A1", "7.50", ""]]
    assert dumps(table) == "indicator,value,places\nA1,7.50,\n"


def test_a_ragged_row_never_becomes_a_whole_one_by_being_written() -> None:
    """Its three cells under a header of two would fit the three columns that are written otherwise."""
    text = "indicator,value\nA1,7.50\nB2,8,9\n"
    table = parse(text, COLUMNS, Findings("t.csv"))
    assert dumps(table) == text
    again = parse(dumps(table), COLUMNS, Findings("t.csv"))
    assert [row.ragged for row in again.rows] == [False, True]


def test_a_comma_under_semicolons_is_never_written_as_a_thousands_comma() -> None:
    """`7,900` under semicolons may be a decimal; between commas it would be read as a thousand."""
    text = "indicator;value;places\nA1;7,900;\nB2;8;0\n"
    table = read(text)
    again = read(dumps(table))
    assert again.delimiter == ";"
    assert held(again) == held(table)


def test_a_row_over_several_lines_does_not_shift_the_lines_after_it() -> None:
    findings = Findings("t.csv")
    table = parse('sep=,\nindicator,value,places\nA1,"a\nb\nc",2\nB2,8,0\n', COLUMNS, findings)
    assert [row.line for row in table.rows] == [3, 6]
