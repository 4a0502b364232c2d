"""Gives the claims of one sentence, in order of place, each with its verdict."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from csptui.domain.claims import lexicon
from csptui.domain.claims.binding import bond_of
from csptui.domain.claims.bond import is_aim
from csptui.domain.claims.claim import Claim, ClaimKind, ClaimVerdict
from csptui.domain.claims.colours import colours, judge_colour
from csptui.domain.claims.directions import Told, directions, is_of_performance
from csptui.domain.claims.fixes import word_fix
from csptui.domain.claims.held import Relation
from csptui.domain.claims.mentions import Form
from csptui.domain.claims.number_claims import KINDS, Reading, claim_at, number_claim, pair_claim
from csptui.domain.claims.pairs import is_pair
from csptui.domain.claims.ranks import ranks
from csptui.domain.claims.relations import sum_of
from csptui.domain.claims.runs import judge_run, run_of
from csptui.domain.claims.significance import judge_significance, significant
from csptui.domain.claims.spans import span_of
from csptui.domain.claims.subject import other_word
from csptui.domain.claims.targets import Aim, aims, judge_aim
from csptui.domain.claims.told import judge_direction
from csptui.domain.claims.verdicts import Judged
from csptui.domain.claims.words import words

if TYPE_CHECKING:
    from csptui.domain.claims.frame import Frame
    from csptui.domain.claims.rooms import Rooms
    from csptui.domain.claims.spans import Span
    from csptui.domain.scorecard import Row

_NEAR, _RUN, _CAUSES_NEAR = 4, 10, 16
_CAUSES = words("cause causes caused reason reasons explanation explanations explained factors because due")
_OF_THE_REPORT = words(
    "indicators measures targets documents reports sections themes priorities tables charts figures rows "
    "reasons causes factors ways things areas comments narratives"
)
_NO_INDICATOR = Judged(ClaimVerdict.UNCHECKED, "no indicator holds it")
_NO_GROUP = Judged(ClaimVerdict.UNCHECKED, "no figures of other areas are held")


def sentence_claims(frame: Frame, before: Frame | None, rooms: Rooms, row: Row | None) -> list[Claim]:
    """Give the claims of a sentence about a row, or about none; `before` is the sentence before it."""
    if not frame.mentions and not any(token.is_word for token in frame.tokens):
        return []
    found = _sums(frame, before, row)
    summed = _places(frame, found)
    if row is None:
        found += _register(frame, summed)
    else:
        found += _claims(Reading(frame, rooms.facts(row), rooms.words(row)), summed)
    return sorted(found, key=lambda claim: (claim.start, claim.end))


def _places(frame: Frame, found: list[Claim]) -> set[int]:
    """Give the first tokens of the mentions that lie in claims already made."""
    return {
        one.first
        for one in frame.mentions
        if one.form is Form.NUMBER
        and any(claim.start <= one.start and one.end <= claim.end for claim in found)
    }


def _sums(frame: Frame, before: Frame | None, row: Row | None) -> list[Claim]:
    found = sum_of(frame, before)
    judged = None if found is None else found.judged()
    if found is None or judged is None:
        return []
    place = found.first.start, found.parts[-1].end
    return [claim_at(frame, ClaimKind.RELATION, place, judged, "" if row is None else row.id)]


def _register(frame: Frame, summed: set[int]) -> list[Claim]:
    """Give the percentages and counts of a sentence about no indicator: they need a source of their own."""
    return [
        claim_at(frame, KINDS[one.form], (one.start, one.end), _NO_INDICATOR, "")
        for one in frame.mentions
        if one.first not in summed
        and not (one.spoken and one.form is Form.NUMBER and frame.low(one.last + 1) in _OF_THE_REPORT)
        and not (one.form is Form.NUMBER and frame.tokens[one.last].low in {"one", "0"})
    ]


def _claims(reading: Reading, summed: set[int]) -> list[Claim]:
    frame = reading.frame
    bound: set[int] = set()
    found = _number_claims(reading, summed, bound)
    told = aims(frame, bound)
    found += [_aim_claim(reading, aim) for aim in told]
    bound |= {at for aim in told for at in range(aim.first, aim.last + 1)}
    found += [_direction_claim(reading, one) for one in directions(frame, bound)]
    ref = reading.facts.row.id
    found += [_colour_claim(reading, first, last) for first, last in colours(frame)]
    for rank in ranks(frame):
        place = frame.tokens[rank.first].start, frame.tokens[rank.last].end
        found.append(claim_at(frame, ClaimKind.RANK, place, _NO_GROUP, ref))
    for at in significant(frame):
        place = frame.tokens[at].start, frame.tokens[at].end
        if not other_word(frame, at, at, reading.words):
            judged = judge_significance(reading.facts)
            found.append(claim_at(frame, ClaimKind.SIGNIFICANCE, place, judged, ref))
    return found


def _colour_claim(reading: Reading, first: int, last: int) -> Claim:
    frame, facts = reading.frame, reading.facts
    judged = judge_colour(frame.low(last), facts)
    other = other_word(frame, first, last, reading.words)
    if other and judged.verdict is ClaimVerdict.CONTRADICTS:
        judged = Judged(ClaimVerdict.UNCHECKED, f'its subject may be another: "{other}"')
    place = frame.tokens[first].start, frame.tokens[last].end
    return claim_at(frame, ClaimKind.TARGET, place, judged, facts.row.id)


def _number_claims(reading: Reading, summed: set[int], bound: set[int]) -> list[Claim]:
    """Give the claims of the numbers; the tokens that they and their words take are put into `bound`."""
    frame = reading.frame
    found: list[Claim] = []
    paired = -1
    for index, one in enumerate(frame.mentions):
        bound.update(range(one.first, one.last + 1))
        if index == paired:
            continue
        bond = bond_of(frame, index, reading.words)
        if bond.word >= 0 and _is_beside(frame, one.first, one.last, bond.word):
            bound.add(bond.word)
        if bond.relations == {Relation.TARGET} and frame.low(bond.word) != "spare":
            bound.update(_aims_near(frame, one.first, one.last))
        if is_pair(frame, index):
            paired = index + 1
            found.append(pair_claim(reading, one, frame.mentions[paired], bond))
            continue
        claim = None if one.first in summed else number_claim(reading, one, bond)
        if claim is not None:
            found.append(claim)
    return found


def _aims_near(frame: Frame, first: int, last: int) -> list[int]:
    """Give the words for the target by a number that is a distance from it, which are no second claim."""
    near = range(max(0, first - 8), min(len(frame.tokens), last + 6))
    piece = frame.piece[first]
    return [at for at in near if frame.piece[at] == piece and is_aim(frame.low(at), frame.low(at + 1))]


def _is_beside(frame: Frame, first: int, last: int, word: int) -> bool:
    """Whether a word of direction stands by its number, so that both are one claim."""
    low, high = (word, first) if word < first else (last, word)
    return high - low <= _NEAR and not any(frame.tokens[at].text[:1] == "," for at in range(low, high))


def _aim_claim(reading: Reading, aim: Aim) -> Claim:
    frame, facts = reading.frame, reading.facts
    judged = judge_aim(aim, facts)
    if judged.verdict is ClaimVerdict.CONTRADICTS:
        other = other_word(frame, aim.first, aim.last, reading.words)
        span = span_of(frame, aim.first, aim.last, facts.row)
        if other or (span.other and "year" not in span.other):
            why = f'its subject may be another: "{other}"' if other else f"no figure is held for {span.other}"
            judged = Judged(ClaimVerdict.UNCHECKED, why)
    fix = (
        word_fix(frame, aim.word) if judged.verdict is ClaimVerdict.CONTRADICTS and not aim.negated else None
    )
    start, end = frame.tokens[aim.first].start, frame.tokens[aim.last].end
    return claim_at(frame, ClaimKind.TARGET, (start, end), judged, facts.row.id, fix)


def _as_performance(told: Told, span: Span, reading: Reading) -> Judged | None:
    """Read `performance is down` as worse, where the number went up; None where that is not so either."""
    meant = {lexicon.UP: lexicon.BETTER, lexicon.DOWN: lexicon.WORSE}.get(told.way)
    if meant is None:
        return None
    judged = judge_direction(replace(told, way=meant), span, reading.facts)
    return None if judged.verdict is ClaimVerdict.CONTRADICTS else judged


def _heads_causes(frame: Frame, at: int) -> bool:
    """Whether a list of causes follows a noun, which would explain the wrong thing if it were turned."""
    near = range(at + 1, min(at + _CAUSES_NEAR, len(frame.tokens)))
    listed = frame.tokens[-1].text[-1] == ":" or any(frame.low(one) in {"these", "following"} for one in near)
    return frame.low(at) in lexicon.NOUNS and listed and any(frame.low(one) in _CAUSES for one in near)


def _direction_claim(reading: Reading, told: Told) -> Claim:
    frame, facts = reading.frame, reading.facts
    span = span_of(frame, told.first, told.last, facts.row)
    run = run_of(frame, told)
    judged = judge_direction(told, span, facts) if run is None else judge_run(run, told, facts)
    if run is None and judged.verdict is ClaimVerdict.CONTRADICTS and is_of_performance(frame, told.word):
        judged = _as_performance(told, span, reading) or judged
    other = other_word(frame, told.first, told.last, reading.words)
    if other:
        judged = Judged(ClaimVerdict.UNCHECKED, f'its subject may be another: "{other}"')
    start = max(frame.starts[frame.piece[told.word]], told.word - _RUN)
    numbered = any(frame.low(at) in {"number", "volume", "volumes"} for at in range(start, told.word))
    counts = numbered or frame.low(told.word) in {"more", "fewer"}
    if counts and facts.indicator.unit.is_percentage and judged.verdict is ClaimVerdict.CONTRADICTS:
        judged = Judged(ClaimVerdict.UNCHECKED, "the sentence counts cases, and the row holds a share")
    wrong = run is None and judged.verdict is ClaimVerdict.CONTRADICTS and not told.negated
    fix = word_fix(frame, told.word) if wrong and not _heads_causes(frame, told.word) else None
    start, end = frame.tokens[told.first].start, frame.tokens[told.last].end
    return claim_at(frame, ClaimKind.DIRECTION, (start, end), judged, facts.row.id, fix)
