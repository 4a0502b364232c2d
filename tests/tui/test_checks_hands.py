"""Hands that are faster than the disk: what f has put in is not taken back by a pane that opened before."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from changes_harness import log, press, save
from main_harness import WIDE, _colours, app, folder, seen, settle, workspace
from test_checks_screen import at, held
from test_slow_drive import HangingDrive
from textual.events import Key, Paste

from csptui.domain.claims.kept import LONGEST_REASON
from csptui.tui.screens.checks import ChecksScreen
from csptui.tui.screens.live_figure import LiveFigureScreen
from csptui.tui.screens.main import MainScreen
from csptui.tui.screens.sheet import Answer
from csptui.tui.widgets.comment import Comment

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from csptui.tui.app import CsptuiApp

__all__ = ["_colours", "app", "folder", "workspace"]

RIGHT = "the target is now exceeded by 63.7%."


async def fixing(pilot: Pilot[None], app: CsptuiApp, drive: HangingDrive, *keys: str) -> None:
    """Go back to the board while f is being saved, press keys at its row, and let the drive go on."""
    await pilot.press("f", "escape")
    while not drive.calls:
        await pilot.pause()
    app.main.go_to("NI111")
    await pilot.pause()
    await pilot.press(*keys)
    await pilot.pause()
    drive.goes_on.set()
    await settle(pilot)


@pytest.mark.parametrize(
    ("meanwhile", "after", "fields"),
    [
        (["c"], [], ["comment"]),
        (["e"], ["1", "9", "0"], ["comment", "value"]),
        (["e", "1", "9", "0"], [], ["comment", "value"]),
        (["e", "1", "9", "0", "escape"], ["e"], ["comment", "value"]),
    ],
)
async def test_a_pane_opened_while_f_is_saved_takes_nothing_back(
    app: CsptuiApp,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    meanwhile: list[str],
    after: list[str],
    fields: list[str],
) -> None:
    """The old comment, which the pane was opened with, is not saved over the new one."""
    async with app.run_test(size=WIDE) as pilot:
        await at(pilot, "NI111", "56.4%")
        await fixing(pilot, app, HangingDrive(monkeypatch), *meanwhile)
        await press(pilot, *after, "ctrl+s")
        assert isinstance(app.screen, MainScreen)
        assert held(folder)["comments"]["NI111"].endswith(RIGHT)
        assert [one["field"] for one in log(folder)] == fields


async def test_words_typed_while_f_is_saved_are_asked_about(
    app: CsptuiApp, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They were typed on top of the old comment: neither they nor the right figure go without a word."""
    async with app.run_test(size=WIDE) as pilot:
        await at(pilot, "NI111", "56.4%")
        await fixing(pilot, app, HangingDrive(monkeypatch), "c", "X")
        assert held(folder)["comments"]["NI111"].endswith(RIGHT)
        assert [one.comment[-7:] for one in app.main.drafts.values()] == ["56.4%.X"]
        await press(pilot, "ctrl+s")
        assert "nothing is written yet" in seen(app)


async def test_the_cursor_stays_at_its_words_when_the_comment_changes_beneath(
    app: CsptuiApp, folder: Path
) -> None:
    """What is typed next goes where the hands are, at the end, and not before the first word."""
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        app.main.go_to("NI111")
        await press(pilot, "c")
        save(folder, "NI111", comment="Theirs is\nanother text.")
        await app.main.take_in()
        await settle(pilot)
        await press(pilot, "X", "ctrl+s")
        assert held(folder)["comments"]["NI111"] == "Theirs is\nanother text.X"


async def test_what_is_put_right_beside_a_draft_is_nobody_elses(app: CsptuiApp, folder: Path) -> None:
    """The draft of a figure goes on from the right comment: more of it is saved without a question."""
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        app.main.go_to("NI111")
        await press(pilot, "e", "1", "8", "9", "escape")
        await at(pilot, "NI111", "56.4%")
        await press(pilot, "f", "escape")
        app.main.go_to("NI111")
        await press(pilot, "c", "Z", "ctrl+s")
        assert isinstance(app.screen, MainScreen)
        assert held(folder)["comments"]["NI111"].endswith(RIGHT + "Z")


async def test_what_d_puts_back_is_not_saved_over_either(
    app: CsptuiApp, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list of changes saves in the same way."""
    async with app.run_test(size=WIDE) as pilot:
        await at(pilot, "NI111", "56.4%")
        await press(pilot, "f", "escape")
        app.main.go_to("NI111")
        await press(pilot, "d")
        drive = HangingDrive(monkeypatch)
        await pilot.press("p", "escape")
        while not drive.calls:
            await pilot.pause()
        await pilot.press("c")
        await pilot.pause()
        drive.goes_on.set()
        await settle(pilot)
        await press(pilot, "ctrl+s")
        assert held(folder)["comments"]["NI111"].endswith("56.4%.")
        assert len(log(folder)) == 2


async def test_u_takes_back_what_f_is_still_saving(
    app: CsptuiApp, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The log has nothing of it yet when u is pressed."""
    async with app.run_test(size=WIDE) as pilot:
        await at(pilot, "NI111", "56.4%")
        drive = HangingDrive(monkeypatch)
        await pilot.press("f")
        while not drive.calls:
            await pilot.pause()
        await pilot.press("u")
        await pilot.pause()
        drive.goes_on.set()
        await settle(pilot)
        assert held(folder)["comments"]["NI111"].endswith("56.4%.")
        assert len(log(folder)) == 2
        assert "Undone" in seen(app)


async def test_a_save_that_ends_while_the_list_is_left_tells_nobody(app: CsptuiApp) -> None:
    """The panes of a screen go before the screen: at no turn of the loop may they be asked for then."""
    async with app.run_test(size=WIDE) as pilot:
        await at(pilot, "NI111", "56.4%")
        screen = app.screen
        assert isinstance(screen, ChecksScreen)
        screen.dismiss(None)
        for _ in range(300):
            await asyncio.sleep(0)
            await screen._stepped(back=False)
            screen._show()
        assert not screen.is_attached


async def test_a_reason_that_is_not_kept_is_told_again(app: CsptuiApp, folder: Path) -> None:
    """The sentence went while the reason was being typed: the words are there to be copied."""
    async with app.run_test(size=WIDE) as pilot:
        await at(pilot, "NI111", "56.4%")
        await press(pilot, "K", *"because")
        save(folder, "NI111", comment="Theirs is another.")
        await app.main.take_in()
        await settle(pilot)
        await press(pilot, "enter")
        assert "The reason was: because." in seen(app)
        assert "kept" not in held(folder)


async def test_a_pasted_reason_of_many_lines_is_one_and_not_lost(app: CsptuiApp, folder: Path) -> None:
    """A paste that is too long is cut where the field is full, which is said."""
    async with app.run_test(size=WIDE) as pilot:
        await at(pilot, "NI111", "56.4%")
        await press(pilot, "K")
        app.post_message(Paste('The "service"\r\nsays:\n\n so\x07\x1b[31m. ' + "z" * 10_000))
        await settle(pilot)
        assert f"No more than {LONGEST_REASON} characters are kept" in " ".join(seen(app).split())
        await press(pilot, "enter")
        (line,) = held(folder)["kept"].values()
        assert line.endswith(": " + ('The "service" says: so[31m. ' + "z" * 10_000)[:LONGEST_REASON])


async def at_once(pilot: Pilot[None], *keys: str) -> None:
    """Send keys as a slow line delivers them: all in one read."""
    for key in keys:
        pilot.app.post_message(Key(key, key if len(key) == 1 else None))
    await settle(pilot)


async def test_what_is_typed_after_ctrl_l_is_for_its_sheet(app: CsptuiApp, folder: Path) -> None:
    """It is no part of the comment, though it was read before the sheet was there."""
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        app.main.go_to("NI32")
        await press(pilot, "c")
        assert app.main.pane is not None
        before = app.main.pane.draft.comment
        await at_once(pilot, "a", "b", "ctrl+l", *"arson")
        assert isinstance(app.screen, LiveFigureScreen)
        assert app.screen.query_one(Answer).value == "arson"
        assert app.main.pane.draft.comment == before + "ab"
        await press(pilot, "escape")
        await at_once(pilot, "ctrl+l", "escape", "c", "d", "ctrl+s")
        assert held(folder)["comments"]["NI32"] == before + "abcd"


async def test_words_typed_behind_the_key_of_a_narrative_go_to_its_end(app: CsptuiApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        app.main.action_narrative()
        await at_once(pilot, "X", "Y")
        area = app.screen.query_one(Comment)
        assert area.text.endswith("XY")
