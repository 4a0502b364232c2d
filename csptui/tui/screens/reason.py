"""Asks why a claim is kept though the figures do not bear it out, or where a number comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from csptui.domain.claims.kept import LONGEST_REASON
from csptui.domain.shown import show_line
from csptui.tui.check_words import Group, group_of
from csptui.tui.screens.sheet import Answer, Question
from csptui.tui.widgets.field import FieldLine
from csptui.tui.widgets.key_bar import KeyHint
from csptui.tui.widgets.seen import pasted
from csptui.tui.widgets.wording import one_line, text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.events import Paste
    from textual.widget import Widget

    from csptui.domain.finding import Finding


class Reason(Answer):
    """The field of a reason: a paste of several lines is one line, cut where the field is full."""

    def __init__(self) -> None:
        super().__init__("reason", longest=LONGEST_REASON)

    def on_paste(self, event: Paste) -> None:
        """Paste all lines as one."""
        event.stop()
        event.prevent_default()
        start, end = sorted(self.selection)
        room = LONGEST_REASON - len(self.value) + end - start
        self.replace(" ".join(pasted(event.text).split())[:room], start, end)


class ReasonScreen(Question[str]):
    """One reason in one field; Enter gives it, an empty one takes a reason back."""

    TITLE_WORDS: ClassVar[str] = "Keeping a claim"
    HINTS: ClassVar[tuple[KeyHint, ...]] = (
        KeyHint("enter", "Keep", "submit", 1),
        KeyHint("esc", "Back", "back", 0),
        KeyHint("F1", "Help", "help", 1),
    )
    keeps_work = False
    EXAMPLES: ClassVar[str] = "the fire service's unrounded data   Home Office iQuanta, May 2010"

    def __init__(self, finding: Finding, ref: str) -> None:
        """Ask for the reason of a claim; one that is held already is in the field."""
        super().__init__(Reason())
        self._finding = finding
        self._ref = ref
        self._begun = "" if finding.claim is None else finding.claim.kept
        self._is_source = group_of(finding) is Group.REGISTER

    def fields(self) -> Iterable[Widget]:
        """Give the field."""
        yield FieldLine("Source" if self._is_source else "Reason", self._field)

    def on_mount(self) -> None:
        """Show the claim and the reason that is held."""
        super().on_mount()
        right = "where it comes from" if self._is_source else "kept though the figures differ"
        self.title_bar.put(one_line(f'{self._ref} "{self._finding.text}"', "strong"), text(right, "dim"))
        self.begin(self._begun)

    def unsaved_names(self) -> tuple[str, ...]:
        """Name what would be lost by leaving the program."""
        name = f'the reason for "{self._finding.text}" of {self._ref}'
        return (show_line(name),) if self._field.value != self._begun else ()

    def action_submit(self) -> None:
        """Give the reason, where it is another than the one held."""
        typed = " ".join(self._field.value.split())
        self.dismiss(None if typed == self._begun else typed)

    def _tell(self) -> None:
        claim = self._finding.claim
        takes_back = bool(self._begun) and not self._field.value.strip()
        does = "saves it beside the text; it goes when the sentence changes"
        if takes_back:
            does = "takes the reason back: the claim stands again"
        elif len(self._field.value) >= LONGEST_REASON:
            does = f"{does}. No more than {LONGEST_REASON} characters are kept"
        self.tell(
            (
                (text(" Says", "dim"), one_line("" if claim is None else claim.said)),
                (text(" Finding", "dim"), one_line(self._finding.sentence)),
                (text(" Enter", "dim"), text(does, "note" if takes_back else "")),
            )
        )
