"""Drawing without any colour, for NO_COLOR: what has a light ground in mono is drawn in reverse."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.filter import LineFilter

if TYPE_CHECKING:
    from textual.color import Color

LIGHT = 110
"""The channel value from which a ground is light: the cursor's, a red or amber badge's, a selection's."""


class Uncoloured(LineFilter):
    """Takes every colour out of a line; weight, underline and reverse stay."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual's own
        """Give the segments without colours."""
        return [
            Segment(text, None if style is None else plain(style), control)
            for text, style, control in segments
        ]


@lru_cache(1024)
def plain(style: Style) -> Style:
    """Give a style without colours, in reverse where it had a light ground."""
    ground = style.bgcolor
    light = ground is not None and ground.triplet is not None and max(ground.triplet) >= LIGHT
    return Style(
        bold=style.bold, italic=style.italic, underline=style.underline, reverse=light or bool(style.reverse)
    )
