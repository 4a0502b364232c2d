"""What stands beside the pages: the parts of the report, the formats, and the check of access."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.binding import Binding

from csptui.domain.shown import show_line
from csptui.tui.cells import fit
from csptui.tui.widgets.indicator_table import IndicatorTable
from csptui.tui.widgets.line_list import LineList, Parts

if TYPE_CHECKING:
    from textual.binding import BindingType


MARK = Binding(
    "space", "screen.mark", "Mark", tooltip="In the formats: make this one, or leave it out", id="report.mark"
)


class Sort(Enum):
    """What an entry is of; the value is the heading above its kind."""

    PART = "Parts"
    FORMAT = "Formats"
    ACCESS = "Access check"

    @property
    def chosen(self) -> str:
        """What Enter does with an entry, for the key bar."""
        return {Sort.PART: "Go to part", Sort.FORMAT: "Mark", Sort.ACCESS: "Show"}[self]


class Entry(NamedTuple):
    """One entry: its id, its words, what stands before them, and at the right how it is with it."""

    sort: Sort
    id: str
    words: str
    before: str = ""
    told: str = ""
    ink: str = "ink"

    @property
    def state(self) -> str:
        """Say in words how it is with the entry."""
        marked = {"[x]": "marked", "[ ]": "not marked"}.get(self.before, "")
        return ", ".join(one for one in (marked, self.told) if one)


class PartList(LineList[Entry]):
    """The entries with a cursor; Space marks a format."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *IndicatorTable.BINDINGS,
        MARK,
    ]
    current = ""
    """The part that is being read."""
    _width = 0

    def fit_columns(self, width: int) -> None:
        """Take the width that there is."""
        self._width = max(0, width - 1)

    def turn_to(self, part: str) -> None:
        """Mark the part that is being read; the cursor goes along while the keys are in the pages."""
        if part == self.current:
            return
        self.current = part
        self._strips.clear()
        if not self.has_focus:
            at = next((at for at, one in enumerate(self.items) if one[:2] == (Sort.PART, part)), None)
            if at is not None:
                self.go(at)
        self.refresh()

    def parts(self, item: Entry) -> Parts:
        """Give what stands before the words, the words, and at the right what is told."""
        told = f" {show_line(item.told)} " if item.told else ""
        room = max(1, self._width - len(item.before) - 1 - len(told))
        words = fit(show_line(item.words), room, ascii_only=self.ascii_only)
        ink = "strong" if item.sort is Sort.PART and item.id == self.current else "ink"
        return [(f"{item.before} ", "dim"), (words, ink), (told, item.ink)]
