"""Quarters that are turned, begun and confirmed while hands are fast, a drive is slow, or others save."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from main_harness import (
    WIDE,
    _colours,
    actuals,
    app,
    burst,
    folder,
    lines,
    seen,
    settle,
    spoken,
    workspace,
)
from test_quarters_on_board import begin, many
from textual import events

from csptui.tui.app import CsptuiApp
from csptui.tui.screens import rolling
from csptui.tui.screens.confirming import ConfirmScreen
from csptui.tui.screens.conflict import ConflictScreen
from csptui.tui.screens.why import WhyScreen
from csptui.tui.widgets.comment import Comment

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from csptui.domain.dataset import Dataset
    from csptui.domain.quarter import Quarter
    from csptui.workspace import Workspace

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


async def test_keys_behind_a_quarter_are_for_that_quarter(
    workspace: Workspace, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A figure typed in one go with `]` is that quarter's, however long its files take to read."""
    monkeypatch.setattr(rolling, "PATIENCE", 30.0)
    many(folder, 3)
    workspace.reload()
    app = CsptuiApp(workspace)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        await burst(pilot, "]]e4321\r")
        assert actuals(folder, "2010-11-Q2")["NI39"][0] == "4321", spoken(app)
        assert actuals(folder)["NI39"][0] == "2475"
        assert app.main.drafts == {}
        await pilot.press("escape")
        await burst(pilot, "[m")
        assert "2010/11 Q1" in lines(app)[0]


async def test_a_quarter_that_hangs_holds_no_key_for_long(
    app: CsptuiApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was asked for is done where one is, once the patience is over."""
    goes_on, real = threading.Event(), app.main.workspace.show

    def slow(quarter: Quarter) -> Dataset:
        goes_on.wait(60)
        return real(quarter)

    monkeypatch.setattr(rolling, "PATIENCE", 0.01)
    monkeypatch.setattr(app.main.workspace, "show", slow)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        await pilot.press("[", "w")
        await pilot.pause()
        assert isinstance(app.screen, WhyScreen)
        goes_on.set()
        await settle(pilot)


async def test_a_file_that_a_spreadsheet_has_open_is_named_when_targets_roll_on(
    app: CsptuiApp, folder: Path
) -> None:
    """Beginning a quarter and confirming its targets tell of it as every other save does."""
    (folder / ".~lock.targets.csv#").write_text("x", "utf-8")
    async with app.run_test(size=WIDE) as pilot:
        await begin(pilot, app)
        assert "2010/11 Q1 is begun. targets.csv is open in LibreOffice" in seen(app)
        await pilot.press("j")
        app.main.action_confirm_targets()
        await pilot.pause()
        await pilot.press("enter")
        await settle(pilot)
        assert "Confirmed 16 targets for 2010/11. targets.csv is open in LibreOffice" in seen(app)


async def test_enter_says_that_somebody_has_begun_the_quarter(app: CsptuiApp, folder: Path) -> None:
    """The plan on the sheet is older than that: Enter does not go by without a word."""
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        app.main.action_new_quarter()
        await pilot.pause()
        path = folder / "quarters" / "2010-11-Q1"
        path.mkdir()
        (path / "actuals.csv").write_bytes((folder / "quarters/2009-10-Q4/actuals.csv").read_bytes())
        await pilot.press("enter")
        await settle(pilot)
        assert "2010/11 Q1 exists already: nothing was made." in seen(app)


async def test_a_slip_put_right_in_one_go_is_put_right(app: CsptuiApp) -> None:
    """Backspace and the keys behind it act in the order in which they were typed, however fast."""
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("e", "1", "2", "4")
        await pilot.pause()
        for key in ("backspace", "5", "left", "0"):
            event = events.Key(key, key if len(key) == 1 else None)
            event.set_sender(app)
            app.post_message(event)
        await settle(pilot)
        assert app.main.pane is not None
        assert app.main.pane.read().actual == "1205"


async def test_a_slip_in_a_text_put_right_in_one_go_is_put_right(app: CsptuiApp) -> None:
    """In the comment too, over lines; and where the edit pane is still opening."""
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("c")
        await pilot.pause()
        area = app.screen.query_one(Comment)
        area.begin("")
        for key in (
            "t",
            "e",
            "h",
            "backspace",
            "backspace",
            "h",
            "e",
            "enter",
            "x",
            "up",
            "end",
            "y",
            "home",
            "O",
        ):
            event = events.Key(key, key if len(key) == 1 else None)
            event.set_sender(app)
            app.post_message(event)
        await settle(pilot)
        assert area.text == "Othey\nx"
