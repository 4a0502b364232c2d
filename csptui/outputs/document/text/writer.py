"""Writes a document as text: for e-mail, for diffs, and for the terminal at any width."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.outputs.appearance import Look
from csptui.outputs.document.formats import stem
from csptui.outputs.document.model import SENSITIVE
from csptui.outputs.document.text.blocks import Setter
from csptui.outputs.layout import flow, rule, spread, words_of
from csptui.outputs.line import Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from csptui.outputs.document.formats import Wanted
    from csptui.outputs.document.model import Document
    from csptui.outputs.document.text.chunks import Chunk

COLUMNS = 78
"""What an e-mail or a diff has room for."""


def files(document: Document, wanted: Wanted) -> Mapping[str, bytes]:
    """Write a document as a file of text: UTF-8, lines of 78 columns without blanks at their ends."""
    del wanted
    lines = set_document(document, Look(COLUMNS))
    text = "".join(f"{line.plain.rstrip()}\n" for line in lines)
    return {f"{stem(document)}.txt": text.encode("utf-8", "surrogatepass")}


def set_document(document: Document, look: Look) -> list[Line]:
    """Set a whole document as lines, one part after the other."""
    setter = Setter(document, look)
    lines = title_lines(document, look)
    for part in document.parts:
        lines += lines_of(setter.part(part))
    return [*lines, Line(), rule(look), foot_line(document, look)] if document.version else lines


def title_lines(document: Document, look: Look) -> list[Line]:
    """Give the names of a document, and below them the line that a draft has."""
    names = Line(look.line(document.partnership), "strong")
    period = Line(look.line(f"{document.quarter}, {document.period}"))
    lines = spread(names, period, look.width)
    lines += flow(words_of(look.line(document.title), "strong"), look.width)
    lines += flow(words_of(look.line(document.compiled)), look.width)
    return lines + warning_lines(document, look)


def warning_lines(document: Document, look: Look) -> list[Line]:
    """Give what stands on every page of a draft, and of a document that not everybody may see."""
    return [
        line
        for warning in warnings_of(document)
        for line in flow(words_of(look.line(warning), "strong"), look.width)
    ]


def warnings_of(document: Document) -> list[str]:
    """Give what is said of a document before all else."""
    return [one for one in (document.draft, SENSITIVE if document.sensitive else "") if one]


def foot_line(document: Document, look: Look) -> Line:
    """Name the state of the data."""
    return Line(look.line(f"Data version {document.version}"), "quiet")


def lines_of(chunks: Iterable[Chunk]) -> list[Line]:
    """Give the lines of chunks with the blank ones between them."""
    lines: list[Line] = []
    for chunk in chunks:
        lines += [Line() for _ in range(chunk.space)]
        lines += chunk.lines
    return lines
