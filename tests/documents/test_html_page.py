"""The web page: whole, safe, without anything from elsewhere, and with all that the model says."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from documents import (
    derby_document,
    derby_exceptions,
    enfield_document,
    hostile_document,
    hostile_texts,
)
from web_page import Page, data_of, page_of

from csptui.domain.shown import show
from csptui.outputs.document.formats import Wanted, written
from csptui.outputs.document.model import (
    Bullets,
    Chart,
    Document,
    Heading,
    Item,
    Kind,
    Paragraph,
    Part,
    Span,
    Table,
    Terms,
    plain,
)

if TYPE_CHECKING:
    from collections.abc import Callable

DOCUMENTS: dict[str, Callable[[], Document]] = {
    "derby": derby_document,
    "exceptions": derby_exceptions,
    "enfield": enfield_document,
    "sensitive": lambda: derby_document(sensitive=True),
}
every_document = pytest.mark.parametrize("name", DOCUMENTS)
TAGS = {
    *("html", "head", "meta", "title", "style", "body", "header", "nav", "main", "section", "footer"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "p", "ol", "ul", "li", "dl", "dt", "dd", "div", "span"),
    *("a", "strong", "time", "table", "caption", "colgroup", "col", "thead", "tbody", "tr", "th", "td"),
    *("figure", "figcaption", "svg", "desc", "rect", "line", "circle", "text"),
}


def _words(text: str) -> str:
    return " ".join(text.split())


def _with(document: Document, *blocks: Heading | Paragraph | Bullets | Table) -> Page:
    return page_of(replace(document, parts=(Part("only", "Only", blocks),)))


@every_document
def test_every_tag_is_closed_in_its_turn_and_known(name: str) -> None:
    """Nothing is left open, and no element is there that the templates do not mean."""
    page = page_of(DOCUMENTS[name]())
    assert not page.unbalanced
    assert {tag for tag, _ in page.elements} <= TAGS


@every_document
def test_nothing_comes_from_elsewhere_and_nothing_runs(name: str) -> None:
    """No script, no handler, no address but of places in the page; the page forbids all else itself."""
    page = page_of(DOCUMENTS[name]())
    attributes = {attribute for _, given in page.elements for attribute in given}
    assert not {one for one in attributes if one.startswith("on") or one in {"src", "srcset", "action"}}
    assert all(given["href"].startswith("#") for given in page.all("a"))
    assert "url(" not in page.source
    assert "@import" not in page.source
    policy = next(
        one["content"] for one in page.all("meta") if one.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'")


@every_document
def test_the_head_says_what_the_page_is(name: str) -> None:
    """The document type, the characters, the language and the title come first, as programs look for them."""
    document = DOCUMENTS[name]()
    page = page_of(document)
    assert page.source.startswith('<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">')
    assert f"<title>{show(document.heading)}</title>" in page.source
    described = [one["content"] for one in page.all("meta") if one.get("name") == "description"]
    assert document.heading in described[0]


@every_document
def test_every_id_stands_once_and_every_link_leads_to_one(name: str) -> None:
    """Links, labels and descriptions point to places that are there."""
    page = page_of(DOCUMENTS[name]())
    ids = [given["id"] for _, given in page.elements if "id" in given]
    assert len(ids) == len(set(ids))
    pointed = [given["href"][1:] for given in page.all("a")]
    for _, given in page.elements:
        for attribute in ("aria-labelledby", "aria-describedby"):
            pointed += given.get(attribute, "").split()
    assert set(pointed) <= set(ids)


@every_document
def test_every_word_of_the_model_stands_on_the_page(name: str) -> None:
    """Headings, paragraphs, cells, terms, list items, titles and alternatives all come through."""
    document = DOCUMENTS[name]()
    text = _words(page_of(document).text)
    for block in document.blocks():
        said: list[str] = []
        match block:
            case Heading(text=told):
                said = [told]
            case Paragraph(spans=spans):
                said = [plain(spans)]
            case Bullets(items=items):
                said = [plain(one.spans) for item in items for one in (item, *item.items)]
            case Terms(terms=terms):
                said = [term.word for term in terms]
            case Table(title=title, description=described, columns=columns, rows=rows):
                said = [title, described, *(column.head for column in columns)]
                said += [told for row in rows for cell in row.cells for told in (cell.text, cell.detail)]
            case Chart(title=title, alternative=told):
                said = [title, told]
            case _:
                pass
        for told in said:
            assert _words(show(told)) in text


@every_document
def test_draft_quarter_and_version_stand_where_a_reader_looks(name: str) -> None:
    """The draft line is on top, in the foot, and in the line that print repeats on each page."""
    document = DOCUMENTS[name]()
    page = page_of(document)
    running = re.search(r'<div class="running".*?</div>', page.source)
    assert running is not None
    for said in (document.draft, document.partnership, str(document.quarter)):
        assert said in running[0]
    assert f'<p class="warning">{document.draft}</p>' in page.source
    foot = page.source[page.source.index("<footer>") :]
    assert document.draft in foot
    assert f"Data version {document.version}" in foot


def test_a_signed_off_quarter_has_no_draft_line() -> None:
    """What is signed off is no draft anywhere on its page."""
    page = page_of(replace(derby_document(), draft=""))
    assert derby_document().draft not in page.source
    assert "warning" not in {given.get("class") for given in page.all("p", "strong")}


def test_a_page_with_sensitive_parts_says_so_on_every_printed_page() -> None:
    """The warning stands on top and in the running line; without sensitive parts it does not."""
    page = page_of(derby_document(sensitive=True))
    assert page.source.count("Sensitive: not for publication") >= 2
    running = re.search(r'<div class="running".*?</div>', page.source)
    assert running is not None
    assert "Sensitive: not for publication" in running[0]
    assert "Sensitive: not for publication" not in page_of(derby_document()).source


def test_tables_have_captions_heads_and_named_rows() -> None:
    """Each table is named, each column's head and each row's name says what it is for."""
    page = page_of(derby_document())
    tables = page.all("table")
    assert tables
    assert page.source.count("<caption") == len(tables) == page.source.count("<thead>")
    assert {given.get("scope") for given in page.all("th")} == {"col", "row"}


def test_contents_lead_to_every_part_of_a_report() -> None:
    """The report begins with its contents; the list of exceptions needs none."""
    document = derby_document()
    contents = re.search(r"<nav.*?</nav>", page_of(document).source, re.DOTALL)
    assert contents is not None
    assert re.findall(r">([^<]+)</a>", contents[0]) == [part.title for part in document.parts]
    assert not page_of(derby_exceptions()).all("nav")


def test_headings_never_skip_a_level_whatever_a_narrative_does() -> None:
    """A heading that is too deep is set one below the one before."""
    page = _with(
        derby_document(), Heading("One", 1), Heading("Four", 4), Heading("Six", 6), Heading("Two", 2)
    )
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch(r"h\d", tag)]
    assert levels == [1, 2, 3, 4, 3]


def test_anchors_of_any_letters_get_ids_of_their_own() -> None:
    """Two anchors that come out alike are told apart, and a link to no place is plain text."""
    page = _with(
        derby_document(),
        Heading("A", 1, "a b"),
        Heading("B", 2, "a-b"),
        Heading("C", 2, '"><script>'),
        Paragraph((Span("to A", link="a b"), Span("to B", link="a-b"), Span("nowhere", link="gone"))),
    )
    assert [given["id"] for given in page.all("h2", "h3")] == ["a-b", "a-b-2", "script"]
    assert [given["href"] for given in page.all("a")][1:] == ["#a-b", "#a-b-2"]
    assert "nowhere" in page.text


def test_an_anchor_that_stands_twice_is_a_place_once() -> None:
    """The first is where a link leads to; an id never stands twice."""
    page = _with(derby_document(), Heading("A", 1, "same"), Heading("B", 2, "same"))
    assert [given.get("id") for given in page.all("h2", "h3")] == ["same", None]


def test_numbers_of_a_list_stand_as_they_were_written() -> None:
    """A list that was numbered by its writer is an ordered list, with the writer's own numbers."""
    inner = Item((Span("inner"),), "b)")
    page = _with(derby_document(), Heading("A", 1), Bullets((Item((Span("x"),), "7.", (inner,)),)))
    assert page.source.count('<ol class="numbered" role="list">') == 2
    assert '<span class="number">7.</span> x' in page.source
    assert '<span class="number">b)</span> inner' in page.source


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("name", hostile_texts())
def test_hostile_text_comes_through_and_does_nothing(name: str, kind: Kind) -> None:
    """No text becomes an element or an attribute, and each can be read, hidden signs spelt out."""
    text = hostile_texts()[name]
    page = page_of(hostile_document(text, kind))
    assert not page.unbalanced
    assert {tag for tag, _ in page.elements} <= TAGS
    assert not {one for _, given in page.elements for one in given if one.startswith("on")}
    assert _words(show(text)) in _words(page.text)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "{{ 7*7 }}",
        "{% raw %}",
        "</style><b>",
        "javascript:alert(1)",
        "&lt;",
        "a\u202eb",
    ],
)
def test_signs_of_templates_and_tags_stay_text(text: str) -> None:
    """What would act in a template, a tag or an address is read as it was written."""
    page = page_of(hostile_document(text))
    assert _words(show(text)) in page.text
    assert "\u202e" not in page.source


def test_html_is_written_under_its_own_name() -> None:
    """The format is reached as every other is."""
    assert list(written(derby_document(), "html", Wanted())) == ["report-2009-10-Q4.html"]
    assert data_of(derby_document()).endswith(b"</body>\n</html>\n")
