"""Says in full where a file is, which no program could show."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from csptui.tui.screens.sheet import Sheet
from csptui.tui.widgets.key_bar import KeyHint
from csptui.tui.widgets.wording import text

if TYPE_CHECKING:
    from csptui.domain.shown import Shown


class WhereScreen(Sheet[None]):
    """The place of a file, which is copied too."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,q", "back", "Back", tooltip="Go back", id="where.back"),
    ]
    TITLE_WORDS: ClassVar[str] = "Where the file is"
    HINTS: ClassVar[tuple[KeyHint, ...]] = (
        KeyHint("esc", "Back", "back", 0),
        KeyHint("F1", "Help", "help", 1),
    )

    def __init__(self, place: Shown, why: str) -> None:
        super().__init__()
        self._place, self._why = place, why

    def on_mount(self) -> None:
        """Say where it is."""
        super().on_mount()
        self.title_bar.put(text("The file is here", "strong"), text("its place is copied", "dim"))
        self.tell([(text(" File", "dim"), text(self._place)), (text(" Note", "dim"), text(self._why))])
