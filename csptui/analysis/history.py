"""The history of an indicator: quarters, rolling 12 months and year on year side by side (RULES 5).

pandas lines the quarters up, of one indicator or of many; the arithmetic is done on the decimals
themselves. Import it late, and nothing of pandas goes further than the frame for an export.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from csptui.analysis.twelve_months import covered_words, rolling, year_on_year
from csptui.domain.amounts import MOST_EXACT, plain
from csptui.domain.covered import Unknown
from csptui.domain.figure import Absence, places_of
from csptui.domain.indicator import PeriodBasis
from csptui.domain.series import Point
from csptui.domain.trend import TrendKind, TrendRule, Verdict, trend, why_no_move

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

    from csptui.analysis.twelve_months import Rolling, YearOnYear
    from csptui.domain.covered import Covered
    from csptui.domain.indicator import Indicator
    from csptui.domain.quarter import Quarter
    from csptui.domain.series import Series
    from csptui.domain.trend import Trend

_YEAR, _PAIR = 4, 2
"""Quarters in a year, and in a move."""
COLUMNS = (
    *("indicator", "quarter", "value", "marks", "covers", "missing", "break"),
    *("rolling", "year_on_year", "year_on_year_percent", "year_on_year_points", "verdict"),
    *("target", "average", "present", "members", "trend", "sustained"),
)
"""What an export has, in this order."""


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One quarter: its point, what came before it, and what follows from both.

    `move` is the change on the quarter before, and None across a gap or a break in series.
    """

    point: Point
    rolling: Rolling
    year_on_year: YearOnYear
    trend: Trend
    move: Decimal | None = None

    @property
    def quarter(self) -> Quarter:
        """The quarter."""
        return self.point.quarter

    @property
    def marks(self) -> tuple[str, ...]:
        """The markers of the quarter: `[p]`, `[r]` or `[e]`, and `[b]` at a break in series."""
        status = self.point.reading.figure.status.mark
        return tuple(mark for mark in (status, "[b]" if self.point.breaks else "") if mark)


@dataclass(frozen=True, slots=True)
class HistoryTable:
    """An indicator's quarters, oldest first, from its first figure on; those without one have a row too."""

    indicator: Indicator
    rows: tuple[HistoryRow, ...]
    rule: TrendRule

    @property
    def has_rolling(self) -> bool:
        """Whether any quarter has rolling 12 months beside its own figure."""
        return any(row.rolling.value is not None for row in self.rows)

    @property
    def is_yearly(self) -> bool:
        """Whether a figure comes once a year, so that quarters without one are not missing it."""
        return self.indicator.basis in {PeriodBasis.ANNUAL, PeriodBasis.COHORT}

    def for_reading(self) -> HistoryTable:
        """Give the rows worth a line: of a figure that comes once a year, one for each year without one.

        A break in series in a row that is left out is marked at the next that is not.
        """
        if not self.is_yearly:
            return self
        kept: list[HistoryRow] = []
        for row in self.rows:
            last = row.quarter.number == _YEAR and (not kept or kept[-1].quarter.year < row.quarter.year)
            if not (last or _is_told(row.point)):
                continue
            broken = bool(kept) and self.indicator.breaks_between(kept[-1].quarter, row.quarter)
            point = replace(row.point, breaks=row.point.breaks or broken)
            kept.append(replace(row, point=point))
        return replace(self, rows=tuple(kept))

    def last(self, count: int | None) -> HistoryTable:
        """Give the last quarters alone, each with what it has from those before."""
        return self if count is None else replace(self, rows=self.rows[-count:])


def table(series: Series, rule: TrendRule = TrendRule.PREVIOUS_QUARTER) -> HistoryTable:
    """Give the history of one indicator."""
    return tables([series], rule)[0]


def tables(many: Sequence[Series], rule: TrendRule = TrendRule.PREVIOUS_QUARTER) -> tuple[HistoryTable, ...]:
    """Give the history of each of several indicators."""
    found: list[list[HistoryRow]] = [[] for _ in many]
    for window in _windows(many):
        found[window.number].append(_row(window, many[window.number].indicator, rule))
    return tuple(
        HistoryTable(one.indicator, tuple(rows), rule) for one, rows in zip(many, found, strict=True)
    )


class _Window(NamedTuple):
    """A quarter of one series with those before it: the last four, and of them those that may be compared.

    `stretch` holds only quarters that follow on, without a gap or a break, and ends with this one.
    """

    number: int
    point: Point
    stretch: list[Point]
    year_ago: Point | None
    recent: list[Point]


def _windows(many: Sequence[Series]) -> Iterable[_Window]:
    """Line up every quarter of every series with those before it."""
    import pandas as pd  # noqa: PLC0415 - half a second, and only histories need it

    points = [(number, point) for number, one in enumerate(many) for point in _reported(one)]
    runs = {
        (number, point.quarter): run
        for number, one in enumerate(many)
        for run, stretch in enumerate(one.runs())
        for point in stretch
    }
    frame = pd.DataFrame({"series": [number for number, _ in points]})
    # A point that is in no run is a run of its own, which nothing is shifted into.
    frame["run"] = [runs.get((number, point.quarter), -1 - at) for at, (number, point) in enumerate(points)]
    frame["point"] = pd.Series([point for _, point in points], dtype=object)
    in_run, in_series = frame.groupby(["series", "run"])["point"], frame.groupby("series")["point"]
    back = range(_YEAR - 1, -1, -1)
    lined = pd.concat([shifted.shift(by) for shifted in (in_run, in_series) for by in back], axis=1)
    lined["year ago"] = in_series.shift(_YEAR)
    for (number, point), cells in zip(points, lined.itertuples(index=False, name=None), strict=True):
        stretch, recent = _held(cells[:_YEAR]), _held(cells[_YEAR:-1])
        year_ago = next(iter(_held(cells[-1:])), None)
        yield _Window(number, point, stretch if point.value is not None else [], year_ago, recent)


def _held(cells: Sequence[object]) -> list[Point]:
    """Give the points among the cells of a frame, which has a NaN where nothing was shifted in."""
    return [one for one in cells if isinstance(one, Point)]


def _row(window: _Window, indicator: Indicator, rule: TrendRule) -> HistoryRow:
    point, stretch = window.point, window.stretch
    return HistoryRow(
        point,
        rolling(stretch, indicator),
        year_on_year(point, window.year_ago, indicator),
        trend(window.recent, indicator, rule),
        _move(stretch, indicator),
    )


def _move(stretch: Sequence[Point], indicator: Indicator) -> Decimal | None:
    values = [point.value for point in stretch[-2:] if point.value is not None]
    if len(values) < _PAIR or why_no_move(stretch[-2], stretch[-1], indicator):
        return None
    return values[1] - values[0]


def _is_told(point: Point) -> bool:
    """Whether a quarter has a figure, or says that it should have one."""
    figure = point.reading.figure
    return not figure.is_empty and figure.absence is not Absence.NOT_APPLICABLE


def _reported(series: Series) -> tuple[Point, ...]:
    """Give the quarters from the first with anything held to the last in which it is reported."""
    points = series.points
    told = [at for at, point in enumerate(points) if not point.reading.figure.is_empty]
    if not told:
        return ()
    owed = [at for at, point in enumerate(points) if series.indicator.runs_in(point.quarter)]
    return points[told[0] : max(told[-1], *owed, told[0]) + 1]


def frame(many: Sequence[HistoryTable]) -> pd.DataFrame:
    """Give one line for each indicator and quarter with all that an export needs; numbers are decimals."""
    import pandas as pd  # noqa: PLC0415 - as above

    lines = [_exported(one.indicator, row) for one in many for row in one.rows]
    return pd.DataFrame(lines, columns=COLUMNS, dtype=object).set_index(["indicator", "quarter"])


def csv_text(history: HistoryTable) -> str:
    """Give one line a quarter under a header, in plain digits, with an empty cell for what is not held."""
    shown = frame([history]).reset_index()
    return str(shown.map(_plain).to_csv(index=False, lineterminator="\n"))


def _plain(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        # What was typed keeps its noughts; of what was worked out only digits of use are given.
        return f"{cell if places_of(cell) <= MOST_EXACT else plain(cell):f}"
    return str(cell)


def _covers(found: Covered) -> str:
    return "" if isinstance(found, Unknown) else covered_words(found)


def _exported(indicator: Indicator, row: HistoryRow) -> tuple[object, ...]:
    point, moved, average = row.point, row.year_on_year.change, row.point.average
    return (
        *(indicator.id, point.quarter, point.value, " ".join(row.marks), _covers(point.covers)),
        *(point.missing, "yes" if point.breaks else ""),
        row.rolling.value,
        *((None, None, None) if moved is None else (moved.units, moved.percent, moved.points)),
        "" if row.year_on_year.verdict is Verdict.NONE else row.year_on_year.verdict.value,
        None if point.target.edge is None else point.target.edge.limit,
        *((None, None, None) if average is None else (average.average, average.present, average.members)),
        "" if row.trend.kind is TrendKind.NONE else row.trend.kind.value,
        "yes" if row.trend.sustained else "",
    )
