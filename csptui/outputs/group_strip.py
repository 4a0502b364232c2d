"""The members of a comparator group in order, each with a bar; one's own is thick and has its mark.

It reads in black and white: the area's own row has the mark of the cursor and the word *own*, and a
thick bar where the others have thin ones; the average is a line of its own and a mark in every bar.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from csptui.domain.compared import order_key
from csptui.domain.group_words import average_text
from csptui.legend import ASCII_CURSOR, CURSOR
from csptui.outputs.layout import cut, padded
from csptui.outputs.line import Line

if TYPE_CHECKING:
    from csptui.domain.compared import Compared, Standing
    from csptui.outputs.appearance import Look

_RANK, _MARK, _GAP = 4, 2, 2
_WIDEST_NAME, _NARROWEST_BAR, _WIDEST_BAR = 30, 8, 60
_OWN = " (own)"
ZERO, HALF = Decimal(0), Decimal("0.5")


class _Columns(NamedTuple):
    """Widths of names, of values and of bars; no bar where there is no room for one."""

    name: int
    value: int
    bar: int


def strip(found: Compared, look: Look) -> list[Line]:
    """Give a line for each area with rank, value and bar, the average in its place, then who is missing."""
    if found.average is None:
        return []
    average = found.average.average
    columns, key = _columns(found, look), order_key(found.indicator)
    lines: list[Line] = []
    is_told = False
    for one in found.standings:
        if not is_told and key(one.value) > key(average):
            lines.append(_average_line(found, columns, look))
            is_told = True
        lines.append(_area_line(found, one, columns, look))
    if not is_told:
        lines.append(_average_line(found, columns, look))
    for area in found.missing:
        name = padded(cut(look.line(area), columns.name, look), columns.name)
        mark = padded(look.pick("–", "-"), _RANK, right=True)
        lines.append(Line.of((f"{mark}{' ' * _MARK}{name}{' ' * _GAP}no value held", "quiet")))
    return lines


def _columns(found: Compared, look: Look) -> _Columns:
    names = [look.line(one.area) + (_OWN if one.is_self else "") for one in found.standings]
    names += [look.line(one) for one in found.missing]
    texts = [cell_len(one.text) for one in found.standings] + [cell_len(average_text(found))]
    room = look.width - _RANK - _MARK - 2 * _GAP - max(texts)
    name = max(8, min(max(map(cell_len, names)), _WIDEST_NAME, room - _NARROWEST_BAR))
    bar = min(room - name, _WIDEST_BAR)
    return _Columns(name, max(texts), bar if bar >= _NARROWEST_BAR else 0)


def _area_line(found: Compared, one: Standing, columns: _Columns, look: Look) -> Line:
    shared = sum(other.rank == one.rank for other in found.standings) > 1
    rank = padded(f"{one.rank}{'=' if shared else ' '}", _RANK, right=True)
    mark = padded(look.pick(CURSOR, ASCII_CURSOR), _MARK, right=True) if one.is_self else " " * _MARK
    own = _OWN if one.is_self else ""
    name = padded(cut(look.line(one.area), columns.name - len(own), look) + own, columns.name)
    style = "strong" if one.is_self else ""
    value = padded(look.line(one.text), columns.value, right=True)
    line = Line.of((f"{rank}{mark}{name}{' ' * _GAP}{value}", style))
    bar = _bar(found, one, columns.bar, look)
    return Line.of(line, (" " * _GAP + bar, style if one.is_self else "quiet")) if bar else line


def _average_line(found: Compared, columns: _Columns, look: Look) -> Line:
    label = padded("average", columns.name)
    value = padded(look.line(average_text(found)), columns.value, right=True)
    text = f"{' ' * (_RANK + _MARK)}{label}{' ' * _GAP}{value}"
    average = found.average
    if average is None or not columns.bar:
        return Line(text, "aside")
    at = _at(found, average.average, columns.bar)
    return Line(f"{text}{' ' * _GAP}{' ' * at}{look.pick('│', '|')}", "aside")


def _bar(found: Compared, one: Standing, width: int, look: Look) -> str:
    """Draw from zero to the value, thick for one's own, with a mark where the average is."""
    if not width or found.average is None:
        return ""
    fill = look.pick("█", "#") if one.is_self else look.pick("─", "-")
    zero, end = _at(found, ZERO, width), _at(found, one.value, width)
    first, last = min(zero, end), max(zero, end)
    cells = [fill if first <= at <= last else " " for at in range(width)]
    cells[_at(found, found.average.average, width)] = look.pick("│", "|")
    return "".join(cells).rstrip()


def _at(found: Compared, value: Decimal, width: int) -> int:
    """Give the cell of a value on a scale that holds every value and nought."""
    values = [one.value for one in found.standings]
    low, high = min(*values, ZERO), max(*values, ZERO)
    return 0 if low == high else int((value - low) / (high - low) * (width - 1) + HALF)
