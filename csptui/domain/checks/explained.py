"""Checks of what a reader is left to guess: no reason for a colour, and codes that nothing explains."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

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

_CAUSE = (
    "because caus* due owing reason* result* attribut* explain* explanation* reflect* driven drove "
    "thanks following consequen* contribut* account* affect* impact* influenc* delay* pressure* stem* "
    "linked relate* led underl* behind"
)
_ACTION = (
    "will plan plans planned planning action* programme* project* initiative* strateg* scheme* introduc* "
    "investigat* review* commission* launch* train* recruit* fund* patrol* operation* campaign* address* "
    "tackl* respon* working worked steps taken support* develop* implement* agreed begun started audit* task*"
)
_OUTLOOK = "forecast* expect* predict* anticipat* outlook track trajectory"


_ALL = f"{_CAUSE} {_ACTION} {_OUTLOOK}".split()
_WHOLE = frozenset(word for word in _ALL if not word.endswith("*"))
_BEGINNINGS = tuple(word[:-1] for word in _ALL if word.endswith("*"))
_WORD = re.compile(r"[^\W\d_]{2,}")


def explains(comment: str) -> bool:
    """Whether a comment gives more than a fact: a word of cause, action or outlook, or plain length."""
    words = _WORD.findall(comment.casefold())
    if len(words) >= ENOUGH_WORDS:
        return True
    return any(word in _WHOLE or word.startswith(_BEGINNINGS) for word in words)


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
