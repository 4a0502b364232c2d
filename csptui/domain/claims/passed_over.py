"""Finds the numbers that claim nothing: dates, years, ages, spans of time, codes, pages, money."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.domain.claims.numerals import may_count, word_value
from csptui.domain.claims.words import words
from csptui.domain.quarter import MONTHS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csptui.domain.claims.tokens import Token

MONTH_NAMES = frozenset(name.casefold() for name in MONTHS) | frozenset(
    name[:3].casefold() for name in MONTHS
)
_SURE_MONTHS = MONTH_NAMES - {"may", "march", "mar"}
_BEFORE = words(
    """
    page pages section sections paragraph para chapter appendix annex figure table chart item items note
    notes phase stage level tier band category class grade step strand priority objective theme locality
    zone sector act article schedule regulation version year years aged age ages grade quarter q no
    number ref reference room unit operation project plan option question line point key part wave
    cohort series form week day month
    """
) - {"level", "number", "no", "figure", "point"}
_NAMED_ONLY = words(
    """
    level figure point number no line key part unit
    """
)
"""Before a number these name a thing only when nothing else follows the name: `Level 3`, `number 5`."""
_SPANS = words(
    """
    year years month months week weeks day days hour hours minute minutes quarter quarters yr yrs
    year-old year-olds am pm o'clock weekend weekends night nights nd rd th st year's sessions-long hrs
    mins month-long week-long year-long decade decades fold times occasions generation
    """
)
_CALLED = frozenset(("999", "101", "111", "112"))
_CALLS = words(
    """
    call calls caller callers emergency system line service contact contacts handling operator operators
    """
)
"""A telephone number names the calls to it: `999 calls`."""
_MONEY = frozenset("£$€")
_HYPHENS = frozenset("-‐‑–")
_SMALLEST_YEAR, _LARGEST_YEAR = 1950, 2049
_SHORT_YEAR = 2
_PART_OF = frozenset(
    ["of", "fewer", "more", "less", "lower", "higher", "below", "above", "increase", "decrease", "reduction"]
)
_LONGEST_LIST = 24


def years_at(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """Read a financial year at a token, such as 2009/10 or 09/10: its first year and the index after it."""
    if at + 2 >= len(tokens) or not (tokens[at].is_number and tokens[at + 2].is_number):
        return None
    first, mark, second = tokens[at : at + 3]
    joined = mark.kind == "m" and mark.text in {"/", "-", "–"}
    if not joined or mark.start - first.end > 1 or second.start - mark.end > 1:
        return None
    if not (first.low.isdigit() and second.low.isdigit() and len(first.low) in {2, 4}):
        return None
    if len(second.low) not in {_SHORT_YEAR, len(first.low)}:
        return None
    start = int(first.low) if len(first.low) > _SHORT_YEAR else 2000 + int(first.low)
    follows = (start + 1) % 100 == int(second.low) % 100
    short = len(first.low) == _SHORT_YEAR and (mark.text != "/" or not first.low.startswith(("0", "1", "2")))
    return None if not follows or short or not _is_year(start) else (start, at + 3)


def _is_year(number: int) -> bool:
    return _SMALLEST_YEAR <= number <= _LARGEST_YEAR


def passed_over(tokens: Sequence[Token], units: frozenset[str]) -> set[int]:
    """Give the indexes of the tokens that are numbers in form only; `units` are the row's own of time."""
    found: set[int] = set()
    at = 0
    while at < len(tokens):
        token = tokens[at]
        year = years_at(tokens, at) if token.kind == "n" else None
        if year is not None:
            found.update(range(at, year[1]))
            at = year[1]
            continue
        counts = token.kind == "n" or (
            token.kind == "w" and may_count(token.low) and word_value(token.low) is not None
        )
        if counts and _claims_nothing(tokens, at, found, units):
            found.add(at)
        at += 1
    return found


def _claims_nothing(tokens: Sequence[Token], at: int, found: set[int], units: frozenset[str]) -> bool:
    token = tokens[at]
    before = tokens[at - 1] if at else None
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if after is not None and (after.text.startswith("%") or after.low in {"percent", "percentage"}):
        return False
    if after is not None and after.low == "per" and at + 2 < len(tokens) and tokens[at + 2].low == "cent":
        return False
    if after is not None and after.low in units:
        return False
    return (
        _is_named(before, token, after)
        or _is_hyphened(tokens, at)
        or _is_span(tokens, at)
        or _is_date(before, token, after)
        or _joins_passed(tokens, at, found)
    )


def _is_named(before: Token | None, token: Token, after: Token | None) -> bool:
    if token.low in _CALLED and after is not None and after.low in _CALLS:
        return True
    if before is None:
        return False
    if before.kind == "m" and (before.text[-1] in _MONEY or before.text[-1] in "#{"):
        return True
    if before.low == "per":
        return True
    glued = before.is_word and before.end == token.start
    if glued:
        return True
    if before.low in _NAMED_ONLY:
        return before.is_capital and after is not None and not after.is_word
    return before.is_word and not before.owns and before.low in _BEFORE and not _counts(before, after)


def _is_hyphened(tokens: Sequence[Token], at: int) -> bool:
    """Whether a hyphen makes it part of a name: `COVID-19`, `AUDIT-10`."""
    if at < 2:  # noqa: PLR2004 - a word, a hyphen, a number
        return False
    name, mark, number = tokens[at - 2 : at + 1]
    touching = name.end == mark.start and mark.end == number.start and mark.text in _HYPHENS
    return touching and name.is_word and (name.low == "covid" or (name.text.isupper() and len(name.text) > 1))


def _counts(before: Token, after: Token | None) -> bool:
    """Whether `quarter 62 young people` counts: only a plural of time words may, and never a name."""
    return before.low in {"year", "quarter", "month", "week", "day"} and after is not None and after.is_word


def _is_span(tokens: Sequence[Token], at: int) -> bool:
    """Whether it measures time or age: `12 months`, `10-17 year olds`, `3 year post`, `1st`."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if after is None or _is_no_span(tokens, at):
        return False
    glued = after.kind == "w" and after.start == tokens[at].end
    if glued:
        return after.low not in {"pp", "ppt", "ppts", "pts"}
    joined = after.kind == "m" and after.text in {"-", "–"}
    if joined and at + 2 < len(tokens) and tokens[at + 2].is_word:
        return tokens[at + 2].low in _SPANS
    if joined and at + 2 < len(tokens) and tokens[at + 2].kind == "n":
        # A range of two plain numbers that touch: 10-17, 2009-2010.
        return after.start == tokens[at].end and tokens[at + 2].start == after.end
    if after.low in {"further", "calendar", "consecutive", "successive", "full", "more"}:
        after = tokens[at + 2] if at + 2 < len(tokens) else after
    return after.is_word and after.low in _SPANS


def _is_no_span(tokens: Sequence[Token], at: int) -> bool:
    """Whether `49 times last year` counts, and `three quarters of` is a part."""
    low, beyond = tokens[at + 1].low, tokens[at + 2].low if at + 2 < len(tokens) else ""
    counts = low == "times" and beyond in {"last", "this", "in", "as"}
    return counts or (low in {"quarter", "quarters"} and beyond in _PART_OF)


def _is_date(before: Token | None, token: Token, after: Token | None) -> bool:
    months = {one.low for one in (before, after) if one is not None and one.is_word and one.is_capital}
    if months & MONTH_NAMES and token.kind == "n" and "." not in token.low:
        return not (before is not None and before.low in {"by", "to", "of"} and not months & _SURE_MONTHS)
    return (
        token.kind == "n"
        and "," not in token.text
        and "." not in token.text
        and token.low.isdigit()
        and len(token.low) <= len("2009")
        and _is_year(int(token.low))
    )


def _joins_passed(tokens: Sequence[Token], at: int, found: set[int]) -> bool:
    """Whether it goes on with a list or range of such numbers: `years 6, 8 and 10`, `10-17`, `9:30`."""
    if at < 2 or at - 2 not in found:  # noqa: PLR2004 - a number, a mark or word, a number
        return False
    link = tokens[at - 1]
    if link.text == "," or link.low in {"and", "or"}:
        first = at - 2
        while first - 2 in found and first > at - _LONGEST_LIST and tokens[first - 1].text == ",":
            first -= 2
        if first and tokens[first - 1].low in _BEFORE:
            return True
    tight = link.kind == "m" and link.start == tokens[at - 2].end and link.end == tokens[at].start
    if tight and link.text in {"-", "–", "/", ":", "."}:
        return True
    named = at >= 3 and tokens[at - 3].low in _BEFORE  # noqa: PLR2004 - the name before the range
    glued = tokens[at - 3].end == tokens[at - 2].start if at >= 3 else False  # noqa: PLR2004 - as in `Q3`
    plain = tokens[at].low.isdigit() and not glued
    listed = plain and link.low in {"and", "to", "or"}
    after_year = tokens[at - 2].low.isdigit() and len(tokens[at - 2].low) == len("2009")
    return (named and listed) or (listed and after_year and len(tokens[at].low) == len("2009"))
