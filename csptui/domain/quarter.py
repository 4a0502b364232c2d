"""Financial years (April to March) and their quarters (RULES 1)."""

from __future__ import annotations

import re
from dataclasses import dataclass

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_YEAR = re.compile(r"(?:FY)?((?:[0-9]{2})?[0-9]{2})[/-]([0-9]{2})", re.IGNORECASE)
_QUARTER = re.compile(r"(?P<year>[0-9]{2,4}[/-][0-9]{2})[ -]?Q(?P<number>[1-4])", re.IGNORECASE)
_FIRST_MONTH = {1: 4, 2: 7, 3: 10, 4: 1}
_LAST = 4
EARLIEST, LATEST = 1950, 2089
_SHORT, _PIVOT = 2, 50


def full_year(text: str) -> int:
    """Give the year of a two- or four-digit text; two digits from 50 up are 19xx."""
    number = int(text)
    if len(text) > _SHORT:
        return number
    return number + (1900 if number >= _PIVOT else 2000)


@dataclass(frozen=True, slots=True, order=True)
class FinancialYear:
    """The twelve months from April of `start` (1950 to 2089)."""

    start: int

    @classmethod
    def parse(cls, text: str) -> FinancialYear | None:
        """Read `2009/10`, `09/10`, `2009-10` or `FY2009/10`; None if the years do not follow on."""
        match = _YEAR.fullmatch(text.strip())
        if match is None:
            return None
        start = full_year(match[1])
        if not EARLIEST <= start <= LATEST or int(match[2]) != (start + 1) % 100:
            return None
        return cls(start)

    def __str__(self) -> str:
        return f"{self.start}/{(self.start + 1) % 100:02}"

    @property
    def short(self) -> str:
        """The year as column headings have it: `09/10`."""
        return str(self)[2:]

    @property
    def stored(self) -> str:
        """The form that a spreadsheet does not take for a date: `FY2009/10`."""
        return f"FY{self}"

    def previous(self) -> FinancialYear:
        """Give the year before."""
        return FinancialYear(self.start - 1)

    def next(self) -> FinancialYear:
        """Give the year after."""
        return FinancialYear(self.start + 1)


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """Three months of a financial year; number 1 is April to June, 4 is January to March."""

    year: FinancialYear
    number: int

    @classmethod
    def parse(cls, text: str) -> Quarter | None:
        """Read `2009-10-Q4`, `2009/10 Q4` or `09/10 Q4`, in any case; None for anything else."""
        match = _QUARTER.fullmatch(text.strip())
        if match is None:
            return None
        year = FinancialYear.parse(match["year"])
        return None if year is None else cls(year, int(match["number"]))

    def __str__(self) -> str:
        return f"{self.year} Q{self.number}"

    @property
    def short(self) -> str:
        """The quarter for narrow screens: `09/10 Q4`."""
        return f"{self.year.short} Q{self.number}"

    @property
    def folder(self) -> str:
        """The name of the quarter's folder: `2009-10-Q4`."""
        return f"{str(self.year).replace('/', '-')}-Q{self.number}"

    @property
    def first_month(self) -> tuple[int, int]:
        """The calendar year and month (1 to 12) that the quarter starts in."""
        month = _FIRST_MONTH[self.number]
        return (self.year.start + (1 if month == 1 else 0), month)

    @property
    def months(self) -> str:
        """The quarter in words: `January–March 2010`."""
        year, month = self.first_month
        return f"{MONTHS[month - 1]}–{MONTHS[month + 1]} {year}"

    def previous(self) -> Quarter:
        """Give the quarter before."""
        if self.number == 1:
            return Quarter(self.year.previous(), 4)
        return Quarter(self.year, self.number - 1)

    def next(self) -> Quarter:
        """Give the quarter after."""
        if self.number == _LAST:
            return Quarter(self.year.next(), 1)
        return Quarter(self.year, self.number + 1)

    def follows(self, other: Quarter) -> bool:
        """Whether it is the quarter just after another; the same as `other.next() == self`, and faster."""
        years = self.year.start - other.year.start
        return years * _LAST + self.number - other.number == 1

    def baseline(self) -> Quarter:
        """Give the quarter that holds last year's actual: the year-end of the year before (RULES 5)."""
        return Quarter(self.year.previous(), 4)
