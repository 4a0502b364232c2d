"""Gives the claims of one sentence: each number, direction and target that it tells, with its verdict."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from csptui.domain.claims.binding import bond_of
from csptui.domain.claims.bond import Bond
from csptui.domain.claims.claim import Claim, ClaimKind, ClaimVerdict, Fix
from csptui.domain.claims.directions import Told, directions
from csptui.domain.claims.fixes import number_fix, word_fix
from csptui.domain.claims.fractions import fraction_fix, judge_fraction
from csptui.domain.claims.held import Relation
from csptui.domain.claims.mentions import Form, Mention
from csptui.domain.claims.pairs import is_pair, judge_pair, pair_fix
from csptui.domain.claims.spans import span_of
from csptui.domain.claims.subject import other_word
from csptui.domain.claims.targets import Aim, aims, judge_aim
from csptui.domain.claims.told import judge_direction
from csptui.domain.claims.verdicts import Judged, judge

if TYPE_CHECKING:
    from csptui.domain.claims.frame import Frame
    from csptui.domain.claims.held import Facts
    from csptui.domain.claims.rooms import Rooms
    from csptui.domain.claims.subject import Vocabulary
    from csptui.domain.scorecard import Row

_KINDS = {
    Form.PERCENT: ClaimKind.PERCENT,
    Form.POINTS: ClaimKind.POINTS,
    Form.FRACTION: ClaimKind.FRACTION,
    Form.NUMBER: ClaimKind.COUNT,
}
_LEAST_BARE = 10


@dataclass(frozen=True, slots=True)
class Reading:
    """One sentence read against one row."""

    frame: Frame
    facts: Facts
    words: Vocabulary


def sentence_claims(frame: Frame, rooms: Rooms, row: Row | None) -> list[Claim]:
    """Give the claims of a sentence in order of place."""
    named = _row_named(frame, rooms, row)
    if named is None:
        return _register(frame)
    reading = Reading(frame, rooms.facts(named), rooms.words(named))
    bound: set[int] = set()
    found: list[Claim] = []
    paired = -1
    for index in range(len(frame.mentions)):
        one, bond = frame.mentions[index], bond_of(frame, index, reading.words)
        if index == paired:
            bound.update(range(one.first, one.last + 1))
            continue
        if is_pair(frame, index):
            paired = index + 1
            bound.update(range(one.first, one.last + 1))
            bound.add(bond.word)
            found.append(_pair_claim(reading, one, frame.mentions[paired], bond))
            continue
        bound.update(range(one.first, one.last + 1))
        if bond.word >= 0:
            bound.add(bond.word)
        claim = _number_claim(reading, one, bond)
        if claim is not None:
            found.append(claim)
    found += [claim for aim in aims(frame, bound) if (claim := _aim_claim(reading, aim)) is not None]
    bound |= {at for aim in aims(frame, bound) for at in range(aim.first, aim.last + 1)}
    found += [
        claim for told in directions(frame, bound) if (claim := _direction_claim(reading, told)) is not None
    ]
    return sorted(found, key=lambda claim: (claim.start, claim.end))


def _row_named(frame: Frame, rooms: Rooms, row: Row | None) -> Row | None:
    """Give the row whose code the sentence names, where it names one; else the one that is read about."""
    rows = {found.id: found for _, code in frame.codes for found in rooms.named(code)}
    if len(rows) == 1:
        return next(iter(rows.values()))
    return row if row is None or not rows or row.id in rows else None


def _register(frame: Frame) -> list[Claim]:
    """Give the percentages and counts of a sentence about no indicator: they need a source of their own."""
    return [
        _claim(
            frame,
            _KINDS[one.form],
            one.start,
            one.end,
            Judged(ClaimVerdict.UNCHECKED, "no indicator holds it"),
            "",
        )
        for one in frame.mentions
    ]


def _claim(
    frame: Frame, kind: ClaimKind, start: int, end: int, judged: Judged, ref: str, fix: Fix | None = None
) -> Claim:
    text = frame.text[start:end]
    return Claim(kind, judged.verdict, start, end, text, frame.sentence.said, judged.reading, ref, fix)


def _number_claim(reading: Reading, one: Mention, bond: Bond) -> Claim | None:
    frame, facts = reading.frame, reading.facts
    bare = bond.relations == {Relation.CHANGE, Relation.TARGET} and bond.word < 0
    if one.form is Form.NUMBER and bare and (one.spoken or one.value < _LEAST_BARE):
        return None
    if bare and one.form in {Form.NUMBER, Form.FRACTION}:
        bond = Bond(frozenset((Relation.LEVEL,)), first=one.first, last=one.last, firm=False)
    span = span_of(frame, min(bond.first, one.first), max(bond.last, one.last), facts.row)
    if one.form is Form.FRACTION:
        return _fraction_claim(reading, one, bond)
    judged = judge(one, bond, span, facts)
    if judged.verdict is ClaimVerdict.CONTRADICTS or judged.verdict is ClaimVerdict.UNROUNDED:
        doubt = _doubt(reading, one, bond)
        if doubt:
            judged = Judged(ClaimVerdict.UNCHECKED, doubt)
    fix = None
    if judged.right is not None:
        fix = number_fix(frame, one, bond, judged.right, turned=judged.turned)
    return _claim(frame, _KINDS[one.form], one.start, one.end, judged, facts.row.id, fix)


def _fraction_claim(reading: Reading, one: Mention, bond: Bond) -> Claim:
    frame, facts = reading.frame, reading.facts
    judged, fraction = judge_fraction(one, facts)
    fix = None
    if judged.verdict is ClaimVerdict.CONTRADICTS:
        end = min(frame.end_of(frame.piece[one.last]), one.last + 12)
        doubt = _doubt(reading, one, replace(bond, last=end - 1, firm=True))
        if doubt:
            judged = Judged(ClaimVerdict.UNCHECKED, doubt)
        elif fraction is not None:
            fix = fraction_fix(frame, one, fraction)
    return _claim(frame, ClaimKind.FRACTION, one.start, one.end, judged, facts.row.id, fix)


def _pair_claim(reading: Reading, one: Mention, other: Mention, bond: Bond) -> Claim:
    frame, facts = reading.frame, reading.facts
    whole = replace(bond, last=other.last)
    span = span_of(frame, min(bond.first, one.first), other.last, facts.row)
    judged, kind = judge_pair(one, other, bond.way, span, facts)
    fix = None
    if judged.verdict is ClaimVerdict.CONTRADICTS:
        doubt = _doubt(reading, one, whole)
        if doubt:
            judged = Judged(ClaimVerdict.UNCHECKED, doubt)
        elif judged.turned:
            fix = word_fix(frame, bond.word)
        elif kind is not None:
            fix = pair_fix(frame, one, other, kind)
    return _claim(frame, _KINDS[one.form], one.start, other.end, judged, facts.row.id, fix)


def _doubt(reading: Reading, one: Mention, bond: Bond) -> str:
    frame = reading.frame
    if frame.is_question:
        return "the sentence asks"
    if frame.supposed[min(bond.first, one.first)]:
        return "the sentence tells what may be"
    if not bond.firm:
        return "the sentence does not say what it is of"
    first, last = min(bond.first, one.first), max(bond.last, one.last)
    other = other_word(frame, first, last, reading.words)
    return f'its subject may be another: "{other}"' if other else ""


def _aim_claim(reading: Reading, aim: Aim) -> Claim | None:
    frame, facts = reading.frame, reading.facts
    judged = judge_aim(aim, facts)
    if judged.verdict is ClaimVerdict.CONTRADICTS:
        other = other_word(frame, aim.first, aim.last, reading.words)
        span = span_of(frame, aim.first, aim.last, facts.row)
        if other or span.other:
            why = f'its subject may be another: "{other}"' if other else f"no figure is held for {span.other}"
            judged = Judged(ClaimVerdict.UNCHECKED, why)
    fix = (
        word_fix(frame, aim.word) if judged.verdict is ClaimVerdict.CONTRADICTS and not aim.negated else None
    )
    start, end = frame.tokens[aim.first].start, frame.tokens[aim.last].end
    return _claim(frame, ClaimKind.TARGET, start, end, judged, facts.row.id, fix)


def _direction_claim(reading: Reading, told: Told) -> Claim | None:
    frame, facts = reading.frame, reading.facts
    span = span_of(frame, told.first, told.last, facts.row)
    judged = judge_direction(told, span, facts)
    other = other_word(frame, told.first, told.last, reading.words)
    if other:
        judged = Judged(ClaimVerdict.UNCHECKED, f'its subject may be another: "{other}"')
    wrong = judged.verdict is ClaimVerdict.CONTRADICTS and not told.negated
    fix = word_fix(frame, told.word) if wrong else None
    start, end = frame.tokens[told.first].start, frame.tokens[told.last].end
    return _claim(frame, ClaimKind.DIRECTION, start, end, judged, facts.row.id, fix)
