"""The document cut into pages: nothing lost, nothing orphaned, and every indicator found again."""

from __future__ import annotations

from functools import cache

import pytest
from documents import derby_document, derby_exceptions, enfield_document, hostile_document, hostile_texts
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from test_text_whole import a_document, said

from csptui.outputs.appearance import NARROWEST, Look
from csptui.outputs.document.model import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Kept,
    Table,
    TableRow,
    Term,
    Terms,
)
from csptui.outputs.document.pages import LEAST_BODY, Page, Pages, pages_of
from csptui.outputs.document.text.writer import set_document

SIZES = [(78, 24), (78, 66), (94, 36), (94, 66), (NARROWEST, 20)]
DRAFT = "Draft, not signed off: 6 checks to fix"


@cache
def derby(width: int = 94, height: int = 36) -> Pages:
    """Give the pages of Derby's report."""
    return pages_of(derby_document(), Look(width), height)


def plain(page: Page) -> list[str]:
    """Give the lines of a page."""
    return [line.plain.rstrip() for line in page.lines]


def body(page: Page) -> list[str]:
    """Give the lines between the head and the foot that hold anything."""
    lines = plain(page)
    start = lines.index("") + 1
    return [line for line in lines[start:-1] if line]


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_every_page_has_its_head_its_foot_and_its_height(width: int, height: int) -> None:
    """Names and quarter, title and number, the draft, and the version of the data at the foot."""
    for document in (derby_document(), derby_exceptions(), enfield_document()):
        found = pages_of(document, Look(width), height).pages
        for number, page in enumerate(found, start=1):
            lines = plain(page)
            head = " ".join(lines[: lines.index("")])
            assert page.number == number
            assert len(lines) == height == len(page.anchors)
            assert max(map(cell_len, lines)) <= width
            assert f"Page {number} of {len(found)}" in head
            assert document.partnership in head
            assert " ".join(head.split()).endswith(document.draft)
            assert lines[-1] == f"Data version {document.version}"
            assert body(page)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_no_line_is_lost_between_pages(width: int, height: int) -> None:
    """The pages one after the other are the text, but for the heads of tables that go on."""
    for document in (derby_document(), derby_exceptions(), enfield_document()):
        whole = [line.plain.rstrip() for line in set_document(document, Look(width))]
        wanted = [line for line in whole[whole.index("") :] if line][:-2]
        cut = [line for page in pages_of(document, Look(width), height).pages for line in body(page)]
        at = 0
        for line in cut:
            if at < len(wanted) and line == wanted[at]:
                at += 1
            else:
                assert line in wanted[:at], line
        assert at == len(wanted)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_a_part_begins_a_page(width: int, height: int) -> None:
    """Its heading is the first of the page that it is said to start on."""
    found = pages_of(derby_document(), Look(width), height)
    assert list(found.starts) == [part.id for part in derby_document().parts]
    for part in derby_document().parts[1:]:
        page = found.pages[found.starts[part.id] - 1]
        assert body(page)[0] == part.title
        assert found.page_of(part.id) == (page.number, plain(page).index(part.title))
    assert [page.part for page in found.pages] == sorted(
        (page.part for page in found.pages), key=list(found.starts).index
    )


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_no_heading_is_the_last_of_a_page(width: int, height: int) -> None:
    """Nor a caption, nor the heads of a table."""
    for document in (derby_document(), enfield_document()):
        headings = {block.text for block in document.blocks() if isinstance(block, Heading)}
        captions = {block.title for block in document.blocks() if isinstance(block, Table)}
        for page in pages_of(document, Look(width), height).pages:
            last = body(page)[-1]
            assert last not in headings | captions
            assert set(last) != {"─"}


def test_every_indicator_has_its_place_and_is_found_from_it() -> None:
    """Its row stands there; its comment and its exception lead to it as well."""
    for width, height in SIZES:
        found = derby(width, height)
        document = derby_document()
        tables = [block for block in document.blocks() if isinstance(block, Table)]
        rows = [row for table in tables for row in table.rows if row.anchor.startswith("indicator-")]
        assert len(rows) == 24
        for row in rows:
            place = found.page_of(row.anchor)
            assert place is not None
            page, line = place
            assert row.cells[1].text in plain(found.pages[page - 1])[line]
            assert found.pages[page - 1].part.startswith("theme-")
            assert found.anchor_at(page, line) == row.anchor
        for kind in ("comment", "exception"):
            place = found.page_of(f"{kind}-NI43")
            assert place is not None
            assert "NI 43" in plain(found.pages[place[0] - 1])[place[1]]
            assert found.anchor_at(*place) == "indicator-NI43"


def test_an_exception_is_found_where_there_is_no_theme() -> None:
    """The print-out has no other place of an indicator."""
    found = pages_of(derby_exceptions(), Look(94), 66)
    place = found.page_of("indicator-NI43")
    assert place == found.page_of("exception-NI43")
    assert place is not None
    assert found.anchor_at(*place) == "indicator-NI43"


def test_what_is_about_no_indicator_leads_to_none() -> None:
    """Heads, feet, headings, and pages and lines that there are not."""
    found = derby()
    assert found.anchor_at(1, 0) == found.anchor_at(1, 10_000) == found.anchor_at(0, 0) == ""
    assert found.anchor_at(len(found.pages) + 1, 0) == found.anchor_at(1, -1) == ""
    assert found.page_of("indicator-none") is None


def test_exceptions_are_not_parted() -> None:
    """On a page that they fit on, all lines about one stand on one."""
    found = pages_of(derby_exceptions(), Look(94), 66)
    pages = [{anchor for anchor in page.anchors if anchor} for page in found.pages]
    for one in pages:
        for other in pages:
            assert one is other or one.isdisjoint(other)
    assert sum(map(len, pages)) == 13


def table(rows: int, lines: int = 1) -> Table:
    """Give a table of rows that have so many lines each."""
    columns = (Column("Name", 4), Column("Actual", 1, Align.RIGHT))
    name = " ".join(["word" * 10] * lines)
    return Table(
        "Caption",
        "",
        columns,
        tuple(TableRow((Cell(name, head=True), Cell(f"{row}.")), f"row-{row}") for row in range(rows)),
    )


def test_heads_are_repeated_on_a_further_page() -> None:
    """Caption once, heads on each page that has rows."""
    found = pages_of(a_document(table(40), draft=DRAFT), Look(80), 24).pages
    assert len(found) > 2
    for number, page in enumerate(found):
        assert sum("Name" in line for line in body(page)) == 1
        assert ("Caption" in body(page)) is (number == 0)


def test_rows_are_not_parted_where_they_fit() -> None:
    """A row of five lines begins a page where less is left."""
    found = pages_of(a_document(table(9, 3)), Look(60), 20).pages
    for page in found:
        assert sum("word" in line for line in body(page)) % 3 == 0


def test_a_row_longer_than_a_page_goes_on() -> None:
    """It is parted, since it has to be."""
    found = pages_of(a_document(table(1, 60)), Look(80), 20)
    assert sum(line.count("word" * 10) for page in found.pages for line in body(page)) == 60
    assert len(found.pages) > 2


def test_a_paragraph_leaves_no_line_alone() -> None:
    """Two lines at least stay, and two at least go on."""
    for before in range(20):
        blocks = [*(said(f"{number}.") for number in range(before)), said(" ".join(["word" * 5] * 18))]
        for page in pages_of(a_document(*blocks), Look(60), 24).pages:
            assert sum("word" in line for line in body(page)) != 1


def test_a_long_paragraph_fills_the_page() -> None:
    """It is parted, and leaves no half page empty."""
    found = pages_of(a_document(said("word " * 2_000)), Look(60), 24).pages
    assert all(len(body(page)) >= 24 - 6 for page in found[:-1])


BLOCKS: st.SearchStrategy[Block] = st.recursive(
    st.one_of(
        st.builds(lambda count: said("word " * count), st.integers(0, 300)),
        st.builds(lambda level: Heading("Heading", level, "there"), st.integers(1, 4)),
        st.builds(table, st.integers(1, 30), st.integers(1, 4)),
        st.builds(lambda count: Terms((Term("Term", (said("word " * count),)),)), st.integers(0, 90)),
    ),
    lambda inner: st.builds(lambda some: Kept(tuple(some)), st.lists(inner, min_size=1, max_size=3)),
    max_leaves=4,
)


@settings(max_examples=150, deadline=None)
@given(blocks=st.lists(BLOCKS, max_size=8), height=st.integers(1, 70), width=st.integers(NARROWEST, 120))
def test_any_document_is_cut_without_loss(blocks: list[Block], height: int, width: int) -> None:
    """Every page has one height; words are as many as in the text."""
    document = a_document(*blocks)
    found = pages_of(document, Look(width), height)
    whole = [line.plain for line in set_document(document, Look(width))]
    for word in ("word", "Term", "Heading"):
        assert sum(line.count(word) for page in found.pages for line in body(page)) == sum(
            line.count(word) for line in whole
        )
    heights = {len(page.lines) for page in found.pages}
    assert len(heights) == 1
    assert heights.pop() == max(height, LEAST_BODY + 5)


@pytest.mark.parametrize("name", sorted(hostile_texts()))
def test_hostile_texts_are_cut_too(name: str) -> None:
    """Whatever stands in the head as well."""
    document: Document = hostile_document(hostile_texts()[name])
    found = pages_of(document, Look(78), 30)
    assert len({len(page.lines) for page in found.pages}) == 1
    assert max(cell_len(line) for page in found.pages for line in plain(page)) <= 78
