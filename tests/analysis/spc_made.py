"""Makes control charts of texts, and tells their special causes as letters."""

from __future__ import annotations

from decimal import Decimal

from csptui.analysis.spc import Chart, Side, Signal, chart
from csptui.domain.indicator import Polarity

VECTOR = "1 2 1 2 10 1 2 1 2 1 2 1 2 1 2 1 2 1"
QUIET = "12 8 " * 10
"""Twenty points about 10, none of them a special cause, each range 4: limits 10 ± 10.64."""
LONG = "12 8 " * 30
ON_THE_LINE = "5.32 1 5.32 -3 -3 -2 -2 -1 -1 0 0 -1.4 6 -4.24"
"""Fourteen values of mean 0 and average range 3."""


def listed(text: str) -> list[Decimal]:
    """Give the values of a text."""
    return [Decimal(one) for one in text.split()]


def charted(
    text: str,
    *,
    run: int = 7,
    screening: bool = True,
    rebases: tuple[int, ...] = (),
    better: Polarity = Polarity.LOWER,
) -> Chart:
    """Make a chart of a text."""
    return chart(listed(text), run=run, screening=screening, rebases=rebases, better=better)


def signals(made: Chart) -> str:
    """Give the special causes as letters, a dot for none."""
    letters = {
        Signal.NONE: ".",
        Signal.OUTSIDE: "O",
        Signal.TREND: "T",
        Signal.TWO_IN_THREE: "2",
        Signal.SHIFT: "S",
    }
    return "".join(letters[point.signal] for point in made.points)


def sides(made: Chart) -> str:
    """Give the sides as letters: h, l, and a dash on the mean."""
    return "".join({Side.HIGH: "h", Side.LOW: "l", Side.ON: "-"}[point.side] for point in made.points)
