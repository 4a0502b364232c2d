"""A colleague saves in the middle of an edit: nothing of theirs is overwritten, nothing of ours is lost."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from main_harness import NOW, WIDE, _colours, app, folder, seen, settle, workspace

from csptui.domain.draft import Draft, Entry
from csptui.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from csptui.tui.app import CsptuiApp

__all__ = ["_colours", "app", "folder", "workspace"]


def colleague(folder: Path, indicator: str, **typed: str) -> None:
    """Save as another program would."""
    other = Workspace.open(folder, who="B. Colleague", now=lambda: NOW)
    row = other.dataset.scorecard().row(indicator)
    assert row is not None
    entry = replace(Draft.of(row), **typed).check(row)  # type: ignore[arg-type]
    assert isinstance(entry, Entry)
    other.record(entry)


async def test_what_a_colleague_saved_stays_and_ours_goes_on_top(app: CsptuiApp, folder: Path) -> None:
    """The first save is refused and shows the file's new state; the second keeps both people's work."""
    quarter = folder / "quarters" / "2009-10-Q4"
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("slash", *"ni33", "enter", "e", *"7.5")
        colleague(folder, "NI33", comment="Written by a colleague.")
        colleague(folder, "NI20", actual="11.00")
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert "NI33,7.5" not in (quarter / "actuals.csv").read_text("utf-8")
        assert "changed by another program" in seen(app)
        assert "Written by a colleague." in seen(app)
        await pilot.press("ctrl+s")
        await settle(pilot)
        actuals = (quarter / "actuals.csv").read_text("utf-8")
        assert "NI33,7.5,1,,,,," in actuals
        assert "NI20,11.00,2,,,,," in actuals
        assert "Written by a colleague." in (quarter / "commentary.toml").read_text("utf-8")
        assert not app.main.drafts


async def test_a_draft_of_another_row_is_put_on_top_of_what_changed(app: CsptuiApp, folder: Path) -> None:
    """A draft left open elsewhere never puts a colleague's comment back to what it was."""
    quarter = folder / "quarters" / "2009-10-Q4"
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("slash", *"ni33", "enter", "e", *"7.5", "escape", "escape")
        colleague(folder, "NI33", comment="Written by a colleague.")
        await app.main.run_action("reload")
        await settle(pilot)
        await pilot.press("slash", *"ni33", "enter", "e", "ctrl+s")
        await settle(pilot)
        assert "NI33,7.5,1,,,,," in (quarter / "actuals.csv").read_text("utf-8")
        assert "Written by a colleague." in (quarter / "commentary.toml").read_text("utf-8")


async def test_a_narrative_that_could_not_be_saved_comes_back(app: CsptuiApp, folder: Path) -> None:
    """After a refusal the text area opens again with what was typed, and the next save keeps both."""
    commentary = folder / "quarters" / "2009-10-Q4" / "commentary.toml"
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("a")
        await pilot.pause()
        await pilot.press(*"XYZZY")
        colleague(folder, "NI33", comment="Written by a colleague.")
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert "XYZZY" not in commentary.read_text("utf-8")
        assert "XYZZY" in seen(app)
        assert "Not saved:" in seen(app)
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert "XYZZY" in commentary.read_text("utf-8")
        assert "Written by a colleague." in commentary.read_text("utf-8")


async def test_leaving_in_the_middle_of_a_narrative_asks(app: CsptuiApp) -> None:
    """ctrl+q in the narrative does not take what was typed with it."""
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("a")
        await pilot.pause()
        await pilot.press(*"XYZZY", "ctrl+q")
        await pilot.pause()
        assert "the narrative of Substance Abuse" in seen(app)
        assert app.is_running
