"""A quarter as the report shows it: rows with their ratings, and their tallies."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING

from csptui.domain.covered import part_only
from csptui.domain.figure import EMPTY, Figure, Status, figure_text, value_of
from csptui.domain.indicator import fold_code
from csptui.domain.period import Period, PeriodKind
from csptui.domain.rag import Colour, Ground
from csptui.domain.target import target_text
from csptui.domain.trend import TrendKind, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csptui.domain.indicator import Indicator, Theme
    from csptui.domain.quarter import Quarter
    from csptui.domain.rag import Rating
    from csptui.domain.target import Target
    from csptui.domain.trend import Change, Direction, Trend


@dataclass(frozen=True, slots=True)
class Reading:
    """One indicator's figure in one quarter, and when a better one is due."""

    figure: Figure = EMPTY
    expected: Period | None = None


NO_READING = Reading()
NOT_DUE = "not due until Q4"
BREAK_BETWEEN = "a break in series lies between"


class ExceptionClass(Enum):
    """Why a row is on the list of exceptions, in the order of the list (RULES 9)."""

    RED = "red"
    AMBER = "amber"
    GREEN_WORSENING = "green worsening"
    UNRATED_WORSENING = "not rated worsening"


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator in one quarter: its figures, their rating and movement, and what was written.

    `direction` and `verdict` are of the change on baseline; `trend` is of consecutive quarters, of which
    `before` is the reading of the one before this. `across` is last year's reading where a break in series
    keeps it from being the baseline. `kept` are
    the claims of the comment that are kept with a reason. `filled` is the comment with its live figures
    filled in, and empty where it has none; a scorecard's rows have it, a row that was rated alone has not.
    """

    number: int
    indicator: Indicator
    theme: Theme
    quarter: Quarter
    reading: Reading
    baseline: Reading
    target: Target
    rating: Rating
    change: Change | None
    direction: Direction
    verdict: Verdict
    trend: Trend
    comment: str = ""
    source: str = ""
    next_target: Target | None = None
    exception: ExceptionClass | None = None
    kept: str = ""
    filled: str = ""
    before: Reading = NO_READING
    across: Reading = NO_READING

    @property
    def id(self) -> str:
        """The indicator's id."""
        return self.indicator.id

    @property
    def printed(self) -> str:
        """The comment as it is printed; `comment` is as it was typed."""
        return self.filled or self.comment

    @property
    def value(self) -> Decimal | None:
        """The value that is rated."""
        return value_of(self.reading.figure, self.indicator)

    @property
    def part(self) -> str:
        """Why the actual is of a part of its period, such as `it covers 1 month (January 2024) of 3`."""
        if self.rating.ground is not Ground.PART:
            return ""
        return part_only(self.reading.figure, self.indicator.basis, self.quarter)

    @property
    def baseline_part(self) -> str:
        """The same of last year's actual; empty where it is whole."""
        return part_only(self.baseline.figure, self.indicator.basis, self.quarter.baseline())

    @property
    def actual_text(self) -> str:
        """The actual with unit, fraction, as-at and marks."""
        return figure_text(self.reading.figure, self.indicator)

    @property
    def baseline_text(self) -> str:
        """Last year's actual with unit, fraction, as-at and marks."""
        return figure_text(self.baseline.figure, self.indicator)

    @property
    def across_text(self) -> str:
        """Last year's actual where a break in series lies between; empty where none is held or none does."""
        return figure_text(self.across.figure, self.indicator)

    @property
    def baseline_told(self) -> str:
        """Last year's actual, or why none stands beside this year's."""
        if self.across_text:
            return f"{self.across_text}, not compared: {BREAK_BETWEEN}"
        return self.baseline_text or "not held"

    @property
    def target_text(self) -> str:
        """The target as written."""
        return target_text(self.target, self.indicator)

    @property
    def has_trend(self) -> bool:
        """Whether the quarters that the trend rule needs are held."""
        return self.trend.kind is not TrendKind.NONE

    @property
    def movement(self) -> Verdict:
        """The verdict that counts as getting better or worse: the trend's, else the one on baseline."""
        return movement(self.trend, self.verdict)

    @property
    def movement_direction(self) -> Direction:
        """The direction that goes with `movement`."""
        return self.trend.direction if self.has_trend else self.direction

    @property
    def is_owed(self) -> bool:
        """Whether the quarter still waits for this figure."""
        return self.reading.figure.is_empty and self.indicator.due_in(self.quarter)

    @property
    def actual_told(self) -> str:
        """The actual, or whether it is owed or not due yet."""
        return self.actual_text or ("owed" if self.is_owed else NOT_DUE)

    @property
    def target_is_for_another_period(self) -> bool:
        """Whether the target's period is not the actual's own (RULES 3: NI 35)."""
        applies_to = self.target.applies_to
        if self.target.edge is None or applies_to is None or self.reading.figure.is_empty or self.part:
            return False
        own = self.reading.figure.as_at or Period.of_quarter(self.quarter)
        if applies_to.kind is own.kind:
            return applies_to != own
        if applies_to.kind is PeriodKind.YEAR and self.indicator.adds_up:
            return True
        years = applies_to.financial_year(), own.financial_year()
        return None in years or years[0] != years[1]


_VERDICTS = {
    TrendKind.IMPROVING: Verdict.BETTER,
    TrendKind.WORSENING: Verdict.WORSE,
    TrendKind.STATIC: Verdict.SAME,
    TrendKind.NONE: Verdict.NONE,
}


def movement(travel: Trend, on_baseline: Verdict) -> Verdict:
    """Give the verdict of the trend where there is one, else the one on baseline (RULES 9)."""
    return on_baseline if travel.kind is TrendKind.NONE else _VERDICTS[travel.kind]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows have each colour; `none` counts *not rated* and *no data* together."""

    red: int = 0
    amber: int = 0
    green: int = 0
    none: int = 0
    owed: int = 0

    @property
    def total(self) -> int:
        """How many rows there are."""
        return self.red + self.amber + self.green + self.none

    def of(self, colour: Colour) -> int:
        """Give the count of one colour."""
        return {
            Colour.RED: self.red,
            Colour.AMBER: self.amber,
            Colour.GREEN: self.green,
            Colour.NONE: self.none,
        }[colour]


def tally(rows: tuple[Row, ...]) -> Tally:
    """Count rows by colour."""
    count = Counter(row.rating.colour for row in rows)
    owed = sum(row.is_owed for row in rows)
    return Tally(count[Colour.RED], count[Colour.AMBER], count[Colour.GREEN], count[Colour.NONE], owed)


@dataclass(frozen=True, slots=True)
class Scorecard:
    """All rows of a quarter in report order."""

    quarter: Quarter
    rows: tuple[Row, ...]
    themes: tuple[Theme, ...] = ()

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def tally(self) -> Tally:
        """Count all rows by colour."""
        return tally(self.rows)

    def in_theme(self, theme_id: str | None) -> tuple[Row, ...]:
        """Give the rows of one theme, or all."""
        if theme_id is None:
            return self.rows
        return tuple(row for row in self.rows if row.theme.id == theme_id)

    def row(self, indicator_id: str) -> Row | None:
        """Give an indicator's row."""
        return next((row for row in self.rows if row.id == indicator_id), None)

    def exceptions(self) -> tuple[Row, ...]:
        """Give the exceptions in the order of what needs a reader first (RULES 9)."""
        order = list(ExceptionClass)
        listed = [(order.index(row.exception), row) for row in self.rows if row.exception is not None]
        return tuple(row for _, row in sorted(listed, key=lambda pair: (pair[0], *_by_variance(pair[1]))))

    def changed_from(self, other: Scorecard) -> frozenset[str]:
        """Give the ids of the rows that are not as they are in another scorecard."""
        before = {row.id: row for row in other.rows}
        return frozenset(row.id for row in self.rows if before.get(row.id) != row)


def _by_variance(row: Row) -> tuple[int, Decimal, int]:
    """Order red and amber by the size of the variance, those without one last; others in report order."""
    variance = row.rating.variance
    if row.exception not in {ExceptionClass.RED, ExceptionClass.AMBER}:
        return (0, Decimal(0), row.number)
    return (1, Decimal(0), row.number) if variance is None else (0, -abs(variance), row.number)


_STATES = frozenset(
    (
        *(colour.value for colour in Colour if colour is not Colour.NONE),
        *(verdict.value for verdict in Verdict if verdict is not Verdict.NONE),
        *(status.value for status in Status if status is not Status.FINAL),
        "unrated",
        TrendKind.STATIC.value,
        "owed",
    )
)
"""The words of a filter that name a state of the row, and so are not looked for inside names."""


def matches(row: Row, wanted: str) -> bool:
    """Whether every word of a filter is a state of the row, or stands in its codes, names or owner."""
    indicator = row.indicator
    codes = " ".join(fold_code(code) for code in (indicator.id, indicator.code, *indicator.codes))
    folded = fold_code(wanted)
    if not folded or folded in codes:
        return True
    names = (
        indicator.code,
        *indicator.codes,
        indicator.name,
        indicator.short,
        indicator.owner,
        indicator.tier,
    )
    prose, states = " ".join(names).casefold(), _states(row)
    return all(
        word in states if word in _STATES else word in prose or fold_code(word) in codes.split()
        for word in wanted.casefold().split()
    )


def _states(row: Row) -> tuple[str, ...]:
    """Give the words of the row's state."""
    unrated = "unrated" if row.rating.ground in {Ground.NO_TARGET, Ground.PART} else ""
    owed = "owed" if row.is_owed else ""
    moving = TrendKind.STATIC.value if row.trend.kind is TrendKind.STATIC else ""
    status = row.reading.figure.status.value
    return (row.rating.colour.value, row.movement.value, moving, status, unrated, owed)
