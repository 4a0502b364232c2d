"""Many texts are read with each row rated once: the time grows with the texts, not with texts times rows."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from csptui.domain.checks import findings
from csptui.domain.claims import comment_claims
from csptui.domain.dataset import Dataset
from csptui.domain.questions import sheet
from csptui.storage.folder import load

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

DATA = Path(__file__).parents[2] / "data"
RATES = Dataset._row.__code__


def ratings_in(work: Callable[[], object]) -> int:
    """Count how many rows are rated by some work."""
    count = 0

    def look(frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal count
        count += event == "call" and frame.f_code is RATES

    sys.setprofile(look)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def naming() -> Dataset:
    """Give Derby with a comment on each row that names its own code and the next row's."""
    dataset = load(DATA)[0]
    codes = [row.indicator.code for row in dataset.scorecard()]
    rows = dataset.scorecard().rows
    comments = {
        row.id: f"{row.indicator.code} fell, while {codes[at % len(codes)]} rose by 8.5%."
        for at, row in enumerate(rows, start=1)
    }
    record = replace(dataset.record, comments=comments)
    return replace(dataset, quarters={**dataset.quarters, dataset.shown: record})


def test_no_row_is_rated_again_for_each_comment_that_names_a_code() -> None:
    """By the checks and by the questions; what rates a row on purpose does it a few times a row."""
    dataset = naming()
    card = dataset.scorecard()
    rows = len(card)
    assert ratings_in(lambda: findings(dataset, card, all_claims=True)) <= 4 * rows
    assert ratings_in(lambda: sheet(dataset, card)) <= 4 * rows


def test_one_comment_rates_the_rows_that_it_names() -> None:
    """As it is typed, on any number of rows."""
    dataset = naming()
    row = dataset.scorecard().rows[3]
    assert ratings_in(lambda: comment_claims(row.comment, row, dataset)) <= 2
    card = dataset.scorecard()
    assert comment_claims(row.comment, row, dataset) == tuple(
        one.claim for one in findings(dataset, card, all_claims=True) if one.ref == row.id and one.claim
    )
