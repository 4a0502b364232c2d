"""Every key is one named binding: it exists, does something, and stands in help and in the palette."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from main_harness import SMALL, WIDE, _colours, app, folder, line_with, lines, seen, spoken, workspace
from textual.binding import Binding

from csptui.storage.settings import Settings
from csptui.tui.app import CsptuiApp
from csptui.tui.commands import commands
from csptui.tui.keys import APP, MAIN, UNKEYED, bar_hints, help_rows, keys_of
from csptui.tui.screens.checks import ChecksScreen
from csptui.tui.screens.main import MainScreen
from csptui.tui.widgets.detail import Detail
from csptui.tui.widgets.edit_pane import EditPane
from csptui.tui.widgets.filter_line import FilterLine
from csptui.tui.widgets.indicator_table import IndicatorTable
from csptui.tui.widgets.key_bar import fitting
from csptui.tui.widgets.theme_sidebar import ThemeSidebar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csptui.workspace import Workspace

__all__ = ["_colours", "app", "folder", "workspace"]

OWNERS: dict[type, object] = {
    owner: owner.__dict__["BINDINGS"]
    for owner in (IndicatorTable, ThemeSidebar, Detail, EditPane, FilterLine, ChecksScreen)
} | {MainScreen: MAIN, CsptuiApp: APP}
LEFT_TO_TERMINALS = {f"ctrl+{letter}" for letter in ("b", "a", "h", "i", "j", "m", "w", "t", "n")} | {
    "ctrl+left_square_bracket"
}


def bindings() -> Iterator[tuple[type, Binding]]:
    for owner, held in OWNERS.items():
        for binding in held:  # type: ignore[attr-defined]
            assert isinstance(binding, Binding), owner
            yield owner, binding


def test_each_binding_has_a_name_of_its_own_and_says_what_it_does() -> None:
    ids = [binding.id for _, binding in bindings()]
    assert all(ids)
    assert len(set(ids)) == len(ids)
    for _, binding in bindings():
        assert binding.description, binding
        assert binding.tooltip, binding


def test_each_binding_has_an_action() -> None:
    for owner, binding in bindings():
        action = binding.action.split("(")[0]
        holder = CsptuiApp if action.startswith("app.") else owner
        assert callable(getattr(holder, f"action_{action.removeprefix('app.')}", None)), binding


def test_no_key_stands_for_two_actions_in_one_place() -> None:
    for owner, held in OWNERS.items():
        keys = [key for binding in held for key in binding.key.split(",")]  # type: ignore[attr-defined]
        assert len(set(keys)) == len(keys), owner


def test_keys_of_terminals_and_browsers_are_left_alone() -> None:
    for _, binding in bindings():
        for key in binding.key.split(","):
            assert key not in LEFT_TO_TERMINALS, binding
            assert "alt+" not in key, binding
            assert "ctrl+shift" not in key, binding


def test_each_binding_of_the_screen_stands_in_its_help() -> None:
    rows = help_rows((*MAIN, *APP), {})
    told = {text for _, text in rows}
    for binding in (*MAIN, *APP):
        if not (binding.id or "").startswith("theme."):
            assert binding.tooltip in told, binding
    assert ("0–9", "All themes, theme 1 to 9") in rows


async def test_each_action_stands_in_the_palette(app: CsptuiApp) -> None:
    async with app.run_test(size=WIDE):
        names = [one.name for one in commands(app)]
        for binding in (*MAIN, *APP):
            if binding.id == "palette" or (binding.id or "").startswith(("theme.", "pane.")):
                continue
            assert binding.description in names, binding
        for action, name, _ in UNKEYED:
            assert name in names
            assert callable(getattr(app.main, f"action_{action}"))
        assert "Go to NI 33 Arson incidents per 1,000 population" in names
        assert "Go to theme 3, Youth Crime" in names
        assert "Go to quarter 2008/09 Q4" in names
        assert "Appearance: Light" in names


async def test_the_palette_goes_to_an_indicator_by_any_code(app: CsptuiApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("ctrl+p", *"SPI 7.1")
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert spoken(app).startswith("NI 33, row 11 of 24.")


async def test_help_shows_the_keys_of_the_place(app: CsptuiApp) -> None:
    async with app.run_test(size=(120, 60)) as pilot:
        await pilot.press("question_mark")
        assert "Keys of the main screen" in seen(app)
        assert "Why the row has its colour, in full" in seen(app)
        await pilot.press("escape", "e", "f1")
        assert "Keys while editing" in seen(app)
        assert "Save this row and go on" in seen(app)


async def test_a_settings_file_moves_a_key(workspace: Workspace) -> None:
    app = CsptuiApp(workspace, settings=Settings(keys={"table.down": "d", "why": "f5"}))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("j")
        assert "row 1 of 24" in spoken(app)
        await pilot.press("d")
        assert "row 2 of 24" in spoken(app)
        assert "F5 Why" in line_with(app, "Help")


@pytest.mark.parametrize("width", [30, 60, 80, 100, 140, 200])
def test_the_key_bar_always_keeps_help_and_quit(width: int) -> None:
    kept = fitting(bar_hints({}), width)
    assert [(one.key, one.word) for one in kept[-2:]] == [("?", "Help"), ("q", "Quit")]
    assert sum(len(one.key) + len(one.word) + 3 for one in kept) - 1 <= width


async def test_the_key_bar_can_be_clicked(app: CsptuiApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        at = line_with(app, "? Help").index("w Why")
        await pilot.click("#keys", offset=(at, 0))
        await pilot.pause()
        assert app.screen is not app.main
        assert "Certainty" in seen(app)


def test_keys_are_written_as_people_write_them() -> None:
    texts = {keys_of(binding, {}) for binding in (*MAIN, *APP)}
    assert {("?", "F1"), ("e", "enter"), ("^p",), ("[",), ("!",), ("esc",)} <= texts


async def test_nothing_is_a_stub(app: CsptuiApp) -> None:
    """Each key of the main screen changes what is seen, or says why not."""
    quiet = {"pane.next", "pane.previous", "back", "theme.0", "leave", "order.reverse", "zoom", "sidebar"}
    for binding in MAIN:
        if binding.id in quiet:
            continue
        async with CsptuiApp(app.main.workspace).run_test(size=WIDE) as pilot:
            assert isinstance(pilot.app, CsptuiApp)
            before = (lines(pilot.app), pilot.app.theme)
            await pilot.press(binding.key.split(",")[0].replace("?", "question_mark"))
            await pilot.pause()
            await pilot.app.workers.wait_for_complete()
            await pilot.pause()
            assert (lines(pilot.app), pilot.app.theme) != before, binding
