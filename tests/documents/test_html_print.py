"""The web page as Chromium prints it: every page says what it is, and the exceptions are two at most."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from documents import derby_document, derby_exceptions, enfield_document
from pypdf import PdfReader
from web_page import data_of

if TYPE_CHECKING:
    from pathlib import Path

    from csptui.outputs.document.model import Document

BROWSER = next((path for name in ("chromium", "google-chrome") if (path := shutil.which(name))), "")
pytestmark = pytest.mark.skipif(not BROWSER, reason="Chromium is not installed here")


def _printed(document: Document, folder: Path) -> list[str]:
    """Give the text of each printed page, on one line."""
    (folder / "page.html").write_bytes(data_of(document))
    options = (
        *("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"),
        *("--disable-dev-shm-usage", "--no-first-run", f"--user-data-dir={folder / 'profile'}"),
        *("--no-pdf-header-footer", f"--print-to-pdf={folder / 'page.pdf'}"),
    )
    subprocess.run(
        [BROWSER, *options, (folder / "page.html").as_uri()], capture_output=True, timeout=240, check=True
    )
    return [" ".join(page.extract_text().split()) for page in PdfReader(folder / "page.pdf").pages]


@pytest.mark.parametrize("name", ["derby", "enfield", "long names"])
def test_every_printed_page_has_draft_line_place_and_number(name: str, tmp_path: Path) -> None:
    """A page that falls out of the bundle says what it is of; a name without end does not push that away."""
    document = enfield_document() if name == "enfield" else derby_document(sensitive=name != "derby")
    if name == "long names":
        document = replace(document, partnership="A partnership of very many partners " * 9)
    pages = _printed(document, tmp_path)
    assert len(pages) > 5
    for at, text in enumerate(pages, 1):
        assert document.draft in text
        assert document.partnership[:30] in text
        assert ("Sensitive: not for publication" in text) is document.sensitive
        assert f"Page {at} of {len(pages)}" in text


def test_exceptions_of_derby_are_two_printed_pages_at_most(tmp_path: Path) -> None:
    """What the meeting works through is one sheet of paper."""
    document = derby_exceptions()
    pages = _printed(document, tmp_path)
    assert len(pages) <= 2
    assert all(document.draft in text for text in pages)


def test_summary_of_derby_is_one_printed_page(tmp_path: Path) -> None:
    """The summary begins on a page of its own and ends there."""
    pages = _printed(derby_document(), tmp_path)
    first = next(at for at, text in enumerate(pages) if "Ratings by theme" in text)
    theme = next(at for at, text in enumerate(pages) if "5 indicators: 1 red" in text)
    assert theme == first + 1
