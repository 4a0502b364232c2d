"""What does not jitter: frames and lines per key, one whole paint at the start, what it imports."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from main_harness import ROOT, WIDE, _colours, folder, settle, workspace
from textual._compositor import ChopsUpdate, LayoutUpdate

from csptui.tui.app import CsptuiApp

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.screen import Screen

    from csptui.workspace import Workspace

__all__ = ["_colours", "folder", "workspace"]

LATE = (
    "pandas",
    "textual.widgets._text_area",
    "textual.widgets._data_table",
    "textual.widgets._footer",
    "csptui.outputs",
    "csptui.cli",
    "csptui.tui.commands",
    "csptui.tui.widgets.edit_pane",
    "csptui.tui.widgets.field",
    "csptui.tui.widgets.filter_line",
    "csptui.tui.screens.help",
    "csptui.tui.screens.why",
    "csptui.tui.screens.history",
    "csptui.tui.sparks",
    "csptui.storage.recent",
    "csptui.storage.series",
    "csptui.analysis.history",
    "plotille",
    "csptui.tui.screens.exceptions",
    "csptui.tui.screens.leave",
)


class CountingApp(CsptuiApp):
    """Keeps every frame that goes to the terminal."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.frames: list[RenderableType] = []

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        if renderable is not None and not self._batch_count:
            self.frames.append(renderable)
        super()._display(screen, renderable)

    def lines_drawn(self) -> list[int]:
        """Give how many lines each partial frame draws."""
        return [len({y for y, _, _ in one.spans}) for one in self.frames if isinstance(one, ChopsUpdate)]


@pytest.fixture
def app(workspace: Workspace) -> CountingApp:
    """Give an application that counts."""
    return CountingApp(workspace)


async def test_the_start_paints_the_whole_screen_once(app: CountingApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        assert sum(isinstance(one, LayoutUpdate) for one in app.frames) == 1


@pytest.mark.parametrize("key", ["j", "pagedown", "G", "k"])
async def test_a_move_is_one_frame(app: CountingApp, key: str) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("j", "j")
        await settle(pilot)
        app.frames.clear()
        await pilot.press(key)
        await settle(pilot)
        assert len(app.frames) == 1
        assert isinstance(app.frames[0], ChopsUpdate)


async def test_a_move_draws_two_rows_the_detail_and_the_spoken_line(app: CountingApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("j", "j")
        await settle(pilot)
        app.frames.clear()
        await pilot.press("j")
        await settle(pilot)
        detail = app.main.query_one("#detail").outer_size.height
        assert app.lines_drawn() == [2 + detail + 1]


async def test_a_change_of_focus_never_paints_the_whole_screen(app: CountingApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        app.frames.clear()
        await pilot.press("tab", "tab", "tab")
        await settle(pilot)
        assert not any(isinstance(one, LayoutUpdate) for one in app.frames)


def test_the_first_paint_brings_in_nothing_that_comes_later(folder: object) -> None:
    code = f"""
import asyncio, sys
sys.path.insert(0, {str(ROOT)!r})
from datetime import datetime
from pathlib import Path
from csptui.tui.app import CsptuiApp
from csptui.workspace import Workspace

async def main():
    app = CsptuiApp(Workspace.open(Path({str(folder)!r}), who="x", now=datetime.now))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        print(" ".join(sys.modules))

asyncio.run(main())
"""
    run = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
    held = set(run.stdout.split())
    assert "csptui.tui.screens.main" in held
    assert not {name for name in LATE if name in held}
