"""A chart in the room that its pane has, drawn again when that is another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from csptui.outputs.appearance import Look
from csptui.tui.widgets.wording import Wording, styled

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.geometry import Size

    from csptui.outputs.line import Line

_INKS = {"quiet": "dim", "aside": "note"}
"""Styles of printed lines that have another name on the screen."""


class ChartPane(Wording):
    """Lines of text with styles, made for the width and height that there are."""

    DEFAULT_CSS = "ChartPane { height: 1fr; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._draw: Callable[[int, int, Look], Sequence[Line]] | None = None
        self._drawn: tuple[Size, Content] | None = None

    def put(self, draw: Callable[[int, int, Look], Sequence[Line]]) -> None:
        """Show what `draw` gives for a width and a height."""
        self._draw, self._drawn = draw, None
        self.refresh()

    def render(self) -> Content:
        """Give the lines for the present size; a pane of no size has none."""
        size = self.content_size
        if self._draw is None or not size:
            return Content("")
        if self._drawn is None or self._drawn[0] != size:
            look = Look(size.width, ascii_only=bool(getattr(self.app, "ascii_only", False)))
            lines = self._draw(size.width, size.height, look)[: size.height]
            self._drawn = size, Content("\n").join(content_of(line) for line in lines)
        return self._drawn[1]


def content_of(line: Line) -> Content:
    """Give a printed line in the styles of the screen; its text is safe to show already."""
    return Content.assemble(
        *(Content.styled(text, styled(_INKS.get(style, style))) for text, style in line.pieces)
    )
