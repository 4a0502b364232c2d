"""The sheet of a conflict comes up under hands that type: nothing is decided by chance, no word is lost."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from drafts_harness import colleague
from main_harness import WIDE, _colours, actuals, app, burst, folder, seen, settle, workspace

from csptui.storage.where import SIGN_OFF
from csptui.tui.screens.conflict import ConflictScreen
from csptui.tui.screens.leave import LeaveScreen

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from csptui.tui.app import CsptuiApp

__all__ = ["_colours", "app", "folder", "workspace"]

MINE = " Long words of the officer."
NEVER = 3600.0
USUAL = ConflictScreen.REST


async def over_a_comment(pilot: Pilot[None], folder: Path) -> ConflictScreen:
    """Save a comment that a colleague has changed since."""
    await pilot.press("slash", *"ni33", "enter", "c")
    await pilot.pause()
    await burst(pilot, MINE)
    colleague(folder, "NI33", comment="Theirs.")
    await pilot.press("ctrl+s")
    return await the_sheet(pilot)


async def over_a_figure(pilot: Pilot[None], folder: Path, mine: str, theirs: str) -> ConflictScreen:
    """Save a figure that a colleague has changed since."""
    await pilot.press("slash", *"ni33", "enter", "e", *mine)
    colleague(folder, "NI33", actual=theirs)
    await pilot.press("ctrl+s")
    return await the_sheet(pilot)


async def the_sheet(pilot: Pilot[None]) -> ConflictScreen:
    """Give the sheet that is up."""
    await settle(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, ConflictScreen)
    return screen


def comment_of(folder: Path) -> str:
    """Give the file of comments."""
    return (folder / "quarters" / "2009-10-Q4" / "commentary.toml").read_text("utf-8")


# Hands that are still typing


@pytest.mark.parametrize("letters", [" custody", " and more", "m", "t", "e"])
async def test_letters_that_come_before_the_hands_have_rested_decide_nothing(
    app: CsptuiApp, folder: Path, monkeypatch: pytest.MonkeyPatch, letters: str
) -> None:
    """A sentence that goes on over the sheet holds a t, an m or an e; none of them is an answer."""
    monkeypatch.setattr(ConflictScreen, "REST", NEVER)
    async with app.run_test(size=WIDE) as pilot:
        sheet = await over_a_comment(pilot, folder)
        assert "hands off for a moment" in seen(app)
        await burst(pilot, letters)
        assert app.screen is sheet
        assert not sheet.is_typing
        assert "Theirs." in comment_of(folder)
        assert "Long words" not in comment_of(folder)
        assert [MINE in draft.comment for draft in app.main.drafts.values()] == [True]
        sheet.rested()
        await pilot.pause()
        assert "hands off" not in seen(app)
        await pilot.press("m")
        await settle(pilot)
        assert "Long words" in comment_of(folder)


async def test_each_key_begins_the_rest_anew(
    app: CsptuiApp, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The moment is counted from the last key, not from the first sight of the sheet."""
    monkeypatch.setattr(ConflictScreen, "REST", NEVER)
    async with app.run_test(size=WIDE) as pilot:
        sheet = await over_a_figure(pilot, folder, "7.5", "7.7")
        first = sheet._rest
        await pilot.press("x")
        assert sheet._rest is not first
        assert sheet.waits


async def test_esc_goes_back_at_once(app: CsptuiApp, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It writes nothing and loses nothing, so it waits for nothing."""
    monkeypatch.setattr(ConflictScreen, "REST", NEVER)
    async with app.run_test(size=WIDE) as pilot:
        await over_a_figure(pilot, folder, "7.5", "7.7")
        await pilot.press("escape")
        await settle(pilot)
        assert app.main.is_current
        assert [draft.actual for draft in app.main.drafts.values()] == ["7.5"]


async def test_the_next_question_waits_again_after_typing(
    app: CsptuiApp, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It comes up under the hands that typed the last answer."""
    async with app.run_test(size=WIDE) as pilot:
        sheet = await over_a_figure(pilot, folder, "7.5 [p]", "7.7 [e]")
        monkeypatch.setattr(ConflictScreen, "REST", NEVER)
        await pilot.press("e", *"7.6", "enter", "m")
        await settle(pilot)
        assert app.screen is sheet
        assert "2 of 2" not in seen(app)
        sheet.rested()
        await pilot.pause()
        assert "2 of 2" in seen(app)
        assert actuals(folder)["NI33"][0] == "7.7"


def test_outside_tests_there_is_a_rest() -> None:
    """It is longer than the gap between two keys of somebody who types slowly."""
    assert USUAL >= 0.5


# Long texts


async def test_a_long_text_is_thrown_away_by_a_second_key_and_is_in_the_clipboard(
    app: CsptuiApp, folder: Path
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await over_a_comment(pilot, folder)
        await pilot.press("t")
        await pilot.pause()
        words = " ".join(seen(app).split())
        assert "words away? t again; they stay in the clipboard." in words
        await pilot.press("t")
        await settle(pilot)
        assert app.main.is_current
        assert MINE in app.clipboard
        assert "Theirs." in comment_of(folder)


async def test_the_second_key_is_no_key_held_down(
    app: CsptuiApp, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the first one the hands are to rest again."""
    async with app.run_test(size=WIDE) as pilot:
        sheet = await over_a_comment(pilot, folder)
        monkeypatch.setattr(ConflictScreen, "REST", NEVER)
        await burst(pilot, "ttt")
        assert app.screen is sheet
        sheet.rested()
        await pilot.press("t")
        await settle(pilot)
        assert app.main.is_current


# What is typed in the sheet


async def test_leaving_with_another_text_typed_asks(app: CsptuiApp, folder: Path) -> None:
    """It is in no journal, so it is named."""
    async with app.run_test(size=WIDE) as pilot:
        sheet = await over_a_comment(pilot, folder)
        assert sheet.unsaved_names() == ()
        await pilot.press("e", *" Both.")
        await pilot.pause()
        assert not sheet.keeps_work
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert isinstance(app.screen, LeaveScreen)
        assert "another comment for NI 33" in seen(app)


async def test_what_was_typed_is_there_again_and_esc_asks_twice(app: CsptuiApp, folder: Path) -> None:
    async with app.run_test(size=WIDE) as pilot:
        sheet = await over_a_comment(pilot, folder)
        await pilot.press("e", *" Both.", "escape", "e")
        await pilot.pause()
        assert sheet._text.text.endswith("officer. Both.")
        await pilot.press("escape", "escape")
        await pilot.pause()
        assert app.screen is sheet
        assert "esc again leaves it" in seen(app)
        await pilot.press("escape")
        await settle(pilot)
        assert app.main.is_current


async def test_mine_after_another_was_tried_leaves_the_other_in_the_clipboard(
    app: CsptuiApp, folder: Path
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await over_a_comment(pilot, folder)
        await pilot.press("e", *" Both.", "escape", "m")
        await settle(pilot)
        assert app.clipboard.endswith("officer. Both.")
        assert "Both." not in comment_of(folder)


async def test_another_text_is_in_the_clipboard_too_should_its_save_be_refused(
    app: CsptuiApp, folder: Path
) -> None:
    """The draft holds only what was typed before the sheet."""
    async with app.run_test(size=WIDE) as pilot:
        await over_a_comment(pilot, folder)
        await pilot.press("e", *" Both.")
        (folder / "quarters" / "2009-10-Q4" / SIGN_OFF).write_text("", "utf-8")
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert "NI 33 is not saved: " in app.main.notice
        assert app.clipboard.endswith("officer. Both.")
        assert [draft.comment.endswith("officer.") for draft in app.main.drafts.values()] == [True]


# One field, one change


def own_changes(folder: Path) -> list[tuple[str, str, str]]:
    """Give what the log has of the officer's own."""
    lines = (folder / "changes.jsonl").read_text("utf-8").splitlines()
    own = [one for one in map(json.loads, lines) if one["who"] == "A. Officer"]
    return [(one["field"], one["from"], one["to"]) for one in own]


async def test_a_figure_that_states_its_status_answers_both_and_undoes_as_one(
    app: CsptuiApp, folder: Path
) -> None:
    """`7.6 [r]` decides value and status, so the status is not asked for again."""
    async with app.run_test(size=WIDE) as pilot:
        await over_a_figure(pilot, folder, "7.5 [p]", "7.7 [e]")
        await pilot.press("e", *"7.6 [r]", "enter")
        await settle(pilot)
        assert app.main.is_current
        assert own_changes(folder) == [("value", "7.7", "7.6"), ("status", "estimated", "revised")]
        app.main.action_undo()
        await settle(pilot)
        assert "Undone: " in seen(app)
        assert actuals(folder)["NI33"][0] == "7.7"
        assert "estimated" in actuals(folder)["NI33"]


async def test_a_status_stated_as_theirs_is_an_answer_too(app: CsptuiApp, folder: Path) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await over_a_figure(pilot, folder, "7.5 [p]", "7.7 [e]")
        await pilot.press("e", *"7.6 [e]", "enter")
        await settle(pilot)
        assert app.main.is_current
        assert own_changes(folder) == [("value", "7.7", "7.6")]


async def test_the_last_word_on_a_field_counts(app: CsptuiApp, folder: Path) -> None:
    """A status of one's own that nobody contested gives way to the one that is typed after it."""
    async with app.run_test(size=WIDE) as pilot:
        await over_a_figure(pilot, folder, "7.5 [p]", "7.7")
        await pilot.press("e", *"7.6 [r]", "enter")
        await settle(pilot)
        assert own_changes(folder) == [("value", "7.7", "7.6"), ("status", "", "revised")]
