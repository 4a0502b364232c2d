"""The edit pane: the fields of one row, and beside them what the row becomes, at each key."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from csptui.domain.draft import Draft, Entry, FieldFault
from csptui.tui.checked import comment_checked, nothing_checked
from csptui.tui.widgets.comment import Comment
from csptui.tui.widgets.comment_box import CommentBox
from csptui.tui.widgets.edit_fields import EditFields
from csptui.tui.widgets.field import Asked, Choice, OneLine, Wish
from csptui.tui.widgets.key_gate import KeyGate
from csptui.tui.widgets.preview import (
    GUTTER,
    about_words,
    fault_lines,
    preview_lines,
    refusal_lines,
    with_text,
)
from csptui.tui.widgets.wording import Bar, Ledger, named, one_line, text

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.content import Content
    from textual.screen import Screen

    from csptui.domain.dataset import Dataset
    from csptui.domain.scorecard import Reading, Row
    from csptui.tui.widgets.wording import Line

BESIDE = 88
"""Columns from which the preview stands beside the fields."""

LOW = 20
"""Lines below which the preview is cut and the second line of the head goes."""

_BOARD = 26
"""Columns that the themes take beside the pane."""


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
        height: 24; max-height: 72%; width: 1fr; layout: vertical; padding: 0 1; background: $background;
        border-top: solid $csp-hairline;
    }
    EditPane.-beside { height: 23; }
    .-short EditPane { height: 1fr; max-height: 100%; border-top: none; }
    EditPane #edit-about { border-bottom: solid $csp-hairline; height: 2; }
    EditPane #edit-body { height: 1fr; layout: vertical; }
    EditPane #edit-preview { border-top: solid $csp-hairline; height: auto; max-height: 9; }
    EditPane.-writing #edit-preview { max-height: 6; }
    EditPane #edit-comment-box { height: 1fr; min-height: 6; }
    EditPane.-low #edit-about { display: none; }
    EditPane.-low #edit-preview { max-height: 4; }
    EditPane.-beside #edit-body { layout: grid; grid-size: 2 2; grid-columns: 7fr 8fr; grid-rows: auto 1fr; }
    EditPane.-beside #edit-preview {
        row-span: 2; height: 100%; max-height: 100%;
        border-top: none; border-left: solid $csp-hairline; margin-left: 1; padding-left: 1;
    }
    EditPane.-beside.-writing #edit-preview { row-span: 1; height: auto; max-height: 9; }
    EditPane.-beside.-writing #edit-comment-box { column-span: 2; }
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
        self._read: object = None
        self._tried: tuple[object, tuple[Line, ...]] | None = None
        self._fields = EditFields(gate)
        self._lines = self._fields.lines
        self._comment = Comment(gate)
        self._box = CommentBox(self._comment, id="edit-comment-box")
        self._box.picks = self._live_figures
        self._preview = Ledger(gutter=GUTTER, fits=True, id="edit-preview")
        self._head, self._about = Bar(id="edit-head"), Bar(id="edit-about")

    @property
    def draft(self) -> Draft:
        """What has been typed."""
        return self._draft

    @property
    def row(self) -> Row | None:
        """The row that is open, as it was last saved."""
        return self._row

    @property
    def to_fix(self) -> int:
        """How many claims of the comment are to be mended, as far as it has been read."""
        return self._box.found.to_fix

    def compose(self) -> ComposeResult:
        """Set the fields, the preview and the comment under the row's name."""
        yield self._head
        yield self._about
        with Container(id="edit-body"):
            yield self._fields
            yield self._preview
            yield self._box

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
        self._fields.begin(row, draft)
        self._comment.begin(draft.comment)
        self._box.begin()
        self._show_row(row)
        self._show(now=True)
        if field == "comment":
            self._comment.enter_at_end()
        else:
            self._lines["actual"].enter()
        self._gate.go_on()

    def go_to_words(self, words: str, start: int) -> None:
        """Put the cursor on words of the comment, if nothing has been typed and they stand at their place."""
        if self._comment.is_untouched and self._comment.text.startswith(words, start):
            self._comment.go_to(start)

    def read(self) -> Draft:
        """Give what the fields hold at this moment: a field's own message may still be on its way."""
        self._change(replace(self._fields.read(self._draft), comment=self._comment_typed()))
        return self._draft

    def rebase(self, draft: Draft) -> None:
        """Take the fields that somebody else has changed; the cursor and what was typed stay."""
        old, self._draft = self._draft, draft
        self._fields.rebase(old, draft)
        if old.comment != draft.comment:
            self._begun_comment = draft.comment
            self._comment.begin_beneath(draft.comment)
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

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Give the comment more room while it is written."""
        self.set_class(event.widget is self._comment, "-writing")

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
        fields = [*self._fields.in_order(), self._comment]
        at = fields.index(self._gate.field)
        fields[(at + step) % len(fields)].enter(whole=True)

    # What was typed

    @on(OneLine.Changed)
    def _line_changed(self, event: OneLine.Changed) -> None:
        event.stop()
        typed, value = event.input, event.value
        # One posted before the row was changed tells of another row.
        if value != typed.value:
            return
        if typed.name in self._lines:
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
        self._fields.show_row(row, self._draft)
        self._read = self._tried = None

    def _state(self) -> Content:
        if self._just_saved:
            return text("saved", "better")
        changed = self._row is not None and self._draft != Draft.of(self._row)
        return text("not saved yet", "note") if changed else text("editing", "dim")

    def _show(self, *, now: bool = False) -> None:
        """Show what the draft makes of the row, or the first mistake in it; its claims follow."""
        row = self._row
        if row is None:
            return
        found = self._draft.check(row)
        self._fields.mark_fault(found)
        shown = self._trial_lines(row, found) if isinstance(found, Entry) else self._fault(found)
        self._read_claims(row, found, now=now)
        self._preview.put((*(refusal_lines(self._told) if self._told else ()), *shown))
        self._head.put_right(self._state())
        self._box.tell(self.dataset, row, self._draft.comment)

    def _read_claims(self, row: Row, found: Entry | FieldFault, *, now: bool) -> None:
        """Have the comment held against the row with the figure that is typed, unless that was done."""
        reading = found.reading if isinstance(found, Entry) else None
        about = (isinstance(found, Entry), _to_the_digit(reading), self._draft.comment)
        if about == self._read or self.dataset is None:
            return
        self._read = about
        against = partial(comment_checked, row=row, dataset=self.dataset, reading=reading)
        self._box.read(against if isinstance(found, Entry) else nothing_checked, now=now)

    def _live_figures(self) -> Screen[str] | None:
        """Offer the live figures, this row's first, as they are with what is typed."""
        from csptui.tui.screens.live_figure import LiveFigureScreen  # noqa: PLC0415 - only when asked for

        row, dataset = self._row, self.dataset
        if row is None or dataset is None:
            return None
        found = self._draft.check(row)
        if isinstance(found, Entry) and found.reading is not None:
            dataset = dataset.with_reading(row.id, found.reading)
        plain = getattr(self.app, "ascii_only", False)
        return LiveFigureScreen(dataset, dataset.scorecard(), row.id, ascii_only=plain)

    def _fault(self, found: FieldFault) -> tuple[Line, ...]:
        typed = "" if found.field == "comment" else str(getattr(self._draft, found.field))
        return fault_lines(found, typed)

    def _trial_lines(self, row: Row, entry: Entry) -> tuple[Line, ...]:
        """Give the preview; a key in the comment changes nothing in it."""
        about = _to_the_digit(entry.reading)
        if self._tried is None or self._tried[0] != about:
            self._tried = (about, preview_lines(self._trial(row, entry)))
        return self._tried[1]

    def _trial(self, row: Row, entry: Entry) -> Row:
        """Rate the row with the figure that is typed."""
        if entry.reading is None or self.dataset is None:
            return row
        tried = self.dataset.with_reading(row.id, entry.reading)
        return tried.row(row.indicator, row.theme, row.number)


def _to_the_digit(reading: Reading | None) -> object:
    """Give what tells readings apart: 7.5 equals 7.50, but they stand for other numbers."""
    return None if reading is None else (reading, reading.figure.places)
