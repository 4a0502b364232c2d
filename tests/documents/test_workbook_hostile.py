"""Any text at all comes through a workbook as text: nothing of it is run, lost, or read as XML."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from awkward_tables import FORMULAS, LIKE_XML, table, texts_table, with_tables, workbook_of
from documents import ROOT, derby_document, hostile_document, hostile_texts
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from csptui.domain.shown import show
from csptui.outputs.document.access.xlsx import faults
from csptui.outputs.document.model import Document, Kind
from csptui.outputs.document.workbook.names import cut, units
from csptui.outputs.document.workbook.texts import MOST, fitted, pieces

if TYPE_CHECKING:
    from pathlib import Path


def cells(document: Document, sheet: str, column: int) -> list[Any]:
    book = openpyxl.load_workbook(io.BytesIO(workbook_of(document)))
    return [row[column - 1] for row in book[sheet].iter_rows(min_row=2)]


def unescaped(text: str) -> str:
    """Give a text as Excel reads it: of `_x005F_` it makes the line below that it stands for."""
    return text.replace("_x005F_", "_")


@pytest.mark.parametrize("text", [*FORMULAS, *LIKE_XML], ids=ascii)
def test_a_text_stays_the_text_that_was_typed(text: str) -> None:
    cell = cells(with_tables(texts_table([text])), "Awkward", 2)[0]
    assert cell.data_type == "s"
    assert unescaped(cell.value) == show(text)
    assert cell.hyperlink is None


@settings(deadline=None, max_examples=50)
@given(st.lists(st.text(max_size=60), min_size=1, max_size=20))
def test_any_texts_come_through(texts: list[str]) -> None:
    told = [unescaped(cell.value or "") for cell in cells(with_tables(texts_table(texts)), "Awkward", 2)]
    assert told == [unescaped(show(text)) for text in texts]


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("name", hostile_texts())
def test_a_hostile_text_in_every_place_makes_a_whole_workbook(name: str, kind: Kind) -> None:
    """Its XML is well formed, it has no formula, and who checks access finds nothing."""
    data = workbook_of(hostile_document(hostile_texts()[name], kind))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part in archive.namelist():
            root = etree.fromstring(archive.read(part))
            assert not list(root.iter("{*}f", "{*}calculatedColumnFormula")), part
    assert faults(data) == []


@pytest.mark.parametrize("text", [*FORMULAS, *LIKE_XML, "&A" * 200, "x" * 300], ids=ascii)
def test_a_hostile_title_is_no_order_and_no_name_that_excel_refuses(text: str) -> None:
    made = replace(texts_table(["x"]), title=text, name="t", description=text)
    document = replace(
        with_tables(made),
        title=text,
        partnership=text,
        draft=text,
        author=text,
        version="1",
        keywords=(text,),
    )
    book = openpyxl.load_workbook(io.BytesIO(workbook_of(document)))
    assert book.worksheets[1].title == book.sheetnames[1]
    assert len(book.sheetnames[1]) <= 31
    assert book.properties.title
    for sheet in book.worksheets:
        for row in sheet:
            assert all(cell.data_type != "f" for cell in row)


@pytest.mark.parametrize(
    "text",
    ["word " * 20_000, "a" * 100_000, "\U0001f600" * 50_000, "x" * MOST, "x" * (MOST + 1), "\x00" * 33_000],
    ids=["words", "letters", "astral", "at the limit", "one more", "spelt out"],
)
def test_a_text_longer_than_a_cell_goes_on_in_a_sheet_that_the_cell_names(text: str) -> None:
    document = with_tables(texts_table([text, "short"]))
    book = openpyxl.load_workbook(io.BytesIO(workbook_of(document)))
    first = book["Awkward"]["B2"].value
    assert book["Awkward"]["B3"].value == "short"
    if units(show(text)) <= MOST:
        assert first == text
        assert "Continued texts" not in book.sheetnames
        return
    kept, told = first.rsplit("\n", 1)
    assert told == "[The text goes on in the sheet Continued texts, as text 1.]"
    rows = list(book["Continued texts"].iter_rows(min_row=2, values_only=True))
    assert {row[:1] + row[2:5] for row in rows} == {(1, "Awkward", 2, "Text")}
    assert [row[1] for row in rows] == list(range(2, len(rows) + 2))
    assert kept + "".join(row[5] for row in rows) == show(text)
    assert all(units(piece) <= MOST for piece in (first, *(row[5] for row in rows)))


def test_two_long_texts_have_numbers_of_their_own() -> None:
    made = fitted([texts_table(["a" * 70_000, "b" * 40_000])])
    assert [row[:2] for row in made[1].rows] == [(1, 2), (1, 3), (2, 2)]


def test_a_long_note_goes_on_in_the_next_row() -> None:
    document = replace(derby_document(), partnership="word " * 10_000)
    book = openpyxl.load_workbook(io.BytesIO(workbook_of(document)))
    lines = [str(cell.value or "") for (cell,) in book["Notes"].iter_rows()]
    assert show("word " * 10_000) in "".join(lines)


@given(st.text(), st.integers(2, 50))
def test_pieces_of_a_text_are_the_text(text: str, room: int) -> None:
    parts = list(pieces(text, room))
    assert "".join(parts) == text
    assert all(0 < units(part) <= room for part in parts)
    assert units(cut(text, room)) <= room


def test_the_same_document_is_the_same_bytes_on_any_machine(tmp_path: Path) -> None:
    """Another time zone, locale, seed of hashes, mask of files and time."""
    program = tmp_path / "make.py"
    program.write_text(
        "import sys, hashlib\n"
        "from documents import derby_document, hostile_document\n"
        "from csptui.outputs.document.formats import written\n"
        "for document in (derby_document(), hostile_document('=x')):\n"
        "    for name in ('xlsx', 'csv'):\n"
        "        for path, data in written(document, name).items():\n"
        "            print(path, hashlib.sha256(data).hexdigest())\n",
        "utf-8",
    )
    path = os.pathsep.join(map(str, (ROOT, ROOT / "tests" / "documents", ROOT / "tests" / "outputs")))
    told = set()
    for zone, locale, seed, mask in (
        ("UTC", "C", "0", 0o022),
        ("Pacific/Kiritimati", "de_DE.UTF-8", "4711", 0o077),
    ):
        environment = os.environ | {"TZ": zone, "LC_ALL": locale, "PYTHONHASHSEED": seed, "PYTHONPATH": path}
        ended = subprocess.run(
            [sys.executable, "-c", f"import os; os.umask({mask}); exec(open({str(program)!r}).read())"],
            env=environment,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        )
        told.add(ended.stdout)
    assert len(told) == 1
    assert told.pop().count("\n") > 6


def test_no_file_is_left_behind_and_none_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    workbook_of(derby_document())
    assert list(tmp_path.iterdir()) == []


def test_five_hundred_indicators_take_ten_times_what_fifty_take() -> None:
    """In the processor's time; twice as much is let through, for noise."""
    held = derby_document().data

    def seconds(times: int) -> float:
        tables = [replace(one, rows=tuple(row for _ in range(times) for row in one.rows)) for one in held]
        document = with_tables(*tables)
        began = time.process_time()
        workbook_of(document)
        return time.process_time() - began

    few = min(seconds(2) for _ in range(3))
    assert seconds(20) < few * 10 * 2 + 0.2


def test_a_table_of_a_hundred_thousand_letters_a_cell_is_written_in_seconds() -> None:
    rows = [(f"I{at}", "word " * 20_000, "Red", None, None, None, None) for at in range(20)]
    began = time.process_time()
    workbook_of(with_tables(table(rows)))
    assert time.process_time() - began < 10
