"""How wide the columns of a table are, so that no figure is broken and no table leaves the page."""

from __future__ import annotations

from functools import lru_cache, partial
from itertools import pairwise
from math import fsum
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import east_asian_width

from csptui.domain.shown import show
from csptui.outputs.document.model import Align, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from csptui.outputs.document.model import Block, Column, TableRow

_CELL_MARGINS = 160
"""Left and right of a cell together, in twentieths of a point."""

_TEXT, _DETAIL = 180, 160
"""The sizes of a cell's text and of its detail."""

_NARROW, _WIDE = frozenset(" .,:;|!'()[]ijlt-/"), frozenset("mwMW%■▲●↑↓→≈")
_MOST = 0.3
"""The part of the page that a column may claim for words that are not to be broken."""

_SHORT = 11
"""Characters of texts that are as short as a reference or a rating in the whole column."""

_SHORT_DETAIL = 20
_FAIR = 0.85
"""The part of its share that a column of long texts has at least."""

OWN_SPARE, TEMPLATE_SPARE = 1.06, 1.25
"""How much more than is estimated texts may need in our own font, and in that of a template."""


class _Need(NamedTuple):
    """What a column needs so that no word is broken, and so that no text is; in twentieths of a point.

    `head` is what its head needs, which is the last to give way.
    """

    least: float
    most: float
    head: float


class Widths:
    """The widths of columns in a document: tables of the same columns have the same, whatever is in them."""

    def __init__(self, blocks: Iterable[Block], spare: float = OWN_SPARE) -> None:
        self.spare = spare
        self._rows: dict[tuple[Column, ...], list[TableRow]] = {}
        self._known: dict[tuple[tuple[Column, ...], int], list[int]] = {}
        for block in blocks:
            if isinstance(block, Table):
                self._rows.setdefault(block.columns, []).extend(block.rows)

    def of(self, table: Table, width: int) -> list[int]:
        """Give the widths of a table's columns; together they are `width`."""
        key = (table.columns, width)
        if key not in self._known:
            rows = self._rows.get(table.columns, table.rows)
            self._known[key] = _column_widths(table.columns, rows, width, self.spare)
        return self._known[key]


def _column_widths(
    columns: Sequence[Column], rows: Sequence[TableRow], width: int, spare: float
) -> list[int]:
    """Give the widths of columns, together `width`: by their shares, within what each of them needs.

    Details and words are kept whole, but where a column of long texts would then have little of its share.
    """
    shares = [max(column.share, 0.01) for column in columns]
    given = [width * share / fsum(shares) for share in shares]
    needs = _needs(columns, rows, spare, whole=True)
    if all(one >= need.most for one, need in zip(given, needs, strict=True)):
        return _whole_twips(given)
    for whole in (True, False):
        needs = _within(needs if whole else _needs(columns, rows, spare, whole=False), width)
        fair = [
            min(need.most, _FAIR * width * share / fsum(shares))
            for need, share in zip(needs, shares, strict=True)
        ]
        given = _shared(shares, needs, width)
        if all(one >= least for one, least in zip(given, fair, strict=True)):
            break
    return _whole_twips(given)


def _whole_twips(given: Sequence[float]) -> list[int]:
    # fsum gives the same on every Python; what sum makes of floats depends on the version.
    edges = [round(fsum(given[:at])) for at in range(len(given) + 1)]
    return [end - start for start, end in pairwise(edges)]


def _within(needs: Sequence[_Need], width: int) -> list[_Need]:
    """Hold what columns need within the page: it is as much as there is."""
    least = [min(need.least, width * _MOST) for need in needs]
    heads = [min(need.head, one) for one, need in zip(least, needs, strict=True)]
    over = fsum(least) - width
    if over > 0 and fsum(heads) < width:
        part = over / (fsum(least) - fsum(heads))
        least = [one - (one - head) * part for one, head in zip(least, heads, strict=True)]
    elif over > 0:
        least = [one * width / fsum(least) for one in least]
    return [
        need._replace(least=one, most=max(need.most, one)) for one, need in zip(least, needs, strict=True)
    ]


def _shared(shares: Sequence[float], needs: Sequence[_Need], width: float) -> list[float]:
    """Share a width out within what each column needs; what all have no need for is shared out once more."""
    free, given = set(range(len(shares))), [0.0] * len(shares)
    while free:
        rest = width - fsum(one for at, one in enumerate(given) if at not in free)
        of = fsum(shares[at] for at in free)
        wish = {at: rest * shares[at] / of for at in sorted(free)}
        held = {at: min(max(one, needs[at].least), needs[at].most) for at, one in wish.items()}
        over = fsum(held[at] - wish[at] for at in wish)
        # Where too much is given, those that had less than they need are settled; else those with more.
        settled = {at for at in wish if (held[at] - wish[at]) * over > 0} or set(wish)
        for at in settled:
            given[at] = held[at]
        free -= settled
    spare = max(width - fsum(given), 0.0)
    return [one + spare * share / fsum(shares) for one, share in zip(given, shares, strict=True)]


def _needs(columns: Sequence[Column], rows: Sequence[TableRow], spare: float, *, whole: bool) -> list[_Need]:
    needs = []
    for at, column in enumerate(columns):
        texts = {row.cells[at].text for row in rows}
        details = {row.cells[at].detail for row in rows}
        short = column.align is Align.RIGHT or max(map(len, texts), default=0) <= _SHORT
        pieces = (str.splitlines if whole else _figures_whole) if short else str.split
        rated = {row.cells[at].text for row in rows if row.cells[at].mark is not None}
        head = _widest([column.head], partial(_short_whole, most=_SHORT)) * _TEXT
        least = max(
            _widest(rated, str.splitlines) * _TEXT,
            _widest(texts, pieces) * _TEXT,
            _widest(details, partial(_short_whole, most=_SHORT_DETAIL if whole else _SHORT)) * _DETAIL,
            head,
        )
        most = max(
            _widest(texts, str.splitlines) * _TEXT,
            _widest(details, str.splitlines) * _DETAIL,
            _widest([column.head], str.splitlines) * _TEXT,
        )
        needs.append(_Need(*(one * spare + _CELL_MARGINS for one in (least, most, head))))
    return needs


def _short_whole(text: str, most: int) -> list[str]:
    return [text] if len(text) <= most else text.split()


def _figures_whole(text: str) -> list[str]:
    return [text] if any(map(str.isdigit, text)) else text.split()


def _widest(texts: Iterable[str], pieces: Callable[[str], list[str]]) -> float:
    """Give the width of the widest piece of texts, in ems."""
    return max((_ems(piece) for text in texts for piece in pieces(text)), default=0.0)


def _ems(text: str) -> float:
    return fsum(map(_em, show(text[:200])))


@lru_cache(maxsize=4096)
def _em(character: str) -> float:
    if character in _NARROW:
        return 0.34
    if character in _WIDE or east_asian_width(character) in "WF":
        return 1.0
    return 0.73 if character.isupper() else 0.57
