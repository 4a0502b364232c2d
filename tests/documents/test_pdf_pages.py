"""The pages of a PDF: what stands on each of them, and that nothing is cut."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from documents import derby_document, derby_exceptions, enfield_document
from pdf_reading import document_with, pages_of, pdf_of, reader_of, squeezed, text_of

from csptui.outputs.document.model import (
    Cell,
    Column,
    Heading,
    Kept,
    Paragraph,
    Part,
    Span,
    Table,
    TableRow,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from csptui.outputs.document.model import Block, Document

A4 = (595, 842)
DOCUMENTS = [derby_document, derby_exceptions, enfield_document]


def lines_of(*texts: str) -> tuple[Paragraph, ...]:
    """Give paragraphs."""
    return tuple(Paragraph((Span(text),)) for text in texts)


@pytest.mark.parametrize("made", DOCUMENTS)
def test_every_page_has_the_draft_its_number_and_the_data_version(made: Callable[[], Document]) -> None:
    document = made()
    pages = pages_of(pdf_of(document))
    for number, page in enumerate(pages, 1):
        told = text_of(page)
        assert document.draft in told
        assert f"Page {number} of {len(pages)}" in " ".join(told.split())
        assert f"Data version {document.version}" in " ".join(told.split())
        assert document.partnership in told
        assert str(document.quarter) in told


def test_pages_are_upright_a4() -> None:
    boxes = {
        (round(page.mediabox.width), round(page.mediabox.height))
        for page in reader_of(pdf_of(derby_document())).pages
    }
    assert boxes == {A4}


def test_the_exceptions_of_derby_are_two_pages() -> None:
    assert len(reader_of(pdf_of(derby_exceptions())).pages) == 2


@pytest.mark.parametrize("made", [derby_document, enfield_document])
def test_the_summary_stands_on_one_page(made: Callable[[], Document]) -> None:
    document = made()
    (summary,) = [part for part in document.parts if part.id == "summary"]
    tables = [block for block in summary.blocks if isinstance(block, Table)]
    wanted = [squeezed(cell.text) for table in tables for row in table.rows for cell in row.cells]
    pages = [squeezed(text_of(page)) for page in pages_of(pdf_of(document))]
    (page,) = [page for page in pages if squeezed(tables[0].title) in page and "Summary" in page]
    assert all(text in page for text in wanted)


@pytest.mark.parametrize("before", [0, 10, 25, 40])
def test_a_summary_is_not_divided_wherever_it_begins(before: int) -> None:
    rows = tuple(TableRow((Cell(f"row{number}x", head=True),)) for number in range(25))
    summary: tuple[Block, ...] = (
        Heading("Summary", 1),
        Table("Counts", "", (Column("A"),), rows),
        *lines_of("last of it"),
    )
    document = document_with(*lines_of(*("filler",) * before))
    document = replace(document, parts=(*document.parts, Part("summary", "Summary", summary)))
    (told,) = [text_of(page) for page in pages_of(pdf_of(document)) if "row0x" in text_of(page)]
    assert "Summary" in told
    assert "last of it" in told


@pytest.mark.parametrize("made", DOCUMENTS)
def test_every_cell_of_every_table_is_in_the_file(made: Callable[[], Document]) -> None:
    document = made()
    told = squeezed("".join(text_of(page) for page in pages_of(pdf_of(document))))
    for block in document.blocks():
        if isinstance(block, Table):
            for cell in (cell for row in block.rows for cell in row.cells):
                assert squeezed(cell.text) in told
                assert squeezed(cell.detail) in told


def test_a_document_that_is_signed_off_carries_no_draft_line() -> None:
    (page,) = pages_of(pdf_of(document_with(*lines_of("Said."), draft="")))
    assert "Draft" not in text_of(page)


def test_a_sensitive_document_says_so_on_every_page() -> None:
    pages = pages_of(pdf_of(derby_document(sensitive=True)))
    assert all("not for publication" in text_of(page) for page in pages)


def test_the_head_of_a_table_is_repeated_on_each_page() -> None:
    rows = tuple(TableRow((Cell(f"row {number}", head=True), Cell("said"))) for number in range(200))
    pages = pages_of(pdf_of(document_with(Table("Long", "", (Column("Headline"), Column("B")), rows))))
    assert len(pages) > 3
    assert all("Headline" in text_of(page) for page in pages)


def test_a_row_is_not_divided_between_pages() -> None:
    rows = tuple(
        TableRow((Cell(f"begin{number} " + "and so on " * 150 + f"end{number}", head=True), Cell("")))
        for number in range(30)
    )
    for page in pages_of(pdf_of(document_with(Table("T", "", (Column("A"), Column("B")), rows)))):
        told = text_of(page)
        assert re.findall(r"begin(\d+)", told) == re.findall(r"end(\d+)", told)


def test_what_is_kept_together_stands_on_one_page_and_its_heading_with_it() -> None:
    blocks = [
        block
        for number in range(40)
        for block in (Heading(f"head{number}x", 2), Kept(lines_of(*(f"line{number}x" for _ in range(7)))))
    ]
    for page in pages_of(pdf_of(document_with(*blocks))):
        told = text_of(page)
        for number in set(re.findall(r"(?:head|line)(\d+)x", told)):
            assert told.count(f"line{number}x") == 7
            assert told.count(f"head{number}x") == 1


def test_pages_are_filled_where_nothing_is_to_be_kept_together() -> None:
    blocks: list[Block] = []
    for number in range(100):
        blocks += [Heading(f"head {number}", 2), *lines_of("Said. " * 10)]
    *full, _ = pages_of(pdf_of(document_with(*blocks)))
    assert len(full) > 3
    assert all(min(one.up for one in page.texts if one.up > 48) < 130 for page in full)


def test_what_is_longer_than_a_page_is_divided_and_not_cut() -> None:
    long = Kept(lines_of(*(f"line{number}x" for number in range(300))))
    row = TableRow((Cell("\n".join(f"cell{number}x" for number in range(300)), head=True),))
    pages = pages_of(pdf_of(document_with(long, Table("T", "", (Column("A"),), (row,)))))
    told = "".join(text_of(page) for page in pages)
    assert all(f"line{number}x" in told and f"cell{number}x" in told for number in range(300))
    assert all(20 < text.up < 822 for page in pages for text in page.texts)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext of poppler-utils is not installed")
@pytest.mark.parametrize("made", DOCUMENTS)
def test_no_word_is_outside_the_margins(made: Callable[[], Document], tmp_path: Path) -> None:
    assert words_outside(pdf_of(made()), tmp_path) == []


def words_outside(data: bytes, folder: Path) -> list[str]:
    """Give the words that stand beyond the margins, as another reader of PDF sees them."""
    file = folder / "made.pdf"
    file.write_bytes(data)
    told = subprocess.run(["pdftotext", "-bbox", file, "-"], capture_output=True, check=True).stdout.decode(
        "utf-8", "replace"
    )
    found = re.findall(
        r'xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>', told
    )
    assert found
    inside = (48.0, 30.0, A4[0] - 48.0, A4[1] - 15.0)
    return [
        word
        for left, high, right, low, word in found
        if float(left) < inside[0]
        or float(high) < inside[1]
        or float(right) > inside[2]
        or float(low) > inside[3]
    ]
