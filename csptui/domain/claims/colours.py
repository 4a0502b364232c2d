"""Claims of a rating: `the indicator is green`, `rated amber`, `remains red`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.domain.claims import lexicon
from csptui.domain.claims.claim import ClaimVerdict
from csptui.domain.claims.verdicts import Judged
from csptui.domain.claims.words import words
from csptui.domain.rag import Colour

if TYPE_CHECKING:
    from csptui.domain.claims.frame import Frame
    from csptui.domain.claims.held import Facts

_COLOURS = {"red": Colour.RED, "amber": Colour.AMBER, "green": Colour.GREEN}
_SAYS = words("is remains stays rated now shown graded flagged reported currently still stayed remained")
_PASSED = words("now still currently again as at firmly just therefore rated")
_AFTER = words("this for against at on and but with rating status because as since which overall again")


def colours(frame: Frame) -> list[tuple[int, int]]:
    """Give the tokens, from the verb to the colour, that tell the row's rating as a fact."""
    found = []
    for at, token in enumerate(frame.tokens):
        if token.low not in _COLOURS or frame.wary[at] or not _ends(frame, at):
            continue
        back = at - 1
        while back > 0 and frame.low(back) in _PASSED - {"rated", "now"}:
            back -= 1
        denied = {frame.low(one) for one in range(max(0, back - 2), at)} & lexicon.NEGATIONS
        if frame.low(back) in _SAYS and not denied:
            found.append((back - 1 if frame.low(back - 1) in lexicon.BE else back, at))
    return found


def _ends(frame: Frame, at: int) -> bool:
    """Whether the colour is no noun's: not `green space`, `red route`."""
    after = at + 1
    return after >= len(frame.tokens) or not frame.tokens[after].is_word or frame.low(after) in _AFTER


def judge_colour(word: str, facts: Facts) -> Judged:
    """Judge a colour by the row's rating; one that rounding allows is not contradicted."""
    rating = facts.row.rating
    if rating.colour is Colour.NONE:
        return Judged(ClaimVerdict.UNCHECKED, facts.part or "the row is not rated")
    reading = f"the rating is {rating.colour.value}"
    if _COLOURS[word] is rating.colour:
        return Judged(ClaimVerdict.FITS, reading)
    if _COLOURS[word] in rating.outcomes:
        return Judged(ClaimVerdict.UNCHECKED, f"{reading}, but not certain")
    return Judged(ClaimVerdict.CONTRADICTS, reading)
