"""The main screen at every size: what is there, and that nothing runs over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from main_harness import _colours, app, folder, line_with, lines, seen, spoken, workspace

from csptui.tui.app import CsptuiApp

if TYPE_CHECKING:
    from csptui.workspace import Workspace

__all__ = ["_colours", "app", "folder", "workspace"]

TRUSTED = set("■▲●–↑↓→►≈≤│─█…·±−×÷") | {"▔", "▁", "▂", "▃", "▄", "▅", "▆", "▇"}


@pytest.mark.parametrize(
    "size", [(60, 18), (72, 20), (80, 24), (99, 30), (100, 30), (120, 36), (140, 42), (200, 60)]
)
async def test_each_size_has_its_parts(app: CsptuiApp, size: tuple[int, int]) -> None:
    width, height = size
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        drawn = lines(app)
        assert len(drawn) == height
        assert ("All themes" in seen(app)) is (width >= 100)
        assert ("2 Safety " in seen(app)) is (width < 100)
        header = line_with(app, "RAG")
        for heading in ("Ref", "Indicator", "Actual", "v target", "On 08/09"):
            assert heading in header
        assert ("Target" in header) is (width >= 80)
        assert ("Owner" in header) is (width >= 140)
        assert ("2,475 is 11.0% above the target" in seen(app)) is (height >= 24)
        assert "? Help" in drawn[-2]
        assert "q Quit" in drawn[-2]
        assert spoken(app).startswith("NI 39, row 1 of 24.")


@pytest.mark.parametrize("size", [(59, 24), (80, 17), (20, 5)])
async def test_a_window_too_small_says_what_is_needed(app: CsptuiApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        words = " ".join(seen(app).split())
        assert words.startswith("csptui needs 60 columns and 18 rows.")
        await pilot.press("e", "x", "question_mark", "3")
        assert app.screen is app.main
        assert app.main.lens.theme is None
        await pilot.press("q")
        await pilot.pause()
        assert app._exit


@pytest.mark.parametrize("size", [(60, 18), (80, 24), (120, 36), (140, 42)])
async def test_figures_stand_under_each_other(app: CsptuiApp, size: tuple[int, int]) -> None:
    """Actuals and distances end in one column, and so do their headings."""
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        ends = {
            line_with(app, row).index(text) + len(text)
            for row, text in (("NI 39", "2,475"), ("NI 40", "1,302"))
        }
        ends.add(line_with(app, "RAG").index("Actual") + len("Actual"))
        assert len(ends) == 1
        percents = {
            line_with(app, row).index("%", line_with(app, row).index(sign))
            for row, sign in (("NI 39", "+11.0"), ("NI 40", "-1.4"))
        }
        assert len(percents) == 1


async def test_only_glyphs_that_fonts_can_be_trusted_with(app: CsptuiApp) -> None:
    async with app.run_test(size=(140, 60)) as pilot:
        await pilot.pause()
        strange = {character for character in seen(app) if not character.isascii()} - TRUSTED
        assert not strange


async def test_ascii_has_no_other_character(workspace: Workspace) -> None:
    app = CsptuiApp(workspace, ascii_only=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("j", "j")
        for line in lines(app):
            assert line.rstrip("▁▂▃▄▅▆▇█ ").replace("─", "").isascii(), line
        assert "R R" in line_with(app, "NI 39")
        assert "^ worse" in line_with(app, "NI 39")
        assert ">G G NI 38" in seen(app)


async def test_a_change_of_size_keeps_the_place(app: CsptuiApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("G")
        for size in ((80, 24), (60, 18), (50, 10), (140, 42)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            await pilot.pause()
        assert spoken(app).startswith("NI 35, row 24 of 24.")
        assert "►" in line_with(app, "NI 35")
        await pilot.press("k")
        assert "row 23 of 24" in spoken(app)


async def test_a_sidebar_that_goes_leaves_the_keys_to_the_table(app: CsptuiApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("shift+tab")
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        await pilot.pause()
        await pilot.press("j")
        assert "row 2 of 24" in spoken(app)
