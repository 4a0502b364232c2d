"""Last quarter's comment under the hands: its keys work wherever they are shown, and help has every key."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from main_harness import NARROW, SMALL, WIDE, _colours, app, folder, seen, settle, workspace

from csptui.domain.quarter import FinancialYear, Quarter
from csptui.tui.screens.history import HistoryScreen
from csptui.tui.screens.last_comment import LastCommentScreen
from csptui.tui.widgets.comment import Comment

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from csptui.tui.app import CsptuiApp

__all__ = ["_colours", "app", "folder", "workspace"]

LAST = Quarter(FinancialYear(2009), 4)


async def begin(pilot: Pilot[None], app: CsptuiApp, *keys: str) -> str:
    """Begin 2010/11 Q1, go to NI 33, press keys there, and give what was said of it last quarter."""
    app.main.action_new_quarter()
    await pilot.pause()
    await pilot.press("enter")
    await settle(pilot)
    await pilot.press(*["j"] * 10, *keys)
    await pilot.pause()
    return app.main.dataset.quarters[LAST].comments["NI33"]


async def test_a_copy_does_not_run_into_what_is_typed(app: CsptuiApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        said = await begin(pilot, app, "c", *"Now.", "f9")
        area = app.screen.query_one(Comment)
        assert area.text == f"Now.\n{said}"
        area.move_cursor((0, 0))
        await pilot.press("f9")
        await pilot.pause()
        assert area.text == f"{said}\nNow.\n{said}"


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_both_keys_work_while_a_figure_is_typed(app: CsptuiApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        said = await begin(pilot, app, "e", *"7.5")
        assert "F8 read" in " ".join(seen(app).split())
        await pilot.press("f8")
        await pilot.pause()
        assert isinstance(app.screen, LastCommentScreen)
        await pilot.press("escape", "f9")
        await pilot.pause()
        assert app.screen.query_one(Comment).text == said
        assert isinstance(app.screen.focused, Comment), "the hands go where the text went"
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert app.main.dataset.record.comments["NI33"] == said
        assert app.main.dataset.record.readings["NI33"].figure.value == Decimal("7.5")


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("c", ("F3", "F4", "^l", "F8", "F9", "^s")),
        ("e", ("F8", "F9", "enter", "^s")),
    ],
)
async def test_help_has_every_key_that_the_foot_shows(
    app: CsptuiApp, key: str, told: tuple[str, ...]
) -> None:
    async with app.run_test(size=(120, 60)) as pilot:
        await begin(pilot, app, key, "f1")
        drawn = seen(app)
        assert "Keys while editing" in drawn
        keys = {line.split()[0] for line in drawn.splitlines() if line.strip()}
        assert set(told) <= keys
        assert "Read last quarter's comment" in drawn


async def test_a_low_and_narrow_window_keeps_the_key_that_saves(app: CsptuiApp) -> None:
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("e")
        await pilot.pause()
        for told in ("enter Save, next row", "esc Leave", "F1 Help", "^q Quit"):
            assert told in seen(app)


@pytest.mark.parametrize("wanted", ["forecast", "control chart"])
async def test_the_palette_finds_history_by_what_it_holds(app: CsptuiApp, wanted: str) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("ctrl+p", *wanted)
        await app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, HistoryScreen)
