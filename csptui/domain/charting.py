"""How control charts are made: the two settings that are the partnership's choice (RULES 7)."""

from __future__ import annotations

from dataclasses import dataclass

RUN, SHORTEST_RUN, LONGEST_RUN = 7, 5, 9
"""Points in a trend or a shift: the usual number, and the bounds of the setting."""


@dataclass(frozen=True, slots=True)
class Charting:
    """How many points make a trend or a shift, and whether very large ranges are screened out."""

    run: int = RUN
    screening: bool = True

    @property
    def words(self) -> str:
        """The settings as a page tells them."""
        screened = "very large moving ranges are left out" if self.screening else "every moving range counts"
        return f"a run is {self.run} points, and {screened}"


USUAL = Charting()
"""The settings where a partnership has none of its own."""
