"""Entering: drafts per indicator, the edit pane, and saves that go in order while keys go on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from csptui.domain.draft import Draft, FieldFault
from csptui.domain.problem import RefusedError
from csptui.domain.shown import show_line
from csptui.tui.facts import spoken
from csptui.tui.findings import to_fix_text
from csptui.tui.keys import COMMENTING, EDITING, typing_hints
from csptui.tui.screens.board import ZOOMS
from csptui.tui.screens.keeping import KeepingScreen
from csptui.tui.view import next_row

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events

    from csptui.domain.dataset import Dataset
    from csptui.domain.draft import Begun, Entry
    from csptui.domain.scorecard import Row
    from csptui.tui.messages import RowSelected
    from csptui.tui.widgets.checked_text import CheckedText
    from csptui.tui.widgets.edit_pane import EditPane


class EntryScreen(KeepingScreen):
    """The board with the edit pane, which is mounted when it is first needed and kept."""

    pane: EditPane | None = None
    brought: Draft | None = None
    """The draft with what the user's editor has left: its own message takes no notice of that away."""

    @property
    def is_editing(self) -> bool:
        """Whether the edit pane is open."""
        return self.has_class("-editing")

    async def action_edit(self) -> None:
        """Edit the figure."""
        await self._open("actual")

    async def action_comment(self) -> None:
        """Edit the comment."""
        await self._open("comment")

    async def on_row_selected(self, message: RowSelected) -> None:
        """Edit a row that was clicked when the cursor was on it."""
        message.stop()
        await self._open("actual")

    async def _open(self, field: str) -> None:
        row = self.here()
        if row is None:
            return
        if self.dataset.record.signed_off:
            self.say(f"{self.card.quarter} is signed off, so it is not changed.")
            return
        pane = self.pane or await self._mount_pane()
        # A save may have come through while the pane was made.
        row = self.card.row(row.id) or row
        self.remove_class(*ZOOMS)
        self.add_class("-editing")
        self.hints = typing_hints(EDITING, self.keymap)
        self.notice = ""
        pane.open(row, self.draft_of(row), field)
        self._say_editing(row)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Show the keys of the field in focus: Enter is a new line in the comment."""
        if self.is_editing:
            self.hints = typing_hints(COMMENTING if event.widget.name == "comment" else EDITING, self.keymap)

    async def _mount_pane(self) -> EditPane:
        from csptui.tui.widgets.edit_pane import EditPane  # noqa: PLC0415 - the first screen does not need it

        pane = self.pane = EditPane()
        pane.dataset = self.dataset
        await self.query_one("#right").mount(pane)
        # The field in focus gets its marks from styles that are not there yet when the focus comes.
        self.call_after_refresh(self.app.update_styles, pane)
        return pane

    def watch_dataset(self, dataset: Dataset) -> None:
        """Hand the dataset to the edit pane too; it is not there yet when the others are bound."""
        if self.pane is not None:
            self.pane.dataset = dataset

    def take(self, dataset: Dataset, changed: str | None = None) -> None:
        """Take over a new dataset; what was typed stays on top of rows that somebody else has changed.

        Another quarter ends the edit, whose draft stays with its own.
        """
        before, pane = self.card, self.pane
        self._read_pane()
        open_row = None if pane is None else pane.row
        super().take(dataset, changed)
        if before.quarter != self.card.quarter and self.is_editing:
            self._close()
        if pane is None or open_row is None or changed is not None or open_row.quarter != self.card.quarter:
            return
        old, new = before.row(open_row.id), self.card.row(open_row.id)
        if new is None or new == old:
            return
        if old is None:
            pane.rebase(self.draft_of(new))
        else:
            pane.rebase(pane.draft.rebased(Draft.of(old), Draft.of(new)))

    def unless_typed(self, ref: str) -> Callable[[], str | None]:
        """Name a row when a change of its texts is made, unless something is typed at it by then.

        What is typed, or shown in an open pane, is put on top of what the row holds after the change.
        """

        def named() -> str | None:
            return None if self.is_editing or (self.card.quarter, ref) in self.drafts else ref

        return named

    def _read_pane(self) -> None:
        """Keep what the fields of an open pane hold, before the row beneath them changes."""
        pane = self.pane
        if pane is not None and pane.row is not None and self.is_editing:
            self._keep_typed(pane.row, pane.read())

    def _keep_typed(self, at: Row, draft: Draft) -> Entry | FieldFault | None:
        """Hold what is typed for the row at which the pane is open, or was; give what it makes of it."""
        row = self.card.row(at.id) if at.quarter == self.card.quarter else None
        if row is None:
            self.keep_lost(at, draft)
            return None
        found = draft.check(row)
        changes = isinstance(found, FieldFault) or not found.is_empty
        self.keep(row, draft if changes else None)
        return found

    def _close(self) -> None:
        self.remove_class("-editing")
        self.hints = self.usual_hints()
        self.set_focus(self.table)
        self.take_place()
        self.keep_at_once()

    def action_drop_draft(self) -> None:
        """Drop what was typed for the row; an open edit pane shows the row as it is saved."""
        super().action_drop_draft()
        pane, row = self.pane, self.here()
        if self.is_editing and pane is not None and row is not None:
            pane.open(row, self.draft_of(row), "actual")

    # Told by the edit pane

    def on_edit_pane_typed(self, message: EditPane.Typed) -> None:
        """Keep what was typed, and say what the row would become."""
        message.stop()
        pane, draft, row = self.pane, message.draft, self.card.row(message.draft.indicator)
        if pane is not None and pane.row is not None and pane.row.id == draft.indicator:
            # The message may have been posted before a colleague's change came in beneath it.
            row, draft = pane.row, pane.draft
        if row is None:
            return
        self.notice, before = self.notice if draft == self.brought else "", self.drafts
        found = self._keep_typed(row, draft)
        # A change of the drafts says what the row would become.
        if found is not None and self.drafts is before:
            self._say_typed(row, found)

    def on_edit_pane_leave(self, message: EditPane.Leave) -> None:
        """Go back to the table; what was typed stays."""
        message.stop()
        self._close()

    def on_edit_pane_save(self, message: EditPane.Save) -> None:
        """Save in order, off the loop, so that keys go on."""
        message.stop()
        save = self._save(message.draft, message.row, go_on=message.go_on)
        self.run_worker(save, group="saves", exit_on_error=True)

    async def _save(self, draft: Draft, row: Row, *, go_on: bool) -> None:
        pane, found = self.pane, draft.check(row)
        if pane is None:
            return
        if isinstance(found, FieldFault):
            self._refuse(row, found.fault.message)
            return
        if row.quarter == self.card.quarter and self.card.row(row.id) is None:
            self._refuse(row, "it has no row now; what is typed is kept")
            return
        after = next_row(self.shown.rows, row.id)
        refusal = "" if found.is_empty else await self._record(draft, row)
        if refusal:
            self._refuse(row, refusal)
            return
        if self.is_settled and not found.is_empty:
            self._show_settled(row, pane)
        else:
            self.keep_later(row, draft)
        code = show_line(row.indicator.code)
        done = f"{code} is unchanged." if found.is_empty else self.told(f"Saved {code}.")
        if self._has_left(row):
            # Hands were faster than the disk and have gone elsewhere: nothing pulls them back.
            self.say(done)
        elif not go_on:
            pane.saved(stands=found.is_empty or not self.is_theirs)
            self.say(done)
        elif after is None:
            self._close()
            self.say(f"{done} {self._round_ends()}")
        else:
            self._go_on(after.id, done)

    def _refuse(self, row: Row, refusal: str) -> None:
        """Say why a row is not saved; the pane says so too, if it is still open on that row."""
        if self.pane is not None and not self._has_left(row):
            self.pane.refused(refusal)
        code, words = show_line(row.indicator.code), refusal.removeprefix("Not saved: ")
        self.say(f"Not saved: {words}" if words.startswith(code) else f"{code} is not saved: {words}")

    def _show_settled(self, row: Row, pane: EditPane) -> None:
        """Show what a conflict was settled to; each field was decided, so nothing typed is left over."""
        now = self.card.row(row.id)
        if now is not None and not self._has_left(row):
            pane.rebase(Draft.of(now))
        self.keep(row, None)
        self.keep_at_once()

    def _has_left(self, row: Row) -> bool:
        """Whether the pane is closed, or open on another row, by the time that a save is through."""
        here = None if self.pane is None else self.pane.row
        return not self.is_editing or here is None or (here.quarter, here.id) != (row.quarter, row.id)

    async def _record(self, draft: Draft, row: Row) -> str:
        change = partial(self._recorded, draft, row, self.begun_of(row))
        return await self.in_turn(self.once_kept(change), row.id, only_in=row.quarter)

    def _recorded(self, draft: Draft, row: Row, begun: Begun) -> Dataset:
        """Save a draft on top of what its row holds when its turn has come, off the loop.

        What a colleague has saved since the key was pressed is in it: a field that the officer never
        touched takes nothing of that back.
        """
        dataset = self.workspace.dataset
        indicator = dataset.indicator(row.id)
        if indicator is None:
            message = "it is no longer defined; what is typed is kept"
            raise RefusedError(message)
        now = dataset.row(indicator, row.theme, row.number)
        entry = draft.rebased(Draft.of(row), Draft.of(now)).check(now)
        if isinstance(entry, FieldFault):
            raise RefusedError(entry.fault.message)
        return self.workspace.record(entry, begun)

    def _go_on(self, indicator: str, done: str) -> None:
        self.table.move_to(indicator)
        at = self.shown.place_of(indicator)
        if at is None or self.pane is None:
            self._close()
            return
        row = self.row = self.shown.rows[at]
        self.pane.open(row, self.draft_of(row), "actual")
        self._say_editing(row)
        self.say(done)

    def _round_ends(self) -> str:
        owed = sum(row.is_owed for row in self.shown.rows)
        if not owed:
            return "Every figure here is in."
        return f"That was the last row in this order; {owed:,} {'is' if owed == 1 else 'are'} still owed."

    # What is said

    def follow(self, row: Row, at: int) -> None:
        """Say where the cursor is; an open edit pane turns to its row, the last one's draft stays."""
        pane = self.pane
        if not self.is_editing or pane is None:
            super().follow(row, at)
            return
        if self._is_typed_without_a_row(pane):
            return
        if pane.row is None or pane.row.id != row.id or pane.row.quarter != row.quarter:
            pane.open(row, self.draft_of(row), "actual")
        self._say_editing(row)

    def _is_typed_without_a_row(self, pane: EditPane) -> bool:
        """Whether hands are in a pane whose row has gone: the next keys are not for the row in its place."""
        at, typing = pane.row, self.focused
        if at is None or typing is None or pane not in typing.ancestors:
            return False
        return at.quarter == self.card.quarter and self.card.row(at.id) is None

    def _say_editing(self, row: Row) -> None:
        at = self.shown.place_of(row.id)
        place = "" if at is None else f", row {at + 1:,} of {len(self.shown.rows):,}"
        checks = to_fix_text(self._to_fix())
        told = f" {checks}." if checks else ""
        self.place = f"Editing {show_line(row.indicator.code)}{place}.{told}"

    def _to_fix(self) -> int:
        return 0 if self.pane is None else self.pane.to_fix

    def on_checked_text_read(self, message: CheckedText.Read) -> None:
        """Say how many claims of the comment are to be mended, as it and the figures are typed."""
        message.stop()
        self.take_place()

    def take_place(self, at: int | None = None) -> None:
        """Say where the cursor is, or what an open edit pane would make of its row."""
        pane = self.pane
        if pane is None or pane.row is None or not self.is_editing or self.has_class("-tiny"):
            super().take_place(at)
            return
        found = pane.draft.check(pane.row)
        if isinstance(found, FieldFault) or not found.is_empty:
            self._say_typed(pane.row, found)
        else:
            self._say_editing(pane.row)

    def _say_typed(self, row: Row, entry: Entry | FieldFault) -> None:
        """Say what the row would be with what is typed, or what is wrong with it."""
        if isinstance(entry, FieldFault):
            self.place = f"{entry.field.replace('_', ' ').capitalize()}: {show_line(entry.fault.message)}."
            return
        dataset = self.dataset
        if entry.reading is not None:
            dataset = dataset.with_reading(row.id, entry.reading)
        typed = dataset.row(row.indicator, row.theme, row.number)
        at = self.shown.place_of(row.id)
        place, of = 0 if at is None else at + 1, len(self.shown.rows)
        self.place = spoken(typed, place, of, unsaved=not entry.is_empty, to_fix=self._to_fix())
