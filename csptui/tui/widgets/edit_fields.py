"""The fields of a figure: what is typed in them, and beside them what the row is held against."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Container

from csptui.domain.draft import LONGEST_SOURCE, Draft, FieldFault
from csptui.domain.shown import show_line
from csptui.domain.typed import LONGEST
from csptui.tui.widgets.comment_box import LAST_SAID, CommentBox
from csptui.tui.widgets.field import Choice, FieldLine, OneLine
from csptui.tui.widgets.preview import with_text
from csptui.tui.widgets.wording import Bar, Wording, one_line, text

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from csptui.domain.draft import Entry
    from csptui.domain.scorecard import Row
    from csptui.tui.widgets.field import Gate

_FRACTION = ("numerator", "denominator")
_FIGURES = ("actual", *_FRACTION, "as_at")
_TEXTS = (*_FIGURES, "source")


class EditFields(Container):
    """The fields of one row but its comment; last quarter's is read and copied from here too."""

    BINDINGS: ClassVar[list[BindingType]] = [*LAST_SAID]
    SCOPED_CSS: ClassVar[bool] = False  # the pane's own rule for a rate begins at the pane
    DEFAULT_CSS = """
    EditFields { layout: grid; grid-size: 2; grid-rows: 1; height: auto; grid-gutter: 0 1; }
    EditFields #edit-line-status, EditFields #edit-line-source { column-span: 2; }
    EditFields #edit-line-fraction { display: none; }
    EditFields.-rate #edit-line-fraction { display: block; }
    EditPane.-beside EditFields { grid-size: 1; }
    EditPane.-beside #edit-line-status, EditPane.-beside #edit-line-source { column-span: 1; }
    """

    def __init__(self, gate: Gate) -> None:
        super().__init__(id="edit-fields")
        self.lines: dict[str, OneLine] = {
            name: OneLine(name, gate, longest=LONGEST_SOURCE if name == "source" else LONGEST)
            for name in _TEXTS
        }
        self._choice = Choice(gate)
        self._target, self._baseline = Bar(), Wording()

    def compose(self) -> ComposeResult:
        """Set the fields under one another, the fraction for a rate only."""
        lines = self.lines
        yield FieldLine("Actual", lines["actual"])
        fraction = [lines[name] for name in _FRACTION]
        yield FieldLine("Fraction", *fraction, between=" of", id="edit-line-fraction")
        yield FieldLine("As at", lines["as_at"])
        yield FieldLine("Status", self._choice, id="edit-line-status")
        yield FieldLine("Source", lines["source"], id="edit-line-source")
        yield FieldLine("Target", self._target)
        yield FieldLine("Last year", self._baseline)

    def action_read_last(self) -> None:
        """Read last quarter's comment."""
        self.screen.query_one(CommentBox).action_read_last()

    def action_copy_last(self) -> None:
        """Put it in the comment, and go there."""
        self.screen.query_one(CommentBox).action_copy_last()

    def in_order(self) -> list[OneLine | Choice]:
        """Give the fields as Tab goes through them."""
        figures = [self.lines[name] for name in _FIGURES if self.has_class("-rate") or name not in _FRACTION]
        return [*figures, self._choice, self.lines["source"]]

    def begin(self, row: Row, draft: Draft) -> None:
        """Show another row's draft."""
        for name, line in self.lines.items():
            line.begin(getattr(draft, name))
        self._choice.status = draft.status
        self.lines["as_at"].placeholder = str(row.quarter)
        self.lines["source"].placeholder = show_line(row.indicator.source)

    def rebase(self, old: Draft, new: Draft) -> None:
        """Show what somebody else has changed; the rest stays as it is typed."""
        for name, line in self.lines.items():
            if getattr(old, name) != getattr(new, name):
                line.begin(getattr(new, name))
        self._choice.status = new.status

    def read(self, draft: Draft) -> Draft:
        """Give the draft with what the fields hold at this moment."""
        draft = replace(draft, status=self._choice.status)
        for name, line in self.lines.items():
            draft = with_text(draft, name, line.value)
        return draft

    def show_row(self, row: Row, draft: Draft) -> None:
        """Show what the row is held against, and a fraction where it takes one."""
        indicator = row.indicator
        way = "t on the row sets it"
        if row.target.is_rolled:
            way = f"rolled on from {row.target.rolled_from}: t on the row confirms it"
        self._target.put(one_line(row.target_text or "none"), text(way, "dim"))
        self._baseline.update(one_line(row.baseline_told))
        fraction = indicator.fraction is not None or bool(draft.numerator or draft.denominator)
        self.set_class(fraction and indicator.unit.multiplier is not None, "-rate")

    def mark_fault(self, found: Entry | FieldFault) -> None:
        """Mark the character at fault, if there is one."""
        fault = found if isinstance(found, FieldFault) else None
        for name, line in self.lines.items():
            line.mark_fault(fault.fault.position if fault is not None and fault.field == name else None)
