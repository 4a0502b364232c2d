"""The last quarters of a row as a line of small bars, in the width of a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptui.storage.recent import recent_quarters

if TYPE_CHECKING:
    from decimal import Decimal

    from csptui.domain.dataset import Dataset
    from csptui.domain.series import Series

BARS, ASCII_BARS = "▁▂▃▄▅▆▇█", "_.-=^"
"""From the lowest figure of a row to its highest."""
LEAST = 3
"""Figures below which there is no line to be seen."""


def drawable(dataset: Dataset) -> bool:
    """Whether so many of the last quarters are held that a line could be drawn of any row."""
    return len(set(recent_quarters(dataset.shown)) & {*dataset.available, dataset.shown}) >= LEAST


def spark(series: Series, *, ascii_only: bool = False) -> str:
    """Draw the quarters of a series, a blank where no whole figure is held.

    Each row has its own scale, from its lowest figure to its highest. What lies before a break in series is
    of another kind, and is left blank; fewer than LEAST figures are no line, and give nothing.
    """
    points = series.points
    begins = max((at for at, point in enumerate(points) if point.breaks), default=0)
    values = [point.value if at >= begins else None for at, point in enumerate(points)]
    held = [value for value in values if value is not None]
    if len(held) < LEAST:
        return ""
    bars = ASCII_BARS if ascii_only else BARS
    low, spread = min(held), max(held) - min(held)
    middle = bars[(len(bars) - 1) // 2]
    return "".join(
        " " if value is None else bars[_step(value - low, spread, len(bars))] if spread else middle
        for value in values
    )


def _step(above: Decimal, spread: Decimal, steps: int) -> int:
    """Give the one of so many equal steps that a figure lies in."""
    return min(steps - 1, int(above * steps / spread))
