"""Changes of the workspace: off the loop, in order, each with its refusal or what there is to tell of it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from csptui.domain.problem import ConflictError, CsptuiError
from csptui.tui.screens.board import BoardScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from csptui.domain.dataset import Dataset
    from csptui.domain.quarter import Quarter
    from csptui.workspace import Workspace


class ChangingScreen(BoardScreen):
    """The board with the one way in which it changes anything."""

    def __init__(self, workspace: Workspace, *, ascii_only: bool = False) -> None:
        super().__init__(workspace, ascii_only=ascii_only)
        self.one_at_a_time = asyncio.Lock()
        self.beside = ""
        self.is_settled = False
        self.is_theirs = False

    async def in_turn(
        self,
        change: Callable[[], Dataset],
        changed: str | Callable[[], str | None] | None = None,
        *,
        only_in: Quarter | None = None,
        settles: bool = True,
    ) -> str:
        """Run one change of the workspace off the loop, in order; give the sentence of a refusal, or none.

        `changed` names the one row that is another then, or is asked for it when the change is made.

        What is meant for one quarter is not done to another that was turned to in the meantime. What else
        there is to tell of a change that was made is in `beside`.
        """
        self.beside, self.is_settled, self.is_theirs = "", False, False
        async with self.one_at_a_time:
            if only_in is not None and {only_in} != {self.card.quarter, self.workspace.dataset.shown}:
                return f"{only_in} is no longer the quarter shown"
            try:
                dataset = await asyncio.to_thread(change)
            except ConflictError as error:
                conflict = error
            except CsptuiError as error:
                return str(error)
            else:
                named = changed() if callable(changed) else changed
                self.take(dataset, None if self.workspace.news else named)
                self.beside = await self._beside()
                return ""
        return await self.settle(conflict) if settles else str(conflict)

    async def _beside(self) -> str:
        """Give what there is to tell beside a change; it is made, whatever stands against telling."""
        try:
            return await asyncio.to_thread(self.workspace.beside_told)
        except CsptuiError as error:
            return f"{error}."

    def told(self, done: str) -> str:
        """Say what was done, with what there is to tell beside it; after a conflict it may be nothing."""
        return self.beside if self.is_theirs else f"{done} {self.beside}".strip()

    async def settle(self, conflict: ConflictError) -> str:
        """Take in what another program has saved, so that the next save is on top of it."""
        try:
            async with self.one_at_a_time:
                self.take(await asyncio.to_thread(self.workspace.reload))
        except CsptuiError as error:
            return f"{conflict}. {error}"
        return str(conflict)
