"""The rules of access on PDF files, each broken alone in a real file."""

from __future__ import annotations

import logging
import random
import re
import time
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from documents import derby_document, derby_exceptions, enfield_document
from pdf_reading import pdf_of, small_document
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ContentStream,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from csptui.outputs.document.access import pdf_paint, pdf_tree
from csptui.outputs.document.access.fault import AccessRule
from csptui.outputs.document.access.pdf import faults

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pypdf.generic import PdfObject

    from csptui.outputs.document.model import Document


def doctored(change: Callable[[PdfWriter], None]) -> bytes:
    """Give the small document with one thing in it changed."""
    writer = PdfWriter(clone_from=BytesIO(pdf_of(small_document())))
    change(writer)
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def rules(data: bytes) -> list[AccessRule]:
    """Give the rules that a file breaks."""
    return [fault.rule for fault in faults(data)]


def elements(writer: PdfWriter, role: str) -> Iterator[DictionaryObject]:
    """Give the elements of a role."""
    for number in range(1, len(writer._objects) + 1):
        held = writer.get_object(number)
        if isinstance(held, DictionaryObject) and held.get("/S") == role and "/P" in held:
            yield held


def _no_heads(writer: PdfWriter) -> None:
    for head in elements(writer, "/TH"):
        head[NameObject("/S")] = NameObject("/TD")


def _no_scope(writer: PdfWriter) -> None:
    for head in elements(writer, "/TH"):
        for one in head["/A"]:  # type: ignore[attr-defined] # a list
            one.get_object().pop("/Scope", None)


def _skipped(writer: PdfWriter) -> None:
    for heading in elements(writer, "/H2"):
        heading[NameObject("/S")] = NameObject("/H3")


def _not_from_one(writer: PdfWriter) -> None:
    for level in (1, 2):
        for heading in list(elements(writer, f"/H{3 - level}")):
            heading[NameObject("/S")] = NameObject(f"/H{4 - level}")


def _no_alternative(writer: PdfWriter) -> None:
    for figure in elements(writer, "/Figure"):
        del figure["/Alt"]


def _blank_alternative(writer: PdfWriter) -> None:
    for figure in elements(writer, "/Figure"):
        figure[NameObject("/Alt")] = TextStringObject("  ")


def _no_language(writer: PdfWriter) -> None:
    del writer.root_object["/Lang"]


def _odd_language(writer: PdfWriter) -> None:
    writer.root_object[NameObject("/Lang")] = TextStringObject("the Queen's")


def _no_title(writer: PdfWriter) -> None:
    held = writer.root_object["/Metadata"].get_object()
    assert isinstance(held, StreamObject)
    held.set_data(held.get_data().replace(b"dc:title", b"dc:other"))


def _hidden_title(writer: PdfWriter) -> None:
    views = writer.root_object["/ViewerPreferences"].get_object()
    assert isinstance(views, DictionaryObject)
    views[NameObject("/DisplayDocTitle")] = BooleanObject(value=False)


def _painted(writer: PdfWriter, change: Callable[[ContentStream], None]) -> None:
    page = writer.pages[0]
    contents = ContentStream(page.get_contents(), writer)
    change(contents)
    page[NameObject("/Contents")] = contents


def _faint(writer: PdfWriter) -> None:
    """Set the quiet grey of the details to a light one."""

    def lighten(contents: ContentStream) -> None:
        grey = [0.34901962] * 3
        contents.operations = [
            (
                [FloatObject(0.7)] * 3
                if operator == b"scn" and [float(one) for one in operands] == grey
                else operands,
                operator,
            )
            for operands, operator in contents.operations
        ]

    _painted(writer, lighten)


def _plain_colour(writer: PdfWriter) -> None:
    """Paint a red field in which nothing is said."""

    def paint(contents: ContentStream) -> None:
        red = [FloatObject(one) for one in (0.7, 0, 0.1)]
        box = [FloatObject(one) for one in (300, 90, 60, 12)]
        artifact = [NameObject("/Artifact")]
        field = [
            (artifact, b"BMC"),
            ([], b"q"),
            (red, b"rg"),
            (box, b"re"),
            ([], b"f"),
            ([], b"Q"),
            ([], b"EMC"),
        ]
        contents.operations = [*contents.operations, *field]

    _painted(writer, paint)


def _untagged(writer: PdfWriter) -> None:
    del writer.root_object["/StructTreeRoot"]


def _unmarked(writer: PdfWriter) -> None:
    del writer.root_object["/MarkInfo"]


def _encrypted(writer: PdfWriter) -> None:
    writer.encrypt("secret", algorithm="RC4-128")


def _circular(writer: PdfWriter) -> None:
    table = next(elements(writer, "/Table"))
    table[NameObject("/K")] = ArrayObject([table["/P"].indirect_reference or table["/P"]])


def _deep(writer: PdfWriter) -> None:
    parent = next(elements(writer, "/Document"))
    for _ in range(500):
        kid = DictionaryObject({NameObject("/S"): NameObject("/Div")})
        parent[NameObject("/K")] = writer._add_object(kid)
        parent = kid


@pytest.mark.parametrize("made", [small_document, derby_document, derby_exceptions, enfield_document])
def test_nothing_is_wrong_with_what_is_written(made: Callable[[], Document]) -> None:
    assert faults(pdf_of(made())) == []


def test_a_file_that_another_program_has_rewritten_is_as_good() -> None:
    assert faults(doctored(lambda _: None)) == []


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (_no_heads, AccessRule.HEADER_ROW),
        (_no_scope, AccessRule.HEADER_ROW),
        (_skipped, AccessRule.HEADING_ORDER),
        (_not_from_one, AccessRule.HEADING_ORDER),
        (_no_alternative, AccessRule.ALTERNATIVE_TEXT),
        (_blank_alternative, AccessRule.ALTERNATIVE_TEXT),
        (_no_language, AccessRule.LANGUAGE),
        (_odd_language, AccessRule.LANGUAGE),
        (_no_title, AccessRule.TITLE),
        (_hidden_title, AccessRule.TITLE),
        (_faint, AccessRule.CONTRAST),
        (_plain_colour, AccessRule.COLOUR_ALONE),
        (_untagged, AccessRule.UNREADABLE),
        (_unmarked, AccessRule.UNREADABLE),
        (_encrypted, AccessRule.UNREADABLE),
        (_circular, AccessRule.UNREADABLE),
        (_deep, AccessRule.UNREADABLE),
    ],
)
def test_a_doctored_file_breaks_this_rule_and_no_other(
    change: Callable[[PdfWriter], None], rule: AccessRule
) -> None:
    told = rules(doctored(change))
    assert told
    assert set(told) == {rule}


def test_a_fault_says_where_it_is() -> None:
    (first, *_) = faults(doctored(_no_heads))
    assert first.where == "table 1 on page 1"
    (faint, *_) = faults(doctored(_faint))
    assert faint.where.startswith("page 1, ")
    assert "#b2b2b2 on #ffffff" in faint.message


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%PDF-1.7",
        b"%PDF-1.7\n%%EOF",
        b"<html></html>",
        b"PK\x03\x04",
        b"%PDF-" + b"[" * 100_000 + b"%%EOF",
    ],
)
def test_what_is_no_pdf_is_unreadable(data: bytes) -> None:
    assert rules(data) == [AccessRule.UNREADABLE]


def test_a_file_that_is_cut_short_is_unreadable() -> None:
    whole = pdf_of(small_document())
    for part in range(1, 20):
        assert rules(whole[: len(whole) * part // 20]) == [AccessRule.UNREADABLE]


def test_a_damaged_file_never_ends_in_a_traceback() -> None:
    whole, chance = pdf_of(small_document()), random.Random(6)  # noqa: S311 - nothing secret
    for _ in range(40):
        damaged = bytearray(whole)
        for _ in range(chance.choice((1, 10, 200))):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        assert all(fault.message for fault in faults(bytes(damaged)))


def test_an_encryption_that_cannot_be_read_here_is_told() -> None:
    """AES, as most programs encrypt, needs a package that this program has no other use for."""
    keys = b"/V 5 /R 6 /Length 256 /P -4 /O (a) /U (b) /OE (c) /UE (d) /Perms (e) /StmF /StdCF /StrF /StdCF"
    held = b"/Encrypt << /Filter /Standard " + keys + b" /CF << /StdCF << /CFM /AESV3 /Length 32 >> >> >>"
    data = re.sub(rb"/Root \d+ 0 R", rb"\g<0> " + held + b" /ID [(a)(b)]", doctored(lambda _: None))
    assert rules(data) == [AccessRule.UNREADABLE]


def test_tags_that_share_lists_are_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thirty lists, each with twice the next, are a thousand million tags."""
    monkeypatch.setattr(pdf_tree, "MOST_ELEMENTS", 5_000)

    def share(writer: PdfWriter) -> None:
        below: PdfObject = NumberObject(0)
        for _ in range(18):
            one = DictionaryObject({NameObject("/S"): NameObject("/P"), NameObject("/K"): below})
            below = writer._add_object(ArrayObject([one, one]))
        writer.root_object["/StructTreeRoot"][NameObject("/K")] = below  # type: ignore[index]

    assert rules(doctored(share)) == [AccessRule.UNREADABLE]


def test_a_content_that_swells_is_given_up() -> None:
    def swell(writer: PdfWriter) -> None:
        def fill(contents: ContentStream) -> None:
            contents.set_data(b"q Q " * 10_000_000)

        _painted(writer, fill)
        writer.pages[0].compress_content_streams()

    assert AccessRule.UNREADABLE in rules(doctored(swell))


def test_what_every_page_shares_counts_on_every_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five thousand pages may have one and the same long content."""

    def repeat(writer: PdfWriter) -> None:
        _painted(writer, lambda contents: contents.set_data(contents.get_data() + b" q Q" * 10_000))
        for _ in range(4):
            writer.add_page(writer.pages[0])

    data = doctored(repeat)
    monkeypatch.setattr(pdf_paint, "MOST_BYTES", 400_000)
    assert AccessRule.UNREADABLE not in rules(data)
    monkeypatch.setattr(pdf_paint, "MOST_BYTES", 100_000)
    assert rules(data) == [AccessRule.UNREADABLE]


def test_grounds_that_lie_upon_each_other_are_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each text is looked for under all of them, though the first of all holds it."""

    def paint(contents: ContentStream) -> None:
        fields = b"1 g 0 0 600 900 re f " + b"0 400 1 1 re f " * 200
        contents.set_data(fields + b"BT /F 9 Tf 50 398 Td 0 g " + b"(a) Tj " * 200 + b"ET")

    data = doctored(lambda writer: _painted(writer, paint))
    assert AccessRule.UNREADABLE not in rules(data)
    monkeypatch.setattr(pdf_paint, "MOST_LOOKS", 30_000)
    assert rules(data) == [AccessRule.UNREADABLE]


def test_letters_of_a_font_that_never_end_are_given_up() -> None:
    def swell(writer: PdfWriter) -> None:
        ranges = b"beginbfrange" + b"<0000> <ffff> <0041>" * 10_000 + b"endbfrange"
        told = StreamObject()
        told.set_data(ranges)
        font = DictionaryObject({NameObject("/ToUnicode"): writer._add_object(told)})
        resources = writer.pages[0]["/Resources"]
        assert isinstance(resources, DictionaryObject)
        resources[NameObject("/Font")] = DictionaryObject({NameObject("/F"): writer._add_object(font)})

    assert rules(doctored(swell)) == [AccessRule.UNREADABLE]


def test_metadata_are_searched_but_once() -> None:
    def swell(writer: PdfWriter) -> None:
        held = StreamObject()
        held.set_data(b"<dc:title><rdf:li>" * 200_000 + b" " * 200_000)
        writer.root_object[NameObject("/Metadata")] = writer._add_object(held)

    data = doctored(swell)
    began = time.process_time()
    assert rules(data) == [AccessRule.TITLE]
    assert time.process_time() - began < 5


def test_pypdf_says_nothing_aside(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    damaged = pdf_of(small_document()).replace(b"startxref\n", b"startxref\n9")
    with caplog.at_level(logging.DEBUG):
        faults(damaged)
    assert [record for record in caplog.records if record.name.startswith("pypdf")] == []
    assert capfd.readouterr() == ("", "")
    assert logging.getLogger("pypdf").propagate
