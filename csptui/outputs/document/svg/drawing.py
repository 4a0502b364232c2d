"""Charts as drawings (SVG 1.1): text as text, no script, no style sheet, nothing from elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from csptui.outputs.document.model import Bars, Plot
from csptui.outputs.document.palette import PAPER
from csptui.outputs.document.svg.bars import drawn_bars
from csptui.outputs.document.svg.plot import drawn_plot
from csptui.outputs.document.svg.text import SIZE, number, safe

if TYPE_CHECKING:
    from csptui.outputs.document.model import Chart

WIDE, NARROW = 640.0, 300.0
"""Widths that a chart is laid out for, in pixels: a page's, and a telephone's."""


def svg_of(chart: Chart, *, name: str = "chart", width: float = WIDE, font: str = "sans-serif") -> str:
    """Draw a chart for a width, with its title and the sentence for who does not see it.

    `name` begins the ids within the drawing, and is to be another for each drawing in one file.
    """
    match chart.drawing:
        case Bars() as bars:
            parts, height = drawn_bars(bars, width)
        case Plot() as plot:
            parts, height = drawn_plot(plot, width)
        case never:
            assert_never(never)
    wide, high, label = number(width), number(max(height, 1)), safe(name)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}"'
        f' role="img" aria-labelledby="{label}-title {label}-desc" font-family="{safe(font)}"'
        f' font-size="{number(SIZE)}">'
        f'<title id="{label}-title">{safe(chart.title)}</title>'
        f'<desc id="{label}-desc">{safe(chart.alternative)}</desc>'
        f'<rect width="{wide}" height="{high}" fill="{PAPER}"/>{"".join(parts)}</svg>'
    )
