"""The list of exceptions on the screen: order, headings, basis, detail, keys and mouse."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from edit_harness import NARROW, WIDE, Plain, derby, screen_text

from csptui.domain.dataset import Dataset, QuarterRecord
from csptui.domain.indicator import PeriodBasis
from csptui.domain.period import Period, PeriodKind
from csptui.tui.screens.exceptions import ExceptionsScreen, ExceptionTable, basis_of, exception_lines
from csptui.tui.screens.help import HelpScreen
from csptui.tui.screens.why import WhyScreen

if TYPE_CHECKING:
    from csptui.domain.scorecard import Reading

DERBY = derby()
ORDER = [row.id for row in DERBY.scorecard().exceptions()]


async def test_the_list_is_derbys_thirteen_in_order_under_their_headings() -> None:
    """5 red by variance, 2 amber, 5 green but worse, 1 not rated but worse."""
    screen = ExceptionsScreen(DERBY)
    app = Plain(screen)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        drawn = screen_text(app)
        headings = ("Red: 5", "Amber: 2", "Green but getting worse: 5", "Not rated and getting worse: 1")
        places = [drawn.index(heading) for heading in headings]
        assert places == sorted(places)
        assert [row.id for row in screen.query_one(ExceptionTable).shown.rows] == ORDER
        assert len(ORDER) == 13
        assert ORDER[:5] == ["NI19", "NI43", "NI39", "NI20", "NI33"]
        assert "13 of 24" in drawn


async def test_the_heading_says_what_worse_is_measured_on() -> None:
    """Derby has no trend: it is the change on 08/09."""
    app = Plain(ExceptionsScreen(DERBY))
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        assert "worse is measured on 08/09" in screen_text(app).splitlines()[0]


async def test_a_quarter_without_exceptions_says_what_is_owed() -> None:
    """A quarter just begun has none yet, and no column is measured on a year without a name."""
    bare = replace(DERBY, quarters={**DERBY.quarters, DERBY.shown: QuarterRecord()})
    app = Plain(ExceptionsScreen(bare))
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        drawn = screen_text(app)
        assert "No exceptions." in drawn
        assert "Nothing is reported" not in drawn
        owed = bare.scorecard().tally().owed
        assert owed > 1
        assert f"No row is an exception in this quarter; {owed} figures are still owed." in drawn
        assert not drawn.splitlines()[2].rstrip().endswith(" On")


def test_the_basis_is_the_trend_where_it_is_held() -> None:
    """With the quarter before, worse is the trend's; with some rows' only, both are named."""
    now = DERBY.quarters[DERBY.shown]
    cohort = now.readings["NI19"]
    cohort = replace(cohort, figure=replace(cohort.figure, as_at=Period(PeriodKind.COHORT, 2009)))
    now = replace(now, readings={**now.readings, "NI19": cohort})
    bases = {one.id: one.basis for one in DERBY.indicators}
    # A period that is held twice makes no move, so the quarter before holds those of a year before.
    every = replace(
        now, readings={key: _a_year_before(reading, bases[key]) for key, reading in now.readings.items()}
    )
    some = replace(every, readings={"NI33": every.readings["NI33"]})
    for record, words in ((every, "on the trend"), (some, "on the trend, on 08/09 where none is held")):
        quarters = {**DERBY.quarters, DERBY.shown: now, DERBY.shown.previous(): record}
        card = replace(DERBY, quarters=quarters).scorecard()
        assert basis_of(card.exceptions(), card.rows).endswith(words)


def _a_year_before(reading: Reading, basis: PeriodBasis) -> Reading:
    own = reading.figure.as_at
    if own is None and basis is PeriodBasis.ANNUAL:
        own = Period(PeriodKind.YEAR, DERBY.shown.year.start)
    as_at = None if own is None else replace(own, year=own.year - 1)
    return replace(reading, figure=replace(reading.figure, as_at=as_at))


async def test_the_detail_follows_the_cursor() -> None:
    """Why and comment of the row that the cursor is on."""
    screen = ExceptionsScreen(DERBY)
    app = Plain(screen)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("j", "j", "j", "j")
        await pilot.pause()
        drawn = screen_text(app)
        assert "7.9 is 5.3% above the target of 7.50" in drawn
        assert "An increase of 8.6%." in drawn
        assert "NI 33, row 5 of 13" in drawn
        await pilot.press("G")
        await pilot.pause()
        assert "NI 115, row 13 of 13" in screen_text(app)
        await pilot.press("g")
        await pilot.pause()
        assert "NI 19, row 1 of 13" in screen_text(app)


@pytest.mark.parametrize("key", ["enter", "e"])
async def test_enter_and_e_give_the_indicator(key: str) -> None:
    """The main screen goes to the row that is chosen."""
    app = Plain(ExceptionsScreen(DERBY))
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("j", key)
        await pilot.pause()
        assert app.results == [ORDER[1]]


@pytest.mark.parametrize("key", ["escape", "q"])
async def test_back_gives_nothing(key: str) -> None:
    """Esc and q change no place."""
    app = Plain(ExceptionsScreen(DERBY))
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("j", key)
        await pilot.pause()
        assert app.results == [None]


async def test_w_shows_the_why_and_help_the_keys() -> None:
    """Both come back to the list with the cursor where it was."""
    screen = ExceptionsScreen(DERBY)
    app = Plain(screen)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("j", "w")
        await pilot.pause()
        assert isinstance(app.screen, WhyScreen)
        await pilot.press("escape")
        await pilot.press("?")
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)
        assert "Go to this row in the table" in screen_text(app)
        await pilot.press("escape")
        await pilot.pause()
        assert screen.query_one(ExceptionTable).at == 1


async def test_a_click_moves_and_a_second_click_chooses() -> None:
    """The mouse does what the keys do."""
    screen = ExceptionsScreen(DERBY)
    app = Plain(screen)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        y = next(n for n, row in enumerate(screen_text(app).splitlines()) if "Arson" in row)
        await pilot.click(offset=(30, y))
        await pilot.pause()
        assert screen.query_one(ExceptionTable).at == 4
        assert app.results == []
        await pilot.click(offset=(30, y))
        await pilot.pause()
        assert app.results == ["NI33"]


async def test_tab_reads_on_in_a_long_comment() -> None:
    """NI 19's comment is longer than the detail."""
    screen = ExceptionsScreen(DERBY)
    app = Plain(screen)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        detail = screen.query_one("#exception-detail")
        await pilot.press("tab")
        assert detail.scroll_y > 0
        await pilot.press("shift+tab")
        assert detail.scroll_y == 0


async def test_an_empty_list_is_said() -> None:
    """A partnership without figures has no exceptions, and that is no error."""
    empty = replace(DERBY, quarters={DERBY.shown: QuarterRecord()})
    app = Plain(ExceptionsScreen(empty))
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("j", "enter", "w")
        await pilot.pause()
        assert "No row is an exception" in screen_text(app)
        assert app.results == []


async def test_no_indicators_at_all_is_no_crash() -> None:
    """A folder whose definitions are broken still opens."""
    app = Plain(ExceptionsScreen(Dataset(DERBY.partnership, (), DERBY.shown)))
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        assert "0 of 0" in screen_text(app)


async def test_any_comment_is_only_drawn() -> None:
    """Markup and escapes in a comment do nothing."""
    dataset = DERBY.with_comment("NI19", "[/] [bold]x[/bold] \x1b[31m \u202eabc")
    app = Plain(ExceptionsScreen(dataset))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        drawn = screen_text(app)
        assert "[bold]x[/bold]" in drawn
        assert "\x1b" not in drawn
        assert "\u202e" not in drawn


def test_each_exception_has_its_whole_sentence() -> None:
    """The why on the screen is the one on paper."""
    for row in DERBY.scorecard().exceptions():
        told = "\n".join(words.plain for _, words in exception_lines(row))
        assert row.indicator.code in told
        assert "on 2008/09" in told


async def test_without_the_focus_the_keys_read_on_in_the_detail() -> None:
    """Whatever has the focus, no key of the page fails."""
    screen = ExceptionsScreen(DERBY)
    app = Plain(screen)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        screen.set_focus(None)
        await pilot.press("j", "pagedown", "G", "g", "ctrl+u", "G")
        assert screen.query_one("#exception-detail").scroll_y > 0


async def test_plain_ascii_has_letters_for_glyphs() -> None:
    """Where the app was asked for ASCII, ratings and arrows are letters and signs."""
    app = Plain(ExceptionsScreen(DERBY))
    app.ascii_only = True
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("j")
        await pilot.pause()
        drawn = screen_text(app)
        assert not any(sign in drawn for sign in "■▲●►↑↓≈")
        assert "R RED" in drawn
