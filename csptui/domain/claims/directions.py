"""Claims without a number: `the rate has worsened`, `a further decrease`, `unchanged`, `target met`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from csptui.domain.claims import lexicon
from csptui.domain.claims.neutral import NEUTRAL
from csptui.domain.claims.words import words

if TYPE_CHECKING:
    from csptui.domain.claims.frame import Frame

_BEFORE_NOUN = words(
    """
    a an the this that further another slight small sharp steep significant large modest marked no
    annual overall steady considerable substantial dramatic recent continued general to marginal clear
    real big seen shows shown show been quarterly year-on-year was is unexpected net welcome worrying
    disappointing encouraging
    """
)
_AFTER_NOUN = words(
    """
    in of on from since to over this last was is has have had are were been compared during against by
    for at when than may which and but as between within with due because that through following shown
    noted seen
    """
)
_NOT_CLAIMED = words(
    """
    any could would no potential possible future further-
    """
)
_CONTINUES = frozenset(["continues", "continued", "continue", "continuing", "began", "started"])
_FOLLOWS_ADJECTIVE = NEUTRAL - lexicon.NOUNS.keys()


@dataclass(frozen=True, slots=True)
class Told:
    """A direction told at tokens `first` to `last` (included); `word` is the word that says it."""

    first: int
    last: int
    word: int
    way: str


def directions(frame: Frame, bound: set[int]) -> list[Told]:
    """Give the directions that a sentence tells as facts, but for those that belong to a number."""
    found = []
    for at, token in enumerate(frame.tokens):
        if at in bound or not token.is_word or frame.wary[at]:
            continue
        told = _told(frame, at)
        if told is not None:
            found.append(told)
    return found


def _told(frame: Frame, at: int) -> Told | None:
    low = frame.low(at)
    if low in lexicon.FINITE and _is_finite(frame, at):
        return Told(at, at, at, lexicon.FINITE[low])
    if low in lexicon.PARTICIPLES and _after_be(frame, at):
        return Told(at, at, at, lexicon.PARTICIPLES[low])
    if low in lexicon.BARE and frame.low(at - 1) == "to" and frame.low(at - 2) in _CONTINUES:
        return Told(at, at, at, lexicon.BARE[low])
    if low in lexicon.NOUNS and _is_stated_noun(frame, at):
        return Told(at, at, at, lexicon.NOUNS[low])
    if low in {"upward", "downward", "upwards", "downwards"} and _is_path(frame, at):
        return Told(at, at, at, lexicon.COMPARATIVES[low])
    if low in {"higher", "lower", "up", "down", "better", "worse"} and _is_compared_in_time(frame, at):
        return Told(at, at, at, lexicon.COMPARATIVES[low])
    if low in lexicon.STATIC and (_after_be(frame, at) or len(frame.tokens) <= 3):  # noqa: PLR2004
        return Told(at, at, at, lexicon.SAME)
    return None


def _auxiliary(frame: Frame, at: int) -> str:
    """Give the auxiliary before a word, adverbs between them passed over."""
    for back in range(at - 1, max(-1, at - 5), -1):
        low = frame.low(back)
        if low in lexicon.AUXILIARIES:
            return low
        if not (
            low.endswith("ly")
            or low in {"also", "again", "now", "still", "since", "further", "not", "both", "all"}
        ):
            return ""
    return ""


def _is_negated(frame: Frame, at: int) -> bool:
    return any(frame.low(back) in lexicon.NEGATIONS for back in range(max(0, at - 4), at))


def _is_finite(frame: Frame, at: int) -> bool:
    """Whether a verb tells a fact: not `increased demand`, not `has not fallen`."""
    if _is_negated(frame, at) or frame.low(at) in {"cut", "rises", "falls", "drops", "declines"}:
        return False
    after = frame.low(at + 1)
    sure = frame.low(at) in {"rose", "fell", "grew", "fallen", "risen"}
    noun_after = bool(after) and frame.tokens[at + 1].is_word and after not in _FOLLOWS_ADJECTIVE
    if _auxiliary(frame, at):
        return True
    if sure:
        return True
    if noun_after:
        return False
    start = frame.starts[frame.piece[at]]
    return (
        at - start >= 1
        and after not in lexicon.NOUNS
        and frame.low(at - 1)
        not in {
            "a",
            "an",
            "the",
            "of",
            "with",
            "to",
            "for",
            "by",
            "from",
            "in",
            "and",
            "or",
            "more",
            "less",
            "through",
        }
    )


def _after_be(frame: Frame, at: int) -> bool:
    after = frame.low(at + 1)
    transitive = after in {"the", "our", "its", "their", "this", "these"}
    return _auxiliary(frame, at) in lexicon.BE and not _is_negated(frame, at) and not transitive


def _is_stated_noun(frame: Frame, at: int) -> bool:
    token, before, after = frame.tokens[at], frame.low(at - 1), frame.low(at + 1)
    if token.is_capital and at and frame.tokens[at - 1].kind == "w":
        return False
    ends = at + 1 >= len(frame.tokens) or frame.tokens[at + 1].kind != "w"
    if not (ends or after in _AFTER_NOUN) or _is_negated(frame, at) or _is_foreseen(frame, at):
        return False
    return before in _BEFORE_NOUN or at <= 1 or (before in {"in", "contributing"} and False)


def _is_foreseen(frame: Frame, at: int) -> bool:
    """Whether `was expected` follows: then the change is not told as one that came."""
    ahead = [frame.low(at + step) for step in range(1, 5)]
    return any(low in lexicon.FORESEEN for low in ahead) and bool(set(ahead) & lexicon.BE)


def _is_path(frame: Frame, at: int) -> bool:
    after = frame.low(at + 1)
    return after in {"trend", "path", "direction", "trajectory", "movement"} and not _is_negated(frame, at)


_IN_TIME = frozenset(["year", "quarter", "baseline", "year's", "quarter's"])


def _is_compared_in_time(frame: Frame, at: int) -> bool:
    """Whether `higher than last year`, `down on last year`, `is up`."""
    after = frame.low(at + 1)
    if after in {"than", "on", "from"}:
        return any(frame.low(at + step) in _IN_TIME for step in range(2, 7)) and not _is_negated(frame, at)
    ends = at + 1 >= len(frame.tokens) or frame.tokens[at + 1].text[:1] in {".", ",", ";"}
    return frame.low(at) in {"up", "down"} and ends and _auxiliary(frame, at) in lexicon.BE
