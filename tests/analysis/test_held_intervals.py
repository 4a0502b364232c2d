"""Which figures have an interval, of what, and the one way in which it is said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typed_series import figure

from csptui.analysis.held_intervals import (
    interval_of,
    interval_words,
    row_interval,
    row_words,
    why_no_interval,
)
from csptui.analysis.intervals import BYAR, EXACT, WILSON
from csptui.domain.figure import Figure, Fraction
from csptui.domain.indicator import FractionUse, Indicator, Polarity, Unit
from csptui.storage.folder import load

SHARE = Indicator("S", "S", "n", Unit.PERCENT, Polarity.LOWER, places=2, fraction=FractionUse.RATE)
RATE = replace(SHARE, unit=Unit.PER_1000)
COUNT = replace(SHARE, unit=Unit.COUNT, places=0, fraction=None)
GAP = replace(SHARE, unit=Unit.POINTS, fraction=FractionUse.SUPPORTING)


@pytest.mark.parametrize(
    ("indicator", "typed", "words"),
    [
        (SHARE, "13.11% (62/473)", "95% interval 10.4% to 16.4% (Wilson)"),
        (SHARE, "62/473", "95% interval 10.4% to 16.4% (Wilson)"),
        (SHARE, "0/40", "95% interval 0% to 8.8% (Wilson)"),
        (SHARE, "40000/50000", "95% interval 79.65% to 80.35% (Wilson)"),
        (RATE, "222/3215", "95% interval 60.3 to 78.8 (Byar's)"),
        (RATE, "5/1000", "95% interval 1.6 to 11.7 (exact Poisson)"),
        (COUNT, "1302", "95% interval 1,232 to 1,375 (Byar's)"),
        (COUNT, "0", "95% interval 0 to 3.7 (exact Poisson)"),
        (
            GAP,
            "-4.6% (338/442)",
            "95% interval 72.3% to 80.2% (Wilson), of the share 338/442 that stands behind the value",
        ),
    ],
)
def test_an_interval_is_said_in_the_figure_s_unit(indicator: Indicator, typed: str, words: str) -> None:
    assert interval_words(figure(typed, indicator), indicator) == words


@pytest.mark.parametrize(
    ("indicator", "typed", "why"),
    [
        (SHARE, "13.11%", "the figure is held without its numerator and denominator"),
        (SHARE, "14% (62/473)", "62/473 does not make the stated 14%"),
        (SHARE, "474/473", "474/473 is more than a whole, so it is no share"),
        (SHARE, "[x]", "no figure is held"),
        (SHARE, "", "no figure is held"),
        (replace(SHARE, unit=Unit.DAYS), "90/9", "90/9 is an average"),
        (replace(SHARE, unit=Unit.SCORE), "90/9", "90/9 is an average"),
        (
            replace(GAP, fraction=FractionUse.SUPPORTING),
            "5%",
            "a fraction stands behind the value, none makes it",
        ),
        (COUNT, "[c]", "no figure is held"),
    ],
)
def test_where_there_is_none_it_is_said_why(indicator: Indicator, typed: str, why: str) -> None:
    held = figure(typed, indicator)
    assert interval_of(held, indicator) is None
    assert interval_words(held, indicator) == ""
    assert why_no_interval(held, indicator) == why


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.sampled_from(list(Unit)))
def test_there_is_an_interval_or_a_reason_and_never_both(
    numerator: int, denominator: int, unit: Unit
) -> None:
    indicator = replace(SHARE, unit=unit)
    held = Figure(fraction=Fraction(numerator, denominator))
    found = interval_of(held, indicator)
    assert (found is None) is (why_no_interval(held, indicator) != "")
    if found is not None:
        assert found.method in {WILSON, BYAR, EXACT}
        assert found.lower <= found.value <= found.upper


def test_derby() -> None:
    """NI 43 has its interval; a figure without its fraction has none."""
    dataset, _ = load(Path(__file__).parents[2] / "data")
    told = {row.id: row_words(row) for row in dataset.scorecard()}
    assert told["NI43"] == "95% interval 10.4% to 16.4% (Wilson)"
    assert told["NI33"] == ""
    assert sum(words != "" for words in told.values()) == 10


def test_a_part_of_a_period_has_none() -> None:
    """One month of a quarter is compared with nothing, and its interval would be read as the quarter's."""
    dataset, _ = load(Path(__file__).parents[2] / "csptui" / "examples" / "enfield")
    rows = {row.id: row for row in dataset.scorecard()}
    assert rows["CR1"].part
    assert row_words(rows["CR1"]) == ""
    assert row_interval(rows["CR1"]) is None
