"""Pairs of levels: `from 475 to 188`, `between 35 and 36`, judged as one claim."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from csptui.domain.claims import lexicon
from csptui.domain.claims.claim import ClaimVerdict, Fix
from csptui.domain.claims.held import Since
from csptui.domain.claims.mentions import Form, Mention, stated_range
from csptui.domain.claims.verdicts import Judged
from csptui.domain.figure import digits, places_of
from csptui.domain.indicator import Polarity

if TYPE_CHECKING:
    from csptui.domain.claims.frame import Frame
    from csptui.domain.claims.held import Facts, Value
    from csptui.domain.claims.spans import Span

_REACH = 12


@dataclass(frozen=True, slots=True)
class Series:
    """Two values of one kind in two periods: of the rate, of its numerator or of its denominator."""

    before: Decimal
    now: Decimal
    before_text: str
    now_text: str
    on: str

    @property
    def words(self) -> str:
        """Say both, and which way it went."""
        if self.now == self.before:
            return f"it stayed at {self.now_text}"
        return f"it {'rose' if self.now > self.before else 'fell'} from {self.before_text} to {self.now_text}"


def is_pair(frame: Frame, index: int) -> bool:
    """Whether a mention and the next one are two levels: `from A to B`, `between A and B`."""
    if index + 1 >= len(frame.mentions):
        return False
    one, other = frame.mentions[index], frame.mentions[index + 1]
    if frame.low(one.first - 1) not in {"from", "between"} or other.first - one.last > _REACH:
        return False
    if Form.FRACTION in {one.form, other.form}:
        return False
    return frame.low(other.first - 1) in {"to", "and"} or (
        frame.low(other.first - 1) in {"just", "only", "currently"} and frame.low(other.first - 2) == "to"
    )


def series(facts: Facts, span: Span) -> list[Series]:
    """Give every pair that the row holds."""
    found = []
    if facts.now is None:
        return []
    for since, base in facts.bases():
        if span.since and since not in span.since:
            continue
        found.append(Series(base.value, facts.now.value, base.text, facts.now.text, base.label))
        found += _parts(base, facts.now)
    return found


def _parts(base: Value, now: Value) -> list[Series]:
    first, last = base.figure.fraction, now.figure.fraction
    if first is None or last is None:
        return []
    tops, bottoms = (first.numerator, last.numerator), (first.denominator, last.denominator)
    return [Series(Decimal(a), Decimal(b), f"{a:,}", f"{b:,}", base.label) for a, b in (tops, bottoms)]


def judge_pair(
    one: Mention, other: Mention, way: str, span: Span, facts: Facts
) -> tuple[Judged, Series | None]:
    """Judge two levels together; give the series that they are nearest to as well."""
    if facts.now is None:
        return Judged(ClaimVerdict.UNCHECKED, "no figure is held for this quarter"), None
    held = series(facts, span)
    if span.since == {Since.QUARTER} and facts.quarter is None:
        return Judged(ClaimVerdict.UNCHECKED, facts.missing_quarter), None
    if not held:
        wanting = facts.no_change or facts.missing_year
        return Judged(ClaimVerdict.UNCHECKED, wanting), None
    for kind in held:
        if _is_near(one, kind.before) and _is_near(other, kind.now):
            if _goes(kind, way, facts):
                return Judged(ClaimVerdict.FITS, f"{kind.words} {kind.on}".strip()), kind
            return Judged(ClaimVerdict.CONTRADICTS, kind.words, turned=True), kind
    if span.other or facts.no_change:
        wanting = facts.no_change or f"no figure is held for {span.other}"
        return Judged(ClaimVerdict.UNCHECKED, wanting), None
    near = min(held, key=lambda kind: _distance(kind, one, other))
    words = near.words
    if near is not held[0]:
        words = f"{words} (of {held[0].now_text}; {held[0].before_text} before)"
    return Judged(ClaimVerdict.CONTRADICTS, words), near


def _is_near(one: Mention, value: Decimal) -> bool:
    low, high = stated_range(one)
    return (
        low <= value <= high
        or (one.sign < 0 and low <= -value <= high)
        or (one.sign == 0 and low <= -value <= high)
    )


def is_half(one: Mention, other: Mention, kind: Series) -> bool:
    """Whether one of two levels is held, or both are told the wrong way round."""
    told = {_is_near(one, kind.before), _is_near(other, kind.now)}
    return True in told or (_is_near(one, kind.now) and _is_near(other, kind.before))


def _goes(kind: Series, way: str, facts: Facts) -> bool:
    moved = kind.now - kind.before
    if facts.indicator.polarity is Polarity.ZERO:
        moved = abs(kind.now) - abs(kind.before)
        if way in {lexicon.BETTER, lexicon.WORSE}:
            return moved != 0 and (moved < 0) is (way == lexicon.BETTER)
    if way in {lexicon.UP, lexicon.DOWN}:
        return moved != 0 and (moved > 0) is (way == lexicon.UP)
    if way in {lexicon.BETTER, lexicon.WORSE}:
        polarity = facts.indicator.polarity.value
        if polarity in {"none", "zero"}:
            return True
        return moved != 0 and ((moved > 0) is (polarity == "higher")) is (way == lexicon.BETTER)
    return True


def _distance(kind: Series, one: Mention, other: Mention) -> Decimal:
    parts = ((kind.before, one.value), (kind.now, other.value))
    return sum((abs(abs(held) - said) / (abs(held) + said + 1) for held, said in parts), Decimal(0))


def pair_fix(frame: Frame, one: Mention, other: Mention, kind: Series) -> Fix:
    """Put both values in, with the words between as they are."""
    between = frame.between(one.end, other.start)
    units = "%" if "%" in frame.between(one.start, one.end) else ""
    last = "%" if "%" in frame.between(other.start, other.end) else ""
    first_text, last_text = (_number(value, mark) for value, mark in ((kind.before, units), (kind.now, last)))
    return Fix(one.start, other.end, f"{first_text}{between}{last_text}")


def _number(value: Decimal, mark: str) -> str:
    return f"{digits(value, places_of(value) if places_of(value) <= 6 else 2)}{mark}"  # noqa: PLR2004 - a rate in full
