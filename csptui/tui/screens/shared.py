"""Sharing the folder: what others save comes in by itself, conflicts are settled, and changes taken back."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from csptui.domain.problem import CsptuiError
from csptui.domain.shown import show_line
from csptui.domain.told import changes_told
from csptui.tui.screens.entry import EntryScreen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csptui.domain.change import Change
    from csptui.domain.problem import ConflictError
    from csptui.domain.scorecard import Row
    from csptui.domain.undo import Step

LOOK_SECONDS = 1.0
"""How often the files are looked at: a colleague's save is on the screen within two seconds."""


class SharedScreen(EntryScreen):
    """The board with the entry of figures, in a folder that others change too."""

    _undoing = ""
    """The action that is being taken back, for a conflict about it."""

    _bad_look = ""
    """What stood against the last look."""

    def begin_to_look(self) -> None:
        """Look for what others have changed, now and every second."""
        self.run_worker(self._tell_what_was_put_back(), group="looks")
        self.set_interval(LOOK_SECONDS, self._look_around)

    async def _tell_what_was_put_back(self) -> None:
        try:
            told = await asyncio.to_thread(self.workspace.put_back_told)
        except CsptuiError as error:
            told = f"{error}."
        if told:
            # What is there already, such as drafts that came back, is not talked over.
            self.say(f"{told} {self.notice}".strip())

    def _look_around(self) -> None:
        # A save that is under way reads the files itself; a look would only wait for it.
        if not self.one_at_a_time.locked():
            self.run_worker(self.take_in(), group="looks")

    async def take_in(self) -> None:
        """Take in what others have changed, if anything; the cursor and what is typed stay."""
        async with self.one_at_a_time:
            try:
                dataset = await asyncio.to_thread(self.workspace.poll)
                if dataset is not None:
                    self.take(dataset)
                    self.say(await asyncio.to_thread(self.workspace.news_told))
            except CsptuiError as error:
                self._tell_bad_look(f"{error}.")
            else:
                self._tell_bad_look("")

    def _tell_bad_look(self, told: str) -> None:
        """Say once what stands against a look, and take it back when a look succeeds."""
        if told and told != self._bad_look:
            self.say(told)
        elif not told and self._bad_look and self.notice == show_line(self._bad_look):
            self.notice = ""
        self._bad_look = told

    async def settle(self, conflict: ConflictError) -> str:
        """Ask what is to be where somebody else has changed the same; give why nothing was saved, or none."""
        told = await super().settle(conflict)
        if not conflict.conflicts:
            return told
        if conflict.conflicts[0].change.quarter != str(self.card.quarter):
            # Keys were faster, and another quarter is shown: nothing of it is to be mistaken for this one.
            return f"{told}. Turn back to {conflict.conflicts[0].change.quarter} and save again"
        from csptui.tui.screens.conflict import ConflictScreen  # noqa: PLC0415 - not on the first screen

        chosen = await self.app.push_screen_wait(ConflictScreen(conflict, self.dataset))
        if chosen is None:
            return told
        refusal = ""
        if chosen:
            refusal = await self.in_turn(partial(self.workspace.apply, chosen, undoes=self._undoing))
        else:
            self.beside, self.is_theirs = "Theirs stands: nothing of yours was saved.", True
        self.is_settled = not refusal
        return refusal

    def action_undo(self) -> None:
        """Take back the last change of one's own."""
        self.run_worker(self._step(back=True), group="saves")

    def action_redo(self) -> None:
        """Do again what was undone last."""
        self.run_worker(self._step(back=False), group="saves")

    async def _step(self, *, back: bool) -> None:
        workspace, begun_at = self.workspace, self.here()
        # In its turn: a save that was asked for before is undone too, though it be on its way to the disk.
        async with self.one_at_a_time:
            step = await asyncio.to_thread(workspace.next_undo if back else workspace.next_redo)
        if step is None:
            self.say(f"There is nothing of yours to {'undo' if back else 'do again'}.")
            return
        self._undoing = step.action if back else ""
        refusal = await self.in_turn(workspace.undo if back else workspace.redo, settles=back)
        self._undoing = ""
        if refusal:
            self.say(f"{'Not undone' if back else 'Not done again'}: {refusal}.")
        elif self.is_theirs:
            await asyncio.to_thread(workspace.pass_over, step)
            self.say("Theirs stands: u goes on to your change before that.")
        else:
            self._tell_step(step, begun_at, back=back)

    def rests_at(self, row: Row | None) -> bool:
        """Whether the officer has done nothing since the cursor was on a row: only then may it be moved."""
        here = self.table.row
        same = here is row or (here is not None and row is not None and here.id == row.id)
        return same and self.app.screen is self and not self.is_editing

    def _tell_step(self, step: Step, begun_at: Row | None, *, back: bool) -> None:
        made = self.workspace.last_made or (step.undoing() if back else step.changes)
        done = f"Undone: {self._told(made)}. U does it again." if back else f"Done again: {self._told(made)}."
        if made[0].indicator and self.rests_at(begun_at):
            self.go_to(made[0].indicator)
            self.here()  # What is said below is of this row: the cursor's own message comes later.
        self.say(self.told(done))

    def _told(self, made: Sequence[Change]) -> str:
        return show_line(changes_told(self.dataset, made))
