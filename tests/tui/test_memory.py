"""Memory: a thousand dialogs opened and closed, and a hundred reloads, leave nothing behind."""

from __future__ import annotations

import gc
import os
import tracemalloc
from typing import TYPE_CHECKING

import pytest
from main_harness import WIDE, _colours, app, folder, settle, workspace

from csptui.tui.screens.main import MainScreen

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from csptui.tui.app import CsptuiApp

__all__ = ["_colours", "app", "folder", "workspace"]

WHOLE = os.environ.get("CSPTUI_MEMORY") == "all"
DIALOGS, RELOADS = (1001, 100) if WHOLE else (33, 12)
MOST = 5_000_000
"""Bytes for a thousand dialogs and a hundred reloads; for fewer, as much less."""
KEYS = {
    "question_mark": "HelpScreen",
    "w": "WhyScreen",
    "i": "DefinitionScreen",
    "t": "TargetScreen",
    "a": "NarrativeScreen",
    "x": "ExceptionsScreen",
    "r": "ReportScreen",
    "d": "ChangesScreen",
    "exclamation_mark": "ProblemsScreen",
    "ctrl+p": "Palette",
    "q": "LeaveScreen",
}


async def _opened_and_closed(pilot: Pilot[None], key: str) -> None:
    """Open a dialog and leave it; with a draft that is not saved, leaving asks too."""
    await pilot.press(key)
    await pilot.pause()
    assert type(pilot.app.screen).__name__ == KEYS[key]
    if key == "r":
        # Its pages are made in a thread, which brings in what they are made with, and they are kept.
        await settle(pilot)
    for _ in range(3):
        if not isinstance(pilot.app.screen, MainScreen):
            await pilot.press("escape")
            await pilot.pause()
    assert isinstance(pilot.app.screen, MainScreen)


def _held() -> int:
    """Give the bytes that are held once nothing is left to be collected."""
    gc.collect()
    return tracemalloc.get_traced_memory()[0]


@pytest.fixture
def traced() -> object:
    """Count every byte while a test runs."""
    tracemalloc.start(1)
    yield None
    tracemalloc.stop()
    return None


@pytest.mark.usefixtures("traced")
async def test_dialogs_leave_nothing_behind(app: CsptuiApp) -> None:
    """Help, why, definition, target, narrative, exceptions, report, and all the others up to the way out."""
    keys = list(KEYS)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("e", "5", "escape")
        # Twice: what is kept for good is kept by the end of the second round.
        for key in (*keys, *keys):
            await _opened_and_closed(pilot, key)
        before = _held()
        for number in range(DIALOGS):
            await _opened_and_closed(pilot, keys[number % len(keys)])
        assert _held() - before < MOST * DIALOGS / 1000


@pytest.mark.usefixtures("traced")
async def test_reloads_leave_nothing_behind(app: CsptuiApp, folder: Path) -> None:
    """The files are read again by command, each time with another figure in them."""
    path = folder / "quarters/2009-10-Q4/actuals.csv"
    text = path.read_text("utf-8")

    async def reloaded(number: int) -> None:
        path.write_text(text.replace("NI111,188,", f"NI111,{100 + number},"), "utf-8")
        await app.main.run_action("reload")
        await settle(pilot)

    async with app.run_test(size=WIDE) as pilot:
        for number in range(5):
            await reloaded(number)
        before = _held()
        for number in range(RELOADS):
            await reloaded(number)
        held = app.main.dataset.record.readings["NI111"].figure.value
        assert held == 100 + RELOADS - 1
        assert _held() - before < MOST * RELOADS / 100
