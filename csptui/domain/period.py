"""The period that a figure really covers: its *as at* (RULES 2)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from csptui.domain.quarter import EARLIEST, LATEST, MONTHS, FinancialYear, Quarter, full_year

_MONTH_NAMES = {name[:3].lower(): number for number, name in enumerate(MONTHS, start=1)}
_MONTH = re.compile(r"([A-Za-z]{3,9})\.? ([0-9]{4}|[0-9]{2})")
_STORED_MONTH = re.compile(r"M([0-9]{4})-([0-9]{2})", re.IGNORECASE)
_COHORT = re.compile(r"(?:([0-9]{4}) cohort|cohort ([0-9]{4}))", re.IGNORECASE)
_CALENDAR = re.compile(r"(?:CY)?([0-9]{4})", re.IGNORECASE)
_PART = re.compile(r"([0-9]{1,2}) months? to ([A-Za-z]{3,9}\.? (?:[0-9]{4}|[0-9]{2}))", re.IGNORECASE)
_STORED_PART = re.compile(r"(M[0-9]{4}-[0-9]{2})x([0-9]{1,2})", re.IGNORECASE)
_MOST_MONTHS = 11


class PeriodKind(Enum):
    """The kinds of period that a figure can be as at."""

    YEAR = "financial year"
    QUARTER = "quarter"
    MONTH = "month"
    COHORT = "cohort"
    CALENDAR = "calendar year"
    PART = "part of a year"


@dataclass(frozen=True, slots=True)
class Period:
    """A financial year, quarter, month, cohort, calendar year, or a stated number of months.

    `part` is the quarter or month number. A PART is the `months` (1 to 11) that end with its month, as a
    figure covers that came before its period was whole: `1 month to Jan 2024`.
    """

    kind: PeriodKind
    year: int
    part: int = 0
    months: int = 0

    @classmethod
    def of_year(cls, year: FinancialYear) -> Period:
        """Give a whole financial year."""
        return cls(PeriodKind.YEAR, year.start)

    @classmethod
    def of_quarter(cls, quarter: Quarter) -> Period:
        """Give one quarter."""
        return cls(PeriodKind.QUARTER, quarter.year.start, quarter.number)

    @classmethod
    def parse(cls, text: str) -> Period | None:
        """Read a period as people write it (`Dec 2009`, `2007/08`, `2005 cohort`) or as it is stored."""
        text = " ".join(text.split())
        if (quarter := Quarter.parse(text)) is not None:
            return cls.of_quarter(quarter)
        if (year := FinancialYear.parse(text)) is not None:
            return cls.of_year(year)
        return _parse_part(text) or _parse_month(text) or _parse_cohort(text) or _parse_calendar(text)

    def __str__(self) -> str:
        match self.kind:
            case PeriodKind.YEAR:
                return str(FinancialYear(self.year))
            case PeriodKind.QUARTER:
                return str(Quarter(FinancialYear(self.year), self.part))
            case PeriodKind.MONTH:
                return f"{MONTHS[self.part - 1][:3]} {self.year}"
            case PeriodKind.COHORT:
                return f"{self.year} cohort"
            case PeriodKind.CALENDAR:
                return str(self.year)
            case PeriodKind.PART:
                count = "1 month" if self.months == 1 else f"{self.months} months"
                return f"{count} to {MONTHS[self.part - 1][:3]} {self.year}"

    @property
    def stored(self) -> str:
        """The form for files, which no spreadsheet takes for a date (ARCHITECTURE, spreadsheets)."""
        match self.kind:
            case PeriodKind.YEAR:
                return FinancialYear(self.year).stored
            case PeriodKind.QUARTER:
                return str(self)
            case PeriodKind.MONTH:
                return f"M{self.year}-{self.part:02}"
            case PeriodKind.COHORT:
                return f"cohort {self.year}"
            case PeriodKind.CALENDAR:
                return f"CY{self.year}"
            case PeriodKind.PART:
                return f"M{self.year}-{self.part:02}x{self.months}"

    def financial_year(self) -> FinancialYear | None:
        """Give the financial year that the period lies in; None for a cohort or a calendar year."""
        match self.kind:
            case PeriodKind.YEAR | PeriodKind.QUARTER:
                return FinancialYear(self.year)
            case PeriodKind.MONTH | PeriodKind.PART:
                return FinancialYear(self.year - (1 if self.part < 4 else 0))  # noqa: PLR2004 - April
            case PeriodKind.COHORT | PeriodKind.CALENDAR:
                return None


def _in_range(year: int) -> bool:
    return EARLIEST <= year <= LATEST


def _parse_month(text: str) -> Period | None:
    if (match := _STORED_MONTH.fullmatch(text)) is not None:
        year, month = int(match[1]), int(match[2])
        if _in_range(year) and 1 <= month <= len(MONTHS):
            return Period(PeriodKind.MONTH, year, month)
        return None
    if (match := _MONTH.fullmatch(text)) is None:
        return None
    number = _MONTH_NAMES.get(match[1][:3].lower())
    if number is None or not MONTHS[number - 1].lower().startswith(match[1].lower()):
        return None
    year = full_year(match[2])
    return Period(PeriodKind.MONTH, year, number) if _in_range(year) else None


def _parse_part(text: str) -> Period | None:
    if (match := _STORED_PART.fullmatch(text)) is not None:
        end, count = match[1], int(match[2])
    elif (match := _PART.fullmatch(text)) is not None:
        count, end = int(match[1]), match[2]
    else:
        return None
    month = _parse_month(end)
    if month is None or not 1 <= count <= _MOST_MONTHS:
        return None
    return Period(PeriodKind.PART, month.year, month.part, count)


def _parse_cohort(text: str) -> Period | None:
    match = _COHORT.fullmatch(text)
    if match is None or not _in_range(year := int(match[1] or match[2])):
        return None
    return Period(PeriodKind.COHORT, year)


def _parse_calendar(text: str) -> Period | None:
    match = _CALENDAR.fullmatch(text)
    if match is None or not _in_range(year := int(match[1])):
        return None
    return Period(PeriodKind.CALENDAR, year)
