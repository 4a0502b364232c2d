"""Counts by rating as bars, each part with its letter and its number, so that no colour says it alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.outputs.document.palette import HAIRLINE, RATINGS, TEXT
from csptui.outputs.document.svg.text import LINE, lines_of, number, text_at, width_of

if TYPE_CHECKING:
    from csptui.legend import Mark
    from csptui.outputs.document.model import Bar, Bars

_BAR, _GAP, _SWATCH = 22.0, 10.0, 18.0
_BELOW = 5.0
"""So far letters such as g reach below their line."""
_NARROW = 480.0
"""Below this width a bar's label stands above it and not beside it."""


def drawn_bars(drawing: Bars, width: float) -> tuple[list[str], float]:
    """Give the elements of a drawing of bars, and its height."""
    parts, y = _legend(drawing, width)
    beside = width >= _NARROW
    left = _label_column(drawing, width) if beside else 0.0
    longest = max((_total(bar) for bar in drawing.bars), default=0)
    unit = (width - left) / longest if longest else 0.0
    foot = 0.0
    for bar in drawing.bars:
        lines = lines_of(bar.label, (left or width) - 12, 2 if beside else 3)
        if not beside:
            y += LINE * len(lines)
            parts += [
                text_at(0, y - LINE * (len(lines) - at) + 11, line, fill=TEXT)
                for at, line in enumerate(lines)
            ]
        else:
            first = y + _BAR / 2 + 4.5 - LINE * (len(lines) - 1) / 2
            parts += [text_at(0, first + LINE * at, line, fill=TEXT) for at, line in enumerate(lines)]
            foot = first + LINE * (len(lines) - 1) + _BELOW
        parts += _bar(bar, left, y, unit)
        y += _BAR
        if not _has_room(bar, unit):
            y += LINE
            said = ", ".join(f"{mark.letter} {count:,}" for mark, count in bar.parts if count)
            parts.append(text_at(left, y - 2, said, fill=TEXT))
        y += _GAP
    return parts, max(y - _GAP + 2, foot) if drawing.bars else y


def _label_column(drawing: Bars, width: float) -> float:
    widest = max((width_of(bar.label[:200]) for bar in drawing.bars), default=0.0)
    return min(widest + 14, width * 0.36)


def _total(bar: Bar) -> int:
    return sum(count for _, count in bar.parts)


def _has_room(bar: Bar, unit: float) -> bool:
    """Whether every part is as wide as what stands in it."""
    return all(width_of(f"{mark.letter} {count:,}") + 4 <= count * unit for mark, count in bar.parts if count)


def _bar(bar: Bar, left: float, y: float, unit: float) -> list[str]:
    x, parts = left, []
    fits = unit > 0 and _has_room(bar, unit)
    for mark, count in bar.parts:
        if not count:
            continue
        wide = count * unit
        ink = RATINGS[mark.style]
        parts.append(_box(x, y, wide, _BAR, mark))
        if fits:
            said = f"{mark.letter} {count:,}"
            parts.append(
                text_at(x + wide / 2, y + _BAR / 2 + 4.5, said, anchor="middle", fill=ink.fore, strong=True)
            )
        x += wide
    if not parts:
        parts.append(text_at(left, y + _BAR / 2 + 4.5, "0", fill=TEXT))
    return parts


def _box(x: float, y: float, wide: float, high: float, mark: Mark) -> str:
    """Draw a part with a hair of paper to its right, so that neighbours part in any print."""
    kept = max(wide - 1, 0.5)
    ink = RATINGS[mark.style]
    edge = HAIRLINE if mark.style == "none" else ink.back
    return (
        f'<rect x="{number(x + 0.5)}" y="{number(y + 0.5)}" width="{number(max(kept - 1, 0.5))}"'
        f' height="{number(high - 1)}" fill="{ink.back}" stroke="{edge}"/>'
    )


def _legend(drawing: Bars, width: float) -> tuple[list[str], float]:
    """Set each rating that is drawn with its letter and its word, over as many lines as it takes."""
    used = {mark.word for bar in drawing.bars for mark, count in bar.parts if count}
    marks = {mark.word: mark for bar in drawing.bars for mark, _ in bar.parts if mark.word in used}
    x, y, parts = 0.0, 0.0, []
    for mark in marks.values():
        wide = _SWATCH + 6 + width_of(mark.word) + 14
        if x and x + wide > width:
            x, y = 0.0, y + _SWATCH + 4
        ink = RATINGS[mark.style]
        middle = x + _SWATCH / 2
        parts += [
            _box(x, y, _SWATCH + 1, _SWATCH, mark),
            text_at(middle, y + 13.5, mark.letter, anchor="middle", fill=ink.fore, strong=True),
            text_at(x + _SWATCH + 6, y + 13.5, mark.word, fill=TEXT),
        ]
        x += wide
    return parts, y + _SWATCH + 12 if marks else 0.0
