"""The formats of a document, each written by a module that is imported when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from csptui.outputs.document.collection import put_off

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from csptui.outputs.document.model import Document

FORMATS: Mapping[str, str] = {
    "docx": "word.writer",
    "html": "web.writer",
    "pdf": "pdf.writer",
    "xlsx": "workbook.writer",
    "md": "markdown.writer",
    "txt": "text.writer",
    "csv": "package",
}
"""Formats as they are asked for, in the order in which they are told, with the modules that write them."""


class Wanted(NamedTuple):
    """How a format is to be written: a Word template's bytes, where a partnership has its own."""

    template: bytes | None = None


AS_USUAL = Wanted()


def written(document: Document, name: str, wanted: Wanted = AS_USUAL) -> Mapping[str, bytes]:
    """Write a document in one format: file names, which are relative with `/`, and their bytes.

    A document is one file but for `csv`, which is a folder with its data package. Same document, same bytes.
    """
    module = import_module(f"csptui.outputs.document.{FORMATS[name]}")
    write: Callable[[Document, Wanted], Mapping[str, bytes]] = module.files
    with put_off():
        return write(document, wanted)


def stem(document: Document) -> str:
    """Give what the names of a document's files begin with, such as `report-2009-10-Q4`.

    One with the sensitive parts has another name, so that nobody sends it for the one without.
    """
    secret = "-sensitive" if document.sensitive else ""
    return f"{document.kind.value}-{document.quarter.folder}{secret}"
