"""What the check of access found in the files that were made, file by file."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from csptui.tui.making import FORMATS
from csptui.tui.screens.page import Body, Page
from csptui.tui.widgets.wording import Ledger, Line, one_line, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.binding import BindingType
    from textual.widget import Widget

    from csptui.tui.access_checked import Checked

_GUTTER = 18
_RULES = (
    "table heads, order of headings, words beside colours, texts for pictures, language, title, "
    "contrast of 4.5 to 1"
)


class AccessScreen(Page[None]):
    """The faults of each file, each with its rule, its place and what to do; the one asked for first."""

    TITLE_WORDS: ClassVar[str] = "Access check"
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, checked: Sequence[Checked], first: str) -> None:
        super().__init__()
        self._checked = sorted(checked, key=lambda one: one.name != first)

    def body(self) -> Iterable[Widget]:
        """Give the files one under the other."""
        with Body():
            yield Ledger([line for one in self._checked for line in access_lines(one)], gutter=_GUTTER)

    def tell(self) -> None:
        """Count the faults."""
        count = sum(len(one.faults) + bool(one.refused) for one in self._checked)
        found = "nothing is wrong" if not count else f"{count:,} {'fault' if count == 1 else 'faults'}"
        self.head.put(text(self.TITLE_WORDS, "strong"), text(found, "note" if count else "dim"))
        files = len(self._checked)
        self.say(f"Access check of {files:,} {'file' if files == 1 else 'files'}: {found}.")


def access_lines(one: Checked) -> list[Line]:
    """Give what was found in one file."""
    lines: list[Line] = [(text(f" {FORMATS[one.name]}", "strong"), one_line(one.file, "strong"))]
    if one.refused:
        lines.append((text(" not checked", "fault"), one_line(one.refused)))
    elif not one.faults:
        lines.append((text(" ok", "better"), text(f"Checked: {_RULES}.", "dim")))
    for fault in one.faults:
        lines.append((text(f" {fault.rule.value}", "fault"), one_line(fault.message)))
        if fault.where:
            lines.append((text(""), one_line(fault.where, "dim")))
    return [*lines, (text(""), text(""))]
