"""The sheets that ask one thing, in the whole application: what is answered is found on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from main_harness import SMALL, WIDE, _colours, app, folder, seen, settle, workspace

if TYPE_CHECKING:
    from pathlib import Path

    from csptui.tui.app import CsptuiApp

__all__ = ["_colours", "app", "folder", "workspace"]


async def test_a_target_is_set_by_t_and_enter(app: CsptuiApp, folder: Path) -> None:
    """The target that was typed is in targets.csv, and the row is rated by it."""
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("t")
        await pilot.pause()
        await pilot.press(*"2,600", "enter")
        await settle(pilot)
        assert "NI39,FY2009/10,2600,0," in (folder / "targets.csv").read_text("utf-8")
        assert "2,600" in seen(app)


async def test_a_new_quarter_is_begun_from_the_palette(app: CsptuiApp, folder: Path) -> None:
    """The palette's New quarter makes the next one, in which every figure is owed."""
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("ctrl+p")
        await pilot.pause()
        await pilot.press(*"new quarter")
        await pilot.pause()
        await settle(pilot)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("enter")
        await settle(pilot)
        assert (folder / "quarters" / "2010-11-Q1" / "actuals.csv").exists()
        assert "2010/11 Q1" in seen(app)


async def test_a_filter_that_is_typed_while_editing_is_no_figure(app: CsptuiApp, folder: Path) -> None:
    """Opening the filter leaves the edit: what is typed into it is never saved to the row that it finds."""
    before = (folder / "quarters" / "2009-10-Q4" / "actuals.csv").read_text("utf-8")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("e")
        await app.main.run_action("filter")
        await pilot.press(*"335", "enter")
        await settle(pilot)
        assert not app.main.is_editing
    assert (folder / "quarters" / "2009-10-Q4" / "actuals.csv").read_text("utf-8") == before


async def test_what_is_copied_and_pasted_holds_no_control_character(app: CsptuiApp) -> None:
    """The application's own clipboard is a way of data too."""
    async with app.run_test(size=WIDE) as pilot:
        app.copy_to_clipboard("12\x1b[31m\u202e\nsecond")
        assert "\x1b" not in app.clipboard
        await pilot.press("e", "ctrl+v")
        await pilot.pause()
        (draft,) = app.main.drafts.values()
        assert draft.actual.isprintable()
