"""Writes a document as a tagged PDF (PDF/UA-1, ISO 14289-1) with typst, from fonts that come with it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

import typst

from csptui.outputs.document import palette
from csptui.outputs.document.formats import stem
from csptui.outputs.document.model import Paragraph, Span, Tone
from csptui.outputs.document.pdf.data import Setting
from csptui.outputs.document.pdf.letters import Letters, marks, spelt
from csptui.outputs.document.pdf.tags import with_row_heads

if TYPE_CHECKING:
    from collections.abc import Mapping

    from csptui.outputs.document.formats import Wanted
    from csptui.outputs.document.model import Document

_TEMPLATES = Path(__file__).parent / "templates"
SPELT = "Letters that the fonts of this file lack are written as their numbers in Unicode, such as <U+4E2D>."

_TRIES = 4
_TOLD = re.compile(r"the text `\"(.*?)\"` could not be displayed", re.DOTALL)
_ESCAPE = re.compile(r"\\u\{([0-9a-f]{1,6})\}")


def files(document: Document, wanted: Wanted) -> Mapping[str, bytes]:
    """Give the document as one PDF; the same document gives the same bytes."""
    del wanted
    return {f"{stem(document)}.pdf": _drawn(document)}


def _drawn(document: Document) -> bytes:
    """Set the document with fewer letters each time that some cannot be drawn beside one another."""
    distrusted: frozenset[str] = frozenset()
    for _ in range(_TRIES):
        try:
            return _typeset(document, Letters(distrusted))
        except typst.TypstError as told:
            # The letter that is told may be drawn well, and only the mark on it be at fault.
            found = (_undrawn(told.diagnostic) or marks()) - distrusted
            if not found:
                break
            distrusted |= found
    return _typeset(document, Letters(ascii_only=True))


def _undrawn(told: str) -> frozenset[str]:
    """Give the characters that the typesetter's errors name, ASCII apart, which all of its fonts have."""
    texts = "".join(_TOLD.findall(told))
    written = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), texts)
    return frozenset(one for one in written if not one.isascii())


def _typeset(document: Document, letters: Letters) -> bytes:
    fitted = spelt(document, letters)
    setting = Setting(_saying(fitted) if letters.spelt else fitted)
    data = setting.data() | {"look": _look()}
    inputs = {
        "main.typ": (_TEMPLATES / "report.typ").read_bytes(),
        "document.json": json.dumps(data, ensure_ascii=False).encode(),
        **setting.drawings,
    }
    # One for each document: two threads may not share one.
    made = typst.Compiler(root=_TEMPLATES, font_paths=_fonts()).compile(
        inputs,  # type: ignore[type-var] # files by their names are taken too, which the stubs do not say
        format="pdf",
        pdf_standards="ua-1",
        timestamp=int(datetime.combine(document.date, datetime.min.time(), UTC).timestamp()),
    )
    return with_row_heads(cast("bytes", made), setting.tables)


def _saying(document: Document) -> Document:
    """Add to the last part what the reader is to know of letters that are spelt out."""
    *before, last = document.parts
    aside = Paragraph((Span(SPELT),), Tone.ASIDE)
    return replace(document, parts=(*before, replace(last, blocks=(*last.blocks, aside))))


@cache
def _fonts() -> typst.Fonts:
    """Give the fonts within the typesetter, which are found once, and none of the machine's."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)


def _look() -> dict[str, object]:
    names = {"text": palette.TEXT, "quiet": palette.QUIET, "accent": palette.ACCENT}
    lines = {"hairline": palette.HAIRLINE, "stripe": palette.STRIPE}
    return {**names, **lines, "warning": palette.WARNING._asdict()}
