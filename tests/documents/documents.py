"""Documents that the tests of every format share."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from hostile_dataset import dataset as hostile_dataset

from csptui.outputs.document.build import exceptions_document, report_document
from csptui.outputs.document.model import Kind
from csptui.outputs.document.source import Source, gather
from csptui.storage.folder import load

if TYPE_CHECKING:
    from csptui.outputs.document.model import Document

ROOT = Path(__file__).parents[2]
DERBY, ENFIELD = ROOT / "data", ROOT / "csptui" / "examples" / "enfield"


@cache
def derby_document(*, sensitive: bool = False) -> Document:
    """Give the report of Derby, 2009/10 Q4."""
    return document_of(DERBY, sensitive=sensitive)


@cache
def derby_exceptions() -> Document:
    """Give the exceptions of Derby."""
    dataset, _ = load(DERBY)
    return exceptions_document(gather(DERBY, dataset))


@cache
def enfield_document() -> Document:
    """Give the report of Enfield, whose exceptions have a history."""
    return document_of(ENFIELD)


def document_of(folder: Path, *, sensitive: bool = False) -> Document:
    """Give the report of a data folder."""
    dataset, _ = load(folder)
    return report_document(gather(folder, dataset), sensitive=sensitive)


@cache
def hostile_document(text: str, kind: Kind = Kind.REPORT) -> Document:
    """Give a document in which one text stands in every place that holds text; the sensitive ones too."""
    source = Source(hostile_dataset(text))
    return report_document(source, sensitive=True) if kind is Kind.REPORT else exceptions_document(source)


def hostile_texts() -> dict[str, str]:
    """Give the sixty hostile strings by their names."""
    texts: dict[str, str] = json.loads((ROOT / "tests" / "data" / "hostile.json").read_text("ascii"))
    return texts
