"""Checks of targets: weaker than last year's actual, or for another period than the figure's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.domain.figure import number_text, value_of
from csptui.domain.finding import Finding
from csptui.domain.problem import Severity
from csptui.domain.rag import shortfall
from csptui.domain.target import Comparison, target_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csptui.domain.dataset import Dataset
    from csptui.domain.scorecard import Scorecard


def weak_target(dataset: Dataset, card: Scorecard) -> Iterator[Finding]:
    """Find a target that last year's actual beats already; bands round zero are exempt."""
    del dataset
    for row in card:
        edge, base = row.target.edge, value_of(row.baseline.figure, row.indicator)
        if edge is None or base is None or row.baseline_part or edge.comparison is Comparison.WITHIN:
            continue
        if shortfall(base, edge) < 0:
            wanted = target_text(row.target, row.indicator, period=False)
            last = number_text(row.baseline.figure, row.indicator)
            said = (
                f"The target of {wanted} is weaker than last year's actual, {last}: "
                "performance may get worse and still meet it."
            )
            yield Finding("weak-target", Severity.WARNING, row.id, said, wanted, "target")


def target_period(dataset: Dataset, card: Scorecard) -> Iterator[Finding]:
    """Find a target whose period is not the period of the figure that is rated against it."""
    del dataset
    for row in card:
        if row.target_is_for_another_period:
            own = row.reading.figure.as_at or row.quarter.year
            said = (
                f"The target of {row.target_text} is for another period than the actual, which is of {own}."
            )
            yield Finding("target-period", Severity.WARNING, row.id, said, row.target_text, "target")
