"""The history of a row by real keys: numbers, charts, what is told of a quarter, and what is no number."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from main_harness import (
    LARGE,
    NARROW,
    ROOT,
    SMALL,
    WIDE,
    _colours,
    folder,
    line_with,
    lines,
    seen,
    settle,
    spoken,
    workspace,
)

from csptui.domain.quarter import Quarter
from csptui.tui.app import CsptuiApp
from csptui.tui.screens.help import HelpScreen
from csptui.tui.screens.history import HistoryScreen, Shows
from csptui.tui.widgets.quarter_list import QuarterList
from csptui.workspace import Workspace

if TYPE_CHECKING:
    from textual.pilot import Pilot

__all__ = ["_colours", "folder", "workspace"]

LINES = set("─│▁▂▃▄▅▆▇█")
"""What the framework draws its lines and scrollbars with."""
ENFIELD = ROOT / "csptui" / "examples" / "enfield"
SHOWN = Quarter.parse("2023/24 Q3")
NOW = datetime(2024, 4, 9, 9, 30, tzinfo=UTC)

PARTNERSHIP = """name = "Somewhere"
short_name = "Somewhere"
title = "Report"
area = "Somewhere"
"""
INDICATORS = """[[theme]]
id = "one"
name = "One"

[[theme.section]]
name = ""

[[theme.section.indicator]]
id = "A1"
code = "A 1"
name = "Made up"
unit = "count"
polarity = "lower"
basis = "quarter"
breaks = ["2012/13 Q1"]
"""
HEAD = "indicator,value,places,numerator,denominator,as_at,status,expected"
FIGURES = {
    "2010-11-Q1": "A1,100,0,,,,,",
    "2010-11-Q2": "A1,120,0,,,,,",
    "2010-11-Q3": "A1,90,0,,,,,",
    "2010-11-Q4": "A1,110,0,,,,revised,",
    "2011-12-Q1": "A1,105,0,,,,,",
    "2011-12-Q3": "A1,95,0,,,,,",
    "2011-12-Q4": "A1,40,0,,,M2012-01x1,,",
    "2012-13-Q1": "A1,300,0,,,,provisional,",
}


@pytest.fixture
def enfield(tmp_path: Path) -> Path:
    """Give a copy of the example with real history."""
    return Path(shutil.copytree(ENFIELD, tmp_path / "enfield"))


@pytest.fixture
def made_up(tmp_path: Path) -> Path:
    """Make a folder whose one indicator has a gap, a part of a quarter and a break."""
    folder = tmp_path / "made up"
    folder.mkdir()
    (folder / "partnership.toml").write_text(PARTNERSHIP, "utf-8")
    (folder / "indicators.toml").write_text(INDICATORS, "utf-8")
    (folder / "targets.csv").write_text("indicator,year,target,applies_to\nA1,FY2010/11,100,\n", "utf-8")
    for quarter, row in FIGURES.items():
        path = folder / "quarters" / quarter
        path.mkdir(parents=True)
        (path / "actuals.csv").write_text(f"{HEAD}\n{row}\n", "utf-8")
    return folder


def opened(folder: Path, quarter: Quarter | None = None, *, ascii_only: bool = False) -> CsptuiApp:
    """Open a folder, at its latest quarter if no other is asked for."""
    held = Workspace.open(folder, who="A. Officer", now=lambda: NOW, quarter=quarter)
    return CsptuiApp(held, ascii_only=ascii_only)


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys, and wait for what each has done."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


def quarter_line(app: CsptuiApp, quarter: str) -> str:
    """Give the line of a quarter in the list of numbers."""
    list_ = app.screen.query_one(QuarterList).region
    cut = [line[list_.x + 1 :] for line in lines(app)[list_.y : list_.bottom]]
    return next(" ".join(line.split()) for line in cut if quarter in line)


async def test_h_opens_the_quarters_of_the_row(enfield: Path) -> None:
    """The cursor is on the quarter shown, with its numbers; the spoken line says them in words."""
    app = opened(enfield, SHOWN)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "H")
        assert isinstance(app.screen, HistoryScreen)
        assert "55 of 56 quarters, 2010/11 Q1 to 2023/24 Q4" in lines(app)[0]
        assert quarter_line(app, "►2023/24 Q3").startswith("►2023/24 Q3 7,654 30,236 +2.1% worse")
        assert spoken(app).startswith("CR 1, 2023/24 Q3, 55 of 56: 7,654; +2.1% worse on a year ago")
        whole = seen(app)
        for words in (
            "by three quarters",
            "by previous quarter",
            "Year-end 2023/24",
        ):
            assert words in whole
        assert "● figure" in whole
        await press(pilot, "escape")
        assert not app.screen_stack[1:]


async def test_cursor_and_charts(enfield: Path) -> None:
    """Keys move from quarter to quarter, with a mark on the axis; s turns to the next chart and says it."""
    app = opened(enfield, SHOWN)
    async with app.run_test(size=LARGE) as pilot:
        await settle(pilot)
        await press(pilot, "H")
        marked = next(line for line in lines(app) if "└" in line).index("▲")
        await press(pilot, "k", "up", "k", "k")
        assert next(line for line in lines(app) if "└" in line).index("▲") < marked
        assert spoken(app).startswith("CR 1, 2022/23 Q3, 51 of 56: ")
        await press(pilot, "g")
        assert "1 of 56: 5,759" in spoken(app)
        assert "not given: no whole figure is held for the same" in seen(app)
        await press(pilot, "G")
        assert "2023/24 Q4, 56 of 56" in spoken(app)
        assert "it covers 1 month (January 2024) of 3" in spoken(app)
        assert quarter_line(app, "2023/24 Q4").split()[2].startswith("(")
        await press(pilot, "s")
        assert spoken(app) == "Rolling 12 months, chart 2 of 3."
        assert "■ rolling 12 months" in seen(app)
        await press(pilot, "s")
        assert spoken(app) == "Control chart: special cause at 2023/24 Q3, above the upper limit, a concern."
        assert "─── mean" in seen(app)
        await press(pilot, "s")
        assert "● figure" in seen(app)


@pytest.mark.parametrize(
    ("ref", "keys", "words"),
    [
        ("CR2", 2, "Control chart needs 13 quarters that do not overlap, and they are rolling 12 months"),
        ("CR2", 1, "each figure is itself of rolling 12 months"),
        ("YJ1", 2, "Control chart needs 13 years that do not overlap; "),
        ("YJ1", 0, "● figure of the year"),
        ("YJ3", 1, "a cohort has no months to sum"),
    ],
)
async def test_what_is_not_drawn_says_why(enfield: Path, ref: str, keys: int, words: str) -> None:
    """In the place of a chart that cannot be drawn stands the sentence that tells what is missing."""
    app = opened(enfield, SHOWN)
    async with app.run_test(size=LARGE) as pilot:
        await settle(pilot)
        app.main.go_to(ref)
        await press(pilot, "H", *"s" * keys)
        left = app.screen.query_one("#history-left").region
        told = " ".join(line[left.x : left.right].strip() for line in lines(app)[left.y : left.bottom])
        assert words in told


async def test_marks_and_refusals_are_spoken_in_words(enfield: Path) -> None:
    """What is not available is called so, a reason is said once, and a longer sentence ends in a mark."""
    app = opened(enfield)
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        app.main.go_to("CR2")
        await press(pilot, "H")
        assert spoken(app) == "CR 2, 2023/24 Q4, 53 of 53: not available [x]."
        await press(pilot, "s")
        assert spoken(app) == "No rolling 12 months: each figure is itself of rolling 12 months."
        await press(pilot, "s")
        assert spoken(app).startswith("Control chart needs 13 quarters that do not overlap")
        assert lines(app)[-1].rstrip().endswith("…")
        await pilot.resize_terminal(*LARGE)
        await press(pilot, "k")
        assert " ".join(seen(app).split()).count("against the same quarter a year ago") == 1


async def test_what_cannot_be_read_is_told_first(enfield: Path) -> None:
    """A quarter's file that is broken is named before anything that is made of the others."""
    broken = enfield / "quarters" / "2014-15-Q1" / "actuals.csv"
    broken.write_text("indicator\0\n", "utf-8")
    app = opened(enfield, SHOWN)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "H")
        told = seen(app)
        assert told.index("quarters/2014-15-Q1/actuals.csv") < told.index("Forecast")


async def test_help_tells_the_keys_and_signs_of_this_place(enfield: Path) -> None:
    """J goes to a quarter here, and on a chart a square is a concern."""
    for ascii_only, sign in ((False, "▲ ■ ►"), (True, "^ # >")):
        app = opened(enfield, SHOWN, ascii_only=ascii_only)
        async with app.run_test(size=(100, 60)) as pilot:
            await settle(pilot)
            await press(pilot, "H")
            assert "j k Quarter" in lines(app)[-2]
            await press(pilot, "question_mark")
            assert " ".join(line_with(app, "j ").split()).endswith("The quarter after")
            assert line_with(app, sign).rstrip().endswith("a special cause that is neither")


async def test_a_window_that_is_too_small_says_so(enfield: Path) -> None:
    """As on the board, nothing else is shown there; a larger one has all of it again."""
    app = opened(enfield, SHOWN)
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "H")
        before = seen(app)
        for size in ((59, 24), (80, 17)):
            await pilot.resize_terminal(*size)
            await settle(pilot)
            told = " ".join(seen(app).split())
            assert told == "csptui needs 60 columns and 18 rows. Make the window larger, or esc Back."
        await pilot.resize_terminal(*SMALL)
        await settle(pilot)
        assert seen(app) == before
        await press(pilot, "escape")
        assert app.screen is app.main


async def test_gaps_parts_and_breaks(made_up: Path) -> None:
    """A gap has no number and none is made across it, a part stands in brackets, marks are letters."""
    app = opened(made_up)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "H")
        assert quarter_line(app, "2010/11 Q4").startswith("2010/11 Q4 110 [r] 420")
        assert quarter_line(app, "2011/12 Q1").startswith("2011/12 Q1 105 425 +5.0% worse")
        assert quarter_line(app, "2011/12 Q2").split()[2:] == ["–"]
        assert quarter_line(app, "2011/12 Q3").startswith("2011/12 Q3 95 +5.6% worse")
        assert quarter_line(app, "2011/12 Q4").split()[2:] == ["(40)"]
        assert quarter_line(app, "2012/13 Q1").split()[2:] == ["300", "[p][b]"]
        assert "A break in series" in seen(app)
        assert "break in series" in spoken(app)
        assert "│ break in series" in seen(app)
        await press(pilot, "k")
        assert "it covers 1 month (January 2012) of 3" in spoken(app)
        await press(pilot, "k", "k")
        assert spoken(app).startswith("A 1, 2011/12 Q2, 6 of 9: no figure")


async def test_nothing_held(workspace: Workspace) -> None:
    """A row without any figure has a sentence in the place of everything."""
    app = CsptuiApp(workspace)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        row = app.main.card.rows[0]
        for quarter in ("2008-09-Q4", "2009-10-Q4"):
            path = workspace.folder / "quarters" / quarter / "actuals.csv"
            kept = [
                line for line in path.read_text("utf-8").splitlines() if not line.startswith(f"{row.id},")
            ]
            path.write_text("\n".join([*kept, ""]), "utf-8")
        await press(pilot, "H")
        assert spoken(app) == f"History of {row.indicator.code}: no figure is held in any quarter."
        assert "No figure to draw." in seen(app)
        await press(pilot, "j", "k", "g", "G", "s", "s", "tab", "escape")
        assert app.screen is app.main


async def test_ways_in(enfield: Path) -> None:
    """From why and from the exceptions H shows the same row; help lists the key, and so does the palette."""
    app = opened(enfield, SHOWN)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "w", "H")
        assert isinstance(app.screen, HistoryScreen)
        assert lines(app)[0].startswith(" CR 1 ")
        await press(pilot, "question_mark")
        assert isinstance(app.screen, HelpScreen)
        assert "Figures, rolling 12 months, control chart" in seen(app)
        await press(pilot, "escape", "escape", "escape", "x")
        code = " ".join(line_with(app, "►").split()[3:5])
        await press(pilot, "H")
        assert isinstance(app.screen, HistoryScreen)
        assert lines(app)[0].startswith(f" {code} ")
        await press(pilot, "escape", "escape", "m", "H")
        assert isinstance(app.screen, HistoryScreen)
        await press(pilot, "escape", "escape", "ctrl+p", *"history", "enter")
        assert isinstance(app.screen, HistoryScreen)


async def test_left_before_it_is_read(enfield: Path) -> None:
    """Leaving at once does no harm, nor does turning charts before there is anything to draw."""
    app = opened(enfield, SHOWN)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press("H", "s", "j", "escape")
        await settle(pilot)
        assert app.screen is app.main
        await pilot.press("H", "s", "G")
        await settle(pilot)
        assert "Rolling 12 months" in seen(app)


async def test_it_follows_the_data(enfield: Path) -> None:
    """What a colleague saves in the quarter shown is in the list, and the cursor stays on its quarter."""
    app = opened(enfield, SHOWN)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "H", "k")
        path = enfield / "quarters" / "2023-24-Q3" / "actuals.csv"
        path.write_text(path.read_text("utf-8").replace("CR1,7654,", "CR1,9876,"), "utf-8")
        await app.main.take_in()
        await settle(pilot)
        assert quarter_line(app, "2023/24 Q3").startswith("2023/24 Q3 9,876")
        assert spoken(app).startswith("CR 1, 2023/24 Q2, 54 of 56")


@pytest.mark.parametrize("size", [NARROW, SMALL, (99, 30), (100, 30), WIDE, LARGE, (200, 60)])
async def test_sizes(enfield: Path, size: tuple[int, int]) -> None:
    """At every size chart and list are there, the cursor's quarter is in sight, and resizing keeps it."""
    app = opened(enfield, SHOWN)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "slash", *"cr4", "enter", "H")
        for _ in Shows:
            assert "►2023/24 Q3" in seen(app)
            assert any(sign in seen(app) for sign in "●■")
            assert "└" in seen(app)
            assert "? Help" in lines(app)[-2]
            await press(pilot, "s")
        for other in (NARROW, (200, 60), size):
            await pilot.resize_terminal(*other)
            await settle(pilot)
            assert "►2023/24 Q3" in seen(app)
            assert "└" in seen(app)


async def test_plain_ascii(enfield: Path, made_up: Path) -> None:
    """Asked for ASCII, chart, list and words have no other sign."""
    for held in (enfield, made_up):
        app = opened(held, ascii_only=True)
        async with app.run_test(size=LARGE) as pilot:
            await settle(pilot)
            await press(pilot, "H")
            for _ in Shows:
                assert {sign for sign in seen(app) if not sign.isascii()} <= LINES
                await press(pilot, "s")
