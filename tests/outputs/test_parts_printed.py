"""A part of a period and a sustained trend on every page: marked, explained where they stand, and in JSON."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from document_pages import exceptions_page, report_page

from csptui.domain.dataset import Dataset, Partnership, QuarterRecord
from csptui.domain.figure import Figure
from csptui.domain.indicator import Indicator, PeriodBasis, Polarity, Section, Theme, Unit
from csptui.domain.period import Period
from csptui.domain.quarter import FinancialYear, Quarter
from csptui.domain.scorecard import Reading, matches
from csptui.domain.target import UNSET, Comparison, Edge
from csptui.domain.trend import TrendRule
from csptui.legend import movement_text, variance_text
from csptui.outputs.appearance import Look
from csptui.outputs.card import card_page
from csptui.outputs.history import trend_text
from csptui.outputs.listing import listing_page
from csptui.outputs.objects import full_object, row_object

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csptui.outputs.line import Line

SHOWN = Quarter(FinancialYear(2023), 4)
WIDTHS = (80, 110)
CRIME = Indicator("CR1", "CR 1", "Crime", Unit.COUNT, Polarity.LOWER, basis=PeriodBasis.QUARTER)
OTHER = replace(CRIME, id="CR2", code="CR 2", name="Arson")


def reading(value: int, as_at: str = "") -> Reading:
    """Make a reading."""
    return Reading(Figure(Decimal(value), as_at=Period.parse(as_at) if as_at else None))


def dataset(rule: TrendRule = TrendRule.PREVIOUS_QUARTER) -> Dataset:
    """Give two indicators: a month of one, and one that went up three times, from a part a year ago."""
    quarters = [SHOWN]
    while len(quarters) < 5:
        quarters.append(quarters[-1].previous())
    crime = [reading(2_427, "1 month to Jan 2024"), *(reading(value) for value in (7654, 7387, 7700, 7681))]
    other = [*(reading(value) for value in (60, 50, 40, 30)), reading(11, "1 month to Jan 2023")]
    target = replace(UNSET, edge=Edge(Comparison.AT_MOST, Decimal(58)), absence=None)
    return Dataset(
        Partnership("P", trend_rule=rule),
        (Theme("t", "Theme", "T", (Section("", (CRIME, OTHER)),)),),
        SHOWN,
        targets={(one, SHOWN.year): target for one in ("CR1", "CR2")},
        quarters={
            quarter: QuarterRecord({"CR1": first, "CR2": second})
            for quarter, first, second in zip(quarters, crime, other, strict=True)
        },
    )


def words(lines: Sequence[Line]) -> str:
    """Give a page as one line of words."""
    return " ".join(" ".join(line.plain.split()) for line in lines)


@pytest.mark.parametrize("width", WIDTHS)
def test_tables_mark_a_part_and_say_what_the_mark_is(width: int) -> None:
    """The actual and last year's part have the mark beside the number, and the foot explains it."""
    data = dataset()
    listed = words(listing_page(data, data.scorecard().rows, Look(width)))
    report = words(report_page(data, Look(width)))
    assert "2,427[m] part" in listed
    assert "11[m]" in listed
    assert "2,427 [m] part" in report
    assert "11 [m]" in report
    explained = "overs some months of its period only: not rated"
    assert f"[m] c{explained}" in listed
    assert f"[m] C{explained}" in report
    assert "1 amber and 1 not rated" in report


@pytest.mark.parametrize("width", WIDTHS)
def test_a_sustained_trend_has_its_arrow_twice_and_is_explained(width: int) -> None:
    """In black and white, and in ASCII; the list of exceptions says it in words and on which basis."""
    data = dataset(TrendRule.THREE_QUARTERS)
    printed = words(exceptions_page(data, Look(width)))
    assert "↑↑ worse" in printed
    assert "↑↑ ↓↓ sustained: the last three moves agree" in printed
    assert "Trend worsening (sustained: the last three moves agree; rule: three quarters)." in printed
    assert "Better and worse are the trend, by the rule three-quarters." in printed
    assert "CR 1" not in printed
    plain = words(exceptions_page(data, Look(width, ascii_only=True)))
    assert "^^ worse" in plain
    assert "^^ vv sustained" in plain


def test_moves_that_do_not_agree_are_static_by_the_rule_of_three_quarters() -> None:
    """What went up, down and up again is not `same`, and has one word on every page and in JSON."""
    data = dataset(TrendRule.THREE_QUARTERS)
    down = replace(data.quarters[SHOWN.previous()], readings={"CR2": reading(70)})
    mixed = replace(data, quarters={**data.quarters, SHOWN.previous(): down})
    row = mixed.scorecard().row("CR2")
    assert row is not None
    assert movement_text(row) == trend_text(row.trend) == "→ static"
    assert row_object(row)["trend"] == "static"
    assert matches(row, "static")
    assert "Trend static (the last three moves do not agree" in words(card_page(mixed, row, Look(110)))
    assert "the last three moves do not agree" in words(card_page(mixed, row, Look(110)))


def test_a_page_of_parts_says_that_no_row_has_a_trend() -> None:
    """The quarters are held; it would be untrue that they are not."""
    data = dataset()
    parts = replace(data, themes=(Theme("t", "Theme", "T", (Section("", (CRIME,)),)),))
    printed = words(report_page(parts, Look(110)))
    assert "no row here has a trend" in printed
    assert "is not held for any row" not in printed


def test_the_card_and_the_object_say_it_in_a_sentence() -> None:
    """Why, the edges, no change; in JSON the ground, the part, no colour and no chance."""
    data = dataset()
    row = data.scorecard().row("CR1")
    assert row is not None
    card = words(card_page(data, row, Look(110)))
    said = "2,427 is not rated: it covers 1 month (January 2024) of 3; a part is compared with nothing."
    assert said in card
    assert "Green 58 or less." in card
    assert "Chance" not in card
    found = full_object(row)
    assert (found["rag"], found["ground"], found["why"]) == ("none", "part of a period", said)
    assert found["part"] == "it covers 1 month (January 2024) of 3"
    assert (found["value"], found["as_at"]) == (2427, "1 month to Jan 2024")
    empty = ("variance_percent", "change", "change_percent", "exception_class", "baseline_value")
    assert [found[name] for name in empty] == [None] * len(empty)
    assert (found["verdict"], found["trend"], found["trend_reason"]) == ("none", "none", found["part"])
    assert found["chance"]["refused"] == "the figure of 2023/24 Q4 covers 1 month (January 2024) of 3"
    assert found["rating"]["limit"] == 58
    assert found["rating"]["to_green"] is None
    assert variance_text(row) == "part"


def test_the_object_has_both_tests_of_chance() -> None:
    """On the quarter before and on the year; last year's is a part here, and refused for that."""
    row = dataset().scorecard().row("CR2")
    assert row is not None
    found = full_object(row)
    assert found["baseline_part"] == "it covers 1 month (January 2023) of 3"
    assert found["chance_on_quarter"]["on"] == "2023/24 Q3"
    assert found["chance_on_quarter"]["p"] == pytest.approx(0.391, abs=0.001)
    assert found["chance"]["p"] is None
    assert found["sustained"] is True
