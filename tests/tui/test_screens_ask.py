"""The screens that ask: leave, target, new quarter, narrative; nothing is lost or done unasked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from edit_harness import NARROW, WIDE, Plain, derby, row_of, screen_text
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from textual.binding import Binding

from csptui.domain import rolling
from csptui.domain.change import NARRATIVE, SENSITIVE
from csptui.domain.problem import RefusedError
from csptui.domain.target import NoTarget, Target, parse_target
from csptui.tui.narrative_parts import Part, Written
from csptui.tui.screens.leave import LeaveScreen
from csptui.tui.screens.narrative import NarrativeScreen
from csptui.tui.screens.quarters import NewQuarterScreen
from csptui.tui.screens.sheet import Answer, Sheet
from csptui.tui.screens.target import TargetScreen
from csptui.tui.widgets.comment import Comment

if TYPE_CHECKING:
    from csptui.domain.quarter import Quarter
    from csptui.domain.rolling import NewQuarter

DERBY = derby()
NEXT = DERBY.shown.next()


def plan(quarter: Quarter) -> NewQuarter:
    """Plan any quarter but the one that is there."""
    if quarter == DERBY.shown:
        message = f"{quarter} exists already: nothing was made"
        raise RefusedError(message)
    return rolling.plan(DERBY, quarter)


# Leaving


async def test_leaving_names_what_would_be_lost() -> None:
    """Every row that is typed and not saved, up to six by name."""
    app = Plain(LeaveScreen(("NI 33 Arson", "NI 39 [/]\x1b")))
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        drawn = screen_text(app)
        assert "2 things are typed but not saved. Leave and lose them?" in drawn
        assert "NI 33 Arson" in drawn
        assert "\x1b" not in drawn
    app = Plain(LeaveScreen(tuple(f"NI {n}" for n in range(9))))
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        assert "and 3 more" in screen_text(app)


@pytest.mark.parametrize(
    ("key", "answer"), [("y", True), ("n", False), ("escape", False), ("q", False), ("enter", False)]
)
async def test_only_y_leaves(key: str, answer: bool) -> None:  # noqa: FBT001 - a table of answers
    """Whatever comes by accident stays."""
    app = Plain(LeaveScreen(("NI 33",)))
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("x", "space", key)
        await pilot.pause()
        assert app.results == [answer]


# Targets


@pytest.mark.parametrize("text", ["8", "<8.5", ">= 7", "±5", "8 (2010/11)", "n/a", "See comment"])
async def test_enter_gives_the_target_as_typed(text: str) -> None:
    """Every form of a target can be typed."""
    row = row_of(DERBY, "NI33")
    app = Plain(TargetScreen(row))
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        app.screen.query_one(Answer).value = text
        await pilot.press("enter")
        await pilot.pause()
        assert app.results == [parse_target(text, row.indicator)]
        assert isinstance(app.results[0], Target)


async def test_a_target_shows_the_rating_that_it_would_give() -> None:
    """7.9 against 8 is green, before anything is saved."""
    app = Plain(TargetScreen(row_of(DERBY, "NI33")))
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("8")
        await pilot.pause()
        drawn = screen_text(app)
        assert "● GREEN" in drawn
        assert "7.9 is 1.3% below the target of 8." in drawn
        await pilot.press("backspace")
        await pilot.pause()
        assert "none" in screen_text(app)


async def test_a_mistaken_target_is_pointed_at_and_not_given() -> None:
    """The caret stands under the character at fault; Enter does nothing."""
    screen = TargetScreen(row_of(DERBY, "NI33"))
    app = Plain(screen)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("8", ".", "x", "enter")
        await pilot.pause()
        assert app.screen is screen
        lines = screen_text(app).splitlines()
        (caret,) = [n for n, row in enumerate(lines) if row.strip() == "^"]
        assert lines[caret - 1].strip() == "8.x"
        assert lines[caret - 1][lines[caret].index("^")] in "x."
        await pilot.press("escape")
        await pilot.pause()
        assert app.results == [None]


async def test_an_unchanged_target_gives_nothing_to_save() -> None:
    """Enter on what is held is no change."""
    app = Plain(TargetScreen(row_of(DERBY, "NI33")))
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        assert app.results == [None]


async def test_an_emptied_target_is_an_absence_of_its_own() -> None:
    """No target is not n/a."""
    app = Plain(TargetScreen(row_of(DERBY, "NI33")))
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("backspace", "enter")
        await pilot.pause()
        assert app.results == [Target(absence=NoTarget.EMPTY)]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(typed=st.text(max_size=70), ref=st.sampled_from(["NI33", "NI44a", "NI18", "NI34"]))
async def test_any_text_for_a_target_is_drawn(typed: str, ref: str) -> None:
    """It is a target, or its fault is shown."""
    app = Plain(TargetScreen(row_of(DERBY, ref)))
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        app.screen.query_one(Answer).value = typed
        await pilot.press("enter")
        await pilot.pause()
        screen_text(app)


# New quarters


async def test_a_new_quarter_is_planned_before_it_is_made() -> None:
    """What will be owed, what has a target, what has none."""
    app = Plain(NewQuarterScreen(plan, NEXT, DERBY))
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        drawn = screen_text(app)
        for part in (
            "2010/11 Q1",
            "April–June 2010",
            "20 figures owed",
            "1 held for 2010/11: NI 39",
            "16 from 2009/10, marked [o] until confirmed",
            "and 10 more",
            "NI 115, NI 18",
        ):
            assert part in drawn
        await pilot.press("enter")
        await pilot.pause()
        assert app.results == [NEXT]


async def test_a_refused_quarter_says_why_and_is_not_given() -> None:
    """A quarter that exists is told; so is a text that is no quarter."""
    screen = NewQuarterScreen(plan, DERBY.shown, DERBY)
    app = Plain(screen)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        assert "2009/10 Q4 exists already" in screen_text(app)
        assert app.screen is screen
        await pilot.press("2", "0", "enter")
        await pilot.pause()
        assert "A quarter is needed" in screen_text(app)
        await pilot.press("escape")
        await pilot.pause()
        assert app.results == [None]


# Narratives


async def test_a_narrative_is_saved_with_ctrl_s() -> None:
    """Enter is a new line; the text comes back as typed."""
    theme = DERBY.themes[0]
    app = Plain(NarrativeScreen(theme, [Part(NARRATIVE, "Alcohol.")]))
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        await pilot.press("enter", "q", "?", "ctrl+s")
        await pilot.pause()
        assert app.results == [Written("Alcohol.\nq?")]


async def test_an_unchanged_narrative_goes_back_without_a_word() -> None:
    """Esc asks nothing where nothing would be lost, ctrl+s saves nothing."""
    for key in ("escape", "ctrl+s"):
        app = Plain(NarrativeScreen(DERBY.themes[0], [Part(NARRATIVE, "Alcohol.")]))
        async with app.run_test(size=NARROW) as pilot:
            await pilot.pause()
            await pilot.press("x", "backspace", key)
            await pilot.pause()
            assert app.results == [None]


async def test_a_changed_narrative_is_lost_only_by_a_second_plain_key() -> None:
    """Esc asks, Esc again writes on, y loses; y while writing is a letter."""
    screen = NarrativeScreen(DERBY.themes[0], [Part(NARRATIVE, "Alcohol.")])
    app = Plain(screen)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        await pilot.press("y", "escape")
        await pilot.pause()
        assert "y leaves and loses the changes" in screen_text(app)
        await pilot.press("x", "escape")
        await pilot.pause()
        assert app.results == []
        assert screen.query_one(Comment).text == "Alcohol.y"
        await pilot.press("z", "escape", "y")
        await pilot.pause()
        assert app.results == [None]


async def test_a_changed_narrative_can_be_saved_from_the_question() -> None:
    """ctrl+s saves there too."""
    app = Plain(NarrativeScreen(DERBY.themes[0], [Part(NARRATIVE, "Alcohol.")]))
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        await pilot.press("y", "escape", "ctrl+s")
        await pilot.pause()
        assert app.results == [Written("Alcohol.y")]


async def test_a_narrative_keeps_its_text_when_the_window_changes() -> None:
    """Resizing and help lose nothing, in neither part; what is sensitive is marked in words."""
    parts = [Part(NARRATIVE, "Alcohol."), Part(SENSITIVE, "55 reports [/]")]
    screen = NarrativeScreen(DERBY.themes[0], parts)
    app = Plain(screen)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert "F2 sensitive part: 3 words" in screen_text(app)
        await pilot.press("x", "f2")
        await pilot.pause()
        assert "Sensitive: in no output unless asked" in screen_text(app)
        assert "55 reports [/]" in screen_text(app)
        await pilot.press("f2")
        await pilot.resize_terminal(60, 18)
        await pilot.press("f1")
        await pilot.pause()
        assert "Undo, redo" in screen_text(app)
        await pilot.press("escape")
        await pilot.pause()
        assert screen.query_one(Comment).text == "Alcohol.x"


async def test_any_theme_and_text_is_only_drawn() -> None:
    """Markup and escapes in a name or a narrative do nothing."""
    theme = replace(DERBY.themes[0], name="[/] [red]x[/red] \x1b[31m")
    app = Plain(NarrativeScreen(theme, [Part(NARRATIVE, "[/] \x1b[31m \u202eabc")]))
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        drawn = screen_text(app)
        assert "[red]x[/red]" in drawn
        assert not any(sign in drawn for sign in "\x1b\u202e")


def test_every_binding_that_asks_is_named_and_told() -> None:
    """A settings file can move each, and help can list it."""
    for kind in (Sheet, LeaveScreen, Answer, NarrativeScreen):
        for binding in kind.BINDINGS:
            assert isinstance(binding, Binding)
            assert binding.id
            assert binding.tooltip


async def test_f1_tells_the_keys_of_each_sheet_and_comes_back_to_it() -> None:
    """Help is one key away, and what was typed is still there after it."""
    for sheet in (
        LeaveScreen(("NI 33",)),
        TargetScreen(row_of(DERBY, "NI33")),
        NewQuarterScreen(plan, NEXT, DERBY),
    ):
        app = Plain(sheet)
        async with app.run_test(size=NARROW) as pilot:
            await pilot.press("f1")
            await pilot.pause()
            assert type(sheet).TITLE_WORDS in screen_text(app)
            await pilot.press("escape")
            await pilot.pause()
            assert app.screen is sheet
            assert app.results == []
