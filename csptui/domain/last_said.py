"""Last quarter's comment beside the new one: what it said, and whether the new one says the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from csptui.domain.dataset import NO_RECORD

if TYPE_CHECKING:
    from csptui.domain.dataset import Dataset
    from csptui.domain.quarter import Quarter


class Said(NamedTuple):
    """A comment as it was typed, and its quarter."""

    quarter: Quarter
    text: str

    def is_same(self, text: str) -> bool:
        """Whether a text has the same words, whatever its blanks, line ends and capitals."""
        return bool(text.strip()) and _folded(text) == _folded(self.text)


def last_said(dataset: Dataset, indicator_id: str) -> Said | None:
    """Give the comment of the quarter before, if one is held; a quarter that is skipped has none."""
    before = dataset.shown.previous()
    text = dataset.quarters.get(before, NO_RECORD).comments.get(indicator_id, "")
    return Said(before, text) if text.strip() else None


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
