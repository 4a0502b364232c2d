"""Questions about colours: why red and for how long, how close, how sure, and which way it goes."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from csptui.domain.amounts import size
from csptui.domain.claims.sentences import sentences
from csptui.domain.figure import digits
from csptui.domain.indicator import Unit
from csptui.domain.questions.question import Question, in_short
from csptui.domain.questions.run import red_run
from csptui.domain.rag import HUNDRED, Colour, Ground, colour_of, margin_of
from csptui.domain.trend import Verdict
from csptui.domain.why import certainty_sentence, change_sentence, colour_sentence, distance_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csptui.domain.dataset import Dataset
    from csptui.domain.scorecard import Row, Scorecard

CLOSE_CASES = 2
"""So few cases worse, and a green row loses its colour: it is close whatever its allowance."""
CLOSE_PART = Decimal(5)
"""A green row is close too where it may worsen by no more than this part of its allowance: a fifth."""

_CAUSE = re.compile(
    r"\b(?:because|causes?|caused|due to|owing to|as a result|reasons?|explains?|explained|effect)\b",
    re.IGNORECASE,
)
_ACTION = re.compile(
    r"\b(?:(?:is|are) investigating|investigated|plan|strategy|action|reviewing|(?:has|have) taken)\b",
    re.IGNORECASE,
)
"""Narrower than what counts as an explanation: one sentence is quoted, and it should be the one."""


def red(dataset: Dataset, card: Scorecard) -> Iterator[Question]:
    """Ask of each red row why it is red and for how long; a cause that the comment gives is the answer."""
    for row in card:
        if row.rating.colour is not Colour.RED:
            continue
        cause = _first_reason(row.printed)
        told = f' The comment: "{cause}"' if cause else ""
        said = f"Why is {row.indicator.code} red, and for how long has it been?"
        yield Question("red", row.id, said, colour_sentence(row), red_run(dataset, row).sentence + told)


def _first_reason(comment: str) -> str:
    """Give the first sentence of a comment that names a cause, else an action, with what it leads in."""
    found = [one.said.lstrip("-*•# ") for one in sentences(comment)]
    for wanted in (_CAUSE, _ACTION):
        for place, said in enumerate(found):
            if wanted.search(said) is not None:
                led = found[place + 1 : place + 2] if said.endswith(":") else []
                return in_short(" ".join([said, *led]))
    return ""


def improved_red(dataset: Dataset, card: Scorecard) -> Iterator[Question]:
    """Ask of a red row that got better how far it still has to go."""
    del dataset
    for row in card:
        if row.rating.colour is Colour.RED and row.movement is Verdict.BETTER:
            said = f"{row.indicator.code} got better and is still red: when will it meet its target?"
            yield Question("improved-red", row.id, said, change_sentence(row), distance_sentence(row))


def not_certain(dataset: Dataset, card: Scorecard) -> Iterator[Question]:
    """Ask of a rating that rounding leaves open which of its outcomes is true."""
    del dataset
    for row in card:
        if row.rating.certain:
            continue
        outcomes = " or ".join(one.value for one in row.rating.outcomes)
        said = f"Is {row.indicator.code} {outcomes}? The figure leaves that open."
        yield Question("not-certain", row.id, said, colour_sentence(row), certainty_sentence(row))


def near_miss(dataset: Dataset, card: Scorecard) -> Iterator[Question]:
    """Ask of a green row that is close to losing its colour how close it is."""
    del dataset
    for row in card:
        if is_close(row):
            said = f"{row.indicator.code} is green, but how close is it to losing that?"
            yield Question("near-miss", row.id, said, colour_sentence(row), _headroom(row))


def is_close(row: Row) -> bool:
    """Whether a green row is close to losing its colour.

    It is where at most CLOSE_CASES cases would do it, or where the value may worsen by no more than a
    fifth of the allowance (the width of the amber band). A target of 0 that is met has nothing to spare
    by its nature, and is never close.
    """
    rating = row.rating
    if rating.colour is not Colour.GREEN or rating.edge is None or rating.edge.limit == 0:
        return False
    cases = margin_of(rating, row.reading.figure, row.indicator)
    if cases is not None and cases <= CLOSE_CASES:
        return True
    return -rating.shortfall * CLOSE_PART <= rating.allowance


def _headroom(row: Row) -> str:
    """Say what would take the green away: in cases where they are known, else in the unit."""
    told = distance_sentence(row)
    if told:
        return told
    left, edge = size(row.rating.shortfall, row.indicator), row.rating.edge
    if not row.rating.shortfall:
        return "It is at its target exactly: any worse, and it is green no more."
    most = "less than" if edge is not None and edge.comparison.is_strict else "no more than"
    return f"It stays green while it worsens by {most} {left}."


def worse_green(dataset: Dataset, card: Scorecard) -> Iterator[Question]:
    """Ask of a green row that got worse whether it will stay green."""
    del dataset
    for row in card:
        if row.rating.colour is Colour.GREEN and row.movement is Verdict.WORSE:
            said = f"{row.indicator.code} is green but got worse: will it stay green?"
            answer = _as_much_again(row) or _headroom(row)
            yield Question("worse-green", row.id, said, change_sentence(row), answer)


def _as_much_again(row: Row) -> str:
    """Say which colour another change like last year's would give; empty if there can be none such."""
    moved, edge, indicator = row.change, row.rating.edge, row.indicator
    if moved is None or edge is None or row.verdict is not Verdict.WORSE:
        return ""
    then = moved.now + moved.units
    impossible = indicator.unit is Unit.PERCENT and not -HUNDRED <= then <= HUNDRED
    if impossible or (then < 0) is not (moved.now < 0):
        return ""
    colour = colour_of(then, edge, row.rating.allowance).value
    places = None if row.reading.figure.value is not None else indicator.places
    shown = digits(then, places, signed=indicator.signed) + indicator.unit.suffix
    still = "still be" if colour == row.rating.colour.value else "be"
    return f"As much again, to {shown}, would {still} {colour}."


def worse_unrated(dataset: Dataset, card: Scorecard) -> Iterator[Question]:
    """Ask of a row without a target that got worse what would be good enough."""
    del dataset
    for row in card:
        if row.rating.ground is Ground.NO_TARGET and row.movement is Verdict.WORSE:
            said = f"{row.indicator.code} got worse and has no target: what would be good enough?"
            yield Question("worse-unrated", row.id, said, change_sentence(row))
