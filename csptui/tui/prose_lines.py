"""A narrative as it will print, in lines for the screen: live figures filled in, named codes underlined."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from csptui.domain.links import link_at, linked_ids, links
from csptui.domain.live import printed
from csptui.outputs.appearance import Look
from csptui.outputs.prose import prose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csptui.domain.dataset import Dataset
    from csptui.domain.links import Link
    from csptui.domain.scorecard import Row, Scorecard
    from csptui.outputs.line import Line

_INKS = {"strong": "strong", "quiet": "dim", "aside": "dim"}

Pieces = list[tuple[str, str, bool]]
"""Texts of a line, each with its ink and whether it is underlined."""


class Previewed(NamedTuple):
    """A text in lines, where it names which indicators, and their rows in the order of their names.

    `typed` is what was set, `weights` how many letters and digits the lines have up to each.
    """

    typed: str = ""
    lines: Sequence[Pieces] = ()
    links: tuple[Link, ...] = ()
    rows: tuple[Row, ...] = ()
    weights: Sequence[int] = ()

    def line_of(self, place: int) -> int:
        """Tell which line a place of the text is in, by the share of the letters before it."""
        total = sum(map(str.isalnum, self.typed))
        if not total or not self.weights:
            return 0
        before = sum(map(str.isalnum, self.typed[:place]))
        return min(bisect_right(self.weights, before * self.weights[-1] // total), len(self.lines) - 1)

    def at(self, place: int) -> Row | None:
        """Give the row of the indicator that is named at a place of the text."""
        link = link_at(self.links, place)
        return None if link is None else next((row for row in self.rows if row.id in link.ids), None)


def previewed(
    text: str, width: int, card: Scorecard, dataset: Dataset, *, ascii_only: bool = False
) -> Previewed:
    """Set a text for a width, and find the indicators that it names."""
    lines = prose(printed(text, dataset, card), Look(width, ascii_only=ascii_only), max(1, width))
    found = links(text, dataset)
    rows = (card.row(one) for one in linked_ids(found))
    weights = list(accumulate(sum(map(str.isalnum, line.plain)) for line in lines))
    laid = _underlined(lines, dataset)
    return Previewed(text, laid, found, tuple(row for row in rows if row is not None), weights)


def _underlined(lines: Sequence[Line], dataset: Dataset) -> list[Pieces]:
    """Give the lines in pieces, with the codes underlined; one that is parted by a line's end is in both."""
    plain = [line.plain for line in lines]
    # The text runs on over the ends of lines and the margins of lists.
    bodies = [one.lstrip() for one in plain]
    starts = [0, *accumulate(len(one) + 1 for one in bodies)]
    marked: dict[int, list[tuple[int, int]]] = {}
    for link in links(" ".join(bodies), dataset):
        at = bisect_right(starts, link.start) - 1
        while at < len(bodies) and starts[at] < link.end:
            margin = len(plain[at]) - len(bodies[at])
            start = max(link.start - starts[at], 0) + margin
            marked.setdefault(at, []).append((start, min(link.end - starts[at], len(bodies[at])) + margin))
            at += 1
    return [_pieces(line, marked.get(at, [])) for at, line in enumerate(lines)]


def _pieces(line: Line, marked: Sequence[tuple[int, int]]) -> Pieces:
    made: Pieces = []
    at = 0
    for words, style in line.pieces:
        edges = {at, at + len(words)}
        edges |= {edge for pair in marked for edge in pair if at < edge < at + len(words)}
        cuts = sorted(edges)
        for start, end in pairwise(cuts):
            under = any(first <= start and end <= last for first, last in marked)
            made.append((words[start - at : end - at], _INKS.get(style, "ink"), under))
        at += len(words)
    return made
