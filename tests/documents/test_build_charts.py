"""Charts of history: what is drawn is what is held, and the words tell what the picture shows."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from documents import enfield_document
from hypothesis import given
from hypothesis import strategies as st

from csptui.domain.figure import Figure, number_text
from csptui.domain.groups import GroupAverage
from csptui.domain.indicator import Indicator, PeriodBasis, Polarity, Unit
from csptui.domain.period import Period
from csptui.domain.quarter import FinancialYear, Quarter
from csptui.domain.scorecard import Reading
from csptui.domain.series import Series, point_of, series_of
from csptui.domain.target import Comparison, Edge, Target
from csptui.outputs.document.charts import FEWEST, LONGEST, history_chart
from csptui.outputs.document.model import Chart, Plot

FIRST = Quarter(FinancialYear(2008), 3)
BASE = Indicator("I1", "NI 1", "One", Unit.PERCENT, Polarity.LOWER, places=1, basis=PeriodBasis.QUARTER)


def series(values: list[str | None], indicator: Indicator = BASE, target: str = "") -> Series:
    """Give a series of quarters that follow on; None is a gap."""
    readings, quarters, quarter = {}, [], FIRST
    for value in values:
        quarters.append(quarter)
        if value is not None:
            readings[quarter] = Reading(Figure(Decimal(value)))
        quarter = quarter.next()
    edge = Target(Edge(Comparison.AT_MOST, Decimal(target)), bare=True, absence=None) if target else None
    targets = {} if edge is None else {("I1", FinancialYear(year)): edge for year in range(2008, 2030)}
    return series_of(indicator, readings, quarters, targets)


def chart_of(one: Series) -> Chart:
    chart = history_chart(one, "NI 1")
    assert chart is not None
    return chart


def plot_of(chart: Chart) -> Plot:
    assert isinstance(chart.drawing, Plot)
    return chart.drawing


@pytest.mark.parametrize(
    ("values", "told"),
    [
        (
            ["5.0", "7.0", "6.0"],
            "5.0% in 2008/09 Q3 to 6.0% in 2009/10 Q1, up and worse;",
        ),
        (
            ["7.0", None, "6.0", "5.0"],
            "7.0% in 2008/09 Q3 to 5.0% in 2009/10 Q2, down and better;",
        ),
        (["5.0", "5.0", "5.0"], "5.0% in 2008/09 Q3 to 5.0% in 2009/10 Q1, the same."),
    ],
)
def test_the_words_tell_from_what_to_what(values: list[str | None], told: str) -> None:
    assert chart_of(series(values)).alternative.startswith(told)


def test_the_words_tell_the_lowest_the_highest_and_what_is_missing() -> None:
    told = chart_of(series(["5.0", None, "7.0", "6.0"])).alternative
    assert told.endswith("; lowest 5.0% in 2008/09 Q3, highest 7.0% in 2009/10 Q1; 1 of 4 quarters missing.")


def test_across_a_break_nothing_is_called_better_or_worse() -> None:
    broken = replace(BASE, breaks=(FIRST.next(),))
    told = chart_of(series(["5.0", "7.0", "6.0"], broken)).alternative
    assert ", not compared across the break in series at 2008/09 Q4;" in told
    assert "worse" not in told
    points = plot_of(chart_of(series(["5.0", "7.0", "6.0"], broken))).points
    assert [one.breaks for one in points] == [False, True, False]


def test_too_few_figures_are_no_chart() -> None:
    held: list[str | None] = ["5.0"] * (FEWEST - 1)
    assert history_chart(series([*held, None, None]), "NI 1") is None
    assert history_chart(series([*held, None, "5.1"]), "NI 1") is not None


def test_a_target_is_drawn_and_stands_beside_the_numbers() -> None:
    chart = chart_of(series(["5.0", "7.0", "6.0"], target="5.5"))
    assert plot_of(chart).target_label == "Target"
    assert {one.target for one in plot_of(chart).points} == {Decimal("5.5")}
    assert [column.head for column in chart.numbers.columns] == ["Year", "Q1", "Q2", "Q3", "Q4", "Target"]
    assert [[cell.text for cell in row.cells] for row in chart.numbers.rows] == [
        ["2008/09", "", "", "5.0%", "7.0%", "5.5%"],
        ["2009/10", "6.0%", "", "", "", "5.5%"],
    ]


def test_the_group_average_is_drawn_where_there_is_no_target() -> None:
    one = series(["5.0", "7.0", "6.0"])
    average = GroupAverage("Family", Decimal("4.44"), 3, 3, include_self=True)
    chart = chart_of(Series(one.indicator, tuple(replace(point, average=average) for point in one.points)))
    assert plot_of(chart).target_label == "Group average"
    assert chart.numbers.rows[0].cells[-1].text == "4.4%"


def test_each_quarter_has_its_own_average_and_a_year_its_last() -> None:
    one = series(["5.0", "7.0", "6.0"])
    points = tuple(
        replace(point, average=GroupAverage("Family", Decimal(place), 3, 3, include_self=True))
        for place, point in enumerate(one.points, start=4)
    )
    chart = chart_of(Series(one.indicator, points))
    assert [point.target for point in plot_of(chart).points] == [Decimal(4), Decimal(5), Decimal(6)]
    assert [row.cells[-1].text for row in chart.numbers.rows] == ["5.0%", "6.0%"]


def test_without_either_no_column_is_empty() -> None:
    chart = chart_of(series(["5.0", "7.0", "6.0"]))
    assert plot_of(chart).target_label == ""
    assert chart.numbers.columns[-1].head == "Q4"


def test_of_a_yearly_figure_only_the_years_are_drawn() -> None:
    yearly = replace(BASE, basis=PeriodBasis.ANNUAL)
    values = [None, "5.0", None, None, None, "6.0", None, None, None, None, None, None, None, "7.0"]
    plot = plot_of(chart_of(series(values, yearly)))
    assert [(one.label, one.text) for one in plot.points] == [
        ("08/09", "5.0%"),
        ("09/10", "6.0%"),
        ("10/11", ""),
        ("11/12", "7.0%"),
    ]
    assert "1 of 4 years missing" in chart_of(series(values, yearly)).alternative


def test_a_yearly_figure_in_several_quarters_is_drawn_once() -> None:
    """Of each year its last reading; the year before, shown again until there is another, is no year more."""
    yearly = replace(BASE, basis=PeriodBasis.ANNUAL)
    values = ["4.9", "5.0", None, "5.8", "5.9", "6.0", None, None, None, "7.0"]
    held = series(values, yearly)
    again = replace(held.points[5].reading.figure, as_at=Period.parse("2009/10"))
    points = list(held.points)
    points[6] = point_of(yearly, points[6].quarter, Reading(again))
    chart = chart_of(replace(held, points=tuple(points)))
    assert [(one.label, one.text) for one in plot_of(chart).points] == [
        ("08/09", "5.0%"),
        ("09/10", "6.0%"),
        ("10/11", "7.0%"),
    ]
    assert "missing" not in chart.alternative


def test_no_line_of_a_yearly_figure_crosses_a_break_within_the_year() -> None:
    broken = replace(BASE, basis=PeriodBasis.ANNUAL, breaks=(Quarter(FinancialYear(2009), 2),))
    values = [None, "5.0", None, None, None, "6.0", None, None, None, "7.0"]
    chart = chart_of(series(values, broken))
    assert [one.breaks for one in plot_of(chart).points] == [False, True, False]
    assert [row.cells[1].detail != "" for row in chart.numbers.rows] == [False, True, False]


@given(st.lists(st.none() | st.integers(-500, 500).map(lambda one: str(Decimal(one) / 10)), max_size=40))
def test_what_is_drawn_is_what_is_held_and_the_scale_holds_it(values: list[str | None]) -> None:
    """Every point is its quarter's own figure, a gap is a gap, and the numbers have the same figures."""
    one = series(values, replace(BASE, signed=True))
    chart = history_chart(one, "NI 1")
    last = one.points[-LONGEST:]
    held = [point for point in last if point.exact is not None]
    assert (chart is None) is (len(held) < FEWEST)
    if chart is None:
        return
    plot = plot_of(chart)
    assert [(point.label, point.value) for point in plot.points] == [
        (point.quarter.short, point.exact) for point in last[-len(plot.points) :]
    ]
    assert plot.points[0].value is not None
    numbers = [cell.text for row in chart.numbers.rows for cell in row.cells[1:5] if cell.text]
    assert numbers == [number_text(point.reading.figure, one.indicator) for point in held]
    assert len({text for _, text in plot.ticks}) == len(plot.ticks)
    assert all(text == f"{value:+f}%" or not value for value, text in plot.ticks)


def test_the_ticks_span_what_is_drawn() -> None:
    """Enfield's re-offending falls to 28.00%, below the round number 30%: the side begins at 25%."""
    plots = [block.drawing for block in enfield_document().blocks() if isinstance(block, Chart)]
    drawn = [one for one in plots if isinstance(one, Plot)]
    assert drawn
    for plot in drawn:
        values = [one for at in plot.points for one in (at.value, at.target) if one is not None]
        ticks = [value for value, _ in plot.ticks]
        assert min(ticks) <= min(values)
        assert max(ticks) >= max(values)
    assert [text for _, text in drawn[0].ticks] == ["25%", "30%", "35%", "40%", "45%", "50%", "55%"]
