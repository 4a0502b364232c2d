"""Reads numbers in words: `fifty-five`, `one hundred and twenty`, `two thirds`, `doubled`."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csptui.domain.claims.tokens import Token

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
]
_ONES += ["sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SMALL = {word: number for number, word in enumerate(_ONES)}
_ROUND = {word: number * 10 for number, word in enumerate(_TENS, start=2)}
_ROUND["fourty"] = 40
_HUNDRED, _THOUSAND = 100, 1000
_TEN, _TWENTY = 10, 20
MOST_SPELT = 99

PARTS = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "thirds": 3,
    "quarter": 4,
    "quarters": 4,
    "fifth": 5,
    "fifths": 5,
    "sixth": 6,
    "sixths": 6,
    "seventh": 7,
    "sevenths": 7,
    "eighth": 8,
    "eighths": 8,
    "ninth": 9,
    "ninths": 9,
    "tenth": 10,
    "tenths": 10,
}
"""The parts of a whole by name."""

MULTIPLES = {
    "halved": Decimal(-50),
    "doubled": Decimal(100),
    "trebled": Decimal(200),
    "tripled": Decimal(200),
    "quadrupled": Decimal(300),
}
"""The changes that one word tells, in per cent."""


def spelt(number: int) -> str:
    """Give a number up to 99 in words, as `fifty-five`; larger ones in digits."""
    if not 0 <= number <= MOST_SPELT:
        return f"{number:,}"
    if number < _TWENTY:
        return _ONES[number]
    tens, ones = divmod(number, _TEN)
    return _TENS[tens - 2] + (f"-{_ONES[ones]}" if ones else "")


_FIRST = frozenset((*_SMALL, *_ROUND, *PARTS, *MULTIPLES, "a", "an", "twice", "double", "treble"))


def may_count(low: str) -> bool:
    """Whether a word can begin a number, which few words do."""
    return low in _FIRST or "-" in low


def word_value(low: str) -> int | None:
    """Give the value of one word: `five`, `fifty`, `fifty-five`; None where it is no number."""
    if low in _SMALL:
        return _SMALL[low]
    if low in _ROUND:
        return _ROUND[low]
    tens, dash, ones = low.partition("-")
    if dash and tens in _ROUND and 1 <= _SMALL.get(ones, 0) < _TEN:
        return _ROUND[tens] + _SMALL[ones]
    return None


def read_words(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """Read a number in words at a token; give it with the index after it."""
    total = group = 0
    begun = False
    start = at
    while at < len(tokens) and tokens[at].is_word:
        low = tokens[at].low
        step = _step(low, group, begun=begun)
        if step is not None:
            group, begun = step, True
        elif low == "thousand" and begun and total == 0 and group:
            total, group = group * _THOUSAND, 0
        elif not (low == "and" and begun and _may_join(tokens, at, group, total)):
            break
        at += 1
    return (total + group, at) if begun and at > start else None


def _step(low: str, group: int, *, begun: bool) -> int | None:
    """Give the group of three digits with one more word in it; None where the word does not go on."""
    value = word_value(low)
    if low == "hundred" and begun and 0 < group < _TEN:
        return group * _HUNDRED
    if value is None:
        return None
    rest = group % _HUNDRED
    if group == 0 and not begun:
        return value
    if begun and rest == 0:
        return group + value if value else None
    fits = rest >= _TWENTY and rest % _TEN == 0 and 0 < value < _TEN
    return group + value if fits else None


def _may_join(tokens: Sequence[Token], at: int, group: int, total: int) -> bool:
    whole = group % _HUNDRED == 0 and (group or total)
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    return bool(whole) and after is not None and after.is_word and word_value(after.low) is not None
