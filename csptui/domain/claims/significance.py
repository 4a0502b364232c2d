"""Claims that a change is significant: held against chance, and never called a contradiction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.domain.chance import chance
from csptui.domain.claims import lexicon
from csptui.domain.claims.bond import change_word
from csptui.domain.claims.claim import ClaimVerdict
from csptui.domain.claims.verdicts import Judged

if TYPE_CHECKING:
    from csptui.domain.claims.frame import Frame
    from csptui.domain.claims.held import Facts

_WORDS = frozenset(("significant", "significantly"))
_NEAR = 4


def significant(frame: Frame) -> list[int]:
    """Give the tokens that call a change significant."""
    return [
        at
        for at, token in enumerate(frame.tokens)
        if token.low in _WORDS and not frame.wary[at] and _is_of_change(frame, at)
    ]


def _is_of_change(frame: Frame, at: int) -> bool:
    if any(frame.low(back) in lexicon.NEGATIONS for back in range(max(0, at - 3), at)):
        return False
    beside = range(max(0, at - 2), min(len(frame.tokens), at + _NEAR))
    return any(change_word(frame.low(one)) for one in beside if one != at)


def judge_significance(facts: Facts) -> Judged:
    """Say whether the change on baseline is hardly chance."""
    found = chance(facts.row)
    if found.p is None:
        return Judged(
            ClaimVerdict.UNCHECKED, f"whether it is chance is not tested: {found.refused.rstrip('.')}"
        )
    shown = f"p = {found.p:.2f}" if found.p >= _LEAST else "p < 0.01"
    if found.can_be:
        return Judged(ClaimVerdict.UNCHECKED, f"it can be chance ({shown})")
    return Judged(ClaimVerdict.FITS, f"it is hardly chance ({shown})")


_LEAST = 0.01
