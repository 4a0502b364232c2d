"""The pages that are read: why, definition, help, problems; their keys, their words, any data in them."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest
from edit_harness import NARROW, WIDE, Plain, derby, row_of, screen_text
from textual.binding import Binding

from csptui.domain.problem import Place, Problem, Severity
from csptui.domain.rag import Colour
from csptui.legend import MARKERS
from csptui.tui.screens.definition import DefinitionScreen
from csptui.tui.screens.exceptions import ExceptionsScreen
from csptui.tui.screens.help import HelpScreen
from csptui.tui.screens.page import Body, Page
from csptui.tui.screens.problems import ProblemsScreen
from csptui.tui.screens.why import (
    WhyScreen,
    certainty_lines,
    check_lines,
    movement_lines,
    rating_lines,
)

DERBY = derby()
NASTY = "[/] [red]x[/red] \x1b[31m \u202eabc \u200b \u2028"


def pages() -> list[Page[Any]]:
    """Give one of each page."""
    row = row_of(DERBY, "NI33")
    problems = tuple(Problem(Place("targets.csv", n), f"row {n} is twice here") for n in range(2, 40))
    return [
        WhyScreen(row),
        DefinitionScreen(row, DERBY),
        HelpScreen("Keys", tuple((str(n), f"does {n}") for n in range(30))),
        ProblemsScreen(problems),
    ]


def why_text(ref: str) -> dict[str, str]:
    """Give the why of a row as label and text."""
    row = row_of(DERBY, ref)
    lines = [*rating_lines(row), *certainty_lines(row), *movement_lines(row), *check_lines(row)]
    return {label.plain.strip(): words.plain for label, words in lines}


@pytest.mark.parametrize("key", ["escape", "q"])
async def test_escape_and_q_go_back_from_every_page(key: str) -> None:
    """Back is where one came from."""
    for page in pages():
        app = Plain(page)
        async with app.run_test(size=NARROW) as pilot:
            await pilot.pause()
            assert app.screen is page
            await pilot.press(key)
            await pilot.pause()
            assert app.screen is not page
            assert app.results == [None]


async def test_the_usual_keys_scroll_every_page() -> None:
    """J k, g G, PgDn PgUp, ctrl+d ctrl+u and the arrows move what does not fit."""
    for page in pages():
        app = Plain(page)
        async with app.run_test(size=(60, 18)) as pilot:
            await pilot.pause()
            body = page.query_one(Body)
            assert body.max_scroll_y > 0, type(page)
            for down, up in (("j", "k"), ("down", "up"), ("pagedown", "pageup"), ("ctrl+d", "ctrl+u")):
                await pilot.press(down)
                assert body.scroll_y > 0, down
                await pilot.press(up)
                assert body.scroll_y == 0, up
            await pilot.press("G")
            assert body.scroll_y == body.max_scroll_y
            await pilot.press("g")
            assert body.scroll_y == 0


async def test_help_tells_the_keys_of_the_page_and_goes_back_to_it() -> None:
    """`?` lists the page's own keys; `?` again, or Esc, goes back."""
    page = WhyScreen(row_of(DERBY, "NI33"))
    page.id = "the-why"
    app = Plain(page)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("?")
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)
        assert "Go back" in screen_text(app)
        assert "Half a page down" in screen_text(app)
        await pilot.press("?")
        await pilot.pause()
        assert app.screen.id == page.id == "the-why"


async def test_help_explains_every_glyph_and_mark() -> None:
    """Whatever is drawn is explained where it stands."""
    app = Plain(HelpScreen("Keys", (("e", "Edit the figure"),)))
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.pause()
        drawn = screen_text(app)
        for meaning in ("Edit the figure", "■ R", "▲ A", "● G", "– –", *MARKERS, *MARKERS.values()):
            assert meaning in drawn, meaning


async def test_the_key_bar_can_be_clicked() -> None:
    """The mouse does what the key does."""
    page = WhyScreen(row_of(DERBY, "NI33"))
    app = Plain(page)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        bar = screen_text(app).splitlines()[22]
        await pilot.click(offset=(bar.index("Back"), 22))
        await pilot.pause()
        assert app.screen is not page


def test_every_binding_of_a_page_is_named_and_told() -> None:
    """A settings file can move each, and help can list it."""
    for kind in (Page, ExceptionsScreen, HelpScreen, WhyScreen, DefinitionScreen, ProblemsScreen):
        for binding in kind.BINDINGS:
            assert isinstance(binding, Binding)
            assert binding.id
            assert binding.tooltip


def test_the_why_of_a_red_row_has_every_number() -> None:
    """NI 33: shortfall, variance, share of the target, allowance, the test, the edges."""
    told = why_text("NI33")
    assert told["Shortfall"] == "7.9 − 7.50 = 0.4"
    assert told["Variance"] == "(7.9 − 7.50) ÷ |7.50| = +5.3%"
    assert told["% of target"] == "7.9 ÷ 7.50 = 105.3%"
    assert told["Allowance"] == "5% × |7.50| = 0.375"
    assert told["So"] == "a shortfall of 0.4 is more than the allowance of 0.375: red"
    assert told["▲ amber"].startswith("up to 7.875")
    assert told["■ red"] == "above 7.875"
    assert told["Stands for"] == "7.85 to 7.95"
    assert told["Could be"] == "red or amber"
    assert told["On 08/09"] == "7.28 to 7.9 is +8.5% on 2008/09: worse."


def test_the_why_of_a_rate_has_its_cases_and_its_fraction() -> None:
    """NI 43: differences are in points, edges in cases, and the fraction makes the value."""
    told = why_text("NI43")
    assert told["Shortfall"] == "13.11% − 9% = 4.11 points"
    assert told["● green"] == "below 9%: 42 of 473 or fewer; 20 fewer than now"
    assert told["Colour"] == "certain: the fraction settles what was rounded"
    assert told["Fraction"] == "62/473 = 13.1078%: agrees"


def test_the_why_of_a_band_compares_sizes() -> None:
    """NI 44a: |-4.6%| against 5%."""
    told = why_text("NI44a")
    assert told["Shortfall"] == "|-4.6%| − 5% = -0.4 points"
    assert told["● green"].startswith("within ±5%")
    assert told["■ red"] == "beyond ±5.25%"


def test_the_why_of_a_row_without_a_target_says_so() -> None:
    """NI 18 is not rated, and nothing is worked out."""
    told = why_text("NI18")
    assert "Shortfall" not in told
    assert told["Target"].startswith("none")
    assert told["Colour"] == "none is given, so none is in doubt"


async def test_the_why_stands_in_two_columns_where_there_is_room() -> None:
    """Side by side from 100 columns, under one another below."""
    page = WhyScreen(row_of(DERBY, "NI33"))
    app = Plain(page)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        rating, rest = page.query_one("#why-rating").region, page.query_one("#why-rest").region
        assert (rest.y, rest.x > rating.x) == (rating.y, True)
        await pilot.resize_terminal(*NARROW)
        await pilot.pause()
        rating, rest = page.query_one("#why-rating").region, page.query_one("#why-rest").region
        assert rest.y >= rating.bottom


async def test_the_definition_explains_codes_from_the_glossary() -> None:
    """PSA 23 has its meaning, an unknown code says that none is given."""
    app = Plain(DefinitionScreen(row_of(DERBY, "NI32"), DERBY))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        drawn = screen_text(app)
        for part in ("Make Communities Safer", "Local Area Agreement", "lower is better", "30% (2009/10)"):
            assert part in drawn
    row = row_of(DERBY, "NI33")
    unknown = replace(row, indicator=replace(row.indicator, codes=("NI 33", "HO DSO")))
    app = Plain(DefinitionScreen(unknown, DERBY))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert "HO DSO   no note explains it" in screen_text(app)


async def test_problems_say_where_what_and_how_much_it_matters() -> None:
    """Errors come first; each has file and line, and its sentence."""
    warning = Problem(Place("targets.csv"), "read as cp1252", Severity.WARNING)
    error = Problem(Place("quarters/2009-10-Q4/actuals.csv", 12), '"7.9.1" is no number')
    app = Plain(ProblemsScreen((warning, error)))
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        drawn = screen_text(app)
        assert drawn.index("actuals.csv:12") < drawn.index("targets.csv")
        assert "1 error, 1 warning" in drawn
        assert '"7.9.1" is no number' in drawn


async def test_no_problems_is_said_too() -> None:
    """An empty list is an answer."""
    app = Plain(ProblemsScreen(()))
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        assert "every file could be read" in screen_text(app)


async def test_nothing_in_the_data_acts_on_a_page() -> None:
    """Markup is drawn as it is; escapes, bidi and zero-width characters are spelt out."""
    row = row_of(DERBY, "NI33")
    evil = replace(
        row.indicator,
        code=NASTY,
        name=NASTY,
        short=NASTY,
        definition=NASTY,
        owner=NASTY,
        source=NASTY,
        codes=(NASTY,),
        section=NASTY,
        cases=NASTY,
    )
    bad = replace(row, indicator=evil, comment=NASTY, source=NASTY)
    dataset = replace(
        DERBY, partnership=replace(DERBY.partnership, glossary=MappingProxyType({NASTY: NASTY}))
    )
    for page in (
        WhyScreen(bad),
        DefinitionScreen(bad, dataset),
        ProblemsScreen((Problem(Place(NASTY), NASTY),)),
        HelpScreen(NASTY, ((NASTY, NASTY),)),
    ):
        app = Plain(page)
        async with app.run_test(size=NARROW) as pilot:
            await pilot.pause()
            drawn = screen_text(app)
            assert not any(sign in drawn for sign in "\x1b\u202e\u200b\u2028")
            assert "[red]x[/red]" in drawn


@pytest.mark.parametrize("size", [(60, 18), NARROW, WIDE, (140, 42)])
async def test_every_row_is_explained_at_every_size(size: tuple[int, int]) -> None:
    """No row of the report and no size makes the why fail."""
    for row in DERBY.scorecard():
        page = WhyScreen(row)
        app = Plain(page)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            assert row.indicator.code in screen_text(app)
        if row.rating.colour is Colour.RED:
            assert "red" in why_text(row.id)["So"]
