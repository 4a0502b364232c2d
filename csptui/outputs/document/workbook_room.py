"""How wide a column and how high a row must be; not every spreadsheet works it out when it opens a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LINE = 15.0
"""The height of a line of text, in points."""
_HIGHEST = 409.0
"""The most that Excel allows."""
_MOST_LINES = int(_HIGHEST // LINE)
_NARROWEST, _WIDE, _WIDEST = 9, 32, 80
_BUTTON = 4
"""How many letters the filter's button takes of a head."""
_LONG = 100
"""Texts of so many letters have the widest columns."""
_LOOKED_AT = 4_000
"""No row shows more letters of a text than so many."""
_FILLED = 0.88
"""How much of its width a line of words fills, on the whole, before the next word goes to a new line."""


def width(head: str, texts: Iterable[str], *, numbers: bool) -> float:
    """Give a column's width in letters: that of its longest line, within bounds; long texts are wrapped."""
    longest_word = max((_cells(word) for word in head.split()), default=0) + _BUTTON
    longest = max((_cells(line) for text in texts for line in text[:_LOOKED_AT].split("\n")), default=0) + 2
    widest = _WIDE if numbers or longest <= _LONG else _WIDEST
    return float(max(_NARROWEST, min(longest_word, _WIDE), min(longest, widest)))


def height(texts: Sequence[str], widths: Sequence[float]) -> float:
    """Give a row's height in points, so that the longest of its texts is seen, or as much as there may be."""
    lines = max((_lines(text, wide) for text, wide in zip(texts, widths, strict=True)), default=1)
    return min(_HIGHEST, lines * LINE)


def _lines(text: str, wide: float) -> int:
    room = max(1.0, wide * _FILLED)
    if len(text) * 2 <= room and "\n" not in text:
        return 1
    lines = 0
    for line in text[:_LOOKED_AT].split("\n"):
        filled = _cells(line)
        lines += 1 if filled <= wide else int(-(-filled // room))
        if lines > _MOST_LINES:
            break
    return lines


def _cells(text: str) -> int:
    """Give how many columns of a terminal a text takes, which is about what it takes on a sheet."""
    return len(text) if text.isascii() else cell_len(text)
