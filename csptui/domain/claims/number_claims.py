"""Makes a claim of each number of a sentence: its bond, its time, its verdict and what mends it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from csptui.domain.claims import lexicon
from csptui.domain.claims.bond import Bond, is_aim
from csptui.domain.claims.claim import Claim, ClaimKind, ClaimVerdict, Fix
from csptui.domain.claims.directions import is_of_performance, opens_earlier
from csptui.domain.claims.fixes import number_fix, word_fix
from csptui.domain.claims.fractions import fraction_fix, is_slip, judge_fraction
from csptui.domain.claims.held import Relation, Role, Since
from csptui.domain.claims.mentions import Form, Mention
from csptui.domain.claims.neutral import NEUTRAL
from csptui.domain.claims.pairs import is_half, judge_pair, pair_fix
from csptui.domain.claims.spans import Span, level_time, span_of
from csptui.domain.claims.subject import other_word
from csptui.domain.claims.verdicts import Judged, judge
from csptui.domain.claims.words import words
from csptui.domain.figure import places_of

if TYPE_CHECKING:
    from csptui.domain.claims.frame import Frame
    from csptui.domain.claims.held import Facts, Held
    from csptui.domain.claims.subject import Vocabulary

KINDS = {
    Form.PERCENT: ClaimKind.PERCENT,
    Form.POINTS: ClaimKind.POINTS,
    Form.FRACTION: ClaimKind.FRACTION,
    Form.NUMBER: ClaimKind.COUNT,
}
_LEAST_BARE = 10
_REACH, _BESIDE, _PIECE = 8, 3, 12
_COMPARING = words("than on since from against compared comparing with over versus")
_ASKED = words("asked required sought promised pledged agreed allowed")
_EXCEPT = frozenset(("excluding", "without", "discounting", "ignoring", "omitting", "adjusting"))


@dataclass(frozen=True, slots=True)
class Reading:
    """One sentence read against one row."""

    frame: Frame
    facts: Facts
    words: Vocabulary


def claim_at(
    frame: Frame, kind: ClaimKind, place: tuple[int, int], judged: Judged, ref: str, fix: Fix | None = None
) -> Claim:
    """Make a claim of the characters at a place."""
    start, end = place
    text = frame.text[start:end]
    return Claim(kind, judged.verdict, start, end, text, frame.sentence.said, judged.reading, ref, fix)


def number_claim(reading: Reading, one: Mention, bond: Bond) -> Claim | None:
    """Give the claim of a number; None where it claims nothing."""
    frame, facts = reading.frame, reading.facts
    bare = bond.relations == {Relation.CHANGE, Relation.TARGET} and bond.word < 0
    if one.form is Form.NUMBER and bare and (one.spoken or one.value < _LEAST_BARE):
        return None
    if bare and one.form in {Form.NUMBER, Form.FRACTION}:
        bond = Bond(frozenset((Relation.LEVEL,)), first=one.first, last=one.last, firm=False)
    if bare and one.form in {Form.PERCENT, Form.POINTS} and facts.indicator.unit.is_percentage:
        bond = replace(bond, relations=frozenset(Relation))
    if bond.relations == {Relation.TARGET} and frame.low(bond.first) == "gap" and _is_gap(facts):
        bond = replace(bond, relations=frozenset((Relation.LEVEL,)), role=Role.OTHER)
    bond, span = _timed(reading, one, bond)
    if one.form is Form.FRACTION:
        return _fraction_claim(reading, one, bond)
    judged = judge(one, replace(bond, things=_counts_things(frame, one, bond)), span, facts)
    judged = _as_performance(reading, one, bond, span, judged)
    judged = _doubted(reading, one, bond, judged)
    fix = None
    if judged.right is not None and not (judged.turned and _is_no_more_than(frame, one)):
        fix = number_fix(frame, one, bond, judged.right, turned=judged.turned)
    end = frame.tokens[bond.word].end if _counts_with_word(one, bond) else one.end
    start = one.start
    if judged.turned and judged.verdict is ClaimVerdict.CONTRADICTS and _is_near_by(frame, one, bond.word):
        start, end = min(start, frame.tokens[bond.word].start), max(end, frame.tokens[bond.word].end)
    return claim_at(frame, KINDS[one.form], (start, end), judged, facts.row.id, fix)


def _timed(reading: Reading, one: Mention, bond: Bond) -> tuple[Bond, Span]:
    """Give a bond with the time that it is of: a level is this quarter's, or that of which it is told."""
    frame, facts = reading.frame, reading.facts
    span = span_of(frame, min(bond.first, one.first), max(bond.last, one.last), facts.row)
    if bond.since is not None:
        span = Span(frozenset((bond.since,)), "", bond.since is Since.QUARTER)
    elif bond.role is Role.TARGET:
        span = Span(span.since)
    elif bond.role is Role.OTHER:
        since, other = level_time(frame, one.first, one.last, facts.row)
        if since is Since.NONE and not span.since:
            other = other or span.other
        bond = replace(bond, role=Role.NOW if since is Since.NONE else Role.BEFORE)
        span = Span(
            frozenset() if since is Since.NONE else frozenset((since,)), other, since is Since.QUARTER
        )
    return bond, span


def _is_no_more_than(frame: Frame, one: Mention) -> bool:
    """Whether the words round a number suit no other: `only 3 more`, `1 additional person`."""
    return one.form is Form.NUMBER and (
        one.value == 1 or frame.low(one.first - 1) in {"only", "just", "merely"}
    )


def _is_gap(facts: Facts) -> bool:
    """Whether what the row measures is itself a gap, so that `the gap of 3.5 points` is its figure."""
    return "gap" in facts.indicator.name.casefold()


def _is_near_by(frame: Frame, one: Mention, word: int) -> bool:
    """Whether the word that is wrong stands by its number: `improved by 8.5%` reads well alone."""
    if word < 0:
        return False
    between = range(one.last + 1, word) if word > one.last else range(word + 1, one.first)
    return len(between) <= _BESIDE and not any(frame.is_boundary(at) for at in between)


def _as_performance(reading: Reading, one: Mention, bond: Bond, span: Span, judged: Judged) -> Judged:
    """Read `performance slipped by 2.7%` as worse, where the number went the other way."""
    meant = {lexicon.UP: lexicon.BETTER, lexicon.DOWN: lexicon.WORSE}.get(bond.way, "")
    if judged.verdict is not ClaimVerdict.CONTRADICTS or not meant or bond.word < 0:
        return judged
    if not is_of_performance(reading.frame, bond.word):
        return judged
    again = judge(one, replace(bond, way=meant), span, reading.facts)
    return judged if again.verdict is ClaimVerdict.CONTRADICTS else again


_NUMBERED = frozenset(("number", "numbers", "count", "counts", "total"))
_MORE = frozenset(("more", "fewer", "additional", "extra"))


def _counts_things(frame: Frame, one: Mention, bond: Bond) -> bool:
    """Whether a change counts things: `3 more sentences`, `six fewer`, `the number sentenced rose by 3`."""
    if one.form is not Form.NUMBER:
        return False
    around = {frame.low(one.last + 1), frame.low(one.last + 2), frame.low(one.first - 1)}
    if around & _MORE:
        return True
    start = frame.starts[frame.piece[one.first]]
    return any(frame.low(at) in _NUMBERED for at in range(max(start, bond.first - _REACH), one.first))


def _counts_with_word(one: Mention, bond: Bond) -> bool:
    """Whether a count says nothing without the word behind it: `1 additional`, `three fewer`."""
    return one.form is Form.NUMBER and bond.word == one.last + 1


def _doubted(reading: Reading, one: Mention, bond: Bond, judged: Judged) -> Judged:
    """Give the verdict, or none where the claim may be of something else."""
    if judged.verdict is ClaimVerdict.FITS:
        if not reading.frame.others:
            return judged
        other = other_word(reading.frame, min(bond.first, one.first), max(bond.last, one.last), reading.words)
        if other.casefold() not in lexicon.OTHERS:
            return judged
        return Judged(ClaimVerdict.UNCHECKED, f'its subject may be another: "{other}"')
    if judged.verdict is ClaimVerdict.UNCHECKED:
        return judged
    sized = judged.turned and judged.right is not None and _is_telling(one, judged.right)
    doubt = doubt_of(reading, one, bond, sized=sized)
    return Judged(ClaimVerdict.UNCHECKED, doubt) if doubt else judged


def _is_telling(one: Mention, right: Held) -> bool:
    """Whether a number is so much the row's own that its subject is hardly another: two digits that agree."""
    close = abs(abs(right.value) - one.value) <= Decimal(5).scaleb(-one.places - 1)
    return close and len(one.value.normalize().as_tuple().digits) > 1 and not one.spoken


def _fraction_claim(reading: Reading, one: Mention, bond: Bond) -> Claim:
    frame, facts = reading.frame, reading.facts
    since, _ = level_time(frame, one.first, one.last, facts.row)
    past = frame.low(one.first - 1) == "from" or since is not Since.NONE
    judged, fraction = judge_fraction(one, facts, past=past)
    fix = None
    if judged.verdict is ClaimVerdict.CONTRADICTS:
        end = min(frame.end_of(frame.piece[one.last]), one.last + 12)
        sized = fraction is not None and is_slip(one, fraction)
        doubt = doubt_of(reading, one, replace(bond, last=end - 1, firm=True), sized=sized)
        if doubt:
            judged = Judged(ClaimVerdict.UNCHECKED, doubt)
        elif fraction is not None:
            fix = fraction_fix(frame, one, fraction)
    return claim_at(frame, ClaimKind.FRACTION, (one.start, one.end), judged, facts.row.id, fix)


def pair_claim(reading: Reading, one: Mention, other: Mention, bond: Bond) -> Claim:
    """Give the claim of two levels that are told together."""
    frame, facts = reading.frame, reading.facts
    whole = replace(bond, last=other.last)
    span = span_of(frame, min(bond.first, one.first), other.last, facts.row)
    judged, kind = judge_pair(one, other, bond.way, span, facts)
    fix = None
    if judged.verdict is ClaimVerdict.CONTRADICTS:
        own = kind is not None and (judged.turned or is_half(one, other, kind))
        doubt = doubt_of(reading, one, whole, sized=own)
        if doubt:
            judged = Judged(ClaimVerdict.UNCHECKED, doubt)
        elif judged.turned:
            fix = word_fix(frame, bond.word)
        elif kind is not None:
            fix = pair_fix(frame, one, other, kind)
    return claim_at(frame, KINDS[one.form], (one.start, other.end), judged, facts.row.id, fix)


def _counts_cases(reading: Reading, one: Mention, bond: Bond) -> bool:
    """Whether it counts cases, `1 fewer`, of which the row holds a rate alone."""
    if one.form is not Form.NUMBER or one.places or reading.words.counts or reading.words.units:
        return False
    now = reading.facts.now
    if bond.relations == {Relation.LEVEL}:
        noun = reading.frame.tokens[one.last + 1 : one.last + 2]
        finer = now is not None and places_of(now.value) > 0
        return finer and bool(noun) and noun[0].is_word and noun[0].low not in NEUTRAL
    per = any(reading.frame.low(at) in {"per", *reading.words.units} for at in range(one.last, one.last + 8))
    return not per and reading.frame.low(bond.word) in {"more", "fewer", "additional", "extra"}


def _part_told(frame: Frame, first: int) -> str:
    """Say of what else the words before a claim tell: of the rest, or of half a year."""
    start = max(frame.starts[frame.piece[first]], first - _PIECE)
    low = [frame.low(at) for at in range(start, first)]
    if "half" in low and low[low.index("half") + 1 :][:3] == ["of", "the", "year"]:
        return "no figure is held for half a year"
    if "not" in low and {"proportion", "percentage", "share", "number", "rate"} & set(
        low[: low.index("not")]
    ):
        return "it is of the rest"
    return ""


def _is_aimed_at(frame: Frame, first: int) -> bool:
    """Whether a change is what a target asks for: `the target is a reduction of 2%`."""
    start = max(frame.starts[frame.piece[first]], first - 8)
    if any(frame.low(at) in _ASKED for at in range(start, first)):
        return True
    piece = frame.piece[first]
    if piece and first - frame.starts[piece] <= _BESIDE and frame.tokens[frame.starts[piece]].low == ",":
        before = range(max(frame.starts[piece - 1], first - _PIECE), frame.starts[piece])
        told = {frame.low(at) for at in before}
        if "set" in told and any(is_aim(frame.low(at), "") for at in before):
            return True
    aim = next((at for at in range(start, first) if is_aim(frame.low(at), frame.low(at + 1))), -1)
    return aim >= 0 and any(frame.low(at) in {"is", "was", "of", "for", "to"} for at in range(aim + 1, first))


def _was_more(reading: Reading, one: Mention, bond: Bond) -> bool:
    """Whether it is the earlier figure that is compared with this one: `a year ago it was 17% higher`."""
    frame = reading.frame
    if frame.low(bond.word) not in lexicon.COMPARATIVES:
        return False
    begun = frame.starts[max(0, frame.piece[one.first] - 1)]
    piece = range(max(begun, one.first - _PIECE), one.last + _PIECE)
    if any(frame.low(at) in _COMPARING for at in piece):
        return False
    was = any(frame.low(at) in {"was", "were"} for at in range(piece.start, one.first))
    return (
        was and level_time(frame, one.first, max(one.last, bond.word), reading.facts.row)[0] is not Since.NONE
    )


def _is_imagined(frame: Frame, one: Mention, bond: Bond) -> bool:
    """Whether it is thought up: `a 2% increase would take it above 15%`."""
    last = max(one.last, bond.last)
    end = min(frame.end_of(frame.piece[last]), last + 9)
    would = any(frame.low(at) in {"would", "could", "might"} for at in range(last + 1, end))
    first = min(one.first, bond.first) - 1
    foreseen = {frame.low(last + step) for step in range(1, 5)}
    if foreseen & lexicon.FORESEEN and foreseen & lexicon.BE:
        would = True
    caused = any(
        frame.low(last + step) in {"due", "explained", "attributed", "because"} for step in range(2, 6)
    )
    return would and not caused and frame.low(first) in {"a", "an", "any", "another", "further", "of", ""}


def doubt_of(reading: Reading, one: Mention, bond: Bond, *, sized: bool = False) -> str:
    """Say why it is doubtful that the sentence claims this of the row; empty where it is not.

    A number that is the row's own (`sized`) leaves little doubt of its subject.
    """
    frame = reading.frame
    if frame.is_question:
        return "the sentence asks"
    if frame.supposed[min(bond.first, one.first)] or _is_imagined(frame, one, bond):
        return "the sentence tells what may be"
    if frame.low(0) in _EXCEPT:
        return "it is told without some cases"
    ago = frame.low(one.last + 3) in {"ago", "earlier"}
    yearly = (
        not ago
        and frame.low(one.last + 1) in {"a", "per", "each", "every"}
        and frame.low(one.last + 2) == "year"
    )
    if yearly or not bond.firm or _counts_cases(reading, one, bond):
        return "the sentence does not say what it is of"
    first, last = min(bond.first, one.first), max(bond.last, one.last)
    if Relation.CHANGE in bond.relations and _is_aimed_at(frame, first):
        return "it is a target"
    part = _part_told(frame, first)
    if part:
        return part
    earlier = opens_earlier(frame, first) or _was_more(reading, one, bond)
    if Relation.CHANGE in bond.relations and earlier:
        return "it is told of an earlier time"
    other = other_word(frame, first, last, reading.words)
    owner = other.replace("’", "'").endswith("'s")
    if sized and not owner and other.casefold() not in lexicon.OTHERS:
        return ""
    return f'its subject may be another: "{other}"' if other else ""
