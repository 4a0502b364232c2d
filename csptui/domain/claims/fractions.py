"""Judges fractions: `62 of 473`, `62/473`, `one in five`."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from csptui.domain.claims.claim import ClaimVerdict, Fix
from csptui.domain.claims.mentions import FAR, Hedge
from csptui.domain.claims.verdicts import Judged
from csptui.domain.figure import at_places, fraction_value

if TYPE_CHECKING:
    from csptui.domain.claims.frame import Frame
    from csptui.domain.claims.held import Facts, Value
    from csptui.domain.claims.mentions import Mention
    from csptui.domain.figure import Fraction

HUNDRED = Decimal(100)
_LARGEST_SHARE = 20
_NEAR = Decimal("0.05")


def judge_fraction(one: Mention, facts: Facts, *, past: bool = False) -> tuple[Judged, Fraction | None]:
    """Judge a fraction against those that the row holds, or against its rate; give what mends it.

    A share is of this quarter, unless it is told as one that was (`past`).
    """
    if facts.now is None:
        return Judged(ClaimVerdict.UNCHECKED, "no figure is held for this quarter"), None
    if one.of is None:
        return Judged(ClaimVerdict.UNCHECKED, "the row holds no such number"), None
    held = [value for value in (facts.now, facts.year, facts.quarter) if value is not None]
    for value in held:
        fraction = value.figure.fraction
        if fraction is not None and fraction.denominator == one.of:
            if one.value in {fraction.numerator, fraction.denominator - fraction.numerator}:
                return Judged(ClaimVerdict.FITS, f"{value.text} is {fraction}"), None
            told = Judged(ClaimVerdict.CONTRADICTS, f"the fraction held is {fraction} ({value.text})")
            return told, fraction
    if one.spoken or one.of <= _LARGEST_SHARE:
        return _judge_share(one, held[1:] or held if past else held[:1], facts), None
    for value in held:
        fraction = value.figure.fraction
        if fraction is not None and one.value in {
            fraction.numerator,
            fraction.denominator - fraction.numerator,
        }:
            told = Judged(ClaimVerdict.CONTRADICTS, f"the fraction held is {fraction} ({value.text})")
            return told, fraction
    return _judge_rate(one, one.of, held, facts), None


def is_slip(one: Mention, fraction: Fraction) -> bool:
    """Whether a fraction is the one held but for a single digit, as a typing slip makes it."""
    told = f"{one.value:f}/{one.of or 0:f}"
    held = f"{fraction.numerator}/{fraction.denominator}"
    return len(told) == len(held) and sum(a != b for a, b in zip(told, held, strict=True)) == 1


def _judge_share(one: Mention, held: list[Value], facts: Facts) -> Judged:
    """Judge `one in five` as a share, roughly, of what counts or of the rest."""
    said = one.value / (one.of or Decimal(1)) * HUNDRED
    rates = [rate for value in held if (rate := _rate(value, facts)) is not None]
    if not rates:
        return Judged(ClaimVerdict.UNCHECKED, "the row holds no such share")
    for rate in rates:
        if any(_is_share(one, said, part) for part in (rate, HUNDRED - rate)):
            return Judged(ClaimVerdict.FITS, f"the rate is {facts.now.text if facts.now else ''}")
    return Judged(ClaimVerdict.CONTRADICTS, f"the rate is {facts.now.text if facts.now else ''}")


def _is_share(one: Mention, said: Decimal, part: Decimal) -> bool:
    """Whether a share is told roughly, or on its side of `more than`, `fewer than`."""
    if one.hedge in {Hedge.MOST, Hedge.BELOW}:
        return said / FAR <= part <= said
    if one.hedge in {Hedge.LEAST, Hedge.ABOVE}:
        return said <= part <= said * FAR
    return abs(part - said) <= max(part * _NEAR, Decimal(1))


def _judge_rate(one: Mention, of: Decimal, held: list[Value], facts: Facts) -> Judged:
    said = one.value / of * HUNDRED
    for value in held:
        rate = _rate(value, facts)
        if rate is not None and at_places(said, 1) == at_places(rate, 1):
            return Judged(ClaimVerdict.FITS, f"it makes {value.text}")
    return Judged(ClaimVerdict.UNCHECKED, "the row holds no such fraction")


def _rate(value: Value, facts: Facts) -> Decimal | None:
    if facts.indicator.unit.value != "percent":
        return None
    exact = fraction_value(value.figure, facts.indicator)
    return value.value if exact is None else exact


def fraction_fix(frame: Frame, one: Mention, fraction: Fraction) -> Fix | None:
    """Put the fraction that is held in, with the words between as they are."""
    numbers = [token for token in frame.tokens[one.first : one.last + 1] if token.kind == "n"]
    if len(numbers) != 2:  # noqa: PLR2004 - words are left alone
        return None
    top, bottom = numbers
    between = frame.between(top.end, bottom.start)
    return Fix(top.start, bottom.end, f"{fraction.numerator:,}{between}{fraction.denominator:,}")
