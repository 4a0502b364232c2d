"""The ways to paper: the preview of the report, and the making of its files and of the exceptions'."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual.reactive import Reactive, var

from csptui.domain.problem import CsptuiError
from csptui.domain.shown import show_line
from csptui.tui.making import (
    EXCEPTIONS,
    FORMATS,
    REPORT,
    Order,
    Progress,
    begun,
    chosen,
    made,
    refusal,
    step_words,
)
from csptui.tui.screens.sparking import SparkingScreen
from csptui.tui.widgets.spoken import Spoken

if TYPE_CHECKING:
    from collections.abc import Iterable

    from csptui.tui.making import Files
    from csptui.tui.report_pages import PagesMade, Place
    from csptui.workspace import Workspace


class ReportingScreen(SparkingScreen):
    """The board with what is made of it; a making goes on whatever screen is shown, one at a time."""

    making: Reactive[Progress | None] = var(None, init=False)
    """How far the making is that is under way."""
    files: Reactive[Files | None] = var(None, always_update=True, init=False)
    """The files of the report that were made last."""

    def __init__(self, workspace: Workspace, *, ascii_only: bool = False) -> None:
        super().__init__(workspace, ascii_only=ascii_only)
        self.formats = frozenset(FORMATS)
        self.pages_made: PagesMade | None = None
        self.left_report: tuple[str, Place] | None = None
        self.is_made = asyncio.Event()
        self.refused = ""

    @property
    def unsaved_count(self) -> int:
        """How many drafts there are of the quarter shown, which nothing that is made has in it."""
        return sum(key.quarter == self.card.quarter for key in self._keys())

    # The keys

    def action_report(self) -> None:
        """Show the report as pages, from the row under the cursor on."""
        from csptui.tui.screens.report import ReportScreen  # noqa: PLC0415 - not on the first screen

        def go(indicator: str | None) -> None:
            if indicator is not None:
                self.go_to(indicator)

        row = self.here()
        self.app.push_screen(ReportScreen(self, None if row is None else row.id), go)

    def action_build_report(self) -> None:
        """Make the files of the report in the formats that are chosen."""
        self.make(REPORT, self.formats)

    def action_print_exceptions(self) -> None:
        """Make the files of the list of exceptions in every format."""
        self.make(EXCEPTIONS, FORMATS)

    # Making

    def make(self, kind: str, formats: Iterable[str], *, sensitive: bool = False) -> bool:
        """Begin to make files, and say whether it was begun: one at a time."""
        if self.making is not None:
            self.tell(self.making.is_first)
            return False
        wanted = chosen(formats)
        if not wanted:
            self.tell("No format is chosen: Space on a format in the preview chooses it.")
            return False
        self.is_made.clear()
        self.making = Progress(kind, "beginning", 0, len(wanted) + 2)
        order = Order(self.workspace.folder, self.card.quarter, kind, wanted, sensitive, self.unsaved_count)
        self.run_worker(self._make(order), group="making")
        return True

    async def _make(self, order: Order) -> None:
        """Make the files step by step in a thread: whoever leaves waits for one step at most."""
        self.refused = ""
        try:
            async with self.one_at_a_time:
                pass  # What was saved just now is to be in it.
            making = await asyncio.to_thread(begun, order)
            steps = making.steps()
            while (step := await asyncio.to_thread(next, steps, None)) is not None:
                self.making = Progress(order.kind, step_words(step.name), step.done, step.of)
            files = made(order, making)
        except CsptuiError as error:
            self.refused = refusal(order, str(error))
        finally:
            self.making = None
            self.is_made.set()
        if self.refused:
            self.tell(self.refused)
            return
        if order.kind == REPORT:
            self.files = files
        self.tell(files.sentence(self.app.size.width - 1))

    def watch_making(self, progress: Progress | None) -> None:
        """Show how far it is, whatever screen is shown."""
        from csptui.tui.widgets.making_line import show_making  # noqa: PLC0415 - only when something is made

        if self.is_running:
            show_making(self.app.screen_stack, progress)

    def tell(self, sentence: str) -> None:
        """Say something here and on the screen that is shown over this one."""
        self.say(sentence)
        for line in self.app.screen.query(Spoken):
            if line.screen is not self:
                line.notice = show_line(sentence)
