"""Finds what somebody looks for in lines of text, whatever the blanks, and over the ends of lines."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Span = tuple[int, int]
"""Where something begins and ends in a line."""


class Found(NamedTuple):
    """The lines on which what was found begins, and for each line that has any of it where that is."""

    lines: Sequence[int] = ()
    spans: Mapping[int, Sequence[Span]] = {}


class Lines:
    """Lines of text, taken apart once for whatever is looked for in them."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        taken = [_small(text) for text in texts]
        self._starts = list(accumulate(map(len, taken), initial=0))
        self._all = "".join(taken)

    def find(self, wanted: str) -> Found:
        """Give where a text stands, none over another.

        It runs on over the end of a line where it has a blank.
        """
        small, where = _small(wanted), _where(wanted)
        blanks = {at for at in range(1, len(where)) if where[at] - where[at - 1] > 1}
        lines: dict[int, None] = {}
        spans: dict[int, list[Span]] = {}
        at = self._all.find(small) if small else -1
        while at >= 0:
            parts = list(self._parts(at, at + len(small)))
            is_whole = all(end - at in blanks for _, _, end in parts[:-1])
            if is_whole:
                lines[parts[0][0]] = None
                for line, start, end in parts:
                    held, begin = _where(self._texts[line]), self._starts[line]
                    spans.setdefault(line, []).append((held[start - begin], held[end - 1 - begin] + 1))
            at = self._all.find(small, at + (len(small) if is_whole else 1))
        return Found(tuple(lines), spans)

    def _parts(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """Give which letters of a run are on which line."""
        line = bisect_right(self._starts, start) - 1
        while start < end:
            after = min(end, self._starts[line + 1])
            if start < after:
                yield line, start, after
            start, line = max(start, after), line + 1


def _small(text: str) -> str:
    """Give a text in small letters without its blanks, a letter for each."""
    if text.isascii():
        return "".join(text.split()).lower()
    return "".join(low if len(low := one.lower()) == 1 else one for one in text if not one.isspace())


def _where(text: str) -> list[int]:
    """Give where the letters of a text stand, without its blanks."""
    return [at for at, one in enumerate(text) if not one.isspace()]
