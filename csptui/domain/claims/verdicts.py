"""Holds a bound number against every reading that the row allows, and judges it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from csptui.domain.claims import bond as bonds
from csptui.domain.claims import lexicon
from csptui.domain.claims.claim import ClaimVerdict
from csptui.domain.claims.held import HUNDRED, Measure, Relation, Role, Since, amount
from csptui.domain.claims.mentions import Form, stated_range
from csptui.domain.indicator import Polarity

if TYPE_CHECKING:
    from csptui.domain.claims.bond import Bond
    from csptui.domain.claims.held import Facts, Held
    from csptui.domain.claims.mentions import Mention
    from csptui.domain.claims.spans import Span


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict, its words, and the reading that a fix would put in."""

    verdict: ClaimVerdict
    reading: str
    right: Held | None = None
    turned: bool = False


MOST_PLACES = 6
FAR_MORE = 5
_MEASURES = {
    Form.PERCENT: frozenset((Measure.PERCENT, Measure.POINTS)),
    Form.POINTS: frozenset((Measure.POINTS,)),
    Form.NUMBER: frozenset((Measure.UNITS, Measure.POINTS)),
    Form.FRACTION: frozenset(),
}


def shown_places(one: Mention) -> int:
    """Give the places to which a reading is shown beside a number."""
    return 1 if one.spoken else min(one.places, MOST_PLACES)


def judge(one: Mention, bond: Bond, span: Span, facts: Facts) -> Judged:
    """Judge a number that is bound to a change, a distance or both; or to a level."""
    admitted = [held for held in facts.readings if _admits(one, bond, span, held, facts)]
    missing = _missing(bond, span, facts, admitted)
    if missing:
        return _unchecked(missing)
    low, high = stated_range(one)
    sized = [held for held in admitted if _has_size(held, low, high, one, bond)]
    if bond.relations == {Relation.LEVEL}:
        sized.sort(key=lambda held: abs(abs(held.value) - one.value))
    for held in sized:
        if goes(held, bond.way, facts, one.sign):
            if bond.way and held.relation is Relation.LEVEL and _is_of_a_part(held, facts):
                return _unchecked(facts.no_change)
            return Judged(ClaimVerdict.FITS, held.told(shown_places(one)))
    if partial := _of_a_part(bond, facts):
        return _unchecked(partial)
    if span.other:
        return _unchecked(f"no figure is held for {span.other}")
    for held in admitted:
        if goes(held, bond.way, facts, one.sign) and _may_have_size(held, low, high, bond):
            told = f"{held.told(shown_places(one))} {_interval(held)}"
            return Judged(ClaimVerdict.UNROUNDED, told, held)
    return _contradiction(one, bond, facts, admitted, sized)


def _unchecked(why: str) -> Judged:
    return Judged(ClaimVerdict.UNCHECKED, why)


def _is_of_a_part(held: Held, facts: Facts) -> bool:
    """Whether a level, told with the way it went, is beside a figure of a part of its period."""
    base = {Since.YEAR: facts.year, Since.QUARTER: facts.quarter}.get(held.since)
    return bool(facts.part or (base is not None and base.part))


def _of_a_part(bond: Bond, facts: Facts) -> str:
    """Say which figure that the claim may be measured on is of a part of its period; empty if none is."""
    if Relation.CHANGE in bond.relations:
        return facts.no_change
    return facts.part if Relation.TARGET in bond.relations else ""


def _admits(one: Mention, bond: Bond, span: Span, held: Held, facts: Facts) -> bool:
    if held.relation not in bond.relations:
        return False
    if held.relation is Relation.LEVEL:
        percent = one.form in {Form.PERCENT, Form.POINTS}
        if percent and not facts.indicator.unit.is_percentage:
            return False
        counted = bond.whole and one.form is Form.NUMBER and facts.indicator.unit.is_percentage
        other = held.cases if percent else counted and not held.cases
        return not (other or _is_another_count(one, held, facts)) and _admits_level(bond, span, held)
    if held.measure not in _MEASURES[one.form] and not (
        bond.way == bonds.SHARE and held.measure is Measure.PERCENT
    ):
        return False
    if bond.things and held.measure is Measure.POINTS and one.form is Form.NUMBER:
        return False
    if held.relation is Relation.CHANGE and span.since:
        return held.since in span.since
    return True


def _is_another_count(one: Mention, held: Held, facts: Facts) -> bool:
    """Whether a whole number is far more than a rate: it counts things that the row does not hold."""
    whole = one.form is Form.NUMBER and one.places == 0 and not facts.indicator.unit.counts
    return whole and not held.cases and one.value > FAR_MORE * max(abs(held.value), Decimal(1))


def _admits_level(bond: Bond, span: Span, held: Held) -> bool:
    if held.role is Role.REST:
        return bond.rest and (held.since is Since.NONE) is (bond.role is not Role.BEFORE)
    if bond.role in {None, Role.OTHER}:
        return bond.role is None or held.role is not Role.TARGET
    if held.role is not bond.role:
        return False
    return not (bond.role is Role.BEFORE and span.since and held.since not in span.since)


def _missing(bond: Bond, span: Span, facts: Facts, admitted: list[Held]) -> str:
    """Say which figure is not held that the claim is of; empty where there is one."""
    if bond.elsewhere:
        return f"{bond.elsewhere} {'are' if bond.elsewhere.endswith('s') else 'is'} not held"
    if facts.now is None:
        return "no figure is held for this quarter"
    change = Relation.CHANGE in bond.relations
    on_quarter = change and span.since == {Since.QUARTER}
    in_quarter = bond.role is Role.BEFORE and span.past
    if facts.quarter is None and (on_quarter or in_quarter):
        return facts.missing_quarter
    if admitted:
        return ""
    if partial := _of_a_part(bond, facts):
        return partial
    if change and facts.year is None and facts.quarter is None:
        return facts.missing_year
    if bond.relations == {Relation.TARGET} and facts.limit is None:
        return "there is no target"
    return "the row holds no such number"


def _has_size(held: Held, low: Decimal, high: Decimal, one: Mention, bond: Bond) -> bool:
    if bond.way == bonds.SHARE:
        return low <= held.value + HUNDRED <= high
    if held.relation is Relation.LEVEL:
        signed = -one.value if one.sign < 0 else one.value
        shift = signed - one.value
        return low + shift <= held.value <= high + shift or (one.sign == 0 and low <= -held.value <= high)
    if bond.way == bonds.WITHIN:
        return abs(held.value) <= max(one.value, low)
    return low <= abs(held.value) <= high


def _may_have_size(held: Held, low: Decimal, high: Decimal, bond: Bond) -> bool:
    if held.low == held.high or bond.way in {bonds.SHARE, bonds.WITHIN} or held.relation is Relation.LEVEL:
        return False
    if held.value < 0:
        return low <= -held.low and -held.high <= high
    return low <= held.high and held.low <= high


def goes(held: Held, way: str, facts: Facts, sign: int = 0) -> bool:
    """Whether a reading goes the way that the words, or a sign, say."""
    value = held.value
    if held.relation is Relation.LEVEL:
        return not way or _pair_goes(way, facts, held.since)
    if sign and not way and (value > 0) != (sign > 0) and value:
        return False
    polarity = facts.indicator.polarity
    match way:
        case lexicon.UP | lexicon.DOWN:
            rose = value > 0
            if polarity is Polarity.ZERO and held.relation is Relation.CHANGE and value:
                grew = _size_grew(held, facts)
                return rose is (way == lexicon.UP) or grew is (way == lexicon.UP)
            return value != 0 and rose is (way == lexicon.UP)
        case lexicon.BETTER | lexicon.WORSE:
            if value == 0 and held.relation is Relation.CHANGE:
                return False
            judged = _is_better(held, facts)
            return judged is None or judged is (way == lexicon.BETTER)
        case bonds.EXCEED:
            return polarity is not Polarity.HIGHER or value > 0
        case bonds.WITHIN | bonds.SHARE | "":
            return True
    return True


def _size_grew(held: Held, facts: Facts) -> bool | None:
    base = facts.year if held.since is Since.YEAR else facts.quarter
    return None if base is None or facts.now is None else abs(facts.now.value) > abs(base.value)


def _is_better(held: Held, facts: Facts) -> bool | None:
    if held.relation is Relation.TARGET:
        edge = facts.row.target.edge
        return None if edge is None else (held.value < 0) is edge.comparison.is_upper
    polarity = facts.indicator.polarity
    if polarity is Polarity.NONE or held.value == 0:
        return None
    if polarity is Polarity.ZERO:
        grew = _size_grew(held, facts)
        return None if grew is None else not grew
    return (held.value > 0) is (polarity is Polarity.HIGHER)


def _pair_goes(way: str, facts: Facts, since: Since) -> bool:
    """Whether some change of the row goes a way; that on an earlier level where one is told."""
    moves = [one for one in facts.readings if one.relation is Relation.CHANGE and one.prime]
    moves = [one for one in moves if since in {Since.NONE, one.since}]
    return not moves or any(goes(one, way, facts) for one in moves)


def _interval(held: Held) -> str:
    measure = held.measure
    places = 2 if measure is not Measure.UNITS else held.places + 1
    ends = sorted((held.low, held.high), key=abs)
    low, high = (amount(abs(end), measure, places, signed=False) for end in ends)
    return f"({low} to {high} with rounding)"


def _contradiction(one: Mention, bond: Bond, facts: Facts, admitted: list[Held], sized: list[Held]) -> Judged:
    if sized and sized[0].relation is Relation.LEVEL:
        moved = next(held for held in facts.readings if held.relation is Relation.CHANGE)
        return Judged(ClaimVerdict.CONTRADICTS, moved.told(), sized[0], turned=True)
    if sized:
        opposite = {lexicon.BETTER: ": worse", lexicon.WORSE: ": better"}.get(bond.way, "")
        told = sized[0].told(shown_places(one))
        if sized[0].relation is Relation.CHANGE:
            told += opposite
        return Judged(ClaimVerdict.CONTRADICTS, told, sized[0], turned=True)
    right = _right(one, bond, facts, admitted)
    if right.relation is Relation.LEVEL:
        return Judged(ClaimVerdict.CONTRADICTS, right.told(), right)
    words = _prime_words(one, facts, right, admitted)
    near = _forbidden(one, bond, facts)
    turned = not goes(right, bond.way, facts, one.sign)
    return Judged(ClaimVerdict.CONTRADICTS, f"{words}{near}", right, turned)


def _right(one: Mention, bond: Bond, facts: Facts, admitted: list[Held]) -> Held:
    """Give the reading that the writer most likely meant: of the right way, printed, and nearest."""

    def order(held: Held) -> tuple[bool, bool, bool, Decimal]:
        wrong = not goes(held, bond.way, facts, one.sign)
        first = one.form is Form.PERCENT and held.measure is not Measure.PERCENT
        counted = one.form is Form.NUMBER and one.places == 0 and facts.now is not None
        if counted and facts.now is not None and facts.now.figure.fraction is not None:
            return (held.measure is not Measure.UNITS, False, wrong, abs(abs(held.value) - one.value))
        return (wrong, not held.prime, first, abs(abs(held.value) - one.value))

    return min(admitted, key=order)


def _prime_words(one: Mention, facts: Facts, right: Held, admitted: list[Held]) -> str:
    """Say the reading, with the same change in points or per cent behind it."""
    words = right.told(shown_places(one))
    for held in facts.readings:
        same = held.relation is right.relation and held.what == right.what and held.on == right.on
        if same and held.measure is not right.measure and held.prime and held in admitted:
            number = amount(held.value, held.measure, max(shown_places(one), held.places))
            main = amount(right.value, right.measure, max(shown_places(one), right.places))
            return words.replace(main, f"{main}, {number}", 1) if main in words else words
    return words


def _forbidden(one: Mention, bond: Bond, facts: Facts) -> str:
    """Say which reading would have the number if the words did not rule it out (NI 43: its gap to target)."""
    low, high = stated_range(one)
    for held in facts.readings:
        if held.relation in bond.relations or held.relation is Relation.LEVEL or not held.prime:
            continue
        if held.measure in _MEASURES[one.form] and low <= abs(held.value) <= high:
            number = amount(abs(held.value), held.measure, max(shown_places(one), held.places), signed=False)
            if held.relation is Relation.TARGET:
                word = lexicon_noun(bond.way)
                return (
                    f"; {number} is its distance from the target of {facts.target_text}, which is no {word}"
                )
            return f"; {number} is its change{held.on}, not its distance from the target"
    return ""


def lexicon_noun(way: str) -> str:
    """Name a way as a noun."""
    return {
        lexicon.UP: "increase",
        lexicon.DOWN: "decrease",
        lexicon.BETTER: "improvement",
        lexicon.WORSE: "deterioration",
    }.get(way, "change")
