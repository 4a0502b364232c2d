"""What if and the question sheet, from the palette: what is typed is read, what is shown is what would be."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from changes_harness import press
from main_harness import NARROW, WIDE, _colours, app, folder, line_with, seen, settle, spoken, workspace
from test_main_bad_data import HOSTILE, spoilt
from test_sixty_on_screens import check_frame

from csptui.domain.figure import Figure
from csptui.domain.indicator import ToleranceBasis
from csptui.domain.problem import Fault
from csptui.domain.what_if import Asked, what_if
from csptui.tui.app import CsptuiApp
from csptui.tui.screens.questions import QuestionsScreen
from csptui.tui.screens.what_if import ToleranceScreen, WhatIfScreen, parse_tolerance, what_if_lines

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from csptui.workspace import Workspace

__all__ = ["_colours", "app", "folder", "workspace"]


def on(app: CsptuiApp, kind: type[object]) -> bool:
    """Whether a kind of screen is shown."""
    return isinstance(app.screen, kind)


async def palette(pilot: Pilot[None], words: str) -> None:
    """Choose a command by its name."""
    await settle(pilot)
    await press(pilot, "ctrl+p", *words)
    await press(pilot, "enter")


@pytest.mark.parametrize(
    ("typed", "basis", "tolerance"),
    [
        ("3", None, "3"),
        ("points", ToleranceBasis.POINTS, None),
        ("3 points", ToleranceBasis.POINTS, "3"),
        ("3%", ToleranceBasis.RELATIVE, "3"),
        (" 2.5  % ", ToleranceBasis.RELATIVE, "2.5"),
        ("0", None, "0"),
        ("", None, None),
    ],
)
def test_a_tolerance_is_read_as_people_type_it(
    typed: str, basis: ToleranceBasis | None, tolerance: str | None
) -> None:
    asked = parse_tolerance(typed)
    assert not isinstance(asked, Fault)
    assert asked.basis is basis
    assert asked.tolerance == (None if tolerance is None else Decimal(tolerance))


@pytest.mark.parametrize("typed", ["x", "3 4", "points %", "-3", "3 pints", "1e9", "\u202e3", "3 points 3"])
def test_what_is_no_tolerance_is_refused_where_it_stands(typed: str) -> None:
    fault = parse_tolerance(typed)
    assert isinstance(fault, Fault)
    assert 0 <= fault.position <= len(typed)


async def test_points_would_turn_custody_amber(app: CsptuiApp) -> None:
    """Told while it is typed, then row by row with both ratings; nothing is saved."""
    async with app.run_test(size=WIDE) as pilot:
        await palette(pilot, "What if")
        assert on(app, ToleranceScreen)
        await press(pilot, *"points")
        assert "4 red, 3 amber, 10 green, 7 not rated: 1 of 24 ratings would change" in seen(app)
        await press(pilot, "enter")
        assert on(app, WhatIfScreen)
        assert "■ RED" in line_with(app, "NI 43")
        assert "▲ AMBER" in seen(app)
        assert spoken(app) == "What if: 1 of 24 ratings would change. Nothing is saved."
        await press(pilot, "escape")
        assert app.screen is app.main
        assert app.main.card.tally().red == 5


async def test_what_cannot_be_read_is_not_shown(app: CsptuiApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await palette(pilot, "What if")
        await press(pilot, *"3 pints", "enter")
        assert on(app, ToleranceScreen)
        assert "a tolerance is such as 3, points, 3 points or 3%" in seen(app)
        await press(pilot, "escape")
        assert app.screen is app.main


async def test_the_question_sheet_has_each_question_with_its_figures(app: CsptuiApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await palette(pilot, "Questions to")
        assert on(app, QuestionsScreen)
        assert "    1. " in seen(app)
        assert "questions on" in spoken(app)
        assert "Why is NI" in seen(app)


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_any_text_in_any_place_is_only_text(workspace: Workspace, size: tuple[int, int]) -> None:
    for text in HOSTILE:
        workspace._loaded = replace(workspace._loaded, dataset=spoilt(workspace.dataset, text))
        app = CsptuiApp(workspace)
        async with app.run_test(size=size) as pilot:
            await settle(pilot)
            for action, keys in (("questions", ("pagedown",)), ("what_if", (*"3 points", "enter", "G"))):
                await app.main.run_action(action)
                await press(pilot, *keys)
                check_frame(app, action)
                await press(pilot, "escape")
                assert app.screen is app.main


def test_a_row_whose_figure_was_asked_tells_its_edges_and_how_surely(workspace: Workspace) -> None:
    """As the command line tells them; a row that merely changes tells no more than it must."""
    asked = Asked(figures={"NI33": Figure(Decimal("7.8"))})
    dataset = workspace.dataset
    lines = what_if_lines(dataset, what_if(dataset, asked))
    said = "\n".join(f"{label.plain} {words.plain}" for label, words in lines)
    assert "Red above 7.875. Certain: 7.8 stands for 7.75 to 7.85, all of it amber." in said
