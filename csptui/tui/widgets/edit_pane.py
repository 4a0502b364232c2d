"""The edit pane: the fields of one row, and beside them what the row becomes, at each key."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from csptui.domain.draft import LONGEST_SOURCE, Draft, Entry, FieldFault
from csptui.domain.shown import show_line
from csptui.domain.typed import LONGEST
from csptui.tui.widgets.field import Asked, Choice, Comment, FieldLine, OneLine, Wish
from csptui.tui.widgets.key_gate import KeyGate
from csptui.tui.widgets.preview import (
    GUTTER,
    about_words,
    counted_words,
    fault_lines,
    preview_lines,
    refusal_lines,
    with_text,
)
from csptui.tui.widgets.wording import Bar, Divider, Ledger, Wording, named, one_line, text

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.content import Content

    from csptui.domain.dataset import Dataset
    from csptui.domain.scorecard import Row
    from csptui.tui.widgets.wording import Line

BESIDE = 88
"""Columns from which the preview stands beside the fields."""

LOW = 19
"""Lines below which the preview is cut and the second line of the head goes."""

_BOARD = 26
"""Columns that the themes take beside the pane."""

_FRACTION = ("numerator", "denominator")
_FIGURES = ("actual", *_FRACTION, "as_at")
_TEXTS = (*_FIGURES, "source")
_LONGEST = {"source": LONGEST_SOURCE}


class EditPane(Widget):
    """Edits one row. Its state is the draft; the widgets in it only show the draft and report keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", id="edit.save", tooltip="Save this row and stay in it"),
        Binding("escape", "leave", "Back", id="edit.leave", tooltip="Leave; the draft is kept"),
        Binding(
            "tab,down",
            "next_field",
            "Next field",
            show=False,
            id="edit.next-field",
            tooltip="The next field",
        ),
        Binding(
            "shift+tab,up",
            "previous_field",
            "Previous field",
            show=False,
            id="edit.previous-field",
            tooltip="The previous field",
        ),
    ]
    SCOPED_CSS: ClassVar[bool] = False  # a short window's own rule begins at the screen
    DEFAULT_CSS = """
    EditPane {
        height: 21; width: 1fr; layout: vertical; padding: 0 1; background: $background;
        border-top: solid $csp-hairline;
    }
    EditPane.-beside { height: 17; }
    .-short EditPane { height: 1fr; border-top: none; }
    EditPane #edit-about { border-bottom: solid $csp-hairline; height: 2; }
    EditPane #edit-body { height: 1fr; layout: vertical; }
    EditPane #edit-fields { layout: grid; grid-size: 2; grid-rows: 1; height: auto; grid-gutter: 0 1; }
    EditPane #edit-line-status, EditPane #edit-line-source { column-span: 2; }
    EditPane #edit-line-fraction { display: none; }
    EditPane.-rate #edit-line-fraction { display: block; }
    EditPane #edit-preview { border-top: solid $csp-hairline; height: auto; max-height: 11; }
    EditPane #edit-comment-box { height: 1fr; min-height: 4; }
    EditPane #edit-comment { scrollbar-size: 1 1; }
    EditPane.-low #edit-about { display: none; }
    EditPane.-low #edit-preview { max-height: 5; }
    EditPane.-beside #edit-body { layout: grid; grid-size: 2 2; grid-columns: 7fr 8fr; grid-rows: auto 1fr; }
    EditPane.-beside #edit-fields { grid-size: 1; }
    EditPane.-beside #edit-line-status, EditPane.-beside #edit-line-source { column-span: 1; }
    EditPane.-beside #edit-preview {
        row-span: 2; height: 100%; max-height: 100%;
        border-top: none; border-left: solid $csp-hairline; margin-left: 1; padding-left: 1;
    }
    """

    dataset: reactive[Dataset | None] = reactive(None)

    class Typed(Message):
        """Posted at each change, with the draft that it makes."""

        def __init__(self, draft: Draft) -> None:
            super().__init__()
            self.draft = draft

    class Save(Message):
        """Posted when a draft without a mistake is to be saved; answer with `open`, `saved` or `refused`.

        `row` is the row that the draft was typed on top of.
        """

        def __init__(self, draft: Draft, row: Row, *, go_on: bool) -> None:
            super().__init__()
            self.draft = draft
            self.row = row
            self.go_on = go_on

    class Leave(Message):
        """Posted when the officer goes back; the draft was posted before."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._row: Row | None = None
        self._draft = Draft("")
        self._gate = gate = KeyGate(self)
        self._just_saved, self._told, self._begun_comment = False, "", ""
        self._lines: dict[str, OneLine] = {
            name: OneLine(name, gate, longest=LONGEST_SOURCE if name == "source" else LONGEST)
            for name in _TEXTS
        }
        self._choice = Choice(gate)
        self._comment = Comment(gate)
        self._preview = Ledger(gutter=GUTTER, id="edit-preview")
        self._target, self._baseline = Bar(), Wording()
        self._head, self._about = Bar(id="edit-head"), Bar(id="edit-about")
        self._comment_head = Divider()

    @property
    def draft(self) -> Draft:
        """What has been typed."""
        return self._draft

    @property
    def row(self) -> Row | None:
        """The row that is open, as it was last saved."""
        return self._row

    def compose(self) -> ComposeResult:
        """Set the fields, the preview and the comment under the row's name."""
        fields = self._lines
        yield self._head
        yield self._about
        with Container(id="edit-body"):
            with Container(id="edit-fields"):
                yield FieldLine("Actual", fields["actual"])
                yield FieldLine(
                    "Fraction",
                    fields["numerator"],
                    fields["denominator"],
                    between=" of",
                    id="edit-line-fraction",
                )
                yield FieldLine("As at", fields["as_at"])
                yield FieldLine("Status", self._choice, id="edit-line-status")
                yield FieldLine("Source", fields["source"], id="edit-line-source")
                yield FieldLine("Target", self._target)
                yield FieldLine("Last year", self._baseline)
            yield self._preview
            with Vertical(id="edit-comment-box"):
                yield self._comment_head
                yield self._comment

    def on_mount(self) -> None:
        """Guess the layout from the window, so that the first frame is the right one."""
        self.set_class(self.app.size.width >= BESIDE + _BOARD, "-beside")

    def open(self, row: Row, draft: Draft, field: str = "actual") -> None:
        """Show a row with its draft, and put the cursor in a field: `actual` or `comment`.

        Keys that were typed while the last row was being saved are taken now.
        """
        self._row, self._draft = row, draft
        self._just_saved = False
        self._told, self._begun_comment = "", draft.comment
        for name, line in self._lines.items():
            line.begin(getattr(draft, name))
        self._choice.status = draft.status
        self._comment.begin(draft.comment)
        self._lines["as_at"].placeholder = str(row.quarter)
        self._lines["source"].placeholder = show_line(row.indicator.source)
        self._show_row(row)
        self._show()
        if field == "comment":
            self._comment.enter_at_end()
        else:
            self._lines["actual"].enter()
        self._gate.go_on()

    def read(self) -> Draft:
        """Give what the fields hold at this moment: a field's own message may still be on its way."""
        draft = replace(self._draft, status=self._choice.status, comment=self._comment_typed())
        for name, line in self._lines.items():
            draft = with_text(draft, name, line.value)
        self._change(draft)
        return self._draft

    def rebase(self, draft: Draft) -> None:
        """Take the fields that somebody else has changed; the cursor and what was typed stay."""
        old, self._draft = self._draft, draft
        for name, line in self._lines.items():
            if getattr(old, name) != getattr(draft, name):
                line.begin(getattr(draft, name))
        self._choice.status = draft.status
        if old.comment != draft.comment:
            self._begun_comment = draft.comment
            self._comment.begin(draft.comment)
        self._show()

    def saved(self, *, stands: bool = True) -> None:
        """Say that the draft is saved, if it `stands`; keys that were typed meanwhile are taken next."""
        self._just_saved, self._told = stands, ""
        self._show()
        self._gate.go_on_soon()

    def refused(self, message: str) -> None:
        """Say why the draft was not saved; it stays as it is."""
        self._told = message
        self._show()
        self._gate.go_on()

    def watch_dataset(self, dataset: Dataset | None) -> None:
        """Take the row anew, as it is now saved."""
        row = self._row
        if dataset is None or row is None or dataset.shown != row.quarter:
            return
        if dataset.indicator(row.id) is None:
            # It may come back: what is typed stays on top of what the row held.
            return
        self._row = dataset.row(row.indicator, row.theme, row.number)
        if self.is_mounted:
            self._show_row(self._row)
            self._show()

    def on_resize(self, event: events.Resize) -> None:
        """Set the preview beside the fields or under them, and make do in a very low window."""
        self.set_class(event.size.width >= BESIDE, "-beside")
        self.set_class(event.size.height < LOW, "-low")

    # Actions

    def action_save(self) -> None:
        """Save and stay."""
        self._gate.ask(Wish.SAVE)

    def action_leave(self) -> None:
        """Go back; the draft is kept."""
        self._gate.ask(Wish.LEAVE)

    def action_next_field(self) -> None:
        """Go to the next field, from the last to the first."""
        self._go(1)

    def action_previous_field(self) -> None:
        """Go to the previous field, from the first to the last."""
        self._go(-1)

    def _go(self, step: int) -> None:
        fields = self._fields()
        at = fields.index(self._gate.field)
        fields[(at + step) % len(fields)].enter(whole=True)

    def _fields(self) -> list[OneLine | Choice | Comment]:
        lines = self._lines
        figures = [lines[name] for name in _FIGURES if self.has_class("-rate") or name not in _FRACTION]
        return [*figures, self._choice, lines["source"], self._comment]

    # What was typed

    @on(OneLine.Changed)
    def _line_changed(self, event: OneLine.Changed) -> None:
        event.stop()
        typed, value = event.input, event.value
        # One posted before the row was changed tells of another row.
        if value != typed.value:
            return
        if typed.name in _TEXTS:
            self._change(with_text(self._draft, typed.name, value))

    @on(Choice.Changed)
    def _status_changed(self, event: Choice.Changed) -> None:
        event.stop()
        self._change(replace(self._draft, status=event.status))

    @on(Comment.Changed)
    def _comment_changed(self, event: Comment.Changed) -> None:
        event.stop()
        if self._row is None:
            return
        self._change(replace(self._draft, comment=self._comment_typed()))

    def _comment_typed(self) -> str:
        return self._begun_comment if self._comment.is_untouched else self._comment.text

    def _change(self, draft: Draft) -> None:
        if draft == self._draft or self._row is None:
            return
        self._draft, self._told, self._just_saved = draft, "", False
        self.post_message(self.Typed(draft))
        self._show()

    @on(Asked)
    def _asked(self, event: Asked) -> None:
        event.stop()
        if event.wish is Wish.LEAVE or self._row is None:
            self._gate.forget()
            self.post_message(self.Leave())
            return
        found = self._draft.check(self._row)
        if isinstance(found, FieldFault):
            self._go_to_fault(found)
            self._gate.go_on()
            return
        self.post_message(self.Save(self._draft, self._row, go_on=event.wish is Wish.SAVE_NEXT))

    def _go_to_fault(self, found: FieldFault) -> None:
        """Put the cursor on the character at fault."""
        line = self._lines.get(found.field)
        if line is None:
            self._comment.enter()
            return
        line.enter()
        line.cursor_position = found.fault.position

    # What is shown

    def _show_row(self, row: Row) -> None:
        indicator = row.indicator
        name, short = named(indicator)
        self._head.put(name, self._state(), shorter=short)
        self._about.put(about_words(indicator), one_line(str(row.quarter), "dim"))
        self._target.put(one_line(row.target_text or "none"), text("t in the table", "dim"))
        self._baseline.update(one_line(row.baseline_text or "not held"))
        fraction = indicator.fraction is not None or bool(self._draft.numerator or self._draft.denominator)
        self.set_class(fraction and indicator.unit.multiplier is not None, "-rate")

    def _state(self) -> Content:
        if self._just_saved:
            return text("saved", "better")
        changed = self._row is not None and self._draft != Draft.of(self._row)
        return text("not saved yet", "note") if changed else text("editing", "dim")

    def _show(self) -> None:
        """Show what the draft makes of the row, or the first mistake in it."""
        row = self._row
        if row is None:
            return
        found = self._draft.check(row)
        fault = found if isinstance(found, FieldFault) else None
        for name, line in self._lines.items():
            line.mark_fault(fault.fault.position if fault is not None and fault.field == name else None)
        shown = preview_lines(self._trial(row, found)) if isinstance(found, Entry) else self._fault(found)
        self._preview.put((*(refusal_lines(self._told) if self._told else ()), *shown))
        self._head.put_right(self._state())
        self._comment_head.put(text("Comment", "dim"), text(counted_words(self._draft.comment), "dim"))

    def _fault(self, found: FieldFault) -> tuple[Line, ...]:
        typed = "" if found.field == "comment" else str(getattr(self._draft, found.field))
        return fault_lines(found, typed)

    def _trial(self, row: Row, entry: Entry) -> Row:
        """Rate the row with the figure that is typed."""
        if entry.reading is None or self.dataset is None:
            return row
        tried = self.dataset.with_reading(row.id, entry.reading)
        return tried.row(row.indicator, row.theme, row.number)
