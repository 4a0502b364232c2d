"""Finds the codes that a sentence names: `NI 111`, `LAA 25`, `SPI 5.1`, `NI 44b-d`."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from csptui.domain.claims.words import words
from csptui.domain.indicator import fold_code

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from csptui.domain.claims.tokens import Token
    from csptui.domain.dataset import Dataset

_LETTERS = re.compile(r"[A-Za-z]+")
_USUAL = words(
    """
    ni laa spi psa bvpi bv lpi lki ki pi cp kpi bcu
    """
)
_MOST_TOKENS = 5


class Codes:
    """The codes of a partnership's indicators, folded, with the ids that each names."""

    def __init__(self, dataset: Dataset) -> None:
        own: dict[str, tuple[str, ...]] = {}
        shared: dict[str, tuple[str, ...]] = {}
        for one in dataset.indicators:
            own[fold_code(one.id)] = (one.id,)
            for folded in {fold_code(code) for code in (one.code, *one.codes)}:
                shared[folded] = (*shared.get(folded, ()), one.id)
        # A word such as `fires` names nothing in prose, so a code has a digit.
        self.ids = {code: ids for code, ids in (shared | own).items() if any(map(str.isdigit, code))}
        self.firsts = _USUAL | {
            match[0].casefold() for folded in self.ids if (match := _LETTERS.match(folded)) is not None
        }

    def named(self, tokens: Sequence[Token]) -> tuple[list[tuple[int, str]], set[int]]:
        """Give the codes that are named (index and folded code), and the indexes of all their tokens."""
        found: list[tuple[int, str]] = []
        coded: set[int] = set()
        for at, length in self.runs(tokens):
            found.append((at, _folded(tokens, at, length)))
            coded.update(range(at, at + length))
        return found, coded

    def runs(self, tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
        """Give where each code that is named begins, and how many tokens make it."""
        at = 0
        while at < len(tokens):
            length = self._length(tokens, at)
            if length:
                yield at, length
            at += max(1, length)

    def placed(self, tokens: Sequence[Token]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        """Give where each code that is known begins and ends in the text, and the ids that it names."""
        at = 0
        while at < len(tokens):
            length = self._length(tokens, at)
            if length and (ids := self.ids.get(_folded(tokens, at, length), ())):
                yield tokens[at].start, tokens[at + length - 1].end, ids
            at += max(1, length)

    def _length(self, tokens: Sequence[Token], at: int) -> int:
        """Give how many tokens make a code here: the longest that is known, else letters and a number."""
        first = tokens[at]
        if first.low not in self.firsts and (
            "-" not in first.low or first.low.split("-")[0] not in self.firsts
        ):
            return 0
        if not first.is_word:
            return 0
        for length in range(min(_MOST_TOKENS, len(tokens) - at), 0, -1):
            if _folded(tokens, at, length) in self.ids and _is_whole(tokens, at, length):
                return length
        after = tokens[at + 1] if at + 1 < len(tokens) else None
        if first.low in _USUAL and first.text.isupper() and after is not None and after.kind == "n":
            return 2 + int(_glued(tokens, at + 1))
        return 0


def _folded(tokens: Sequence[Token], at: int, length: int) -> str:
    return fold_code("".join(token.low for token in tokens[at : at + length]))


def _is_whole(tokens: Sequence[Token], at: int, length: int) -> bool:
    """Whether a code ends here and holds no more than single blanks: `NI 44` is not `NI 44a`."""
    parts = tokens[at : at + length]
    near = all(after.start - before.end <= 1 for before, after in pairwise(parts))
    last = at + length - 1
    return near and not (_glued(tokens, last) and tokens[last + 1].kind != "m")


def _glued(tokens: Sequence[Token], at: int) -> bool:
    return at + 1 < len(tokens) and tokens[at + 1].start == tokens[at].end and tokens[at + 1].is_word
