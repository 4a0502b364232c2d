"""The checker of web pages: nothing to say to our own, and one rule for each thing that is broken in them."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

import pytest
from documents import derby_document, derby_exceptions, enfield_document, hostile_document, hostile_texts
from web_page import data_of

from csptui.outputs.document.access.css import PAGE, Plain, colour_of, sheet_of
from csptui.outputs.document.access.fault import AccessRule
from csptui.outputs.document.access.html import faults

if TYPE_CHECKING:
    from collections.abc import Callable

    from csptui.outputs.document.model import Document

PAGE_OF = (
    '<!doctype html><html lang="en"><head><title>T</title><style>{style}</style></head>'
    "<body><h1>T</h1>{body}</body></html>"
)


def _page(body: str, style: str = "") -> bytes:
    return PAGE_OF.format(style=style, body=body).encode()


def _rules(data: bytes) -> set[AccessRule]:
    return {fault.rule for fault in faults(data)}


@pytest.mark.parametrize(
    "document",
    [derby_document, derby_exceptions, enfield_document, lambda: derby_document(sensitive=True)],
    ids=["derby", "exceptions", "enfield", "sensitive"],
)
def test_our_own_pages_have_no_faults(document: Callable[[], Document]) -> None:
    """What is written passes its own checker."""
    assert faults(data_of(document())) == []


@pytest.mark.parametrize("name", hostile_texts())
def test_no_text_makes_a_fault(name: str) -> None:
    """Whatever a comment holds, the page around it stays readable, or a name of nothing is told as such."""
    assert AccessRule.UNREADABLE not in _rules(data_of(hostile_document(hostile_texts()[name])))


DOCTORED = {
    "heads that are no heads": (r'<th scope="col"[^>]*>([^<]*)</th>', r"<td>\1</td>", AccessRule.HEADER_ROW),
    "a row of heads among the others": (r"</?thead>", "", AccessRule.HEADER_ROW),
    "a skipped level": (r"<(/?)h3", r"<\1h5", AccessRule.HEADING_ORDER),
    "a second title": (r"<h2>Summary</h2>", "<h1>Summary</h1>", AccessRule.HEADING_ORDER),
    "no title": (r'<h1 id="title">[^<]*</h1>', "", AccessRule.HEADING_ORDER),
    "a colour without its word": (r"(■|▲|●) (Red|Amber|Green)</span>", "</span>", AccessRule.COLOUR_ALONE),
    "a shape without its word": (r"(■|▲|●) (Red|Amber|Green)</span>", r"\1</span>", AccessRule.COLOUR_ALONE),
    "a drawing without its name": (r' aria-labelledby="chart[^"]*"', "", None),
    "a drawing that says nothing": (
        r"<(title|desc) id=[^>]*>[^<]*</(title|desc)>",
        r"",
        AccessRule.ALTERNATIVE_TEXT,
    ),
    "a picture without words": (r"</main>", '<img src="data:,"></main>', AccessRule.ALTERNATIVE_TEXT),
    "no language": (r' lang="en-GB"', "", AccessRule.LANGUAGE),
    "a language that is none": (r' lang="en-GB"', ' lang="English, please"', AccessRule.LANGUAGE),
    "no title of the page": (r"<head>(.*?)<title>[^<]*</title>", r"<head>\1", AccessRule.TITLE),
    "an empty title of the page": (r"<title>[^<]*</title>\n", "<title> </title>\n", AccessRule.TITLE),
    "pale words": (r"--quiet: #[0-9a-f]{6}", "--quiet: #999999", AccessRule.CONTRAST),
    "a pale badge": (r"\.amber \{ color: #000000", ".amber { color: #ffffff", AccessRule.CONTRAST),
    "pale only in print": (
        r"(\.running strong \{) color: var\(--text\)",
        r"\1 color: #aaa",
        AccessRule.CONTRAST,
    ),
    "pale where it stands": (r"<footer>", '<footer style="color: #bbb">', AccessRule.CONTRAST),
    "an end that is missing": (r"</body>\s*</html>\s*$", "", AccessRule.UNREADABLE),
    "no page at all": (r"(?s).*", "PK\x03\x04", AccessRule.UNREADABLE),
}


@pytest.mark.parametrize("name", DOCTORED)
def test_a_doctored_page_breaks_its_rule_and_no_other(name: str) -> None:
    """Each change to the finished file is found, and told as what it is."""
    find, put, rule = DOCTORED[name]
    written = data_of(derby_document()).decode()
    doctored = re.sub(find, put, written, flags=re.DOTALL)
    assert doctored != written
    assert _rules(doctored.encode()) == ({rule} if rule else set())


def test_a_fault_says_where_and_what_to_do() -> None:
    """The line and the element are named, and the table by its caption."""
    written = data_of(derby_document()).decode()
    (first, *_) = faults(re.sub(r'<th scope="col"', "<th", written).encode())
    line = written[: written.index("<table")].count("\n") + 1
    assert first.where.startswith(f"line {line}, <table>")
    assert "Ratings by theme" in first.where
    assert first.message == 'Begin the table with a row in <thead> whose cells are all <th scope="col">.'


@pytest.mark.parametrize(
    ("style", "body", "rules"),
    [
        ("p { color: #777 }", "<p>a</p>", {AccessRule.CONTRAST}),
        ("p { color: #777 } p { color: #111 }", "<p>a</p>", set()),
        (".x { color: #111 } p { color: #777 }", "<p class=x>a</p>", set()),
        ("#y { color: #777 } .x { color: #111 }", "<p class=x id=y>a</p>", {AccessRule.CONTRAST}),
        ("div p { color: #777 }", "<p>a</p>", set()),
        ("div p { color: #777 }", "<div><main><p>a</p></main></div>", {AccessRule.CONTRAST}),
        ("div > p { color: #777 }", "<div><main><p>a</p></main></div>", set()),
        ("div > p { color: #777 }", "<div><p>a</p></div>", {AccessRule.CONTRAST}),
        ("p:hover { color: #777 }", "<p>a</p>", set()),
        ("/* p { */ p { color: #111 }", "<p>a</p>", set()),
        ("@media print { p { color: #777 } }", "<p>a</p>", {AccessRule.CONTRAST}),
        ("@media (max-width: 2px) { p { color: #777 } }", "<p>a</p>", set()),
        (":root { --a: var(--b); --b: #777 } p { color: var(--a) }", "<p>a</p>", {AccessRule.CONTRAST}),
        ("p { color: var(--none, #777) }", "<p>a</p>", {AccessRule.CONTRAST}),
        (":root { --a: var(--a) } p { color: var(--a) }", "<p>a</p>", set()),
        ("p { color: rgba(0, 0, 0, 0.3) }", "<p>a</p>", {AccessRule.CONTRAST}),
        ("p { color: rgb(10% 10% 10%) }", "<p>a</p>", set()),
        ("div { background: black } p { color: black }", "<div><p>a</p></div>", {AccessRule.CONTRAST}),
        ("p { color: #777; display: none }", "<p>a</p>", set()),
        ("p { color: #777 }", "<p hidden>a</p>", set()),
        ("p { color: #777 }", "<p> </p>", set()),
        ("p { background: #eee }", "<p> </p>", set()),
        ("p { background: #b3001b; color: white }", "<p>7.9</p>", {AccessRule.COLOUR_ALONE}),
        ("p { background: #b3001b; color: white }", "<p aria-label=Red></p>", set()),
        ("", "<table role=presentation><tr><td>a</table>", set()),
        ("", "<table><tr><td>a</table>", {AccessRule.HEADER_ROW}),
        ("", "<table></table>", {AccessRule.HEADER_ROW}),
        ("", "<img alt=''><svg aria-hidden=true></svg><svg aria-label=a></svg>", set()),
        ("", "<svg aria-labelledby=a></svg><i id=a> </i>", {AccessRule.ALTERNATIVE_TEXT}),
        ("", "<input type=image>", {AccessRule.ALTERNATIVE_TEXT}),
    ],
)
def test_style_sheets_and_names_are_read_as_a_browser_does(
    style: str, body: str, rules: set[AccessRule]
) -> None:
    """The cascade, what stands in what, custom properties, and what is seen by nobody."""
    assert _rules(_page(body, style)) == rules


def test_colours_in_all_their_spellings() -> None:
    """Short, long, named, in numbers and half seen through."""
    assert colour_of("#abc", "#ffffff") == "#aabbcc"
    assert colour_of("1px solid navy", "#ffffff") == "#000080"
    assert colour_of("rgb(1, 2, 3)", "#ffffff") == "#010203"
    assert colour_of("#00000080", "#ffffff") == "#7f7f7f"
    assert colour_of("transparent", "#ffffff") == colour_of("rgb(x)", "#ffffff") == ""


def test_a_style_of_an_element_wins() -> None:
    """What stands in the element itself comes last."""
    sheet = sheet_of("p { color: red }", "screen")
    look = sheet.look([Plain("p", frozenset(), "")], "color: blue", PAGE)
    assert look.fore == "#0000ff"


HOSTILE = {
    "nothing": b"",
    "not UTF-8": b"<!doctype html><html>\xff</body></html>",
    "a null": b"<!doctype html><html>\0</body></html>",
    "too deep": _page("<div>" * 100_000),
    "too many tags": _page("<p>" * 500_000),
    "too many attributes side by side": _page(
        "<p " + "".join(f'a{at}="1"' for at in range(50_000)) + ">x</p>"
    ),
    "too many attributes with strokes": _page("<p " + "/".join(f"a{at}" for at in range(50_000)) + ">x</p>"),
    "too many attributes": _page("<p " + " ".join(f"a{at}" for at in range(50_000)) + ">x</p>"),
    "too many rules": _page("<p>x</p>", "p{color:red}" * 30_000),
    "rules for each of many": _page(
        "".join(f'<p style="color:#{at:06x}">x</p>' for at in range(20_000)),
        "".join(f".c{at}{{color:#111}}" for at in range(1_000)),
    ),
    "too long a text": _page("x" * 20_000_000),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_unreadable_and_takes_no_time(name: str) -> None:
    """What is no page, or is made to take for ever, gets one sentence at once."""
    started = time.process_time()
    found = faults(HOSTILE[name])
    assert [fault.rule for fault in found] == [AccessRule.UNREADABLE]
    assert time.process_time() - started < 10


@pytest.mark.parametrize(
    ("style", "body"),
    [
        ("/*" * 300_000, ""),
        ("{" * 300_000, ""),
        ("@media print{" * 100_000, ""),
        ("p " * 300_000 + "{color:red}", "<p>x</p>"),
        (":root{" + "".join(f"--a{at}:var(--a{at + 1})var(--a{at + 1});" for at in range(99)) + "}", "x"),
        ("p{color:var(--a0)}", "<p>x</p>"),
        ("", "<" * 100_000),
        ("", "<table>" * 200),
        ("", '<svg aria-labelledby="a b c"></svg>' * 10_000),
    ],
    ids=["comments", "braces", "media", "selector", "variables", "variable", "angles", "tables", "names"],
)
def test_strange_pages_are_read_in_little_time(style: str, body: str) -> None:
    """Nothing in a page makes the checker go round in circles."""
    started = time.process_time()
    faults(_page(body, style))
    assert time.process_time() - started < 10


def test_broken_files_never_raise() -> None:
    """A page that is cut off anywhere, or has a byte changed, gets faults and no traceback."""
    whole = data_of(derby_exceptions())
    for at in range(0, len(whole), 2_503):
        faults(whole[:at])
        faults(whole[:at] + b"<" + whole[at + 1 :])
        faults(whole[:at] + b'"' + whole[at + 1 :])
