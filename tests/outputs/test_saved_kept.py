"""What was saved says how many claims are kept, where that has changed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hostile_dataset import dataset

from csptui.domain.claims import Kept, kept_text
from csptui.outputs.appearance import Look
from csptui.outputs.saved import saved_page

ONE = Kept("8.6%", "An increase of 8.6%.", "A reason")
BOTH = [ONE, replace(ONE, words="9%")]


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ([], [ONE], "1 claim kept, was none"),
        (BOTH, [ONE], "1 claim kept, was 2 claims"),
        ([ONE], [], "no claim kept, was 1 claim"),
        (BOTH, BOTH, "as it was"),
    ],
)
def test_a_save_tells_of_what_is_no_longer_kept(before: list[Kept], after: list[Kept], words: str) -> None:
    data = dataset("Plain")
    row = data.scorecard().rows[0]
    was, now = (replace(row, kept=kept_text(entries)) for entries in (before, after))
    page = saved_page(data, was, now, Look(100))
    assert f"{words}." in page[0].plain
