"""Tells what a claim is about: this row, or something else that its figures say nothing of."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from csptui.domain.claims import lexicon
from csptui.domain.claims.frame import WINDOW
from csptui.domain.claims.kin import kin_of
from csptui.domain.claims.neutral import BODIES, HEADS, NEUTRAL, PRONOUNS
from csptui.domain.claims.numerals import PARTS, word_value
from csptui.domain.claims.passed_over import MONTH_NAMES
from csptui.domain.claims.tokens import tokens
from csptui.domain.claims.words import words as listed
from csptui.domain.indicator import Unit

if TYPE_CHECKING:
    from decimal import Decimal

    from csptui.domain.claims.frame import Frame
    from csptui.domain.dataset import Dataset
    from csptui.domain.indicator import Indicator

_TOGETHER = re.compile(r"\((\w+) (?:and|or|and/or) (\w+)\)|\b(\w+) or (?:\w+ly )?(\w+)")
_STEM = 5
_SHORTEST, _NEAR = 3, 3
_SUFFIXES = (("ies", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""), ("e", ""))
_TIMES = frozenset(("minutes", "hours", "days", "weeks", "months"))
_CAUSING = listed(
    """
    led resulted contributed brought delivered achieved produced helped caused meant leading resulting
    giving equates represents represented reflects shows showed shown seen saw see recorded reported
    represent
    """
)
_MAKING = listed(
    """
    led resulted contributed brought delivered produced helped caused leading resulting giving
    """
)
_PREPOSITIONS = listed(
    """
    in of among amongst for across within at between on by into throughout from
    """
)
_DETERMINERS = listed(
    """
    a an the this that these further slight small large recent
    """
)
_GOVERNORS = listed(
    """
    in to for of with by despite following after from on into behind under contributing about because explain
    explains explained address
    """
)
_PERSONS = listed("people victims those persons adults offenders drivers residents women men clients users")
_SOME = listed("one some most many several few half majority two three four five part each")
_THESE = listed("the these those all this them which whom")
_PLACES = listed("centre court office unit squad")
_RELATIVE = listed("which who whose where")
_PLACED = listed("in at across within among outside inside around for of on throughout")
_NO_PLACES = listed(
    "spite addition response line terms common contrast fact total all general particular view order"
)
_FRESH = listed("the this it there we our a an has have is was are were new they these that")
_STOP = lexicon.CAUSES | lexicon.AUXILIARIES | frozenset(["and", "or", "but", "to", "up", "down"])


@dataclass(slots=True)
class Vocabulary:
    """The words that a row goes by, and those that say nothing; it remembers what it was asked."""

    stems: frozenset[str]
    own: frozenset[str]
    units: frozenset[str] = frozenset()
    is_share: bool = False
    counts: bool = False
    per: int | None = None
    sizes: tuple[Decimal, ...] = ()
    parts: tuple[str, ...] = ()
    seen: dict[str, bool] = field(default_factory=dict)

    def names(self, low: str) -> bool:
        """Whether a word names the row."""
        return any(stem_of(part) in self.stems for part in (low.replace("-", ""), *low.split("-")))

    def knows(self, low: str) -> bool:
        """Whether a word names the row or says nothing of a subject."""
        known = self.seen.get(low)
        if known is None:
            known = self.seen[low] = self._knows(low)
        return known

    def _knows(self, low: str) -> bool:
        if f"{low}s" in NEUTRAL or low.removesuffix("s") in NEUTRAL:
            return True
        if len(low) < _SHORTEST or low in NEUTRAL or low in self.own or low in MONTH_NAMES or low in PARTS:
            return True
        if (
            (low.endswith("ly") and len(low) > _STEM)
            or word_value(low) is not None
            or low in {"hundred", "thousand"}
        ):
            return True
        return self.names(low)


def stem_of(low: str) -> str:
    """Give the part of a word by which its forms are known to be one."""
    for suffix, put in _SUFFIXES:
        if low.endswith(suffix) and len(low) - len(suffix) >= _SHORTEST:
            return (low[: -len(suffix)] + put)[:_STEM]
    return low[:_STEM]


def vocabulary_of(indicator: Indicator, dataset: Dataset) -> Vocabulary:
    """Gather the words of an indicator's names, and those of the partnership itself."""
    named = (indicator.name, indicator.short, indicator.cases, *indicator.codes, indicator.code)
    words = {token.low for text in named for token in tokens(text) if token.is_word}
    words |= kin_of(words)
    parts = {part for word in words for part in (word, word.replace("-", ""), *word.split("-"))}
    stems = frozenset(stem_of(part) for part in parts if len(part) >= _SHORTEST and part not in NEUTRAL)
    whole = dataset.partnership
    own = {
        token.low
        for text in (whole.area, whole.name, whole.short_name, indicator.owner, indicator.source)
        for token in tokens(text)
    }
    own |= _initials(indicator.name) | _initials(indicator.short)
    spans = {"days"} if indicator.unit is Unit.DAYS else set()
    if not (indicator.unit.is_percentage or indicator.unit.counts):
        spans |= words & _TIMES
    counts = indicator.unit.counts or indicator.fraction is not None
    units = frozenset(span.rstrip("s") for span in spans) | frozenset(
        span.rstrip("s") + "s" for span in spans
    )
    return Vocabulary(
        stems,
        frozenset(own) | units,
        units,
        indicator.unit is Unit.PERCENT,
        counts,
        indicator.unit.multiplier,
        parts=_parts(indicator.name),
    )


def _parts(name: str) -> tuple[str, ...]:
    """Give what a name counts together in brackets: `(heroin and crack)`."""
    found = _TOGETHER.search(name)
    return () if found is None else tuple(stem_of(part.casefold()) for part in found.groups() if part)


def _part_alone(frame: Frame, first: int, last: int, words: Vocabulary) -> str:
    """Give the word that names one of the parts that a row counts together, without the other."""
    near = range(max(0, first - WINDOW // 2), min(len(frame.tokens), last + WINDOW // 2))
    named = {stem_of(frame.low(at)): frame.tokens[at].text for at in near if frame.tokens[at].is_word}
    told = [named[stem] for stem in words.parts if stem in named]
    return told[0] if len(told) == 1 else ""


def _initials(name: str) -> set[str]:
    """Give the abbreviations that a name can go by: `asb` for anti-social behaviour."""
    letters = "".join(part[:1] for token in tokens(name) if token.is_word for part in token.low.split("-"))
    return {letters[start:end] for start in range(len(letters)) for end in range(start + 3, start + 6)}


def other_word(frame: Frame, first: int, last: int, words: Vocabulary) -> str:
    """Give the word that makes it doubtful whether tokens `first` to `last` claim something of the row."""
    alone = _part_alone(frame, first, last, words) if words.parts else ""
    if alone:
        return alone
    start = max(frame.starts[frame.piece[first]], first - WINDOW)
    if _in_phrase(frame, first, last):
        return _unknown(frame, range(first, last), words) or _complement(frame, last + 1, words)
    zone, own = _zone(frame, start, first, words)
    doubt = _unknown(frame, zone, words)
    if not doubt and (not own or _is_pronoun_alone(frame, zone, words)):
        piece = frame.piece[first]
        doubt = _inherited(frame, piece, words) or ("" if own else _ahead(frame, piece, words))
    return (
        doubt
        or _elsewhere(frame, first, words)
        or _unknown(frame, range(first, last), words)
        or _complement(frame, last + 1, words)
    )


def _is_pronoun_alone(frame: Frame, zone: range, words: Vocabulary) -> bool:
    """Whether the subject is `it` or `they` alone, which speak of what was named before."""
    told = [frame.low(at) for at in zone if _tells(frame, at, words)]
    return bool(told) and set(told) <= {"it", "they", "this", "which"}


def _ahead(frame: Frame, piece: int, words: Vocabulary) -> str:
    """Give the doubt of the subject that follows a circumstance: `at 13.1%, the family average is`."""
    start = frame.starts[piece]
    start += 1 if frame.cuts[start] else 0
    following = piece + 1
    if frame.low(start) not in lexicon.ADVERBIAL or following >= len(frame.starts):
        return ""
    begun = frame.starts[following]
    if frame.low(begun) != ",":
        return ""
    end = min(frame.end_of(following), begun + WINDOW // 2)
    verb = next((at for at in range(begun + 1, end) if _is_verb(frame.low(at))), -1)
    return "" if verb < 0 else _unknown(frame, range(begun + 1, verb), words)


def _in_phrase(frame: Frame, first: int, last: int) -> bool:
    """Whether it is a noun phrase behind a preposition, which the sentence's subject does not govern."""
    if not any(frame.low(at) in lexicon.NOUNS for at in (first, last)):
        return False
    at = first - 1
    while at >= 0 and frame.low(at) in _DETERMINERS:
        at -= 1
    return frame.low(at) in _GOVERNORS


def _zone(frame: Frame, start: int, first: int, words: Vocabulary) -> tuple[range, bool]:
    """Give the tokens that tell the subject before a claim, and whether they tell one."""
    made = [at for at in range(start, first) if frame.low(at) in _MAKING]
    begun = made[-1] + 1 if made else start
    own = bool(made) or any(_tells(frame, at, words) for at in range(begun, first))
    return range(begun, first), own


def _tells(frame: Frame, at: int, words: Vocabulary) -> bool:
    token = frame.tokens[at]
    if at in frame.named:
        return True
    if not token.is_word or at in frame.passed:
        return False
    if token.low in lexicon.AUXILIARIES or token.low in lexicon.ADVERBIAL:
        return False
    return token.low in HEADS or token.low in PRONOUNS or words.names(token.low) or not words.knows(token.low)


def _inherited(frame: Frame, piece: int, words: Vocabulary) -> str:
    """Give the doubt of the piece before whose subject a piece without one goes on with."""
    for before in range(piece - 1, max(-1, piece - 6), -1):
        start = frame.starts[before]
        relative = frame.low(start) in _RELATIVE
        if frame.cuts[start]:
            start += 1
        end = min(frame.end_of(before), start + WINDOW)
        if start >= end or relative or frame.low(start) in lexicon.ADVERBIAL:
            continue
        if any(at in frame.stated for at in range(start, end)):
            return _unknown(frame, range(start, end), words)
        if frame.low(frame.starts[piece] + 1) == "at" and _unknown(frame, range(start, end), words):
            return _unknown(frame, range(start, end), words)
        verb = next((at for at in range(start, end) if _is_verb(frame.low(at))), end)
        if any(_tells(frame, at, words) for at in range(start, verb)):
            return _unknown(frame, range(start, verb), words)
    return ""


def _elsewhere(frame: Frame, first: int, words: Vocabulary) -> str:
    """Give the doubt of the place that opens the sentence: `in the city centre, …`."""
    if frame.low(0) == "of" and frame.low(1) in _THESE and first > _NEAR:
        return f"{frame.tokens[0].text} {frame.tokens[1].text}"
    if not frame.piece[first] or frame.low(0) not in _PLACED or frame.low(1) in _NO_PLACES:
        return ""
    opening = (frame.tokens[at] for at in range(1, min(frame.end_of(0), WINDOW)))
    return next((token.text for token in opening if token.is_word and not words.knows(token.low)), "")


def _is_verb(low: str) -> bool:
    return low in lexicon.AUXILIARIES or low in lexicon.FINITE or low in _CAUSING


def _unknown(frame: Frame, at: range, words: Vocabulary) -> str:
    """Give the first word that may name another subject, or a part of this one; empty where there is none."""
    for index in at:
        token = frame.tokens[index]
        part = index in frame.stated and token.low in PARTS
        if not token.is_word or index in frame.passed or part:
            continue
        before = frame.low(index - 1)
        if token.low in {"under", "over"} and frame.low(index + 1) == "-":
            return token.text
        aged = token.low in {"under", "over", "aged"} and before in _PERSONS
        if aged and index + 1 < len(frame.tokens) and frame.tokens[index + 1].kind == "n":
            return f"{token.text} {frame.tokens[index + 1].text}"
        each = token.low == "each" and frame.low(index + 1) not in {"year", "quarter"}
        if each or (token.low in _SOME and frame.low(index + 1) == "of"):
            return token.text
        if token.low in BODIES and "from" in {before, frame.low(index - 2) if before == "the" else before}:
            return token.text
        other = token.low in lexicon.OTHERS and not words.names(token.low) and before != "on"
        if other or (not words.knows(token.low) and not _is_body(frame, index)):
            return token.text
    return ""


def _is_body(frame: Frame, at: int) -> bool:
    """Whether a word is part of a body's name: `the Youth Offending Service's figure`."""
    if frame.low(at) in BODIES - _PLACES or (frame.low(at) in _PLACES and frame.tokens[at].is_capital):
        return True
    for index in range(at, min(at + 5, len(frame.tokens))):
        token = frame.tokens[index]
        if not token.is_word or not token.is_capital:
            return False
        if token.low in BODIES:
            return True
    return False


def _complement(frame: Frame, start: int, words: Vocabulary) -> str:
    """Give the doubt of what follows: `a 5% fall in burglary`, `reduced the number of burglaries`."""
    end = min(len(frame.tokens), start + WINDOW // 2)
    taken = start
    for at in range(start, end):
        token = frame.tokens[at]
        cut = frame.cuts[at] and token.low not in {"and", "or"}
        if cut or (token.kind == "n" and at not in frame.passed) or token.text.startswith("."):
            break
        listed_on = any(frame.low(back) in _PREPOSITIONS for back in range(start, at))
        if token.low in {"and", "or"} and (not listed_on or frame.low(at + 1) in _FRESH):
            break
        spite = token.low == "in" and frame.low(at + 1) in {"spite", "response"}
        if spite or (token.low.endswith("ed") and at > start):
            break
        if token.low == "to" and frame.low(at + 1) in {"the", "our", "its", "a"}:
            taken = at + 1
            continue
        if (
            token.is_word
            and token.low in _STOP
            and token.low not in _PREPOSITIONS
            and token.low not in {"and", "or"}
        ):
            break
        taken = at + 1
    return _unknown(frame, range(start, taken), words)
