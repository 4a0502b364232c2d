"""The preview beside a narrative: as it will print, at the cursor's place, with what the text names."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

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
    workspace,
)

from csptui.domain.shown import show
from csptui.outputs.appearance import Look
from csptui.outputs.prose import prose
from csptui.storage.folder import load
from csptui.tui.prose_lines import previewed
from csptui.tui.screens.main import MainScreen
from csptui.tui.widgets import checked_text
from csptui.tui.widgets.comment import Comment
from csptui.tui.widgets.prose_pane import ProseLines, ProsePane

if TYPE_CHECKING:
    import pytest
    from textual.pilot import Pilot

    from csptui.tui.app import CsptuiApp

__all__ = ["_colours", "app", "folder", "workspace"]

DERBY, _ = load(Path(__file__).resolve().parents[2] / "data")
CARD = DERBY.scorecard()
YOUTH = "3"


async def open_empty(pilot: Pilot[None], theme: str = YOUTH) -> None:
    """Open a theme's narrative and take all of it out."""
    await pilot.press(theme, "a")
    await settle(pilot)
    area = pilot.app.screen.query_one(Comment)
    area.text = ""
    await settle(pilot)


def preview(app: CsptuiApp) -> list[str]:
    """Give the lines that the preview has drawn, without what is blank at their ends."""
    pane = app.screen.query_one(ProseLines)
    strips = [pane.render_line(y) for y in range(pane.size.height)]
    return ["".join(segment.text for segment in strip).rstrip() for strip in strips]


def underlined(app: CsptuiApp) -> list[str]:
    pane = app.screen.query_one(ProseLines)
    strips = (pane.render_line(y) for y in range(pane.size.height))
    return [one.text for strip in strips for one in strip if one.style is not None and one.style.underline]


async def test_headings_bullets_bold_and_live_figures_are_set_as_they_print(app: CsptuiApp) -> None:
    typed = "## Custody (NI 43)\n\nIt is **{NI 43 actual}** now.\n\n- one\n  - two\n- three"
    async with app.run_test(size=WIDE) as pilot:
        await open_empty(pilot)
        app.screen.query_one(Comment).text = typed
        await settle(pilot)
        assert preview(app)[:7] == [
            " Custody (NI 43)",
            "",
            " It is 13.11% now.",
            "",
            " – one",
            "   – two",
            " – three",
        ]
        assert underlined(app) == ["NI 43"]


async def test_it_follows_the_keys_also_where_they_come_in_one_burst(app: CsptuiApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await open_empty(pilot)
        await burst(pilot, "Up in NI 33.\r\r- more of it")
        assert preview(app)[:3] == [" Up in NI 33.", "", " – more of it"]
        assert "Linked to 1 indicator" in seen(app)
        await pilot.press("ctrl+z", *["ctrl+z"] * 20)
        await settle(pilot)
        assert preview(app)[0] == " Nothing is written."


async def test_a_text_is_set_when_the_hands_rest(app: CsptuiApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not at each key: setting a long text takes its time."""
    monkeypatch.setattr(checked_text, "PAUSE", 1000)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(YOUTH, "a")
        await settle(pilot)
        before = preview(app)
        await pilot.press(*"XYZZY")
        await pilot.pause()
        assert preview(app) == before
        pane = app.screen.query_one(ProsePane)
        pane.follow(app.screen.query_one(Comment).text, now=True)
        await settle(pilot)
        assert any("XYZZY" in line for line in preview(app))


async def test_the_last_of_many_texts_is_what_stands_there(
    app: CsptuiApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slow setting is overtaken by the text that was typed meanwhile."""
    real, goes_on, asked = MainScreen._previewed, threading.Event(), []

    def slow(self: MainScreen, text: str, width: int) -> object:
        asked.append(text)
        if text == "Text 0.":
            goes_on.wait(60)
        return real(self, text, width)

    monkeypatch.setattr(MainScreen, "_previewed", slow)
    async with app.run_test(size=WIDE) as pilot:
        await open_empty(pilot)
        area = app.screen.query_one(Comment)
        for number in range(5):
            area.text = f"Text {number}."
            await pilot.pause()
        goes_on.set()
        await settle(pilot)
        assert preview(app)[0] == " Text 4."
        assert asked[-2:] == ["Text 0.", "Text 4."]


async def test_beside_the_text_from_120_columns_and_on_a_key_below(app: CsptuiApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press(YOUTH, "a")
        await settle(pilot)
        assert "As it will print" not in seen(app)
        await pilot.press("f5")
        await settle(pilot)
        assert line_with(app, "As it will print").startswith(" As it will print")
        assert "Linked to 2 indicators" in seen(app)
        assert app.screen.query_one(Comment).size.height >= 5
        await pilot.press("f5")
        await settle(pilot)
        assert "As it will print" not in seen(app)
        await pilot.resize_terminal(*WIDE)
        await settle(pilot)
        assert "As it will print" not in seen(app)  # as it was asked for last
        await pilot.press("f5")
        await settle(pilot)
        assert not line_with(app, "As it will print").startswith(" As it will print")


async def test_it_is_there_unasked_where_there_is_room(app: CsptuiApp) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await pilot.press(YOUTH, "a")
        await settle(pilot)
        assert "As it will print" in seen(app)
        await pilot.resize_terminal(100, 30)
        await settle(pilot)
        assert "As it will print" not in seen(app)


async def test_the_place_of_the_cursor_is_in_sight(app: CsptuiApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await open_empty(pilot)
        app.screen.query_one(Comment).text = "\n\n".join(f"Paragraph {number}." for number in range(60))
        await pilot.press("f5")
        app.screen.query_one(Comment).go_to(10**6)
        await settle(pilot)
        assert any("Paragraph 59." in line for line in preview(app))
        app.screen.query_one(Comment).go_to(3)
        await settle(pilot)
        assert any("Paragraph 0." in line for line in preview(app))


async def test_the_indicators_that_are_named_are_listed_with_their_ratings(app: CsptuiApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await open_empty(pilot)
        await burst(pilot, "See NI 33, and {NI 43 actual}")
        assert "Linked to 2 indicators" in seen(app)
        assert "■ RED   NI 33" in line_with(app, "Arson")
        assert "►" not in line_with(app, "Arson")
        assert "►" in line_with(app, "■ RED   NI 43")  # the cursor is right behind its figure
        await pilot.press("home", *["right"] * 6)
        await settle(pilot)
        assert "►" in line_with(app, "Arson")


async def test_more_than_there_is_room_for_are_counted(app: CsptuiApp) -> None:
    codes = list(dict.fromkeys(one.code for one in DERBY.indicators if one.code.startswith("NI ")))[:12]
    async with app.run_test(size=WIDE) as pilot:
        await open_empty(pilot)
        app.screen.query_one(Comment).text = ", ".join(codes)
        await settle(pilot)
        assert "and 7 more" in seen(app)
        app.screen.query_one(Comment).go_to(10**6)
        await settle(pilot)
        assert "►" in line_with(app, f"  {codes[-1]} ")


# Going to an indicator


async def test_ctrl_o_goes_to_the_indicator_at_the_cursor(app: CsptuiApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("4", "a")
        await settle(pilot)
        area = app.screen.query_one(Comment)
        area.go_to(area.text.index("NI 35"))
        await pilot.press("ctrl+o")
        await settle(pilot)
        assert isinstance(app.screen, MainScreen)
        row = app.main.here()
        assert row is not None
        assert row.id == "NI35"


async def test_it_asks_first_where_something_is_not_saved(app: CsptuiApp, folder: Path) -> None:
    """Esc writes on and forgets where it was to go; y loses and goes; ctrl+s saves and goes."""
    async with app.run_test(size=WIDE) as pilot:
        await open_empty(pilot)
        await burst(pilot, "NI 33")
        await pilot.press("ctrl+o")
        await settle(pilot)
        assert "y leaves and loses the changes" in seen(app)
        await pilot.press("escape", "x", "escape", "escape")
        await settle(pilot)
        assert "F2 sensitive part" in seen(app)
        await pilot.press("backspace", "ctrl+o", "ctrl+s")
        await settle(pilot)
        assert "F2 sensitive part" not in seen(app)
        row = app.main.here()
        assert row is not None
        assert row.id == "NI33"
        assert 'youth-crime = "NI 33"' in (folder / "quarters/2009-10-Q4/commentary.toml").read_text("utf-8")
        await pilot.press(YOUTH, "a", *" and NI 43", "ctrl+o", "y")
        await settle(pilot)
        row = app.main.here()
        assert row is not None
        assert row.id == "NI43"
        assert "NI 43" not in app.main.workspace.dataset.record.narrative["youth-crime"]
        assert app.main.unsaved_names() == ()


async def test_where_none_is_at_the_cursor_it_says_which_there_are(app: CsptuiApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await open_empty(pilot)
        await burst(pilot, "Nothing here")
        await pilot.press("ctrl+o")
        await settle(pilot)
        assert "No indicator is named at the cursor: the text names none." in seen(app)
        await burst(pilot, " but NI 33, NI 43 and more")
        await pilot.press("ctrl+o")
        await settle(pilot)
        assert "No indicator is named at the cursor: put it on one of NI 33, NI 43." in seen(app)


# What is set


def test_it_prints_what_the_report_prints() -> None:
    for text in DERBY.record.narrative.values():
        found = previewed(text, 60, CARD, DERBY)
        plain = ["".join(words for words, _, _ in line) for line in found.lines]
        assert plain == [line.plain for line in prose(text, Look(60), 60)]


def test_a_code_that_is_parted_by_the_end_of_a_line_is_underlined_in_both() -> None:
    found = previewed("- about the fires NI 33 again", 20, CARD, DERBY)
    under = [words for line in found.lines for words, _, is_under in line if is_under]
    assert under == ["NI", "33"]


def test_the_line_of_a_place_is_found_by_the_letters_before_it() -> None:
    text = "\n\n".join(f"## Heading {number}\n\nSome **bold** words." for number in range(30))
    found = previewed(text, 40, CARD, DERBY)
    for number in (0, 7, 29):
        place = text.index(f"Heading {number}") + 3
        plain = "".join(words for words, _, _ in found.lines[found.line_of(place)])
        assert plain == f"Heading {number}"
    assert found.line_of(len(text)) == len(found.lines) - 1
    assert previewed("", 40, CARD, DERBY).line_of(0) == 0


async def test_hostile_text_is_only_drawn(app: CsptuiApp) -> None:
    hostile = "[red]x[/red] \x1b[31m \u202e{{ 7*7 }} `=cmd()` <script> **NI 33[/]**"
    async with app.run_test(size=WIDE) as pilot:
        await open_empty(pilot)
        app.screen.query_one(Comment).text = hostile
        await settle(pilot)
        drawn = "\n".join(preview(app))
        assert "[red]x[/red]" in drawn
        assert "{{ 7*7 }}" in drawn
        assert "<script>" in drawn
        assert show("\x1b") in drawn
        assert not any(sign in "\n".join(lines(app)) for sign in "\x1b\u202e")
