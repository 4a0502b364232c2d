"""Sets the target of a row, with the rating that it would give, at each key."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content

from csptui.domain.draft import FieldFault
from csptui.domain.problem import Fault
from csptui.domain.rag import rate
from csptui.domain.shown import show_line
from csptui.domain.target import Target, parse_target, target_text
from csptui.domain.typed import LONGEST
from csptui.legend import ROLLED_ON
from csptui.tui.screens.sheet import Answer, Question
from csptui.tui.widgets.key_bar import KeyHint
from csptui.tui.widgets.preview import fault_lines, preview_lines
from csptui.tui.widgets.wording import Line, named, one_line, text

if TYPE_CHECKING:
    from csptui.domain.scorecard import Row


class TargetScreen(Question[Target]):
    """One target in one field; Enter gives it."""

    TITLE_WORDS: ClassVar[str] = "Setting a target"
    LABEL: ClassVar[str] = "Target"
    HINTS: ClassVar[tuple[KeyHint, ...]] = (
        KeyHint("enter", "Save", "submit", 1),
        KeyHint("esc", "Back", "back", 0),
        KeyHint("F1", "Help", "help", 1),
    )
    keeps_work = False
    EXAMPLES: ClassVar[str] = "2,230   <9%   >=95%   ±5%   30% (2009/10)   n/a   See comment"

    def __init__(self, row: Row, typed: str | None = None) -> None:
        """Ask for a row's target; `typed` is one that was typed before and refused."""
        super().__init__(Answer("target", longest=LONGEST))
        self._row = row
        self._begun = target_text(row.target, row.indicator) if typed is None else typed

    def on_mount(self) -> None:
        """Show the target as it is held."""
        super().on_mount()
        row = self._row
        name, short = named(row.indicator)
        self.title_bar.put(name, text(f"target {row.quarter.year}", "dim"), shorter=short)
        self.begin(self._begun)

    def hints(self) -> tuple[KeyHint, ...]:
        """Say that Enter confirms, where there is something to confirm."""
        if not self._row.target.is_rolled:
            return self.HINTS
        return (KeyHint("enter", "Confirm or save", "submit", 1), *self.HINTS[1:])

    def unsaved_names(self) -> tuple[str, ...]:
        """Name what would be lost by leaving the program."""
        held = target_text(self._row.target, self._row.indicator)
        name = f"the target of {self._row.indicator.code}"
        return (show_line(name),) if self._field.value != held else ()

    def action_submit(self) -> None:
        """Give the answer, if it can be read."""
        target = parse_target(self._field.value, self._row.indicator)
        if isinstance(target, Target):
            same = target_text(target, self._row.indicator) == target_text(
                self._row.target, self._row.indicator
            )
            # The same target is an answer where it waits to be confirmed.
            self.dismiss(None if same and not self._row.target.is_rolled else target)

    def _tell(self) -> None:
        typed = self._field.value
        target = parse_target(typed, self._row.indicator)
        if isinstance(target, Fault):
            self._field.mark_fault(target.position)
            self.tell(fault_lines(FieldFault("target", target), typed))
            return
        self._field.mark_fault(None)
        self.tell(target_lines(self._row, target))


def target_lines(row: Row, target: Target) -> tuple[Line, ...]:
    """Say what a target would make of the row."""
    was = show_line(row.target_text) or "none"
    held = [(text(" Held", "dim"), one_line(was, "dim"))]
    if row.target.is_rolled:
        same = target_text(target, row.indicator) == row.target_text
        way = "Enter confirms it" if same else "Enter puts the one typed in its place"
        told = f"{ROLLED_ON} rolled on from {row.target.rolled_from}, not confirmed: {way}"
        held = [(text(" Held", "dim"), Content.assemble(one_line(was, "dim"), "  ", text(told, "note")))]
    if target.edge is None:
        none = "none: the row is rated by its group's average, if one is held"
        return ((text(" Target", "dim"), text(none)), *held)
    if row.reading.figure.is_empty:
        return ((Content(""), text("No figure is held yet.")), *held)
    rule = row.rating.rule
    rating = rate(row.reading.figure, row.indicator, target, rule, whole=not row.part)
    return (*preview_lines(replace(row, target=target, rating=rating)), *held)
