"""One indicator read out of every quarter: as the full reader has it, whatever stands around its rows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csptui.domain.dataset import Dataset, Partnership
from csptui.domain.indicator import FractionUse, Indicator, Polarity, Section, Theme, Unit
from csptui.domain.quarter import FinancialYear, Quarter
from csptui.storage import actuals, files, tables
from csptui.storage.findings import BrokenFileError
from csptui.storage.folder import load
from csptui.storage.own_lines import plain_text
from csptui.storage.series import Rows, read_series

pytest_plugins = ["small_folder"]

if TYPE_CHECKING:
    from pathlib import Path

    from csptui.domain.problem import Problem
    from csptui.domain.scorecard import Reading

HEAD = ",".join(actuals.COLUMNS)
WHERE = "quarters/2009-10-Q4/actuals.csv"
Q4 = Quarter(FinancialYear(2009), 4)
WANTED = Indicator("A1", "A 1", "A rate", Unit.PER_1000, Polarity.LOWER, places=2, fraction=FractionUse.RATE)
OTHERS = tuple(replace(WANTED, id=one, code=one) for one in ("A11", "xA1", "A", "1", "B.2", "a1"))
DATASET = Dataset(Partnership("P"), (Theme("t", "T", sections=(Section("", (WANTED, *OTHERS)),)),), Q4, (Q4,))

PIECES = st.sampled_from(
    [
        *(
            "A1",
            "A11",
            "xA1",
            "A",
            "1",
            "B.2",
            "a1",
            "X9",
            "",
            " A1",
            "A1 ",
            "\tA1",
            "\x0bA1",
            "\x1cA1",
            "\xa0A1",
        ),
        *(
            ",",
            ",",
            ",",
            ",,,,,,",
            ";",
            "\t",
            "\n",
            "\n",
            "\n",
            "\r\n",
            "\r",
            "\n\n",
            '"',
            '""',
            '"A1"',
            "\x0c",
            "\x85",
        ),
        *(
            "7.9",
            "7.90",
            "1",
            "2",
            "13,000",
            "-",
            "62",
            "473",
            "[x]",
            "[c]",
            "M2009-12",
            "provisional",
            "é",
            "…",
        ),
        *("A1,7.9,1,,,,,\n", "A1,7.9,1,,,,,\n", "A11,3,0,,,,,\n", "A1,,,62,473,,,\n", "A1,5,0,62,473,,,\n"),
        *("<<<<<<< HEAD\n", "=======\n", ">>>>>>> x\n", "|||||||\n", "\0", "\ufeff", "sep=;\n", HEAD + "\n"),
    ]
)
ROWS = st.builds(
    "{}{}{},{}".format,
    st.sampled_from(["", "", "", " ", "\t", "\x0b", "\x1c", "\xa0", "\x85", "x", "\ufeff"]),
    st.sampled_from(["A1", "A1", "A11", "a1", "X9"]),
    st.sampled_from(["", "", "", " ", "\t", "\x0c", "\u2003", "1"]),
    st.sampled_from(["7.9,1,,,,,\n", "7.9,1,,,,,,,\n", "7,1\n", ",,62,473,,,\r\n", "x,,,,,\n", "5,0,,,,,"]),
)
FILES = st.one_of(
    st.lists(ROWS, min_size=1, max_size=5).map(lambda rows: HEAD + "\n" + "".join(rows)),
    st.lists(PIECES, max_size=25).map(lambda parts: HEAD + "\n" + "".join(parts)),
    st.lists(PIECES, max_size=12).map("".join),
    st.lists(PIECES, max_size=12).map(lambda parts: HEAD.replace("places,", "") + "\n" + "".join(parts)),
    st.lists(PIECES, max_size=12).map(lambda parts: (HEAD + "\n").replace(",", ";") + "".join(parts)),
)
ENCODINGS = st.sampled_from(["utf-8", "utf-8", "utf-8-sig", "cp1252", "utf-16"])
Found = tuple["Reading | None", "tuple[Problem, ...]"] | str


def whole(data: bytes) -> Found:
    """Read a file with the full reader, and keep what is the indicator's."""
    try:
        held = actuals.read(files.content_of(data, WHERE), WHERE, {one.id: one for one in DATASET.indicators})
    except BrokenFileError as error:
        return str(error)
    return held.readings.get("A1"), tuple(one for one in held.problems if one.indicator == "A1")


def alone(data: bytes) -> Found:
    """Read the indicator's rows alone."""
    try:
        held = Rows(WANTED, DATASET).read(files.content_of(data, WHERE), WHERE)
    except BrokenFileError as error:
        return str(error)
    return held.readings.get("A1"), tuple(one for one in held.problems if one.indicator == "A1")


@settings(max_examples=1500, deadline=None)
@given(FILES, ENCODINGS)
def test_rows_read_alone_are_as_the_full_reader_has_them(text: str, encoding: str) -> None:
    """Whatever the file is made of, the same reading, problems and lines come out, or the same refusal."""
    data = text.encode(encoding, "replace")
    assert alone(data) == whole(data)


@settings(max_examples=600, deadline=None)
@given(st.data())
def test_a_file_with_some_bytes_changed_is_read_the_same_both_ways(data: st.DataObject) -> None:
    """A byte put in, taken out or changed anywhere leads both readers to the same end."""
    rows = "A11,3.10,2,,,,,\nA1,7.90,2,31,3924,M2009-12,provisional,M2010-07\nB.2,,,,,,,\nX9,1,0,,,,,\n"
    held = bytearray(f"{HEAD}\n{rows}".encode())
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(held) - 1))
        byte = data.draw(st.sampled_from(b'\n\r",;\t A1\0.\xe9\xa0<x9\x0b'))
        how = data.draw(st.sampled_from(["put", "take", "change"]))
        held[at : at + (how != "put")] = b"" if how == "take" else bytes([byte])
    assert alone(bytes(held)) == whole(bytes(held))


@pytest.mark.parametrize(
    "text",
    [
        f'{HEAD}\n"A1",7.9,1,,,,,\n',
        f'{HEAD}\nX9,"1\nA1,7.9,1,,,,,\n",0,,,,,\n',
        f"{HEAD}\nX9,1,0,,,,,\rA1,7.9,1,,,,,\n",
        f"{HEAD}\r\nA1,7.9,1,,,,,\r\r\n",
        f"{HEAD},\nA1,7.9,1,,,,,\n",
        f"sep=,\n{HEAD}\nA1,7.9,1,,,,,\n",
        f"{HEAD}\n{'x' * 140_000},1,0,,,,,\nA1,7.9,1,,,,,\n",
        HEAD.replace("places,", "") + "\nA1,7.9,,,,,\n",
    ],
    ids=[
        "quoted",
        "quoted line feed",
        "bare return",
        "two returns",
        "wide head",
        "declared",
        "long",
        "no places",
    ],
)
def test_a_file_that_is_not_plain_goes_through_the_full_reader(text: str) -> None:
    """No line is read alone where it may be a part of something else, or the file no table."""
    assert plain_text(text, HEAD) is None
    assert alone(text.encode()) == whole(text.encode())


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_plain_file_is_read_by_its_lines_alone(ends: str) -> None:
    """The files that the program writes, with either line end, are plain."""
    text = ends.join([HEAD, "A11,1,0,,,,,", "A1,7.90,2,,,,,", ""])
    assert plain_text(text, HEAD) is not None
    found = alone(text.encode())
    assert not isinstance(found, str)
    assert found[0] is not None
    assert str(found[0].figure.value) == "7.90"


def test_too_many_rows_are_refused_as_by_the_full_reader() -> None:
    """A file beyond any report is no table for one indicator either."""
    data = (f"{HEAD}\n" + "a,\n" * tables.MOST_ROWS).encode()
    assert isinstance(alone(data), str)
    assert alone(data) == whole(data)


def test_problems_are_of_the_row_and_of_files_that_cannot_be_read(folder: Path) -> None:
    """What is wrong elsewhere in a file is not this history's; a file that cannot be used at all is."""
    for name, text in (
        ("2008-09-Q4", f"{HEAD}\nZZ,1,0,,,,,\nA1,seven,0,,,,,\n"),
        ("2009-10-Q1", f"{HEAD}\nZZ,1,0,,,,,\n\n\nA1,7.5,1,,,,,\nA1,7.6,1,,,,,\n"),
        ("2009-10-Q2", "nonsense\n"),
        ("2009-10-Q3", f"{HEAD}\n<<<<<<< HEAD\nA1,7.7,1,,,,,\n"),
    ):
        (folder / "quarters" / name).mkdir()
        (folder / "quarters" / name / "actuals.csv").write_bytes(text.encode())
    dataset, _ = load(folder)
    indicator = dataset.indicators[0]
    series, problems = read_series(folder, dataset, indicator)
    assert [str(one.where) for one in problems] == [
        "quarters/2008-09-Q4/actuals.csv:3",
        "quarters/2009-10-Q1/actuals.csv:6",
        "quarters/2009-10-Q2/actuals.csv:1",
        "quarters/2009-10-Q3/actuals.csv:2",
    ]
    assert "line 5 already" in problems[1].message
    assert [str(point.quarter) for point in series.held] == ["2009/10 Q1", "2009/10 Q4"]


@pytest.mark.parametrize("other", ["A11,1\n", '"A11",1\n'], ids=["plain", "through the full reader"])
def test_a_row_with_too_many_cells_is_told_and_not_taken_for_no_figure(folder: Path, other: str) -> None:
    """It holds a figure that cannot be used: its history says so, and not a word of another's such row."""
    (folder / "quarters" / "2009-10-Q3").mkdir()
    held = f"{HEAD}\n{other}A1,7.7,1,,,,,,9\n".encode()
    (folder / "quarters" / "2009-10-Q3" / "actuals.csv").write_bytes(held)
    dataset, _ = load(folder)
    series, problems = read_series(folder, dataset, dataset.indicators[0])
    assert [str(one.where) for one in problems] == ["quarters/2009-10-Q3/actuals.csv:3"]
    assert "9 cells where the header has 8" in problems[0].message
    assert [str(point.quarter) for point in series.held] == ["2009/10 Q4"]
