"""How wide a column and how high a row must be; not every spreadsheet works it out when it opens a file."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from rich.cells import cell_len

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LINE = 15.0
"""The height of a line of text, in points."""
_HIGHEST = 409.0
"""The most that Excel allows."""
_MOST_LINES = int(_HIGHEST // LINE)
_NARROWEST, _WIDE, _WIDEST = 9, 34, 64
_BUTTON = 4
"""How many letters the filter's button takes of a head."""
_LONG = 70
"""Texts of so many letters on the mean have the widest columns."""
_LOOKED_AT = 4_000
"""No row shows more letters of a text than so many."""
_FILLED = 1.16
"""How many letters of prose go into the width of a digit, less the room that a line leaves at its end."""
_CAPITAL = 0.4
"""How much wider than others a capital letter is."""


def width(head: str, texts: Iterable[str], *, numbers: bool) -> float:
    """Give a column's width in letters: that of its longest line, within bounds; long texts are wrapped."""
    longest_word = max((_cells(word) for word in head.split()), default=0) + _BUTTON
    told = [text[:_LOOKED_AT] for text in texts if text]
    longest = max((_cells(line) for text in told for line in text.split("\n")), default=0) + 3
    is_long = sum(len(text) for text in told) > _LONG * len(told)
    widest = _WIDEST if is_long and not numbers else _WIDE
    return float(max(_NARROWEST, min(longest_word, _WIDE), min(longest, widest)))


def height(texts: Sequence[str], widths: Sequence[float]) -> float:
    """Give a row's height in points, so that the longest of its texts is seen, or as much as there may be."""
    lines = max((_lines(text, wide) for text, wide in zip(texts, widths, strict=True)), default=1)
    return min(_HIGHEST, lines * LINE)


def _lines(text: str, wide: float) -> int:
    lines = 0
    for line in text[:_LOOKED_AT].split("\n"):
        cells = _cells(line)
        # Were all of them capitals, it would still be one line.
        if cells * (1 + _CAPITAL) <= wide:
            lines += 1
        else:
            filled = cells + _CAPITAL * sum(map(str.isupper, line))
            lines += max(1, ceil(filled / (wide * _FILLED)))
        if lines > _MOST_LINES:
            break
    return lines


def _cells(text: str) -> int:
    """Give how many columns of a terminal a text takes, which is about what it takes on a sheet."""
    return len(text) if text.isascii() else cell_len(text)
