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

_NEEDED = f"csptui needs {LEAST_WIDTH} columns and {LEAST_HEIGHT} rows. Make the window larger, or"
TOO_SMALL, PAGE_TOO_SMALL = f"{_NEEDED} q Quit.", f"{_NEEDED} esc Back."


def is_tiny(size: Size) -> bool:
    """Whether a window is too small for anything but a sentence."""
    return size.width < LEAST_WIDTH or size.height < LEAST_HEIGHT


def size_classes(size: Size) -> dict[str, bool]:
    """Give each class of the style sheet, and whether a window of this size has it."""
    width, height = size
    return {
        "-tiny": is_tiny(size),
        "-wide": width >= WIDE,
        "-low": height < LOW,
        "-short": height < SHORT,
        "-tall": height >= SHORT and width >= WIDE,
        "-high": height >= HIGH and width >= WIDE,
    }
