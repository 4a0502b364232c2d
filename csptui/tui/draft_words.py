"""Words for drafts: how many there are, and which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.domain.change import FIELD_WORDS, NARRATIVE, SENSITIVE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csptui.domain.dataset import Dataset
    from csptui.storage.draft_lines import DraftKey

MOST_NAMED = 6


def counted(number: int) -> str:
    """Count drafts."""
    return "1 draft" if number == 1 else f"{number:,} drafts"


def unsaved_words(number: int) -> str:
    """Count drafts as changes, where `draft` would be taken for the state of the report."""
    return "1 unsaved change" if number == 1 else f"{number:,} unsaved changes"


def called(dataset: Dataset, key: DraftKey, *, long: bool) -> str:
    """Name what a draft is of: an indicator, or the narrative of a theme."""
    if key.theme:
        theme = next((one.name for one in dataset.themes if one.id == key.theme), key.theme)
        return f"the {FIELD_WORDS[SENSITIVE if key.sensitive else NARRATIVE]} of {theme}"
    indicator = dataset.indicator(key.indicator)
    if indicator is None:
        return key.indicator
    return f"{indicator.code} {indicator.label}" if long else indicator.code


def be(names: Sequence[str]) -> str:
    """Give what they do when they are."""
    return "is" if len(names) == 1 else "are"


def have(names: Sequence[str]) -> str:
    """Give what they do when they have."""
    return "has" if len(names) == 1 else "have"


def listed(names: Sequence[str]) -> str:
    """Name the first of them, and count the rest."""
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {more:,} more" if more > 0 else "")
