"""A change in the report's own words: figures with their unit, texts by their counts and by what differs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from csptui.domain.change import KEPT, LONG_FIELDS
from csptui.domain.claims import parse_kept
from csptui.domain.figure import number_text
from csptui.domain.target import target_text
from csptui.outputs.log import text_words
from csptui.storage.edits import reading_from
from csptui.storage.findings import BadCellError
from csptui.storage.targets import target_from

if TYPE_CHECKING:
    from csptui.domain.indicator import Indicator

LONG_TEXTS = frozenset(LONG_FIELDS)
BESIDE = 4
"""Words that are shown on either side of what differs."""
LONGEST_DIFFERENCE = 16
"""Words of what differs that are shown before the whole text is opened."""

_WORDS = re.compile(r"\S+|\s+")


def value_words(field: str, stored: str, indicator: Indicator | None) -> str:
    """Give a stored text as the report prints it: `7.9%`, `Dec 2009`, `31 words`; an empty one is `none`."""
    if field == KEPT:
        return count_kept(stored)
    if field in LONG_TEXTS:
        return count_words(stored)
    if indicator is not None and stored.strip() and field in {"value", "target"}:
        try:
            if field == "value":
                printed = number_text(reading_from({"value": stored}, indicator).figure, indicator)
            else:
                printed = target_text(target_from({"target": stored}, indicator), indicator)
        except BadCellError:
            printed = ""
        return printed or stored
    return text_words(field, stored)


def count_words(text: str) -> str:
    """Say how long a text is."""
    count = len(text.split())
    return "none" if not count else "1 word" if count == 1 else f"{count:,} words"


def count_kept(text: str) -> str:
    """Say how many claims are kept."""
    count = len(parse_kept(text))
    return "none" if not count else "1 claim" if count == 1 else f"{count:,} claims"


class Difference(NamedTuple):
    """Two texts apart: how both begin, what either has alone, and how both end."""

    begin: str
    before: str
    after: str
    end: str


def difference(before: str, after: str) -> Difference:
    """Take two texts apart at their first and last differing words."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    shorter = min(len(old), len(new))
    first = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    rest = shorter - first
    last = next((at for at in range(rest) if old[-1 - at] != new[-1 - at]), rest)
    return Difference(
        "".join(old[:first]),
        "".join(old[first : len(old) - last]),
        "".join(new[first : len(new) - last]),
        "".join(old[len(old) - last :]),
    )


def shortened(parts: Difference) -> Difference:
    """Keep a few words on either side of what differs, and of that as much as can be taken in at once."""
    begin, end = parts.begin.split(), parts.end.split()
    head = ("… " if len(begin) > BESIDE else "") + " ".join(begin[-BESIDE:])
    tail = " ".join(end[:BESIDE]) + (" …" if len(end) > BESIDE else "")
    return Difference(head, _cut(parts.before), _cut(parts.after), tail)


def _cut(text: str) -> str:
    words = text.split()
    if len(words) <= LONGEST_DIFFERENCE:
        return " ".join(words)
    return f"{' '.join(words[:LONGEST_DIFFERENCE])} …"


def gist(before: str, after: str) -> str:
    """Say in a line what changed of a long text: what is new, else what was left out."""
    parts = shortened(difference(before, after))
    if parts.after or not parts.before:
        return " ".join(part for part in (parts.begin, parts.after, parts.end) if part)
    return f"left out: {parts.before}"
