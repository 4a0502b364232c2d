"""Nothing in a data file can crash or restyle the screen; what is wrong is counted and listed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from main_harness import NARROW, NOW, SMALL, WIDE, _colours, folder, lines, seen, settle, spoken, workspace

from csptui.domain.indicator import Section
from csptui.tui.app import CsptuiApp
from csptui.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from csptui.domain.dataset import Dataset

__all__ = ["_colours", "folder", "workspace"]

HOSTILE = (
    "[/] [red]x[/red] [@click=app.quit]y[/]",
    "\x1b[31mred\x1b[0m\x07\x1b]0;title\x07",
    "a\u202eb\u2066c\u200bd",
    "児童虐待 🧨" * 20,
    "e" + "\u0301" * 60,
    "line one\nline two\r\nthree\ttab",
    "x" * 4000,
)


def spoilt(dataset: Dataset, text: str) -> Dataset:
    """Give Derby with one text in every place that holds one."""
    themes = []
    for theme in dataset.themes:
        sections = tuple(
            Section(
                text,
                tuple(
                    replace(one, name=text, short=text, owner=text, section=text)
                    for one in section.indicators
                ),
            )
            for section in theme.sections
        )
        themes.append(replace(theme, name=text, short=text, sections=sections))
    comments = dict.fromkeys(dataset.record.readings, text)
    record = replace(dataset.record, comments=comments, sources=comments)
    partnership = replace(dataset.partnership, name=text, short_name=text)
    quarters = {**dataset.quarters, dataset.shown: record}
    return replace(dataset, themes=tuple(themes), partnership=partnership, quarters=quarters)


@pytest.mark.parametrize("size", [NARROW, SMALL, WIDE, (160, 50)])
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
async def test_any_text_in_any_place_is_only_text(
    workspace: Workspace, text: str, size: tuple[int, int]
) -> None:
    workspace._loaded = replace(workspace._loaded, dataset=spoilt(workspace.dataset, text))
    app = CsptuiApp(workspace)
    async with app.run_test(size=size) as pilot:
        await pilot.press("j", "1", "tab", "tab", "y", "z", "z", "slash", *"e", "escape")
        assert app.screen is app.main
        drawn = lines(app)
        assert len(drawn) == size[1]
        assert all(strip.cell_length == size[0] for strip in app.screen._compositor.render_strips())
        assert all(character.isprintable() for line in drawn for character in line)
        assert not {"\u202e", "\u2066", "\u200b"} & set(seen(app))


async def test_what_is_wrong_in_the_files_is_counted_and_listed(folder: Path) -> None:
    file = folder / "quarters" / "2009-10-Q4" / "actuals.csv"
    file.write_text(file.read_text("utf-8").replace("NI33,7.9,1", "NI33,7.x,1"), "utf-8")
    app = CsptuiApp(Workspace.open(folder, who="x", now=lambda: NOW))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert "! 1 problem" in lines(app)[0]
        assert "NI 33" in seen(app)
        await pilot.press("exclamation_mark")
        await pilot.pause()
        assert "actuals.csv" in seen(app)
        await pilot.press("escape")
        at = lines(app)[0].index("! 1 problem")
        await pilot.click("#header", offset=(at + 2, 0))
        await pilot.pause()
        assert "actuals.csv" in seen(app)


async def test_a_folder_that_breaks_while_it_is_open_is_said_and_survived(
    workspace: Workspace, folder: Path
) -> None:
    app = CsptuiApp(workspace)
    async with app.run_test(size=WIDE) as pilot:
        (folder / "indicators.toml").write_text("[[theme", "utf-8")
        app.main.action_reload()
        await settle(pilot)
        assert app.screen is app.main
        assert "Read again." in spoken(app) or "Not done:" in spoken(app)
        await pilot.press("j", "e", "escape", "2", "x", "escape")
        assert not app._exit
