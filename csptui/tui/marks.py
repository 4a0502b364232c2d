"""Places in a text under edit that are underlined, and where they go when the text is changed."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Mark(NamedTuple):
    """Characters of a text, and the name of the style that they are drawn in."""

    start: int
    end: int
    style: str


def moved(marks: Iterable[Mark], before: str, after: str) -> tuple[Mark, ...]:
    """Give the marks as they lie in the changed text; one whose own words are changed is gone."""
    first, last = _changed(before, after)
    shift = len(after) - len(before)
    kept = []
    for mark in marks:
        if mark.end <= first:
            kept.append(mark)
        elif mark.start >= last:
            kept.append(Mark(mark.start + shift, mark.end + shift, mark.style))
    return tuple(kept)


def by_line(marks: Iterable[Mark], text: str) -> dict[int, list[Mark]]:
    """Give the marks line by line, counted from the line's own start."""
    lines: dict[int, list[Mark]] = {}
    starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
    for mark in marks:
        first, last = bisect_right(starts, mark.start) - 1, bisect_left(starts, mark.end)
        for number in range(first, min(last, len(starts) - 1)):
            start = starts[number]
            end = min(mark.end, starts[number + 1] - 1)
            piece = Mark(max(mark.start, start) - start, end - start, mark.style)
            if piece.start < piece.end:
                lines.setdefault(number, []).append(piece)
    return lines


def location_of(text: str, place: int) -> tuple[int, int]:
    """Give the line and the column of a place in a text."""
    return text.count("\n", 0, place), place - text.rfind("\n", 0, place) - 1


def _changed(before: str, after: str) -> tuple[int, int]:
    """Give where two texts begin to differ, and where in the first they end to."""
    most = min(len(before), len(after))
    first = _alike(before, after, most)
    last = _alike(before[first:][::-1], after[first:][::-1], most - first)
    return first, len(before) - last


def _alike(one: str, other: str, most: int) -> int:
    """Count the characters that two texts begin with alike, by halves: a long text is no reason to wait."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
