"""Pages say on what basis they speak, name the marks that stand on them, and give way when narrow."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from document_pages import exceptions_page, report_page
from hostile_dataset import Q4, dataset

from csptui.domain.dataset import Dataset, QuarterRecord
from csptui.domain.figure import Figure
from csptui.domain.indicator import Indicator, Polarity, Section, Theme, Unit
from csptui.domain.rag import Rule
from csptui.domain.scorecard import Reading
from csptui.domain.target import Comparison, Edge, Target
from csptui.outputs.appearance import Look
from csptui.outputs.document.build import report_document
from csptui.outputs.document.source import Source
from csptui.outputs.document.text.writer import set_document
from csptui.outputs.listing import listing_page


def partnership(*, quarters: int, worse: bool = True, second: bool = False) -> Dataset:
    """Give one indicator (and a second with only a baseline), red against 10, with quarters held before."""
    one = Indicator("A1", "A 1", "First", unit=Unit.NUMBER, polarity=Polarity.LOWER, theme="t")
    two = replace(one, id="A2", code="A 2", name="Second")
    theme = Theme("t", "Theme", sections=(Section("", (one, two) if second else (one,)),))
    step = 1 if worse else -1
    held, quarter = {}, Q4
    for back in range(quarters + 1):
        readings = {"A1": Reading(Figure(Decimal(20 - back * step)))}
        held[quarter] = QuarterRecord(readings | ({"A2": Reading(Figure(Decimal(20)))} if back == 0 else {}))
        quarter = quarter.previous()
    base = held.get(Q4.baseline(), QuarterRecord())
    held[Q4.baseline()] = replace(base, readings=dict(base.readings) | {"A2": Reading(Figure(Decimal(5)))})
    target = Target(Edge(Comparison.AT_MOST, Decimal(10)), bare=True, absence=None)
    data = dataset("Somewhere")
    return replace(
        data,
        themes=(theme,),
        quarters=held,
        targets={(name, Q4.year): target for name in ("A1", "A2")},
    )


def page(data: Dataset, width: int = 110) -> str:
    """Give the list of exceptions as text."""
    return "\n".join(line.plain for line in exceptions_page(data, Look(width)))


def test_the_heading_says_trend_only_where_the_quarters_are_held() -> None:
    printed = page(partnership(quarters=1))
    assert "v target  Trend" in printed
    assert "Better and worse are the trend, by the rule previous-quarter." in " ".join(printed.split())
    assert "v target  On 08/09" in page(partnership(quarters=0))


def test_a_row_on_the_other_basis_is_marked() -> None:
    printed = page(partnership(quarters=1, second=True))
    (marked,) = [line for line in printed.splitlines() if "↑ worse [y]" in line]
    assert "A 2" in marked
    assert "rows marked [y] lack the quarter before" in " ".join(printed.split())


def test_a_sustained_trend_has_its_arrow_twice() -> None:
    assert "↑↑ worse" in page(partnership(quarters=3))
    assert "↓↓ better" in page(partnership(quarters=3, worse=False))
    assert "↑↑" not in page(partnership(quarters=2))


def test_the_rule_is_on_the_page() -> None:
    data = partnership(quarters=0)
    data = replace(data, partnership=replace(data.partnership, rule=Rule(Decimal(3), set_in="a file")))
    for width in (80, 110):
        words = " ".join(page(data, width).split())
        assert "amber misses it by no more than 3% of the target" in words
        assert "Tolerance set in a file." in words


def test_a_list_without_exceptions_says_so() -> None:
    data = partnership(quarters=0)
    empty = replace(data, quarters={Q4: QuarterRecord()})
    assert "No indicator is an exception in this quarter, of 1 indicator." in page(empty)
    assert "1 figure is still owed." in page(empty)


def test_only_marks_that_stand_on_the_page_are_explained() -> None:
    assert "[p] provisional" in page(dataset("x"))
    assert "provisional" not in page(partnership(quarters=0))


FIGURES = {"08/09": "5", "Target": "10", "Actual": "20", "v target": "+100.0%", "On 08/09": "↑ worse"}


@pytest.mark.parametrize("width", range(60, 161, 4))
def test_columns_give_way_on_a_narrow_page_and_are_told_below_their_row(width: int) -> None:
    """No figure is lost with its column: what has none is told with its head."""
    data = partnership(quarters=0, second=True)
    document = report_document(Source(data))
    theme = replace(document, parts=tuple(part for part in document.parts if part.id == "theme-t"))
    lines = [line.plain for line in set_document(theme, Look(width))]
    (at,) = [number for number, line in enumerate(lines) if line.startswith("Rating")]
    head = lines[at]
    (row,) = [number for number, line in enumerate(lines) if "A 2" in line]
    told = " ".join(" ".join(lines[row : row + 2]).split())
    for name, figure in FIGURES.items():
        stands = name in head.replace("On 08/09", "" if name == "08/09" else "On 08/09")
        assert (figure if stands else f"{name} {figure}") in told
    assert width < 80 or all(name in head for name in ("Indicator", *FIGURES))


def test_an_unnamed_section_prints_no_heading() -> None:
    data = dataset("Named")
    lines = [line.plain.strip() for line in listing_page(data, data.scorecard().rows, Look(110))]
    assert lines.count("Named") == 2  # the theme and the section; the second section has no name
    assert [line for line in report_page(data, Look(110)) if "\n" in line.plain] == []
