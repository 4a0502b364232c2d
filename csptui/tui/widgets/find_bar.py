"""What is looked for in a text: typed in one line above it, which goes to it at each key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from csptui.tui.widgets.filter_line import FilterBar, FilterLine

if TYPE_CHECKING:
    from textual.app import ComposeResult


class FindBar(FilterBar):
    """The line with its name before it."""

    DEFAULT_CSS = "FindBar Static { width: 7; }"

    def compose(self) -> ComposeResult:
        """Give the name and the line."""
        yield Static(Content(" Find"))
        line = FilterLine()
        line.placeholder = "A code, a figure, a word"
        yield line
