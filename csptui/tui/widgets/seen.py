"""Makes a text under edit safe to draw, one character for one, so that the cursor stays true."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.highlighter import Highlighter

from csptui.domain.shown import show_in_place

if TYPE_CHECKING:
    from rich.style import Style
    from rich.text import Text

_BREAKS = str.maketrans(dict.fromkeys("\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029", "\n"))
_CONTROLS = {code: None for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\n\t"}


def pasted(text: str) -> str:
    """Give what a paste inserts: line ends as line feeds, and no control characters."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_BREAKS).translate(_CONTROLS)


class FaultHighlighter(Highlighter):
    """Draws a field's text safely, with the character at fault marked."""

    def __init__(self) -> None:
        self.position: int | None = None
        self.style: Style | None = None

    def highlight(self, text: Text) -> None:
        """Replace what must not be drawn, and mark the fault."""
        text.plain = show_in_place(text.plain).replace("\n", "\u240a")
        if self.position is not None and self.style is not None:
            text.stylize(self.style, self.position, self.position + 1)
