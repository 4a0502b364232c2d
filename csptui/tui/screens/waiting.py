"""Says that a text is open in an editor with a window of its own, until that is closed."""

from __future__ import annotations

from typing import ClassVar

from csptui.tui.screens.sheet import Sheet
from csptui.tui.widgets.key_bar import KeyHint
from csptui.tui.widgets.wording import one_line, text


class WaitingScreen(Sheet[None]):
    """Covers the text, so that nothing is typed in two places; it goes when the editor has ended."""

    TITLE_WORDS: ClassVar[str] = "Waiting for the editor"
    HINTS: ClassVar[tuple[KeyHint, ...]] = (
        KeyHint("^q", "Leave", "app.leave", 0),
        KeyHint("F1", "Help", "help", 1),
    )
    keeps_work = False

    def __init__(self, editor: str) -> None:
        super().__init__()
        self._editor = editor
        self._is_over = False

    def on_mount(self) -> None:
        """Say what is waited for."""
        super().on_mount()
        self.title_bar.put(one_line(f"The text is open in {self._editor}", "strong"))
        self._say("Save it there and close it to go on here.")

    def _say(self, words: str) -> None:
        self.tell([(text(""), text(words))])

    def unsaved_names(self) -> tuple[str, ...]:
        """Name what would be lost by leaving."""
        return () if self._is_over else (f"what is written in {self._editor}",)

    def action_back(self) -> None:
        """Stay: what is being written in the editor would be lost."""
        self._say(f"Close {self._editor} first; ctrl+q leaves without what is written in it.")

    def end(self) -> None:
        """Go, now or when what lies on top has gone."""
        self._is_over = True
        self.on_screen_resume()

    def on_screen_resume(self) -> None:
        """Go if the editor has ended meanwhile."""
        if self._is_over and self.is_running and self.app.screen is self:
            self.dismiss(None)
