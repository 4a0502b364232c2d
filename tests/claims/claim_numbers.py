"""Numbers as officers write them, in digits and in words: what they say, and others like them."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

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
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
SHARES = {
    "half": Fraction(1, 2),
    "a half": Fraction(1, 2),
    "a third": Fraction(1, 3),
    "one third": Fraction(1, 3),
    "a quarter": Fraction(1, 4),
    "quarter": Fraction(1, 4),
    "a fifth": Fraction(1, 5),
    "a tenth": Fraction(1, 10),
    "third": Fraction(1, 3),
    "four fifths": Fraction(4, 5),
    "two thirds": Fraction(2, 3),
    "three quarters": Fraction(3, 4),
}
TIMES = {
    "halved": Fraction(1, 2),
    "doubled": Fraction(2),
    "trebled": Fraction(3),
    "half as many": Fraction(1, 2),
    "twice as many": Fraction(2),
    "three times as many": Fraction(3),
}
_ALIKE = (
    ("half", "a third", "a quarter"),
    ("one third", "one half", "one quarter", "one fifth"),
    ("a third", "a quarter", "a fifth", "a tenth", "a half"),
    ("quarter", "third", "fifth", "tenth"),
    ("third", "quarter", "fifth"),
    ("four fifths", "three fifths", "two thirds"),
    ("two thirds", "three quarters", "two fifths", "one third"),
    ("three quarters", "two thirds", "a quarter", "two fifths"),
    ("halved", "doubled", "trebled"),
    ("doubled", "halved", "trebled"),
    ("twice as many", "half as many", "three times as many"),
)
_MORE_SHARES = {
    "one half": Fraction(1, 2),
    "one quarter": Fraction(1, 4),
    "one fifth": Fraction(1, 5),
    "fifth": Fraction(1, 5),
    "tenth": Fraction(1, 10),
    "two fifths": Fraction(2, 5),
    "three fifths": Fraction(3, 5),
}
_IN = re.compile(r"(\w+) in (\w+)")
_OTHERS = 2


def in_words(number: int) -> str:
    """Write a whole number below a thousand in words."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    small = _ONES[rest] if rest < 20 else _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")
    if not hundreds:
        return small
    return f"{_ONES[hundreds]} hundred" + (f" and {small}" if rest else "")


_WORDS = {in_words(number): number for number in range(1000)}


def spoken(text: str) -> tuple[Fraction, bool]:
    """Give what a number says, and whether it is a share of something (`a quarter`, `one in five`)."""
    lower = text.lower()
    if lower in TIMES:
        return TIMES[lower], False
    shares = SHARES | _MORE_SHARES
    if lower in shares:
        return shares[lower], True
    if found := _IN.fullmatch(lower):
        return Fraction(_WORDS[found[1]], _WORDS[found[2]]), True
    if lower in _WORDS:
        return Fraction(_WORDS[lower]), False
    return Fraction(text.replace(",", "")), False


def places(text: str) -> int:
    """Give how many digits follow the point."""
    return len(text.partition(".")[2])


def others(text: str, random: Random) -> list[str]:
    """Give numbers that differ in one digit or one word, written alike."""
    lower = text.lower()
    alike = next((row for row in _ALIKE if row[0] == lower), None)
    if alike is None and lower in SHARES:
        alike = next(row for row in _ALIKE if lower in row)
    if alike is not None:
        found = [one for one in alike if one != lower]
    elif match := _IN.fullmatch(lower):
        top, bottom = _WORDS[match[1]], _WORDS[match[2]]
        pairs = [(top, bottom - 1), (top, bottom + 1), (top, bottom + 2), (top - 1, bottom)]
        found = [f"{in_words(a)} in {in_words(b)}" for a, b in pairs if 0 < a < b]
    elif lower in _WORDS:
        found = [in_words(int(one)) for one in _digits_changed(str(_WORDS[lower]), random)]
    else:
        found = _digits_changed(text, random)
    return [one[:1].upper() + one[1:] if text[:1].isupper() else one for one in dict.fromkeys(found)]


def _digits_changed(text: str, random: Random) -> list[str]:
    """Change each digit to two others; a number keeps its length, so its first digit is never made 0."""
    found = []
    for at, character in enumerate(text):
        if not character.isdigit():
            continue
        first = at == 0 and len(text) > 1 and text[1] != "."
        choices = [
            one for one in "0123456789" if one != character and not (one == "0" and (first or len(text) == 1))
        ]
        found += [text[:at] + one + text[at + 1 :] for one in random.sample(choices, _OTHERS)]
    return found
