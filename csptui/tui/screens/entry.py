"""Entering: drafts per indicator, the edit pane, and saves that go in order while keys go on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from csptui.domain.draft import Draft, FieldFault
from csptui.domain.shown import show_line
from csptui.tui.facts import spoken
from csptui.tui.keys import EDITING, typing_hints
from csptui.tui.screens.board import ZOOMS
from csptui.tui.screens.keeping import KeepingScreen
from csptui.tui.view import next_row

if TYPE_CHECKING:
    from csptui.domain.dataset import Dataset
    from csptui.domain.draft import Entry
    from csptui.domain.scorecard import Row
    from csptui.tui.messages import RowSelected
    from csptui.tui.widgets.edit_pane import EditPane


class EntryScreen(KeepingScreen):
    """The board with the edit pane, which is mounted when it is first needed and kept."""

    pane: EditPane | None = None

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
        self.remove_class(*ZOOMS)
        self.add_class("-editing")
        self.hints = typing_hints(EDITING, self.keymap)
        self.notice = ""
        pane.open(row, self.draft_of(row), field)
        self._say_editing(row)

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
        open_row = None if pane is None else pane.row
        super().take(dataset, changed)
        if before.quarter != self.card.quarter and self.is_editing:
            self._close()
        old = None if open_row is None or changed is not None else before.row(open_row.id)
        new = None if open_row is None or before.quarter != self.card.quarter else self.card.row(open_row.id)
        if pane is not None and old is not None and new is not None and new != old:
            pane.rebase(pane.draft.rebased(Draft.of(old), Draft.of(new)))

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
        row = self.card.row(message.draft.indicator)
        if row is None:
            return
        self.notice = ""
        entry = message.draft.check(row)
        changes = isinstance(entry, FieldFault) or not entry.is_empty
        self.keep(row, message.draft if changes else None)
        self._say_typed(row, entry)

    def on_edit_pane_leave(self, message: EditPane.Leave) -> None:
        """Go back to the table; what was typed stays."""
        message.stop()
        self._close()

    def on_edit_pane_save(self, message: EditPane.Save) -> None:
        """Save in order, off the loop, so that keys go on."""
        message.stop()
        self.run_worker(self._save(message.draft, go_on=message.go_on), group="saves", exit_on_error=True)

    async def _save(self, draft: Draft, *, go_on: bool) -> None:
        pane, row = self.pane, self.card.row(draft.indicator)
        if pane is None or row is None or pane.row is None or pane.row.quarter != row.quarter:
            return
        entry = draft.check(row)
        if isinstance(entry, FieldFault):
            pane.refused(entry.fault.message)
            return
        after = next_row(self.shown.rows, row.id)
        refusal = "" if entry.is_empty else await self._record(entry, row)
        if refusal:
            pane.refused(refusal)
            self.say(f"Not saved: {refusal}")
            return
        if self.is_settled:
            self._show_settled(row, pane)
        else:
            self.keep_later(row, draft)
        code = show_line(row.indicator.code)
        done = f"{code} is unchanged." if entry.is_empty else f"Saved {code}. {self.beside}".strip()
        if self._has_left(row):
            # Hands were faster than the disk and have gone elsewhere: nothing pulls them back.
            self.say(done)
        elif not go_on:
            pane.saved()
            self.say(done)
        elif after is None:
            self._close()
            self.say(f"{done} {self._round_ends()}")
        else:
            self._go_on(after.id, done)

    def _show_settled(self, row: Row, pane: EditPane) -> None:
        """Show what a conflict was settled to; each field was decided, so nothing typed is left over."""
        now = self.card.row(row.id)
        if now is not None and not self._has_left(row):
            pane.rebase(Draft.of(now))
        self.keep(row, None)
        self.keep_at_once()

    def _has_left(self, row: Row) -> bool:
        """Whether the pane is closed, or open on another row, by the time that a save is through."""
        return not self.is_editing or self.pane is None or self.pane.row is None or self.pane.row.id != row.id

    async def _record(self, entry: Entry, row: Row) -> str:
        change = partial(self.workspace.record, entry, self.begun_of(row))
        return await self.in_turn(change, row.id, only_in=row.quarter)

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
        if pane.row is None or pane.row.id != row.id or pane.row.quarter != row.quarter:
            pane.open(row, self.draft_of(row), "actual")
        self._say_editing(row)

    def _say_editing(self, row: Row) -> None:
        at = self.shown.place_of(row.id)
        place = "" if at is None else f", row {at + 1:,} of {len(self.shown.rows):,}"
        self.place = f"Editing {show_line(row.indicator.code)}{place}."

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
        self.place = spoken(
            typed, 0 if at is None else at + 1, len(self.shown.rows), unsaved=not entry.is_empty
        )
