"""Direction, verdict, change on baseline, and trend by both of the report's rules (RULES 5)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING

from csptui.domain.indicator import PeriodBasis, Polarity, Unit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from csptui.domain.indicator import Indicator
    from csptui.domain.quarter import Quarter


class Direction(Enum):
    """Which way the number went."""

    UP = "up"
    DOWN = "down"
    LEVEL = "level"
    NONE = "none"


class Verdict(Enum):
    """Which way the performance went."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    NONE = "none"


class TrendRule(Enum):
    """The report's two rules: its note 2 (the default) and its key."""

    PREVIOUS_QUARTER = "previous-quarter"
    THREE_QUARTERS = "three-quarters"

    @property
    def needs(self) -> int:
        """How many earlier quarters the rule needs."""
        return 1 if self is TrendRule.PREVIOUS_QUARTER else 3


class TrendKind(Enum):
    """The direction of travel; NONE is *no trend data*."""

    IMPROVING = "improving"
    WORSENING = "worsening"
    STATIC = "static"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Trend:
    """A direction of travel by a rule.

    It is `sustained` if the last three moves agree; `reason` says why there is none.
    """

    kind: TrendKind
    direction: Direction = Direction.NONE
    sustained: bool = False
    rule: TrendRule = TrendRule.PREVIOUS_QUARTER
    reason: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A change on a base, from the values as stated: in the unit, in per cent and in points.

    Per cent is withheld (None) where the sign flips, the base is 0 or the unit is points; points are
    given only where the unit is a percentage. `withheld` says why per cent is not given.
    """

    base: Decimal
    now: Decimal
    units: Decimal
    percent: Decimal | None
    points: Decimal | None
    withheld: str = ""


def direction(before: Decimal, now: Decimal) -> Direction:
    """Give the direction of the number."""
    if before == now:
        return Direction.LEVEL
    return Direction.UP if now > before else Direction.DOWN


def verdict(before: Decimal, now: Decimal, polarity: Polarity) -> Verdict:
    """Judge a move by polarity; nearest-to-zero compares sizes."""
    if polarity is Polarity.NONE:
        return Verdict.NONE
    if polarity is Polarity.ZERO:
        before, now = abs(before), abs(now)
    if before == now:
        return Verdict.SAME
    better = now > before if polarity is Polarity.HIGHER else now < before
    return Verdict.BETTER if better else Verdict.WORSE


def change(base: Decimal, now: Decimal, unit: Unit) -> Change:
    """Give the change from a base value to the present one."""
    units = now - base
    withheld = ""
    if unit is Unit.POINTS:
        withheld = "the unit is points"
    elif base == 0:
        withheld = "the base is 0"
    elif (base < 0 < now) or (now < 0 < base):
        withheld = "the sign changes"
    percent = None if withheld else units / abs(base) * 100
    return Change(base, now, units, percent, units if unit.is_percentage else None, withheld)


_KINDS = {
    Verdict.BETTER: TrendKind.IMPROVING,
    Verdict.WORSE: TrendKind.WORSENING,
    Verdict.SAME: TrendKind.STATIC,
    Verdict.NONE: TrendKind.NONE,
}
_RUN = 3
_ROLLING_NOTE = (
    "on rolling 12 months a move on the previous quarter is this quarter against the same quarter a year ago"
)


def trend(values: Sequence[tuple[Quarter, Decimal | None]], indicator: Indicator, rule: TrendRule) -> Trend:
    """Give the trend of consecutive quarters, oldest first and the present one last, at printed precision.

    A missing quarter or a break in series ends the run that counts: nothing is bridged.
    """
    run = _unbroken(values, indicator)
    moves = [verdict(before, now, indicator.polarity) for before, now in pairwise(run)]
    if len(moves) < rule.needs:
        last = values[-1][0] if values else None
        if run and last is not None and indicator.breaks_between(last.previous(), last):
            return Trend(TrendKind.NONE, rule=rule, reason="a break in series lies before this quarter")
        return Trend(TrendKind.NONE, rule=rule, reason=_too_few(len(moves), bool(run), rule))
    if indicator.polarity is Polarity.NONE:
        return Trend(TrendKind.NONE, rule=rule, reason="no direction is better for this indicator")
    agreed = len(moves) >= _RUN and len(set(moves[-_RUN:])) == 1 and moves[-1] is not Verdict.SAME
    kind = _KINDS[moves[-1]]
    if rule is TrendRule.THREE_QUARTERS and not agreed:
        kind = TrendKind.STATIC
    note = _ROLLING_NOTE if indicator.basis is PeriodBasis.ROLLING else ""
    moved = Direction.LEVEL if kind is TrendKind.STATIC else direction(run[-2], run[-1])
    return Trend(kind, moved, agreed, rule, note=note)


def _unbroken(values: Sequence[tuple[Quarter, Decimal | None]], indicator: Indicator) -> list[Decimal]:
    """Give the values of the last run of quarters that follow on, without a gap or a break in series."""
    run: list[Decimal] = []
    last: Quarter | None = None
    for quarter, value in values:
        follows = last is None or (last.next() == quarter and not indicator.breaks_between(last, quarter))
        if not follows:
            run = []
        if value is None:
            run = []
        else:
            run.append(value)
        last = quarter
    return run


def _too_few(held: int, present: bool, rule: TrendRule) -> str:  # noqa: FBT001 - a private table lookup
    if not present:
        return "no figure for this quarter"
    needed = "the quarter before is" if rule.needs == 1 else "three earlier quarters are"
    return f"{needed} not held" if held == 0 else f"three earlier quarters are needed and {held} held"
