"""The comparator groups on `m`: real keys from the board and the exceptions, at every size, with any text."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from changes_harness import ARSON, press
from main_harness import (
    NARROW,
    NOW,
    SMALL,
    WIDE,
    _colours,
    app,
    folder,
    line_with,
    lines,
    seen,
    settle,
    spoken,
    workspace,
)
from test_main_bad_data import HOSTILE, spoilt
from test_sixty_on_screens import check_frame

from csptui.domain.groups import AreaValue
from csptui.tui.app import CsptuiApp
from csptui.tui.screens.exceptions import ExceptionsScreen
from csptui.tui.screens.group import GroupScreen
from csptui.tui.screens.page import Body
from csptui.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["_colours", "app", "folder", "workspace"]


def on(app: CsptuiApp, kind: type[object]) -> bool:
    """Whether a kind of screen is shown."""
    return isinstance(app.screen, kind)


HEADER = "indicator,area,value,numerator,denominator\n"
MEMBERS = (
    *("Enfield", "Gloucester", "Hastings", "Ipswich", "Luton", "Milton Keynes", "Northampton"),
    *("North Tyneside", "Sheffield", "Slough UA", "Stockton"),
)
ENGLAND = '\n[[group]]\nid = "England"\nname = "England"\ninclude_self = false\nmembers = ["England"]\n'


@pytest.fixture
def several(folder: Path) -> CsptuiApp:
    """Give the application with eleven members' values of NI 33, and England's."""
    rows = "".join(f"NI33,{area},{7 + at / 10},,\n" for at, area in enumerate(MEMBERS))
    path = folder / "quarters/2009-10-Q4/comparators.csv"
    path.write_text(f"{HEADER}{rows}NI33,England,8.2,,\n", "utf-8")
    with (folder / "partnership.toml").open("a", encoding="utf-8") as file:
        file.write(ENGLAND)
    return CsptuiApp(Workspace.open(folder, who="A. Officer", now=lambda: NOW))


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_m_shows_the_row_beside_its_group(several: CsptuiApp, size: tuple[int, int]) -> None:
    """7.0 to 8.0 and Derby's 7.9: a mean of 90.4 / 12, and the tenth place with one before it shared."""
    async with several.run_test(size=size) as pilot:
        await press(pilot, *ARSON, "m")
        assert on(several, GroupScreen)
        said = " ".join(seen(several).split())
        assert "Derby's 7.90 is 4.9% above the average of Most Similar Group (12 of 15" in said
        assert "Rank 10 of 12 (1 = lowest), shared with Slough UA; 4th quartile." in said
        assert line_with(several, "►Derby (own)").split()[:4] == ["10=", "►Derby", "(own)", "7.90"]
        assert "│" in line_with(several, "average  ")
        assert spoken(several).startswith("Rank 10 of 12, 1 = lowest; 4.9% above average; in line.")
        assert max(map(len, lines(several))) <= size[0]
        await press(pilot, "escape")
        assert several.screen is several.main


async def test_tab_and_the_number_keys_turn_to_another_group(several: CsptuiApp) -> None:
    async with several.run_test(size=WIDE) as pilot:
        await press(pilot, *ARSON, "m")
        assert "►1 MSG" in seen(several)
        await press(pilot, "tab")
        assert "►2 England" in seen(several)
        assert "3.7% below the value of England (8.20), which is better." in seen(several)
        assert spoken(several) == "Rank 1 of 2, 1 = lowest; 3.7% below average. Group 2 of 2, England."
        await press(pilot, "tab")
        assert "►1 MSG" in seen(several)
        await press(pilot, "shift+tab")
        assert "►2 England" in seen(several)
        await press(pilot, "1")
        assert "►1 MSG" in seen(several)
        await press(pilot, "2")
        assert "►2 England" in seen(several)
        await press(pilot, "9")
        assert "►2 England" in seen(several)
        assert spoken(several) == "There are 2 groups."


async def test_members_below_the_edge_are_scrolled_to_and_a_group_that_is_chosen_begins_at_its_top(
    several: CsptuiApp,
) -> None:
    async with several.run_test(size=NARROW) as pilot:
        await press(pilot, *ARSON, "m")
        body = several.screen.query_one(Body)
        assert body.max_scroll_y > 0
        assert "no value held" not in seen(several)
        await press(pilot, "G")
        assert "no value held" in line_with(several, "Wolverhampton")
        await press(pilot, "1")
        assert body.scroll_y == 0


async def test_it_opens_from_the_exceptions_too(several: CsptuiApp) -> None:
    async with several.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "x")
        assert on(several, ExceptionsScreen)
        await press(pilot, "j", "j", "j", "j", "m")
        assert on(several, GroupScreen)
        assert "NI 33" in lines(several)[0]
        await press(pilot, "escape")
        assert on(several, ExceptionsScreen)


async def test_it_is_in_the_palette_and_in_the_help(several: CsptuiApp) -> None:
    async with several.run_test(size=WIDE) as pilot:
        await press(pilot, *ARSON, "ctrl+p", *"Group", "enter")
        await settle(pilot)
        assert on(several, GroupScreen)
        await press(pilot, "question_mark")
        assert "The next group" in seen(several)
        await press(pilot, "escape", "escape", "question_mark")
        assert "Comparator groups: average, rank, members" in seen(several)


@pytest.mark.parametrize("size", [NARROW, SMALL, WIDE])
async def test_a_group_without_values_says_so_and_where_they_are_read(
    app: CsptuiApp, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await press(pilot, *ARSON, "m")
        said = " ".join(seen(app).split())
        assert "No value of Most Similar Group's 14 members is held for 2009/10 Q4." in said
        assert "quarters/2009-10-Q4/comparators.csv" in said
        assert spoken(app).startswith("No value of Most Similar Group's 14 members is held")
        assert "Next group" not in seen(app)


async def test_without_any_group_it_says_what_to_do(folder: Path) -> None:
    path = folder / "partnership.toml"
    path.write_text(path.read_text("utf-8").partition("[[group]]")[0], "utf-8")
    app = CsptuiApp(Workspace.open(folder, who="A. Officer", now=lambda: NOW))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, *ARSON, "m", "tab", "1")
        assert "No comparator group is defined: add a [[group]] to partnership.toml." in seen(app)
        await press(pilot, "escape")
        assert app.screen is app.main


async def test_a_row_that_the_group_rates_says_so(folder: Path) -> None:
    path = folder / "quarters/2009-10-Q4/comparators.csv"
    path.write_text(f"{HEADER}NI15,Luton,0.60,,\n", "utf-8")
    app = CsptuiApp(Workspace.open(folder, who="A. Officer", now=lambda: NOW))
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "slash", *"ni15", "enter", "m")
        assert "rated by this average, since there is no target" in line_with(app, "RED")


async def test_plain_ascii_has_no_other_sign(folder: Path) -> None:
    rows = "".join(f"NI33,{area},{7 + at / 10},,\n" for at, area in enumerate(MEMBERS))
    (folder / "quarters/2009-10-Q4/comparators.csv").write_text(f"{HEADER}{rows}", "utf-8")
    app = CsptuiApp(Workspace.open(folder, who="A. Officer", now=lambda: NOW), ascii_only=True)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, *ARSON, "m")
        members = [line for line in lines(app) if "Derby (own)" in line or "Luton" in line]
        assert len(members) == 2
        assert all(line.isascii() for line in members)
        assert ">Derby (own)" in members[1]
        assert "###" in members[1]


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_any_text_in_any_place_is_only_text(workspace: Workspace, size: tuple[int, int]) -> None:
    for text in HOSTILE:
        dataset = spoilt(workspace.dataset, text)
        group = replace(
            dataset.partnership.groups[0], name=text, note=text, members=(f"{text} 1", f"{text} 2")
        )
        partnership = replace(dataset.partnership, groups=(group, replace(group, id=text)))
        first = dataset.indicators[0].id
        areas = {first: {f"{text} 1": AreaValue(Decimal("7.5"))}}
        spoiled = replace(dataset, partnership=partnership, areas=areas)
        workspace._loaded = replace(workspace._loaded, dataset=spoiled)
        app = CsptuiApp(workspace)
        async with app.run_test(size=size) as pilot:
            await settle(pilot)
            await press(pilot, "m")
            check_frame(app, "group")
            await press(pilot, "2", "G")
            check_frame(app, "group 2")
            await press(pilot, "escape")
            assert app.screen is app.main
