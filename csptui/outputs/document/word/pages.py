"""What stands on every page of a Word document: partnership and quarter, the draft line, page n of m."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from csptui.domain.shown import show_line
from csptui.outputs.document.word.template import text_width
from csptui.outputs.document.word.xml import W, built, field, paragraph, run, w

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.section import _Footer, _Header
    from lxml.etree import _Element as Node

    from csptui.outputs.document.model import Document
    from csptui.outputs.document.word.styles import Styles
    from csptui.outputs.document.word.xml import Node as Written

_CONTENT = ("t", "drawing", "pict", "instrText", "fldSimple", "tbl", "object")

_MOST = 120
"""Characters of a header's line: more of them would leave the text of a page no room."""


def set_pages(word: WordDocument, document: Document, styles: Styles) -> None:
    """Set headers and footers; those that a template fills are kept, and get the draft line."""
    for at, section in enumerate(word.sections):
        headers, footers = [(section.header, True)], [section.footer]
        if section.different_first_page_header_footer:
            headers.append((section.first_page_header, False))
            footers.append(section.first_page_footer)
        if word.settings.odd_and_even_pages_header_footer:
            headers.append((section.even_page_header, True))
            footers.append(section.even_page_footer)
        for header, named in headers:
            if at == 0 or not header.is_linked_to_previous:
                _set_header(header, document, styles, text_width(section) if named else 0)
        for footer in footers:
            if at == 0 or not footer.is_linked_to_previous:
                _set_footer(footer, document, styles, text_width(section))


def _set_header(header: _Header, document: Document, styles: Styles, width: int) -> None:
    """Set a header; one without width, that of a first page, has the draft line alone."""
    root = _root(header)
    if not _filled(root):
        root[:] = []
        if width:
            whole = show_line(f"{document.partnership}: {document.title}")
            line = whole if len(whole) <= _MOST else f"{whole[: _MOST - 1]}…"
            root.extend(built(_line(styles, width, line, [run(str(document.quarter))])))
    if document.draft:
        root.extend(built(paragraph(styles["Report Warning"], run(document.draft))))
    if len(root) == 0:
        root.extend(built(paragraph(styles["Report Page"])))


def _set_footer(footer: _Footer, document: Document, styles: Styles, width: int) -> None:
    root = _root(footer)
    if not _filled(root):
        pages = [run("Page "), *field("PAGE", "1"), run(" of "), *field("NUMPAGES", "1")]
        root[:] = built(_line(styles, width, f"Data version {document.version}", pages))


def _line(styles: Styles, width: int, left: str, right: list[Written]) -> Written:
    tabs = w("tabs", w("tab", val="right", pos=width))
    return paragraph(styles["Report Page"], run(left), w("r", w("tab")), *right, tabs=tabs)


def _root(part: _Header | _Footer) -> Node:
    part.is_linked_to_previous = False
    return cast("Node", part._element)  # noqa: SLF001 - python-docx has no other way to its XML


def _filled(root: Node) -> bool:
    return any(node.tag in {f"{W}{name}" for name in _CONTENT} for node in root.iter())
