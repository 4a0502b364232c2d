"""Writes the sheets of a workbook: lines of notes, and tables. No text is ever read as something else."""

from __future__ import annotations

from decimal import Decimal
from itertools import count
from math import ceil
from typing import TYPE_CHECKING

from csptui.domain.amounts import MOST_SHOWN
from csptui.domain.figure import places_of
from csptui.domain.shown import show, show_line
from csptui.outputs.document.workbook.looks import is_number, rates
from csptui.outputs.document.workbook.names import heads, units
from csptui.outputs.document.workbook.notes import Look
from csptui.outputs.document.workbook.room import height, width
from csptui.outputs.document.workbook.texts import MOST, pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from csptui.outputs.document.model import DataTable, Field, Value
    from csptui.outputs.document.workbook.looks import Looks
    from csptui.outputs.document.workbook.notes import Note

_NOTES_WIDTH = 110.0
_TITLE_LINES = 1.7
"""The height of the title beside that of a line of text."""
# A double keeps every number of so many digits, and Excel shows no more of one; nor more places.
_DIGITS, _PLACES = 15, 30
_MOST_FROZEN = 2
_BUTTON = 3
_PAGE = 230.0
"""How many letters across are still read on a page of A4; a wider table goes on, beside, on a page more."""
"""Texts of so many letters have the widest columns."""


def write_lines(sheet: Worksheet, lines: Iterable[Note], names: Sequence[str], looks: Looks) -> None:
    """Write lines one below the other, in the one column that their sheet has."""
    sheet.set_column(0, 0, _NOTES_WIDTH)
    sheet.hide_gridlines(2)
    row = count()
    for line in lines:
        style, text = looks.line(line.look), show(line.text)
        if line.sheet is not None:
            name = names[line.sheet]
            target = name.replace("'", "''")
            sheet.write_url(next(row), 0, f"internal:'{target}'!A1", style, name)
        elif line.lead:
            _write_led(sheet, row, show_line(line.lead), text, looks)
        else:
            _write_pieces(sheet, row, text, style)


def _write_pieces(sheet: Worksheet, row: count[int], text: str, style: Format) -> None:
    """Write a text, in several rows where it is longer than a cell may be; an empty one takes a row too."""
    if not text:
        next(row)
    for piece in pieces(text):
        at = next(row)
        sheet.set_row(at, height([piece], [_NOTES_WIDTH]) * (_TITLE_LINES if at == 0 else 1))
        write_text(sheet, (at, 0), piece, style)


def _write_led(sheet: Worksheet, row: count[int], lead: str, text: str, looks: Looks) -> None:
    """Write a word, and after it in the same cell the text that it leads."""
    whole = f"{lead}: {text}" if text else lead
    style = looks.line(Look.BODY)
    if not text or units(whole) > MOST:
        _write_pieces(sheet, row, whole, looks.lead() if not text else style)
        return
    at = next(row)
    sheet.set_row(at, height([whole], [_NOTES_WIDTH]))
    sheet.write_rich_string(at, 0, looks.lead(), f"{lead}: ", looks.plain(), text, style)


def write_text(sheet: Worksheet, at: tuple[int, int], text: str, style: Format) -> None:
    """Write a text that fits a cell, as it is.

    XlsxWriter takes what stands between `<r>` and `</r>` for its own rich text, and would write it raw.
    """
    if text.startswith("<r>") and text.endswith("</r>"):
        sheet.write_rich_string(*at, style, text[:1], style, text[1:], style)
    else:
        sheet.write_string(*at, text, style)


def write_table(sheet: Worksheet, table: DataTable, name: str, looks: Looks) -> None:
    """Write a table with its heads in the first row, which stays in sight."""
    from xlsxwriter.utility import xl_col_to_name  # noqa: PLC0415 - only a workbook needs it

    titles = heads(field.title for field in table.fields)
    columns = [
        {"header": title, "header_format": looks.head(field)}
        for title, field in zip(titles, table.fields, strict=True)
    ]
    bottom, right = max(1, len(table.rows)), len(table.fields) - 1
    sheet.add_table(
        0,
        0,
        bottom,
        right,
        {
            "name": name,
            "columns": columns,
            "style": "Table Style Light 1",
            "banded_rows": False,
            "title": show_line(table.title),
            "description": show_line(table.description),
        },
    )
    told = [tuple(map(_told, row)) for row in table.rows]
    widths = [
        width(titles[at], (row[at] for row in told), numbers=is_number(field))
        for at, field in enumerate(table.fields)
    ]
    for column, wide in enumerate(widths):
        sheet.set_column(column, column, wide)
    sheet.set_row(0, height(titles, [wide - _BUTTON for wide in widths]))
    for at, row in enumerate(table.rows, start=1):
        sheet.set_row(at, height(told[at - 1], widths))
        for column, (field, value) in enumerate(zip(table.fields, row, strict=True)):
            _write_value(sheet, (at, column), value, field, looks)
    # Codes such as 5.1 are texts on purpose: no green corner asks to make numbers of them.
    sheet.ignore_errors({"number_stored_as_text": f"A1:{xl_col_to_name(right)}{bottom + 1}"})
    frozen = _frozen(table)
    sheet.freeze_panes(1, frozen)
    sheet.repeat_rows(0)
    across = ceil(sum(widths) / _PAGE)
    if across > 1 and frozen:
        sheet.repeat_columns(0, frozen - 1)
    sheet.fit_to_pages(across, 0)


def _frozen(table: DataTable) -> int:
    """Give how many columns stay in sight: those up to the key, where these are few."""
    key = next((at for at, field in enumerate(table.fields) if field.required), None)
    return key + 1 if key is not None and key < _MOST_FROZEN else 0


def _write_value(sheet: Worksheet, at: tuple[int, int], value: Value, field: Field, looks: Looks) -> None:
    match value:
        case None | "":
            sheet.write_blank(*at, None, looks.empty())
        case bool():
            write_text(sheet, at, _told(value), looks.text())
        case Decimal() | int():
            _write_number(sheet, at, Decimal(value), looks, field.shown_places)
        case _ if rates(field):
            write_text(sheet, at, value, looks.rating(value))
        case _:
            write_text(sheet, at, value, looks.text())


def _write_number(
    sheet: Worksheet, at: tuple[int, int], value: Decimal, looks: Looks, shown: int | None
) -> None:
    """Write a number that shows the places that it has; one too long for Excel is written as its digits."""
    places = places_of(value) if shown is None else shown
    if len(value.as_tuple().digits) > _DIGITS:
        # Worked out, and not typed: a double holds all of it that is of use.
        places = min(places, MOST_SHOWN)
    if value.adjusted() >= _DIGITS or places > _PLACES:
        write_text(sheet, at, f"{value:,f}", looks.text(right=True))
    else:
        sheet.write_number(*at, float(value), looks.number(places))


def _told(value: Value) -> str:
    """Give a value as its cell shows it, or longer."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case str():
            return value
        case _:
            return f"{value:,}"
