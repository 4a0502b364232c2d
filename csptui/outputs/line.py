"""A line of a page: pieces of text with a style name each.

Rich is imported only to print in colour, so a line is not its `Text`: a page that goes into a pipe is
printed in half the time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

if TYPE_CHECKING:
    from typing import TypeAlias

Piece: TypeAlias = "tuple[str, str]"


class Line:
    """Pieces of (text, style) from left to right; a style is a name in `appearance.STYLES`."""

    __slots__ = ("pieces",)

    def __init__(self, text: str = "", style: str = "") -> None:
        self.pieces: list[Piece] = [(text, style)] if text else []

    @classmethod
    def of(cls, *parts: str | Piece | Line) -> Line:
        """Make a line of texts, pieces and other lines."""
        line = cls()
        for part in parts:
            if isinstance(part, Line):
                line.pieces += part.pieces
            elif isinstance(part, tuple):
                line.append(*part)
            else:
                line.append(part)
        return line

    def append(self, text: str, style: str = "") -> None:
        """Put a text after what stands there; one in the same style as the last joins it."""
        if not text:
            return
        if self.pieces and self.pieces[-1][1] == style:
            self.pieces[-1] = (self.pieces[-1][0] + text, style)
        else:
            self.pieces.append((text, style))

    @property
    def plain(self) -> str:
        """The text without styles."""
        return "".join(text for text, _ in self.pieces)

    @property
    def cells(self) -> int:
        """How many columns of a terminal it takes."""
        return sum(cell_len(text) for text, _ in self.pieces)

    def __bool__(self) -> bool:
        return bool(self.pieces)

    def __repr__(self) -> str:
        return f"Line({self.plain!r})"
