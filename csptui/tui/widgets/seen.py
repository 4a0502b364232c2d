"""Makes a text under edit safe to draw, one character for one, so that the cursor stays true."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from rich.highlighter import Highlighter

from csptui.domain.shown import MOST_MARKS, show

if TYPE_CHECKING:
    from rich.style import Style
    from rich.text import Text

UNSEEN = "\ufffd"
"""What stands for a character that hides, reorders or acts."""

_BREAKS = str.maketrans(dict.fromkeys("\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029", "\n"))
_CONTROLS = {code: None for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\n\t"}


def seen(text: str) -> str:
    """Give a text of the same length in which every character is shown and none acts."""
    if text.isascii() and text.isprintable():
        return text
    marks = 0
    spelt: list[str] = []
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) else 0
        spelt.append(_one(character) if marks <= MOST_MARKS else UNSEEN)
    return "".join(spelt)


def _one(character: str) -> str:
    if character == "\t":
        return " "
    shown = show(character)
    return shown if len(shown) == 1 else UNSEEN


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
        text.plain = seen(text.plain).replace("\n", "\u240a")
        if self.position is not None and self.style is not None:
            text.stylize(self.style, self.position, self.position + 1)
