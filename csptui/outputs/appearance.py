"""How a page looks: its width, its character set, and a style for each of the legend's style names."""

from __future__ import annotations

from dataclasses import dataclass

from csptui.domain.shown import show, show_line

WIDTH, NARROWEST, WIDEST = 110, 60, 400
"""Columns of a page where none are asked for (A4 landscape at 10 points), and the bounds."""

ROOMY = 100
"""From this many columns a row has room for fractions and periods under its figures."""

STYLES = {
    "red": "bold #ffffff on #b3001b",
    "amber": "bold #000000 on #ffd54a",
    "green": "bold #ffffff on #00703c",
    "none": "bold",
    "better": "",
    "worse": "bold",
    "same": "",
    "strong": "bold",
    "aside": "italic",
    "quiet": "dim",
}
"""Badges bring their own ground; all else keeps the terminal's colours, so that both dark and light do."""

SIXTEEN = {
    "red": "bold bright_white on red",
    "amber": "bold black on yellow",
    "green": "bold bright_white on green",
}
"""Badges where a terminal has sixteen colours: the nearest to the green above would be a grey."""

_TYPEWRITER = str.maketrans(
    {
        "–": "-",
        "—": "-",
        "−": "-",
        "‘": "'",
        "’": "'",
        "“": '"',
        "”": '"',
        "…": "...",
        "•": "*",
        "·": "-",
        "±": "+/-",
        "≤": "<=",
        "≥": ">=",
        "≈": "~",
        "×": "x",
        "÷": "/",
        "→": "->",
        "↑": "^",
        "↓": "v",
        "■": "#",
        "▲": "^",
        "●": "o",
    }
)
_SLIPS = 0x2400
_PICTURES = {_SLIPS + code: f"<U+{code:04X}>" for code in range(0x20)} | {0x2421: "<U+007F>"}


@dataclass(frozen=True, slots=True)
class Look:
    """What a page is made for; `ascii_only` keeps every sign of the program's own within ASCII."""

    width: int = WIDTH
    ascii_only: bool = False

    @property
    def roomy(self) -> bool:
        """Whether fractions and periods stand under their figures."""
        return self.width >= ROOMY

    def text(self, text: str) -> str:
        """Make a text of several lines safe to print, in the characters of the page."""
        shown: str = show(text)
        return self._typed(shown)

    def line(self, text: str) -> str:
        """Make a text safe to print on one line."""
        shown: str = show_line(text)
        return self._typed(shown)

    def _typed(self, shown: str) -> str:
        if not self.ascii_only or shown.isascii():
            return shown
        return shown.translate(_TYPEWRITER).translate(_PICTURES)

    def pick(self, usual: str, plain: str) -> str:
        """Give the sign that suits the page."""
        return plain if self.ascii_only else usual

    @property
    def hairline(self) -> str:
        """One column of a thin line."""
        return self.pick("─", "-")
