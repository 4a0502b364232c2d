"""The workbook as openpyxl reads it: values, types, one table a sheet, and what a reader is shown."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from awkward_tables import NUMBERS, full_table, table, with_tables, workbook_of
from documents import derby_document, derby_exceptions, enfield_document

from csptui.domain.figure import digits
from csptui.domain.shown import show
from csptui.outputs.document.model import Document, Field, FieldType
from csptui.outputs.document.palette import RATINGS
from csptui.outputs.document.workbook.names import sheet_names, table_names

if TYPE_CHECKING:
    from collections.abc import Callable

DOCUMENTS: dict[str, Callable[[], Document]] = {
    "derby": derby_document,
    "derby sensitive": lambda: derby_document(sensitive=True),
    "exceptions": derby_exceptions,
    "enfield": enfield_document,
    "awkward": lambda: with_tables(full_table()),
    "empty": lambda: with_tables(table([])),
    "no tables": with_tables,
}


SECOND = "xl/worksheets/sheet2.xml"


def opened(document: Document) -> Any:
    return openpyxl.load_workbook(io.BytesIO(workbook_of(document)))


@pytest.fixture(scope="module", params=DOCUMENTS)
def document(request: pytest.FixtureRequest) -> Document:
    name: str = request.param
    return DOCUMENTS[name]()


@pytest.fixture(scope="module")
def book(document: Document) -> Any:
    return opened(document)


def test_each_sheet_but_the_notes_is_one_table_with_heads(document: Document, book: Any) -> None:
    notes, *sheets = book.worksheets
    assert notes.title == "Notes"
    assert not notes.tables
    assert [sheet.title for sheet in sheets] == [*(one.title for one in document.data), "Columns"]
    for sheet, held in zip(sheets, document.data, strict=False):
        (found,) = sheet.tables.values()
        assert found.name == found.displayName == held.name
        assert found.headerRowCount == 1
        # A table has one row below its heads at least, an empty one if need be.
        last = sheet.cell(max(2, len(held.rows) + 1), len(held.fields)).coordinate
        assert found.autoFilter.ref == found.ref == f"A1:{last}"
        assert [cell.value for cell in sheet[1]] == [field.title for field in held.fields]
        assert [column.name for column in found.tableColumns] == [field.title for field in held.fields]
        assert not found.tableStyleInfo.showRowStripes
        assert sheet.freeze_panes[1:] == "2"
        assert sheet.print_title_rows == "$1:$1"


def test_no_cell_is_merged_and_none_is_a_formula(book: Any) -> None:
    for sheet in book.worksheets:
        assert not sheet.merged_cells.ranges
        assert not [cell.coordinate for row in sheet for cell in row if cell.data_type == "f"]


def test_every_value_is_in_its_place_with_its_type(document: Document, book: Any) -> None:
    for held in document.data:
        sheet = book[held.title]
        for at, row in enumerate(held.rows, start=2):
            for column, (field, value) in enumerate(zip(held.fields, row, strict=True), start=1):
                cell = sheet.cell(at, column)
                if value is None or value == "":
                    assert cell.value is None
                elif isinstance(value, bool):
                    assert cell.value == ("yes" if value else "no")
                elif isinstance(value, str):
                    assert cell.data_type == "s"
                    assert cell.value.replace("_x005F_x", "_x") == show(value), field.name
                else:
                    assert cell.data_type == "n"
                    assert cell.value == pytest.approx(float(value), rel=1e-15)


def places(number_format: str) -> int:
    assert number_format.startswith("#,##0")
    return len(number_format.partition(".")[2])


def test_a_number_shows_the_digits_that_it_was_typed_with() -> None:
    rows = [(f"I{at}", None, None, number, None, None, None) for at, number in enumerate(NUMBERS)]
    sheet = opened(with_tables(table(rows)))["Awkward"]
    for at, number in enumerate(NUMBERS, start=2):
        cell = sheet.cell(at, 4)
        shown = digits(Decimal(str(cell.value)), places(cell.number_format))
        expected = digits(number) if number != NUMBERS[8] else digits(number, 4)
        assert shown == expected


def test_a_number_held_with_more_places_than_are_shown_keeps_them() -> None:
    row = ("I1", None, None, None, None, None, Decimal("5.3333"))
    cell = opened(with_tables(table([row])))["Awkward"]["G2"]
    assert cell.value == 5.3333
    assert cell.number_format == "#,##0.0"


def test_a_number_that_a_spreadsheet_would_change_is_written_as_its_digits() -> None:
    """Excel holds fifteen digits: an account's number of eighteen would lose its end."""
    many = (Decimal(123456789012345678), Decimal("1E-40"), Decimal("-9" + "0" * 300))
    rows = [(f"I{at}", None, None, number, None, None, None) for at, number in enumerate(many)]
    sheet = opened(with_tables(table(rows)))["Awkward"]
    assert [sheet.cell(at, 4).value for at in (2, 3, 4)] == [f"{number:,f}" for number in many]


def test_a_rating_is_a_word_on_the_ground_of_its_colour() -> None:
    sheet = opened(with_tables(full_table()))["Awkward"]
    for row, style in ((2, "red"), (3, "amber"), (4, "green")):
        cell, ink = sheet.cell(row, 3), RATINGS[style]
        assert cell.value.casefold() == style
        assert f"#{cell.fill.fgColor.rgb[2:].lower()}" == ink.back
        assert f"#{cell.font.color.rgb[2:].lower()}" == ink.fore
    assert sheet["C5"].value == "Not rated"
    assert sheet["C5"].fill.patternType is None


def test_the_notes_say_what_the_figures_are(document: Document, book: Any) -> None:
    """In one column, so that there is no table to get lost in."""
    sheet = book["Notes"]
    assert sheet.max_column == 1
    lines = [str(cell.value or "") for (cell,) in sheet.iter_rows()]
    told = (document.title, document.partnership, document.draft, f"Data version {document.version}")
    for wanted in (*told, f"{document.quarter} ({document.period})"):
        assert wanted in lines
    links = {cell.hyperlink.location for (cell,) in sheet.iter_rows() if cell.hyperlink}
    assert links == {f"'{name}'!A1" for name in book.sheetnames[1:]}


def test_a_workbook_with_sensitive_parts_says_so_before_all_else() -> None:
    lines = [cell.value for (cell,) in opened(derby_document(sensitive=True))["Notes"].iter_rows(max_row=6)]
    assert "Sensitive: not for publication" in lines


def test_the_top_and_foot_of_a_page_are_no_longer_than_excel_allows() -> None:
    document = replace(derby_document(), partnership="&" * 300, draft="&" * 300, version="&" * 40)
    held = table([], title="&" * 31)
    found = re.findall(
        "<odd(?:Header|Footer)>(.*?)</odd", workbook_part(replace(document, data=(held,)), SECOND)
    )
    assert len(found) == 2
    assert all(len(one.replace("&amp;", "&")) <= 255 for one in found)


def test_the_key_and_the_method_are_among_the_notes() -> None:
    lines = [str(cell.value or "") for (cell,) in opened(derby_document())["Notes"].iter_rows()]
    assert any(line.startswith("■ Red: ") for line in lines)
    assert "Method and sources" in lines


def test_the_properties_are_those_of_the_document(document: Document, book: Any) -> None:
    held = book.properties
    assert held.title == document.heading
    assert held.creator == (document.author or document.partnership)
    assert held.language == document.language
    assert held.created.date() == held.modified.date() == document.date
    assert (held.created.hour, held.created.minute, held.created.second) == (0, 0, 0)


def test_every_sheet_prints_on_a4_across_with_the_draft_line(document: Document, book: Any) -> None:
    for sheet in book.worksheets:
        assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert int(sheet.page_setup.fitToHeight) == 0
        assert document.draft in sheet.oddFooter.left.text
        assert ("Sensitive" in sheet.oddFooter.left.text) is document.sensitive
        assert sheet.oddFooter.center.text == "Page &P of &N"
        assert document.version in sheet.oddFooter.right.text


def test_an_ampersand_gives_no_order_to_the_page() -> None:
    document = replace(derby_document(), partnership="A&P &N " * 40, draft="&D&T")
    sheet = opened(document)["Indicators"]
    assert "&&D&&T" in workbook_part(document, SECOND).replace("&amp;", "&")
    assert len(sheet.oddHeader.right.text) <= 180


def workbook_part(document: Document, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(workbook_of(document))) as archive:
        return archive.read(name).decode()


def test_nothing_in_the_archive_tells_when_or_where_it_was_made(document: Document) -> None:
    with zipfile.ZipFile(io.BytesIO(workbook_of(document))) as archive:
        entries = archive.infolist()
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.create_system for entry in entries} == {3}
    assert {entry.compress_type for entry in entries} == {zipfile.ZIP_STORED}


def test_names_of_sheets_are_allowed_and_no_two_are_alike() -> None:
    names = sheet_names(
        ["History", "a/b:c*[d]?\\", "x" * 40, "X" * 40, "'quoted'", "", "  ", "😀" * 30, "a\nb"]
    )
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
        assert not set(name) & set("[]:*?/\\")
        assert name.strip("'") == name
        assert name.casefold() != "history"


def test_names_of_tables_are_no_cells() -> None:
    names = table_names(["rag1", "R", "r1c1", "A1", "1st", "a b", "indicators", "Indicators", "é"])
    assert names[:5] == ["table_rag1", "table_R", "table_r1c1", "table_A1", "table_1st"]
    assert names[6:8] == ["indicators", "Indicators_2"]


def test_heads_that_are_alike_are_told_apart() -> None:
    fields = tuple(Field(f"f{at}", title, "") for at, title in enumerate(("Name", "name", "", "=x")))
    held = replace(table([]), fields=fields, rows=(("a", "b", "c", "d"),))
    sheet = opened(with_tables(held))["Awkward"]
    assert [cell.value for cell in sheet[1]] == ["Name", "name 2", "Column", "=x"]
    assert sheet["D1"].data_type == "s"


def test_whole_numbers_are_numbers() -> None:
    held = replace(table([]), fields=(Field("n", "N", "", FieldType.WHOLE),), rows=((2475,), (-3,)))
    sheet = opened(with_tables(held))["Awkward"]
    assert [sheet["A2"].value, sheet["A3"].value] == [2475, -3]
