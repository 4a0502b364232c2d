"""Last quarter's comment, to be read while the new one is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from csptui.domain.shown import show
from csptui.tui.screens.page import Body, Page
from csptui.tui.widgets.wording import Wording, text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.binding import BindingType
    from textual.widget import Widget

    from csptui.domain.last_said import Said


class LastCommentScreen(Page[None]):
    """One comment, read-only."""

    TITLE_WORDS: ClassVar[str] = "Last quarter's comment"
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, said: Said) -> None:
        super().__init__()
        self._said = said

    def body(self) -> Iterable[Widget]:
        """Give the text."""
        with Body():
            yield Wording(text(show(self._said.text)))

    def tell(self) -> None:
        """Name its quarter."""
        count = len(self._said.text.split())
        self.head.put(text(self.TITLE_WORDS, "strong"), text(str(self._said.quarter), "dim"))
        words = f"{count:,} word{'' if count == 1 else 's'}"
        self.say(f"The comment of {self._said.quarter}, {words}; esc goes back to the new one.")
