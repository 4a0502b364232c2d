"""Quarters that are turned, begun and confirmed while hands are fast, a drive is slow, or others save."""

from __future__ import annotations

from typing import TYPE_CHECKING

from main_harness import WIDE, _colours, app, folder, seen, settle, spoken, workspace
from test_quarters_on_board import begin

from csptui.tui.screens.confirming import ConfirmScreen
from csptui.tui.screens.conflict import ConflictScreen

if TYPE_CHECKING:
    from pathlib import Path

    from csptui.tui.app import CsptuiApp

__all__ = ["_colours", "app", "folder", "workspace"]


async def test_only_what_the_sheet_shows_is_confirmed(app: CsptuiApp, folder: Path) -> None:
    """A target that somebody changes under the open sheet is asked about, and not confirmed unseen."""
    async with app.run_test(size=WIDE) as pilot:
        await begin(pilot, app)
        app.main.action_confirm_targets()
        await pilot.pause()
        assert isinstance(app.screen, ConfirmScreen)
        path = folder / "targets.csv"
        held = path.read_text("utf-8")
        theirs = held.replace("NI33,FY2010/11,7.50", "NI33,FY2010/11,99.50")
        assert theirs != held
        path.write_text(theirs, "utf-8")
        await app.main.take_in()
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, ConflictScreen), spoken(app)
        assert "99.50" in seen(app)
        assert path.read_text("utf-8") == theirs, "nothing is confirmed while it is asked about"
        await pilot.press("escape")
        await settle(pilot)
        assert path.read_text("utf-8") == theirs
