"""A partnership's own Word template: its looks, pages and text are kept, and what is missing is added."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import docx
import pytest
from documents import derby_document, derby_exceptions
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Cm
from word_files import MAIN, W, body_text, opened, part_of, replaced, saved, texts, word_bytes

from csptui.domain.problem import CsptuiError
from csptui.outputs.document.access.docx import faults
from csptui.outputs.document.access.fault import AccessRule
from csptui.outputs.document.word.package import MOST_BYTES, TYPES, packed, unpacked

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.document import Document as WordDocument

DOCUMENT, TEMPLATE = b"wordprocessingml.document.main+xml", b"wordprocessingml.template.main+xml"


def own() -> WordDocument:
    """Make a template with a look, pages, header and footer of its own, as python-docx has it."""
    word = docx.Document()
    section = word.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(4)
    section.header.paragraphs[0].text = "Derby City Council"
    section.footer.paragraphs[0].text = "Our own footer"
    word.styles["Heading 1"].font.name = "Georgia"
    return word


def own_pages() -> tuple[object, object]:
    section = opened(saved(own())).sections[0]
    return section.page_width, section.page_height


def test_its_looks_and_pages_are_kept() -> None:
    """Fonts, page, header and footer are the template's."""
    word = opened(word_bytes(derby_document(), saved(own())))
    assert word.styles["Heading 1"].font.name == "Georgia"
    [section] = word.sections
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert (section.page_width, section.page_height) == own_pages()
    assert section.header.paragraphs[0].text == "Derby City Council"
    assert [one.text for one in section.footer.paragraphs] == ["Our own footer"]


def test_the_draft_line_joins_its_header() -> None:
    """A draft is told on every page, whatever the template says; the data version stands on the first."""
    document = derby_document()
    data = word_bytes(document, saved(own()))
    [section] = opened(data).sections
    assert [one.text for one in section.header.paragraphs] == ["Derby City Council", document.draft]
    assert f"Data version {document.version}" in body_text(data)


def test_every_header_of_a_template_has_the_draft_line() -> None:
    """First pages, even pages and later sections with headers of their own are pages too."""
    word = own()
    word.settings.odd_and_even_pages_header_footer = True
    word.sections[0].different_first_page_header_footer = True
    word.sections[0].even_page_header.paragraphs[0].text = "Even"
    word.add_section(WD_SECTION.NEW_PAGE).header.is_linked_to_previous = False
    word.sections[1].header.paragraphs[0].text = "Second"
    document = derby_document()
    made = opened(word_bytes(document, saved(word)))
    one, two = made.sections
    for header in (one.header, one.first_page_header, one.even_page_header, two.header):
        assert header.paragraphs[-1].text == document.draft
    assert two.header.paragraphs[0].text == "Second"
    assert two.even_page_header.is_linked_to_previous


def test_tables_are_as_wide_as_its_text() -> None:
    """A landscape page has wider tables, a narrow one narrower."""
    width = (Cm(29.7) - 2 * Cm(4)) // 635
    for table in opened(word_bytes(derby_document(), saved(own()))).element.body.iter(f"{W}tbl"):
        indent = int(table.find(f"{W}tblPr/{W}tblInd").get(f"{W}w"))
        assert indent + sum(int(one.get(f"{W}w")) for one in table.iter(f"{W}gridCol")) == width


def test_missing_styles_are_added_and_refer_to_its_own() -> None:
    """A foreign Word has other ids for the same names; nothing refers to a style that is not there."""
    word = own()
    for style in list(word.styles):
        if style.name not in {"Normal", "Heading 1", "Normal Table", "Default Paragraph Font", "Header"}:
            style.delete()
    root = word.styles.element
    for style in root.findall(f"{W}style"):
        if style.get(f"{W}styleId") == "Heading1":
            style.set(f"{W}styleId", "berschrift1")
        for node in (*style.findall(f"{W}link"), *style.findall(f"{W}next")):
            style.remove(node)
    taken = word.styles.add_style("Somebody's", WD_STYLE_TYPE.PARAGRAPH)
    taken.element.set(f"{W}styleId", "Caption")
    made = opened(word_bytes(derby_document(), saved(word)))
    ids = [style.get(f"{W}styleId") for style in made.styles.element.findall(f"{W}style")]
    assert len(set(ids)) == len(ids)
    used = {
        node.get(f"{W}val")
        for root in (made.element.body, made.styles.element, made.sections[0].header._element)
        for tag in ("pStyle", "rStyle", "tblStyle", "basedOn", "next")
        for node in root.iter(f"{W}{tag}")
    }
    assert used <= set(ids)
    heading = next(one for one in made.paragraphs if one.text == "Summary")
    assert heading.style is not None
    assert heading.style.style_id == "berschrift1"


def test_lists_of_a_template_without_lists() -> None:
    """A template with no numbering at all gets a part for it, and its bullets are bullets."""
    parts = unpacked(saved(own()))
    del parts["word/numbering.xml"]
    relations = "word/_rels/document.xml.rels"
    kept = [one for one in parts[relations].split(b"<Relationship ") if b"numbering" not in one]
    types = [one for one in parts[TYPES].split(b"<Override ") if b"numbering" not in one]
    template = packed(parts | {relations: b"<Relationship ".join(kept), TYPES: b"<Override ".join(types)})
    made = opened(word_bytes(derby_document(), template))
    assert made.part.numbering_part.element.findall(f"{W}num")


def test_text_of_the_template_stays_before_the_report() -> None:
    """Without a mark the report goes to the end; the empty paragraph that every new file has goes away."""
    word = own()
    word.add_paragraph("For the committee")
    word.add_paragraph("")
    found = [one.text for one in opened(word_bytes(derby_exceptions(), saved(word))).paragraphs]
    assert found[:2] == ["For the committee", "List of exceptions"]


def test_the_report_takes_the_place_that_is_marked() -> None:
    """What stands below the mark stays below the report, though Word has torn the mark in pieces."""
    word = own()
    word.add_paragraph("Above")
    mark = word.add_paragraph("{{rep")
    mark.add_run("ort}}").bold = True
    word.add_paragraph("Below")
    found = [one.text for one in opened(word_bytes(derby_exceptions(), saved(word))).paragraphs]
    assert (found[0], found[1], found[-1]) == ("Above", "List of exceptions", "Below")
    assert "{{report}}" not in found


def test_a_section_that_ends_with_the_mark_still_does() -> None:
    """The report has the pages of the section that the mark stands in."""
    word = own()
    word.add_paragraph("{{report}}")
    narrow = word.add_section(WD_SECTION.NEW_PAGE)
    narrow.left_margin = Cm(12)
    made = opened(word_bytes(derby_exceptions(), saved(word)))
    assert len(made.sections) == 2
    table = next(made.element.body.iter(f"{W}tbl"))
    assert sum(int(one.get(f"{W}w")) for one in table.iter(f"{W}gridCol")) == (Cm(29.7) - 2 * Cm(4)) // 635


@pytest.mark.parametrize("where", ["table", "among words", "twice"])
def test_a_mark_that_cannot_be_filled_is_refused(where: str) -> None:
    """A report is never put where it does not fit, nor is a mark left standing."""
    word = own()
    if where == "table":
        word.add_table(1, 1).cell(0, 0).text = "{{report}}"
    elif where == "among words":
        word.add_paragraph("Here: {{report}}")
    else:
        word.add_paragraph("{{report}}")
        word.add_paragraph("{{report}}")
    with pytest.raises(CsptuiError, match=r"must have \{\{report\}\} once, alone in a paragraph"):
        word_bytes(derby_document(), saved(word))


def test_a_dotx_becomes_a_document() -> None:
    """A template file proper is opened, and what is written is no template any more."""
    dotx = replaced(saved(own()), TYPES, DOCUMENT, TEMPLATE)
    data = word_bytes(derby_document(), dotx)
    assert opened(data).sections[0].header.paragraphs[0].text == "Derby City Council"
    assert DOCUMENT in part_of(data, TYPES)
    assert TEMPLATE not in part_of(data, TYPES)


def test_language_and_properties_are_those_of_the_report() -> None:
    """American English and old dates are replaced; what the checker tells is of the template's colours."""
    document = derby_document()
    data = word_bytes(document, saved(own()))
    word = opened(data)
    assert {node.get(f"{W}val") for node in word.styles.element.iter(f"{W}lang")} == {"en-GB"}
    assert word.core_properties.title == document.heading
    assert word.core_properties.created == word.core_properties.modified
    assert b"2013" not in part_of(data, "docProps/core.xml")
    assert {fault.rule for fault in faults(data)} == {AccessRule.CONTRAST}
    assert faults(data)[0].message.startswith("#4f81bd on #ffffff")


def test_bookmarks_of_the_template_are_not_used_again() -> None:
    """Names and numbers of bookmarks stay unique when the template has its own."""
    word = own()
    paragraph = word.add_paragraph("Ours")
    for at, name in enumerate(("r_indicator_NI39", "other")):
        start = paragraph._p.makeelement(f"{W}bookmarkStart", {f"{W}id": str(at * 7), f"{W}name": name})
        paragraph._p.append(start)
        paragraph._p.append(paragraph._p.makeelement(f"{W}bookmarkEnd", {f"{W}id": str(at * 7)}))
    starts = list(opened(word_bytes(derby_document(), saved(word))).element.body.iter(f"{W}bookmarkStart"))
    assert (
        len({one.get(f"{W}id") for one in starts})
        == len({one.get(f"{W}name") for one in starts})
        == len(starts)
    )


def _xlsx() -> bytes:
    parts = unpacked(saved(own()))
    other = parts[TYPES].replace(DOCUMENT, b"spreadsheetml.sheet.main+xml")
    return packed(parts | {TYPES: other})


def _bomb() -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr(TYPES, b" " * (MOST_BYTES + 1))
    return out.getvalue()


def _macros() -> bytes:
    return replaced(
        saved(own()),
        TYPES,
        b"openxmlformats-officedocument." + DOCUMENT,
        b"ms-word.document.macroEnabled.main+xml",
    )


def _laughs() -> bytes:
    start = b'<!DOCTYPE w:document [<!ENTITY a "lol">' + b"".join(
        b'<!ENTITY %s "%s">' % (name, b"&%s;" % before * 10)
        for before, name in zip((b"a", b"b", b"c", b"d"), (b"b", b"c", b"d", b"e"), strict=True)
    )
    parts = unpacked(saved(own()))
    text = parts[MAIN].replace(b"<w:document", start + b"]><w:document", 1)
    return packed(parts | {MAIN: text.replace(b"<w:body>", b"<w:body>&e;", 1)})


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "is no Word document"),
    "text": (lambda: b"Dear all,", "is no Word document"),
    "cut off": (lambda: saved(own())[:9000], "is no Word document"),
    "zip of something": (lambda: packed({TYPES: b"", "_rels/.rels": b""}), "is no Word document"),
    "workbook": (_xlsx, "is no Word document"),
    "old": (lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 99, "password or is in Word's old format"),
    "bomb": (_bomb, "unpacks to more than"),
    "macros": (_macros, "holds macros"),
    "no main part": (
        lambda: packed({k: v for k, v in unpacked(saved(own())).items() if k != MAIN}),
        "is no Word",
    ),
    "styles damaged": (
        lambda: packed(unpacked(saved(own())) | {"word/styles.xml": b"<w:styles"}),
        "is no Word",
    ),
    "styles of something": (
        lambda: packed(unpacked(saved(own())) | {"word/styles.xml": b"<a/>"}),
        "is no Word",
    ),
    "not the text": (lambda: packed(unpacked(saved(own())) | {MAIN: b"<a/>"}), "is no Word"),
    "entities": (_laughs, "is no Word"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_template_is_refused_with_a_sentence(name: str) -> None:
    """One sentence for the officer, never a traceback."""
    make, words = REFUSED[name]
    with pytest.raises(CsptuiError, match=words) as refused:
        word_bytes(derby_exceptions(), make())
    assert str(refused.value).startswith("The Word template ")


def test_damaged_templates_are_refused_or_used() -> None:
    """A template with a byte changed anywhere makes a document or a refusal."""
    data = saved(own())
    for at in range(0, len(data), max(len(data) // 150, 1)):
        damaged = data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :]
        refusal = told(damaged)
        assert not refusal or refusal.startswith("The Word template ")


def told(template: bytes) -> str:
    """Give the refusal of a template, and nothing where it is used."""
    try:
        word_bytes(derby_exceptions(), template)
    except CsptuiError as error:
        return str(error)
    return ""


def test_a_template_with_the_looks_of_word_prints_ours_in_full() -> None:
    """All texts of the report are in the file that a template makes."""
    plain, made = word_bytes(derby_exceptions()), word_bytes(derby_exceptions(), saved(docx.Document()))
    wanted = [text for text in texts(opened(plain).element.body) if text]
    assert set(wanted) <= set(texts(opened(made).element.body)) | {wanted[0], wanted[1]}
