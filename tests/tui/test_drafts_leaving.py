"""Leaving asks for nothing that is kept, says what is, and waits for no answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from main_harness import SMALL, WIDE, _colours, actuals, folder, seen, settle, spoken

from csptui.storage.writing import locked
from csptui.tui.screens.leave import LeaveScreen
from csptui.tui.screens.target import TargetScreen

if TYPE_CHECKING:
    from pathlib import Path


from drafts_harness import colleague, drafts_on_disk, no_folder, on_disk, open_at, place, start, until

if TYPE_CHECKING:
    from drafts_harness import Start

__all__ = ["_colours", "folder", "place", "start"]


# Leaving


@pytest.mark.parametrize("keys", [("escape", "q"), ("ctrl+q",), ("escape", "ctrl+c")])
async def test_leaving_asks_nothing_and_says_what_is_kept(start: Start, keys: tuple[str, ...]) -> None:
    """Nothing would be lost, so the app ends at once; the sentence is for after the screen."""
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await pilot.press("e", *"24", "escape", "j", "j", "e", *"0.8", *keys)
        await pilot.pause()
        assert app._exit
    assert app.ending() == (0, "Kept for next time: NI 39, NI 38. Not saved yet.")


async def test_leaving_without_drafts_says_nothing(start: Start) -> None:
    """There is nothing to say."""
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("q")
    assert app.ending() == (0, "")


async def test_leaving_in_a_narrative_keeps_it(start: Start, place: Path) -> None:
    """ctrl+q asks nothing there either."""
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await pilot.press("a")
        await pilot.pause()
        await pilot.press(*"XYZZY", "ctrl+q")
        await pilot.pause()
        assert app._exit
    assert app.ending().told == "Kept for next time: the narrative of Substance Abuse. Not saved yet."
    assert len(on_disk(place)) == 1


async def test_a_sheet_with_nothing_typed_is_left_at_once(start: Start) -> None:
    """The draft behind it is kept."""
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await pilot.press("e", *"24", "escape", "t")
        await pilot.pause()
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert app._exit
    assert app.ending().told == "Kept for next time: NI 39. Not saved yet."


async def test_a_sheet_whose_text_is_not_kept_is_asked_for(start: Start) -> None:
    """A half-typed target is named before it is lost; drafts that are kept are not."""
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await pilot.press("e", *"24", "escape", "t")
        await pilot.pause()
        await pilot.press("9", "ctrl+q")
        await pilot.pause()
        assert not app._exit
        assert isinstance(app.screen, LeaveScreen)
        assert "the target of NI 39" in seen(app)
        assert "This is typed but not saved." in seen(app)
        await pilot.press("y")
        await pilot.pause()
        assert app._exit


async def test_ctrl_c_twice_gets_out_of_a_sheet_with_its_text_selected(start: Start, place: Path) -> None:
    """The first copies, the second leaves; the drafts are kept."""
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await pilot.press("e", *"24", "escape", "t")
        await pilot.pause()
        assert isinstance(app.screen, TargetScreen)
        await pilot.press("ctrl+c")
        assert app.is_running
        await pilot.press("ctrl+c")
        await pilot.pause()
        assert app._exit
    assert [one.actual for one in drafts_on_disk(place)] == ["24"]


async def test_a_click_between_two_copies_keeps_the_app(start: Start) -> None:
    """Copying this and then that is no wish to leave."""
    app = start()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("e", *"24", "home", "shift+end", "ctrl+c")
        await pilot.click("#edit-actual")
        await pilot.press("home", "shift+end", "ctrl+c")
        await pilot.pause()
        assert not app._exit


async def test_where_drafts_cannot_be_kept_leaving_asks(start: Start, place: Path) -> None:
    """The app says so once, goes on, and names what would be lost."""
    no_folder(place)
    app = start()
    async with app.run_test(size=(160, 42)) as pilot:
        await settle(pilot)
        await pilot.press("e", *"24", "escape")
        await settle(pilot)
        assert "What you type cannot be kept for the next start (" in spoken(app)
        await pilot.press("j", "j", "e", *"0.8", "escape")
        await settle(pilot)
        assert "cannot be kept" not in spoken(app)
        await pilot.press("q")
        await pilot.pause()
        assert isinstance(app.screen, LeaveScreen)
        assert "2 things are typed but not saved." in seen(app)
        await pilot.press("y")
    assert app.ending().told == "Not kept: NI 39, NI 38. Not saved yet."


async def test_leaving_waits_for_a_save_that_is_under_way(start: Start, folder: Path) -> None:
    """Save and quit in one breath: what is saved is not called unsaved."""
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await pilot.press("e", *"2401")
        with locked(folder):
            await pilot.press("ctrl+s")
            await until(pilot, lambda: app.main.is_saving)
            await pilot.press("ctrl+q")
            await pilot.pause()
            assert "Saving before leaving" in spoken(app)
        await until(pilot, lambda: app._exit)
    assert app.ending() == (0, "")
    assert actuals(folder)["NI39"][0] == "2401"


async def test_ctrl_c_twice_does_not_wait_for_a_save(start: Start, folder: Path) -> None:
    """The draft is kept, whatever becomes of the save."""
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await pilot.press("e", *"2401")
        with locked(folder):
            await pilot.press("ctrl+s")
            await until(pilot, lambda: app.main.is_saving)
            await pilot.press("ctrl+c")
            await pilot.press("ctrl+c")
            await until(pilot, lambda: app._exit)
    assert app.ending().told == "Kept for next time: NI 39. Not saved yet."


async def test_leaving_at_a_conflict_keeps_what_was_typed(start: Start, folder: Path) -> None:
    """The sheet waits for an answer, which is no save: ctrl+q waits for nothing, and nothing is lost."""
    app = start()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await open_at(pilot, "ni33")
        await pilot.press(*"7.5")
        colleague(folder, "NI33", actual="7.1")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: app.screen is not app.main)
        await pilot.press("ctrl+q")
        await until(pilot, lambda: app._exit)
    assert app.ending().told == "Kept for next time: NI 33. Not saved yet."
    assert actuals(folder)["NI33"][0] == "7.1"
