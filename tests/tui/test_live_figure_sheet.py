"""Claims and live figures in the whole application, on Derby's data, with real key presses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from edit_harness import derby
from main_harness import (
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
from textual import events

from csptui.domain.live import LIVE_WORDS
from csptui.tui.live_choice import Choice, Choices
from csptui.tui.screens.live_figure import LiveFigureScreen
from csptui.tui.screens.narrative import NarrativeScreen
from csptui.tui.widgets.comment import Comment

if TYPE_CHECKING:
    from pathlib import Path

    from csptui.tui.app import CsptuiApp

__all__ = ["_colours", "app", "folder", "workspace"]

ARSON = ("slash", *"ni33", "enter")


# Claims in the application


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_a_comment_is_held_against_its_row_as_it_is_opened_and_typed(
    app: CsptuiApp, size: tuple[int, int]
) -> None:
    """The list, the heading and the spoken line say it; a word that fits is only counted."""
    async with app.run_test(size=size) as pilot:
        await pilot.press(*ARSON, "c")
        await settle(pilot)
        assert '!! "8.6%" fits only unrounded data' in seen(app)
        assert "1 to fix" in line_with(app, "Comment ─")
        assert spoken(app) == "Editing NI 33, row 1 of 1. 1 check to fix."
        await pilot.press("end", *["backspace"] * 3, *"5%.")
        await settle(pilot)
        assert "to fix" not in line_with(app, "Comment ─")
        assert "1 fits" in seen(app)
        assert "to fix" not in spoken(app)
        assert "Unsaved" in spoken(app)


async def test_a_claim_is_held_against_the_figure_as_it_is_typed(app: CsptuiApp) -> None:
    """From 7.28 to 7.906 is 8.6%: what is typed decides, and the count follows."""
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press(*ARSON, "e")
        await settle(pilot)
        assert "1 to fix" in seen(app)
        await pilot.press(*"7.906")
        await settle(pilot)
        assert "to fix" not in seen(app)
        await pilot.press("backspace", "backspace")
        await settle(pilot)
        assert spoken(app) == "Editing NI 33, row 1 of 1. 1 check to fix."
        await pilot.press("x")
        await settle(pilot)
        assert "to fix" not in seen(app)


async def test_a_nought_more_is_another_figure(app: CsptuiApp) -> None:
    """7.9 stands for 7.85 to 7.95 and may be a rise of up to 9.28%; 7.900 may not."""
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press(*ARSON, "e", "end", *"00")
        await settle(pilot)
        assert "7.900 is 5.3% above" in seen(app)
        assert "Not certain" not in seen(app)
        assert "9.28%" not in seen(app)
        await pilot.press("backspace", "backspace")
        await settle(pilot)
        assert "Not certain" in seen(app)
        assert "9.28%" in seen(app)


async def test_the_spoken_line_keeps_to_the_pane_when_the_window_changes(app: CsptuiApp) -> None:
    """What is said is of the text as it is typed, not as it is saved."""
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press(*ARSON, "c", *" It fell by 8.6%.")
        await settle(pilot)
        assert "2 checks to fix" in seen(app)
        await pilot.resize_terminal(*WIDE)
        await settle(pilot)
        assert "2 checks to fix" in spoken(app)


async def test_the_keys_of_the_comment_are_told_in_the_bar_and_in_help(app: CsptuiApp) -> None:
    """Enter is a new line there, so the bar does not say that it saves."""
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press(*ARSON, "c")
        await settle(pilot)
        bar = lines(app)[-2]
        for told in ("F3 Next check", "^l Live figure", "^s Save", "esc Leave", "F1 Help", "^q Quit"):
            assert told in bar
        assert "enter" not in bar
        await pilot.press("shift+tab")
        await settle(pilot)
        assert "enter Save, next row" in lines(app)[-2]
        await pilot.press("tab", "f1")
        await settle(pilot)
        for told in (
            "The next check to fix",
            "Put in the figure that fits",
            "Insert a live figure, which follows",
        ):
            assert told in seen(app)


async def test_the_narrative_is_held_against_the_rows_that_it_names(app: CsptuiApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(*ARSON, "a")
        await settle(pilot)
        await pilot.press("ctrl+end", "enter", *"{NI 999 actual}")
        await settle(pilot)
        assert isinstance(app.screen, NarrativeScreen)
        assert '!! "{NI 999 actual}" names no indicator' in seen(app)
        assert "to fix" in lines(app)[0]
        assert "to fix" in spoken(app)


# Live figures


async def test_a_live_figure_is_inserted_at_the_cursor(app: CsptuiApp, folder: Path) -> None:
    """The present row's figures come first; what is typed finds others; the comment keeps the braces."""
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press(*ARSON, "c", "ctrl+l")
        await settle(pilot)
        assert isinstance(app.screen, LiveFigureScreen)
        assert "NI 33  Arson" in seen(app)
        assert "{NI 33 actual}" in line_with(app, "Inserts")
        await pilot.press(*"43 change", "down", "down")
        await settle(pilot)
        assert "{NI 43 change points}" in line_with(app, "Inserts")
        assert "2.63 now" in line_with(app, "Prints")
        await pilot.press("enter")
        await settle(pilot)
        assert app.main.pane is not None
        assert app.main.pane.draft.comment == "An increase of 8.6%.{NI 43 change points}"
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert "Saved NI 33." in spoken(app)
    text = (folder / "quarters" / "2009-10-Q4" / "commentary.toml").read_text("utf-8")
    assert "An increase of 8.6%.{NI 43 change points}" in text


async def test_the_palette_offers_it_too_and_esc_leaves_the_text_alone(app: CsptuiApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press(*ARSON, "c", "ctrl+p", *"live fig")
        await settle(pilot)
        await pilot.pause(0.3)
        await pilot.press("enter")
        await settle(pilot)
        assert "Insert a live figure" in seen(app)
        await pilot.press("escape")
        await settle(pilot)
        assert "Insert a live figure" not in seen(app)
        assert app.main.query_one(Comment).text == "An increase of 8.6%."
        assert app.main.query_one(Comment).has_focus


async def test_the_narrative_has_live_figures_of_its_own_theme_first(app: CsptuiApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("slash", *"ni43", "enter", "a", "ctrl+l")
        await settle(pilot)
        assert "{NI 111 actual}" in line_with(app, "Inserts")
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, NarrativeScreen)
        assert "{NI 111 actual}" in app.screen.query_one(Comment).text


async def test_fast_hands_get_what_they_have_typed(app: CsptuiApp) -> None:
    """Keys in the same burst as the words that find the figure act on what they find."""
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press(*ARSON, "c", "ctrl+l")
        await settle(pilot)
        await burst(pilot, "20 target\r")
        await settle(pilot)
        assert app.main.query_one(Comment).text.endswith("{NI 20 target}")
        await pilot.press("ctrl+l")
        await settle(pilot)
        for key in (*"43 ch", "down", "enter"):
            event = events.Key(key if key != " " else "space", key if len(key) == 1 else None)
            event.set_sender(app)
            app.post_message(event)
        await settle(pilot)
        assert app.main.query_one(Comment).text.endswith("{NI 43 change percent}")


async def test_a_figure_that_is_typed_and_not_saved_is_printed(app: CsptuiApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press(*ARSON, "e", *"9.87", "shift+tab", "ctrl+l")
        await settle(pilot)
        assert "9.87 now" in line_with(app, "Prints")


async def test_one_that_has_nothing_to_print_says_why(app: CsptuiApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press(*ARSON, "c", "ctrl+l", *"33 numerator")
        await settle(pilot)
        assert "NI 33 has no fraction" in line_with(app, "Prints")
        await pilot.press(*" zzz")
        await settle(pilot)
        assert "Nothing matches." in seen(app)
        await pilot.press("enter")
        assert isinstance(app.screen, LiveFigureScreen)


def test_every_choice_of_derby_is_read_back_as_what_it_is() -> None:
    """A code that names two indicators is written as the id of one."""
    dataset = derby()
    card = dataset.scorecard()
    choices = Choices(dataset, card, "NI43")
    groups = choices.matching("")
    assert groups[0][0].id == "NI43"
    assert len(groups) == len(card.rows)
    for row, some in groups:
        assert [one.words for one in some] == list(LIVE_WORDS)
        for one in some:
            assert choices.written(one)
            assert bool(choices.prints(one)) is not bool(choices.fault(one)), (row.id, one.words)
    ambiguous = next(row for row in card if row.id == "NI38-diff")
    assert choices.written(Choice(ambiguous, "actual")) == "{NI38-diff actual}"
