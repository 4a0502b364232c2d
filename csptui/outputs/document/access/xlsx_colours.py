"""The colours of a workbook's cells: of ink and of ground, as `#rrggbb`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml import etree

    from csptui.outputs.document.access.office import Parts

T = TypeVar("T")
INK, PAPER = "#000000", "#ffffff"
_OF_THEME = ("lt1", "dk1", "lt2", "dk2", *(f"accent{number}" for number in range(1, 7)), "hlink", "folHlink")
"""The colours of a theme in the order of their numbers, which is not that of the theme's part."""
_OF_INDEX = (
    *(["000000", "ffffff", "ff0000", "00ff00", "0000ff", "ffff00", "ff00ff", "00ffff"] * 2),
    *["800000", "008000", "000080", "808000", "800080", "008080", "c0c0c0", "808080"],
    *["9999ff", "993366", "ffffcc", "ccffff", "660066", "ff8080", "0066cc", "ccccff"],
    *["000080", "ff00ff", "ffff00", "00ffff", "800080", "800000", "008080", "0000ff"],
    *["00ccff", "ccffff", "ccffcc", "ffff99", "99ccff", "ff99cc", "cc99ff", "ffcc99"],
    *["3366ff", "33cccc", "99cc00", "ffcc00", "ff9900", "ff6600", "666699", "969696"],
    *["003366", "339966", "003300", "333300", "993300", "993366", "333399", "333333"],
)
"""The indexed colours of ECMA-376, part 1, 18.8.27."""
_HEX = re.compile(r"(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})")
_LONGEST = 6
"""Digits of a number in a file; Excel has no more than 64,000 styles."""


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of each style of a cell, and those that a theme names."""

    theme: tuple[str, ...]
    styles: tuple[tuple[str, str | None], ...] = ()
    """Ink and ground by a cell's style; a ground of None is that of the sheet."""

    def of_cell(self, style: str | None) -> tuple[str, str | None]:
        """Give the ink and the ground of a cell by its style's number."""
        return _at(self.styles, style or "0", (INK, None))

    def of(self, told: etree._Element | None, otherwise: str) -> str:
        """Give a colour from its element."""
        if told is None:
            return otherwise
        rgb = _HEX.fullmatch(told.get("rgb", ""))
        found = _at(self.theme, told.get("theme"), otherwise)
        if index := _at(_OF_INDEX, told.get("indexed"), ""):
            found = f"#{index}"
        if rgb:
            found = f"#{rgb[1].lower()}"
        return _tinted(found, told.get("tint", ""))


def colours_of(parts: Parts, styles: str | None, theme: str | None) -> Colours:
    """Read the colours of a workbook's styles and theme, which it need not have."""
    bare = Colours(_theme(parts, theme))
    if styles is None:
        return bare
    root = parts.xml(styles)
    inks = [bare.of(one.find("{*}color"), INK) for one in root.iterfind("{*}fonts/{*}font")]
    grounds = [_ground(bare, one) for one in root.iterfind("{*}fills/{*}fill")]
    made = (
        (_at(inks, one.get("fontId"), INK), _at(grounds, one.get("fillId"), None))
        for one in root.iterfind("{*}cellXfs/{*}xf")
    )
    return Colours(bare.theme, tuple(made))


def _at(held: Sequence[T], number: str | None, otherwise: T) -> T:
    """Give what has a number; a file may name any, and one that is too long is not even read as one."""
    if number is None or not number.isdecimal() or len(number) > _LONGEST:
        return otherwise
    return held[int(number)] if int(number) < len(held) else otherwise


def _ground(colours: Colours, fill: etree._Element) -> str | None:
    pattern = fill.find("{*}patternFill")
    if pattern is None or pattern.get("patternType") != "solid":
        return None
    return colours.of(pattern.find("{*}fgColor"), PAPER)


def _theme(parts: Parts, name: str | None) -> tuple[str, ...]:
    if name is None:
        return ()
    scheme = parts.xml(name).find(".//{*}clrScheme")
    found = []
    for word in _OF_THEME:
        told = None if scheme is None else scheme.find(f"{{*}}{word}/*")
        rgb = _HEX.fullmatch("" if told is None else told.get("lastClr") or told.get("val") or "")
        found.append(f"#{rgb[1].lower()}" if rgb else PAPER if word.startswith("lt") else INK)
    return tuple(found)


def _tinted(colour: str, tint: str) -> str:
    """Make a colour darker (below 0) or lighter, by so much of the way; near enough to what Excel does."""
    try:
        by = max(-1.0, min(1.0, float(tint or 0)))
    except ValueError:
        return colour
    end = 255 if by > 0 else 0
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(part + (end - part) * abs(by)):02x}" for part in parts)
