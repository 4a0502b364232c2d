"""A real LibreOffice opens the Word documents and sets their pages: nothing is lost, and none is too many."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import docx
import pypdf
import pytest
from documents import derby_document, derby_exceptions, enfield_document
from word_files import said, saved, word_bytes

from csptui.outputs.document.model import Align, Cell, Column, Heading, Table, TableRow

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from csptui.outputs.document.model import Document

pytestmark = pytest.mark.skipif(
    shutil.which("soffice") is None,
    reason="LibreOffice is not installed here: .ci/run installs it and opens the Word documents with it",
)


def long_table() -> Document:
    """Give a document of one table of 120 rows."""
    rows = tuple(
        TableRow((Cell(f"Row {at} of many", "with a detail", head=True), Cell("1"))) for at in range(120)
    )
    table = Table("Long", "Rows.", (Column("Head of it", 3), Column("Figure", 1, Align.RIGHT)), rows)
    document = derby_exceptions()
    return replace(document, parts=(replace(document.parts[0], blocks=(table,)),))


DOCUMENTS: dict[str, tuple[Callable[[], Document], bytes | None]] = {
    "report": (derby_document, None),
    "exceptions": (derby_exceptions, None),
    "enfield": (enfield_document, None),
    "long": (long_table, None),
    "template": (derby_exceptions, saved(docx.Document())),
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Give the text of each page of each document, as LibreOffice sets it; one run does all."""
    folder = tmp_path_factory.mktemp("office")
    names = []
    for name, (document, template) in DOCUMENTS.items():
        names.append(folder / f"{name}.docx")
        names[-1].write_bytes(word_bytes(document(), template))
    _convert(folder, names)
    return {
        path.stem: [page.extract_text() for page in pypdf.PdfReader(path.with_suffix(".pdf")).pages]
        for path in names
    }


def _convert(folder: Path, names: list[Path]) -> None:
    command = [
        "soffice",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        *map(str, names),
    ]
    ended = subprocess.run(command, check=False, capture_output=True, text=True, timeout=240)
    assert all(path.with_suffix(".pdf").exists() for path in names), ended.stdout + ended.stderr


def _squeezed(text: str) -> str:
    """Leave out what the setting of lines adds and takes away."""
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_text_is_set(name: str, pages: dict[str, list[str]]) -> None:
    """Paragraphs, items and words are on the pages; what runs over two of them is looked for in part."""
    document: Document = DOCUMENTS[name][0]()
    whole = _squeezed("".join(pages[name]))
    for text in said(document):
        for piece in re.findall(r".{1,40}", text):
            assert _squeezed(piece)[:20] in whole or _squeezed(piece)[-15:] in whole


def test_figures_stand_in_their_order(pages: dict[str, list[str]]) -> None:
    """The figures of Derby's theme tables come row by row, from left to right."""
    text = " ".join("\n".join(pages["report"]).split())
    assert re.search(r"NI 39 .{0,200}2,020.{0,40}2,230.{0,40}2,475.{0,40}\+11\.0%", text)
    assert re.search(r"NI 43 .{0,200}10\.48%.{0,40}<9%.{0,40}13\.11%.{0,40}\+45\.7%", text)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_page_says_draft_and_its_number(name: str, pages: dict[str, list[str]]) -> None:
    """No page can go round without the draft line; ours say page n of m and the data version."""
    document = DOCUMENTS[name][0]()
    for at, text in enumerate(pages[name], 1):
        assert document.draft in text
        if name != "template":
            assert f"Page {at} of {len(pages[name])}" in text
            assert f"Data version {document.version}" in text


def test_exceptions_of_derby_are_two_pages(pages: dict[str, list[str]]) -> None:
    """What the meeting works through is one sheet of paper."""
    assert len(pages["exceptions"]) <= 2


@pytest.mark.parametrize("name", ["report", "exceptions", "enfield"])
def test_no_heading_is_alone_at_the_foot_of_a_page(name: str, pages: dict[str, list[str]]) -> None:
    """The last line above the footer is never a heading."""
    headings = {block.text for block in DOCUMENTS[name][0]().blocks() if isinstance(block, Heading)}
    for text in pages[name]:
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        above = [line for line in lines if not re.match(r"Data version|Page \d|Draft,", line)]
        assert above[-1] not in headings


def test_heads_of_a_long_table_repeat(pages: dict[str, list[str]]) -> None:
    """Every page of a table that runs over several has its heads, and all rows are there in their order."""
    assert len(pages["long"]) > 2
    assert all("Head of it" in text for text in pages["long"])
    assert re.findall(r"Row (\d+) of", "".join(pages["long"])) == [str(at) for at in range(120)]
