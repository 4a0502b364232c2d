"""Words for drafts: how many there are, and which."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_NAMED = 6


def counted(number: int) -> str:
    """Count drafts."""
    return "1 draft" if number == 1 else f"{number:,} drafts"


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
