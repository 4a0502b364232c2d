"""Series drawn at random, with all that may stand between two quarters, and the rules told a second time.

The second telling knows no spans and no series: it counts the months that a figure covers one by one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from csptui.domain.figure import EMPTY, Absence, Figure, Fraction
from csptui.domain.indicator import FractionUse, Indicator, PeriodBasis, Polarity, Unit
from csptui.domain.period import Period, PeriodKind
from csptui.domain.quarter import FinancialYear, Quarter
from csptui.domain.scorecard import Reading
from csptui.domain.series import Series, series_of

if TYPE_CHECKING:
    from collections.abc import Mapping

FIRST = Quarter(FinancialYear(2008), 3)
BASE = Indicator("I", "I 1", "name", Unit.COUNT, Polarity.LOWER)
LONG = {PeriodBasis.ROLLING, PeriodBasis.ANNUAL}
WHOLE = {PeriodBasis.ROLLING: 12, PeriodBasis.ANNUAL: 12, PeriodBasis.QUARTER: 3}


def end_of(quarter: Quarter) -> int:
    """Give the last month of a quarter, counted from the year 0."""
    return quarter.year.start * 12 + 3 * quarter.number + 2


def quarters(count: int, first: Quarter = FIRST) -> list[Quarter]:
    """Give quarters that follow on."""
    found = [first]
    while len(found) < count:
        found.append(found[-1].next())
    return found


_USUAL = {
    PeriodBasis.ROLLING: [PeriodKind.MONTH, PeriodKind.PART],
    PeriodBasis.QUARTER: [PeriodKind.MONTH, PeriodKind.PART],
    PeriodBasis.SNAPSHOT: [PeriodKind.MONTH],
    PeriodBasis.ANNUAL: [PeriodKind.YEAR, PeriodKind.PART],
    PeriodBasis.COHORT: [PeriodKind.COHORT],
}


@st.composite
def periods(draw: st.DrawFn, quarter: Quarter, basis: PeriodBasis) -> Period:
    """Draw what a figure may be as at: often the quarter itself, a year that repeats, or some months."""
    kind = draw(st.sampled_from(_USUAL[basis] * 4 + list(PeriodKind)))
    end = end_of(quarter) + draw(st.sampled_from([0, 0, 0, -1, -3, -3, -6, 3]))
    year, month = divmod(end, 12)
    match kind:
        case PeriodKind.MONTH:
            return Period(kind, year, month + 1)
        case PeriodKind.PART:
            return Period(kind, year, month + 1, draw(st.sampled_from([1, 2, 3, 3, 9, 11])))
        case PeriodKind.QUARTER:
            other = draw(st.sampled_from([quarter, quarter.previous(), quarter.next()]))
            return Period.of_quarter(other)
        case _:
            return Period(kind, quarter.year.start - draw(st.sampled_from([0, 0, 1, 2])))


@st.composite
def figures(draw: st.DrawFn, quarter: Quarter, basis: PeriodBasis, *, counts: bool, plain: bool) -> Figure:
    """Draw a figure: of plain ones most say nothing of their period."""
    most = ["plain"] * 4 if plain else ["as at"] * 4
    kind = draw(st.sampled_from([*most, "plain", "as at", "absent", "empty"]))
    if kind == "empty":
        return EMPTY
    if kind == "absent":
        return Figure(absence=draw(st.sampled_from(Absence)))
    figure = Figure(Decimal(draw(st.integers(0, 6))))
    if not counts:
        figure = Figure(fraction=Fraction(draw(st.integers(0, 9)), draw(st.integers(9, 12))))
    return replace(figure, as_at=draw(periods(quarter, basis))) if kind == "as at" else figure


@st.composite
def series(draw: st.DrawFn) -> Series:
    """Draw a series of up to nine quarters on any basis, with gaps, breaks, parts and repeated periods."""
    held = quarters(draw(st.integers(2, 9)))
    counts, plain = draw(st.booleans()), draw(st.booleans())
    breaks = draw(st.lists(st.sampled_from(held), max_size=2, unique=True)) if draw(st.booleans()) else []
    indicator = replace(
        BASE,
        unit=Unit.COUNT if counts else Unit.PERCENT,
        polarity=draw(st.sampled_from(Polarity)),
        basis=draw(st.sampled_from(PeriodBasis)),
        fraction=None if counts else FractionUse.RATE,
        breaks=tuple(breaks),
        starts=draw(st.sampled_from([None, None, None, held[1]])),
    )
    readings = {one: Reading(draw(figures(one, indicator.basis, counts=counts, plain=plain))) for one in held}
    for one in draw(st.sets(st.sampled_from(held), max_size=1)):
        del readings[one]
    return series_of(indicator, readings, held, {})


@dataclass(frozen=True)
class Months:
    """What a figure covers: months one by one, or a cohort, or neither where it cannot be told."""

    months: frozenset[int] = frozenset()
    cohort: int | None = None

    @property
    def is_known(self) -> bool:
        """Whether it can be told."""
        return bool(self.months) or self.cohort is not None


def months_of(figure: Figure, basis: PeriodBasis, quarter: Quarter) -> Months:
    """Count the months of a figure one by one (RULES 2 and 5)."""
    as_at = figure.as_at
    if as_at is None:
        if basis is PeriodBasis.COHORT or (basis is PeriodBasis.ANNUAL and quarter.number < 4):
            return Months()
        return _back(end_of(quarter), 12 if basis in LONG else 3)
    if as_at.kind is PeriodKind.COHORT:
        return Months(cohort=as_at.year)
    month = as_at.year * 12 + as_at.part - 1
    end, count = {
        PeriodKind.CALENDAR: (as_at.year * 12 + 11, 12),
        PeriodKind.YEAR: (as_at.year * 12 + 14, 12),
        PeriodKind.QUARTER: (as_at.year * 12 + 3 * as_at.part + 2, 12 if basis in LONG else 3),
        PeriodKind.PART: (month, as_at.months),
        PeriodKind.MONTH: (month, 12 if basis in LONG else 3 if basis is PeriodBasis.QUARTER else 1),
    }[as_at.kind]
    return _back(end, count)


def _back(end: int, count: int) -> Months:
    return Months(frozenset(range(end - count + 1, end + 1)))


def is_part(figure: Figure, basis: PeriodBasis, quarter: Quarter) -> bool:
    """Whether a figure has fewer months than its basis asks for."""
    found = months_of(figure, basis, quarter)
    return bool(found.months) and len(found.months) < WHOLE.get(basis, 0)


def is_whole(indicator: Indicator, quarter: Quarter, figure: Figure) -> bool:
    """Whether a quarter has a figure that may be compared at all."""
    has = figure.value is not None or figure.fraction is not None
    reported = indicator.starts is None or indicator.starts <= quarter
    return has and reported and not is_part(figure, indicator.basis, quarter)


def is_broken(indicator: Indicator, one: Quarter, other: Quarter) -> bool:
    """Whether a break in series lies between two quarters."""
    first, last = sorted((one, other))
    return any(first < at <= last for at in indicator.breaks)


def do_follow(before: Months, now: Months, basis: PeriodBasis, *, may_share: bool) -> bool:
    """Whether one period comes after another with no month between; those of rolling years may share some."""
    if before.cohort is not None and now.cohort is not None:
        return now.cohort == before.cohort + 1
    if not before.months or not now.months or max(now.months) <= max(before.months):
        return False
    if before.months & now.months and not may_share:
        return False
    if basis is PeriodBasis.SNAPSHOT:
        return True
    return min(now.months) <= max(before.months) + 1 and len(before.months) == len(now.months)


def naive_runs(indicator: Indicator, held: Mapping[Quarter, Figure]) -> list[list[Quarter]]:
    """Give the stretches of quarters that follow on."""
    found: list[list[Quarter]] = []
    for quarter, figure in held.items():
        if not is_whole(indicator, quarter, figure):
            continue
        last = found[-1][-1] if found else None
        if last is not None and last.next() == quarter and quarter not in indicator.breaks:
            found[-1].append(quarter)
        else:
            found.append([quarter])
    return found


def naive_apart(indicator: Indicator, held: Mapping[Quarter, Figure]) -> list[list[Quarter]]:
    """Give the stretches of periods that follow on and share no month, by their last readings."""
    last_of: dict[Months, Quarter] = {}
    for quarter, figure in held.items():
        covers = months_of(figure, indicator.basis, quarter)
        if is_whole(indicator, quarter, figure) and covers.is_known:
            last_of[covers] = quarter
    # Cohorts and months never follow on each other, so it is enough that each kind is in order.
    order = sorted(
        last_of, key=lambda one: (one.cohort or 0, max(one.months, default=0), min(one.months, default=0))
    )
    found: list[list[Quarter]] = []
    before: Months | None = None
    for covers in order:
        quarter = last_of[covers]
        joined = before is not None and do_follow(before, covers, indicator.basis, may_share=False)
        if joined and indicator.basis is PeriodBasis.SNAPSHOT:
            joined = found[-1][-1].next() == quarter
        if joined and not is_broken(indicator, found[-1][-1], quarter):
            found[-1].append(quarter)
        else:
            found.append([quarter])
        before = covers
    return found


def is_move(indicator: Indicator, before: Quarter, now: Quarter, held: Mapping[Quarter, Figure]) -> bool:
    """Whether a trend may go from one quarter to the next."""
    if before.next() != now or before not in held or now in indicator.breaks:
        return False
    if not is_whole(indicator, before, held[before]) or not is_whole(indicator, now, held[now]):
        return False
    first, last = (months_of(held[one], indicator.basis, one) for one in (before, now))
    return do_follow(first, last, indicator.basis, may_share=indicator.basis is PeriodBasis.ROLLING)
