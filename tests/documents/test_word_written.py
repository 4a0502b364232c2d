"""The report in Word, opened by python-docx: what is said, in real headings, tables, lists and links."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

import pytest
from documents import derby_document, derby_exceptions, enfield_document
from word_files import W, body_text, opened, said, texts, word_bytes

from csptui.domain.shown import show
from csptui.outputs.document.access.docx import faults
from csptui.outputs.document.formats import AS_USUAL, written
from csptui.outputs.document.model import (
    Bullets,
    Document,
    Heading,
    Item,
    Kept,
    Paragraph,
    Span,
    Table,
)
from csptui.outputs.document.word.lengths import page_beginners

if TYPE_CHECKING:
    from lxml.etree import _Element as Node

DOCUMENTS = pytest.mark.parametrize(
    "document",
    [derby_document(), derby_exceptions(), enfield_document()],
    ids=["derby", "exceptions", "enfield"],
)


@DOCUMENTS
def test_no_rule_of_access_is_broken(document: Document) -> None:
    """What is written has no fault that the checker knows."""
    assert faults(word_bytes(document)) == []


def test_there_is_one_file_named_after_the_quarter() -> None:
    """The name says which report of which quarter it is."""
    assert list(written(derby_document(), "docx", AS_USUAL)) == ["report-2009-10-Q4.docx"]


@DOCUMENTS
def test_every_heading_is_a_heading_of_word(document: Document) -> None:
    """Headings have Word's own styles, in the order and at the levels of the document."""
    wanted = [(one.level, show(one.text)) for one in document.blocks() if isinstance(one, Heading)]
    found = [
        (int(style.name[-1]), paragraph.text)
        for paragraph in opened(word_bytes(document)).paragraphs
        if (style := paragraph.style) is not None and (style.name or "").startswith("Heading ")
    ]
    assert found == wanted


@DOCUMENTS
def test_every_text_stands_there_in_order(document: Document) -> None:
    """Paragraphs, items, terms and cells come through whole and in reading order."""
    found, at = body_text(word_bytes(document)), 0
    for text in said(document):
        at = found.index(show(text), at)


@DOCUMENTS
def test_tables_have_heads_that_repeat_and_rows_that_do_not_split(document: Document) -> None:
    """Every table has its title, its description and heads; no row is torn by the end of a page."""
    wanted = [one for one in document.blocks() if isinstance(one, Table)]
    found = list(opened(word_bytes(document)).element.body.iter(f"{W}tbl"))
    assert len(found) == len(wanted)
    for node, table in zip(found, wanted, strict=True):
        properties = node.find(f"{W}tblPr")
        assert properties.find(f"{W}tblCaption").get(f"{W}val") == table.title
        assert properties.find(f"{W}tblDescription").get(f"{W}val") == table.description
        rows = node.findall(f"{W}tr")
        assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] + [False] * len(
            table.rows
        )
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        assert [list(texts(row)) for row in rows] == [
            [column.head for column in table.columns],
            *(
                [show(part) for cell in row.cells for part in _cell(cell.text, cell.detail)]
                for row in table.rows
            ),
        ]


@DOCUMENTS
def test_no_table_is_wider_than_its_page(document: Document) -> None:
    """The columns of every table fill the width between the margins, and no more."""
    word = opened(word_bytes(document))
    section = word.sections[0]
    width = ((section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)) // 635
    for table in word.element.body.iter(f"{W}tbl"):
        columns = [int(one.get(f"{W}w")) for one in table.iter(f"{W}gridCol")]
        indent = int(table.find(f"{W}tblPr/{W}tblInd").get(f"{W}w"))
        assert indent + sum(columns) == width
        assert min(columns) > 200


def test_a_rating_has_ground_ink_and_word() -> None:
    """A red cell says Red, in the ink that stands out from its ground."""
    word = opened(word_bytes(derby_document()))
    fills = {
        (fill.get(f"{W}fill"), "".join(texts(cell)).split()[-1])
        for cell in word.element.body.iter(f"{W}tc")
        if (fill := cell.find(f"{W}tcPr/{W}shd")) is not None
    }
    assert fills >= {("B3001B", "Red"), ("FFD54A", "Amber"), ("00703C", "Green")}
    assert len({fill for fill, _ in fills}) == 4


def test_the_draft_line_is_on_every_page() -> None:
    """The first page's header has it and that of the others, which tells whose report of when it is."""
    document = derby_document()
    [section] = opened(word_bytes(document)).sections
    first, rest = section.first_page_header, section.header
    assert [one.text for one in first.paragraphs] == [document.draft]
    assert [one.text for one in rest.paragraphs] == [
        f"{document.partnership}: {document.title}\t{document.quarter}",
        document.draft,
    ]
    for footer in (section.footer, section.first_page_footer):
        assert footer.paragraphs[0].text == f"Data version {document.version}\tPage 1 of 1"
        fields = [node.text for node in footer._element.iter(f"{W}instrText")]
        assert fields == [" PAGE ", " NUMPAGES "]


def test_properties_are_those_of_the_document() -> None:
    """Title, author, language and dates come from the data, never from a clock or from python-docx."""
    document = derby_document()
    held = opened(word_bytes(document)).core_properties
    midnight = datetime.combine(document.date, time(), UTC)
    assert (held.title, held.author, held.language) == (document.heading, document.author, "en-GB")
    assert (held.created, held.modified) == (midnight, midnight)
    assert (held.last_modified_by, held.version, held.comments) == (document.author, document.version, "")


@DOCUMENTS
def test_links_lead_to_one_place_each(document: Document) -> None:
    """Every link has its bookmark, and no name or number of a bookmark is used twice."""
    body = opened(word_bytes(document)).element.body
    starts = list(body.iter(f"{W}bookmarkStart"))
    names = [node.get(f"{W}name") for node in starts]
    numbers = [node.get(f"{W}id") for node in starts]
    assert len(set(names)) == len(names)
    assert len(set(numbers)) == len(numbers)
    assert sorted(numbers) == sorted(node.get(f"{W}id") for node in body.iter(f"{W}bookmarkEnd"))
    assert all(name and len(name) <= 40 for name in names)
    assert {node.get(f"{W}anchor") for node in body.iter(f"{W}hyperlink")} <= set(names)


def test_the_summary_leads_to_the_indicators() -> None:
    """There are links in the report at all."""
    assert len(list(opened(word_bytes(derby_document())).element.body.iter(f"{W}hyperlink"))) > 10


def test_parts_of_a_report_begin_on_pages_of_their_own() -> None:
    """All but the cover do; the list of exceptions runs on."""
    report, listed = (opened(word_bytes(one)) for one in (derby_document(), derby_exceptions()))
    assert len(list(report.element.body.iter(f"{W}pageBreakBefore"))) == len(derby_document().parts) - 1
    assert not list(listed.element.body.iter(f"{W}pageBreakBefore"))


def test_lists_are_lists_of_word() -> None:
    """Items of two levels have Word's styles; Word counts numbers where it counts as written."""
    items = (Item(_spans("one"), "3.", (Item(_spans("inner")),)), Item(_spans("two"), "4."))
    data = word_bytes(_with(Bullets(items), Bullets((Item(_spans("again"), "1)"),))))
    found = [
        (paragraph.style.name, paragraph.text, _number(data, paragraph._p))
        for paragraph in opened(data).paragraphs
        if paragraph.style is not None and (paragraph.style.name or "").startswith("List")
    ]
    assert found == [
        ("List Number", "one", ("3", "%1.")),
        ("List Bullet 2", "inner", None),
        ("List Number", "two", ("3", "%1.")),
        ("List Number", "again", ("1", "%1)")),
    ]


def test_numbers_that_word_would_count_otherwise_stand_as_written() -> None:
    """1, 1, 7 stays 1, 1, 7."""
    items = tuple(Item(_spans(text), number) for text, number in (("a", "1."), ("b", "1."), ("c", "7.")))
    data = word_bytes(_with(Bullets(items)))
    assert [text for text in texts(opened(data).element.body) if "\t" in text] == ["1.\ta", "1.\tb", "7.\tc"]


def test_blocks_that_are_kept_stay_with_each_other() -> None:
    """All but the last paragraph of what is kept together are kept with the next one."""
    blocks = tuple(Paragraph(_spans(text)) for text in ("first", "second", "third"))
    body = opened(word_bytes(_with(Kept(blocks)))).element.body
    kept = {
        text: node.find(f"{W}pPr/{W}keepNext") is not None
        for node in body.iter(f"{W}p")
        for text in texts(node)
    }
    assert [kept[text] for text in ("first", "second", "third")] == [True, True, False]


def test_a_link_to_no_place_is_plain_text() -> None:
    """Nothing dead is to be clicked on."""
    data = word_bytes(_with(Paragraph((Span("see there", link="nowhere"),))))
    body = opened(data).element.body
    assert "see there" in body_text(data)
    assert not list(body.iter(f"{W}hyperlink"))


def _with(*blocks: Bullets | Kept | Paragraph) -> Document:
    """Give a document of one part that holds some blocks."""
    document = derby_exceptions()
    return replace(document, parts=(replace(document.parts[0], blocks=blocks),))


def _spans(text: str) -> tuple[Span, ...]:
    return (Span(text),)


def _cell(text: str, detail: str) -> tuple[str, ...]:
    return (text, detail) if detail else (text,)


def _number(data: bytes, paragraph: Node) -> tuple[str, str] | None:
    """Give where a paragraph's own list begins to count and how its numbers look."""
    find = paragraph.find
    held = find(f"{W}pPr/{W}numPr/{W}numId")
    if held is None:
        return None
    root = opened(data).part.numbering_part.element
    [number] = [one for one in root.findall(f"{W}num") if one.get(f"{W}numId") == held.get(f"{W}val")]
    kind = number.find(f"{W}abstractNumId").get(f"{W}val")
    [looks] = [one for one in root.findall(f"{W}abstractNum") if one.get(f"{W}abstractNumId") == kind]
    begins = number.find(f"{W}lvlOverride/{W}startOverride").get(f"{W}val")
    return str(begins), str(looks.find(f"{W}lvl/{W}lvlText").get(f"{W}val"))


def test_short_themes_share_a_page() -> None:
    """Seven themes of a few lines each are no seven pages; the summary and the method begin pages still."""
    document = enfield_document()
    begin = page_beginners(document)
    themes = [part.id for part in document.parts if part.id.startswith("theme-")]
    assert {"summary", "exceptions", "method", themes[0]} <= begin
    assert 0 < len(begin & set(themes)) < len(themes)
