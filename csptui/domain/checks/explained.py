"""Checks of what a reader is left to guess: no reason for a colour, and codes that nothing explains."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.domain.causes import EXPLAINING, words_in
from csptui.domain.claims import masked_text
from csptui.domain.finding import Finding
from csptui.domain.problem import Severity
from csptui.domain.rag import Colour

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csptui.domain.dataset import Dataset
    from csptui.domain.scorecard import Scorecard

ENOUGH_WORDS = 30
"""A comment of so many words besides its figures is taken for an explanation, whatever its words."""


def explains(comment: str) -> bool:
    """Whether a comment gives more than a fact: a word of cause, action or outlook, or plain length."""
    words = words_in(comment)
    return len(words) >= ENOUGH_WORDS or any(map(EXPLAINING.has, words))


def no_explanation(dataset: Dataset, card: Scorecard) -> Iterator[Finding]:
    """Find a red or amber row whose comment is empty, or gives a fact and no cause, action or outlook."""
    del dataset
    for row in card:
        if row.rating.colour not in {Colour.RED, Colour.AMBER}:
            continue
        comment = " ".join(row.comment.split())
        colour = row.rating.colour.value
        said = ""
        if not comment:
            said = f"The rating is {colour} and there is no comment: say why, and what is being done."
        elif not explains(masked_text(comment)):
            said = f"The rating is {colour}, and the comment gives a fact but no cause, action or outlook."
        if said:
            yield Finding("no-explanation", Severity.WARNING, row.id, said, comment, "comment")
