"""A line above the keys that says how far the making of files is; there only while something is made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.content import Content
from textual.widget import Widget

from csptui.domain.shown import show_line
from csptui.tui.widgets.key_bar import KeyBar
from csptui.tui.widgets.wording import plainly, styled

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.screen import Screen

    from csptui.tui.making import Progress

LONGEST, SHORTEST = 40, 6
"""Columns of the bar, as the window has room."""


class MakingLine(Widget):
    """What is made, a bar, and how many steps of how many are done."""

    DEFAULT_CSS = "MakingLine { height: 1; background: $surface; }"

    def __init__(self, progress: Progress) -> None:
        super().__init__()
        self._progress = progress

    def put(self, progress: Progress) -> None:
        """Show another progress."""
        self._progress = progress
        self.refresh()

    def render(self) -> Content:
        """Give the line at the present width."""
        now = self._progress
        width = self.size.width
        count = f"  {now.done:,} of {now.of:,}"
        words = f" {show_line(now.words)}"
        rest = width - len(words) - len(count) - 4
        size = max(SHORTEST, min(LONGEST, rest))
        full = size * now.done // max(1, now.of)
        line = Content.assemble(
            words,
            "  ",
            Content.styled("█" * full, styled("strong")),
            Content.styled("─" * (size - full), styled("rule")),
            Content.styled(count, styled("dim")),
        )
        line = plainly(line, self)
        return line.truncate(width, ellipsis=True) if line.cell_length > width else line


def show_making(screens: Iterable[Screen[Any]], progress: Progress | None) -> None:
    """Show above the keys of screens how far a making is, or nothing when it has ended."""
    for screen in screens:
        line = next(iter(screen.query(MakingLine)), None)
        if line is not None and progress is not None:
            line.put(progress)
        elif line is not None:
            line.remove()
        elif progress is not None:
            for bar in screen.query(KeyBar):
                if bar.parent is screen:
                    screen.mount(MakingLine(progress), before=bar)
