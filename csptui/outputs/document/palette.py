"""The colours of documents: a ground and an ink for each style name of the legend, the same in every format.

Each pair has a contrast of 4.5 to 1 or more (WCAG 2.2, success criterion 1.4.3).
"""

from __future__ import annotations

from typing import NamedTuple


class Ink(NamedTuple):
    """Colours as `#rrggbb`."""

    fore: str
    back: str


RATINGS = {
    "red": Ink("#ffffff", "#b3001b"),
    "amber": Ink("#000000", "#ffd54a"),
    "green": Ink("#ffffff", "#00703c"),
    "none": Ink("#1a1a1a", "#ffffff"),
}
"""The grounds are those of the badges in print (`appearance.STYLES`)."""

TEXT, QUIET, PAPER = "#1a1a1a", "#595959", "#ffffff"
ACCENT = "#1f3a5f"
HAIRLINE, STRIPE = "#9a9a9a", "#f3f4f6"
WARNING = Ink("#5c3a00", "#fff4d6")
