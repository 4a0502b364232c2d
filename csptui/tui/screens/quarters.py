"""Begins a new quarter, after saying what it would owe."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Protocol

from textual.content import Content

from csptui.domain.problem import CsptuiError
from csptui.domain.quarter import Quarter
from csptui.tui.screens.sheet import Answer, Question
from csptui.tui.widgets.key_bar import KeyHint
from csptui.tui.widgets.wording import Line, one_line, text

if TYPE_CHECKING:
    from collections.abc import Callable


class Plan(Protocol):
    """What a new quarter would be."""

    @property
    def quarter(self) -> Quarter:
        """The quarter."""

    @property
    def owed(self) -> tuple[str, ...]:
        """The indicators that would owe a figure."""

    @property
    def targets(self) -> tuple[str, ...]:
        """Those of them that have a target."""

    @property
    def without_target(self) -> tuple[str, ...]:
        """Those for which no target was written."""


class NewQuarterScreen(Question[Quarter]):
    """One quarter in one field, and what beginning it would do; Enter begins it."""

    TITLE_WORDS: ClassVar[str] = "Beginning a quarter"
    LABEL: ClassVar[str] = "Quarter"
    HINTS: ClassVar[tuple[KeyHint, ...]] = (
        KeyHint("enter", "Begin it", "submit", 1),
        KeyHint("esc", "Back", "back", 0),
        KeyHint("F1", "Help", "help", 1),
    )

    def __init__(self, plan: Callable[[Quarter], Plan], suggestion: Quarter) -> None:
        super().__init__(Answer("quarter", longest=20))
        self._plan = plan
        self._suggestion = suggestion

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

    def _planned(self, quarter: Quarter) -> Plan | str:
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
        self.tell([_refused(f"{found}.")] if isinstance(found, str) else plan_lines(found))


def _refused(sentence: str) -> Line:
    return (text(" Not yet", "fault"), one_line(sentence, "fault"))


def plan_lines(plan: Plan) -> list[Line]:
    """Say how many figures will be owed, and how many of them have a target."""
    owed, held, open_ = len(plan.owed), len(plan.targets), len(plan.without_target)
    lines: list[Line] = [
        (text(f" {plan.quarter.short}", "strong"), text(plan.quarter.months)),
        (text(" Owed", "dim"), text(f"{owed:,} figure{'' if owed == 1 else 's'}")),
        (text(" Targets", "dim"), text(f"{held:,} held for {plan.quarter.year}")),
    ]
    rest = owed - held - open_
    if open_:
        lines.append((text("", "dim"), text(f"{open_:,} with none written yet: t sets one", "note")))
    if rest > 0:
        lines.append((Content(""), text(f"{rest:,} printed as n/a or See comment", "dim")))
    return lines
