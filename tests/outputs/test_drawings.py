"""The charts of an indicator, on the example with real history and on what is made up here."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from csptui.analysis.history import HistoryTable, table
from csptui.analysis.spc import Chart, chart, chart_of
from csptui.domain.indicator import Polarity
from csptui.domain.target import Comparison, Edge, Target
from csptui.outputs.appearance import Look
from csptui.outputs.drawings import control_drawing, figure_drawing, rolling_drawing
from csptui.storage.folder import load
from csptui.storage.series import read_series

ENFIELD = Path(__file__).parents[2] / "csptui" / "examples" / "enfield"
DATASET = load(ENFIELD)[0]
LOOK = Look(100)


def history(ref: str) -> HistoryTable:
    """Read one indicator of the example."""
    indicator = DATASET.indicator(ref)
    assert indicator is not None
    return table(read_series(ENFIELD, DATASET, indicator)[0])


def plain(lines: list[str]) -> str:
    """Join lines."""
    return "\n".join(lines)


def test_figures_by_quarter() -> None:
    """Each quarter's figure is drawn with target and average; the break has its mark, the part no point."""
    held = history("CR4")
    lines = [line.plain for line in figure_drawing(held, 100, 16, LOOK)]
    assert lines[-1] == "● figure   │ break in series   –– –– target   ... group average"
    assert sum(line.count("●") for line in lines[:-1]) == 55
    assert held.rows[-1].point.missing
    assert "17/18" in plain(lines)
    marked = figure_drawing(held, 100, 16, LOOK, held.rows[3].quarter)
    assert any("▲" in line.plain for line in marked)


def test_figures_by_year() -> None:
    """Of an annual indicator there is one place a year, and the years are joined."""
    lines = [line.plain for line in figure_drawing(history("YJ1"), 80, 14, LOOK)]
    assert "● figure of the year" in lines[-1]
    assert "Q1" not in plain(lines)
    assert sum(line.count("●") for line in lines[:-1]) == 8
    assert any(sign in line for line in lines[:-3] for sign in "/\\")


def test_rolling_figures_say_so() -> None:
    """A figure that is itself of 12 months is named so; rolling sums have another sign and no target."""
    assert figure_drawing(history("CR2"), 80, 14, LOOK)[-1].plain.startswith("● rolling 12 months   ")
    rolling = rolling_drawing(history("CR1"), 80, 14, LOOK)
    assert rolling[-1].plain == "■ rolling 12 months"
    assert sum(line.plain.count("■") for line in rolling[:-1]) == 52


def test_a_band_has_two_lines() -> None:
    """A target of plus or minus five is drawn on both sides of zero."""
    held = history("CR16")
    target = Target(edge=Edge(Comparison.WITHIN, Decimal(5)))
    rows = tuple(replace(row, point=replace(row.point, target=target)) for row in held.rows)
    lines = [line.plain for line in figure_drawing(replace(held, rows=rows), 80, 20, LOOK)]
    assert sum("–– –– ––" in line for line in lines[:-1]) == 2


@pytest.mark.parametrize("ascii_only", [False, True])
def test_a_control_chart(ascii_only: bool) -> None:  # noqa: FBT001 - the only argument
    """The vector of the rules: one point beyond its limit has a sign of its own, the lines have names."""
    values = [Decimal(one) for one in (1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1)]
    made = chart(values, better=Polarity.LOWER)
    lines = [line.plain for line in control_drawing(made, 80, 20, Look(80, ascii_only=ascii_only))]
    sign = "#" if ascii_only else "■"
    assert sum(line.count(sign) for line in lines[:-1]) == 1
    assert lines[-1].split("   ")[:2] == [f"{'o' if ascii_only else '●'} figure", f"{sign} concern"]
    assert {"mean", "limits", "warning"} <= set(lines[-1].replace("   ", " ").split())
    assert "18" in lines[-2]


def test_limits_that_begin_anew() -> None:
    """Each group of points has its own lines, with a mark between the groups."""
    values = [Decimal(one % 3 + (0 if one < 9 else 20)) for one in range(18)]
    lines = [line.plain for line in control_drawing(chart(values, rebases=[10]), 80, 20, LOOK)]
    assert "│ limits begin anew" in lines[-1]
    assert len([line for line in lines if line.count("─") > 12 and "└" not in line]) == 2


def test_a_chart_of_quarters_has_quarters() -> None:
    """An indicator's chart has its quarters under it, and its unit beside it."""
    made = chart_of(read_series(ENFIELD, DATASET, history("CR15").indicator)[0])
    assert isinstance(made, Chart)
    lines = [line.plain for line in control_drawing(made, 90, 16, LOOK, history("CR15").indicator)]
    assert any(line.lstrip().startswith("40% ┤") for line in lines)
    assert any("12/13" in line for line in lines)
