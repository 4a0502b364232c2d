"""Entering figures with keys alone: what is typed is on disk, or kept as a draft and said to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from main_harness import (
    SMALL,
    WIDE,
    _colours,
    actuals,
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
from textual import events

from csptui.domain.quarter import Quarter

if TYPE_CHECKING:
    from pathlib import Path

    from csptui.tui.app import CsptuiApp

__all__ = ["_colours", "app", "folder", "workspace"]

Q1 = Quarter.parse("2010-11-Q1")
FIGURES = {
    "NI39": "2500",
    "NI38-diff": "-20.5",
    "NI38-rate": "0.81",
    "NI40": "1330",
    "NI115": "10.2",
    "NI18": "-3.10",
    "NI20": "11.00",
    "NI32": "14.2",
    "NI49": "190.5",
    "NI34": "1",
    "NI33": "7.40",
    "NI30": "149",
    "NI15": "0.70",
    "NI28": "0.69",
    "NI29": "0.28",
    "NI16": "14.90",
    "NI111": "180",
    "NI19": "80.1",
    "NI43": "8.90",
    "NI44a": "-3.2",
    "NI44b-d": "3.2",
    "NI45": "89.0",
    "NI46": "96.0",
    "NI35": "3.7",
}


async def test_a_figure_is_typed_and_found_in_the_file(app: CsptuiApp, folder: Path) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("e", *"2400", "enter")
        await settle(pilot)
        assert actuals(folder)["NI39"][:2] == ["2400", "0"]
        assert "Saved NI 39." in spoken(app)
        assert "Editing NI 38, row 2 of 24." in spoken(app)
        await pilot.press("escape")
        assert "2,400" in line_with(app, "NI 39")
        assert "+7.6%" in line_with(app, "NI 39")


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_24_figures_into_an_empty_quarter_with_digits_point_minus_and_enter(
    app: CsptuiApp, folder: Path, size: tuple[int, int]
) -> None:
    assert Q1 is not None
    app.main.workspace.new_quarter(Q1)
    again = type(app)(app.main.workspace)
    async with again.run_test(size=size) as pilot:
        assert "20 owed" in lines(again)[0]
        await pilot.press("enter")
        for typed in FIGURES.values():
            await pilot.press(*typed, "enter")
        await settle(pilot)
        assert "Every figure here is in." in spoken(again)
        assert not again.main.is_editing
        assert "owed" not in lines(again)[0]
    held = actuals(folder, "2010-11-Q1")
    for name, typed in FIGURES.items():
        places = len(typed.partition(".")[2])
        assert held[name][:2] == [typed, str(places)], name


async def test_24_figures_in_one_burst_all_land_in_their_rows(app: CsptuiApp, folder: Path) -> None:
    """Pasted keys wait for no save and no mount; every digit is in its own row all the same."""
    assert Q1 is not None
    app.main.workspace.new_quarter(Q1)
    again = type(app)(app.main.workspace)
    async with again.run_test(size=SMALL) as pilot:
        await burst(pilot, "e" + "\r".join(FIGURES.values()) + "\r")
        for _ in range(40):
            await settle(pilot)
        held = actuals(folder, "2010-11-Q1")
        assert {name: row[0] for name, row in held.items()} == FIGURES


@pytest.mark.parametrize(
    ("keys", "row"), [("jje0.9\r", "NI38-rate"), ("2e0.9\r", "NI18"), ("/arson\re0.9\r", "NI33")]
)
async def test_fast_hands_type_into_the_row_that_they_went_to(
    app: CsptuiApp, folder: Path, keys: str, row: str
) -> None:
    before = actuals(folder)
    async with app.run_test(size=SMALL) as pilot:
        await burst(pilot, keys)
        for _ in range(5):
            await settle(pilot)
    held = actuals(folder)
    assert held.pop(row)[:2] == ["0.9", "1"]
    before.pop(row)
    assert held == before


async def test_a_mistake_is_not_saved_and_named(app: CsptuiApp, folder: Path) -> None:
    before = actuals(folder)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("e", *"24x0", "enter")
        await settle(pilot)
        assert app.main.is_editing
        assert '"x" at character 3' in spoken(app)
    assert actuals(folder) == before


async def test_a_draft_stays_with_its_row_and_is_marked(app: CsptuiApp, folder: Path) -> None:
    before = actuals(folder)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("e", *"2401", "escape")
        assert "2,475*" in line_with(app, "Alcohol")
        assert "1 unsaved *" in lines(app)[0]
        assert "Unsaved draft." in spoken(app)
        await pilot.press("j", "j", "e", *"0.9", "escape")
        assert "0.76*" in line_with(app, "Class A offending rate")
        assert "2 unsaved *" in lines(app)[0]
        await pilot.press("g", "e")
        assert "2401" in seen(app)
        await pilot.press("backspace", *"2475", "escape")
        assert "2,475*" not in line_with(app, "Alcohol")
        assert "1 unsaved *" in lines(app)[0]
    assert actuals(folder) == before


async def test_the_cursor_never_carries_a_half_typed_figure_to_another_row(app: CsptuiApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("e", *"2401")
        await pilot.click("#table", offset=(30, 5))
        await settle(pilot)
        assert app.main.is_editing
        assert "Editing NI 38" in spoken(app)
        assert "2401" not in seen(app)
        await pilot.click("#table", offset=(30, 2))
        await settle(pilot)
        assert "2401" in seen(app)


async def test_a_file_changed_behind_our_back_is_not_overwritten(app: CsptuiApp, folder: Path) -> None:
    """Another row that a colleague has changed is taken in by the save, and said."""
    file = folder / "quarters" / "2009-10-Q4" / "actuals.csv"
    async with app.run_test(size=WIDE) as pilot:
        file.write_text(file.read_text("utf-8").replace("NI40,1302", "NI40,1303"), "utf-8")
        await pilot.press("e", *"2400", "enter")
        await settle(pilot)
        assert "Saved NI 39. Changed elsewhere: NI 40 1302 → 1303." in spoken(app)
        assert "1,303" in line_with(app, "NI 40")
    assert (actuals(folder)["NI39"][0], actuals(folder)["NI40"][0]) == ("2400", "1303")


async def test_saving_once_more_after_a_refusal_and_a_reload(app: CsptuiApp, folder: Path) -> None:
    file = folder / "quarters" / "2009-10-Q4" / "actuals.csv"
    async with app.run_test(size=WIDE) as pilot:
        file.write_text(file.read_text("utf-8").replace("NI40,1302", "NI40,1303"), "utf-8")
        await pilot.press("e", *"2400", "enter")
        await settle(pilot)
        await pilot.press("escape")
        app.main.action_reload()
        await settle(pilot)
        assert "1,303" in line_with(app, "NI 40")
        await pilot.press("e", "ctrl+s")
        await settle(pilot)
        assert actuals(folder)["NI39"][0] == "2400"
        assert actuals(folder)["NI40"][0] == "1303"


async def test_a_comment_is_written_and_enter_is_a_new_line(app: CsptuiApp, folder: Path) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("c", "enter", *"More", "ctrl+s")
        await settle(pilot)
        assert "Saved NI 39." in spoken(app)
        assert app.main.is_editing
        await pilot.press("escape")
    text = (folder / "quarters" / "2009-10-Q4" / "commentary.toml").read_text("utf-8")
    assert "\nMore" in text


async def test_a_resize_in_the_middle_of_an_edit_loses_nothing(app: CsptuiApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press(*["j"] * 10, "e", *"7.")
        for size in (WIDE, (50, 10), (140, 42), (59, 40), SMALL):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            await pilot.pause()
        await pilot.press("2")
        await pilot.pause()
        assert "7.2" in line_with(app, "Actual")
        assert "row 11 of 24. Green" in spoken(app)
        await pilot.press("escape")
        assert "NI 33" in spoken(app)


async def test_a_terminal_that_loses_the_focus_gives_it_back_to_the_field(app: CsptuiApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("e", *"24")
        for event in (events.AppBlur(), events.AppFocus()):
            app.post_message(event)
            await pilot.pause()
            await pilot.pause()
        await pilot.press("5")
        assert "245" in line_with(app, "Actual")


async def test_drafts_belong_to_their_quarter(app: CsptuiApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("e", *"2401", "escape", "left_square_bracket")
        await settle(pilot)
        assert "*" not in line_with(app, "Alcohol")
        await pilot.press("e")
        assert "2401" not in seen(app)
        await pilot.press("escape", "right_square_bracket")
        await settle(pilot)
        assert "2,475*" in line_with(app, "Alcohol")
        assert app.main.unsaved_names() == ("NI 39 Alcohol-related hospital admissions /100k",)


async def test_a_quarter_that_is_turned_to_ends_the_edit_and_gets_nothing_of_it(
    app: CsptuiApp, folder: Path
) -> None:
    """The palette works while a field is open, and a slow drive leaves time for more keys."""
    before = actuals(folder), actuals(folder, "2008-09-Q4")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("e", *"2401")
        app.main.go_to_quarter(app.main.dataset.available[0])
        await pilot.press("enter")
        await settle(pilot)
        assert "2008/09 Q4" in lines(app)[0]
        assert "2401" not in seen(app)
        assert (actuals(folder), actuals(folder, "2008-09-Q4")) in (
            before,
            ({**before[0], "NI39": ["2401", *before[0]["NI39"][1:]]}, before[1]),
        )


async def test_another_quarter_closes_the_edit_and_keeps_the_draft(app: CsptuiApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("e", *"2401")
        app.main.go_to_quarter(app.main.dataset.available[0])
        await settle(pilot)
        assert not app.main.is_editing
        assert app.focused is app.main.table
        assert app.main.unsaved_names() == ("NI 39 Alcohol-related hospital admissions /100k (2009/10 Q4)",)


async def test_the_last_row_says_so_and_leaves(app: CsptuiApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("G", "e", *"3.65", "enter")
        await settle(pilot)
        assert not app.main.is_editing
        assert "Saved NI 35." in spoken(app)
        assert app.focused is app.main.table


async def test_a_signed_off_quarter_is_not_edited(app: CsptuiApp, folder: Path) -> None:
    (folder / "quarters" / "2009-10-Q4" / "signoff.toml").write_text("", "utf-8")
    app.main.workspace.reload()
    again = type(app)(app.main.workspace)
    async with again.run_test(size=WIDE) as pilot:
        await pilot.press("e")
        assert "is signed off" in spoken(again)
        assert "signed off" in lines(again)[0]
        assert not again.main.is_editing


async def test_the_spoken_line_says_what_the_row_would_be(app: CsptuiApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("e", *"2200")
        assert "Green; getting worse" in spoken(app)


async def test_leaving_asks_only_if_a_draft_would_be_lost(app: CsptuiApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("e", *"24", "escape", "q")
        await pilot.pause()
        assert "NI 39" in seen(app)
        assert app.screen is not app.main
        await pilot.press("escape")
        assert app.screen is app.main
        await pilot.press("e", "ctrl+q")
        await pilot.pause()
        assert app.screen is not app.main


async def test_leaving_without_a_draft_is_at_once(app: CsptuiApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("q")
        await pilot.pause()
        assert app._exit


async def test_ctrl_c_twice_always_leaves(app: CsptuiApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("e", *"24", "escape", "ctrl+c")
        await pilot.pause()
        assert not app._exit
        await pilot.press("ctrl+c")
        await pilot.pause()
        assert app._exit


async def test_ctrl_c_copies_what_is_selected(app: CsptuiApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("e", *"24", "home", "shift+end", "ctrl+c")
        await pilot.pause()
        assert app.clipboard == "24"
        assert not app._exit
