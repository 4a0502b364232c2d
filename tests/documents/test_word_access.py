"""The checker of Word documents: a real file, doctored, breaks just the rule that it was doctored for."""

from __future__ import annotations

import tracemalloc
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZipFile

import pytest
from documents import derby_document
from word_files import MAIN, W, doctored, part_of, replaced, word_bytes

from csptui.outputs.document.access.docx import faults
from csptui.outputs.document.access.fault import AccessRule
from csptui.outputs.document.word.package import MOST_BYTES, packed, unpacked

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph

PICTURE = (
    b'<w:r xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><w:drawing>'
    b'<wp:inline><wp:docPr id="1" name="Chart 1"%s/></wp:inline></w:drawing></w:r></w:p></w:body>'
)


def report() -> bytes:
    return word_bytes(derby_document())


def rules(data: bytes) -> list[AccessRule]:
    return [fault.rule for fault in faults(data)]


def _no_heads(word: WordDocument) -> None:
    node = next(word.element.body.iter(f"{W}tblHeader"))
    node.getparent().remove(node)


def _level_skipped(word: WordDocument) -> None:
    """Set the first heading that follows one of level 1 at level 3."""
    headings = [
        one for one in word.paragraphs if one.style is not None and "Heading" in (one.style.name or "")
    ]
    below = next(
        two for one, two in pairwise(headings) if _named(one) == "Heading 1" and _named(two) == "Heading 2"
    )
    below.style = "Heading 3"


def _named(paragraph: Paragraph) -> str:
    return "" if paragraph.style is None else paragraph.style.name or ""


def _colour_alone(word: WordDocument) -> None:
    cell = next(one for one in word.element.body.iter(f"{W}tc") if one.find(f"{W}tcPr/{W}shd") is not None)
    for text in cell.iter(f"{W}t"):
        text.text = (text.text or "").split()[0]


def _no_language(word: WordDocument) -> None:
    for node in list(word.styles.element.iter(f"{W}lang")):
        node.getparent().remove(node)


def _no_title(word: WordDocument) -> None:
    word.core_properties.title = " "


def _faint_style(word: WordDocument) -> None:
    node = word.styles["Table Detail"].element.find(f"{W}rPr/{W}color")
    node.set(f"{W}val", "999999")


def _faint_rating(word: WordDocument) -> None:
    word.styles["Rating Red"].element.find(f"{W}rPr/{W}color").set(f"{W}val", "FF9090")


def _faint_run(word: WordDocument) -> None:
    word.paragraphs[2].runs[0]._r.get_or_add_rPr().get_or_add_color().set(f"{W}val", "AAAAAA")


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (_no_heads, AccessRule.HEADER_ROW),
        (_level_skipped, AccessRule.HEADING_ORDER),
        (_colour_alone, AccessRule.COLOUR_ALONE),
        (_no_language, AccessRule.LANGUAGE),
        (_no_title, AccessRule.TITLE),
        (_faint_style, AccessRule.CONTRAST),
        (_faint_rating, AccessRule.CONTRAST),
        (_faint_run, AccessRule.CONTRAST),
    ],
)
def test_a_doctored_file_breaks_its_rule_and_no_other(change: object, rule: AccessRule) -> None:
    """What was done to the file is what is told of it, once."""
    assert callable(change)
    assert rules(doctored(report(), change)) == [rule]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (b"", [AccessRule.ALTERNATIVE_TEXT]),
        (b' descr=" "', [AccessRule.ALTERNATIVE_TEXT]),
        (b' descr="Bars"', []),
    ],
)
def test_a_picture_needs_words(said: bytes, told: list[AccessRule]) -> None:
    """A drawing without a text for who does not see it is told."""
    end = b"</w:p><w:sectPr>"
    data = report()
    assert end in part_of(data, MAIN)
    picture = PICTURE.replace(b"</w:body>", b"<w:sectPr>") % said
    assert rules(replaced(data, MAIN, end, picture)) == told


def test_faults_say_where_and_what_to_do() -> None:
    """Each names its place in the words of the document."""
    [fault] = faults(doctored(report(), _level_skipped))
    assert fault.where.startswith("“")
    assert fault.message == "A heading of level 3 follows one of level 1: make it level 2."


def test_a_pair_of_colours_is_told_once() -> None:
    """A hundred faint details are one thing to mend."""
    assert len(faults(doctored(report(), _faint_style))) == 1


def test_ground_of_heads_comes_from_the_style_of_the_table() -> None:
    """White heads on the light ground that the table's style gives them are told, though no cell says it."""

    def whiten(word: WordDocument) -> None:
        head = word.styles["Table Head"].element.find(f"{W}rPr")
        head.insert(2, head.makeelement(f"{W}color", {f"{W}val": "FFFFFF"}))

    told = faults(doctored(report(), whiten))
    assert [fault.rule for fault in told] == [AccessRule.CONTRAST]
    assert "#ffffff on #f3f4f6" in told[0].message


def _bomb() -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        archive.writestr(MAIN, b" " * (MOST_BYTES + 1))
    return out.getvalue()


def _lying() -> bytes:
    """Give a zip whose part unpacks to 400 MB and says that it has ten bytes."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive, archive.open(MAIN, "w") as part:
        for _ in range(400):
            part.write(bytes(1 << 20))
    return out.getvalue().replace((400 << 20).to_bytes(4, "little"), (10).to_bytes(4, "little"))


def _damaged_inside(method: int) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", method) as archive:
        for name, data in unpacked(report()).items():
            archive.writestr(name, data)
    whole = bytearray(out.getvalue())
    at = whole.find(MAIN.encode()) + 2_000
    whole[at : at + 200] = bytes(200)
    return bytes(whole)


def _greedy() -> bytes:
    """Give a zip whose part asks for a dictionary of four thousand million bytes."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_LZMA) as archive:
        for name, data in unpacked(report()).items():
            archive.writestr(name, data)
    whole = bytearray(out.getvalue())
    # The name is followed by the version of LZMA, the length of its properties, and their first byte.
    at = whole.find(MAIN.encode()) + len(MAIN) + 5
    whole[at : at + 4] = b"\xff\xff\xff\xff"
    return bytes(whole)


def _laughs() -> bytes:
    entities = b"".join(b'<!ENTITY l%d "%s">' % (at, b"&l%d;" % (at - 1) * 10) for at in range(1, 30))
    start = b'<!DOCTYPE w:document [<!ENTITY l0 "lol">' + entities + b"]>"
    parts = unpacked(report())
    text = parts[MAIN].replace(b"<w:document", start + b"<w:document", 1).replace(b"Summary", b"&l29;", 1)
    return packed(parts | {MAIN: text})


def _deep() -> bytes:
    parts = unpacked(report())
    return packed(parts | {MAIN: b"<a>" * 100_000 + b"</a>" * 100_000})


def _without(name: str) -> bytes:
    parts = unpacked(report())
    return packed(
        {key: value for key, value in parts.items() if key != name} | {"_rels/.rels": parts["_rels/.rels"]}
    )


HOSTILE: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "text": lambda: b"%PDF-1.7 is something else",
    "cut off": lambda: report()[:5000],
    "its end alone": lambda: report()[-5000:],
    "old format": lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600,
    "bomb": _bomb,
    "bomb that lies": _lying,
    "damaged in deflate": lambda: _damaged_inside(ZIP_DEFLATED),
    "damaged in bzip2": lambda: _damaged_inside(ZIP_BZIP2),
    "damaged in lzma": lambda: _damaged_inside(ZIP_LZMA),
    "greedy in lzma": _greedy,
    "millions of tags": lambda: packed(unpacked(report()) | {MAIN: b"<w:p/>" * 2_000_001}),
    "billion laughs": _laughs,
    "deep": _deep,
    "no main part": lambda: _without(MAIN),
    "part that is no XML": lambda: packed(unpacked(report()) | {MAIN: b"\xff\xfe\x00"}),
    "not a document": lambda: packed(unpacked(report()) | {MAIN: b"<html/>"}),
    "relations that are no XML": lambda: packed(unpacked(report()) | {"_rels/.rels": b"<"}),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_cannot_be_read_is_told_and_never_raised(name: str) -> None:
    """One fault with one sentence, at once."""
    [fault] = faults(HOSTILE[name]())
    assert fault.rule is AccessRule.UNREADABLE
    assert fault.message.startswith("The file ")
    assert fault.message.endswith(".")


def test_a_package_has_no_other_compression_than_the_standard_knows() -> None:
    """LZMA takes the memory that a file asks for, so that no such part is begun."""
    [fault] = faults(_greedy())
    assert "packed" in fault.message


def test_a_header_that_many_sections_share_is_looked_at_once() -> None:
    """A short file could have a long one looked at thousands of times."""
    parts = unpacked(report())
    name, header = "word/_rels/document.xml.rels", "word/header1.xml"
    end = b"</Relationships>"
    shared = b'<Relationship Id="x%d" Type="http://x/header" Target="header1.xml"/>'
    relations = parts[name].replace(end, b"".join(shared % at for at in range(9)) + end)
    picture = b'<w:hdr xmlns:w="%s"><w:p>' % W.strip("{}").encode() + (PICTURE % b"").removesuffix(
        b"</w:body>"
    )
    found = faults(packed(parts | {name: relations, header: picture + b"</w:hdr>"}))
    assert [one.rule for one in found].count(AccessRule.ALTERNATIVE_TEXT) == 1


def test_a_part_is_unpacked_no_further_than_it_says() -> None:
    """The bomb that lies takes the memory of what it says that it has, and not of what it has."""
    data = _lying()
    tracemalloc.start()
    try:
        faults(data)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 20 << 20


def test_flipped_bytes_never_raise() -> None:
    """A file that is damaged anywhere is told of or passes; it never ends in a traceback."""
    data = report()
    for at in range(0, len(data), 1009):
        damaged = data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :]
        assert all(isinstance(fault.message, str) for fault in faults(damaged))


def test_styles_that_are_based_on_each_other_come_to_an_end() -> None:
    """A ring of styles is followed for a while and no longer."""

    def ring(word: WordDocument) -> None:
        normal = word.styles["Normal"].element
        normal.insert(1, normal.makeelement(f"{W}basedOn", {f"{W}val": "TableText"}))

    assert rules(doctored(report(), ring)) == []
