"""What turns from quarter to quarter on the board: the quarter shown, a new one, and the targets in it."""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from csptui.domain.shown import show_line
from csptui.domain.target import target_text
from csptui.tui.screens.reporting import ReportingScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from csptui.domain.dataset import Dataset
    from csptui.domain.quarter import Quarter
    from csptui.domain.scorecard import Row
    from csptui.domain.target import Target
    from csptui.workspace import Workspace


PATIENCE = 1.0
"""Seconds that what is asked of a row waits for a quarter that is being turned to, and no longer."""


class RollingScreen(ReportingScreen):
    """The board with the ways to another quarter, to a new one, and to the target of a row."""

    def __init__(self, workspace: Workspace, *, ascii_only: bool = False) -> None:
        super().__init__(workspace, ascii_only=ascii_only)
        self.refused_targets: dict[tuple[Quarter, str], str] = {}
        self._steps: deque[int] = deque()
        self._turns = 0
        self._is_turned = asyncio.Event()

    # Targets

    def action_target(self) -> None:
        """Set the target of the row."""
        row = self.here()
        if row is not None and not self._is_signed_off():
            self._ask_target(row, self.refused_targets.get((row.quarter, row.id)))

    def _ask_target(self, row: Row, typed: str | None = None) -> None:
        from csptui.tui.screens.target import TargetScreen  # noqa: PLC0415 - not on the first screen

        def done(target: Target | None) -> None:
            if target is not None:
                self.run_worker(self._set_target(row, target), group="saves")

        self.app.push_screen(TargetScreen(row, typed), done)

    async def _set_target(self, row: Row, target: Target) -> None:
        """Save a target; one that is refused stands in the sheet again."""
        change = partial(self.workspace.set_target, row.id, target, row.target)
        refusal = await self.in_turn(change, row.id, only_in=row.quarter)
        code = show_line(row.indicator.code)
        key, typed = (row.quarter, row.id), target_text(target, row.indicator)
        if refusal and self.rests_at(row):
            self._ask_target(row, typed)
            self.say(f"The target of {code} is not saved: {refusal}")
        elif refusal:
            # Hands are elsewhere: no sheet comes under them. The target comes back when it is asked for.
            self.refused_targets[key] = typed
            self.say(f"The target of {code} is not saved: {refusal}. t on its row brings {typed} back")
        else:
            self.refused_targets.pop(key, None)
            done = f"Saved the target of {code}."
            if row.target.is_rolled and target == row.target.confirmed():
                done = f"Confirmed the target of {code} for {row.quarter.year}: {typed}."
            self.say(self.told(done))

    def action_confirm_targets(self) -> None:
        """Show the targets that were rolled on; Enter confirms them all."""
        from csptui.tui.screens.confirming import ConfirmScreen  # noqa: PLC0415 - not on the first screen

        rows = [row for row in self.card.rows if row.target.is_rolled]
        if not rows:
            self.say(f"No target of {self.card.quarter.year} waits to be confirmed.")
            return
        if self._is_signed_off():
            return
        quarter = self.card.quarter

        def done(confirmed: bool | None) -> None:  # noqa: FBT001 - the answer of a sheet
            if confirmed:
                shown = {row.id: row.target for row in rows}
                count = f"{len(shown):,} target{'' if len(shown) == 1 else 's'}"
                change = partial(self.workspace.confirm_targets, shown.keys(), shown)
                said = f"Confirmed {count} for {quarter.year}."
                self._change(change, lambda: self.told(said), only_in=quarter)

        self.app.push_screen(ConfirmScreen(rows), done)

    # Quarters

    def action_new_quarter(self) -> None:
        """Start an empty quarter."""
        from csptui.tui.screens.quarters import NewQuarterScreen  # noqa: PLC0415 - not on the first screen

        last = max((*self.dataset.available, self.card.quarter))

        def done(quarter: Quarter | None) -> None:
            if quarter is not None:
                begin = partial(self.workspace.new_quarter, quarter)
                self._change(begin, lambda: self.told(f"{quarter} is begun."))

        self.app.push_screen(NewQuarterScreen(self.workspace.plan_quarter, last.next(), self.dataset), done)

    def _is_signed_off(self) -> bool:
        if self.dataset.record.signed_off:
            self.say(f"{self.card.quarter} is signed off, so it is not changed.")
        return self.dataset.record.signed_off

    def action_quarter(self, by: int) -> None:
        """Show the quarter before or after; keys that come while one is read are one step further each."""
        held = sorted({*self.dataset.available, self.card.quarter})
        at = held.index(self.card.quarter) + sum(self._steps) + by
        if not 0 <= at < len(held):
            self.run_worker(self._say_in_turn(_no_more(held, by)), group="saves")
            return
        self._steps.append(by)
        self._change(self._turned, lambda: quarter_words(self.dataset), turns=True)

    async def _say_in_turn(self, sentence: str) -> None:
        """Say it after what the keys before have asked for, which may still be on its way."""
        async with self.one_at_a_time:
            self.say(sentence)

    def _turned(self) -> Dataset:
        """Show the quarter that all steps lead to which were asked for by now."""
        dataset = self.workspace.dataset
        held = sorted({*dataset.available, dataset.shown})
        at = held.index(dataset.shown)
        while self._steps:
            at += self._steps.popleft()
        quarter = held[max(0, min(at, len(held) - 1))]
        return dataset if quarter == dataset.shown else self.workspace.show(quarter)

    def go_to_quarter(self, quarter: Quarter) -> None:
        """Show a quarter; the cursor stays on its indicator."""
        show = partial(self.workspace.show, quarter)
        self._change(show, lambda: quarter_words(self.dataset), turns=True)

    async def wait_for_the_quarter(self) -> None:
        """Wait until the quarter is shown that keys have turned to: what they ask next is meant for it."""
        if self._turns:
            self._is_turned.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._is_turned.wait(), PATIENCE)

    async def _turning(self, work: Coroutine[None, None, None]) -> None:
        try:
            await work
        finally:
            self._turns -= 1
            if not self._turns:
                self._is_turned.set()

    def _change(
        self,
        change: Callable[[], Dataset],
        done: str | Callable[[], str],
        changed: str | None = None,
        *,
        only_in: Quarter | None = None,
        turns: bool = False,
    ) -> None:
        async def act() -> None:
            refusal = await self.in_turn(change, changed, only_in=only_in)
            said = done if isinstance(done, str) else done()
            self.say(f"Not done: {refusal}." if refusal else said)

        self._turns += turns
        self.run_worker(self._turning(act()) if turns else act(), group="saves")


def quarter_words(dataset: Dataset) -> str:
    """Say which quarter is shown, and where it stands among those held."""
    held = dataset.available
    months = f"{dataset.shown}, {dataset.shown.months}"
    if dataset.shown not in held:
        return f"{months}: it is not held."
    place = f"{held.index(dataset.shown) + 1:,} of {len(held):,} held"
    return f"{months}: quarter {place}{', signed off' if dataset.record.signed_off else ''}."


def _no_more(held: list[Quarter], by: int) -> str:
    if by > 0:
        return f"No later quarter is held. {held[-1]} is the last: New quarter in the palette begins another."
    return f"No earlier quarter is held. {held[0]} is the first."
