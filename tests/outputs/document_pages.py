"""The report and the list of exceptions as the terminal prints them, of a dataset that has no files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.outputs.document.build import exceptions_document, report_document
from csptui.outputs.document.source import Source
from csptui.outputs.document.text.writer import set_document

if TYPE_CHECKING:
    from csptui.domain.dataset import Dataset
    from csptui.outputs.appearance import Look
    from csptui.outputs.line import Line


def report_page(data: Dataset, look: Look, *, sensitive: bool = False) -> list[Line]:
    """Give the whole report."""
    return set_document(report_document(Source(data), sensitive=sensitive), look)


def exceptions_page(data: Dataset, look: Look) -> list[Line]:
    """Give the list of exceptions."""
    return set_document(exceptions_document(Source(data)), look)
