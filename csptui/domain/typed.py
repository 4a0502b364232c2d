"""Reads what an officer types as a figure or a number, or names the character at fault (RULES 2).

Every pattern is linear and the text is bounded, so no input takes long. At most twelve digits stand
before the point and six after it: with those bounds every product that decides a colour is exact in
the 28 digits of the decimal context. Of fifteen digits together a spreadsheet keeps each when it opens
and saves a file, of more it does not.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from csptui.domain.figure import EMPTY, Absence, Figure, Fraction, Status
from csptui.domain.indicator import FractionUse
from csptui.domain.period import Period
from csptui.domain.problem import Fault
from csptui.domain.quarter import FinancialYear

if TYPE_CHECKING:
    from csptui.domain.indicator import Indicator

LONGEST = 64
MOST_DIGITS, MOST_PLACES, MOST_TOGETHER = 12, 6, 15
PERIODS = "Dec 2009, 2008/09, 2009/10 Q4, 1 month to Jan 2010, 2005 cohort or 2009"

_NUMBER = re.compile(r"(?P<sign>[+-]?)(?P<whole>[0-9][0-9,]*)?(?:(?P<point>\.)(?P<decimals>[0-9]*))?")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")
_FRACTION = re.compile(r"(?<![0-9,])([0-9][0-9,]*+) ?/ ?([0-9][0-9,]*+)")
_FULL_YEAR = re.compile(r"[0-9]{4}/[0-9]{2}")
_YEAR_FROM_ZERO = re.compile(r"0[0-9]/[01][0-9]")
_MINUSES = str.maketrans({"\u2212": "-", "\u2013": "-", "\u00a0": " "})
_STATUSES = {status.mark[1]: status for status in Status if status.mark}
_ABSENCES = {absence.value: absence for absence in Absence}


class _RefusedError(Exception):
    """Carries a fault out of the reader; never leaves this module."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.fault = Fault(message, position)


def parse_figure(text: str, indicator: Indicator) -> Figure | Fault:
    """Read a figure typed for an indicator; an empty text is the empty figure."""
    if len(text) > LONGEST:
        return _too_long(text)
    try:
        return _Reader(text.translate(_MINUSES), indicator).figure()
    except _RefusedError as error:
        return error.fault


def parse_number(text: str) -> Decimal | Fault:
    """Read a plain number, such as the edge of a target, by the rules for figures."""
    if len(text) > LONGEST:
        return _too_long(text)
    plain = text.translate(_MINUSES)
    try:
        value, end = _number(plain, 0)
        if end < len(plain):
            raise _unread(plain, end)
    except _RefusedError as error:
        return error.fault
    return value


def parse_whole(text: str) -> int | Fault:
    """Read a count of cases: digits, with or without commas in groups of three."""
    number = parse_number(text.strip())
    if isinstance(number, Fault):
        return number
    if number != number.to_integral_value() or number < 0 or "." in text:
        return Fault("a whole number of cases is needed", 0)
    return int(number)


def name_character(character: str) -> str:
    """Name a character so that an invisible one can be found too."""
    return f'"{character}"' if character.isprintable() and character != " " else f"U+{ord(character):04X}"


def _too_long(text: str) -> Fault:
    return Fault(f"at most {LONGEST} characters are read; this has {len(text):,}", LONGEST)


def _unread(text: str, position: int) -> _RefusedError:
    character = text[position]
    if character.isdecimal() and not character.isascii():
        reason = "only the digits 0 to 9 are read"
    else:
        reason = "it is not part of a figure"
    return _RefusedError(f"{name_character(character)} at character {position + 1}: {reason}", position)


def _number(text: str, start: int) -> tuple[Decimal, int]:
    """Read a number at `start`; give it with the position after it."""
    match = _NUMBER.match(text, start)
    if match is None or (match["whole"] is None and not match["decimals"]):
        if match is not None and match.end() < len(text):
            raise _unread(text, match.end())
        message = "a number is needed here"
        raise _RefusedError(message, start if match is None else match.end())
    whole = _ungrouped(match["whole"] or "0", match.start("whole"))
    decimals = match["decimals"]
    if match["point"] and not decimals:
        message = '"." needs a digit after it'
        raise _RefusedError(message, match.start("point"))
    if len(whole) > MOST_DIGITS:
        message = f"at most {MOST_DIGITS} digits are read before the point"
        raise _RefusedError(message, match.start("whole") + MOST_DIGITS)
    if len(decimals or "") > MOST_PLACES:
        message = f"at most {MOST_PLACES} digits are read after the point"
        raise _RefusedError(message, match.start("decimals") + MOST_PLACES)
    significant = len(whole.lstrip("0"))
    if significant + len(decimals or "") > MOST_TOGETHER:
        message = f"at most {MOST_TOGETHER} digits are read, since a spreadsheet keeps no more"
        raise _RefusedError(message, match.start("decimals") + MOST_TOGETHER - significant)
    value = Decimal(f"{whole}.{decimals}" if decimals else whole)
    # No nought has a sign: a spreadsheet drops it.
    return value.copy_negate() if match["sign"] == "-" and value else value, match.end()


def _ungrouped(whole: str, start: int) -> str:
    if "," in whole and _GROUPED.fullmatch(whole) is None:
        position = start + whole.index(",")
        message = f'"," at character {position + 1}: commas stand before groups of three digits'
        raise _RefusedError(message, position)
    return whole.replace(",", "")


class _Reader:
    """Reads one text from left to right; `at` is the position of the next character."""

    def __init__(self, text: str, indicator: Indicator) -> None:
        self.text = text
        self.indicator = indicator
        self.at = 0

    def figure(self) -> Figure:
        self._spaces()
        if self._ended():
            return EMPTY
        figure = self._first()
        self._spaces()
        while not self._ended():
            figure = self._next_part(figure)
            self._spaces()
        if figure.is_empty:
            message = "a number is needed before its marks"
            raise _RefusedError(message, 0)
        self._suits(figure)
        return figure

    def _ended(self) -> bool:
        return self.at >= len(self.text)

    def _spaces(self) -> None:
        while not self._ended() and self.text[self.at] == " ":
            self.at += 1

    def _first(self) -> Figure:
        if self.text[self.at] == "[":
            return EMPTY
        if (match := _FRACTION.match(self.text, self.at)) is not None:
            self.at = match.end()
            return Figure(fraction=self._fraction(match))
        start = self.at
        value, self.at = _number(self.text, start)
        self._whole_if_count(start)
        self._percent()
        return Figure(value)

    def _whole_if_count(self, start: int) -> None:
        if not self.indicator.unit.counts:
            return
        read = self.text[start : self.at]
        for sign in (".", "-"):
            if sign in read:
                position = start + read.index(sign)
                named = f'"{sign}" at character {position + 1}'
                message = f"{named}: {self.indicator.code} is a count, in whole numbers"
                raise _RefusedError(message, position)

    def _percent(self) -> None:
        position = self.at
        while position < len(self.text) and self.text[position] == " ":
            position += 1
        if position >= len(self.text) or self.text[position] != "%":
            return
        if not self.indicator.unit.is_percentage:
            unit = self.indicator.unit.value
            message = (
                f'"%" at character {position + 1}: {self.indicator.code} is in "{unit}", not in per cent'
            )
            raise _RefusedError(message, position)
        self.at = position + 1

    def _next_part(self, figure: Figure) -> Figure:
        start = self.at
        if self.text[start] == "[":
            return self._mark(figure)
        if self.text[start] == "(":
            end = self.text.find(")", start)
            if end < 0:
                message = '"(" has no ")" after it'
                raise _RefusedError(message, start)
            self.at = end + 1
            return self._bracketed(figure, start + 1, end)
        if self.text[start - 1] not in " )]%":
            raise _unread(self.text, start)
        end = self.text.find("[", start)
        self.at = len(self.text) if end < 0 else end
        return self._bracketed(figure, start, self.at)

    def _mark(self, figure: Figure) -> Figure:
        start = self.at
        letter = self.text[start + 1 : start + 2].lower()
        if self.text[start + 2 : start + 3] != "]" or letter not in _STATUSES | _ABSENCES:
            message = f'"[" at character {start + 1}: marks are [p] [r] [e] and [x] [z] [c]'
            raise _RefusedError(message, start)
        self.at = start + 3
        if letter in _STATUSES and figure.status is Status.FINAL:
            return replace(figure, status=_STATUSES[letter])
        if letter in _ABSENCES and figure.is_empty:
            return replace(figure, absence=_ABSENCES[letter])
        message = f'"[{letter}]" at character {start + 1} contradicts what stands before it'
        raise _RefusedError(message, start)

    def _bracketed(self, figure: Figure, start: int, end: int) -> Figure:
        inner = self.text[start:end].strip(" ")
        match = _FRACTION.fullmatch(inner)
        is_year = _FULL_YEAR.fullmatch(inner) is not None or _YEAR_FROM_ZERO.fullmatch(inner) is not None
        if match is not None and figure.fraction is None and not is_year:
            offset = _FRACTION.search(self.text, start)
            return replace(figure, fraction=self._fraction(offset or match))
        period = Period.parse(inner)
        if period is None:
            at = start + len(self.text[start:end]) - len(self.text[start:end].lstrip(" "))
            first = self.text[at] if at < len(self.text) else ""
            named = f"{name_character(first)} at character {at + 1}: " if first else ""
            message = f"{named}neither a fraction nor a period such as {PERIODS}"
            raise _RefusedError(message, at)
        if figure.as_at is not None:
            message = "a figure is as at one period only"
            raise _RefusedError(message, start)
        return replace(figure, as_at=period)

    def _fraction(self, match: re.Match[str]) -> Fraction:
        if _FULL_YEAR.fullmatch(match[0]) and FinancialYear.parse(match[0]) is not None:
            message = f"{match[0]} is a year: the figure comes before it"
            raise _RefusedError(message, match.start())
        for group in (1, 2):
            if len(match[group]) > 1 and match[group].startswith("0"):
                at = match.start(group)
                message = f'"0" at character {at + 1}: a fraction\'s numbers do not begin with 0'
                raise _RefusedError(message, at)
        if self.indicator.unit.multiplier is None:
            message = f"{self.indicator.code} is a count and takes no fraction"
            raise _RefusedError(message, match.start())
        parts = [_ungrouped(match[group], match.start(group)) for group in (1, 2)]
        for group, part in enumerate(parts, start=1):
            if len(part) > MOST_DIGITS:
                message = f"at most {MOST_DIGITS} digits are read in a fraction"
                raise _RefusedError(message, match.start(group) + MOST_DIGITS)
        if int(parts[1]) == 0:
            message = "the denominator cannot be 0"
            raise _RefusedError(message, match.start(2))
        return Fraction(int(parts[0]), int(parts[1]))

    def _suits(self, figure: Figure) -> None:
        alone = figure.value is None and figure.fraction is not None
        if alone and self.indicator.fraction is FractionUse.SUPPORTING:
            message = f"the fraction does not make {self.indicator.code}'s value: type the value too"
            raise _RefusedError(message, len(self.text))
        if figure.absence is not None and figure.fraction is not None:
            message = f"{figure.absence.mark} says that there is no value, yet a fraction is given"
            raise _RefusedError(message, 0)
