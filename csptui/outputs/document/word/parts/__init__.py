"""The parts of our own empty Word document, which a report is written into."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

from csptui.outputs.document import palette
from csptui.outputs.document.word.package import TYPES, packed

if TYPE_CHECKING:
    from collections.abc import Mapping

PAGE_WIDTH = 11906
"""A4, in twentieths of a point."""

_ROOMY = {
    "size": 20,
    "table_size": 18,
    "detail_size": 16,
    "aside_size": 19,
    "table_title_size": 19,
    "title_size": 44,
    "subtitle_size": 26,
    "heading1_size": 32,
    "heading2_size": 25,
    "heading3_size": 21,
    "heading1_before": 280,
    "line": 259,
    "after": 110,
    "cell": 17,
    "before": 220,
    "caption_before": 140,
    "said_after": 60,
    "item_after": 50,
    "inner_after": 30,
    "top": 1304,
    "bottom": 1077,
    "side": 1021,
}
_DENSE = {
    "size": 18,
    "table_size": 17,
    "detail_size": 15,
    "aside_size": 17,
    "table_title_size": 18,
    "title_size": 36,
    "subtitle_size": 22,
    "heading1_size": 26,
    "heading2_size": 22,
    "heading3_size": 19,
    "heading1_before": 160,
    "line": 240,
    "after": 60,
    "cell": 9,
    "before": 110,
    "caption_before": 110,
    "said_after": 30,
    "item_after": 20,
    "inner_after": 10,
    "top": 1134,
    "bottom": 850,
    "side": 794,
}
"""For a list that a meeting has in its hands: sizes in half points, room in twentieths of a point."""


def part(name: str) -> bytes:
    """Read one part as it is kept."""
    return (files(__name__) / name).read_bytes()


@cache
def styles_part(*, dense: bool = False) -> bytes:
    """Give the styles with the colours of the palette; `dense` for a document of few pages."""
    colours = {
        "text": palette.TEXT,
        "quiet": palette.QUIET,
        "accent": palette.ACCENT,
        "hairline": palette.HAIRLINE,
        "stripe": palette.STRIPE,
        "warning": palette.WARNING.fore,
        "warning_back": palette.WARNING.back,
    }
    for name, ink in palette.RATINGS.items():
        colours |= {name: ink.fore, f"{name}_back": ink.back}
    given = {name: value.removeprefix("#") for name, value in colours.items()}
    return _filled("styles.xml", given, dense=dense)


@cache
def empty_document(*, dense: bool = False) -> bytes:
    """Give the empty document as a file."""
    return packed(
        {
            TYPES: part("content_types.xml"),
            "_rels/.rels": part("package_rels.xml"),
            "word/_rels/document.xml.rels": part("document_rels.xml"),
            "word/document.xml": _filled("document.xml", {}, dense=dense),
            "word/numbering.xml": part("numbering.xml"),
            "word/settings.xml": part("settings.xml"),
            "word/styles.xml": styles_part(dense=dense),
        }
    )


def _filled(name: str, colours: Mapping[str, str], *, dense: bool) -> bytes:
    sizes = _DENSE if dense else _ROOMY
    return Template(part(name).decode()).substitute(colours, **sizes).encode()
