"""Derby's own quarter, as the tests of the claims reader use it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from csptui.domain.claims import Claim, ClaimVerdict, comment_claims, narrative_claims
from csptui.storage.folder import load

if TYPE_CHECKING:
    from csptui.domain.dataset import Dataset
    from csptui.domain.scorecard import Row, Scorecard

DATA = Path(__file__).parents[2] / "data"


@cache
def derby() -> tuple[Dataset, Scorecard]:
    dataset, _ = load(DATA)
    return dataset, dataset.scorecard()


def row_of(ref: str) -> Row:
    row = derby()[1].row(ref)
    assert row is not None
    return row


def claims_of(ref: str, text: str) -> tuple[Claim, ...]:
    """Read a text as a comment on a row."""
    return comment_claims(text, row_of(ref), derby()[0])


def told(text: str) -> tuple[Claim, ...]:
    """Read a text as the narrative of a theme."""
    dataset, card = derby()
    return narrative_claims(text, "youth-crime", card, dataset)


def verdicts(ref: str, text: str) -> set[ClaimVerdict]:
    return {one.verdict for one in claims_of(ref, text)}
