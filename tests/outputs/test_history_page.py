"""The page and the JSON of a history survive every text and number, and show what is to be known."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hostile_dataset import HOSTILE, dataset
from hypothesis import example, given, settings
from hypothesis import strategies as st

from csptui.analysis.history import csv_text, table
from csptui.analysis.history_notes import notes
from csptui.domain.figure import Absence, Figure, Fraction, Status
from csptui.domain.groups import GroupAverage
from csptui.domain.indicator import Dated, Indicator, PeriodBasis, Polarity, Unit
from csptui.domain.period import Period, PeriodKind
from csptui.domain.quarter import FinancialYear, Quarter
from csptui.domain.scorecard import Reading
from csptui.domain.series import series_of
from csptui.domain.target import Comparison, Edge, Target
from csptui.outputs.appearance import Look
from csptui.outputs.history import history_page
from csptui.outputs.history_objects import history_object
from csptui.outputs.objects import json_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csptui.analysis.history import HistoryTable

FIRST = Quarter(FinancialYear(2008), 1)
LOOKS = [Look(width, ascii_only=plain) for width in (60, 80, 130) for plain in (False, True)]
PART = Period(PeriodKind.PART, 2009, 4, 1)


def history(text: str, values: Sequence[Figure], indicator: Indicator | None = None) -> HistoryTable:
    """Give a history with one text in every place that holds text, a target, a break and an average."""
    made = indicator or Indicator("I1", text or "I 1", text, Unit.COUNT, Polarity.LOWER)
    quarters = [FIRST]
    while len(quarters) < len(values):
        quarters.append(quarters[-1].next())
    made = replace(
        made,
        basis=PeriodBasis.QUARTER,
        breaks=(quarters[-1],),
        break_words=(Dated(quarters[-1], text),),
        changes=(Dated(quarters[0], text),),
    )
    readings = {quarter: Reading(figure) for quarter, figure in zip(quarters, values, strict=True)}
    edge = Edge(Comparison.AT_MOST, Decimal("1234567.5"))
    targets = {("I1", year): Target(edge, absence=None) for year in {one.year for one in quarters}}
    averages = {quarters[0]: GroupAverage(text, Decimal(1) / 3, 2, 3, include_self=True)}
    return table(series_of(made, readings, quarters, targets, averages))


@pytest.mark.parametrize("look", LOOKS, ids=str)
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_widens_the_page_or_reaches_the_terminal_raw(text: str, look: Look) -> None:
    """Neither an escape nor a mark of direction, in the name, the code, a reason or a group's name."""
    held = history(text, [Figure(Decimal(at)) for at in (5, 7, 9, 8, 4)])
    for line in history_page(dataset(text), held, notes(held), look):
        assert line.cells <= look.width
        assert not any(unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for sign in line.plain)
        assert line.plain.isascii() or not look.ascii_only or not text.isascii()


NUMBERS = st.decimals(min_value=-(10**12), max_value=10**12, places=3, allow_nan=False, allow_infinity=False)
FIGURES = st.one_of(
    st.just(Figure()),
    st.sampled_from([Figure(absence=one) for one in Absence]),
    st.builds(Figure, NUMBERS, status=st.sampled_from(Status)),
    st.builds(Figure, NUMBERS, as_at=st.just(PART)),
    st.builds(
        lambda above, below: Figure(fraction=Fraction(above, below)),
        st.integers(0, 10**6),
        st.integers(1, 10**6),
    ),
)


@settings(max_examples=150, deadline=None)
@example([Figure(Decimal("-999999999999.123"), status=Status.PROVISIONAL)] * 9, Unit.NUMBER, 3, LOOKS[0])
@given(
    st.lists(FIGURES, min_size=1, max_size=12),
    st.sampled_from(Unit),
    st.integers(0, 6),
    st.sampled_from(LOOKS),
)
def test_no_number_widens_the_page(values: list[Figure], unit: Unit, places: int, look: Look) -> None:
    """Whatever is held, in every unit: a page at most as wide as asked for, JSON and CSV that can be read."""
    indicator = Indicator("I1", "I 1", "Name", unit, Polarity.LOWER, places=places)
    held = history("Name", values, indicator)
    page = history_page(dataset("Name"), held, notes(held), look)
    assert all(line.cells <= look.width for line in page)
    found = json.loads(json_text(history_object(held, notes(held))))
    assert len(found["points"]) == len(held.rows)
    assert csv_text(held).count("\n") == len(held.rows) + 1


def test_what_is_no_whole_figure_stands_in_brackets() -> None:
    """A part of a quarter is not to be read as a quarter."""
    values = [Figure(Decimal(one)) for one in (100, 120, 90, 110)] + [Figure(Decimal(31), as_at=PART)]
    held = history("Name", values)
    lines = [line.plain for line in history_page(dataset("Name"), held, notes(held), Look(100))]
    (row,) = [line for line in lines if line.startswith("2009/10 Q1 ") and ":" not in line]
    assert row.split()[:3] == ["2009/10", "Q1", "(31)"]


def test_columns_of_nothing_are_left_out() -> None:
    """No head stands over an empty column."""
    indicator = Indicator("X9", "X 9", "Name", Unit.SCORE)
    held = history("Name", [Figure(Decimal(3)), Figure(Decimal(4))], indicator)
    bare = replace(
        held, rows=tuple(replace(row, point=replace(row.point, average=None)) for row in held.rows)
    )
    lines = [line.plain for line in history_page(dataset("Name"), bare, (), Look(100))]
    (head,) = [line for line in lines if line.startswith("Quarter")]
    assert head.split() == ["Quarter", "Actual"]


def test_what_a_narrow_page_leaves_out_is_said() -> None:
    """A reader is not to think that there is no target."""
    held = history("Name", [Figure(Decimal(one)) for one in (1234567, 1234568, 1234569, 1234570, 1234571, 1)])
    narrow = [line.plain for line in history_page(dataset("Name"), held, (), Look(60))]
    (told,) = [line for line in narrow if line.startswith("Left out for want of room: ")]
    assert told.endswith("Target, Average.")
    (head,) = [line for line in narrow if line.startswith("Quarter")]
    assert not {"Target", "Average"} & set(head.split())
    wide = [line.plain for line in history_page(dataset("Name"), held, (), Look(130))]
    assert not any("Left out" in line for line in wide)


def test_a_page_says_of_what_its_average_is() -> None:
    """Group, kind, whether the area itself is counted, and how many are held."""
    told = notes(history("Family", [Figure(Decimal(3))]))
    assert "Average: Family with the area itself, unweighted mean; 2 of 3 held in 2008/09 Q1." in told
