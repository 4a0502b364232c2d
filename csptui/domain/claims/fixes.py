"""What to put in the place of a number, or of a word of direction, so that the claim fits."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from csptui.domain.claims import bond as bonds
from csptui.domain.claims import lexicon
from csptui.domain.claims.claim import Fix
from csptui.domain.claims.held import HUNDRED, Measure, Relation
from csptui.domain.claims.mentions import Form
from csptui.domain.claims.numerals import MOST_SPELT, spelt
from csptui.domain.figure import at_places, digits, places_of

if TYPE_CHECKING:
    from csptui.domain.claims.bond import Bond
    from csptui.domain.claims.frame import Frame
    from csptui.domain.claims.held import Held
    from csptui.domain.claims.mentions import Mention
    from csptui.domain.claims.tokens import Token

_MOST_PLACES = 4


def number_fix(frame: Frame, one: Mention, bond: Bond, right: Held, *, turned: bool) -> Fix | None:
    """Put the reading's number in; with its word of direction where that is wrong too."""
    low_fits = turned and _same_size(one, right)
    word = word_fix(frame, bond.word) if turned and bond.word >= 0 else None
    if turned and word is None:
        return None
    if low_fits:
        return word
    number = _number(frame, one, right, bond)
    if number is None:
        return None
    return number if word is None else _joined(frame, number, word)


def _same_size(one: Mention, right: Held) -> bool:
    half = Decimal(5).scaleb(-one.places - 1)
    return abs(abs(right.value) - one.value) <= half


def _number(frame: Frame, one: Mention, right: Held, bond: Bond) -> Fix | None:
    value = abs(right.value)
    if bond.way == bonds.SHARE:
        value = right.value + HUNDRED
    if one.verb or one.form is Form.FRACTION:
        return None
    tokens = frame.tokens
    start, end = one.start, tokens[one.last].end
    level = right.relation is Relation.LEVEL
    if one.spoken and one.form is Form.PERCENT and not tokens[one.last].low.startswith(("%", "per", "cent")):
        return Fix(start, end, f"{digits(_shortest(value, 1))}%")
    unit_at = tokens[one.last].start
    core_end = _core_end(frame, one)
    text = _written(one, value, right)
    if right.measure is Measure.POINTS and one.form is Form.PERCENT and not level:
        return Fix(start, end, f"{text} points")
    if level and right.value < 0 and one.sign == 0:
        text = f"-{text}"
    if one.sign and not level:
        text = ("-" if right.value < 0 else "+") + text
    elif one.sign and level:
        text = ("-" if right.value < 0 else "+" if one.sign > 0 else "") + text
    del unit_at
    return Fix(start, core_end, _cased(tokens[_core_first(frame, one)], text))


def _core_first(frame: Frame, one: Mention) -> int:
    return next(at for at in range(one.first, one.last + 1) if frame.tokens[at].end > one.start)


def _core_end(frame: Frame, one: Mention) -> int:
    """Give where the number itself ends, before its unit."""
    if one.form is Form.NUMBER:
        return frame.tokens[one.last].end
    at = _core_first(frame, one)
    if not one.spoken:
        return frame.tokens[at].end
    while at < one.last and not frame.tokens[at + 1].low.startswith(("%", "per", "point", "pp", "pt")):
        at += 1
    return frame.tokens[at].end


def _written(one: Mention, value: Decimal, right: Held) -> str:
    if right.measure is Measure.LEVEL:
        places = max(places_of(right.value), 0)
        return _spelt_or_digits(one, value, places if value == value.to_integral_value() else min(places, 6))
    places = one.places if value != value.to_integral_value() or one.places else 0
    while at_places(value, places) == 0 and value and places < _MOST_PLACES:
        places += 1
    if right.measure is Measure.UNITS and one.places == 0:
        places = max(places, min(right.places, places_of(value)))
    return _spelt_or_digits(one, value, places)


def _spelt_or_digits(one: Mention, value: Decimal, places: int) -> str:
    whole = at_places(value, places)
    if one.spoken and whole == whole.to_integral_value() and whole <= MOST_SPELT:
        return spelt(int(whole.quantize(Decimal(1), rounding=ROUND_HALF_UP)))
    return digits(value, places)


def _shortest(value: Decimal, places: int) -> Decimal:
    return at_places(value, places)


def _cased(token: Token, text: str) -> str:
    return text[:1].upper() + text[1:] if token.is_word and token.is_capital else text


def word_fix(frame: Frame, at: int) -> Fix | None:
    """Turn a word of direction, with the article before it."""
    if not 0 <= at < len(frame.tokens):
        return None
    token = frame.tokens[at]
    word = lexicon.TURNED.get(token.low)
    if word is None:
        return None
    word = _cased(token, word)
    before = frame.tokens[at - 1] if at else None
    if before is not None and before.low in {"a", "an"}:
        article = "an" if word[:1].casefold() in "aeiou" else "a"
        article = article.capitalize() if before.is_capital else article
        gap = " " * (token.start - before.end)
        return Fix(before.start, token.end, f"{article}{gap}{word}")
    return Fix(token.start, token.end, word)


def _joined(frame: Frame, number: Fix, word: Fix) -> Fix | None:
    """Make one fix of two that lie near each other, with the words between as they are."""
    first, last = sorted((number, word), key=lambda fix: fix.start)
    if first.end > last.start:
        return None
    offset = frame.tokens[0].start
    del offset
    between = frame.between(first.end, last.start)
    return Fix(first.start, last.end, f"{first.text}{between}{last.text}")
