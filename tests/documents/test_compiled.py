"""Who compiled a document is said in every format that people read, and nothing where nobody is named."""

from __future__ import annotations

import io
from dataclasses import replace

import docx
import openpyxl
import pypdf
import pytest
from documents import derby_document

from csptui.outputs.document.formats import written

NAMED = "Compiled by Research and Performance Team"


def text_of(name: str, data: bytes) -> str:
    """Give the words of a file."""
    match name:
        case "docx":
            return "\n".join(one.text for one in docx.Document(io.BytesIO(data)).paragraphs)
        case "pdf":
            return pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text()
        case "xlsx":
            sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
            return "\n".join(str(cell.value) for (cell,) in sheet.iter_rows(max_col=1))
    return data.decode()


@pytest.mark.parametrize("name", ["docx", "html", "pdf", "xlsx", "md", "txt"])
def test_who_compiled_it_is_said(name: str) -> None:
    document = derby_document()
    for author, told in ((document.author, True), ("", False)):
        ((_, data),) = written(replace(document, author=author), name).items()
        assert (NAMED in text_of(name, data)) is told
