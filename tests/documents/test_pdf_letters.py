"""Any text comes through into a PDF: drawn where a font has it, spelt out where none has."""

from __future__ import annotations

import json
import re
import unicodedata

import pytest
import typst
from documents import hostile_document, hostile_texts
from pdf_reading import document_with, pages_of, pdf_of, reader_of, squeezed, text_of

from csptui.domain.shown import show
from csptui.outputs.document.access.pdf import faults
from csptui.outputs.document.model import Kind, Paragraph, Span
from csptui.outputs.document.pdf.letters import DRAWN, Letters
from csptui.outputs.document.pdf.writer import SPELT

FONTS = 'font: ("Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono")'
RANGES = [tuple(int(one, 16) for one in (text.split("-") * 2)[:2]) for text in DRAWN.split()]
WEIGHTS = (400, 600, 700)
_MOST_CHECKED = 20
"""Pages that are looked through for faults; the others are of the same kind, and take long."""


def undrawn(letters: list[str], weight: int) -> set[str]:
    """Give which letters the typesetter refuses, each set alone."""
    source = f'#set document(title: "x")\n#set text(lang: "en", weight: {weight}, {FONTS})\n'
    source += '#for c in json("c.json") [#box(text(c)) ]'
    files = {"main.typ": source.encode(), "c.json": json.dumps(letters).encode()}
    compiler = typst.Compiler(ignore_system_fonts=True)
    try:
        compiler.compile(files, format="pdf", pdf_standards="ua-1", timestamp=0)  # type: ignore[type-var] # by name
    except typst.TypstError as told:
        found = re.findall(r"the text `\"(.+?)\"` could not", told.diagnostic, re.DOTALL)
        return {re.sub(r"\\u\{(\w+)\}", lambda code: chr(int(code[1], 16)), one) for one in found}
    return set()


def unmarked(text: str) -> str:
    """Give a text without spaces, and without marks, whose letters are painted together with them."""
    return "".join(one for one in squeezed(text) if unicodedata.category(one)[0] != "M")


@pytest.mark.parametrize("weight", WEIGHTS)
def test_the_fonts_draw_every_letter_of_the_table(weight: int) -> None:
    letters = [chr(code) for first, last in RANGES for code in range(first, last + 1)]
    assert len(letters) > 7000
    assert undrawn(letters, weight) == set()


def test_letters_beside_the_ranges_are_refused_in_some_weight() -> None:
    edges = {chr(code) for first, last in RANGES for code in (first - 1, last + 1)}
    outside = [
        one
        for one in sorted(edges)
        if unicodedata.category(one)[0] in "LMNPS" and Letters().fitted(one) != one
    ]
    assert len(outside) > 100
    refused = set().union(*(undrawn(outside, weight) for weight in WEIGHTS))
    assert [one for one in outside if one not in refused and show(one) == one] == []


@pytest.mark.parametrize(
    ("text", "set_as"),
    [
        ("plain text, £5 – ‘said’", "plain text, £5 – ‘said’"),
        ("中", "<U+4E2D>"),
        ("a\x1bb\x00", "a<U+001B>b<U+0000>"),
        ("a\u241bb", "a<U+241B>b"),
        ("one\r\ntwo\nthree", "one\ntwo\nthree"),
        ("\u202eabc\u200b", "<U+202E>abc<U+200B>"),
        ("\U0001f600", "<U+1F600>"),
        ("é e\u0301", "é e\u0301"),
        ("■ ▲ ● – ↑ ↓ → ≈", "■ ▲ ● – ↑ ↓ → ≈"),
    ],
)
def test_a_text_is_set_as_it_is_or_spelt(text: str, set_as: str) -> None:
    assert Letters().fitted(text) == set_as


def test_the_reader_is_told_of_spelt_letters_only_where_there_are_any() -> None:
    def told(text: str) -> str:
        return squeezed(
            "".join(text_of(page) for page in pages_of(pdf_of(document_with(Paragraph((Span(text),))))))
        )

    assert squeezed(SPELT) in told("中")
    assert squeezed(SPELT) not in told("plain, £ – é")


def test_letters_that_cannot_be_joined_are_spelt_and_the_others_are_not() -> None:
    """Fonts have the one letter and the other mark, but none has both."""
    text = "a\u0951 Ελλάδα café"
    told = "".join(text_of(page) for page in pages_of(pdf_of(document_with(Paragraph((Span(text),))))))
    assert "a<U+0951>" in told
    assert "café" in told
    assert "Ελλάδα" in told


@pytest.mark.parametrize("kind", [Kind.REPORT, Kind.EXCEPTIONS])
@pytest.mark.parametrize("name", hostile_texts())
def test_a_hostile_text_comes_through_wherever_it_stands(name: str, kind: Kind) -> None:
    text = hostile_texts()[name]
    data = pdf_of(hostile_document(text, kind))
    pages = pages_of(data)
    told = unmarked("".join(text_of(page) for page in pages))
    for line in Letters().fitted(text).split("\n"):
        if any(unicodedata.bidirectional(one) in {"R", "AL"} for one in line):
            assert set(unmarked(line)) <= set(told)  # painted from right to left
        else:
            assert unmarked(line) in told
    assert all(40 < one.across < 550 and 20 < one.up < 822 for page in pages for one in page.texts)
    assert len(pages) > _MOST_CHECKED or faults(data) == []


@pytest.mark.parametrize(
    "text",
    [
        '#let x = 1; #image("x") $ x $ _a_ *b* @ref <lab> // no /* no */ `raw` \\ [x] {y}',
        "<script>alert(1)</script> =cmd() {{ 7*7 }}",
        "word and " * 11_000,
        "W" * 5_000,
        "\n".join(f"line {number} of the comment" for number in range(400)),
        "a/b\\c" * 500,
    ],
    ids=["typst", "other languages", "100,000 characters", "one long word", "400 lines", "no spaces"],
)
def test_a_long_or_acting_text_comes_through_word_for_word(text: str) -> None:
    pages = pages_of(pdf_of(document_with(Paragraph((Span(text),)))))
    told = squeezed("".join(one.text for page in pages for one in page.texts if 48 < one.up < 768))
    assert squeezed(text)[:20_000] in told
    assert all(40 < one.across < 550 for page in pages for one in page.texts)


def test_no_font_of_the_machine_is_in_the_file() -> None:
    reader = reader_of(pdf_of(hostile_document("é → ■ ∑ \u05d0 ж", Kind.EXCEPTIONS)))
    fonts = {
        str(font.get_object()["/BaseFont"]).split("+")[1]
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index] # a dictionary of fonts
    }
    assert fonts
    assert all(font.startswith(("LibertinusSerif", "NewCM", "DejaVuSansMono")) for font in fonts)
