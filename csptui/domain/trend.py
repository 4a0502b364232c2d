"""Direction, verdict, change on baseline, and trend by both of the report's rules (RULES 5)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING

from csptui.domain.covered import QUARTER, Span, no_move
from csptui.domain.indicator import PeriodBasis, Polarity, Unit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from csptui.domain.indicator import Indicator
    from csptui.domain.series import Point


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

    It is `sustained` if the last three moves agree, and `mixed` if the rule of three quarters asked for that
    and they do not; `reason` says why there is none.
    """

    kind: TrendKind
    direction: Direction = Direction.NONE
    sustained: bool = False
    rule: TrendRule = TrendRule.PREVIOUS_QUARTER
    reason: str = ""
    note: str = ""
    mixed: bool = False


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
_ROLLING_NOTE = "on rolling 12 months a move on the previous quarter is {} against the {} a year ago"
_OWN_PERIODS = (PeriodBasis.QUARTER, PeriodBasis.ROLLING, PeriodBasis.SNAPSHOT)
"""On these a figure that says nothing else is of its own quarter, or of the year that ends with it."""
MOVES = 3
"""So many moves the rule of three quarters needs, and so many that agree make a trend sustained."""


def trend(points: Sequence[Point], indicator: Indicator, rule: TrendRule) -> Trend:
    """Give the trend of points, oldest first and the present one last, at printed precision.

    What is not held, a part of a period, a break in series and a period that does not follow on from the
    one before end the run that counts: nothing is bridged.
    """
    if not points:
        return Trend(TrendKind.NONE, rule=rule, reason="no figure for this quarter")
    run, ended = run_up_to(points, indicator)
    moves = [verdict(before, now, indicator.polarity) for before, now in pairwise(run)]
    if len(moves) < rule.needs:
        return Trend(TrendKind.NONE, rule=rule, reason=_too_few(len(moves), ended))
    if indicator.polarity is Polarity.NONE:
        return Trend(TrendKind.NONE, rule=rule, reason="no direction is better for this indicator")
    agreed = len(moves) >= MOVES and len(set(moves[-MOVES:])) == 1 and moves[-1] is not Verdict.SAME
    kind = _KINDS[moves[-1]]
    if rule is TrendRule.THREE_QUARTERS and not agreed:
        kind = TrendKind.STATIC
    moved = Direction.LEVEL if kind is TrendKind.STATIC else direction(run[-2], run[-1])
    mixed = rule is TrendRule.THREE_QUARTERS and len(set(moves)) > 1
    return Trend(kind, moved, agreed, rule, "", rolling_note(points[-2], points[-1]), mixed)


def rolling_note(before: Point, now: Point) -> str:
    """Say what a move between two rolling years really is, R(q) − R(q−1) = x(q) − x(q−4); else nothing."""
    if now.basis is not PeriodBasis.ROLLING:
        return ""
    if _is_of_its_quarter(before) and _is_of_its_quarter(now):
        return _ROLLING_NOTE.format("this quarter", "same quarter")
    first, last = before.covers, now.covers
    if not (isinstance(first, Span) and isinstance(last, Span)) or first.shared(last) is None:
        return ""
    came = last.last - first.last
    if came == QUARTER:
        return _ROLLING_NOTE.format("this quarter", "same quarter")
    months = "the month" if came == 1 else f"the {came} months"
    return _ROLLING_NOTE.format(f"{months} that came in", "same month" if came == 1 else "same months")


def why_no_move(before: Point, now: Point, indicator: Indicator) -> str:
    """Say why there is no move from one quarter's point to the next; empty where there is one."""
    if not now.quarter.follows(before.quarter):
        return f"{now.quarter.previous()} is not held"
    if indicator.breaks and indicator.breaks_between(before.quarter, now.quarter):
        return f"a break in series lies before {now.quarter}"
    for point in (now, before):
        if point.value is None:
            return _wanting(point, indicator)
    if indicator.basis in _OWN_PERIODS and _is_of_its_quarter(before) and _is_of_its_quarter(now):
        return ""
    return no_move(before.covers, now.covers, indicator.basis)


def _is_of_its_quarter(point: Point) -> bool:
    return point.reading.figure.as_at is None


def _wanting(point: Point, indicator: Indicator) -> str:
    """Say why a quarter has no whole figure."""
    if not indicator.runs_in(point.quarter):
        return f"the indicator is not reported in {point.quarter}"
    for subject in ("it ", "the figure "):
        if point.missing.startswith(subject):
            return f"the figure of {point.quarter} {point.missing.removeprefix(subject)}"
    if not indicator.due_in(point.quarter):
        return f"no {indicator.basis.words} figure is due in {point.quarter}"
    return f"{point.quarter} is not held"


def run_up_to(points: Sequence[Point], indicator: Indicator) -> tuple[list[Decimal], str]:
    """Give the values that lead up to the last point by MOVES moves at most, and why there are no more."""
    now = points[-1]
    if now.value is None:
        return [], now.missing
    run = [now.value]
    for before in points[-2 : -MOVES - 2 : -1]:
        ended = why_no_move(before, now, indicator)
        if ended or before.value is None:
            return run, ended
        run.insert(0, before.value)
        now = before
    return run, f"{now.quarter.previous()} is not held"


def _too_few(moves: int, ended: str) -> str:
    """Say why there are too few moves for the rule."""
    if not moves:
        return ended
    return f"three moves are needed and {'one is' if moves == 1 else 'two are'} held, since {ended}"
