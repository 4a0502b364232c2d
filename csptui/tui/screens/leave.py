"""Asks before typed figures would be lost."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from csptui.tui.screens.sheet import Sheet
from csptui.tui.widgets.key_bar import KeyHint
from csptui.tui.widgets.wording import Line, one_line, text

MOST_NAMED = 6


class LeaveScreen(Sheet[bool]):
    """Names the rows whose drafts would be lost; only y leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "leave", "Leave", tooltip="Leave, and lose what was typed", id="leave.yes"),
        Binding("n,q,escape,enter", "back", "Stay", tooltip="Stay; nothing is lost", id="leave.stay"),
        Binding("?", "help", "Help", tooltip="The keys of this place", id="leave.help"),
    ]
    TITLE_WORDS: ClassVar[str] = "Leaving"
    HINTS: ClassVar[tuple[KeyHint, ...]] = (
        KeyHint("y", "Leave, and lose what was typed", "leave", 1),
        KeyHint("esc", "Stay", "back", 0),
        KeyHint("F1", "Help", "help", 1),
    )
    GUTTER: ClassVar[int] = 3

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__()
        self._names = names

    def on_mount(self) -> None:
        """Say what would be lost."""
        super().on_mount()
        self.title_bar.put(text(question(self._names), "strong"))
        self.tell(name_lines(self._names))

    def action_leave(self) -> None:
        """Leave."""
        self.dismiss(result=True)

    def action_back(self) -> None:
        """Stay."""
        self.dismiss(result=False)


def question(names: tuple[str, ...]) -> str:
    """Say how many rows are not saved."""
    if len(names) == 1:
        return "This is typed but not saved. Leave and lose it?"
    return f"{len(names):,} things are typed but not saved. Leave and lose them?"


def name_lines(names: tuple[str, ...]) -> list[Line]:
    """Name the rows, and count those that there is no room for."""
    lines = [(text(" *", "note"), one_line(name)) for name in names[:MOST_NAMED]]
    if len(names) > MOST_NAMED:
        lines.append((Content(""), text(f"and {len(names) - MOST_NAMED:,} more", "dim")))
    return lines
