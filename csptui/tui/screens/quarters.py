"""Begins a new quarter, after saying what it would owe."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from csptui.domain.problem import CsptuiError
from csptui.domain.quarter import Quarter
from csptui.domain.rolling_told import counted, plan_told
from csptui.tui.screens.sheet import Answer, Question
from csptui.tui.sizes import SHORT
from csptui.tui.widgets.key_bar import KeyHint
from csptui.tui.widgets.wording import Line, one_line, text

if TYPE_CHECKING:
    from collections.abc import Callable

    from csptui.domain.dataset import Dataset
    from csptui.domain.rolling import NewQuarter


FEW, MANY = 6, 24
"""How many indicators a line names at most, in a window of less than SHORT rows and in a taller one."""


class NewQuarterScreen(Question[Quarter]):
    """One quarter in one field, and what beginning it would do; Enter begins it."""

    TITLE_WORDS: ClassVar[str] = "Beginning a quarter"
    LABEL: ClassVar[str] = "Quarter"
    HINTS: ClassVar[tuple[KeyHint, ...]] = (
        KeyHint("enter", "Begin it", "submit", 1),
        KeyHint("esc", "Back", "back", 0),
        KeyHint("F1", "Help", "help", 1),
    )

    def __init__(self, plan: Callable[[Quarter], NewQuarter], suggestion: Quarter, dataset: Dataset) -> None:
        super().__init__(Answer("quarter", longest=20))
        self._plan = plan
        self._suggestion = suggestion
        self._dataset = dataset

    def on_mount(self) -> None:
        """Suggest the quarter after the last."""
        super().on_mount()
        self.title_bar.put(text("New quarter", "strong"), text("nothing is written until Enter", "dim"))
        self.begin(str(self._suggestion))

    def action_submit(self) -> None:
        """Give the answer, if it can be read."""
        quarter = Quarter.parse(self._field.value)
        if quarter is not None and not isinstance(self._planned(quarter), str):
            self.dismiss(quarter)
        else:
            self._tell()  # What stands against it may be newer than what was told.

    def _planned(self, quarter: Quarter) -> NewQuarter | str:
        """Give the plan, or the sentence why there is none."""
        try:
            return self._plan(quarter)
        except CsptuiError as error:
            return str(error)

    def _tell(self) -> None:
        quarter = Quarter.parse(self._field.value)
        self._field.mark_fault(0 if quarter is None and self._field.value else None)
        if quarter is None:
            self.tell([_refused("A quarter is needed, such as 2010/11 Q1.")])
            return
        found = self._planned(quarter)
        if isinstance(found, str):
            self.tell([_refused(f"{found}.")])
        else:
            self.tell(plan_lines(found, self._dataset, MANY if self.app.size.height >= SHORT else FEW))


def _refused(sentence: str) -> Line:
    return (text(" Not yet", "fault"), one_line(sentence, "fault"))


def plan_lines(plan: NewQuarter, dataset: Dataset, most: int) -> list[Line]:
    """Say what the quarter would be: figures owed, targets held, rolled on and missing, and what ends."""
    owed = text(f"{plan.quarter.months}, {counted(len(plan.owed), 'figure')} owed")
    lines: list[Line] = [(text(f" {plan.quarter.short}", "strong"), owed)]
    for label, words in plan_told(plan, dataset, most):
        style = "note" if label in {"Rolled on", "None yet"} else ""
        lines.append((text(f" {label}", "dim"), text(words, style) if style else text(words)))
    return lines
