"""Confirms the targets that were rolled on into a year, after showing them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from csptui.domain.shown import show_line
from csptui.legend import ROLLED_ON
from csptui.tui.screens.quarters import FEW, MANY
from csptui.tui.screens.sheet import Sheet
from csptui.tui.sizes import SHORT
from csptui.tui.widgets.key_bar import KeyHint
from csptui.tui.widgets.wording import Line, one_line, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csptui.domain.scorecard import Row


class ConfirmScreen(Sheet[bool]):
    """The targets that wait, one a line; Enter confirms them all in one save."""

    TITLE_WORDS: ClassVar[str] = "Confirming targets"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "confirm", "Confirm", tooltip="Confirm all of them", id="sheet.confirm"),
    ]
    HINTS: ClassVar[tuple[KeyHint, ...]] = (
        KeyHint("enter", "Confirm all", "confirm", 1),
        KeyHint("esc", "Back", "back", 0),
        KeyHint("F1", "Help", "help", 1),
    )

    def __init__(self, rows: Sequence[Row]) -> None:
        super().__init__()
        self._rows = tuple(rows)

    def on_mount(self) -> None:
        """List them."""
        super().on_mount()
        year = self._rows[0].quarter.year
        self.title_bar.put(
            text(f"Targets of {year}", "strong"), text(f"{len(self._rows):,} rolled on, not confirmed", "dim")
        )
        self.tell(confirm_lines(self._rows, MANY if self.app.size.height >= SHORT else FEW))

    def action_confirm(self) -> None:
        """Confirm them all."""
        self.dismiss(True)  # noqa: FBT003 - the answer of a sheet


def confirm_lines(rows: Sequence[Row], most: int) -> list[Line]:
    """Give each target with the year that it was set for; of many the first."""
    shown = rows if len(rows) <= most + 1 else rows[:most]
    lines: list[Line] = []
    for row in shown:
        target = f"{row.target_text} {ROLLED_ON} from {row.target.rolled_from}"
        words = Content.assemble(one_line(target), "  ", text(show_line(row.indicator.label), "dim"))
        lines.append((Content.assemble(" ", one_line(row.indicator.code, "strong")), words))
    if rest := len(rows) - len(shown):
        lines.append((Content(""), text(f"and {rest:,} more: the board marks each with {ROLLED_ON}", "dim")))
    return lines
