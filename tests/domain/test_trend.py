"""Direction, verdict, change on baseline and both trend rules (RULES 5)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csptui.domain.figure import Figure
from csptui.domain.indicator import Indicator, PeriodBasis, Polarity, Unit
from csptui.domain.quarter import FinancialYear, Quarter
from csptui.domain.scorecard import NO_READING, Reading
from csptui.domain.series import Point, point_of
from csptui.domain.trend import Direction, TrendKind, TrendRule, Verdict, change, direction, trend, verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

LAST = Quarter(FinancialYear(2009), 4)
THREE, PREVIOUS = TrendRule.THREE_QUARTERS, TrendRule.PREVIOUS_QUARTER


def indicator(polarity: Polarity = Polarity.LOWER, breaks: tuple[Quarter, ...] = ()) -> Indicator:
    return Indicator("X", "X", "n", Unit.NUMBER, polarity, basis=PeriodBasis.QUARTER, breaks=breaks)


def points(values: Sequence[str | int | None], one: Indicator | None = None) -> list[Point]:
    """Give the points of quarters that end at LAST; `None` and `.` are missing ones."""
    found: list[Point] = []
    quarter = LAST
    for value in reversed(values):
        reading = NO_READING if value in {None, "."} else Reading(Figure(Decimal(str(value))))
        found.insert(0, point_of(one or indicator(), quarter, reading))
        quarter = quarter.previous()
    return found


def series(text: str, one: Indicator | None = None) -> list[Point]:
    """Give the points of values with blanks between."""
    return points(text.split(), one)


@pytest.mark.parametrize(
    ("before", "now", "polarity", "way", "judged"),
    [
        ("19.16", "15.08", Polarity.LOWER, Direction.DOWN, Verdict.BETTER),
        ("7.28", "7.9", Polarity.LOWER, Direction.UP, Verdict.WORSE),
        ("83.6", "88.6", Polarity.HIGHER, Direction.UP, Verdict.BETTER),
        ("96.5", "95.3", Polarity.HIGHER, Direction.DOWN, Verdict.WORSE),
        ("-1.0", "-4.6", Polarity.ZERO, Direction.DOWN, Verdict.WORSE),
        ("1.0", "4.6", Polarity.ZERO, Direction.UP, Verdict.WORSE),
        ("-3", "3", Polarity.ZERO, Direction.UP, Verdict.SAME),
        ("0.71", "0.71", Polarity.LOWER, Direction.LEVEL, Verdict.SAME),
        ("1", "2", Polarity.NONE, Direction.UP, Verdict.NONE),
    ],
)
def test_direction_is_of_the_number_and_verdict_of_the_performance(
    before: str, now: str, polarity: Polarity, way: Direction, judged: Verdict
) -> None:
    """NI 16 is down and better, NI 33 up and worse; nearest to zero compares sizes."""
    assert direction(Decimal(before), Decimal(now)) is way
    assert verdict(Decimal(before), Decimal(now), polarity) is judged


@pytest.mark.parametrize(
    ("base", "now", "unit", "percent", "points"),
    [
        ("7.28", "7.9", Unit.PER_1000, "8.5165", None),
        ("10.48", "13.11", Unit.PERCENT, "25.0954", "2.63"),
        ("-25.6", "-24.1", Unit.PERCENT, "5.8594", "1.5"),
        ("3.68", "-4.09", Unit.PERCENT, None, "-7.77"),
        ("-1.0", "-4.6", Unit.POINTS, None, "-3.6"),
        ("0", "0", Unit.COUNT, None, None),
        ("0", "3", Unit.COUNT, None, None),
    ],
)
def test_change_on_baseline(base: str, now: str, unit: Unit, percent: str | None, points: str | None) -> None:
    """Per cent is withheld where the sign flips, the base is 0 or the unit is points."""
    found = change(Decimal(base), Decimal(now), unit)
    assert found.units == Decimal(now) - Decimal(base)
    assert (None if found.percent is None else f"{found.percent:.4f}") == percent
    assert found.points == (None if points is None else Decimal(points))
    assert bool(found.withheld) is (percent is None)


@pytest.mark.parametrize(
    ("values", "rule", "kind", "sustained"),
    [
        ("5 4 3 2", THREE, TrendKind.IMPROVING, True),
        ("2 3 4 5", THREE, TrendKind.WORSENING, True),
        ("2 3 4 3", THREE, TrendKind.STATIC, False),
        ("2 3 4 4", THREE, TrendKind.STATIC, False),
        ("2 2 2 2", THREE, TrendKind.STATIC, False),
        ("4 3 2", THREE, TrendKind.NONE, False),
        (". 4 3 2", THREE, TrendKind.NONE, False),
        ("5 . 3 2", THREE, TrendKind.NONE, False),
        ("5 4 3 2", PREVIOUS, TrendKind.IMPROVING, True),
        ("2 5 3 2", PREVIOUS, TrendKind.IMPROVING, False),
        ("3 2", PREVIOUS, TrendKind.IMPROVING, False),
        ("5 . 3 2", PREVIOUS, TrendKind.IMPROVING, False),
        ("2 3", PREVIOUS, TrendKind.WORSENING, False),
        ("2 2", PREVIOUS, TrendKind.STATIC, False),
        ("3 . 2", PREVIOUS, TrendKind.NONE, False),
        ("2", PREVIOUS, TrendKind.NONE, False),
        ("3 .", PREVIOUS, TrendKind.NONE, False),
        ("4 3 2 .", THREE, TrendKind.NONE, False),
    ],
)
def test_both_trend_rules(values: str, rule: TrendRule, kind: TrendKind, sustained: bool) -> None:  # noqa: FBT001 - a column of the table
    """The last move, or the last three; a gap is never bridged."""
    found = trend(series(values), indicator(), rule)
    assert (found.kind, found.sustained) == (kind, sustained)
    assert bool(found.reason) is (kind is TrendKind.NONE)


def test_quarters_that_do_not_follow_on_are_a_gap() -> None:
    """Two values with a quarter left out between them make no move."""
    first, _, last = series("3 5 2")
    found = trend([first, last], indicator(), PREVIOUS)
    assert (found.kind, found.reason) == (TrendKind.NONE, "2009/10 Q3 is not held")


def test_a_quarter_in_which_it_was_not_reported_is_not_said_to_lack_a_figure() -> None:
    """A figure that is held from before its start is no point, and nobody is sent to look for it."""
    begun = replace(indicator(), starts=LAST)
    for values in ("3 2", ". 2"):
        found = trend(series(values, begun), begun, PREVIOUS)
        assert (found.kind, found.reason) == (
            TrendKind.NONE,
            "the indicator is not reported in 2009/10 Q3",
        )


def test_a_trend_never_crosses_a_break_in_series() -> None:
    """A break at the present quarter leaves it alone; one further back shortens the run."""
    values = series("5 4 3 2")
    broken = trend(values, indicator(breaks=(LAST,)), PREVIOUS)
    assert (broken.kind, broken.reason) == (TrendKind.NONE, "a break in series lies before 2009/10 Q4")
    shorter = indicator(breaks=(LAST.previous(),))
    assert trend(values, shorter, PREVIOUS).kind is TrendKind.IMPROVING
    assert not trend(values, shorter, PREVIOUS).sustained
    three = trend(values, shorter, THREE)
    assert three.kind is TrendKind.NONE
    assert three.reason == (
        "three moves are needed and one is held, since a break in series lies before 2009/10 Q3"
    )


def test_a_rolling_figure_says_what_its_move_is() -> None:
    """On rolling 12 months the move is against the same quarter a year ago, and the trend says so."""
    rolling = Indicator("X", "X", "n", Unit.NUMBER, Polarity.LOWER, basis=PeriodBasis.ROLLING)
    assert "a year ago" in trend(series("3 2", rolling), rolling, PREVIOUS).note
    assert not trend(series("3 2"), indicator(), PREVIOUS).note


def test_a_move_of_a_rolling_sum_is_the_move_of_its_quarter_on_the_year() -> None:
    """R(q) − R(q−1) = x(q) − x(q−4), with RULES 5's numbers."""
    x = [100, 120, 90, 110, 105, 118, 95, 104]
    rolling = [sum(x[end - 3 : end + 1]) for end in range(3, len(x))]
    assert rolling == [420, 425, 423, 428, 422]
    assert [b - a for a, b in pairwise(rolling)] == [x[n] - x[n - 4] for n in range(4, 8)]


@given(st.lists(st.none() | st.integers(0, 5), min_size=1, max_size=6), st.sampled_from(TrendRule))
def test_nothing_before_a_gap_counts(values: list[int | None], rule: TrendRule) -> None:
    """Changing what lies before the last gap changes no trend."""
    gap = max((n for n, value in enumerate(values) if value is None), default=-1)
    changed = [99 if n < gap else value for n, value in enumerate(values)]
    assert trend(points(values), indicator(), rule) == trend(points(changed), indicator(), rule)
