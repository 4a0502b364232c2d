"""The figures as a workbook of Excel: one table a sheet, and notes before them."""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING, Any

from csptui.domain.shown import show_line
from csptui.outputs.document.formats import stem
from csptui.outputs.document.model import DataTable, Field
from csptui.outputs.document.text.writer import warnings_of
from csptui.outputs.document.workbook.looks import Looks
from csptui.outputs.document.workbook.names import cut, sheet_names, table_names
from csptui.outputs.document.workbook.notes import notes
from csptui.outputs.document.workbook.sheets import write_lines, write_table
from csptui.outputs.document.workbook.texts import fitted
from csptui.outputs.document.zipped import rezipped

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from xlsxwriter.worksheet import Worksheet

    from csptui.outputs.document.formats import Wanted
    from csptui.outputs.document.model import Document

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_NOTES = "Notes"
_A4 = 9
_MOST_LONG, _MOST_SHORT = 90, 30
"""How much of a text stands at the top or foot of a page: a line has 255 signs, and each `&` takes two."""
_PROPERTIES = "docProps/core.xml"


def files(document: Document, wanted: Wanted) -> Mapping[str, bytes]:
    """Write the workbook."""
    del wanted
    # A tenth of a second to import, and only a workbook needs it.
    from xlsxwriter import Workbook  # noqa: PLC0415

    held = io.BytesIO()
    book = Workbook(held, _OPTIONS)
    book.set_properties(_properties(document))
    looks = Looks(book)
    tables = fitted(document.data)
    tables += fitted([_columns_told(tables)])
    names = sheet_names([_NOTES, *(table.title for table in tables)])
    first, *others = [book.add_worksheet(name) for name in names]
    first.fit_to_pages(1, 0)
    write_lines(first, notes(document, tables), names[1:], looks)
    for sheet, table, name in zip(others, tables, table_names(one.name for one in tables), strict=True):
        write_table(sheet, table, name, looks)
    for sheet, title in zip((first, *others), names, strict=True):
        _set_up_print(sheet, title, document)
    book.close()
    return {f"{stem(document)}.xlsx": rezipped(held.getvalue(), _with_language(document.language))}


def _properties(document: Document) -> dict[str, Any]:
    """Give what a file's properties show; it is of the last day of its quarter, whenever made."""
    texts = {
        "title": document.heading,
        "subject": f"{document.partnership}, {document.quarter}",
        "author": document.author or document.partnership,
        "keywords": ", ".join(document.keywords),
        "comments": ". ".join(warnings_of(document)),
        "category": f"Data version {document.version}",
    }
    day = document.date
    # XlsxWriter writes the hours as they are, and calls them UTC.
    created = datetime(day.year, day.month, day.day)  # noqa: DTZ001
    return {name: show_line(text) for name, text in texts.items() if text} | {"created": created}


def _with_language(language: str) -> Callable[[str, bytes], bytes]:
    """Name the language among the properties, for which XlsxWriter has no word."""
    end = b"</cp:coreProperties>"
    told = f"<dc:language>{language}</dc:language>".encode() + end
    return lambda name, data: data.replace(end, told) if name == _PROPERTIES else data


def _columns_told(tables: Sequence[DataTable]) -> DataTable:
    """Give the table of what every column of the others holds."""
    fields = (
        Field("sheet", "Sheet", "The sheet that the column is on.", required=True),
        Field("column", "Column", "The head of the column.", required=True),
        Field("holds", "What it holds", "What stands in the column's cells."),
    )
    rows = tuple((table.title, field.title, field.description) for table in tables for field in table.fields)
    return DataTable("columns", "Columns", "What each column of the sheets before this holds.", fields, rows)


def _set_up_print(sheet: Worksheet, title: str, document: Document) -> None:
    """Set a sheet for A4: across the page, one page wide, with what it is on every page."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.5, right=0.5)
    sheet.set_header(f"&L&B{_in_margin(title, _MOST_SHORT)}&R{_in_margin(document.heading, _MOST_LONG)}")
    warning = _in_margin(". ".join(warnings_of(document)), _MOST_LONG)
    version = _in_margin(f"Data version {document.version}", _MOST_SHORT)
    sheet.set_footer(f"&L&B{warning}&CPage &P of &N&R{version}")


def _in_margin(text: str, most: int) -> str:
    """Give a text for the top or foot of a page, where `&` begins an order."""
    line = show_line(text)
    kept = cut(line, most - 1)
    return f"{kept}…".replace("&", "&&") if kept != line else line.replace("&", "&&")
