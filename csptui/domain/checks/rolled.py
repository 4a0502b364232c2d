"""Checks of what a new quarter takes over: a target that nobody has confirmed, a comment that was copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.domain.finding import Finding
from csptui.domain.last_said import last_said
from csptui.domain.problem import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csptui.domain.dataset import Dataset
    from csptui.domain.scorecard import Scorecard


def rolled_target(dataset: Dataset, card: Scorecard) -> Iterator[Finding]:
    """Find a target that was rolled on from an earlier year, until it is confirmed or set anew."""
    del dataset
    for row in card:
        if row.target.rolled_from is not None:
            said = (
                f"The target of {row.target_text} is rolled on from {row.target.rolled_from}, not confirmed: "
                f"confirm it for {row.quarter.year}, or set another."
            )
            yield Finding("rolled-target", Severity.WARNING, row.id, said, row.target_text, "target")


def copied_comment(dataset: Dataset, card: Scorecard) -> Iterator[Finding]:
    """Find a comment with the same words as last quarter's, whatever its blanks and capitals."""
    for row in card:
        before = last_said(dataset, row.id)
        if before is not None and before.is_same(row.comment):
            said = (
                f"The comment has the same words as in {before.quarter}: say what is new, or that nothing is."
            )
            text = next((line.strip() for line in row.comment.splitlines() if line.strip()), "")
            yield Finding("copied-comment", Severity.WARNING, row.id, said, text, "comment")
