"""What a number can be bound to, and the words that bind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from csptui.domain.claims import lexicon
from csptui.domain.claims.held import Relation
from csptui.domain.claims.words import words

if TYPE_CHECKING:
    from csptui.domain.claims.held import Role, Since

EXCEED, WITHIN, MET, MISSED, SHARE = "exceed", "within", "met", "missed", "share"
CHANGE = frozenset((Relation.CHANGE,))
TARGET = frozenset((Relation.TARGET,))
LEVEL = frozenset((Relation.LEVEL,))
BARE = frozenset((Relation.CHANGE, Relation.TARGET))
ANY = frozenset(Relation)

SIDES = {
    "above": lexicon.UP,
    "over": lexicon.UP,
    "below": lexicon.DOWN,
    "under": lexicon.DOWN,
    "beneath": lexicon.DOWN,
    "short": lexicon.WORSE,
    "shy": lexicon.WORSE,
    "behind": lexicon.WORSE,
    "adrift": lexicon.WORSE,
    "off": "",
    "away": "",
    "outside": lexicon.WORSE,
    "ahead": lexicon.BETTER,
    "inside": lexicon.BETTER,
    "within": WITHIN,
    "beyond": EXCEED,
}
VERBS = {
    "exceeded": EXCEED,
    "exceeds": EXCEED,
    "exceed": EXCEED,
    "exceeding": EXCEED,
    "surpassed": EXCEED,
    "overshot": EXCEED,
    "missed": lexicon.WORSE,
    "misses": lexicon.WORSE,
    "missing": lexicon.WORSE,
    "beat": lexicon.BETTER,
    "beats": lexicon.BETTER,
    "beaten": lexicon.BETTER,
    "bettered": lexicon.BETTER,
    "outperformed": lexicon.BETTER,
    "outperforming": lexicon.BETTER,
    "underperformed": lexicon.WORSE,
    "undershot": lexicon.DOWN,
    "met": lexicon.BETTER,
    "achieved": lexicon.BETTER,
}
AIMS = words("target targets ceiling maximum limit threshold trajectory milestone minimum floor")
"""What a target is called."""


GAPS = words("gap shortfall variance distance")
"""What the distance from a target is called."""


def is_aim(low: str, after: str) -> bool:
    """Whether a word names the target: `target`, `ceiling`, `the level set`, `more than planned`."""
    return low in AIMS or low == "planned" or (low == "level" and after == "set")


@dataclass(frozen=True, slots=True)
class Bond:
    """What a number is bound to: the relations that it admits, and which way they must go.

    `word` is the token that says the way (-1 for none); `first` and `last` are the tokens from which to which
    the claim reaches; it takes the rest of what counts too if `whole`, and may be of what is left if
    `rest`; `things` says that it counts things, which points never are; `elsewhere` is what it is
    compared with where that is not held.
    """

    relations: frozenset[Relation]
    way: str = ""
    word: int = -1
    first: int = 0
    last: int = 0
    role: Role | None = None
    since: Since | None = None
    elsewhere: str = ""
    firm: bool = True
    whole: bool = False
    rest: bool = False
    things: bool = False


def change_word(low: str) -> str:
    """Give the way that a word of change goes; empty for any other word."""
    tables = (lexicon.FINITE, lexicon.PARTICIPLES, lexicon.BARE, lexicon.NOUNS)
    return next((table[low] for table in tables if low in table), "")
