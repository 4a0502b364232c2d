"""Texts in a drawing: made safe, measured by rule of thumb, broken over lines and shortened to a width."""

from __future__ import annotations

import unicodedata
from html import escape

from csptui.domain.shown import show_line

SIZE = 13.0
"""The size of letters, in units of the drawing, which are pixels where it is not scaled."""
LINE = 16.0
"""From one line of text to the next."""

_SLIM, _BROAD = frozenset("iljtfrI.,:;'|!()[]- "), frozenset("mwMWOQ%@–—…")


def safe(text: str) -> str:
    """Give a text as it may stand between tags or within quotes: no sign of it acts, none is illegal."""
    return escape(show_line(text))


def width_of(text: str) -> float:
    """Tell how wide a text is, rather too wide than too narrow: which letters are used is not known."""
    return sum(_width(character) for character in text) * SIZE


def _width(character: str) -> float:
    if character in _SLIM:
        return 0.37
    if character in _BROAD or unicodedata.east_asian_width(character) in "WF":
        return 1.0
    return 0.73 if character.isupper() else 0.6


def shortened(text: str, room: float) -> str:
    """Give the beginning of a text that has room, with three dots where there is more of it."""
    line = show_line(text)
    if width_of(line[:1000]) <= room and len(line) <= 1000:  # noqa: PLR2004 - more is never measured
        return line
    left = room - width_of("…")
    kept = 0
    for character in line:
        left -= _width(character) * SIZE
        if left < 0:
            break
        kept += 1
    return line[:kept].rstrip() + "…"


def lines_of(text: str, room: float, most: int) -> list[str]:
    """Break a text into lines that have room, `most` of them at most; the last is shortened."""
    rest: str = show_line(text)
    lines: list[str] = []
    while rest and len(lines) < most - 1 and shortened(rest, room) != rest:
        fits = len(shortened(rest, room)) - 1
        cut = rest.rfind(" ", 0, fits + 1)
        cut = cut if cut > 0 else max(fits, 1)
        lines.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*lines, shortened(rest, room)] if rest else lines or [""]


def number(value: float) -> str:
    """Give a place in a drawing with two decimals at most, the same on every machine."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if value else "0"


def text_at(x: float, y: float, text: str, *, anchor: str = "start", fill: str, strong: bool = False) -> str:
    """Set a line of text; `y` is its base line."""
    weight = ' font-weight="700"' if strong else ""
    side = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'<text x="{number(x)}" y="{number(y)}"{side}{weight} fill="{fill}">{safe(text)}</text>'
