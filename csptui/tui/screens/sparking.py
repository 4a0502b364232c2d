"""The column of small bars: in a window with room for it, read after the first paint and off the loop."""

from __future__ import annotations

import asyncio
from types import MappingProxyType
from typing import TYPE_CHECKING

from csptui.tui.screens.checking import CheckingScreen
from csptui.tui.sizes import SPACIOUS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from textual import events

    from csptui.domain.dataset import Dataset
    from csptui.storage.recent import Recent
    from csptui.workspace import Workspace

NOTHING_READ: Mapping[str, str] = MappingProxyType({})


class SparkingScreen(CheckingScreen):
    """The board with the last quarters of each row beside it; a narrower window reads none of them."""

    def __init__(self, workspace: Workspace, *, ascii_only: bool = False) -> None:
        super().__init__(workspace, ascii_only=ascii_only)
        self._recent: Recent | None = None
        self._drawing = asyncio.Lock()
        self._due: set[str] = set()
        self._is_all_due = self._was_painted = False

    def on_mount(self) -> None:
        """Keep room for the column from the first frame on, and fill it when that is on the screen."""
        self._make_room()
        self.app.when_painted(self._begin_to_draw)

    def _begin_to_draw(self) -> None:
        self._was_painted = True
        self._draw_again()

    def on_unmount(self) -> None:
        """Let a reading that is under way go: nobody waits for it."""
        self._was_painted = False

    def on_resize(self, _event: events.Resize) -> None:
        """Draw when there is room for it, and had been none."""
        had = self.sparks is not None
        self._make_room()
        if not had:
            self._draw_again()

    def take(self, dataset: Dataset, changed: str | None = None) -> None:
        """Take over a new dataset, and draw what of it is not as it was."""
        same = dataset.shown == self.card.quarter
        super().take(dataset, changed)
        if not same:
            self.sparks = None
        self._make_room()
        self._draw_again([changed] if changed is not None and same else None)

    def _make_room(self) -> None:
        """Have the column where the window has room and quarters enough are held, else none."""
        if self.app.size.width < SPACIOUS or not self._is_drawable():
            self.sparks = None
        elif self.sparks is None:
            self.sparks = NOTHING_READ

    def _is_drawable(self) -> bool:
        from csptui.tui.sparks import drawable  # noqa: PLC0415 - narrower windows do not need it

        return drawable(self.dataset)

    def _draw_again(self, changed: Iterable[str] | None = None) -> None:
        """Draw the rows named, or all."""
        if changed is None:
            self._is_all_due = True
        else:
            self._due.update(changed)
        if self.sparks is not None and self._was_painted:
            self.run_worker(self._draw(), group="sparks")

    async def _draw(self) -> None:
        async with self._drawing:
            dataset, due = self.dataset, None if self._is_all_due else frozenset(self._due)
            self._is_all_due = False
            self._due.clear()
            if due is not None and not due:
                return  # One before has drawn it.
            drawn = await asyncio.to_thread(self._drawn, dataset, due)
            if self.sparks is not None and self.dataset.shown == dataset.shown:
                self.sparks = drawn if due is None else {**self.sparks, **drawn}

    def _drawn(self, dataset: Dataset, due: Iterable[str] | None) -> dict[str, str]:
        from csptui.storage.recent import Recent  # noqa: PLC0415 - not at the start
        from csptui.tui.sparks import spark  # noqa: PLC0415 - as above

        if self._recent is None:
            self._recent = Recent(self.workspace.folder)
        read = self._recent.read(dataset, due, is_wanted=lambda: self._was_painted)
        return {name: spark(series, ascii_only=self.ascii_only) for name, series in read.items()}
