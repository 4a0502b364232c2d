"""Questions about targets: weaker than what was done last year, or for another year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.domain.checks.targets import target_period as period_check
from csptui.domain.checks.targets import weak_target as weak_check
from csptui.domain.figure import value_of
from csptui.domain.questions.question import Question, last_year, row_figures
from csptui.domain.rag import rate
from csptui.domain.target import Comparison, Edge, Target, target_text
from csptui.domain.what_if import Asked, what_if
from csptui.domain.why import colour_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csptui.domain.dataset import Dataset
    from csptui.domain.scorecard import Row, Scorecard


def weak_target(dataset: Dataset, card: Scorecard) -> Iterator[Question]:
    """Ask why a target asks for less than was reached last year."""
    for found in weak_check(dataset, card):
        row = card.row(found.ref)
        if row is None:
            continue
        wanted = target_text(row.target, row.indicator, period=False)
        said = f"Why is {row.indicator.code}'s target of {wanted} weaker than last year's {last_year(row)}?"
        yield Question("weak-target", row.id, said, row_figures(row), _by_last_year(row))


def _by_last_year(row: Row) -> str:
    """Say what the colour would be if last year's actual had to be reached again."""
    edge, base = row.rating.edge, value_of(row.baseline.figure, row.indicator)
    if edge is None or base is None or row.value is None or row.part:
        return ""
    comparison = Comparison.AT_MOST if edge.comparison.is_upper else Comparison.AT_LEAST
    again = Target(Edge(comparison, base), bare=True, absence=None)
    rating = rate(row.reading.figure, row.indicator, again, row.rating.rule)
    return f"Held against {last_year(row)} it would be {rating.colour.value}."


def target_period(dataset: Dataset, card: Scorecard) -> Iterator[Question]:
    """Ask why a figure is held against a target for another period, and what its own period's would say."""
    for found in period_check(dataset, card):
        row = card.row(found.ref)
        if row is not None:
            said = f"Why is {row.indicator.code} held against a target for {row.target.applies_to}?"
            yield Question("target-period", row.id, said, found.sentence, _by_its_own(dataset, row))


def _by_its_own(dataset: Dataset, row: Row) -> str:
    """Say what the colour would be by the target of the actual's own year, where one is held."""
    as_at = row.reading.figure.as_at
    year = row.quarter.year if as_at is None else as_at.financial_year()
    if year is None:
        return ""
    then = what_if(dataset, Asked(target_year=year))
    own = then.after.row(row.id)
    if own is None or any(one.id == row.id for one in then.kept_targets):
        return f"No target for {year} is held."
    return f"Against its target for {year} it would be {own.rating.colour.value}: {colour_sentence(own)}"
