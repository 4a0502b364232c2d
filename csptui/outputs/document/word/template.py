"""Opens what a report is written into: our own empty document, or a partnership's template."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, cast

import docx
from docx.exceptions import PythonDocxError
from lxml import etree

from csptui.domain.problem import CsptuiError
from csptui.outputs.document.word.package import TYPES, PackageError, packed, unpacked
from csptui.outputs.document.word.parts import PAGE_WIDTH, empty_document
from csptui.outputs.document.word.xml import W, built, w

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.section import Section
    from lxml.etree import _Element as Node

PLACE = "{{report}}"
"""Where a template wants the report: the whole text of a paragraph."""

_BLANK = frozenset({"p", "pPr", "pStyle", "rPr", "lang", "bookmarkStart", "bookmarkEnd"})
_TEMPLATE = b"wordprocessingml.template.main+xml"
_DOCUMENT = b"wordprocessingml.document.main+xml"
_MACROS = b"macroEnabled"
_DECLARES = b"<!DOCTYPE"
"""Entities have no place in a part: their text would be lost, and what is written be no XML."""
_DAMAGED = "The Word template is no Word document, or is damaged: save it anew as .docx or .dotx."
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_LEAST_WIDTH, _INCH = 2880, 1440
_TWIP = 635
"""A twentieth of a point in the units of python-docx."""


class TemplateError(CsptuiError):
    """A Word template cannot be used; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A document to write into: the node that the report goes before, and the width of the text there."""

    word: WordDocument
    place: Node
    width: int

    def finish(self) -> None:
        """Take away the paragraph that marked the place; a section that ended with it still does."""
        if self.place.tag != f"{W}p":
            return
        section = self.place.find(f"{W}pPr/{W}sectPr")
        if section is None:
            self.word.element.body.remove(self.place)
        else:
            self.place[:] = built(w("pPr"))
            self.place[0].append(section)


def opened(template: bytes | None, *, dense: bool = False) -> Opened:
    """Open a template, or our own empty document, `dense` for few pages; raises TemplateError."""
    word = docx.Document(BytesIO(empty_document(dense=dense))) if template is None else _loaded(template)
    body = cast("Node", word.element.body)
    if body.find(f"{W}sectPr") is None:
        body.extend(built(w("sectPr")))
    place = _place(body)
    before = place.itersiblings(preceding=True)
    at = sum(node.find(f"{W}pPr/{W}sectPr") is not None for node in before)
    return Opened(word, place, text_width(word.sections[at]))


def _loaded(template: bytes) -> WordDocument:
    """Open a template, a `.dotx` too, which python-docx takes for no document by its content type."""
    try:
        parts = unpacked(template)
    except PackageError as error:
        message = f"The Word template {error}."
        raise TemplateError(message) from error
    types = parts.get(TYPES, b"")
    if _MACROS in types:
        message = "The Word template holds macros: save it as .dotx or .docx, which hold none."
        raise TemplateError(message)
    if TYPES in parts:
        parts[TYPES] = types.replace(_TEMPLATE, _DOCUMENT)
    try:
        word = docx.Document(BytesIO(packed(parts)))
        sound = not any(_DECLARES in part for part in parts.values()) and _is_sound(word)
    except (PythonDocxError, etree.LxmlError, KeyError, ValueError, AttributeError, TypeError) as error:
        raise TemplateError(_DAMAGED) from error
    if not sound:
        raise TemplateError(_DAMAGED)
    return word


def _is_sound(word: WordDocument) -> bool:
    """Read what the report is going to touch: each is in a part that can be missing, or be another."""
    root = cast("Node", word.element)
    for reference in root.iter(f"{W}headerReference", f"{W}footerReference"):
        _ = word.part.related_parts[reference.get(_RELATION) or ""].element
    _ = word.core_properties.title, word.settings.element
    return root.find(f"{W}body") is not None and word.styles.element.tag == f"{W}styles"


def _place(body: Node) -> Node:
    """Find the paragraph that marks the place, else the end of the text."""
    marks = [node for node in body.iter(f"{W}p") if PLACE in _text(node)]
    if marks:
        if len(marks) > 1 or marks[0].getparent() is not body or _text(marks[0]).strip() != PLACE:
            message = f"The Word template must have {PLACE} once, alone in a paragraph, in no table or box."
            raise TemplateError(message)
        return marks[0]
    end = body.findall(f"{W}sectPr")[-1]
    while (last := end.getprevious()) is not None and _is_blank(last):
        body.remove(last)
    return end


def _text(paragraph: Node) -> str:
    return "".join(node.text or "" for node in paragraph.iter(f"{W}t"))


def _is_blank(node: Node) -> bool:
    held = {str(one.tag).removeprefix(W) for one in node.iter()}
    return node.tag == f"{W}p" and held <= {
        "p",
        "pPr",
        "pStyle",
        "rPr",
        "lang",
        "bookmarkStart",
        "bookmarkEnd",
    }


def text_width(section: Section) -> int:
    """Give the width between the margins of a section, in twentieths of a point."""
    page, left, right = section.page_width, section.left_margin, section.right_margin
    if page is None or left is None or right is None:
        return PAGE_WIDTH - 2 * _INCH
    return max((page - left - right - (section.gutter or 0)) // _TWIP, _LEAST_WIDTH)
