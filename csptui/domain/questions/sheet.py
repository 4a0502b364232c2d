"""The kinds of question in the order in which members ask, and the sheet that they make."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from csptui.domain.questions.question import Kind
from csptui.domain.questions.ratings import (
    improved_red,
    near_miss,
    not_certain,
    red,
    worse_green,
    worse_unrated,
)
from csptui.domain.questions.said import can_be_chance, contradiction, large_change, no_explanation, repeated
from csptui.domain.questions.targets import target_period, weak_target
from csptui.domain.rag import Colour

if TYPE_CHECKING:
    from csptui.domain.dataset import Dataset
    from csptui.domain.questions.question import Question
    from csptui.domain.scorecard import Row, Scorecard

KINDS: tuple[Kind, ...] = (
    Kind("red", "red, and for how many quarters", red),
    Kind("improved-red", "better than before, and still red", improved_red),
    Kind("no-explanation", "red or amber without cause or action", no_explanation),
    Kind("not-certain", "a colour that rounding leaves open", not_certain),
    Kind("near-miss", "green, but close to losing it", near_miss),
    Kind("worse-green", "green, but getting worse", worse_green),
    Kind("worse-unrated", "getting worse without a target", worse_unrated),
    Kind("claim", "words that the figures contradict", contradiction),
    Kind("repeated-comment", "last quarter's comment again", repeated),
    Kind("large-change", "a large change without a comment", large_change),
    Kind("chance", "a change that can be chance", can_be_chance),
    Kind("target-period", "a target for another year", target_period),
    Kind("weak-target", "a target weaker than last year's actual", weak_target),
)
_RANKS = {Colour.RED: 0, Colour.AMBER: 1}


@dataclass(frozen=True, slots=True)
class Asked:
    """One row with its questions, in the order of their kinds."""

    row: Row
    questions: tuple[Question, ...]


def questions(dataset: Dataset, card: Scorecard) -> tuple[Question, ...]:
    """Give every question in the order in which members ask."""
    return tuple(one for asked in sheet(dataset, card) for one in asked.questions)


def sheet(dataset: Dataset, card: Scorecard) -> tuple[Asked, ...]:
    """Give the rows that will be asked about, each with its questions.

    Red rows come first, the furthest from target before the others; then amber ones, near misses, what
    got worse, and the rest in report order. A kind that is also a check is left out where the partnership
    has turned that check off.
    """
    off = dataset.partnership.checks_off
    found: dict[str, list[Question]] = {}
    for kind in KINDS:
        for one in kind.ask(dataset, card) if kind.id not in off else ():
            found.setdefault(one.ref, []).append(one)
    rows = [row for row in card if row.id in found]
    rows.sort(key=lambda row: (_rank({one.kind for one in found[row.id]}, row), *_far(row), row.number))
    return tuple(Asked(row, tuple(found[row.id])) for row in rows)


def _rank(kinds: set[str], row: Row) -> int:
    """Give the place of a row's group on the sheet."""
    if row.rating.colour in _RANKS:
        return _RANKS[row.rating.colour]
    pressing = ("near-miss", "worse-green", "worse-unrated")
    first = next((place for place, kind in enumerate(pressing) if kind in kinds), len(pressing))
    return len(_RANKS) + first


def _far(row: Row) -> tuple[int, Decimal]:
    """Order red and amber rows by the size of the variance, those without one last."""
    variance = row.rating.variance
    if row.rating.colour not in _RANKS:
        return 0, Decimal(0)
    return (1, Decimal(0)) if variance is None else (0, -abs(variance))
