"""Cuts a text once, from left to right, into words, numbers and marks, with their places."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

LONGEST_NUMBER = 15
LONGEST_WORD = 40

_TOKEN = re.compile(
    r"(?P<n>(?<![\d.,])[0-9]++(?:,[0-9]{3}(?![0-9]))*+(?:\.[0-9]++)?+(?!\d))"
    r"|(?P<w>[^\W\d_]++(?:['’\-‐‑][^\W\d_]++)*+)"
    r"|%++|[^\w\s%]++"
)
_OWNER = ("'s", "s'")


class Token(NamedTuple):
    """A word (`w`), a number (`n`) or a run of marks (`m`); `low` is how it is compared."""

    kind: str
    text: str
    low: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Whether it is a word."""
        return self.kind == "w"

    @property
    def is_number(self) -> bool:
        """Whether it is a number in digits that is short enough to be one."""
        return self.kind == "n" and len(self.text) <= LONGEST_NUMBER

    @property
    def value(self) -> Decimal:
        """The number in digits."""
        return Decimal(self.low)

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[:1].isupper()

    @property
    def owns(self) -> bool:
        """Whether it is a possessive."""
        return self.kind == "w" and self.text.replace("’", "'").casefold().endswith(_OWNER)


def tokens(text: str) -> list[Token]:
    """Cut a text into its tokens."""
    found = []
    for match in _TOKEN.finditer(text):
        kind, words = match.lastgroup or "m", match[0]
        found.append(Token(kind, words, _low(kind, words), match.start(), match.end()))
    return found


def _low(kind: str, words: str) -> str:
    if kind == "n":
        return words.replace(",", "")
    if kind == "m" or len(words) > LONGEST_WORD:
        return words
    low = words.casefold()
    if not low.isascii():
        low = low.replace("’", "'").replace("‐", "-").replace("‑", "-")
    return low.removesuffix("'s")
