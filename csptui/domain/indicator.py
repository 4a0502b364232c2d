"""What is measured: themes, their sections and indicators (RULES 1)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from csptui.domain.quarter import Quarter


class Polarity(Enum):
    """Which way is better."""

    LOWER = "lower"
    HIGHER = "higher"
    ZERO = "zero"
    NONE = "none"


class Unit(Enum):
    """What a value is measured in; the value of a member is its word in the files."""

    COUNT = "count"
    NUMBER = "number"
    PERCENT = "percent"
    POINTS = "points"
    RATIO = "ratio"
    SCORE = "score"
    PER_1000 = "per 1,000"
    PER_10000 = "per 10,000"
    PER_100000 = "per 100,000"
    PER_MILLION = "per million"
    DAYS = "days"
    POUNDS = "pounds"

    @property
    def is_percentage(self) -> bool:
        """Whether a difference between two values is in percentage points."""
        return self in {Unit.PERCENT, Unit.POINTS}

    @property
    def suffix(self) -> str:
        """What follows the digits wherever the value is shown."""
        return "%" if self.is_percentage else ""

    @property
    def counts(self) -> bool:
        """Whether a value is a whole number of cases, which rounding cannot blur."""
        return self is Unit.COUNT

    @property
    def multiplier(self) -> int | None:
        """What numerator over denominator is multiplied by; None where a fraction makes no value."""
        return _MULTIPLIERS.get(self)


_MULTIPLIERS = {
    Unit.PERCENT: 100,
    Unit.POINTS: 100,
    Unit.RATIO: 1,
    Unit.NUMBER: 1,
    Unit.SCORE: 1,
    Unit.PER_1000: 1_000,
    Unit.PER_10000: 10_000,
    Unit.PER_100000: 100_000,
    Unit.PER_MILLION: 1_000_000,
    Unit.DAYS: 1,
    Unit.POUNDS: 1,
}


_PER_THOUSAND = 1_000


class PeriodBasis(Enum):
    """What stretch of time one value covers; the report's default is a rolling 12 months (note 1)."""

    ROLLING = "rolling"
    ANNUAL = "annual"
    QUARTER = "quarter"
    SNAPSHOT = "snapshot"
    COHORT = "cohort"

    @property
    def is_yearly(self) -> bool:
        """Whether there is one figure a year, which is due in the last quarter."""
        return self in {PeriodBasis.ANNUAL, PeriodBasis.COHORT}

    @property
    def words(self) -> str:
        """The basis as a reader is told it."""
        return _BASIS_WORDS[self]


_YEAR_END = 4
"""The number of the quarter that ends a year."""
_BASIS_WORDS = {
    PeriodBasis.ROLLING: "rolling 12 months",
    PeriodBasis.ANNUAL: "annual",
    PeriodBasis.QUARTER: "quarter alone",
    PeriodBasis.SNAPSHOT: "snapshot",
    PeriodBasis.COHORT: "cohort",
}


class FractionUse(Enum):
    """Whether a fraction makes the value, or stands behind it (RULES 2: NI 44)."""

    RATE = "rate"
    SUPPORTING = "supporting"


class ToleranceBasis(Enum):
    """What the tolerance is a percentage of (RULES 4)."""

    RELATIVE = "relative"
    POINTS = "points"


@dataclass(frozen=True, slots=True)
class Dated:
    """What is so from a quarter on, such as a break in series, with the words that are given for it."""

    at: Quarter
    words: str = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """A thing measured, with every code it goes by; `id` is its key in every file.

    `beside` are the ids of indicators that are read beside it, so that their units should agree;
    `groups` the ids of the comparator groups that it is compared with, in this order (None: every one);
    `official_unit` is the unit of the national definition, where it is another; `rebases` are the quarters
    from which a control chart begins anew; `breaks` the first quarters after a break in series, and
    `break_words` the reasons that are given for some; `changes` are those of the definition that break no
    series.
    """

    id: str
    code: str
    name: str
    unit: Unit = Unit.NUMBER
    polarity: Polarity = Polarity.NONE
    codes: tuple[str, ...] = ()
    short: str = ""
    tier: str = ""
    theme: str = ""
    section: str = ""
    places: int = 0
    signed: bool = False
    basis: PeriodBasis = PeriodBasis.ROLLING
    fraction: FractionUse | None = None
    owner: str = ""
    source: str = ""
    definition: str = ""
    cases: str = "cases"
    of: str = ""
    tolerance: Decimal | None = None
    tolerance_basis: ToleranceBasis | None = None
    starts: Quarter | None = None
    ends: Quarter | None = None
    breaks: tuple[Quarter, ...] = ()
    rebases: tuple[Quarter, ...] = ()
    beside: tuple[str, ...] = ()
    official_unit: Unit | None = None
    groups: tuple[str, ...] | None = None
    break_words: tuple[Dated, ...] = ()
    changes: tuple[Dated, ...] = ()

    @property
    def label(self) -> str:
        """The name for a table: the short one where there is one."""
        return self.short or self.name

    @property
    def adds_up(self) -> bool:
        """Whether its quarters add up to the year: counts of a quarter alone, and rates of a population."""
        if self.basis is not PeriodBasis.QUARTER:
            return False
        counted = self.unit in {Unit.COUNT, Unit.NUMBER} and self.fraction is not FractionUse.RATE
        return counted or (self.unit.multiplier or 0) >= _PER_THOUSAND

    def runs_in(self, quarter: Quarter) -> bool:
        """Whether the indicator is reported in a quarter (bounds included)."""
        return (self.starts is None or self.starts <= quarter) and (self.ends is None or quarter <= self.ends)

    def due_in(self, quarter: Quarter) -> bool:
        """Whether a figure is due in a quarter: an annual one, and that of a cohort, only at the year's end.

        Until then none is owed, though one may be entered.
        """
        return self.runs_in(quarter) and (not self.basis.is_yearly or quarter.number == _YEAR_END)

    def breaks_between(self, earlier: Quarter, later: Quarter) -> bool:
        """Whether a break in series lies after `earlier` and not after `later`."""
        return any(earlier < at <= later for at in self.breaks)

    def break_between(self, earlier: Quarter, later: Quarter) -> Dated | None:
        """Give the last break in series between two quarters, with the reason where one is given."""
        at = max((at for at in self.breaks if earlier < at <= later), default=None)
        if at is None:
            return None
        return next((one for one in self.break_words if one.at == at), Dated(at))

    @property
    def breaks_told(self) -> tuple[Dated, ...]:
        """Every break in series, oldest first, with the reason where one is given."""
        words = {one.at: one.words for one in self.break_words}
        return tuple(Dated(at, words.get(at, "")) for at in self.breaks)

    def changes_between(self, earlier: Quarter, later: Quarter) -> tuple[Dated, ...]:
        """Give the changes of definition after `earlier` and not after `later`, oldest first."""
        return tuple(one for one in self.changes if earlier < one.at <= later)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading within a theme; an empty name prints no heading."""

    name: str
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class Theme:
    """A chapter of the report."""

    id: str
    name: str
    short: str = ""
    sections: tuple[Section, ...] = ()

    @property
    def label(self) -> str:
        """The name for narrow places."""
        return self.short or self.name

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """The theme's indicators in report order."""
        return tuple(indicator for section in self.sections for indicator in section.indicators)


_NOT_IN_REFS = re.compile(r"[\s\-_./]+")


def fold_code(text: str) -> str:
    """Give the form in which codes are compared: `ni 39`, `NI-39` and `NI39` are one."""
    return _NOT_IN_REFS.sub("", text).casefold()


def find_indicators(indicators: tuple[Indicator, ...], ref: str) -> tuple[Indicator, ...]:
    """Give the indicators that a reference names: an id exactly, else every row with that code."""
    folded = fold_code(ref)
    if not folded:
        return ()
    by_id = tuple(one for one in indicators if fold_code(one.id) == folded)
    if by_id:
        return by_id
    return tuple(one for one in indicators if folded in {fold_code(code) for code in (one.code, *one.codes)})
