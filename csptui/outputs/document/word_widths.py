"""How wide the columns of a table are, so that no figure is broken and no table leaves the page."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from csptui.domain.shown import show
from csptui.outputs.document.model import Align

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from csptui.outputs.document.model import Table

_CELL_MARGINS = 160
"""Left and right of a cell together, in twentieths of a point."""

_TEXT, _DETAIL = 180, 160
"""The sizes of a cell's text and of its detail."""

_NARROW, _WIDE = frozenset(" .,:;|!'()[]ijlt-/"), frozenset("mwMW%■▲●↑↓→≈")
_MOST = 0.3
"""The part of the page that a column may claim for words that are not to be broken."""

_SPARE = 1.1
"""What other fonts of the same size may need more."""


def column_widths(table: Table, width: int) -> list[int]:
    """Give the widths of columns: by their shares, but none less than its longest word; together `width`."""
    least = [min(need, width * _MOST) for need in _needs(table)]
    if sum(least) > width:
        least = [need * width / sum(least) for need in least]
    given = _by_share([max(column.share, 0.01) for column in table.columns], least, width)
    edges = [round(sum(given[:at])) for at in range(len(given) + 1)]
    return [end - start for start, end in pairwise(edges)]


def _by_share(shares: Sequence[float], least: Sequence[float], width: float) -> list[float]:
    """Share a width out; columns that would get less than they need get that, the others the rest."""
    short: set[int] = set()
    while True:
        rest = width - sum(least[at] for at in short)
        of = sum(share for at, share in enumerate(shares) if at not in short)
        given = [
            least[at] if at in short else rest * share / of if of else 0.0 for at, share in enumerate(shares)
        ]
        more = {at for at, one in enumerate(given) if at not in short and one < least[at]}
        if not more:
            return given
        short |= more


def _needs(table: Table) -> list[float]:
    needs = []
    for at, column in enumerate(table.columns):
        cells = [row.cells[at] for row in table.rows]
        texts, details = {cell.text for cell in cells}, {cell.detail for cell in cells}
        # A figure is not broken at its spaces.
        figures = _widest(texts, str.splitlines if column.align is Align.RIGHT else str.split)
        widest = max(
            figures * _TEXT, _widest(details, str.split) * _DETAIL, _widest([column.head], str.split) * _TEXT
        )
        needs.append(widest * _SPARE + _CELL_MARGINS)
    return needs


def _widest(texts: Iterable[str], pieces: Callable[[str], list[str]]) -> float:
    """Give the width of the widest piece of texts, in ems."""
    return max((_ems(piece) for text in texts for piece in pieces(text)), default=0.0)


def _ems(text: str) -> float:
    return sum(_em(character) for character in show(text[:200]))


def _em(character: str) -> float:
    if character in _NARROW:
        return 0.34
    if character in _WIDE or east_asian_width(character) in "WF":
        return 1.0
    return 0.73 if character.isupper() else 0.57
