"""Numbers as data: each the very number that `csptui list --json` has."""

from __future__ import annotations

from decimal import Decimal

from csptui.domain.amounts import MOST_EXACT
from csptui.domain.figure import at_places, places_of

PERCENT_PLACES = 4
"""As many as `list --json` gives of a percentage."""


def as_listed(value: Decimal | None) -> Decimal | None:
    """Give a number as it was typed, and one that was worked out as `list --json` has it."""
    return value if value is None or places_of(value) <= MOST_EXACT else Decimal(repr(float(value)))


def percent_listed(value: Decimal | None) -> Decimal | None:
    """Give a percentage to four places, half up."""
    return None if value is None else at_places(value, PERCENT_PLACES)
