"""Claims without a number: `the rate has worsened`, `a further decrease`, `unchanged`, `has not fallen`."""

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
    a an the this that further another slight small sharp steep significant large modest marked annual overall
    steady considerable substantial dramatic recent continued general to marginal clear real big seen shows
    shown show been quarterly year-on-year was is unexpected net welcome worrying disappointing encouraging
    pleasing notable
    """
)
_AFTER_NOUN = words(
    """
    in of on from since to over this last was is has have had are were been compared during against by for at
    when than may which and but as between within with due because that through following shown noted seen
    """
)
_CONTINUES = words("continues continued continue continuing began started")
_SURE = frozenset(("rose", "fell", "grew", "fallen", "risen"))
_NOUNS_TOO = frozenset(("cut", "rises", "falls", "drops", "declines", "dips"))
_AFTER_ADJECTIVE = NEUTRAL - lexicon.NOUNS.keys()
_BEFORE_ADJECTIVE = words("a an the of with to for by from in and or more less through any no")
_WENT = words(
    """
    crept edged shot inched nudged jumped gone went going go goes come came coming comes moved moving moves
    was is are were trending
    """
)
_STAYED = words("stayed remained remains remain held kept stay stays been is was are were broadly")
_LEVELS = words("level static unchanged same flat constant")
_STILL = _LEVELS | lexicon.STEADY | {"change", "changed", "difference"}
STEADY = "steady"
_SIZES = words("larger smaller bigger")
_GROUPS = words("cohort group sample team force panel list caseload")
_THERE = words("were was are had saw recorded been have")
_IN_TIME = words("year quarter baseline year's quarter's q ago")
_FALLS = words("fell fall falls fallen falling")
_EARLIER = words("previously historically formerly originally initially")
_PASSED = words("also again now still since further not both all then once sadly ever yet much slightly")


@dataclass(frozen=True, slots=True)
class Told:
    """A direction told at tokens `first` to `last` (included); `word` is the word that says it."""

    first: int
    last: int
    word: int
    way: str
    negated: bool = False


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
    if _is_past(frame, at) or _falls_short(frame, at):
        return None
    if low in _STILL:
        return _still(frame, at)
    if low in {"above", "below"} and frame.low(at + 1) in {"where", "what", "last", "the"}:
        return _place(frame, at)
    if low in lexicon.FINITE and _is_finite(frame, at):
        return _as_told(frame, at, lexicon.FINITE[low])
    if low in lexicon.PARTICIPLES and _after_be(frame, at):
        return _as_told(frame, at, lexicon.PARTICIPLES[low])
    if low in lexicon.BARE and _is_bare_fact(frame, at):
        return _as_told(frame, at, lexicon.BARE[low])
    if low in lexicon.NOUNS and _is_stated_noun(frame, at):
        return _as_told(frame, at, lexicon.NOUNS[low])
    if low in lexicon.COMPARATIVES and _is_comparative(frame, at):
        return _as_told(frame, at, lexicon.COMPARATIVES[low])
    return None


def is_of_performance(frame: Frame, at: int) -> bool:
    """Whether a word tells how performance went, which up and down are then said of."""
    start = max(frame.starts[frame.piece[at]], at - 5)
    return any(frame.low(back) == "performance" for back in range(start, at))


def _falls_short(frame: Frame, at: int) -> bool:
    """Whether it tells of the target: `fell short`, `fell 19 short of it`."""
    near = (frame.low(at + step) for step in range(1, 5))
    return frame.low(at) in _FALLS and "short" in near


def _still(frame: Frame, at: int) -> Told | None:
    """Read what tells that nothing moved, or little: `no change`, `has not changed`, `broadly stable`."""
    low = frame.low(at)
    if low in lexicon.STEADY:
        return Told(at, at, at, STEADY) if frame.low(at - 1) in _STAYED | {"broadly", "relatively"} else None
    if low == "changed":
        denied = _negation(frame, at)
        return None if denied < 0 else Told(denied, at, at, lexicon.SAME)
    return _level(frame, at)


def _is_past(frame: Frame, at: int) -> bool:
    """Whether it is told of an earlier time: `had been falling`, `last year saw a reduction`."""
    start = frame.starts[frame.piece[at]]
    return opens_earlier(frame, at) or any(frame.low(back) == "had" for back in range(max(start, at - 3), at))


def opens_earlier(frame: Frame, at: int) -> bool:
    """Whether the piece begins with an earlier time: `last year it was 27% higher`."""
    start = frame.starts[frame.piece[at]]
    start += 1 if frame.cuts[start] else 0
    opening = (frame.low(start), frame.low(start + 1))
    return opening in {("last", "year"), ("last", "quarter")} or opening[0] in _EARLIER


def _place(frame: Frame, at: int) -> Told | None:
    """Read `below last year`, `above where it was last year`; what is above a target is no change."""
    ahead = range(at + 1, min(at + 7, len(frame.tokens)))
    if any(frame.low(one) in {"target", "average"} or frame.tokens[one].kind == "n" for one in ahead):
        return None
    way = lexicon.UP if frame.low(at) == "above" else lexicon.DOWN
    return _as_told(frame, at, way) if any(frame.low(one) in _IN_TIME for one in ahead) else None


def _as_told(frame: Frame, at: int, way: str) -> Told:
    negated = _negation(frame, at)
    return Told(at if negated < 0 else negated, at, at, way, negated >= 0)


def _auxiliary(frame: Frame, at: int) -> str:
    """Give the auxiliary before a word, adverbs between them passed over."""
    for back in range(at - 1, max(-1, at - 6), -1):
        low = frame.low(back)
        if low in lexicon.AUXILIARIES:
            return low
        if not (low.endswith("ly") or low in _PASSED):
            return ""
    return ""


def _negation(frame: Frame, at: int) -> int:
    """Give the index of the word that denies a direction: `has not fallen`, `no worse`; -1 for none."""
    for back in range(at - 1, max(-1, at - 4), -1):
        if frame.low(back) in lexicon.NEGATIONS:
            return back
        if frame.is_boundary(back):
            break
    return -1


def _is_finite(frame: Frame, at: int) -> bool:
    """Whether a verb tells a fact: not `increased demand`."""
    low, after = frame.low(at), frame.low(at + 1)
    if low in _NOUNS_TOO:
        return False
    if _auxiliary(frame, at) or low in _SURE:
        return True
    noun_after = bool(after) and frame.tokens[at + 1].is_word and after not in _AFTER_ADJECTIVE
    if noun_after or after in lexicon.NOUNS or frame.low(at - 1) in _BEFORE_ADJECTIVE:
        return False
    return at - frame.starts[frame.piece[at]] >= 1


def _is_bare_fact(frame: Frame, at: int) -> bool:
    before = frame.low(at - 1)
    if before == "to":
        return frame.low(at - 2) in _CONTINUES
    return before in {"did", "not", "didn't"} and _auxiliary(frame, at) == "did"


def _after_be(frame: Frame, at: int) -> bool:
    after = frame.low(at + 1)
    transitive = after in {"the", "our", "its", "their", "this", "these"}
    return _auxiliary(frame, at) in lexicon.BE and not transitive


def _is_stated_noun(frame: Frame, at: int) -> bool:
    token, before, after = frame.tokens[at], frame.low(at - 1), frame.low(at + 1)
    if token.is_capital and at and frame.tokens[at - 1].kind == "w":
        return False
    ends = at + 1 >= len(frame.tokens) or frame.tokens[at + 1].kind != "w"
    if not (ends or after in _AFTER_NOUN) or _is_foreseen(frame, at):
        return False
    if _negation(frame, at) >= 0:
        return before == "no" and frame.low(at - 2) in {"been", "was", "is", "saw"}
    return before in _BEFORE_NOUN or at <= 1


def _is_foreseen(frame: Frame, at: int) -> bool:
    """Whether `was expected` follows: then the change is not told as one that came."""
    ahead = [frame.low(at + step) for step in range(1, 5)]
    return any(low in lexicon.FORESEEN for low in ahead) and bool(set(ahead) & lexicon.BE)


def _is_comparative(frame: Frame, at: int) -> bool:
    """Whether `a downward trend`, `higher than last year`, `is down`, `has gone up`, `got worse`."""
    low, before, after = frame.low(at), frame.low(at - 1), frame.low(at + 1)
    if low in {"more", "fewer"}:
        opens = at == 0 or (before in _THERE and frame.low(at + 1) not in {"than", "of", "likely"})
        return opens and _is_than_before(frame, at)
    if low.startswith(("upward", "downward")):
        return after in {"trend", "path", "direction", "trajectory", "movement"} and _negation(frame, at) < 0
    if low in _SIZES and any(frame.low(back) in _GROUPS for back in range(max(0, at - 6), at)):
        return False
    if after in {"than", "on", "from"} and low not in {"more", "less"}:
        return any(frame.low(at + step) in _IN_TIME for step in range(2, 7))
    ends = at + 1 >= len(frame.tokens) or frame.tokens[at + 1].kind == "m" or after in lexicon.CAUSES
    if low in {"up", "down"}:
        went = before in _WENT and (before not in lexicon.BE or ends)
        return went and after not in {"to", "the", "a"}
    return low in {"better", "worse"} and ends and before in {"got", "gotten", "become", "became", "getting"}


def _is_than_before(frame: Frame, at: int) -> bool:
    """Whether `than last year` follows: `fewer burglaries were recorded than last year`."""
    than = next(
        (one for one in range(at + 2, min(at + 9, len(frame.tokens))) if frame.low(one) == "than"), -1
    )
    return than >= 0 and any(frame.low(than + step) in _IN_TIME for step in range(1, 4))


def _level(frame: Frame, at: int) -> Told | None:
    """Read `remained static`, `stayed level`, `is the same as last year`, `no change`."""
    low, before = frame.low(at), frame.low(at - 1)
    if low in {"change", "difference"}:
        if before != "no" or frame.low(at + 1) in {"to", "of", "in"}:
            return None
        return Told(at - 1, at, at, lexicon.SAME)
    start = at - 1 if before in {"the", "broadly", "largely", "at"} else at
    verb = frame.low(start - 1)
    alone = len(frame.tokens) <= 3 and low in lexicon.STATIC  # noqa: PLR2004 - a word and a full stop
    if low == "same" and not (before == "the" and frame.low(at + 1) in {"as", ".", ""} and verb in _STAYED):
        return None
    if low == "level" and frame.low(at + 1) == "with" and verb in lexicon.BE:
        return Told(at, at, at, lexicon.SAME)
    if low == "level" and verb not in {"stayed", "remained", "remains", "stays", "held"}:
        return None
    if not alone and verb not in _STAYED:
        return None
    about = before in {"broadly", "largely"}
    return (
        None
        if about
        else Told(at if alone else start - 1, at, at, lexicon.SAME, _negation(frame, start) >= 0)
    )
