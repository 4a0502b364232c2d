"""Which span of time a claim speaks of: since last year, since last quarter, or one that is not held."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from csptui.domain.claims.frame import WINDOW
from csptui.domain.claims.held import Since
from csptui.domain.claims.numerals import word_value
from csptui.domain.claims.passed_over import MONTH_NAMES, years_at
from csptui.domain.claims.words import words
from csptui.domain.quarter import MONTHS

if TYPE_CHECKING:
    from csptui.domain.claims.frame import Frame
    from csptui.domain.scorecard import Row

_DEFINITE = words(
    """
    last this previous prior preceding past the latest current on that a same
    """
)
_TWELVE = "12"
_YEARLY = frozenset(("year-on-year", "annual", "annually", "baseline", "yearly"))
_OTHER_UNITS = words(
    """
    month months week weeks day days fortnight decade decades months' weekend term
    """
)
_MEETINGS = frozenset(("meeting", "meetings", "report", "board", "conference", "event", "review"))
_RECORDS = frozenset(("lowest", "highest", "best", "worst"))
_LAST = frozenset(("last", "previous", "prior", "preceding"))
_SHORT_PIECE = 8
_NUMBERS = ("", "one", "two", "three", "four")
_ORDINALS = ("", "first", "second", "third", "fourth")
_COMPARED = words("than compares comparing more fewer up down compared higher lower against")
_LONG = frozenset(["years", "quarters"])


@dataclass(frozen=True, slots=True)
class Span:
    """What a claim's words say of its time.

    `other` names a time whose figure is not held; `past` tells that the quarter before is named.
    """

    since: frozenset[Since] = frozenset()
    other: str = ""
    past: bool = False


NO_SPAN = Span()


def level_time(frame: Frame, first: int, last: int, row: Row) -> tuple[Since, str]:
    """Read of which time a level is: this quarter's (NONE), last year's, the quarter before's, or another.

    Only the words of its own piece count, or of a short one before it that tells a time alone; and none
    that tell what it is compared with.
    """
    piece = frame.piece[first]
    start = max(frame.starts[piece], first - WINDOW)
    end = min(frame.end_of(frame.piece[last]), last + WINDOW)
    end = next((one for one in range(last + 1, end) if frame.low(one) in _COMPARED), end)
    found = _times(frame, start, end, row)
    before = frame.starts[piece - 1] if piece else start
    if frame.low(before) == "as":
        before = start
    if (
        found is None
        and start - before <= _SHORT_PIECE
        and not any(at in frame.stated for at in range(before, start))
    ):
        found = _times(frame, before, start, row)
    return (Since.NONE, "") if found is None else found


def _times(frame: Frame, at: int, end: int, row: Row) -> tuple[Since, str] | None:
    """Give the first time that is told from a token to another."""
    while at < end:
        year = years_at(frame.tokens, at)
        if year is not None:
            return _level_year(frame, at, year[0], row)
        if _is_last_year(frame, at, row):
            return Since.YEAR, ""
        if _is_quarter_before(frame, at, row):
            return Since.QUARTER, ""
        at += 1
    return None


def _is_last_year(frame: Frame, at: int, row: Row) -> bool:
    low, before, after = frame.low(at), frame.low(at - 1), frame.low(at + 1)
    if low in {"year", "year's"}:
        told = before in _LAST and frame.low(at - 2) not in _COMPARED | {"on"}
        return told or (before in {"the", "a"} and after in {"before", "earlier", "ago", "previously"})
    if low == "months" and before in {_TWELVE, "twelve"}:
        return after in {"ago", "earlier", "before"}
    year, month = row.quarter.first_month
    name = MONTHS[month + 1].casefold()
    return low in {name, name[:3]} and after in {str(year - 1), str(year - 1)[2:]}


def _is_quarter_before(frame: Frame, at: int, row: Row) -> bool:
    low, before, after = frame.low(at), frame.low(at - 1), frame.low(at + 1)
    number = row.quarter.previous().number
    if low in {"quarter", "quarter's"}:
        numbered = after in {str(number), _NUMBERS[number]} or before == _ORDINALS[number]
        return numbered or before in _LAST or after in {"before", "earlier", "ago"}
    if low == "q":
        return after == str(number)
    if low == "months" and before in {"3", "three"}:
        return after in {"ago", "earlier", "before"}
    _, month = row.quarter.first_month
    name = MONTHS[(month - 2) % len(MONTHS)].casefold()
    return low in {name, name[:3]} and before in {"of", "at", "to", "in"} and frame.tokens[at].is_capital


def _level_year(frame: Frame, at: int, first: int, row: Row) -> tuple[Since, str]:
    since: set[Since] = set()
    other = _of_year(frame, at, first, row, since)
    if other or frame.low(at - 1) in {"on", "since", "than"}:
        return Since.NONE, other
    return (Since.NONE if first == row.quarter.year.start else Since.YEAR), ""


def span_of(frame: Frame, first: int, last: int, row: Row) -> Span:
    """Read the words of time round a claim, in its own piece and in those that hang on to it."""
    piece = frame.piece[first]
    start = max(frame.starts[piece], first - WINDOW)
    end = min(frame.end_of(frame.piece[last]), last + WINDOW)
    found = _read(frame, start, end, row)
    if found == NO_SPAN and end < len(frame.tokens) and _hangs_on(frame, end):
        following = frame.piece[end]
        found = _read(frame, end, min(frame.end_of(following), end + WINDOW), row)
    if found == NO_SPAN and piece:
        before = frame.starts[piece - 1]
        opens = frame.low(before if piece == 1 else before + 1)
        if opens in _OPENERS or "when" in {frame.low(start), frame.low(start + 1)}:
            found = _read(frame, max(before, start - WINDOW), start, row)
    return found


_OPENERS = words(
    """
    in over during since for compared against on at within across between throughout
    """
)


def _hangs_on(frame: Frame, end: int) -> bool:
    after = frame.low(end + 1)
    return frame.tokens[end].text[:1] in {",", "("} and (after in _OPENERS or after == "year-on-year")


def _read(frame: Frame, start: int, end: int, row: Row) -> Span:
    since: set[Since] = set()
    other = ""
    at = start
    while at < end:
        year = years_at(frame.tokens, at)
        if year is not None:
            other = other or _of_year(frame, at, year[0], row, since)
            at = year[1]
            continue
        if at not in frame.stated:
            other = _of_word(frame, at, row, since) or other
        at += 1
    if since and other and Since.YEAR in since:
        other = ""
    return Span(frozenset(since), other, _is_past(frame, start, end, row))


def _is_past(frame: Frame, start: int, end: int, row: Row) -> bool:
    """Whether the words name the quarter before: `in Q3`, `last quarter`."""
    before = str(row.quarter.previous().number)
    for at in range(start, end):
        low = frame.low(at)
        if low == "q" and frame.low(at + 1) == before:
            return True
        if low in {"quarter", "quarter's"} and frame.low(at - 1) in {
            "last",
            "previous",
            "prior",
            "preceding",
        }:
            return True
    return False


def _of_year(frame: Frame, at: int, first: int, row: Row, since: set[Since]) -> str:
    held = {row.quarter.year.start - 1}
    for reading in (row.baseline, row.reading):
        if reading.figure.as_at is not None:
            year = reading.figure.as_at.financial_year()
            held |= {reading.figure.as_at.year} if year is None else {year.start}
    if first in {row.quarter.year.start, *held}:
        if first != row.quarter.year.start and frame.low(at - 1) not in {"in", "during"}:
            since.add(Since.YEAR)
        return ""
    target = row.target.applies_to
    if target is not None and (year := target.financial_year()) is not None and year.start == first:
        return ""
    return f"{frame.tokens[at].text}/{frame.tokens[at + 2].text}"


def _of_word(frame: Frame, at: int, row: Row, since: set[Since]) -> str:
    low, before = frame.low(at), frame.low(at - 1)
    if low in {"quarter", "quarter's", "quarter-on-quarter"}:
        return _of_quarter(frame, at, row, since)
    if low == "q" and frame.tokens[at + 1 : at + 2] and frame.tokens[at + 1].kind == "n":
        return _of_number(frame.low(at + 1), f"Q{frame.low(at + 1)}", row, since)
    if low in _YEARLY:
        since.add(Since.YEAR)
        return ""
    if low == "year":
        return _of_one_year(frame, at, since)
    if low in _LONG:
        lead = frame.low(at - 2)
        if any(frame.low(back) in _RECORDS for back in range(max(0, at - 6), at)):
            return ""
        told = before in _DEFINITE or before in {"recent", "several"} or lead in _DEFINITE | _OPENERS
        return f"{before} {low}" if told and before != "young" else ""
    if low in _OTHER_UNITS and low not in frame.units:
        return _of_months(frame, at, since)
    if low in MONTH_NAMES and frame.tokens[at].is_capital and not (low in {"may", "march"} and at == 0):
        return _of_month(frame, at, row, since)
    is_year = before in {"since", "from"} and frame.tokens[at].kind == "n" and at in frame.passed
    return frame.tokens[at].text if is_year else ""


def _of_one_year(frame: Frame, at: int, since: set[Since]) -> str:
    before = frame.low(at - 1)
    if before in _DEFINITE or before == "financial":
        since.add(Since.YEAR)
    elif _is_figure(frame, at - 1) and frame.tokens[at - 1].low != "1":
        return f"{before} years"
    return ""


def _of_months(frame: Frame, at: int, since: set[Since]) -> str:
    before = frame.low(at - 1)
    if before in {_TWELVE, "twelve"}:
        since.add(Since.YEAR)
    elif before in _DEFINITE - {"a"} or word_value(before) is not None or _is_figure(frame, at - 1):
        return f"{before} {frame.low(at)}".strip()
    return ""


def _is_figure(frame: Frame, at: int) -> bool:
    return at >= 0 and frame.tokens[at].kind == "n"


def _of_quarter(frame: Frame, at: int, row: Row, since: set[Since]) -> str:
    before, after = frame.low(at - 1), frame.low(at + 1)
    if (
        before in _DEFINITE
        or frame.low(at) != "quarter"
        or (after == "on" and frame.low(at + 2) == "quarter")
    ):
        if frame.low(at - 2) == "same" or (before == "same" and frame.low(at + 1) in {"last", "of"}):
            since.add(Since.YEAR)
            return ""
        since.add(Since.QUARTER)
        return ""
    ordinals = {"first": "1", "second": "2", "third": "3", "fourth": "4", "final": "4"}
    number = ordinals.get(before) or (after if after in {"1", "2", "3", "4"} else None)
    return "" if number is None else _of_number(number, f"quarter {number}", row, since)


def _of_number(number: str, words: str, row: Row, since: set[Since]) -> str:
    if number in {str(row.quarter.number), str(row.quarter.previous().number)}:
        since.add(Since.QUARTER)
        return ""
    return words


def _of_month(frame: Frame, at: int, row: Row, since: set[Since]) -> str:
    year, month = row.quarter.first_month
    name = MONTHS[month + 1].casefold()
    last_month = frame.low(at) in {name, name[:3]}
    previous = MONTHS[(month - 2) % len(MONTHS)].casefold()
    if frame.low(at) in {previous, previous[:3]} and frame.low(at - 1) in {"of", "at", "to", "from", "since"}:
        since.add(Since.QUARTER)
        return ""
    ended = frame.low(at - 1) == "of" and frame.low(at - 2) in {"end", "close"}
    if last_month and (ended or frame.low(at + 1) in {str(year), str(year)[2:]}):
        return ""
    after = frame.low(at + 1)
    if after in _MEETINGS:
        return ""
    return frame.tokens[at].text + (f" {after}" if _is_figure(frame, at + 1) else "")
