"""The document as text: nothing is cut, nothing is too wide, and little changes where little has changed."""

from __future__ import annotations

import difflib
import unicodedata
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

import pytest
from documents import (
    DERBY,
    derby_document,
    derby_exceptions,
    enfield_document,
    hostile_document,
    hostile_texts,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from csptui.domain.quarter import FinancialYear, Quarter
from csptui.domain.scorecard import Reading
from csptui.domain.shown import show_line
from csptui.legend import COLOURS
from csptui.outputs.appearance import NARROWEST, WIDEST, Look
from csptui.outputs.document.build import report_document
from csptui.outputs.document.formats import AS_USUAL, written
from csptui.outputs.document.model import (
    SENSITIVE,
    Align,
    Bullets,
    Cell,
    Chart,
    Column,
    Document,
    Heading,
    Item,
    Kept,
    Kind,
    Paragraph,
    Part,
    Span,
    Table,
    TableRow,
    Term,
    Terms,
    Tone,
    plain,
)
from csptui.outputs.document.source import gather
from csptui.outputs.document.text.writer import COLUMNS, set_document
from csptui.storage.folder import load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csptui.outputs.document.model import Block

WIDTHS = (NARROWEST, 66, COLUMNS, 94, 110, 160, WIDEST)


def a_document(*blocks: Block, draft: str = "") -> Document:
    """Give a document of one part."""
    quarter = Quarter(FinancialYear(2009), 4)
    part = Part("part", "Part", (Heading("Part", 1), *blocks))
    return Document(
        Kind.REPORT,
        "Title",
        "Somewhere",
        quarter,
        quarter.months,
        "Author",
        derby_document().date,
        draft,
        "abcdef0",
        (part,),
    )


def said(text: str) -> Paragraph:
    """Give a paragraph."""
    return Paragraph((Span(text),))


def lines_of(document: Document, width: int, *, ascii_only: bool = False) -> list[str]:
    """Give a document's lines as they are printed."""
    return [line.plain.rstrip() for line in set_document(document, Look(width, ascii_only=ascii_only))]


def texts_of(document: Document) -> Iterator[str]:
    """Give every text that a reader has to see."""
    yield from (document.title, document.partnership, document.draft, document.version)
    for block in document.blocks():
        yield from texts_in(block)


def texts_in(block: Block) -> list[str]:
    """Give the texts of one block, without those of the blocks in it."""
    match block:
        case Heading():
            return [block.text]
        case Paragraph():
            return [plain(block.spans)]
        case Bullets():
            return [plain(one.spans) for item in block.items for one in (item, *item.items)]
        case Terms():
            return [term.word for term in block.terms]
        case Table():
            return [text for row in block.rows for cell in row.cells for text in (cell.text, cell.detail)]
        case Chart() | Kept():
            return []


def counted(text: str) -> dict[str, int]:
    """Count the characters of a text but for its blanks."""
    found: dict[str, int] = {}
    for one in text:
        if not one.isspace():
            found[one] = found.get(one, 0) + 1
    return found


def missing(document: Document, width: int) -> dict[str, int]:
    """Give the characters that a reader has to see, and that the page has too few of."""
    page = counted("\n".join(lines_of(document, width)))
    wanted = counted("".join(map(show_line, texts_of(document))))
    return {one: count - page.get(one, 0) for one, count in wanted.items() if count > page.get(one, 0)}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("ascii_only", [False, True])
def test_no_line_is_wider_than_the_page(width: int, *, ascii_only: bool) -> None:
    """Of any document, in the characters of the page alone."""
    for document in (derby_document(sensitive=True), derby_exceptions(), enfield_document()):
        lines = lines_of(document, width, ascii_only=ascii_only)
        assert max(map(cell_len, lines)) <= width
        assert not ascii_only or "".join(lines).isascii()


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_cut(width: int) -> None:
    """Each sign of each text is on the page as often as it is in the document."""
    for document in (derby_document(sensitive=True), derby_exceptions(), enfield_document()):
        assert missing(document, width) == {}


@pytest.mark.parametrize("width", [NARROWEST, COLUMNS, 110])
@pytest.mark.parametrize("name", sorted(hostile_texts()))
def test_hostile_texts_are_whole_and_fit(name: str, width: int) -> None:
    """In every place that holds text; nothing acts on the terminal."""
    document = hostile_document(hostile_texts()[name])
    lines = lines_of(document, width)
    assert max(map(cell_len, lines)) <= width
    assert missing(document, width) == {}
    assert {unicodedata.category(one) for one in "".join(lines)}.isdisjoint({"Cc", "Cf", "Cs", "Zl", "Zp"})


TEXTS = st.text(max_size=40)


@settings(max_examples=150, deadline=None)
@given(
    cells=st.lists(st.tuples(TEXTS, TEXTS, TEXTS, TEXTS), min_size=1, max_size=4),
    sides=st.tuples(*[st.sampled_from(Align)] * 4),
    width=st.integers(NARROWEST, 200),
)
def test_any_table_fits_and_is_whole(
    cells: list[tuple[str, ...]], sides: tuple[Align, ...], width: int
) -> None:
    """Whatever is in it: what has no room of its own is told below its row."""
    columns = tuple(Column(f"Head {at}", 1 + at, side) for at, side in enumerate(sides))
    rows = tuple(
        TableRow(tuple(Cell(text, detail=text[:9] if at == 1 else "") for at, text in enumerate(row)))
        for row in cells
    )
    document = a_document(Table("Caption", "", columns, rows))
    assert max(map(cell_len, lines_of(document, width))) <= width
    assert missing(document, width) == {}


@settings(max_examples=100, deadline=None)
@given(texts=st.lists(TEXTS, min_size=5, max_size=5), width=st.integers(NARROWEST, 120))
def test_any_blocks_fit_and_are_whole(texts: list[str], width: int) -> None:
    """Lists in terms in what is kept together."""
    one, two, three, four, five = texts
    items = Bullets((Item((Span(one),), "1.", (Item((Span(two),)),)), Item((Span(three),))))
    terms = Terms((Term(four, (said(five), items)), Term(five, ()), Term("Word", (said(one),))))
    document = a_document(Kept((Heading(two, 2), terms)), items, said(three))
    assert max(map(cell_len, lines_of(document, width))) <= width
    assert missing(document, width) == {}


def test_a_rating_says_its_word_and_its_sign() -> None:
    """With its glyph, and with its letter where there are no glyphs."""
    cells = tuple(Cell(f"{mark.glyph} {mark.word}", mark=mark) for mark in COLOURS.values())
    columns = (Column("Name", 4), Column("Rating"))
    rows = tuple(TableRow((Cell("x", head=True), cell)) for cell in cells)
    document = a_document(Table("", "", columns, rows))
    usual, plainly = (lines_of(document, 80, ascii_only=one) for one in (False, True))
    assert [line.split("x")[1].strip() for line in usual if line.startswith("x")] == [
        "■ Red",
        "▲ Amber",
        "● Green",
        "– Not rated",
    ]
    assert [line.split("x")[1].strip() for line in plainly if line.startswith("x")] == [
        "R Red",
        "A Amber",
        "G Green",
        "- Not rated",
    ]


def test_what_stayed_the_same_has_the_sign_of_the_list_in_ascii() -> None:
    """An arrow of two signs would be taken for a minus."""
    columns = (Column("Name", 4), Column("Trend"))
    document = a_document(Table("", "", columns, (TableRow((Cell("x", head=True), Cell("→ same"))),)))
    (line,) = [line for line in lines_of(document, 80, ascii_only=True) if line.startswith("x")]
    assert line.split() == ["x", "=", "same"]


def test_a_page_without_a_version_names_none() -> None:
    """Of the past, which no state of the files stands for."""
    lines = lines_of(replace(a_document(said("x")), version=""), 80)
    assert lines[-1] == "x"


def test_figures_end_below_each_other() -> None:
    """Numbers are set to the right, words to the left."""
    columns = (Column("Name", 4), Column("Actual", 1, Align.RIGHT))
    rows = tuple(TableRow((Cell("a name"), Cell(text))) for text in ("1", "2,475", "-24.1%"))
    found = [line for line in lines_of(a_document(Table("", "", columns, rows)), 80) if "a name" in line]
    assert len({len(line) for line in found}) == 1


def test_bold_words_keep_the_signs_that_follow_them() -> None:
    """A blank is only where one was written."""
    spans = (Span("one "), Span("two", strong=True), Span(", three"), Span(" four", strong=True))
    assert "one two, three four" in lines_of(a_document(Paragraph(spans)), 80)


def test_the_draft_and_the_sensitive_stand_at_the_top() -> None:
    """Before the first part."""
    document = replace(a_document(said("x"), draft="Draft, not signed off"), sensitive=True)
    lines = lines_of(document, 80)
    assert lines[2:5] == [document.compiled, "Draft, not signed off", SENSITIVE]
    assert lines.index("Part") > 3


def test_a_warning_is_set_apart_in_bold() -> None:
    """In the style that the terminal shows in bold."""
    warned = a_document(Paragraph((Span("Beware"),), Tone.WARNING))
    (line,) = [line for line in set_document(warned, Look(80)) if line.plain == "Beware"]
    assert [style for _, style in line.pieces] == ["strong"]


def test_the_file_is_utf8_of_78_columns_without_blanks_at_its_ends() -> None:
    """It ends with the version of the data and one line end."""
    for document in (derby_document(), derby_exceptions(), enfield_document()):
        ((name, data),) = written(document, "txt").items()
        assert name.endswith(".txt")
        lines = data.decode("utf-8").split("\n")
        assert lines[-1] == ""
        assert lines[-2] == f"Data version {document.version}"
        assert all(line == line.rstrip() and cell_len(line) <= COLUMNS for line in lines)
        assert b"\r" not in data
        assert written(document, "txt", AS_USUAL) == {name: data}


@cache
def derby_with(value: str) -> Document:
    """Give the report of Derby with another actual for NI 43, made from the same files."""
    dataset, _ = load(DERBY)
    record = dataset.record
    reading = record.readings["NI43"]
    changed = Reading(replace(reading.figure, value=Decimal(value), fraction=None), reading.expected)
    quarters = {
        **dataset.quarters,
        dataset.shown: replace(record, readings={**record.readings, "NI43": changed}),
    }
    return report_document(gather(DERBY, replace(dataset, quarters=quarters)))


@pytest.mark.parametrize(("form", "most"), [("txt", 14), ("md", 10)])
def test_one_changed_figure_changes_few_lines(form: str, most: int) -> None:
    """No other row moves: what differs are lines about the indicator itself."""
    ((_, one),) = written(derby_with("13.11"), form).items()
    ((_, two),) = written(derby_with("13.24"), form).items()
    changed = [
        line
        for line in difflib.ndiff(one.decode().splitlines(), two.decode().splitlines())
        if line.startswith("+ ")
    ]
    assert 0 < len(changed) <= most
