"""Markdown renders as the document says: read by another's parser, every text is what the model has."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from documents import (
    derby_document,
    derby_exceptions,
    enfield_document,
    hostile_document,
    hostile_texts,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from csptui.domain.shown import show_line
from csptui.outputs.document.formats import AS_USUAL
from csptui.outputs.document.markdown.escape import as_heading, begun, escaped, inline
from csptui.outputs.document.markdown.writer import files
from csptui.outputs.document.model import (
    Align,
    Bullets,
    Chart,
    Heading,
    Item,
    Kept,
    Kind,
    Paragraph,
    Span,
    Spans,
    Table,
    Terms,
    plain,
)
from csptui.outputs.document.text.writer import warnings_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from markdown_it.token import Token

    from csptui.outputs.document.model import Block, Document

READERS = ("gfm-like", "commonmark")

ACTING = (
    "<script>alert(1)</script>",
    "a | b || c",
    "*stars* and **two** and ***three***",
    "_under_ __two__ snake_case_name",
    "`code` ``more`` ```fence",
    "# no heading",
    "###### six #",
    "1. first",
    "12) twelfth",
    "- bullet",
    "+ plus",
    "* star",
    "---",
    "- - -",
    "===",
    "> quoted",
    "![x](y)",
    "[x](y) [x][y] [x]: /y",
    "[ ] task",
    "<https://example.org>",
    "https://example.org/a_b_c and www.example.org and someone@example.org",
    "ftp://example.org mailto:someone@example.org",
    "&amp; &lt; &#35; &nbsp; AT&T &",
    "back\\slash \\* \\| end\\",
    "~~struck~~ ~one~",
    "$x^2$ $$y$$",
    "{{ 7*7 }} =cmd() #let x @ref",
    "    indented",
    "two  spaces  \nand a line end",
    "tab\tbed",
    "~~~",
    "| a | b |",
    ":-- | --:",
    "<!-- hidden -->",
    "[^1]: note",
    "-",
    "1.",
    "#",
    "\\",
    "|",
    "a\\|b",
    "*",
    "**",
    "< 9%",
    "-4.6% is inside",
    "é́́́́́ 𝒳 \u202e\u200b\x00\x1b",
)


@cache
def reader(name: str) -> MarkdownIt:
    """Give a parser that takes HTML and links for what they are."""
    found = MarkdownIt(name, {"html": True, "linkify": name == "gfm-like"})
    if name == "commonmark":
        return found.enable("table")
    # GFM takes for links what begins with a protocol or with www, and no other name with a full stop in it.
    assert found.linkify is not None
    found.linkify.set({"fuzzy_link": False})
    return found


def said(token: Token) -> str:
    """Give what a reader sees of a line; tags other than those of bold are no text, and would be missed."""
    parts = []
    for child in token.children or ():
        if child.type == "html_inline":
            assert child.content in {"<strong>", "</strong>"}, child.content
        elif child.type in {"text", "text_special"}:
            parts.append(child.content)
        elif child.type not in {"strong_open", "strong_close", "link_open", "link_close"}:
            msg = f"{child.type} in a text: {token.content!r}"
            raise AssertionError(msg)
        # Readers link what looks like an e-mail's address, whatever is done to it; it shows the address.
        href = str(child.attrs.get("href", "")) if child.type == "link_open" else "mailto:"
        assert href.startswith("mailto:"), token.content
    return "".join(parts)


def rendered(text: str, name: str = "gfm-like") -> list[tuple[str, str]]:
    """Give every line of a rendered file with what holds it: a heading, paragraph, item's paragraph, cell."""
    found: list[tuple[str, str]] = []
    holder = ""
    for token in reader(name).parse(text):
        assert token.type not in {"html_block", "code_block", "fence", "blockquote_open"}, token.content
        if token.type in {"heading_open", "th_open", "td_open", "paragraph_open"}:
            holder = token.tag
        elif token.type == "inline":
            found.append((holder, said(token)))
    return found


def words(text: str) -> str:
    """Give a text as it is shown on one line."""
    return show_line(text)


def running(spans: Spans) -> str:
    """Give running text as it is shown on one line, each span of it made safe on its own."""
    return words("".join(span.text for span in spans))


def meant(blocks: Iterable[Block], lower: int, above: str = "") -> Iterator[tuple[str, str]]:
    """Give what a reader has to see of blocks, in order."""
    for block in blocks:
        match block:
            case Heading():
                yield (f"h{block.level + lower}", words(block.text))
            case Paragraph():
                if running(block.spans):
                    yield ("p", running(block.spans))
            case Bullets():
                yield from items(block.items)
            case Terms():
                yield from terms(block, lower)
            case Table():
                yield from table(block, above)
            case Chart():
                yield from table(block.numbers, above)
            case Kept():
                yield from meant(block.blocks, lower)
        above = block.text if isinstance(block, Heading) else ""


def terms(block: Terms, lower: int) -> Iterator[tuple[str, str]]:
    """Give what a reader sees of words with what is said to each."""
    for term in block.terms:
        word = words(f"{term.mark.glyph} {term.word}" if term.mark else term.word)
        blocks, first = term.blocks, ""
        if blocks and isinstance(blocks[0], Paragraph):
            first, blocks = running(blocks[0].spans), blocks[1:]
        if word or first:
            yield ("p", f"{word}: {first}" if word and first else word + first)
        yield from meant(blocks, lower)


def items(listed: Iterable[Item]) -> Iterator[tuple[str, str]]:
    """Give what a reader sees of a list, beside the numbers that the renderer gives."""
    for item in listed:
        if running(item.spans):
            yield ("p", running(item.spans))
        yield from items(item.items)


def table(block: Table, above: str) -> Iterator[tuple[str, str]]:
    """Give what a reader sees of a table."""
    if block.title and block.title != above:
        yield ("p", words(block.title))
    for column in block.columns:
        yield ("th", words(column.head))
    for row in block.rows:
        for cell, column in zip(row.cells, block.columns, strict=True):
            text, detail = words(cell.text), words(cell.detail)
            if text and detail and column.align is Align.LEFT and detail[0] not in "([":
                detail = f"({detail})"
            yield ("td", " ".join(part for part in (text, detail) if part))


def whole(document: Document) -> list[tuple[str, str]]:
    """Give all that a reader has to see of a document."""
    found = [
        ("h1", words(document.title)),
        ("p", words(f"{document.partnership}, {document.quarter}, {document.period}")),
    ]
    found += [("p", words(document.compiled))] if document.compiled else []
    found += [("p", words(line)) for line in warnings_of(document)]
    for part in document.parts:
        own = any(isinstance(block, Heading) and block.level == 1 for block in part.blocks)
        found += meant(part.blocks, int(own))
    return [*found, ("p", f"Data version {document.version}")]


def text_of(document: Document) -> str:
    """Give a document's Markdown."""
    (data,) = files(document, AS_USUAL).values()
    return data.decode("utf-8")


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("given_to", [derby_document, derby_exceptions, enfield_document])
def test_a_document_renders_as_its_model_says(given_to: object, name: str) -> None:
    """Headings with their levels, paragraphs, items and cells: all of them, in order, and nothing else."""
    assert callable(given_to)
    document = given_to()
    assert rendered(text_of(document), name) == whole(document)


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("name", sorted(hostile_texts()))
def test_hostile_texts_render_as_they_are_shown(name: str, kind: Kind) -> None:
    """In every place that holds text."""
    document = hostile_document(hostile_texts()[name], kind)
    assert rendered(text_of(document)) == whole(document)


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("text", ACTING)
def test_signs_of_markdown_are_text_wherever_they_stand(text: str, name: str) -> None:
    """As a paragraph, an item, a heading, in bold, and in a cell."""
    check(text, name)


@settings(max_examples=400, deadline=None)
@given(text=st.text(alphabet="ab1 .#*_-+=~`|\\[](){}<>!&;:/@$\n\té\"'", max_size=16))
def test_any_run_of_signs_is_text(text: str) -> None:
    """Whatever signs follow on each other."""
    check(text, "gfm-like")
    check(text, "commonmark")


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=80))
def test_any_text_is_text(text: str) -> None:
    """Of any script."""
    check(text, "gfm-like")


SPANS = st.lists(
    st.tuples(st.text(alphabet="ab *_.,!`<|é", max_size=4), st.booleans()), min_size=1, max_size=5
)


@settings(max_examples=400, deadline=None)
@given(pairs=SPANS)
def test_bold_words_leave_the_text_and_are_bold(pairs: list[tuple[str, bool]]) -> None:
    """Letters in bold are in bold, those that are not are not, and the text is the same."""
    spans = tuple(Span(text, strong) for text, strong in pairs)
    for token in reader("gfm-like").parse(begun(inline(spans))):
        if token.type != "inline":
            continue
        assert said(token) == words(plain(spans))
        assert letters_of(token) == [
            (one, strong) for text, strong in pairs for one in text if not one.isspace()
        ]


def letters_of(line: Token) -> list[tuple[str, bool]]:
    """Give what is seen of a line but its blanks, each sign with whether it is in bold."""
    turns = {"strong_open": True, "<strong>": True, "strong_close": False, "</strong>": False}
    bold, letters = False, list[tuple[str, bool]]()
    for child in line.children or ():
        bold = turns.get(child.content or child.type, bold)
        if child.type != "html_inline":
            letters += [(one, bold) for one in child.content if not one.isspace()]
    return letters


def check(text: str, name: str) -> None:
    """Set a text in each kind of place and read it back."""
    shown = words(text)
    line = escaped(text)
    expected = [("p", shown)] if shown else []
    assert rendered(begun(line), name) == expected
    assert rendered(f"- {begun(line)}\n  - {begun(line)}", name) == expected * 2
    assert rendered(f"## {as_heading(text)}", name) == [("h2", shown)]
    page = rendered(f"| a | {line} |\n| :-- | --: |\n| {line} | {line} |", name)
    assert page == [("th", "a"), ("th", shown), ("td", shown), ("td", shown)]
    assert rendered(begun(inline((Span(text, strong=True),))), name) == expected
