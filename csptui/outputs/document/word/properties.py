"""What a Word document says about itself: title, author, date and language."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, cast

from csptui.domain.shown import Shown, show_line
from csptui.outputs.document.word.xml import W, built, w

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from lxml.etree import _Element as Node

    from csptui.outputs.document.model import Document

_MOST = 255
"""Characters that Word takes in a property."""


def set_properties(word: WordDocument, document: Document) -> None:
    """Set title, subject, author, dates and language; the dates are the document's own."""
    held, midnight = word.core_properties, datetime.combine(document.date, time())
    held.title = _short(document.heading)
    held.subject = _short(f"{document.quarter}, {document.period}")
    held.author = held.last_modified_by = _short(document.author or document.partnership)
    held.keywords = _short(", ".join(document.keywords))
    held.comments = ""
    held.language = document.language
    held.version = _short(document.version)
    held.created = held.modified = midnight
    held.revision = 1


def set_language(word: WordDocument, language: str) -> None:
    """Say the language of all text: by default, in the styles that say another, and of the theme's fonts."""
    root = cast("Node", word.styles.element)
    defaults = _within(root, "docDefaults", "rPrDefault", "rPr")
    if defaults.find(f"{W}lang") is None:
        defaults.extend(built(w("lang")))
    for node in (*root.iter(f"{W}lang"), *word.settings.element.iter(f"{W}themeFontLang")):
        node.set(f"{W}val", language)


def _within(root: Node, *tags: str) -> Node:
    """Give an element inside another, made where it is missing."""
    node = root
    for tag in tags:
        found = node.find(f"{W}{tag}")
        if found is None:
            (found,) = built(w(tag))
            node.insert(0, found)
        node = found
    return node


def _short(text: str) -> Shown:
    line = show_line(text)
    return line if len(line) <= _MOST else Shown(f"{line[: _MOST - 1]}…")
