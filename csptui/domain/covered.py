"""The months or the cohort that a figure really covers, by basis and *as at* (RULES 2, 5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from csptui.domain.indicator import PeriodBasis
from csptui.domain.period import Period, PeriodKind
from csptui.domain.quarter import MONTHS, FinancialYear, Quarter

if TYPE_CHECKING:
    from csptui.domain.figure import Figure

YEAR, QUARTER = 12, 3
"""Months in each."""
_LAST_QUARTER = 4


@dataclass(frozen=True, slots=True)
class Span:
    """A run of whole months, first and last included; a month is its year × 12 + its number from 0."""

    first: int
    last: int

    @classmethod
    def up_to(cls, month: int, length: int) -> Span:
        """Give the span of `length` months that ends with a month."""
        return cls(month - length + 1, month)

    @property
    def length(self) -> int:
        """How many months there are."""
        return self.last - self.first + 1

    @property
    def words(self) -> str:
        """The span in words: `January to March 2009`, `April 2008 to March 2009`, `March 2009`."""
        (first_year, first), (last_year, last) = divmod(self.first, YEAR), divmod(self.last, YEAR)
        end = f"{MONTHS[last]} {last_year}"
        if self.first == self.last:
            return end
        return f"{MONTHS[first]}{'' if first_year == last_year else f' {first_year}'} to {end}"

    def shared(self, other: Span) -> Span | None:
        """Give the months that both spans have, if there are any."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        return Span(first, last) if first <= last else None


@dataclass(frozen=True, slots=True)
class Cohort:
    """A group of people who are followed, known by its year."""

    year: int


@dataclass(frozen=True, slots=True)
class Unknown:
    """A period that cannot be told; `reason` ends a sentence."""

    reason: str


Covered = Span | Cohort | Unknown


def covered(figure: Figure, basis: PeriodBasis, quarter: Quarter) -> Covered:
    """Give what a figure of a quarter covers: its *as at* where it has one, else by the basis.

    A rolling figure as at December 2009 covers January to December 2009. An annual one without an
    *as at* covers the year at its end; in the quarters before, it could be any year.
    """
    if figure.as_at is not None:
        return _stated(figure.as_at, basis)
    end = _end_of(quarter)
    match basis:
        case PeriodBasis.ROLLING:
            return Span.up_to(end, YEAR)
        case PeriodBasis.QUARTER | PeriodBasis.SNAPSHOT:
            return Span.up_to(end, QUARTER)
        case PeriodBasis.ANNUAL:
            if quarter.number == _LAST_QUARTER:
                return Span.up_to(end, YEAR)
            return Unknown(f"the annual figure of {quarter} does not say which year it covers")
        case PeriodBasis.COHORT:
            return Unknown(f"the figure of {quarter} does not say which cohort it follows")


def _end_of(quarter: Quarter) -> int:
    year, month = quarter.first_month
    return year * YEAR + month + 1


def _stated(period: Period, basis: PeriodBasis) -> Covered:
    """Give what an *as at* says: a month or quarter is the end of what the basis covers."""
    year_end = _end_of(Quarter(FinancialYear(period.year), _LAST_QUARTER))
    long = basis in {PeriodBasis.ROLLING, PeriodBasis.ANNUAL}
    match period.kind:
        case PeriodKind.COHORT:
            return Cohort(period.year)
        case PeriodKind.YEAR:
            return Span.up_to(year_end, YEAR)
        case PeriodKind.CALENDAR:
            return Span.up_to(period.year * YEAR + YEAR - 1, YEAR)
        case PeriodKind.QUARTER:
            end = _end_of(Quarter(FinancialYear(period.year), period.part))
            return Span.up_to(end, YEAR if long else QUARTER)
        case PeriodKind.MONTH:
            short = QUARTER if basis is PeriodBasis.QUARTER else 1
            return Span.up_to(period.year * YEAR + period.part - 1, YEAR if long else short)
        case PeriodKind.PART:
            return Span.up_to(period.year * YEAR + period.part - 1, period.months)


_WHOLE = {PeriodBasis.ROLLING: YEAR, PeriodBasis.ANNUAL: YEAR, PeriodBasis.QUARTER: QUARTER}


def part_only(figure: Figure, basis: PeriodBasis, quarter: Quarter) -> str:
    """Say that a figure covers a part of what its basis asks for; empty where it covers the whole.

    A part must not pass for a whole one: it is not rated, and no trend, chart or sum has it.
    """
    if figure.as_at is None or figure.as_at.kind is not PeriodKind.PART:
        return ""
    found, wanted = covered(figure, basis, quarter), _WHOLE.get(basis)
    if wanted is None or not isinstance(found, Span) or found.length >= wanted:
        return ""
    return f"it covers {_months(found)} ({found.words}) of {wanted}"


def no_move(before: Covered, now: Covered, basis: PeriodBasis) -> str:
    """Say why two periods of one indicator make no move from the first to the second; empty where they do.

    A period must come after the other, with none left out between. It may share months with the other only
    on rolling 12 months, where a move is the months that came in against the same months a year ago.
    """
    if isinstance(before, Span) and isinstance(now, Span) and basis is PeriodBasis.ROLLING:
        shared = _shared(before, now) if before == now else ""
    else:
        shared = overlap(before, now)
    if shared or isinstance(before, Unknown) or isinstance(now, Unknown):
        return shared
    if isinstance(before, Span) and isinstance(now, Span):
        return _out_of_step(before, now, basis)
    if isinstance(before, Cohort) and isinstance(now, Cohort) and now.year != before.year + 1:
        return f"the {now.year} cohort does not follow on the {before.year} cohort"
    return ""


def _out_of_step(before: Span, now: Span, basis: PeriodBasis) -> str:
    """Say which months come first, are left out, or are not as many."""
    if now.last <= before.last:
        return f"{now.words} does not come after {before.words}"
    if basis is PeriodBasis.SNAPSHOT:
        return ""
    if now.first > before.last + 1:
        return f"no figure covers {Span(before.last + 1, now.first - 1).words}"
    if before.length != now.length:
        return f"one period is of {_months(before)} and the next of {_months(now)}"
    return ""


def _months(span: Span) -> str:
    return "1 month" if span.length == 1 else f"{span.length} months"


def overlap(before: Covered, now: Covered) -> str:
    """Say why two figures are not of two periods apart; empty where they are."""
    match before, now:
        case (Unknown(reason), _) | (_, Unknown(reason)):
            return reason
        case Cohort(), Cohort():
            return f"both figures follow the {now.year} cohort" if before == now else ""
        case Span(), Span():
            return _shared(before, now)
        case _:
            return "one figure follows a cohort and the other covers a period"


def _shared(before: Span, now: Span) -> str:
    both = before.shared(now)
    if both is None:
        return ""
    if before == now:
        return f"both figures cover the same period ({now.words})"
    return f"the two periods share {_months(both)} ({both.words})"
