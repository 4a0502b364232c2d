"""What holds for every list: against a second, naive implementation, moved, mirrored, scaled and parted."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from csptui.analysis.spc import Call, Chart, Side, Signal, chart
from csptui.domain.indicator import Polarity

SMALL = st.integers(0, 9).map(Decimal)
"""Few different values, so that ties, runs and points on the mean are common."""
ANY = st.decimals(-(10**6), 10**6, places=2)
LISTS = st.one_of(st.lists(SMALL, min_size=2, max_size=40), st.lists(ANY, min_size=2, max_size=40))
STEPS = st.lists(st.sampled_from([-2, -1, -1, 0, 1, 1, 2, 9]), min_size=2, max_size=40)
"""Values that wander, so that trends and shifts are common."""
RUNS = st.integers(5, 9)


def walked(steps: list[int]) -> list[Decimal]:
    """Give the sums of steps."""
    values = [Decimal(0)]
    for step in steps:
        values.append(values[-1] + step)
    return values


WALKS = STEPS.map(walked)
VALUES = st.one_of(LISTS, WALKS)


def naive(values: list[Decimal], run: int, *, screening: bool) -> list[tuple[str, str]]:
    """Give signal and side of each point, window by window, as the rules are read aloud."""
    y = [Fraction(value) for value in values]
    mean = sum(y) / Fraction(len(y))
    ranges = [abs(after - before) for before, after in pairwise(y)]
    average = sum(ranges) / Fraction(len(ranges))
    if screening and average > 0:
        kept = [one for one in ranges if one * 1000 < average * 3267]
        average = sum(kept) / Fraction(len(kept))
    limit = average * 266 / 100
    sign = [(one > mean) - (one < mean) for one in y]
    outside = [abs(one - mean) > limit for one in y]
    far = [not out and abs(one - mean) * 3 > limit * 2 for one, out in zip(y, outside, strict=True)]
    trend = windows_of_trend(y, run)
    two, shift = set[int](), set[int]()
    for i in range(len(y)):
        if sum(far[i : i + 3]) > 1 and abs(sum(sign[i : i + 3])) == 3:
            two.update(j for j in range(i, i + 3) if far[j])
        if abs(sum(sign[i : i + run])) == run:
            shift.update(range(i, i + run))
    named = {1: "high", -1: "low", 0: ""}
    found = []
    for i in range(len(y)):
        rules = {"outside": outside[i], "trend": trend[i], "two-in-three": i in two, "shift": i in shift}
        signal = next((name for name, holds in rules.items() if holds), "none")
        found.append((signal, named[trend[i] if signal == "trend" else sign[i]]))
    return found


def windows_of_trend(y: list[Fraction], run: int) -> list[int]:
    """Give 1 for each point of a rising window and -1 of a falling one; of two the later counts."""
    trend = [0] * len(y)
    for i in range(len(y) - run + 1):
        moves = [(after > before) - (after < before) for before, after in pairwise(y[i : i + run])]
        if abs(sum(moves)) == run - 1:
            trend[i : i + run] = [moves[0]] * run
    return trend


def shown(made: Chart) -> list[tuple[str, str]]:
    """Give signal and side of each point."""
    return [(point.signal.value, point.side.value) for point in made.points]


@settings(max_examples=400, deadline=None)
@given(VALUES, RUNS)
def test_it_agrees_with_the_rules_read_window_by_window(values: list[Decimal], run: int) -> None:
    for screening in (True, False):
        assert shown(chart(values, run=run, screening=screening)) == naive(values, run, screening=screening)


@settings(deadline=None)
@given(VALUES, RUNS, ANY)
def test_what_is_added_to_every_value_moves_the_lines_and_nothing_else(
    values: list[Decimal], run: int, more: Decimal
) -> None:
    before, after = chart(values, run=run), chart([value + more for value in values], run=run)
    assert shown(before) == shown(after)
    assert after.limits.mean - before.limits.mean == Fraction(more)
    assert after.limits.average_range == before.limits.average_range
    assert after.screened == before.screened


@settings(deadline=None)
@given(VALUES, RUNS, st.integers(1, 1000))
def test_another_unit_changes_nothing(values: list[Decimal], run: int, times: int) -> None:
    before, after = chart(values, run=run), chart([value * times for value in values], run=run)
    assert shown(before) == shown(after)
    assert after.limits.upper == before.limits.upper * times


@settings(deadline=None)
@given(VALUES, RUNS)
def test_a_mirror_swaps_the_sides_and_the_verdicts(values: list[Decimal], run: int) -> None:
    before = chart(values, run=run, better=Polarity.LOWER)
    after = chart([-value for value in values], run=run, better=Polarity.LOWER)
    other = {Side.HIGH: Side.LOW, Side.LOW: Side.HIGH, Side.ON: Side.ON}
    against = {Call.IMPROVEMENT: Call.CONCERN, Call.CONCERN: Call.IMPROVEMENT, Call.NONE: Call.NONE}
    assert [(one.signal, one.side) for one in after.points] == [
        (one.signal, other[one.side]) for one in before.points
    ]
    assert [one.call for one in after.points] == [against[one.call] for one in before.points]
    assert after.limits.upper == -before.limits.lower
    same = chart([-value for value in values], run=run, better=Polarity.HIGHER)
    assert [one.call for one in same.points] == [one.call for one in before.points]


@settings(deadline=None)
@given(VALUES, RUNS)
def test_read_backwards_the_lines_are_the_same(values: list[Decimal], run: int) -> None:
    before, after = chart(values, run=run).limits, chart(values[::-1], run=run).limits
    assert [before.mean, before.average_range, before.screened] == [
        after.mean,
        after.average_range,
        after.screened,
    ]


@settings(deadline=None)
@given(VALUES, VALUES, RUNS)
def test_groups_know_nothing_of_each_other(one: list[Decimal], other: list[Decimal], run: int) -> None:
    both = chart([*one, *other], run=run, rebases=[len(one) + 1])
    assert shown(both) == shown(chart(one, run=run)) + shown(chart(other, run=run))
    assert both.limits.mean == chart(other, run=run).limits.mean


@settings(deadline=None)
@given(VALUES, RUNS)
def test_lines_lie_in_order_and_verdicts_stand_with_special_causes_alone(
    values: list[Decimal], run: int
) -> None:
    made = chart(values, run=run, better=Polarity.HIGHER)
    lines = made.limits
    assert lines.lower <= lines.lower_warning <= lines.mean <= lines.upper_warning <= lines.upper
    for point in made.points:
        assert (point.call is Call.NONE) == (point.signal is Signal.NONE)
        assert (point.length >= run) == (point.signal in {Signal.TREND, Signal.SHIFT})


@settings(deadline=None)
@given(VALUES)
def test_a_longer_run_is_asked_for_more_and_finds_no_more(values: list[Decimal]) -> None:
    """Points in a trend or shift of 9 are in one of 5 too; what lies outside does not depend on it."""
    short, long = chart(values, run=5), chart(values, run=9)
    for few, many in zip(short.points, long.points, strict=True):
        assert (few.signal is Signal.OUTSIDE) == (many.signal is Signal.OUTSIDE)
        assert few.signal is not Signal.NONE or many.signal is Signal.NONE
