"""Properties of series: no gap is bridged, no break crossed, and no overlapping period tested for chance."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from drawn_series import (
    do_follow,
    is_broken,
    is_move,
    is_part,
    is_whole,
    months_of,
    naive_apart,
    naive_runs,
    series,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from csptui.domain.chance import Held, chance_between
from csptui.domain.dataset import Dataset, Partnership, QuarterRecord
from csptui.domain.figure import EMPTY, Figure
from csptui.domain.indicator import Indicator, PeriodBasis, Polarity, Section, Theme, Unit
from csptui.domain.rag import Colour, Ground
from csptui.domain.target import UNSET, Comparison, Edge
from csptui.domain.trend import TrendKind, TrendRule, Verdict, trend

if TYPE_CHECKING:
    from csptui.domain.quarter import Quarter
    from csptui.domain.scorecard import Row
    from csptui.domain.series import Series

AT_MOST_3 = replace(UNSET, edge=Edge(Comparison.AT_MOST, Decimal(3)), absence=None)
MANY = settings(max_examples=300)


def figures_of(one: Series) -> dict[Quarter, Figure]:
    """Give the figures by quarter, gaps as empty ones."""
    return {point.quarter: point.reading.figure for point in one.points}


@MANY
@given(series())
def test_runs_never_bridge_a_gap_nor_cross_a_break(one: Series) -> None:
    """Within a run each quarter follows on the one before, both with a whole figure and no break between."""
    for run in one.runs():
        assert all(point.value is not None and not point.missing for point in run)
        for before, now in pairwise(run):
            assert before.quarter.next() == now.quarter
            assert not is_broken(one.indicator, before.quarter, now.quarter)


@MANY
@given(series())
def test_every_whole_figure_is_in_one_run_and_no_other_is(one: Series) -> None:
    """Runs lose nothing, repeat nothing, and hold no part of a period; what is no point says why."""
    in_runs = [point for run in one.runs() for point in run]
    whole = [
        quarter for quarter, figure in figures_of(one).items() if is_whole(one.indicator, quarter, figure)
    ]
    assert [point.quarter for point in in_runs] == whole
    assert tuple(in_runs) == one.held
    assert all((point.value is None) is bool(point.missing) for point in one.points)


@MANY
@given(series())
def test_points_apart_share_no_month(one: Series) -> None:
    """Within a stretch no two periods share a month, and each begins where the one before ends."""
    indicator = one.indicator
    for stretch in one.apart():
        covered = [months_of(point.reading.figure, indicator.basis, point.quarter) for point in stretch]
        seen: set[int] = set()
        for covers in covered:
            assert not seen & covers.months
            seen |= covers.months
        for before, now in pairwise(stretch):
            assert not is_broken(indicator, before.quarter, now.quarter)
        for before_covers, covers in pairwise(covered):
            assert do_follow(before_covers, covers, indicator.basis, may_share=False)


@MANY
@given(series())
def test_series_agree_with_a_second_telling(one: Series) -> None:
    """Runs and points apart are those that counting months one by one gives."""
    held = figures_of(one)
    assert [[point.quarter for point in run] for run in one.runs()] == naive_runs(one.indicator, held)
    apart = sorted([point.quarter for point in stretch] for stretch in one.apart())
    assert apart == sorted(naive_apart(one.indicator, held))


def printed(figure: Figure, indicator: Indicator) -> Decimal:
    """Give a value at printed precision, half up."""
    if figure.value is not None or figure.fraction is None:
        return figure.value or Decimal(0)
    exact = Decimal(figure.fraction.numerator) * 100 / figure.fraction.denominator
    return exact.quantize(Decimal(1).scaleb(-indicator.places), rounding=ROUND_HALF_UP)


def judged(before: Decimal, now: Decimal, polarity: Polarity) -> str:
    """Judge a move."""
    if polarity is Polarity.ZERO:
        before, now = abs(before), abs(now)
    if before == now:
        return "same"
    return "better" if (now > before) is (polarity is Polarity.HIGHER) else "worse"


def naive_trend(indicator: Indicator, held: dict[Quarter, Figure], rule: TrendRule) -> tuple[TrendKind, bool]:
    """Give the kind of the trend at the last quarter, and whether it is sustained."""
    moves: list[str] = []
    now = max(held)
    while len(moves) < 3 and is_move(indicator, now.previous(), now, held):
        before = now.previous()
        values = printed(held[before], indicator), printed(held[now], indicator)
        moves.append(judged(*values, indicator.polarity))
        now = before
    needed = 1 if rule is TrendRule.PREVIOUS_QUARTER else 3
    if len(moves) < needed or indicator.polarity is Polarity.NONE:
        return TrendKind.NONE, False
    sustained = len(moves) == 3 and len(set(moves)) == 1 and moves[0] != "same"
    kinds = {"better": TrendKind.IMPROVING, "worse": TrendKind.WORSENING, "same": TrendKind.STATIC}
    if rule is TrendRule.THREE_QUARTERS and not sustained:
        return TrendKind.STATIC, False
    return kinds[moves[0]], sustained


@MANY
@given(series(), st.sampled_from(TrendRule))
def test_a_trend_agrees_with_a_second_telling(one: Series, rule: TrendRule) -> None:
    """By both rules; where there is none, a reason is given."""
    found = trend(one.points, one.indicator, rule)
    assert (found.kind, found.sustained) == naive_trend(one.indicator, figures_of(one), rule)
    assert bool(found.reason) is (found.kind is TrendKind.NONE)
    assert found.rule is rule


@MANY
@given(series())
def test_chance_is_tested_between_periods_apart_alone(one: Series) -> None:
    """Two whole figures are tested, with no break between, whose periods share no month; no others."""
    indicator = one.indicator
    for before, now in pairwise(one.points):
        pair = [Held(point.reading.figure, point.quarter, str(point.quarter)) for point in (before, now)]
        found = chance_between(pair[0], pair[1], indicator)
        assert (found.p is None) is bool(found.refused)
        first, last = (months_of(held.figure, indicator.basis, held.quarter) for held in pair)
        cohorts = first.cohort is not None and last.cohort is not None and first.cohort != last.cohort
        apart = cohorts or bool(first.months and last.months and not first.months & last.months)
        has = all(
            (held.figure.value is not None or held.figure.fraction is not None)
            and not is_part(held.figure, indicator.basis, held.quarter)
            for held in pair
        )
        may = has and apart and not is_broken(indicator, before.quarter, now.quarter)
        if not may:
            assert found.p is None
        elif indicator.unit is Unit.COUNT:
            alike = indicator.basis is PeriodBasis.SNAPSHOT or len(first.months) == len(last.months)
            same = before.reading.figure.value == now.reading.figure.value
            assert (found.p is not None) is (alike and not same)


def dataset_of(one: Series, rule: TrendRule) -> Dataset:
    """Make a partnership that reports the series in its last quarter, against a target of 3."""
    shown = one.points[-1].quarter
    return Dataset(
        Partnership("P", trend_rule=rule),
        (Theme("t", "Theme", "T", (Section("", (one.indicator,)),)),),
        shown,
        targets={(one.indicator.id, shown.year): AT_MOST_3},
        quarters={point.quarter: QuarterRecord({one.indicator.id: point.reading}) for point in one.points},
    )


@MANY
@given(series(), st.sampled_from(TrendRule))
def test_a_row_has_the_trend_of_its_series_and_a_part_has_nothing(one: Series, rule: TrendRule) -> None:
    """The row takes its trend from the same rule; a part is not rated, and compared with nothing."""
    data = dataset_of(one, rule)
    row = data.scorecard().row(one.indicator.id)
    if row is None:
        assert not one.indicator.runs_in(data.shown)
        return
    held = {point.quarter: point.reading.figure for point in one.points[-4:]}
    assert (row.trend.kind, row.trend.sustained) == naive_trend(one.indicator, held, rule)
    figure = row.reading.figure
    has = figure.value is not None or figure.fraction is not None
    if has and is_part(figure, one.indicator.basis, data.shown):
        assert_part(row)
    else:
        assert not row.part
        assert row.rating.ground is (Ground.TARGET if has else Ground.NO_ACTUAL)
    year_end = data.shown.baseline()
    base = figures_of(one).get(year_end, EMPTY)
    if row.change is not None:
        assert not is_part(base, one.indicator.basis, year_end)
        assert not is_broken(one.indicator, year_end, data.shown)


def assert_part(row: Row) -> None:
    """Look that a part passes nowhere for a whole figure."""
    assert (row.rating.ground, row.rating.colour) == (Ground.PART, Colour.NONE)
    assert "months" in row.part or "month" in row.part
    assert row.rating.variance is None
    assert row.rating.percent_of_target is None
    assert (row.change, row.verdict, row.movement) == (None, Verdict.NONE, Verdict.NONE)
    assert (row.trend.kind, row.trend.reason) == (TrendKind.NONE, row.part)
    assert row.exception is None
    assert row.rating.edge is not None
    assert row.rating.certain
