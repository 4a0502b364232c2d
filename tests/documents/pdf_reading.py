"""Reads a PDF for the tests: its tags, and what is painted on its pages; a small document with all of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

from pypdf import PdfReader

from csptui.domain.quarter import FinancialYear, Quarter
from csptui.domain.rag import Colour
from csptui.legend import COLOURS
from csptui.outputs.document.access.pdf_paint import Bounds, painted
from csptui.outputs.document.access.pdf_tree import tree_of
from csptui.outputs.document.formats import written
from csptui.outputs.document.model import (
    Align,
    Bar,
    Bars,
    Block,
    Bullets,
    Cell,
    Chart,
    Column,
    Document,
    Heading,
    Item,
    Kind,
    Paragraph,
    Part,
    Span,
    Table,
    TableRow,
    Term,
    Terms,
)

if TYPE_CHECKING:
    from csptui.outputs.document.access.pdf_paint import Painted
    from csptui.outputs.document.access.pdf_tree import Element

RED, GREEN = COLOURS[Colour.RED], COLOURS[Colour.GREEN]


def pdf_of(document: Document) -> bytes:
    """Give the one file that a document is written as."""
    (data,) = written(document, "pdf").values()
    return data


def reader_of(data: bytes) -> PdfReader:
    """Open a file; anything odd in it is an error."""
    return PdfReader(BytesIO(data), strict=True)


def tags_of(reader: PdfReader) -> Element:
    """Give the tags of a file."""
    numbers = {
        one.indirect_reference.idnum: at for at, one in enumerate(reader.pages, 1) if one.indirect_reference
    }
    return tree_of(reader.root_object["/StructTreeRoot"].get_object(), numbers)  # type: ignore[arg-type] # a dictionary


def pages_of(data: bytes) -> list[Painted]:
    """Give what is painted on each page."""
    reader = reader_of(data)
    bounds = Bounds()
    return [painted(page, reader, bounds) for page in reader.pages]


def text_of(on_page: Painted) -> str:
    """Give the texts of a page in the order of painting."""
    return " ".join(one.text for one in on_page.texts)


def squeezed(text: str) -> str:
    """Give a text without its spaces and line ends, which setting it changes."""
    return "".join(text.split())


def document_with(*blocks: Block, draft: str = "Draft, not signed off") -> Document:
    """Give a document with some blocks in its only part."""
    part = Part("part", "Part", (Heading("Part", 1, "part"), *blocks))
    quarter = Quarter(FinancialYear(2009), 4)
    day = date(2010, 3, 31)
    return Document(
        Kind.REPORT, "Title", "Area", quarter, quarter.months, "Team", day, draft, "3f2a91c", (part,)
    )


@cache
def small_document() -> Document:
    """Give a document with one of everything."""
    columns = (Column("Ref"), Column("Rating"), Column("Actual", 1.0, Align.RIGHT))
    rows = (
        TableRow(
            (Cell("NI 1", head=True), Cell("■ Red", mark=RED), Cell("7.9", "(1/2)", value=Decimal("7.9"))),
            "one",
        ),
        TableRow((Cell("NI 2", head=True), Cell("● Green", mark=GREEN), Cell("12")), "two"),
    )
    table = Table("Figures", "Two indicators.", columns, rows)
    numbers = Table(
        "Ratings",
        "Counts by theme.",
        (Column("Theme"), Column("Red")),
        (TableRow((Cell("T", head=True), Cell("1"))),),
    )
    chart = Chart("Ratings", "One theme with one red.", Bars((Bar("T", ((RED, 1), (GREEN, 2))),)), numbers)
    nested = Item((Span("Second"),), "", (Item((Span("Within"),)),))
    return document_with(
        Heading("Section", 2, "section"),
        Paragraph((Span("Read "), Span("NI 1", link="one"), Span(" strongly", strong=True), Span("."))),
        Bullets((Item((Span("First"),)), nested)),
        table,
        Heading("Terms", 2),
        Terms(
            (
                Term("NI 1", (Paragraph((Span("Said of it."),)),)),
                Term("Red", (Paragraph((Span("Bad."),)),), RED),
            )
        ),
        chart,
    )
