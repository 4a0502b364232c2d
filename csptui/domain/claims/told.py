"""Judges a direction that is told without a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.domain.claims import lexicon
from csptui.domain.claims.claim import ClaimVerdict
from csptui.domain.claims.directions import STEADY
from csptui.domain.claims.held import Measure, Relation, Since
from csptui.domain.claims.verdicts import Judged, goes

if TYPE_CHECKING:
    from csptui.domain.claims.directions import Told
    from csptui.domain.claims.held import Facts, Held
    from csptui.domain.claims.spans import Span


def _judge_steady(moves: list[Held]) -> Judged:
    """Judge `stable`, which a small change fits and a larger one may: it is never a contradiction."""
    for held in moves:
        if held.low <= 0 <= held.high:
            return Judged(ClaimVerdict.FITS, held.told())
    return Judged(ClaimVerdict.UNCHECKED, f"{moves[0].told()}; how much is steady is not set")


def judge_direction(told: Told, span: Span, facts: Facts) -> Judged:
    """Judge which way the figure went by the change on baseline and on the previous quarter."""
    if facts.now is None:
        return Judged(ClaimVerdict.UNCHECKED, "no figure is held for this quarter")
    if span.since == {Since.QUARTER} and facts.quarter is None:
        return Judged(ClaimVerdict.UNCHECKED, facts.missing_quarter)
    if span.other:
        return Judged(ClaimVerdict.UNCHECKED, f"no figure is held for {span.other}")
    moves = [
        held
        for held in facts.readings
        if held.relation is Relation.CHANGE
        and held.prime
        and held.measure is not Measure.PERCENT
        and (not span.since or held.since in span.since)
    ]
    if not moves:
        wanting = facts.no_change or facts.missing_year
        return Judged(ClaimVerdict.UNCHECKED, wanting)
    if told.way == STEADY:
        return _judge_steady(moves)
    for held in moves:
        fits = held.value == 0 if told.way == lexicon.SAME else goes(held, told.way, facts)
        if fits is not told.negated:
            return Judged(ClaimVerdict.FITS, held.told())
    if all(held.low < 0 < held.high for held in moves) and any(held.value for held in moves):
        return Judged(ClaimVerdict.UNCHECKED, f"{moves[0].told()}, but within its rounding")
    if facts.no_change:
        return Judged(ClaimVerdict.UNCHECKED, facts.no_change)
    return Judged(ClaimVerdict.CONTRADICTS, moves[0].told(), moves[0], turned=True)
