"""The filter: typed in one line above the table, which follows at each key."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.events import Key


class FilterLine(Input):
    """One line of text; Enter keeps the filter, Esc clears it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "keep", "Keep", tooltip="Keep the filter and go to the table", id="filter.keep"),
        Binding("escape", "clear", "Clear", tooltip="Clear the filter", id="filter.clear"),
        Binding("down", "keep", "Table", tooltip="Go to the table", id="filter.table", show=False),
    ]
    DEFAULT_CSS = """
    FilterLine, FilterLine:focus {
        height: 1; width: 1fr; border: none; padding: 0; background: $surface; background-tint: $surface 0%;
        color: $foreground;
    }
    """

    class Closed(Message):
        """The filter is kept as it stands, or cleared."""

        def __init__(self, *, kept: bool) -> None:
            super().__init__()
            self.kept = kept

    def __init__(self) -> None:
        super().__init__(
            id="filter",
            compact=True,
            placeholder="Filter: a code, a name, red, worse, provisional",
            max_length=60,
        )
        self.cursor_blink = False

    def take(self, event: Key) -> None:
        """Take a key that was typed before the focus had come here."""
        if event.is_printable and event.character is not None:
            self.insert_text_at_cursor(event.character)

    def action_keep(self) -> None:
        """Keep the filter."""
        self._close(kept=bool(self.value.strip()))

    def action_clear(self) -> None:
        """Clear the filter."""
        self.value = ""
        self._close(kept=False)

    def _close(self, *, kept: bool) -> None:
        """Let go of the keys at once: the next may be there before the message is read."""
        self.screen.set_focus(None)
        self.post_message(self.Closed(kept=kept))


class FilterBar(Horizontal):
    """The filter with its name before it."""

    DEFAULT_CSS = """
    FilterBar { height: 1; background: $surface; }
    FilterBar Static { width: 9; color: $text-muted; }
    """

    def compose(self) -> ComposeResult:
        """Give the name and the line."""
        yield Static(Content(" Filter"))
        yield FilterLine()
