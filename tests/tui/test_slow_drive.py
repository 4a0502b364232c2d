"""On a drive that takes a second or more for each call the screen goes on: keys act while a save hangs."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING, Any

from main_harness import WIDE, _colours, app, folder, seen, settle, workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pytest

    from csptui.tui.app import CsptuiApp

__all__ = ["_colours", "app", "folder", "workspace"]

LONGEST = 60.0
"""Seconds after which a test that has gone wrong lets the drive go on."""


class HangingDrive:
    """Every call that brings bytes to the disk waits until it is let go, off the loop's own thread."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.goes_on = threading.Event()
        self.calls: list[str] = []
        self.loop_thread = threading.get_ident()
        for name in ("fsync", "replace", "open"):
            patch.setattr(os, name, self.hanging(name, getattr(os, name)))

    def hanging(self, name: str, real: Any) -> Any:
        def call(*args: Any, **kwargs: Any) -> Any:
            writes = name != "open" or (len(args) > 1 and args[1] & (os.O_WRONLY | os.O_RDWR))
            if writes:
                self.calls.append(name)
                assert threading.get_ident() != self.loop_thread, f"{name} on the screen's own thread"
                self.goes_on.wait(LONGEST)
            return real(*args, **kwargs)

        return call


def rows_of(folder: Path) -> Iterator[str]:
    yield from (folder / "quarters" / "2009-10-Q4" / "actuals.csv").read_text("utf-8").splitlines()


async def test_keys_act_while_a_save_hangs_and_nothing_is_lost(
    app: CsptuiApp, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("slash", *"ni33", "enter", "e", *"7.5")
        drive = HangingDrive(monkeypatch)
        await pilot.press("ctrl+s", "escape", "escape", "escape")
        while not drive.calls:
            await pilot.pause()
        await pilot.press("g", "j", "j", "3")
        assert "Youth Crime" in seen(app)
        await pilot.press("x")
        await pilot.pause()
        assert "exceptions" in seen(app).lower()
        await pilot.press("escape")
        assert not any(row.startswith("NI33,7.5,") for row in rows_of(folder))
        drive.goes_on.set()
        await settle(pilot)
        assert any(row.startswith("NI33,7.5,") for row in rows_of(folder))
        assert "Saved NI 33." in seen(app)


async def test_a_look_around_never_holds_the_screen(app: CsptuiApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """Looking for what others have changed reads on another thread, however long that takes."""
    goes_on, asked = threading.Event(), threading.Event()
    real = app.main.workspace.poll

    def slow() -> Any:
        asked.set()
        goes_on.wait(LONGEST)
        return real()

    async with app.run_test(size=WIDE) as pilot:
        monkeypatch.setattr(app.main.workspace, "poll", slow)
        app.main.run_worker(app.main.take_in(), group="looks")
        while not asked.is_set():
            await pilot.pause()
        await pilot.press("j", "j")
        assert app.main.table.at == 2
        goes_on.set()
        await settle(pilot)
