"""Series made of plain values, for tests of what is worked out from them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from csptui.domain.figure import Absence, Figure, Fraction, Status
from csptui.domain.indicator import FractionUse, Indicator, PeriodBasis, Polarity, Unit
from csptui.domain.period import Period, PeriodKind
from csptui.domain.quarter import FinancialYear, Quarter
from csptui.domain.scorecard import Reading
from csptui.domain.series import Series, series_of

if TYPE_CHECKING:
    from collections.abc import Sequence

FIRST = Quarter(FinancialYear(2008), 1)
COUNT = Indicator("CR1", "CR 1", "A count", Unit.COUNT, Polarity.LOWER, basis=PeriodBasis.QUARTER)
ROLLING = replace(COUNT, basis=PeriodBasis.ROLLING)
SHARE = Indicator(
    *("SH1", "SH 1", "A share", Unit.PERCENT, Polarity.HIGHER),
    places=1,
    basis=PeriodBasis.QUARTER,
    fraction=FractionUse.RATE,
)
Typed = Figure | Fraction | Decimal | int | str | None


def quarters(count: int, first: Quarter = FIRST) -> list[Quarter]:
    """Give quarters that follow on."""
    found = [first]
    while len(found) < count:
        found.append(found[-1].next())
    return found[:count]


def figure(typed: Typed, quarter: Quarter) -> Figure:
    """Make a figure: a number, a fraction, `x`, `p7` (provisional), `part7` (of one month) or nothing."""
    if isinstance(typed, Figure):
        return typed
    if typed is None or isinstance(typed, Fraction):
        return Figure(fraction=typed)
    if not isinstance(typed, str):
        return Figure(Decimal(typed))
    if typed in {"x", "z", "c"}:
        return Figure(absence=Absence(typed))
    if typed.startswith("part"):
        year, month = quarter.first_month
        return Figure(Decimal(typed[4:]), as_at=Period(PeriodKind.PART, year, month, 1))
    return Figure(Decimal(typed[1:]), status=next(one for one in Status if one.mark == f"[{typed[0]}]"))


def made(indicator: Indicator, values: Sequence[Typed], breaks: Sequence[int] = ()) -> Series:
    """Make a series of values of quarters that follow on, with breaks at some of them."""
    held = quarters(len(values))
    indicator = replace(indicator, breaks=tuple(held[at] for at in breaks))
    readings = {quarter: Reading(figure(value, quarter)) for quarter, value in zip(held, values, strict=True)}
    return series_of(indicator, readings, held, {})
