"""What is said of a row of which one of the two figures is wanting, and where its edges are then."""

from __future__ import annotations

from decimal import Decimal

import pytest
from drawn_rows import row_with

from csptui.domain.edges import edge_of, red_words
from csptui.domain.figure import Absence, Figure
from csptui.domain.formula import limit_of
from csptui.domain.indicator import Indicator, Polarity, Unit
from csptui.domain.rag import Colour
from csptui.domain.target import Comparison, Edge
from csptui.domain.why import change_sentence, sentence_why

COUNT = Indicator("C", "C", "n", Unit.COUNT, Polarity.LOWER)
THREES = [Decimal(3), Decimal(3), Decimal(4)]
"""Values of which the mean is no decimal number."""


@pytest.mark.parametrize(
    ("before", "now", "wanted"),
    [
        (Figure(Decimal(3)), Figure(), "No change on 2008/09 can be told: no figure is held for 2009/10 Q4."),
        (
            Figure(Decimal(3)),
            Figure(absence=Absence.CONFIDENTIAL),
            "No change on 2008/09 can be told: the figure of 2009/10 Q4 is confidential.",
        ),
        (Figure(), Figure(Decimal(3)), "No figure is held for 2008/09."),
        (
            Figure(absence=Absence.NOT_AVAILABLE),
            Figure(Decimal(3)),
            "The 2008/09 figure is not available.",
        ),
        (Figure(Decimal(3)), Figure(Decimal(3)), "3 to 3 is no change on 2008/09."),
    ],
)
def test_no_change_is_said_of_two_figures_alone(before: Figure, now: Figure, wanted: str) -> None:
    """Where one is wanting, nothing has stood still: it is said which of them is not held."""
    assert change_sentence(row_with(COUNT, now, before)) == wanted


@pytest.mark.parametrize("now", [Figure(), Figure(absence=Absence.NOT_AVAILABLE)])
def test_the_edges_are_where_they_are_without_a_figure(now: Figure) -> None:
    """What is owed has the same green, amber and red before it, by a target or by a group's average."""
    edge = Edge(Comparison.AT_MOST, Decimal("7.50"))
    rate = Indicator("R", "R", "n", Unit.PER_1000, Polarity.LOWER, places=2)
    for groups in ({"edge": edge}, {"others": THREES}):
        owed = row_with(rate, now, **groups)
        held = row_with(rate, Figure(Decimal(9)), **groups)
        for colour in (Colour.GREEN, Colour.AMBER):
            of_owed, of_held = edge_of(colour, owed), edge_of(colour, held)
            assert of_owed is not None
            assert of_held is not None
            assert (of_owed.words, of_owed.limit) == (of_held.words, of_held.limit)
            assert of_owed.reach == ""
        assert red_words(owed) == red_words(held)
        assert limit_of(owed) == ("7.50" if "edge" in groups else "3.33")
        assert owed.rating.group == held.rating.group


def test_a_row_without_a_figure_says_so_once() -> None:
    assert (
        sentence_why(row_with(COUNT, Figure(), Figure(Decimal(3)))) == "No figure is held for this quarter."
    )
