"""Writes a document as a tagged PDF (PDF/UA-1, ISO 14289-1) with typst, from fonts that come with it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

import typst

from csptui.outputs.document import palette
from csptui.outputs.document.formats import stem
from csptui.outputs.document.pdf_data import Setting
from csptui.outputs.document.pdf_letters import Care, Letters
from csptui.outputs.document.pdf_tags import with_row_heads

if TYPE_CHECKING:
    from collections.abc import Mapping

    from csptui.outputs.document.formats import Wanted
    from csptui.outputs.document.model import Document

_TEMPLATES = Path(__file__).parent / "templates"


def files(document: Document, wanted: Wanted) -> Mapping[str, bytes]:
    """Give the document as one PDF; the same document gives the same bytes."""
    del wanted
    for care in (Care.USUAL, Care.NO_MARKS):
        try:
            return {f"{stem(document)}.pdf": _typeset(document, care)}
        except typst.TypstError as told:
            # Fonts that draw each of two characters may still not draw them joined.
            if "could not be displayed" not in str(told):
                raise
    return {f"{stem(document)}.pdf": _typeset(document, Care.ASCII)}


def _typeset(document: Document, care: Care) -> bytes:
    setting = Setting(document, Letters(care))
    data = setting.data() | {"look": _look()}
    inputs = {
        "main.typ": (_TEMPLATES / "report.typ").read_bytes(),
        "document.json": json.dumps(data, ensure_ascii=False).encode(),
        **setting.drawings,
    }
    made = _compiler().compile(
        inputs,  # type: ignore[type-var] # files by their names are taken too, which the stubs do not say
        format="pdf",
        pdf_standards="ua-1",
        timestamp=int(datetime.combine(document.date, datetime.min.time(), UTC).timestamp()),
    )
    return with_row_heads(cast("bytes", made), setting.tables)


@cache
def _compiler() -> typst.Compiler:
    """Give the typesetter, which is kept: it finds its fonts once, and none of the machine's."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
    return typst.Compiler(root=_TEMPLATES, font_paths=fonts)


def _look() -> dict[str, object]:
    names = {"text": palette.TEXT, "quiet": palette.QUIET, "accent": palette.ACCENT}
    lines = {"hairline": palette.HAIRLINE, "stripe": palette.STRIPE}
    return {**names, **lines, "warning": palette.WARNING._asdict()}
