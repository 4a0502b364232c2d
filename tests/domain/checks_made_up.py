"""A made-up row for the checks that find nothing in Derby, and for those that must stay quiet."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from csptui.domain.checks import CHECKS
from csptui.domain.dataset import Dataset, Partnership, QuarterRecord
from csptui.domain.indicator import Indicator, Polarity, Section, Theme, Unit
from csptui.domain.problem import Fault
from csptui.domain.quarter import FinancialYear, Quarter
from csptui.domain.scorecard import Reading
from csptui.domain.target import parse_target
from csptui.domain.typed import parse_figure
from csptui.storage.folder import load

if TYPE_CHECKING:
    from collections.abc import Mapping

    from csptui.domain.figure import Figure
    from csptui.domain.finding import Finding

DATA = Path(__file__).parents[2] / "data"
DERBY = load(DATA)[0]
Q4 = Quarter(FinancialYear(2009), 4)
RATE = Indicator("R1", "NI 1", "Incidents per head", Unit.PER_1000, Polarity.LOWER, places=2)
SHARE = replace(RATE, unit=Unit.PERCENT)
COUNT = replace(RATE, unit=Unit.COUNT, places=0)


def made_up(
    indicator: Indicator,
    actual: str,
    baseline: str = "",
    *,
    target: str = "",
    comment: str = "",
    earlier: Mapping[Quarter, str] | None = None,
    partnership: Partnership | None = None,
) -> Dataset:
    """Give a partnership with one row, from texts as they are typed."""
    texts = {Q4: actual, Q4.baseline(): baseline} | dict(earlier or {})
    records = {
        quarter: QuarterRecord({indicator.id: Reading(figure(text, indicator))})
        for quarter, text in texts.items()
        if text
    }
    records[Q4] = replace(records.get(Q4, QuarterRecord()), comments={indicator.id: comment})
    wanted = parse_target(target, indicator)
    assert not isinstance(wanted, Fault)
    return Dataset(
        partnership or Partnership("Made-up Partnership", glossary={"NI": "National Indicator"}),
        (Theme("t", "Theme", sections=(Section("", (indicator,)),)),),
        Q4,
        targets={(indicator.id, Q4.year): wanted},
        quarters=records,
    )


def figure(text: str, indicator: Indicator) -> Figure:
    """Read a figure that a test is sure of."""
    found = parse_figure(text, indicator)
    assert not isinstance(found, Fault), found
    return found


def found(check: str, dataset: Dataset) -> list[Finding]:
    """Give what one check finds."""
    (run,) = [one.run for one in CHECKS if one.id == check]
    return list(run(dataset, dataset.scorecard()))


def sentences(check: str, dataset: Dataset) -> list[str]:
    """Give the sentences of what one check finds."""
    return [one.sentence for one in found(check, dataset)]
