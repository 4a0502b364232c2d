"""The words by which a comment gives a cause, an action or an outlook, and the sentences that have them.

Such words are guessed at, never understood: a sentence is taken for what most of its words say, and a list
for what the sentence before it announces.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from csptui.domain.claims.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

CAUSE = (
    "because caus* due owing reason* result* attribut* explain* explanation* reflect* driven drove "
    "thanks following consequen* contribut* account* affect* impact* influenc* delay* pressure* stem* "
    "linked relate* led underl* behind effect effects"
)
ACTION = (
    "will plan plans planned planning action* programme* project* initiative* strateg* scheme* introduc* "
    "investigat* review* commission* launch* train* recruit* fund* patrol* operation* campaign* address* "
    "tackl* respon* working worked steps taken support* develop* implement* agreed begun started audit* task*"
)
OUTLOOK = "forecast* expect* predict* anticipat* outlook track trajectory likely"

_WORD = re.compile(r"[^\W\d_]{2,}")
_BULLET = re.compile(r"(?:[-*+•o]|#{1,6}|[0-9]{1,3}[.)])\s+")
_WEAK = "will"
"""It announces what is going to be, and only where nothing else does is that an action."""


class WordList:
    """Words as they are written above: whole ones, and beginnings with a star."""

    def __init__(self, *lists: str) -> None:
        words = " ".join(lists).split()
        self._whole = frozenset(word for word in words if not word.endswith("*"))
        self._beginnings = tuple(word[:-1] for word in words if word.endswith("*"))

    def count(self, text: str) -> int:
        """Give how many words of a text are on the list."""
        return sum(self.has(word) for word in words_in(text))

    def has(self, word: str) -> bool:
        """Whether a word in small letters is on the list."""
        return word in self._whole or word.startswith(self._beginnings)


def words_in(text: str) -> list[str]:
    """Give the words of a text in small letters, numbers left out."""
    return _WORD.findall(text.casefold())


CAUSES, ACTIONS = WordList(CAUSE), WordList(ACTION)
EXPLAINING = WordList(CAUSE, ACTION, OUTLOOK)
_OUTLOOKS = WordList(OUTLOOK)
_PAST = WordList("was were had")
"""What was expected once is no outlook."""
_OUTRIGHT = WordList("because caus* due owing reason* attribut* delay* explain* affect*")


@dataclass(frozen=True, slots=True)
class Explained:
    """The sentences of a comment that give a cause, an action or an outlook, as they stand in it."""

    causes: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    outlooks: tuple[str, ...] = ()


class _Sort(Enum):
    """What a sentence gives."""

    CAUSE = 1
    ACTION = 2
    OUTLOOK = 3
    WEAK = 4


class _Said(NamedTuple):
    """A sentence without the sign of its bullet; `listed` where it stands in a list."""

    text: str
    listed: bool


def explained(comment: str) -> Explained:
    """Sort out a comment's sentences, lists first; a sentence that says nothing of the kind is left out."""
    lists: dict[_Sort, list[str]] = {sort: [] for sort in _Sort}
    alone: dict[_Sort, list[str]] = {sort: [] for sort in _Sort}
    announced: _Sort | None = None
    for one in _said(comment):
        if one.listed and announced is not None:
            # What only leads on to a list in the list, such as `With the court:`, says nothing by itself.
            if not one.text.endswith(":"):
                lists[announced].append(one.text)
            continue
        sort = _sort_of(one.text)
        if not one.listed:
            announced = sort if one.text.endswith(":") else None
        if sort is not None:
            (alone if announced is None else lists)[sort].append(one.text)
    causes, actions, outlooks, announcing = ((*lists[sort], *alone[sort]) for sort in _Sort)
    return Explained(causes, actions or announcing, outlooks)


def _sort_of(text: str) -> _Sort | None:
    """Tell what a sentence gives, by its own words."""
    words = words_in(text)
    cause = sum(map(CAUSES.has, words))
    action = sum(ACTIONS.has(word) for word in words if word != _WEAK)
    if cause and (cause >= action or any(map(_OUTRIGHT.has, words))):
        return _Sort.CAUSE
    if action:
        return _Sort.ACTION
    if any(map(_OUTLOOKS.has, words)) and not any(map(_PAST.has, words)):
        return _Sort.OUTLOOK
    if _WEAK not in words:
        return None
    return _Sort.OUTLOOK if "not" in words else _Sort.WEAK


def _said(comment: str) -> Iterator[_Said]:
    last, listed = 0, False
    for one in sentences(comment):
        text = one.said
        bullet = _BULLET.match(text)
        if bullet is not None or "\n" in comment[last : one.start]:
            listed = bullet is not None
        last = one.end
        text = text[bullet.end() :] if bullet is not None else text
        if bullet is None or not bullet[0].startswith("#"):
            yield _Said(text.replace("**", ""), listed)
