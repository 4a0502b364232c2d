"""Puts words into columns: wrapping, cutting and padding by the cells that a terminal gives a character."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len, chop_cells, set_cell_size

from csptui.outputs.line import Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from csptui.outputs.appearance import Look

Words = list[tuple[str, str]]
"""Words with the style of each."""


class Column(NamedTuple):
    """One column of a table; numbers stand to the right."""

    head: str
    width: int
    right: bool = False


class Cell(NamedTuple):
    """What stands in a column, line by line; the first `upper` lines have another style than the rest."""

    lines: Sequence[str]
    style: str = ""
    rest: str = ""
    upper: int = 1


def words_of(text: str, style: str = "") -> Words:
    """Give the words of a text, all in one style."""
    return [(word, style) for word in text.split()]


def flow(words: Iterable[tuple[str, str]], width: int) -> list[Line]:
    """Set words in lines of at most `width` cells; a longer word is broken."""
    width = max(1, width)
    lines: list[Line] = []
    line, used = Line(), 0
    for word, style in words:
        for part in _parts(word, width):
            size = cell_len(part)
            if used and used + 1 + size > width:
                lines.append(line)
                line, used = Line(), 0
            if used:
                line.append(" ", style if line.pieces[-1][1] == style else "")
                used += 1
            line.append(part, style)
            used += size
    if used:
        lines.append(line)
    return lines


def wrap(text: str, width: int) -> list[str]:
    """Set a text in lines of at most `width` cells."""
    if cell_len(text) <= width and "\n" not in text:
        return [text] if text else []
    return [line.plain for line in flow(words_of(text), width)]


def _parts(word: str, width: int) -> list[str]:
    if len(word) <= width and cell_len(word) <= width:
        return [word]
    return [part for part in chop_cells(word, width) if part]


def cut(text: str, width: int, look: Look) -> str:
    """Give a text in at most `width` cells, with an ellipsis where it is cut."""
    if cell_len(text) <= width:
        return text
    sign = look.pick("…", "...")
    return set_cell_size(text, max(0, width - len(sign))).rstrip() + sign


def cut_lines(lines: list[str], most: int, width: int, look: Look) -> list[str]:
    """Give at most `most` lines, the last with an ellipsis where some are left out."""
    if len(lines) <= most:
        return lines
    sign = look.pick("…", "...")
    return [*lines[: most - 1], set_cell_size(lines[most - 1], max(0, width - len(sign))).rstrip() + sign]


def padded(text: str, width: int, *, right: bool = False) -> str:
    """Fill a text up to `width` cells; a longer one is cut off."""
    room = width - cell_len(text)
    if room < 0:
        return set_cell_size(text, width)
    return " " * room + text if right else text + " " * room


def lay_row(columns: Sequence[Column], cells: Sequence[Cell], gap: int) -> list[Line]:
    """Set one row of a table; it has as many lines as its tallest cell."""
    height = max(len(cell.lines) for cell in cells)
    rows = []
    for at in range(height):
        line = Line()
        for index, (column, cell) in enumerate(zip(columns, cells, strict=True)):
            if index:
                line.append(" " * gap)
            text = cell.lines[at] if at < len(cell.lines) else ""
            style = (cell.style if at < cell.upper else cell.rest) if text else ""
            line.append(padded(text, column.width, right=column.right), style)
        rows.append(line)
    return rows


def spread(left: Line, right: Line, width: int) -> list[Line]:
    """Put two texts at the two ends of a line, or on two lines where one is too short."""
    room = width - left.cells - right.cells
    if room < 2:  # noqa: PLR2004 - the least gap that reads as one
        return [*flow(words_of(left.plain, "strong"), width), *flow(words_of(right.plain), width)]
    return [Line.of(left, " " * room, right)]


def indented(lines: Iterable[Line], columns: int, first: str = "") -> list[Line]:
    """Move lines to the right; the first may have a short text in the margin."""
    moved = []
    for line in lines:
        moved.append(Line.of(padded(first, columns), line) if line or first else Line())
        first = ""
    return moved


def rule(look: Look, indent: int = 0) -> Line:
    """Give a hairline across the page."""
    return Line(" " * indent + look.hairline * (look.width - indent), "quiet")


def heading(text: str, look: Look, style: str = "strong") -> list[Line]:
    """Give a heading over a hairline."""
    return [*flow(words_of(look.line(text), style), look.width), rule(look)]
