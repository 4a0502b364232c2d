"""Quarters under the hands: a new one after its dry run, confirming, [ and ], last quarter's comment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from main_harness import (
    LARGE,
    SMALL,
    WIDE,
    _colours,
    app,
    burst,
    folder,
    line_with,
    lines,
    seen,
    settle,
    spoken,
    workspace,
)

from csptui.domain.checks import findings
from csptui.domain.quarter import FinancialYear, Quarter
from csptui.tui.app import CsptuiApp
from csptui.tui.commands import commands
from csptui.tui.screens.confirming import ConfirmScreen
from csptui.tui.screens.last_comment import LastCommentScreen
from csptui.tui.screens.quarters import NewQuarterScreen
from csptui.tui.screens.target import TargetScreen
from csptui.tui.widgets.comment import Comment

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from csptui.workspace import Workspace

__all__ = ["_colours", "app", "folder", "workspace"]
Q1 = Quarter(FinancialYear(2010), 1)


async def begin(pilot: Pilot[None], app: CsptuiApp) -> None:
    """Begin the next quarter by the palette's action and Enter."""
    await pilot.pause()
    app.main.action_new_quarter()
    await pilot.pause()
    assert isinstance(app.screen, NewQuarterScreen)
    await pilot.press("enter")
    await settle(pilot)


@pytest.mark.parametrize("size", [SMALL, WIDE, LARGE])
async def test_the_dry_run_comes_first_and_enter_makes_it(
    app: CsptuiApp, folder: Path, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        app.main.action_new_quarter()
        await pilot.pause()
        drawn = " ".join(seen(app).split())
        assert "20 figures owed" in drawn
        assert "16 from 2009/10, marked [o] until confirmed" in drawn
        assert "17 of 2009/10 Q4 are not copied" in drawn
        assert "enter Begin it" in drawn, "the keys are in sight"
        assert not (folder / "quarters" / Q1.folder).exists()
        await pilot.press("enter")
        await settle(pilot)
        assert "10/11 Q1" in lines(app)[0]
        assert "2010/11 Q1 is begun." in spoken(app)
        assert "[o]" in line_with(app, "NI 20")


async def test_enter_on_the_same_target_confirms_it(app: CsptuiApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await begin(pilot, app)
        await pilot.press(*["j"] * 6)
        assert "NI 20" in spoken(app)
        await pilot.press("t")
        await pilot.pause()
        assert isinstance(app.screen, TargetScreen)
        assert "rolled on from 2009/10, not confirmed: Enter confirms it" in " ".join(seen(app).split())
        assert "enter Confirm or save" in " ".join(seen(app).split())
        await pilot.press("enter")
        await settle(pilot)
        assert "Confirmed the target of NI 20 for 2010/11: 11.08." in " ".join(seen(app).split())
        assert "[o]" not in line_with(app, "NI 20")
        assert app.main.workspace.dataset.target("NI20", Q1.year).rolled_from is None
        await pilot.press("u")
        await settle(pilot)
        assert "[o]" in line_with(app, "NI 20")


async def test_escape_confirms_nothing(app: CsptuiApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await begin(pilot, app)
        await pilot.press(*["j"] * 6, "t", "escape")
        await settle(pilot)
        assert "[o]" in line_with(app, "NI 20")


async def test_all_are_confirmed_after_they_are_shown(app: CsptuiApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await begin(pilot, app)
        app.main.action_confirm_targets()
        await pilot.pause()
        assert isinstance(app.screen, ConfirmScreen)
        drawn = seen(app)
        assert "16 rolled on, not confirmed" in drawn
        assert "11.08 [o] from 2009/10" in drawn
        await pilot.press("escape")
        await pilot.pause()
        assert "[o]" in seen(app)
        app.main.action_confirm_targets()
        await pilot.pause()
        await pilot.press("enter")
        await settle(pilot)
        assert "Confirmed 16 targets for 2010/11." in spoken(app)
        assert "[o]" not in seen(app)
        app.main.action_confirm_targets()
        await pilot.pause()
        assert "No target of 2010/11 waits to be confirmed." in spoken(app)


async def test_undo_after_the_new_quarter_takes_its_targets_back(app: CsptuiApp, folder: Path) -> None:
    before = (folder / "targets.csv").read_bytes()
    async with app.run_test(size=WIDE) as pilot:
        await begin(pilot, app)
        await pilot.press("u")
        await settle(pilot)
        assert (folder / "targets.csv").read_bytes() == before
        assert "2010/11 Q1" in lines(app)[0]
        assert "[o]" not in seen(app)
        await pilot.press("U")
        await settle(pilot)
        assert "[o]" in seen(app)


def many(folder: Path, count: int) -> None:
    """Put so many quarters after the last one."""
    quarter, source = Q1, folder / "quarters" / "2009-10-Q4" / "actuals.csv"
    for _ in range(count):
        path = folder / "quarters" / quarter.folder
        path.mkdir()
        (path / "actuals.csv").write_bytes(source.read_bytes())
        quarter = quarter.next()


async def test_fast_keys_go_as_many_quarters_and_stop_at_the_ends(workspace: Workspace, folder: Path) -> None:
    many(folder, 40)
    workspace.reload()
    app = CsptuiApp(workspace)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        await burst(pilot, "]" * 7)
        assert app.main.card.quarter == Quarter(FinancialYear(2011), 3)
        assert "2011/12 Q3, October–December 2011: quarter 9 of 42 held." in spoken(app)
        await burst(pilot, "]]][[")
        assert app.main.card.quarter == Quarter(FinancialYear(2011), 4)
        await burst(pilot, "]" * 60)
        assert app.main.card.quarter == Quarter(FinancialYear(2019), 4)
        assert "No later quarter is held. 2019/20 Q4 is the last" in spoken(app)
        await burst(pilot, "]")
        assert "No later quarter is held. 2019/20 Q4 is the last" in spoken(app)
        await burst(pilot, "[" * 90)
        assert app.main.card.quarter == Quarter(FinancialYear(2008), 4)
        await burst(pilot, "[")
        assert "No earlier quarter is held. 2008/09 Q4 is the first." in spoken(app)


async def test_what_is_half_typed_stays_with_its_quarter(app: CsptuiApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(*["j"] * 10, "e", "9", "9", "escape")
        await pilot.pause()
        await burst(pilot, "[")
        assert not any("*" in line for line in lines(app) if "NI 33" in line and "►" in line)
        await burst(pilot, "]")
        assert app.main.unsaved == {"NI33"}
        await pilot.press("e")
        await pilot.pause()
        assert "99" in seen(app)


@pytest.mark.parametrize("size", [SMALL, WIDE, LARGE])
async def test_last_quarters_comment_stands_beside_and_is_copied_on_demand(
    app: CsptuiApp, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await begin(pilot, app)
        await pilot.press(*["j"] * 10, "c")
        await pilot.pause()
        await pilot.pause()
        drawn = " ".join(seen(app).split())
        assert "In 2009/10 Q4" in drawn
        assert "F8 read F9 copy" in drawn
        said = app.main.dataset.quarters[Q1.previous()].comments["NI33"]
        assert said.split(".")[0][:20] in drawn
        area = app.screen.query_one(Comment)
        assert area.text == "", "nothing is copied by itself"
        await pilot.press("f8")
        await pilot.pause()
        assert isinstance(app.screen, LastCommentScreen)
        await pilot.press("escape")
        await pilot.pause()
        await pilot.press("f9")
        await pilot.pause()
        assert area.text == said
        assert "the same words as in 2009/10 Q4" in " ".join(seen(app).split())
        await pilot.press("x")
        await pilot.pause()
        assert "the same words" not in seen(app)
        await pilot.press("backspace", "ctrl+s")
        await settle(pilot)
        assert app.main.dataset.record.comments["NI33"] == said
        await pilot.press("escape")
        await settle(pilot)
        found = findings(app.main.dataset, app.main.card)
        assert "NI33" in {one.ref for one in found if one.check == "copied-comment"}


async def test_a_row_without_a_comment_last_quarter_has_nothing_beneath(app: CsptuiApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(*["j"] * 10, "c")
        await pilot.pause()
        assert "F9 copy" not in seen(app)
        await pilot.press("f9")
        await pilot.pause()
        assert app.main.drafts == {}


async def test_the_palette_has_the_ways(app: CsptuiApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await begin(pilot, app)
        await pilot.press(*["j"] * 10)
        names = [one.name for one in commands(app)]
        assert {"New quarter", "Confirm rolled targets", "Go to quarter 2009/10 Q4"} <= set(names)
        await pilot.press("c")
        await pilot.pause()
        names = [one.name for one in commands(app)]
        assert {"Copy last quarter's comment", "Last quarter's comment", "Fix"} <= set(names)
