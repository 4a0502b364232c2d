"""The age of a colour: each quarter on its own target, and no gap, part or break bridged."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from csptui.domain.age import age
from csptui.domain.dataset import Dataset, Partnership, QuarterRecord
from csptui.domain.figure import Absence, Figure
from csptui.domain.indicator import Indicator, PeriodBasis, Polarity, Section, Theme, Unit
from csptui.domain.period import Period
from csptui.domain.quarter import FinancialYear, Quarter
from csptui.domain.rag import Colour
from csptui.domain.scorecard import Reading
from csptui.domain.series import series_of
from csptui.domain.target import Comparison, Edge, Target

NOW = Quarter(FinancialYear(2010), 2)
BASE = Indicator("I1", "NI 1", "One", Unit.COUNT, Polarity.LOWER, basis=PeriodBasis.QUARTER)
RED, AMBER, GREEN = "120", "104", "90"
IN_PART = Figure(Decimal(RED), as_at=Period.parse("1 month to May 2010"))


def told(
    figures: dict[str, Figure | str], indicator: Indicator = BASE, targets: dict[int, str] | None = None
) -> str:
    """Give the sentence of the last quarter's colour; figures by quarters such as `2009/10 Q4`."""
    limits = {2008: "100", 2009: "100", 2010: "100"} if targets is None else targets
    held = {
        ("I1", FinancialYear(year)): Target(Edge(Comparison.AT_MOST, Decimal(limit)), bare=True, absence=None)
        for year, limit in limits.items()
    }
    readings = {}
    for name, figure in figures.items():
        quarter = Quarter.parse(name)
        assert quarter is not None
        readings[quarter] = Reading(Figure(Decimal(figure)) if isinstance(figure, str) else figure)
    now = max(readings)
    theme = Theme("t", "Theme", "T", (Section("", (indicator,)),))
    records = {quarter: QuarterRecord({"I1": reading}) for quarter, reading in readings.items()}
    dataset = Dataset(Partnership("P"), (theme,), now, tuple(sorted(records)), held, records)
    (row,) = dataset.scorecard().rows
    series = series_of(indicator, readings, sorted(readings), held)
    return age(row, series, dataset.partnership.rule).sentence


@pytest.mark.parametrize(
    ("figures", "sentence"),
    [
        ({"2010/11 Q2": RED}, "red in this quarter; no earlier quarter is held"),
        (
            {"2010/11 Q1": RED, "2010/11 Q2": RED},
            "red for 2 quarters held, since 2010/11 Q1; no earlier quarter is held",
        ),
        ({"2010/11 Q1": AMBER, "2010/11 Q2": RED}, "red in this quarter; amber in 2010/11 Q1"),
        (
            {"2009/10 Q3": GREEN, "2009/10 Q4": RED, "2010/11 Q1": RED, "2010/11 Q2": RED},
            "red for 3 quarters held, since 2009/10 Q4; green in 2009/10 Q3",
        ),
        # A gap is not bridged, though what lies before it is red too.
        ({"2009/10 Q4": RED, "2010/11 Q2": RED}, "red in this quarter; 2010/11 Q1 is not held"),
        (
            {"2010/11 Q1": Figure(absence=Absence.NOT_AVAILABLE), "2010/11 Q2": RED},
            "red in this quarter; 2010/11 Q1 is not available",
        ),
        (
            {
                "2010/11 Q1": IN_PART,
                "2010/11 Q2": RED,
            },
            "red in this quarter; 2010/11 Q1 is held in part",
        ),
    ],
)
def test_the_run_ends_where_the_colour_or_the_figures_do(
    figures: dict[str, Figure | str], sentence: str
) -> None:
    assert told(figures) == sentence


def test_each_quarter_is_rated_on_its_own_target() -> None:
    """The figure of the year before is as high, and was green on what was asked for then."""
    held: dict[str, Figure | str] = {"2009/10 Q4": RED, "2010/11 Q1": RED, "2010/11 Q2": RED}
    assert told(held, targets={2009: "130", 2010: "100"}) == (
        "red for 2 quarters held, since 2010/11 Q1; green in 2009/10 Q4"
    )
    assert told(held, targets={2010: "100"}).endswith("no target is held for 2009/10 Q4")


def test_a_break_in_series_ends_it() -> None:
    broken = replace(BASE, breaks=(Quarter(FinancialYear(2010), 1),))
    held: dict[str, Figure | str] = {"2009/10 Q4": RED, "2010/11 Q1": RED, "2010/11 Q2": RED}
    assert told(held, broken) == (
        "red for 2 quarters held, since 2010/11 Q1; a break in series lies before 2010/11 Q1"
    )


def test_of_a_yearly_figure_the_quarters_between_are_no_gap() -> None:
    yearly = replace(BASE, basis=PeriodBasis.ANNUAL)
    absent = Figure(absence=Absence.NOT_APPLICABLE)
    held: dict[str, Figure | str] = {
        "2008/09 Q4": AMBER,
        "2009/10 Q4": RED,
        "2010/11 Q2": absent,
        "2010/11 Q4": RED,
    }
    assert told(held, yearly) == "red for 2 years held, since 2009/10; amber in 2008/09 Q4"
    assert told({"2009/10 Q4": RED}, yearly) == "red this year; no earlier quarter is held"


@pytest.mark.parametrize(
    ("figures", "sentence"),
    [
        (
            {"2010/11 Q2": RED, "2010/11 Q3": RED, "2010/11 Q4": RED},
            "red this year; no earlier quarter is held",
        ),
        (
            {"2009/10 Q3": AMBER, "2009/10 Q4": RED, "2010/11 Q3": AMBER, "2010/11 Q4": RED},
            "red for 2 years held, since 2009/10; no earlier quarter is held",
        ),
        # The figure of the year before is shown until there is another.
        (
            {"2009/10 Q4": RED, "2010/11 Q1": Figure(Decimal(RED), as_at=Period.parse("2009/10"))},
            "red this year; no earlier quarter is held",
        ),
        (
            {"2010/11 Q2": Figure(absence=Absence.NOT_APPLICABLE), "2010/11 Q4": RED},
            "red this year; no earlier quarter is held",
        ),
    ],
)
def test_a_yearly_figure_in_several_quarters_is_one(figures: dict[str, Figure | str], sentence: str) -> None:
    assert told(figures, replace(BASE, basis=PeriodBasis.ANNUAL)) == sentence


def test_what_is_later_than_the_quarter_shown_counts_for_nothing() -> None:
    """A series that goes on is read up to the row's own quarter."""
    readings = {NOW: Reading(Figure(Decimal(RED))), NOW.next(): Reading(Figure(Decimal(RED)))}
    limit = Target(Edge(Comparison.AT_MOST, Decimal(100)), bare=True, absence=None)
    targets = {("I1", NOW.year): limit}
    theme = Theme("t", "Theme", "T", (Section("", (BASE,)),))
    dataset = Dataset(
        Partnership("P"), (theme,), NOW, (NOW,), targets, {NOW: QuarterRecord({"I1": readings[NOW]})}
    )
    found = age(
        dataset.scorecard().rows[0],
        series_of(BASE, readings, [NOW, NOW.next()], targets),
        dataset.partnership.rule,
    )
    assert (found.colour, found.figures, found.since) == (Colour.RED, 1, NOW)
