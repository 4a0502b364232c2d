"""What a window has room for, as the classes that the style sheet goes by (LOOK, Layouts)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.geometry import Size

LEAST_WIDTH, LEAST_HEIGHT = 60, 18
WIDE = 100
"""The columns from which the themes have a sidebar."""

SPACIOUS = 140
"""The columns from which each row has its last quarters as small bars."""

LOW, SHORT, HIGH = 24, 30, 40
"""Below 24 rows the detail goes; below 30 it is short and an edit takes the screen; from 40 it has room."""

TOO_SMALL = f"csptui needs {LEAST_WIDTH} columns and {LEAST_HEIGHT} rows. Make the window larger, or q Quit."


def size_classes(size: Size) -> dict[str, bool]:
    """Give each class of the style sheet, and whether a window of this size has it."""
    width, height = size
    return {
        "-tiny": width < LEAST_WIDTH or height < LEAST_HEIGHT,
        "-wide": width >= WIDE,
        "-low": height < LOW,
        "-short": height < SHORT,
        "-tall": height >= SHORT and width >= WIDE,
        "-high": height >= HIGH and width >= WIDE,
    }
