"""Looking: themes, filter, order, quarters, panes; the cursor stays on its indicator."""

from __future__ import annotations

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
    spoken,
    workspace,
)

if TYPE_CHECKING:
    from csptui.tui.app import CsptuiApp

__all__ = ["_colours", "app", "folder", "workspace"]


async def test_the_first_screen_says_what_is_red_and_why(app: CsptuiApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        text = seen(app)
        for wanted in (
            "Derby CSP",
            "2009/10 Q4",
            "January–March 2010",
            "draft",
            "24 indicators",
            "■5 ▲2 ●10 –7",
        ):
            assert wanted in text
        assert "2,475 is 11.0% above the target of 2,230; amber runs to 2,341.5." in text
        assert "Green at 2,230 or less: 245 less than now." in text
        assert spoken(app) == "NI 39, row 1 of 24. Red; getting worse against 08/09."


async def test_a_row_that_rounding_leaves_open_says_so(app: CsptuiApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(*["j"] * 10)
        await settle(pilot)
        assert spoken(app) == "NI 33, row 11 of 24. Red, not certain; getting worse on 08/09; 1 check to fix."
        assert "+5.3%≈" in line_with(app, "Arson")
        assert "7.9 stands for 7.85 to 7.95; below 7.875 it is amber." in seen(app)


async def test_headings_name_themes_and_sections(app: CsptuiApp) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await pilot.pause()
        assert any(line.split("│")[-1].strip() == "Community Safety" for line in lines(app))
        assert any("Drug Use and Treatment" in line for line in lines(app))
        await pilot.press("1")
        assert not any(line.split("│")[-1].strip() == "Substance Abuse" for line in lines(app))
        assert any("Drug Use and Treatment" in line for line in lines(app))


async def test_a_theme_is_shown_by_its_number_and_the_cursor_stays(app: CsptuiApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(*["j"] * 10, "2")
        assert spoken(app).startswith("NI 33, row 6 of 11.")
        assert "11 indicators" in lines(app)[0]
        await pilot.press("0")
        assert spoken(app).startswith("NI 33, row 11 of 24.")
        await pilot.press("9")
        assert spoken(app).startswith("There are 4 themes.")


async def test_the_filter_follows_each_key_and_can_be_kept(app: CsptuiApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("slash", *"arson")
        assert "1 of 24" in seen(app)
        assert "Arson" in seen(app)
        assert "Alcohol" not in seen(app)
        await pilot.press("escape")
        assert "24 indicators" in seen(app)
        await pilot.press("slash", *"provisional", "enter")
        assert "3 of 24" in seen(app)
        await pilot.press("n")
        assert "row 2 of 3" in spoken(app)
        await pilot.press("N", "N")
        assert "row 3 of 3" in spoken(app)
        await pilot.press("n")
        assert "row 1 of 3" in spoken(app)
        await pilot.press("escape")
        assert "24 indicators" in seen(app)


async def test_a_filter_that_matches_nothing_says_so(app: CsptuiApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("slash", *"zzz")
        assert "Nothing matches zzz: Esc clears the filter." in seen(app)
        assert spoken(app) == "No indicator is shown."
        await pilot.press("enter", "e", "w", "c", "y", "o", "pagedown", "escape")
        assert "row 1 of 24" in spoken(app) or "NI" in spoken(app)


async def test_markup_in_the_filter_is_only_text(app: CsptuiApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("slash", "left_square_bracket", "slash", "right_square_bracket")
        assert "Nothing matches [/]" in seen(app)


async def test_order_by_each_column_and_back(app: CsptuiApp) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await pilot.press("o")
        assert "Ordered by rating, red first." in spoken(app)
        ratings = [row.rating.colour.value for row in app.main.shown.rows]
        assert ratings == ["red"] * 5 + ["amber"] * 2 + ["green"] * 10 + ["none"] * 7
        await pilot.press("O")
        assert [row.rating.colour.value for row in app.main.shown.rows][:7] == ["none"] * 7
        await pilot.press(*["o"] * 6)
        variances = [row.rating.variance for row in app.main.shown.rows]
        held = [one for one in variances if one is not None]
        assert held == sorted(held)
        assert variances[len(held) :] == [None] * (24 - len(held))
        await pilot.press(*["o"] * 3)
        assert "In report order." in spoken(app)
        assert [row.number for row in app.main.shown.rows] == list(range(1, 25))


async def test_quarters_turn_and_the_cursor_stays(app: CsptuiApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(*["j"] * 10, "left_square_bracket")
        await settle(pilot)
        assert "2008/09 Q4" in lines(app)[0]
        assert "NI 33, row 11 of 24" in spoken(app)
        assert "7.28" in line_with(app, "Arson")
        await pilot.press("left_square_bracket")
        await settle(pilot)
        assert "No earlier quarter is held." in spoken(app)
        await pilot.press("right_square_bracket")
        await settle(pilot)
        assert "2009/10 Q4" in lines(app)[0]


async def test_exceptions_go_to_the_row_that_is_chosen(app: CsptuiApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("1", "x", "down", "enter")
        await pilot.pause()
        assert app.screen is app.main
        assert "NI 43" in spoken(app)


async def test_panes_are_reached_by_tab_and_enlarged_by_z(app: CsptuiApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("tab")
        assert app.focused is not None
        assert app.focused.id == "detail"
        await pilot.press("z")
        assert "RAG" not in seen(app)
        assert "Comment" in seen(app)
        await pilot.press("escape", "shift+tab")
        assert app.focused.id == "themes"
        await pilot.press("j")
        assert "5 indicators" in lines(app)[0]
        await pilot.press("b")
        await pilot.pause()
        assert app.focused.id == "table"
        assert "►1 Substance" in lines(app)[2]


async def test_the_row_is_copied_as_text(app: CsptuiApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("y")
        cells = app.clipboard.split("\t")
        assert cells[0] == "NI 39"
        assert cells[4:] == ["2,475 (2008/09)", "Red", "+11.0%", "↑ worse"]


async def test_clicks_do_what_keys_do(app: CsptuiApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await pilot.click("#themes", offset=(5, 6))
        assert "11 indicators" in lines(app)[0]
        await pilot.click("#table", offset=(30, 4))
        assert "row 4 of 11" in spoken(app)
        await pilot.click("#table", offset=(4, 0))
        assert app.main.lens.order == "rag"
        await pilot.click("#table", offset=(4, 0))
        assert app.main.lens.reverse
        await pilot.click("#table", offset=(30, 2))
        await pilot.click("#table", offset=(30, 2))
        await settle(pilot)
        assert app.main.is_editing


async def test_tabs_can_be_clicked(app: CsptuiApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        at = lines(app)[1].index("Youth")
        await pilot.click("#tabs", offset=(at, 0))
        assert "7 indicators" in seen(app)


async def test_fast_hands_lose_no_letter_of_the_filter(app: CsptuiApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await burst(pilot, "/arson")
        assert app.main.lens.wanted == "arson"
        assert "1 of 24" in seen(app)
