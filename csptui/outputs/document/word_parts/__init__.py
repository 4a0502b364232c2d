"""The parts of our own empty Word document, which a report is written into."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from string import Template

from csptui.outputs.document import palette
from csptui.outputs.document.word_package import TYPES, packed

TEXT_WIDTH = 9864
"""The width of the page between its margins, in twentieths of a point."""


def part(name: str) -> bytes:
    """Read one part as it is kept."""
    return (files(__name__) / name).read_bytes()


@cache
def styles_part() -> bytes:
    """Give the styles with the colours of the palette."""
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
    return Template(part("styles.xml").decode()).substitute(given, width=TEXT_WIDTH).encode()


@cache
def empty_document() -> bytes:
    """Give the empty document as a file."""
    return packed(
        {
            TYPES: part("content_types.xml"),
            "_rels/.rels": part("package_rels.xml"),
            "word/_rels/document.xml.rels": part("document_rels.xml"),
            "word/document.xml": part("document.xml"),
            "word/numbering.xml": part("numbering.xml"),
            "word/settings.xml": part("settings.xml"),
            "word/styles.xml": styles_part(),
        }
    )
