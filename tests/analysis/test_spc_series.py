"""The control chart of an indicator: which figures count, what is left out and said, and each refusal."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from csptui.analysis.spc import Assurance, Call, Chart, Refused, Signal, chart_of
from csptui.domain.charting import Charting
from csptui.domain.figure import Absence, Figure, Status
from csptui.domain.indicator import Indicator, PeriodBasis, Polarity, Unit
from csptui.domain.period import Period
from csptui.domain.quarter import FinancialYear, Quarter
from csptui.domain.scorecard import Reading
from csptui.domain.series import Series, series_of
from csptui.domain.target import Comparison, Edge, Target

if TYPE_CHECKING:
    from collections.abc import Sequence

FIRST = Quarter(FinancialYear(2010), 1)
COUNTED = Indicator(
    "X1",
    "X 1",
    "Burglaries",
    unit=Unit.COUNT,
    polarity=Polarity.LOWER,
    basis=PeriodBasis.QUARTER,
)
QUIET = [12, 8] * 10


def quarter(text: str) -> Quarter:
    """Give a quarter of a text."""
    found = Quarter.parse(text)
    assert found is not None
    return found


def after(count: int) -> Quarter:
    """Give the quarter so many after the first."""
    at = FIRST
    for _ in range(count):
        at = at.next()
    return at


def series(
    values: Sequence[int | None],
    indicator: Indicator = COUNTED,
    as_at: dict[int, str] | None = None,
    target: str = "",
    target_for: str = "",
) -> Series:
    """Give a series of one value a quarter from 2010/11 Q1 on; None is a quarter without a figure."""
    readings = {}
    for at, value in enumerate(values):
        if value is None:
            continue
        told = (as_at or {}).get(at)
        period = None if told is None else Period.parse(told)
        assert told is None or period is not None
        readings[after(at)] = Reading(Figure(Decimal(value), as_at=period))
    targets = {}
    if target:
        edge = Edge(Comparison.AT_MOST, Decimal(target))
        year = after(len(values) - 1).year
        of = Period.parse(target_for) if target_for else None
        targets[indicator.id, year] = Target(edge, bare=True, absence=None, applies_to=of)
    return series_of(indicator, readings, [after(at) for at in range(len(values))], targets)


def made(given: Series, charting: Charting | None = None, rebases: tuple[str, ...] = ()) -> Chart:
    """Give the chart, which must be there."""
    found = chart_of(given, charting or Charting(), rebases=[quarter(one) for one in rebases])
    assert isinstance(found, Chart), found.sentence
    return found


def refusal(given: Series, rebases: tuple[str, ...] = ()) -> str:
    """Give the sentence of a refusal, which must be there."""
    found = chart_of(given, rebases=[quarter(one) for one in rebases])
    assert isinstance(found, Refused)
    return found.sentence


class TestWhatCounts:
    def test_each_point_has_its_quarter_and_its_text(self) -> None:
        chart = made(series([1200, *QUIET]))
        assert (chart.points[0].quarter, chart.points[0].text) == (FIRST, "1,200")
        assert str(chart.latest.quarter) == "2015/16 Q1"
        assert chart.notes == ()

    def test_a_provisional_figure_keeps_its_mark(self) -> None:
        given = series(list(QUIET))
        readings = {point.quarter: point.reading for point in given.points}
        readings[after(19)] = Reading(Figure(Decimal(8), status=Status.PROVISIONAL))
        assert made(series_of(COUNTED, readings, list(readings), {})).latest.text == "8 [p]"

    def test_a_gap_begins_anew_and_is_told(self) -> None:
        chart = made(series([5, 5, 5, None, *QUIET]))
        assert len(chart.points) == 20
        told = "3 earlier figures do not count: the chart begins after the gap at 2010/11 Q4"
        assert chart.notes == (f"{told} (no figure is held).",)

    def test_the_reason_of_a_gap_is_told(self) -> None:
        absent = series([5, 5, 5, None, *QUIET])
        readings = {point.quarter: point.reading for point in absent.points}
        readings[after(3)] = Reading(Figure(absence=Absence.CONFIDENTIAL))
        again = series_of(COUNTED, readings, list(readings), {})
        assert "(the figure is confidential [c])" in made(again).notes[0]

    def test_a_break_in_series_begins_anew_and_is_told(self) -> None:
        broken = replace(COUNTED, breaks=(after(1),))
        chart = made(series([500, *QUIET], broken))
        assert len(chart.points) == 20
        assert chart.notes == (
            "1 earlier figure does not count: the chart begins after the break in series at 2010/11 Q2.",
        )

    def test_only_the_stretch_of_the_latest_point_counts_though_another_is_longer(self) -> None:
        told = refusal(series([*QUIET, None, 8, 12, 8]))
        assert told == (
            "control chart needs 13 quarters that do not overlap; 3 are held since the gap at 2015/16 Q1"
            " (no figure is held)"
        )

    def test_a_part_of_a_quarter_is_no_point_and_is_told(self) -> None:
        chart = made(series([*QUIET, 3], as_at={20: "1 month to Apr 2015"}))
        assert len(chart.points) == 20
        assert chart.notes == ("2015/16 Q1 is left out: it covers 1 month (April 2015) of 3.",)

    def test_an_annual_figure_of_no_year_is_no_point_and_is_told(self) -> None:
        yearly = replace(COUNTED, basis=PeriodBasis.ANNUAL)
        values: list[int | None] = [None, None, None, 7, None, None, None, 9] * 7
        chart = made(series([*values, None, 8], yearly))
        assert len(chart.points) == 14
        told = "the annual figure of 2024/25 Q2 does not say which year it covers"
        assert chart.notes == (f"2024/25 Q2 is left out: {told}.",)

    def test_a_quarter_without_a_figure_as_yet_is_not_told(self) -> None:
        assert made(series([*QUIET, None])).notes == ()

    def test_of_several_breaks_or_gaps_the_last_is_told(self) -> None:
        broken = replace(COUNTED, breaks=(after(1), after(2), after(3)))
        chart = made(series([1, None, None, *QUIET], broken))
        assert "the break in series at 2010/11 Q4" in chart.notes[0]
        assert "the gap at 2010/11 Q4" in made(series([1, None, None, None, *QUIET])).notes[0]

    def test_the_chart_as_it_was_at_a_quarter(self) -> None:
        chart = made(series([*QUIET, 60]).up_to(after(19)))
        assert {point.signal for point in chart.points} == {Signal.NONE}

    def test_annual_figures_are_one_point_a_year(self) -> None:
        """Held in the fourth quarters alone; the quarters between hold nothing and make no gap."""
        yearly = replace(COUNTED, basis=PeriodBasis.ANNUAL)
        values: list[int | None] = [None, None, None, 7, None, None, None, 9] * 7
        assert len(made(series(values, yearly)).points) == 14

    def test_polarity_and_target_are_the_indicators(self) -> None:
        chart = made(series([*QUIET, 60], target="30"))
        assert chart.latest.call is Call.CONCERN
        assert (chart.assurance, chart.target) == (Assurance.PASS, "30")

    def test_a_target_of_the_year_is_not_held_against_quarters_that_add_up(self) -> None:
        """39 cases in a year are missed by 12 and 8 a quarter, though no quarter has as many."""
        chart = made(series(QUIET, target="39", target_for="FY2014/15"))
        assert (chart.assurance, chart.edge, chart.target) == (Assurance.NONE, None, "")
        assert chart.notes == ("The target of 39 is for the year, and the points are quarters.",)
        quarterly = made(series(QUIET, target="39", target_for="2014-15-Q4"))
        assert (quarterly.assurance, quarterly.notes) == (Assurance.PASS, ())

    def test_a_target_of_the_year_is_a_share_s_in_each_quarter(self) -> None:
        share = replace(COUNTED, unit=Unit.PERCENT)
        assert made(series(QUIET, share, target="39", target_for="FY2014/15")).assurance is Assurance.PASS
        assert made(series(list(QUIET))).assurance is Assurance.NONE


class TestRefused:
    def test_too_few_quarters(self) -> None:
        assert refusal(series([1, 2])) == "control chart needs 13 quarters that do not overlap; 2 are held"
        assert len(made(series([1, 2] * 6 + [1])).points) == 13

    def test_nothing_held(self) -> None:
        none = "control chart needs 13 quarters that do not overlap; none is held"
        assert refusal(series([None, None])) == none
        assert refusal(Series(COUNTED)) == none

    def test_few_since_a_break(self) -> None:
        broken = replace(COUNTED, breaks=(after(18),))
        assert refusal(series(list(QUIET), broken)) == (
            "control chart needs 13 quarters that do not overlap; 2 are held since the break in series at"
            " 2014/15 Q3"
        )

    def test_too_few_years_and_cohorts(self) -> None:
        yearly = replace(COUNTED, basis=PeriodBasis.ANNUAL)
        assert refusal(series([None, None, None, 7], yearly)) == (
            "control chart needs 13 years that do not overlap; 1 is held"
        )
        followed = replace(COUNTED, basis=PeriodBasis.COHORT)
        assert "13 cohorts" in refusal(series([5], followed, as_at={0: "2005 cohort"}))

    @pytest.mark.parametrize("count", [2, 20])
    def test_rolling_data_with_the_reason_however_many(self, count: int) -> None:
        rolling = replace(COUNTED, basis=PeriodBasis.ROLLING)
        told = refusal(series(list(QUIET[:count]), rolling))
        assert told.startswith("control chart needs 13 quarters that do not overlap")
        assert ("; 2 are held" in told) == (count == 2)
        assert told.endswith("they are rolling 12 months: two quarters in a row share nine months")

    def test_a_group_of_one_point(self) -> None:
        assert refusal(series(list(QUIET)), ("2014/15 Q4",)) == (
            "a group of a control chart needs 2 points; between the rebases the one from 2014/15 Q4 has 1"
        )


class TestSettings:
    def test_run_and_screening_are_the_partnerships(self) -> None:
        given = series([20, 1, 20, 3, 20, 5, 20, 9, 12, 8, 9, 8, 9, 8])
        assert made(given, Charting(run=5)).latest.signal is Signal.SHIFT
        assert made(given, Charting(run=9)).latest.signal is Signal.NONE
        jumpy = series([*QUIET, 90, 12])
        assert made(jumpy).screened == 2
        assert made(jumpy, Charting(screening=False)).screened == 0

    def test_a_rebase_of_the_indicator_and_one_besides(self) -> None:
        given = series(QUIET * 2, replace(COUNTED, rebases=(quarter("2013/14 Q1"),)))
        assert made(given).rebases == (13,)
        both = made(given, rebases=("2016/17 Q1",))
        assert both.rebases == (13, 25)
        few, more = "rest on 12 points alone.", "and are provisional until there are 13."
        assert both.notes == (f"The limits from 2010/11 Q1 {few}", f"The limits from 2013/14 Q1 {few}")
        late = made(given, rebases=("2019/20 Q1",))
        assert late.notes[1:] == (f"The limits from 2019/20 Q1 rest on 4 points, {more}",)

    def test_limits_without_width_are_noted(self) -> None:
        chart = made(series([*[0] * 12, 1]))
        assert chart.notes[0].startswith("The limits from 2010/11 Q1 have no width: ")

    def test_a_rebase_that_begins_no_group_is_told(self) -> None:
        chart = made(series(list(QUIET)), rebases=("2009/10 Q1", "2010/11 Q1", "2020/21 Q1"))
        assert chart.rebases == ()
        assert chart.notes == (
            "The rebase at 2009/10 Q1 changes nothing: the chart begins no earlier.",
            "The rebase at 2010/11 Q1 changes nothing: the chart begins no earlier.",
            "The rebase at 2020/21 Q1 waits for its first figure.",
        )

    def test_a_rebase_between_two_years_begins_at_the_later(self) -> None:
        yearly = replace(COUNTED, basis=PeriodBasis.ANNUAL)
        values: list[int | None] = [None, None, None, 7, None, None, None, 9] * 7
        assert made(series(values, yearly), rebases=("2013/14 Q2",)).rebases == (4,)
