"""Data tables by hand, with what spreadsheets get wrong, for the tests of the workbook and of the package."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from documents import derby_document

from csptui.outputs.document.formats import written
from csptui.outputs.document.model import DataTable, Field, FieldType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csptui.outputs.document.model import Document, Value

FORMULAS = (
    "=cmd()",
    '=HYPERLINK("http://x","y")',
    "+1",
    "-1+2",
    "-24.1%",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "  =1+1",
    "\n=1+1",
    "＝1+1",
    "＠SUM",
    "'=1",
    "''",
    "'tis",
    "{=SUM(A1)}",
)
"""Texts that a spreadsheet could run, or take for something else than text."""
LIKE_XML = (
    "<r>a & b</r>",
    "<r><t>x</t></r>",
    "<script>alert(1)</script>",
    "&amp; &#x41; ]]>",
    "_x0041_ _x000D_",
    "http://example.invalid/ mailto:a@b internal:'A'!A1 external:x",
    "0042",
    "1e5",
    "1/2",
    "TRUE",
    "2010-03-31",
    " spaces  at both ends ",
    "two\nlines",
    "\u202eright\x1b[31m\x00\ud800\ufffe",
    "\U0001f600 e\u0301",
)
NUMBERS = tuple(
    map(
        Decimal,
        ("7.9", "-24.1", "7.50", "0", "0.00", "-0.5", "2475", "1234567.891", "13.478260869565217", "0.0001"),
    )
)
RATINGS = ("Red", "Amber", "Green", "Not rated", "No data")
_FIELDS = (
    Field("id", "Indicator", "The key.", required=True),
    Field("text", "Text", "Any text."),
    Field("rating", "Rating", "The colour in words.", values=RATINGS),
    Field("value", "Value", "A number.", FieldType.NUMBER),
    Field("count", "Count", "A whole number.", FieldType.WHOLE),
    Field("sure", "Sure", "Whether it is.", FieldType.TRUTH),
    Field("percent", "Percent", "Held with more places than shown.", FieldType.NUMBER, shown_places=1),
)


def table(rows: Sequence[tuple[Value, ...]], name: str = "awkward", title: str = "Awkward") -> DataTable:
    """Give a table of rows that have a value for each field."""
    return DataTable(name, title, "What a spreadsheet gets wrong.", _FIELDS, tuple(rows))


def with_tables(*tables: DataTable) -> Document:
    """Give Derby's report with other tables."""
    return replace(derby_document(), data=tables)


def texts_table(texts: Sequence[str]) -> DataTable:
    """Give a table with each text in a row."""
    return table([(f"I{at}", text, None, None, None, None, None) for at, text in enumerate(texts)])


def full_table() -> DataTable:
    """Give a table with every kind of value, and none."""
    rows: list[tuple[Value, ...]] = [
        (
            f"I{at}",
            text,
            RATINGS[at % len(RATINGS)],
            NUMBERS[at % len(NUMBERS)],
            at - 3,
            at % 2 == 0,
            Decimal("5.3333") + at,
        )
        for at, text in enumerate((*FORMULAS, *LIKE_XML))
    ]
    return table([*rows, ("empty", None, None, None, None, None, None)])


def workbook_of(document: Document) -> bytes:
    """Give the bytes of a document's workbook."""
    ((_, data),) = written(document, "xlsx").items()
    return data


def package_of(document: Document) -> dict[str, bytes]:
    """Give the files of a document's data package by their names in its folder."""
    return {name.rpartition("/")[2]: data for name, data in written(document, "csv").items()}
