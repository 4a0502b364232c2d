"""Asks before typed figures would be lost."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from csptui.domain.shown import show_line
from csptui.tui.screens.sheet import Sheet
from csptui.tui.widgets.wording import text

MOST_NAMED = 6


class LeaveScreen(Sheet[bool]):
    """Names the rows whose drafts would be lost; only y leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "leave", "Leave", tooltip="Leave, and lose what was typed", id="leave.yes"),
        Binding("n,q,escape,enter", "back", "Stay", tooltip="Stay; nothing is lost", id="leave.stay"),
    ]
    KEYS: ClassVar[str] = "y Leave and lose them   esc Stay"

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__()
        self._names = names

    def on_mount(self) -> None:
        """Say what would be lost."""
        self.title_bar.put(text("Leave?", "strong"))
        self.tell([(Content(""), text(question(self._names)))])

    def action_leave(self) -> None:
        """Leave."""
        self.dismiss(result=True)

    def action_back(self) -> None:
        """Stay."""
        self.dismiss(result=False)


def question(names: tuple[str, ...]) -> str:
    """Say how many figures are not saved, and whose."""
    named = ", ".join(show_line(name) for name in names[:MOST_NAMED])
    more = f" and {len(names) - MOST_NAMED:,} more" if len(names) > MOST_NAMED else ""
    many = "1 row is typed" if len(names) == 1 else f"{len(names):,} rows are typed"
    lost = "it" if len(names) == 1 else "them"
    return f"{many} but not saved: {named}{more}. Leave and lose {lost}?"
