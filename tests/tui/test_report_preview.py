"""The report as pages on the screen: its place, its parts, finding, widths, and how it follows the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from main_harness import (
    LARGE,
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

from csptui.domain.draft import Entry
from csptui.tui.app import CsptuiApp
from csptui.tui.screens.exceptions import ExceptionsScreen
from csptui.tui.screens.help import HelpScreen
from csptui.tui.screens.main import MainScreen
from csptui.tui.screens.report import ReportScreen
from csptui.tui.sought import Lines
from csptui.tui.widgets.page_view import PageView
from csptui.tui.widgets.part_list import PartList
from csptui.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

__all__ = ["_colours", "app", "folder", "workspace"]

CUSTODY = ("slash", *"ni43", "enter")


async def opened(pilot: Pilot[None], *keys: str) -> ReportScreen:
    """Press keys, then open the preview and wait for its pages."""
    await pilot.press(*keys, "r")
    await settle(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, ReportScreen)
    return screen


def view(screen: ReportScreen) -> PageView:
    return screen.query_one(PageView)


def listed(screen: ReportScreen) -> PartList:
    return screen.query_one(PartList)


def at_cursor(app: CsptuiApp) -> str:
    """Give the line of the pages that the cursor is on."""
    held = view(app.screen)  # type: ignore[arg-type]
    drawn = lines(app)[held.region.y + held.at - held.scroll_offset.y]
    return drawn[held.region.x : held.region.right].strip()


def on_row(app: CsptuiApp) -> str:
    """Give the indicator that the cursor of the main table is on."""
    row = app.main.here()
    return "" if row is None else row.id


# Where it opens, and the ways back


async def test_it_opens_on_the_row_under_the_cursor(app: CsptuiApp) -> None:
    """The page of that indicator is shown, its part is marked, and the head and the last line say where."""
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(pilot, *CUSTODY)
        assert at_cursor(app).startswith("►■ Red")
        assert "NI 43" in at_cursor(app)
        assert view(screen).above == 3
        page = view(screen).spot.page + 1
        head = lines(app)[0]
        assert head.startswith(" Report preview   2009/10 Q4   page ")
        assert f"page {page} of " in head
        assert "Draft, not signed off: 6 checks to fix" in head
        assert spoken(app).startswith(f"Report page {page} of ")
        assert "Youth Crime. 7 indicators. Draft: 6 checks to fix." in spoken(app)
        item = listed(screen).item
        assert item is not None
        assert item.words == "Youth Crime"
        assert line_with(app, "5 Youth Crime").startswith("►")


@pytest.mark.parametrize("key", ["e", "enter"])
async def test_e_and_enter_go_to_the_indicator_of_the_line(app: CsptuiApp, key: str) -> None:
    """From any line that is about it, and through a filter that hides it."""
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, *CUSTODY)
        await pilot.press("j", key)
        await pilot.pause()
        assert app.screen is app.main
        assert on_row(app) == "NI43"
        screen = await opened(pilot, "slash", *"ni33", "enter")
        made = screen._made
        assert made is not None
        found = made.spot_of("indicator-NI43")
        assert found is not None
        view(screen).jump(found)
        await pilot.press(key)
        await pilot.pause()
        assert on_row(app) == "NI43"


async def test_coming_back_from_a_row_goes_on_where_it_was_read(app: CsptuiApp) -> None:
    """From the exceptions to a row and back: the page is that of the exceptions; another row has its own."""
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(pilot)
        assert screen._made is not None
        spot = screen._made.spot_of("exceptions")
        assert spot is not None
        view(screen).jump(spot)
        while screen._made.indicator_at(view(screen).spot) is None:
            await pilot.press("j")
        place, words = view(screen).spot, at_cursor(app)
        await pilot.press("e")
        await settle(pilot)
        assert app.screen is app.main
        screen = await opened(pilot)
        assert (view(screen).spot, at_cursor(app)) == (place, words)
        await pilot.press("escape")
        await settle(pilot)
        screen = await opened(pilot)
        assert view(screen).spot != place


async def test_a_line_about_no_indicator_leads_nowhere(app: CsptuiApp) -> None:
    """It is said, and the preview stays."""
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(pilot)
        await pilot.press("g", "enter")
        await pilot.pause()
        assert app.screen is screen
        assert spoken(app).startswith("No indicator is on this line.")
        await pilot.press("j")
        await pilot.pause()
        assert spoken(app).startswith("Report page 1 of ")


@pytest.mark.parametrize("key", ["escape", "q"])
async def test_back_is_the_row_from_which_it_was_opened(app: CsptuiApp, key: str) -> None:
    """Reading changes no place."""
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, *CUSTODY)
        await pilot.press("pagedown", "G", key)
        await pilot.pause()
        assert app.screen is app.main
        assert on_row(app) == "NI43"


async def test_from_the_exceptions_it_goes_on_to_the_row(app: CsptuiApp) -> None:
    """Back is the list; what is chosen is gone to in the table."""
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, "x", "j")
        assert "NI 43" in at_cursor(app)
        await pilot.press("escape")
        await pilot.pause()
        assert [type(one) for one in app.screen_stack] == [MainScreen, ExceptionsScreen]
        await opened(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen is app.main
        assert on_row(app) == "NI43"


# Reading


async def test_page_down_shows_every_line_and_stops_where_a_page_begins(app: CsptuiApp) -> None:
    """Nothing of the report is passed over, on any page."""
    async with app.run_test(size=SMALL) as pilot:
        screen = await opened(pilot)
        pages = view(screen)
        await pilot.press("g")
        read: set[int] = set()
        tops: set[int] = set()
        for _ in range(400):
            await pilot.pause()
            top, height = round(pages.scroll_y), pages.scrollable_content_region.height
            read.update(range(top, top + height))
            tops.add(top)
            before = pages.at
            await pilot.press("pagedown")
            if pages.at == before:
                break
        assert read >= set(range(len(pages._rows)))
        most = len(pages._rows) - pages.scrollable_content_region.height
        assert {one for one in pages._tops if one <= most} <= tops
        for _ in range(400):
            if pages.at == 0:
                break
            await pilot.press("pageup")
        assert pages.at == 0


async def test_lines_halves_first_and_last(app: CsptuiApp) -> None:
    """The keys of every list act here too, and the cursor rests on no line between pages."""
    async with app.run_test(size=SMALL) as pilot:
        screen = await opened(pilot)
        pages = view(screen)
        await pilot.press("g", "j", "j", "down", "k", "up")
        assert pages.at == 1
        await pilot.press("ctrl+d")
        half = pages.at
        assert half > 5
        await pilot.press("ctrl+u", "G")
        assert pages.at == len(pages._rows) - 1
        await pilot.press("space", "g")
        assert pages.at == 0
        for at in range(pages._tops[2]):
            assert pages._rows[pages.at] is not None, at
            await pilot.press("j")


async def test_every_page_says_that_it_is_a_draft(app: CsptuiApp) -> None:
    """Whoever prints one page of it cannot miss it."""
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(pilot)
        assert screen._made is not None
        for page in screen._made.pages.pages:
            assert any("Draft, not signed off: 6 checks to fix" in line.plain for line in page.lines[:6])


async def test_the_list_jumps_to_a_part(app: CsptuiApp) -> None:
    """Tab goes there, the keys move in it, Enter goes to the part and back to the pages."""
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(pilot)
        await pilot.press("tab", "g", "j")
        await pilot.pause()
        assert spoken(app).startswith("Parts, 2 of 8: Summary.")
        await pilot.press("enter")
        await pilot.pause()
        assert app.focused is view(screen)
        assert "Summary. " in spoken(app)
        assert screen._made is not None
        assert view(screen).spot.page + 1 == screen._made.pages.starts["summary"]


async def test_in_a_narrow_window_the_list_takes_the_place_of_the_pages(app: CsptuiApp) -> None:
    """At 80 columns pages have 78 of them; tab and b show the list, Esc and Enter the pages again."""
    async with app.run_test(size=SMALL) as pilot:
        screen = await opened(pilot)
        assert not listed(screen).display
        for key, back in (("tab", "escape"), ("b", "b"), ("tab", "enter"), ("b", "tab")):
            await pilot.press(key)
            await pilot.pause()
            assert listed(screen).display, key
            assert listed(screen).has_focus
            assert "Cover and key" in seen(app)
            await pilot.press(back)
            await pilot.pause()
            assert not listed(screen).display, back
            assert view(screen).has_focus


async def test_the_keys_and_the_last_line_are_those_of_the_pane(app: CsptuiApp) -> None:
    """In the list they say the entry and what Enter does with it; Esc goes to the pages first."""
    for size in (SMALL, WIDE):
        async with CsptuiApp(app.main.workspace).run_test(size=size) as pilot:
            inside = pilot.app
            assert isinstance(inside, CsptuiApp)
            await opened(pilot)
            assert "enter Go to row" in seen(inside)
            await pilot.press("tab")
            await settle(pilot)
            assert spoken(inside).startswith("Parts, 3 of 8: Substance Abuse.")
            assert "enter Go to part" in seen(inside)
            assert "tab Pages" in seen(inside)
            await pilot.press("f")
            await settle(pilot)
            assert spoken(inside).startswith("Formats, 1 of 7: Word, marked.")
            assert "enter Mark" in seen(inside)
            await pilot.press("escape")
            await settle(pilot)
            assert isinstance(inside.screen, ReportScreen)
            assert spoken(inside).startswith("Report page")
            assert "enter Go to row" in seen(inside)
            await pilot.press("question_mark")
            await settle(pilot)
            assert isinstance(inside.screen, HelpScreen)
            assert ("space", "In the formats: make this one, or leave it out") in inside.screen._rows


async def test_b_hides_the_list_where_it_stands_beside(app: CsptuiApp) -> None:
    """And shows it again."""
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(pilot)
        assert listed(screen).display
        await pilot.press("tab", "b")
        await pilot.pause()
        assert not listed(screen).display
        assert view(screen).has_focus
        await pilot.press("b")
        await pilot.pause()
        assert listed(screen).display


async def test_pages_have_94_columns_where_there_is_room_and_z_turns_the_width(app: CsptuiApp) -> None:
    """The place stays; without room for 94 columns that is said."""
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(pilot, *CUSTODY)
        assert screen._made is not None
        assert screen._made.asked.width == 94
        assert at_cursor(app).startswith("►■ Red")
        await pilot.press("z")
        await settle(pilot)
        assert screen._made.asked.width == 78
        assert "NI 43" in at_cursor(app)
        await pilot.resize_terminal(*SMALL)
        await settle(pilot)
        assert "NI 43" in at_cursor(app)
        await pilot.press("z")
        await settle(pilot)
        assert screen._made.asked.width == 78
        assert "Pages of 94 columns need a window of 96" in spoken(app)
        await pilot.resize_terminal(100, 30)
        await settle(pilot)
        await pilot.press("z")
        await settle(pilot)
        assert screen._made.asked.width == 94
        assert not listed(screen).display
        assert "NI 43" in at_cursor(app)


@pytest.mark.parametrize("size", [(40, 10), NARROW, (61, 19), (99, 24), (103, 60), LARGE, (200, 60)])
async def test_any_size_is_drawn_and_no_line_is_cut(app: CsptuiApp, size: tuple[int, int]) -> None:
    """A window too small says so; every other shows whole lines, also after it was another."""
    async with app.run_test(size=size) as pilot:
        await pilot.press("r")
        await settle(pilot)
        if size == (40, 10):
            await pilot.resize_terminal(*WIDE)
            await pilot.press("r")
            await settle(pilot)
            await pilot.resize_terminal(*size)
            await settle(pilot)
            assert "csptui needs" in " ".join(seen(app).split())
            return
        screen = app.screen
        assert isinstance(screen, ReportScreen)
        for key in ("g", "pagedown", "pagedown", "G"):
            await pilot.press(key)
            pages = view(screen).region
            drawn = [line[pages.x : pages.right] for line in lines(app)[pages.y : pages.bottom]]
            assert not any("…" in line for line in drawn)
        assert all(len(line) == size[0] for line in lines(app))


# Finding


async def test_finding_goes_along_as_it_is_typed(app: CsptuiApp) -> None:
    """Codes are found however they are spaced; Enter keeps, n and N go on, Esc forgets."""
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(pilot)
        await pilot.press("g")
        begun = view(screen).spot
        await pilot.press("slash", *"ni111")
        await settle(pilot)
        assert "NI 111" in at_cursor(app)
        assert "ni111" in line_with(app, " Find  ")
        first = view(screen).at
        await pilot.press("enter")
        await pilot.pause()
        assert "n and N go on." in spoken(app)
        count = len(view(screen).matches())
        assert f"Line 1 of {count} found." in spoken(app)
        await pilot.press("n")
        second = view(screen).at
        assert second != first
        await pilot.pause()
        assert f"Line 2 of {count} found." in spoken(app)
        await pilot.press("N")
        assert view(screen).at == first
        await pilot.press("N")
        assert view(screen).at == view(screen).matches()[-1]
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is screen
        assert not view(screen).matches()
        await pilot.press("n")
        await pilot.pause()
        assert "Nothing is looked for" in spoken(app)
        view(screen).jump(begun)
        await pilot.press("slash", *"qqqq")
        await settle(pilot)
        assert spoken(app).startswith("Not found.")
        await pilot.press("escape")
        await settle(pilot)
        assert app.screen is screen
        assert view(screen).spot == begun


def test_what_is_looked_for_is_found_whatever_the_blanks() -> None:
    """Places are those of the text as it stands, none over another."""
    assert Lines(["x NI 43 and ni43."]).find("ni43").spans == {0: [(2, 7), (12, 16)]}
    assert Lines(["aaa a"]).find("aa").spans == {0: [(0, 2), (2, 5)]}
    assert Lines(["abc"]).find("").lines == ()
    assert Lines(["", "  "]).find("x").lines == ()
    assert Lines(["İ ß Σ ab", "宽e\u0301"]).find("ab 宽").spans == {0: [(6, 8)], 1: [(0, 1)]}


def test_what_runs_on_over_the_end_of_a_line_is_found_where_it_has_a_blank() -> None:
    """A phrase of a comment is found however it is broken; a word is not made up of two lines' ends."""
    lines = Lines(["  the highest rate in", "", "  the East Midlands", "the 202", "1 more"])
    found = lines.find("Rate in the East")
    assert found.lines == (0,)
    assert found.spans == {0: [(14, 21)], 2: [(2, 10)]}
    assert lines.find("2021").lines == ()
    assert lines.find("202 1").lines == (3,)
    assert lines.find("the").lines == (0, 2, 3)


async def test_a_phrase_is_found_over_the_end_of_its_line(app: CsptuiApp) -> None:
    """A comment is searched as it was written, not as it is broken here; both lines are marked."""
    async with app.run_test(size=SMALL) as pilot:
        screen = await opened(pilot)
        await pilot.press("slash", *"these were expected to start", "enter")
        await settle(pilot)
        assert "Line 1 of 1 found." in spoken(app)
        assert "these were" in at_cursor(app)
        assert "expected" not in at_cursor(app)
        assert sorted(view(screen)._found.spans) == [view(screen).at, view(screen).at + 1]


# The data


async def test_it_follows_what_others_save_and_stays_in_its_place(app: CsptuiApp, folder: Path) -> None:
    """A figure, and a comment above that is longer now: the cursor is on the same indicator's line."""
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(pilot, *CUSTODY)
        assert screen._made is not None
        before = view(screen).at
        theirs = Workspace.open(folder, who="B. Officer", now=lambda: NOW)
        theirs.record(Entry("NI18", comment="A line more. " * 300))
        theirs.record(Entry("NI43", comment="Their own words."))
        await app.main.take_in()
        await settle(pilot)
        assert "NI 43" in at_cursor(app)
        assert view(screen).at > before
        await pilot.press("slash", *"their own words")
        await settle(pilot)
        assert "Their own words." in at_cursor(app)


async def test_prose_stays_under_the_eyes_when_a_comment_above_is_longer(
    app: CsptuiApp, folder: Path
) -> None:
    """In a narrative, which is about no indicator, the cursor stays on its words, at another width too."""
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(pilot)
        await pilot.press("slash", *"pubwatch", "enter")
        await settle(pilot)
        words = at_cursor(app)
        assert "Pubwatch" in words
        above = view(screen).above
        theirs = Workspace.open(folder, who="B. Officer", now=lambda: NOW)
        theirs.record(Entry("NI39", comment="A line more. " * 60))
        await app.main.take_in()
        await settle(pilot)
        assert at_cursor(app) == words
        assert view(screen).above == above
        await pilot.press("z")
        await settle(pilot)
        assert "Pubwatch" in at_cursor(app)
        await pilot.press("z")
        await settle(pilot)
        assert at_cursor(app) == words


async def test_what_is_not_saved_is_not_in_it_and_that_is_said(app: CsptuiApp) -> None:
    """A figure that was typed and not saved: head and last line say so, at 80 columns too."""
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("e", *"55555", "escape")
        screen = await opened(pilot)
        assert "1 unsaved left out" in lines(app)[0]
        assert "1 unsaved change is not in it." in spoken(app)
        assert "55555" not in "".join(line.plain for line in view(screen)._lines if line is not None)
        await pilot.resize_terminal(*WIDE)
        await settle(pilot)
        assert "1 unsaved change left out" in lines(app)[0]


async def test_nothing_unsaved_is_not_spoken_of(app: CsptuiApp) -> None:
    """Without a draft nothing is said of any."""
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        assert "unsaved" not in seen(app)


async def test_it_opens_at_once_where_the_data_are_the_same(app: CsptuiApp, folder: Path) -> None:
    """The pages are kept for the next time, and made anew when a figure is another."""
    async with app.run_test(size=WIDE) as pilot:
        first = (await opened(pilot))._made
        await pilot.press("escape")
        await settle(pilot)
        again = (await opened(pilot, "j"))._made
        assert again is first
        await pilot.press("escape")
        await settle(pilot)
        Workspace.open(folder, who="B. Officer", now=lambda: NOW).record(Entry("NI18", comment="Other."))
        await app.main.take_in()
        assert (await opened(pilot))._made is not first


async def test_it_follows_when_the_place_has_gone(app: CsptuiApp, folder: Path) -> None:
    """Where the indicator is not reported any more, the reader stays in its part."""
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(pilot, *CUSTODY)
        text = (folder / "indicators.toml").read_text("utf-8")
        (folder / "indicators.toml").write_text(text.replace('"NI43"', '"NI43X"'), "utf-8")
        await app.main.take_in()
        await settle(pilot)
        assert "Youth Crime." in spoken(app)
        assert app.screen is screen


async def test_sensitive_parts_are_left_out_until_they_are_asked_for(app: CsptuiApp) -> None:
    """The head says when they are shown; s again leaves them out."""
    async with app.run_test(size=LARGE) as pilot:
        screen = await opened(pilot)
        await pilot.press("slash", *"gangs", "enter")
        await settle(pilot)
        made = screen._made
        assert made is not None
        assert not made.document.sensitive
        await pilot.press("s")
        await settle(pilot)
        assert screen._made is not None
        assert screen._made.document.sensitive
        assert "sensitive parts shown" in lines(app)[0]
        assert "The sensitive parts are shown" in spoken(app)
        await pilot.press("s")
        await settle(pilot)
        assert "sensitive parts shown" not in lines(app)[0]
        assert "are left out" in spoken(app)


async def test_without_a_sensitive_part_s_says_so(app: CsptuiApp, folder: Path) -> None:
    """There is nothing to ask for."""
    path = folder / "quarters" / "2009-10-Q4" / "commentary.toml"
    path.write_text("", "utf-8")
    async with app.run_test(size=WIDE) as pilot:
        await app.main.take_in()
        await opened(pilot)
        await pilot.press("s")
        await pilot.pause()
        assert spoken(app).startswith("No theme has a sensitive part.")


async def test_sensitive_counts_are_sensitive_parts_too(app: CsptuiApp, folder: Path) -> None:
    """Counts are left out without a sensitive text beside them: s shows them, and leaves them out again."""
    path = folder / "quarters" / "2009-10-Q4" / "commentary.toml"
    text = path.read_text("utf-8")
    path.write_text(text[text.index("[[counts]]") :], "utf-8")
    async with app.run_test(size=WIDE) as pilot:
        await app.main.take_in()
        assert not any(app.main.dataset.record.sensitive.values())
        screen = await opened(pilot)
        for count in (1, 0):
            await pilot.press("s")
            await settle(pilot)
            shown = "".join(line.plain for line in view(screen)._lines if line is not None)
            assert ("Incidents recorded as crimes" in shown) is bool(count)
        await pilot.press("s")
        await settle(pilot)
        path.write_text("", "utf-8")
        await app.main.take_in()
        await settle(pilot)
        await pilot.press("s")
        await settle(pilot)
        assert spoken(app).startswith("The sensitive parts are left out.")


async def test_any_text_is_only_drawn(workspace: Workspace) -> None:
    """Markup, escapes and bidi marks in a comment do nothing on the page."""
    workspace.record(Entry("NI39", comment="[/] [bold]x[/bold] \x1b[31m \u202eabc \u200b end"))
    app = CsptuiApp(workspace)
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        await pilot.press("slash", *"x[/bold]", "enter")
        await settle(pilot)
        drawn = seen(app)
        assert "[bold]x[/bold]" in drawn
        assert "\x1b" not in drawn
        assert "\u202e" not in drawn
        assert "\u200b" not in drawn


async def test_plain_ascii_and_mono(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the app was asked for ASCII no glyph is drawn, and without colours it is the same text."""
    monkeypatch.setenv("NO_COLOR", "1")
    app = CsptuiApp(workspace, ascii_only=True)
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        await pilot.press("tab", "j", "tab")
        drawn = seen(app)
        assert not any(sign in drawn for sign in "■▲●►↑↓≈")
        assert "Red" in drawn
        await pilot.press("slash", *"ni39")
        await settle(pilot)
        assert "NI 39" in at_cursor(app)


async def test_the_page_is_copied_and_the_keys_are_told(app: CsptuiApp) -> None:
    """Y copies the page that is read; ? tells what keys do here."""
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        await pilot.press("y")
        await pilot.pause()
        assert "Thematic performance report" in app.clipboard
        assert "NI 39" in app.clipboard
        assert spoken(app).startswith("Copied page ")
        await pilot.press("question_mark")
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)
        for told in ("Make the formats that are marked", "The next page, or the rest of this one"):
            assert told in seen(app)


async def test_a_click_moves_and_a_second_click_goes_to_the_row(app: CsptuiApp) -> None:
    """The mouse does what the keys do, in the pages and in the list."""
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(pilot)
        y = next(n for n, line in enumerate(lines(app)) if "NI 38" in line)
        await pilot.click(offset=(60, y))
        await pilot.pause()
        assert "NI 38" in at_cursor(app)
        at = next(n for n, line in enumerate(lines(app)) if "Method and" in line)
        await pilot.click(offset=(8, at))
        await pilot.click(offset=(8, at))
        await pilot.pause()
        assert "Method and sources." in spoken(app)
        assert view(screen).has_focus
        await opened(pilot, "escape")
        y = next(n for n, line in enumerate(lines(app)) if "NI 38" in line)
        await pilot.click(offset=(60, y))
        await pilot.click(offset=(60, y))
        await pilot.pause()
        assert app.screen is app.main
        assert on_row(app).startswith("NI38")


async def test_an_empty_quarter_has_pages_too(app: CsptuiApp) -> None:
    """A quarter of which little is held is no error."""
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("left_square_bracket")
        await settle(pilot)
        screen = await opened(pilot)
        assert screen._made is not None
        assert "2008/09 Q4" in lines(app)[0]


async def test_leaving_before_the_pages_are_made_harms_nothing(app: CsptuiApp) -> None:
    """Esc at once, and again; the thread's pages are let go."""
    async with app.run_test(size=WIDE) as pilot:
        for _ in range(3):
            await pilot.press("r", "escape")
        await settle(pilot)
        assert app.screen is app.main
        await opened(pilot)
