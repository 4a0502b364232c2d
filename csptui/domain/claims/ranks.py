"""Claims of a place among others: `the highest rate in the region`; no group figures, no verdict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from csptui.domain.claims import lexicon
from csptui.domain.claims.words import words

if TYPE_CHECKING:
    from csptui.domain.claims.frame import Frame

_MOST = words(
    "highest lowest worst best top bottom fastest slowest largest smallest greatest poorest strongest"
)
_PLACES = lexicon.OTHERS | words(
    "group areas authorities partnerships forces quartile wards south north east west"
)
_RANKED = frozenset(("ranked", "ranks", "rank", "placed"))
_REACH = 10


@dataclass(frozen=True, slots=True)
class Rank:
    """A place among others that is told at tokens `first` to `last` (included)."""

    first: int
    last: int


def ranks(frame: Frame) -> list[Rank]:
    """Give what a sentence says of a place among others."""
    found: list[Rank] = []
    past = -1
    for at, token in enumerate(frame.tokens):
        if at <= past or not token.is_word:
            continue
        rank = _rank(frame, at)
        if rank is not None:
            found.append(rank)
            past = rank.last
    return found


def _rank(frame: Frame, at: int) -> Rank | None:
    low = frame.low(at)
    nowhere = low == "nowhere" or (low == "no" and frame.low(at + 1) == "other")
    if low not in _MOST and low not in _RANKED and not nowhere:
        return None
    end = min(len(frame.tokens), at + _REACH)
    group = next((ahead for ahead in range(at + 1, end) if frame.low(ahead) in _PLACES), -1)
    if low in _RANKED:
        number = any(frame.tokens[ahead].kind == "n" for ahead in range(at + 1, min(end, at + 4)))
        group = at + 1 if group < 0 and number else group
    if group < 0:
        return None
    capitals = group
    while capitals + 1 < end and frame.tokens[capitals + 1].is_word and frame.tokens[capitals + 1].is_capital:
        capitals += 1
    return Rank(at, min(capitals, len(frame.tokens) - 1))
